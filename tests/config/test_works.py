"""Checked TOML becomes typed values, each with its place."""

from __future__ import annotations

from diptych.config import works

from tests import base


def test_a_work() -> None:
    work = base.source().work
    zho, kor = work.expressions
    assert (work.path, work.document_type, work.date) == ("cn/qingshizhengban/2020/3", "act", "2020-05-08")
    assert zho.translation is None
    assert kor.translation == works.Translation("zho", "unknown-translator", authoritative=False)
    assert kor.position.line == 23
    assert work.sha256("received.txt") == work.received[0].sha256
    assert work.sha256("other.txt") == ""
    assert dict(work.provenance[0])["en"] == "Written for tests."


def test_editorial_entries_keep_their_order_and_defaults() -> None:
    text = '[[emendation]]\nlanguage = "zho"\nfind = "a"\nreplace = ""\nwhy.en = "x"\n'
    found = works.editorial(base.toml(text + text.replace('"a"', '"b"'), "editorial"))
    told = [(item.find, item.within, item.position.line) for item in found.emendations]
    assert told == [("a", "a", 1), ("b", "b", 6)]
    assert (found.supplied, found.notes, found.waivers) == ((), (), ())


def test_words_are_given_in_any_language_or_in_one_that_is_not_stated() -> None:
    text = ('[[emendation]]\nlanguage = "zho"\nfind = "a"\nreplace = ""\nwhy = "x"\n'
            '[[waiver]]\ncode = "N001"\neid = "sec_1"\nwhy = { fr = "coquille", zh-Hant = "誤植" }\n'
            '[[note]]\nat.zho = "b"\ntext.ja = "注"\n')
    found = works.editorial(base.toml(text, "editorial"))
    assert found.emendations[0].why == ((works.UNDETERMINED, "x"),)
    assert (found.waivers[0].why, found.waivers[0].reason) == ((("fr", "coquille"), ("zh-Hant", "誤植")), "coquille")
    assert found.notes[0].text == (("ja", "注"),)


def test_documents_are_terms_of_a_kind_of_their_own() -> None:
    text = '[[document]]\nid = "a"\niri = "/akn/cn/act/x/2020/1"\nzho = { preferred = "甲法", allowed = ["第1号"] }\n'
    [found] = works.documents(base.toml(text, "references"))
    assert (found.kind, found.iri, found.forms[0].allowed) == (works.DOCUMENT, "/akn/cn/act/x/2020/1", ("第1号",))


def test_terms_and_how_they_are_shown() -> None:
    text = ('[[term]]\nid = "a"\nkind = "place"\niri = "/akn/x"\nnote.en = "N"\n'
            'zho = { preferred = "甲", allowed = ["乙"] }\n'
            '[[term]]\nid = "b"\nkind = "agent"\n')
    one, other = works.terms(base.toml(text, "terms"))
    assert [form.language for form in one.forms] == ["zho"]
    assert (one.shown("zho"), one.shown("kor"), other.shown("zho")) == ("甲", "甲", "b")
    assert (one.iri, dict(one.note), one.forms[0].allowed) == ("/akn/x", {"en": "N"}, ("乙",))

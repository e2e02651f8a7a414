"""Sentences of pages that all works share, of tombstones, of books and colophons, and of commands: said where they are
true, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.akn import earlier_originals
from diptych.akn.document import Document
from diptych.akn.earlier_originals import EarlierOriginal
from diptych.akn.fingerprints import anchors, digest, words
from diptych.anchors.ledger import Anchor, State
from diptych.build.options import Order
from diptych.commands.main import main
from diptych.commands.messages import messages
from diptych.compile import versions
from diptych.compile.work import compile_work
from diptych.interface_text import interface, packaged_interfaces
from diptych.project import load
from diptych.render.html.work_facts import marks
from diptych.render.office.epub import epub
from diptych.render.office.text_fragments import fragments
from diptych.render.print import edition as print_
from diptych.render.print.edition import Imprint
from diptych.render.publisher import NOBODY, Logo, SigningKey, SitePublisher
from diptych.render.site import about_site, signing_keys
from diptych.render.site.about_site import SiteFacts
from diptych.render.site.page import Settings
from diptych.render.site.page_templates import rendered
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.version_history import comparisons, values
from lxml import html

from tests import base, received_akn
from tests.commands.test_add import added, project
from tests.conftest import ROOT
from tests.render import test_received_pictures as pictured
from tests.render.site import test_glossary
from tests.render.site.test_permalinks import GONE, stones
from tests.render.site.test_true_sentences import ABSENT, AUTHENTIC, BASE, SHORTER
from tests.render.site.test_true_sentences_elsewhere import EMENDED, start, words_of
from tests.render.site.test_version_history import works
from tests.render.small import BODY, document, expression, pages, twins

SITE = "https://example.org/"
ENGLISH = {"title": "Some Opinions", "one": "1.", "heading": "Sense", "lead": "As follows:", "item": "(1)",
           "text": "Work together."}
KEY = SigningKey("ssh-ed25519 AAAA", "SHA256:abc", "2026-01-02")
WORDS = interface("en")


def page(texts: Sequence[Document], keys: tuple[str, ...] = ()) -> str:
    """The English page of a work on a site with these keys."""
    shown = PublishedWork(tuple(texts))
    return next(made.html for made in pages((shown,), Settings(SITE, keys=keys)) if made.path == f"en/{shown.path}")


def test_one_translation_and_several_are_announced_apart() -> None:
    english = document(BODY.format(**ENGLISH), "eng", translation=True)
    one, several = start("notice_unofficial"), interface("en").words["notice_unofficial_several"].partition("}")[2]
    single = interface("en").words["notice_unofficial"].partition("}")[2]
    assert one == "The"
    shown = [words_of(page(texts)) for texts in (twins()[:1], twins(), (*twins(), english))]
    assert [single in words for words in shown] == [False, True, False]
    assert [several in words for words in shown] == [False, False, True]


@pytest.mark.parametrize(("version", "key"), [("2020-01-01", "translated_from"), ("", "translated_from_earlier")])
def test_a_clause_is_said_to_be_of_an_earlier_original_only_if_so(version: str, key: str) -> None:
    zho, kor = base.twins()
    clause = EarlierOriginal("sec_1", "sec_1__para_1__p_1", version)
    assert "sec_1__para_1__p_1" in base.document(kor).by_eid
    lagging = expression(base.document(earlier_originals.written(kor, [clause])), WORDS)
    known = {name: interface("en").words[name].partition(" {date}")[0].lstrip("[") for name in (
        "translated_from", "translated_from_earlier")}
    assert [name for name, words in known.items() if words in lagging] == [key]
    assert lagging.count(known[key]) == 1
    current = expression(base.document(kor), WORDS) + expression(base.document(zho), WORDS)
    assert not [name for name, words in known.items() if words in current]


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("offline", [True, False])
def test_a_site_says_of_its_readers_what_it_does(*, counted: bool, offline: bool) -> None:
    facts = SiteFacts(SITE, counted=counted, offline=offline)
    words = words_of(about_site.section(facts, WORDS, "en/about/"))
    expected = {"about_privacy_none": not counted, "about_privacy_counted": counted, "about_privacy_offline": offline}
    assert {key: WORDS.say(key) in words for key in expected} == expected


def test_a_site_with_a_publisher_is_not_said_to_have_none() -> None:
    sites = (SiteFacts(SITE, name, (("en", "a@b.example"),)) for name in ("The Library", ""))
    stated, unstated = (words_of(about_site.section(facts, WORDS, "en/about/")) for facts in sites)
    assert "The Library" in stated
    assert [WORDS.say("not_stated") in words for words in (stated, unstated)] == [False, True]


def test_signatures_are_explained_by_a_site_with_keys() -> None:
    assert signing_keys.section((), WORDS) == ""
    words = words_of(signing_keys.section((KEY,), WORDS))
    assert WORDS.say("keys_about") in words
    assert WORDS.say("keys_since", date=WORDS.date(KEY.since), fingerprint=KEY.fingerprint) in words


@pytest.mark.parametrize("key", ["cite_covered", "cite_uncovered", "cite_unverifiable"])
def test_a_page_speaks_of_signatures_only_on_a_site_with_keys(key: str) -> None:
    words = start(key)
    assert words in page(twins(), (KEY.fingerprint,))
    assert words not in page(twins())


def tombstone(anchor: Anchor, earlier: tuple[tuple[Document, ...], ...] = ()) -> str:
    made = dict(stones((anchor,), earlier))
    return words_of(next(page for path, page in made.items() if "/zho/~" in path))


def test_an_address_with_another_clause_now_says_so() -> None:
    taken = Anchor("sec_1", "2020-03-01", (), State.MOVED, ("sec_1__para_1",), until="2024-07-15")
    now = interface("zh").say("address_now")
    assert [now in tombstone(anchor) for anchor in (taken, GONE)] == [True, False]


def test_the_words_of_a_clause_that_ended_are_shown_or_said_to_be_unknown() -> None:
    old = tuple(replace(text, version="2019-01-02") for text in twins())
    fingerprints = tuple((text.language, digest(words(anchors(text)["sec_1__para_1"]))) for text in old)
    split = Anchor("sec_1__para_1", "2020-03-01", fingerprints, State.SPLIT, ("sec_1__p_1", "sec_1"))
    shown, unknown = (start(key, "zh") for key in ("address_words", "address_words_unknown"))
    known, lost = tombstone(split, (old,)), tombstone(replace(split, texts=(("zho", "0" * 32),)), (old,))
    assert [shown in known, unknown in known] == [True, False]
    assert [shown in lost, unknown in lost] == [False, True]
    before = interface("zh").say("address_before", date=interface("zh").date("2019-01-02"))
    assert [before in page for page in (known, tombstone(GONE))] == [True, False]


def test_a_term_is_said_to_be_absent_from_the_texts_without_it() -> None:
    shown = PublishedWork(test_glossary.TEXTS)
    made = next(made.html for made in pages((shown,), Settings(SITE), test_glossary.TERMS) if made.path == "en/terms/")
    tree = html.fragment_fromstring(made, create_parent=True)
    absent = {entry.get("id"): WORDS.say("term_absent") in entry.text_content()
              for entry in tree.find_class("term-entry")}
    assert absent == {"port": False, "plan": True}


@pytest.mark.parametrize(("key", "publisher", "texts"), [
    ("epub_accessibility", NOBODY, twins()),
    ("epub_accessibility_logo", SitePublisher((("en", "A"),), Logo(".svg", b"<svg/>")), twins()),
    ("epub_accessibility_pictures", NOBODY, ()),
    ("epub_accessibility_pictures", SitePublisher((("en", "A"),), Logo(".svg", b"<svg/>")), ())])
def test_a_book_says_which_pictures_it_has(key: str, publisher: SitePublisher, texts: tuple[Document, ...]) -> None:
    shown = fragments(texts, packaged_interfaces()) if texts else pictured.shown()
    data = epub(shown, SITE, publisher, pictures={} if texts else pictured.received().pictures)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        package, names = book.read("EPUB/package.opf").decode(), book.namelist()
    families = ("epub_accessibility", "epub_accessibility_logo", "epub_accessibility_pictures")
    assert [name for name in families if f">{shown.texts[0].say(name)}<" in package] == [key]
    assert any(name.startswith("EPUB/media/") for name in names) is (key == "epub_accessibility_pictures")
    assert ("EPUB/logo.svg" in names) is (publisher is not NOBODY)


def test_a_pdf_says_that_its_markup_is_attached_only_if_so(imprint: Imprint) -> None:
    said = interface("ko").words["print_made"].partition("}")[2].partition("{")[0]
    shown = versions.documents(base.compile_text())[1]
    assert said
    for digests, attached in (({"kor": "0" * 64}, True), ({}, False)):
        assert (said in words_of(print_.expression(shown, imprint, digests))) is attached
        clause = print_.clause((shown,), "sec_1", imprint, digests)
        assert clause is not None
        assert (said in words_of(clause)) is attached


@pytest.mark.parametrize("same", [True, False])
def test_a_comparison_explains_its_marks_only_if_something_differs(*, same: bool) -> None:
    published = works()[0]
    shown = next(comparisons(published.versions, published.versions[-1][0].version, published.lineages))
    facts = values(replace(shown, changes=()) if same else shown, WORDS, "")
    words = words_of(rendered("changes.html", WORDS, history=None, **facts))
    lead, none = (WORDS.say(key, old=facts["old"], new=facts["new"]) for key in ("changes_lead", "changes_none"))
    assert [lead in words, none in words] == [not same, same]


LEGEND = {"del": "del_title", "ins": "ins_title", "supplied": "mark_supplied", "note": "mark_note"}
INSERTED = '[[emendation]]\nlanguage = "kor"\nfind = "30일이며"\nreplace = "30일 이며"\nwhy.en = "A slip."\n'


@pytest.mark.parametrize(("editorial", "kinds"), [("", set()), (EMENDED, {"del", "ins", "note"}), (INSERTED, {
    "ins", "note"})])
def test_the_legend_of_a_page_lists_the_marks_that_it_has(editorial: str, kinds: set[str]) -> None:
    texts = versions.documents(base.compile_text(base.TEXT, editorial))
    (legend,) = html.fragment_fromstring(page(texts), create_parent=True).find_class("marks")
    listed = {kind for kind, key in LEGEND.items() if WORDS.say(key) in legend.text_content()}
    assert listed == marks(texts) == kinds
    assert WORDS.say("mark_permalink") in legend.text_content()


def test_words_that_the_editor_supplied_are_in_the_legend() -> None:
    source = (load.sources(ROOT / "tests/cases/opinion", base.schema()).value or ())[0]
    texts = versions.documents(compile_work(source, base.schema()))
    assert {"supplied"} <= marks(texts)
    assert ("supplied" in marks(texts[:1]), "supplied" in marks(texts[1:])) == (False, True)
    assert WORDS.say("mark_supplied") in page(texts)


REGULATION = "关于试行的通知\n\n第一条 为了试行，制定本规定。\n\n第二条 本规定自公布之日起施行。\n"


def test_a_work_is_said_to_be_adopted_only_if_so(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "b.txt").write_text(REGULATION, encoding="utf-8")
    (root / "a.xml").write_bytes(received_akn.act(more='<FRBRsubtype value="law"/><FRBRnumber value="7"/>'))
    works = [(root / added(root, root / name).folder / "work.toml").read_text("utf-8") for name in ("b.txt", "a.xml")]
    assert [start("adopted_from") in work for work in works] == [False, True]


@pytest.mark.parametrize(("work", "said"), [(BASE[2], "all_translated"), (AUTHENTIC[2], "nothing_translated")])
def test_all_is_said_to_be_translated_where_there_are_translations(tmp_path: Path, work: str, said: str) -> None:
    base.write_base(tmp_path)
    (tmp_path / base.FOLDER / "work.toml").write_text(work, encoding="utf-8")
    todo = CliRunner().invoke(main, ["-C", str(tmp_path), "--lang", "en", "todo"]).stdout
    assert todo == f"{messages('en').lines[said]}\n"


def test_a_passage_is_absent_only_where_the_editor_says_so() -> None:
    texts = versions.documents(base.compile_text(SHORTER, ABSENT))
    assert WORDS.say("absent") in page(texts)
    assert WORDS.say("absent") not in page(twins())


def test_a_page_links_to_the_files_that_are_made() -> None:
    shown, kinds = PublishedWork(twins()), frozenset({"pdf", "pictures", "books", "exports"})
    assert Order(without=kinds, keep=True).unmade == Order().unmade == ()

    def links(order: Order) -> set[str]:
        made = (page for page in pages((shown,), Settings(SITE, unmade=order.unmade)) if page.path.endswith(shown.path))
        found = (html.fragment_fromstring(page.head + page.html, create_parent=True) for page in made)
        return {str(link).rpartition("/")[2] for tree in found for link in tree.xpath(".//@href | .//meta/@content")}

    every, left = links(Order()), links(Order(without=kinds))
    gone = {name for name in every if name.endswith((".pdf", ".epub", ".docx", "data.json", "work.jsonld", "work.ttl"))}
    assert {"kor.pdf", "zho-kor.docx", "data.json", "work.jsonld"} <= gone
    assert {name for name in every - left if "." in name} == gone

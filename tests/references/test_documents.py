"""Words for documents: short names that a text defines, this document, its parent, its attachments, known documents."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from diptych.config import works as project_works
from diptych.language.label_patterns import NEVER
from diptych.references.cited_names import CitedDocument
from diptych.references.documents import OWN, Titles, titles
from diptych.references.grammar import ANNEX, NAME, SAME_DOCUMENT, THIS, TITLE, grammar

from tests.base import schema, toml


def known(language: str, own: str, text: str = "", attached: Mapping[str, str] | None = None,
          works: Mapping[str, tuple[str, ...]] | None = None) -> Titles:
    found = grammar(schema().languages[language])
    assert found
    return titles(text, found, own, attached or {}, works or {})


def meaning(found: Titles, kind: str, name: str, before: str = "") -> str | None:
    return found.meaning(CitedDocument(0, len(name), kind, name), before)


@pytest.mark.parametrize(("language", "own", "text", "name", "title"), [
    ("zho", "细则", "根据《中华人民共和国图书法》（以下简称图书法）", "图书法", "中华人民共和国图书法"),
    ("zho-Hant", "辦法", "依農藥管理法（以下簡稱本法）第三條", "本法", "農藥管理法"),
    ("kor", "규칙", "「도로법」(이하 “법”이라 한다)", "법", "도로법"),
    ("kor", "규칙", "이 규칙은 국제형사사법공조법(이하 “법”이라 한다)", "법", "국제형사사법공조법"),
])
def test_a_short_name_means_the_document_before_its_definition(
        language: str, own: str, text: str, name: str, title: str) -> None:
    assert meaning(known(language, own, text), THIS if name.startswith("本") else NAME, name) == title


def test_a_short_name_of_something_else_is_none() -> None:
    assert known("zho", "办法", "办理书证的单位（以下简称单位）").short == {}


@pytest.mark.parametrize(("language", "own", "name", "title"), [
    ("zho", "图书馆条例", "本条例", OWN), ("zho", "图书馆条例", "本法", None),
    ("zho", "关于图书馆的解释（三）", "本解释", OWN), ("zho-Hant", "圖書館法施行細則", "本法", "圖書館法"),
    ("kor", "도로법 시행령", "이 영", OWN), ("kor", "국립도서관 직제", "이 영", OWN),
])
def test_this_document_goes_by_the_kind_of_its_title(language: str, own: str, name: str, title: str | None) -> None:
    assert meaning(known(language, own), THIS, name) == title


def test_a_decree_names_the_act_and_the_decree_above_it() -> None:
    rule = known("kor", "도로법 시행규칙")
    assert [meaning(rule, NAME, name) for name in ("법", "영")] == ["도로법", "도로법 시행령"]
    assert [meaning(known("kor", own), NAME, "영") for own in ("도로법 시행령", "도로법")] == [OWN, None]


def test_the_same_document_is_the_one_before() -> None:
    rule = known("kor", "규칙")
    assert meaning(rule, SAME_DOCUMENT, "같은 법", "도로법") == "도로법"
    assert meaning(rule, SAME_DOCUMENT, "같은 법 시행령", "도로법") == "도로법 시행령"
    assert meaning(rule, SAME_DOCUMENT, "같은 법") is None


def test_brackets_hold_norms_and_other_things() -> None:
    found = known("zho", "中华人民共和国图书法", attached={"附件1": "att_1", "图书税目税率表": "att_2"})
    assert meaning(found, TITLE, "《图书法》") == OWN
    assert meaning(found, TITLE, "《税目税率表》") == meaning(found, TITLE, "《图书税目税率表》") == "#att_2"
    assert meaning(found, TITLE, "《借书证》") is None
    assert [meaning(found, ANNEX, name) for name in ("附件1", "附件2")] == ["#att_1", "附件2"]


def test_known_documents_are_found_with_and_without_their_state() -> None:
    found = known("zho", "办法", works={"中华人民共和国图书法": ("/akn/cn/act/npc/2020/1",)})
    assert found.iris("图书法") == found.iris("中华人民共和国 图书法") == ("/akn/cn/act/npc/2020/1",)
    assert found.bare(NEVER).known == ("中华人民共和国图书法", "图书法")


def test_a_title_may_be_in_one_of_several_written_forms() -> None:
    text = '[[document]]\nid = "library-act"\niri = "/akn/tw/act/x/2019/1"\nzho-Hant = { preferred = "圖書館法" }\n'
    document, = project_works.documents(toml(text, "references"))
    assert [(form.language, form.preferred) for form in document.forms] == [("zho-Hant", "圖書館法")]

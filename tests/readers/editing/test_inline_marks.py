"""Names, titles and dates are marked as the term base and the language say, whatever letters they hold."""

from __future__ import annotations

import pytest
from diptych.akn.document import NS, received
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.base import TEXT, codes, compile_text

P = "a:p[@eId='sec_2__para_1__p_1']"


def term(name: str, kind: str = "term", language: str = "zho", id_: str = "one", **more: str) -> str:
    extra = "".join(f'{key} = "{value}"\n' for key, value in more.items())
    return f"[[term]]\nid = \"{id_}\"\nkind = \"{kind}\"\n{extra}{language} = {{ preferred = '{name}' }}\n\n"


def paragraph(words: str, terms: str = "") -> etree._Element:
    """The paragraph of the base text that says these words instead of its own."""
    made = compile_text(TEXT.replace("每人每次可以借三册书。", words), terms=terms)
    assert codes(made) == []
    found = made.expressions[0].document.main.find(f".//{P}", NS)
    assert found is not None
    assert "".join(received(found).split()) == "".join(words.split())
    return found


def marks(element: etree._Element) -> list[tuple[str, str]]:
    return [(etree.QName(one).localname, "".join(one.itertext())) for one in element.iterdescendants()]


def test_the_longer_name_comes_first() -> None:
    terms = term("书", id_="a") + term("书库", id_="b") + term("书库楼", id_="c")
    assert marks(paragraph("书库楼和书库有书。", terms)) == [("term", "书库楼"), ("term", "书库"), ("term", "书")]


@pytest.mark.parametrize("name", [".*", "a+b", "(甲|乙)", "[一-龥]", "$1", "\\", "^每", "<b>&amp;"])
def test_names_are_words_and_no_patterns(name: str) -> None:
    assert marks(paragraph(f"每人可以借{name}三册。", term(name))) == [("term", name)]
    assert marks(paragraph("每人可以借三册。", term(name))) == []


@pytest.mark.parametrize(("kind", "element"), [
    ("place", "location"), ("organization", "organization"), ("term", "term"), ("concept", "concept"),
    ("quantity", "quantity")])
def test_each_kind_has_its_element(kind: str, element: str) -> None:
    [mark] = paragraph("每人可以借三册。", term("三册", kind)).iterdescendants()
    assert (etree.QName(mark).localname, mark.get("refersTo")) == (element, "#one")


def test_agents_are_never_marked() -> None:
    assert marks(paragraph("每人可以借三册。", term("三册", "agent"))) == []


def test_each_text_has_the_entries_that_it_names() -> None:
    made = compile_text(terms=term("借书证"))
    assert codes(made) == []
    shown = [[one.get("eId") for one in expression.document.main.iterfind("a:meta/a:references/*", NS)]
             for expression in made.expressions]
    assert "one" in shown[0]
    assert set(shown[1]) - set(shown[0]) == {"unknown-translator", "role_translator"}


def test_a_known_plan_is_cited_by_its_iri() -> None:
    known = term("读书规划", "plan", iri="/akn/cn/act/plan/2019/1")
    [reference] = paragraph("按照《读书规划》办理。", known).iterdescendants()
    assert (reference.get("href"), reference.text) == ("/akn/cn/act/plan/2019/1", "《读书规划》")


def test_an_unknown_title_is_cited_by_a_local_reference() -> None:
    [reference] = paragraph("按照《借书规定》办理。").iterdescendants()
    assert reference.get("href", "").startswith("#")


@pytest.mark.parametrize(("words", "titles"), [
    ("按照《甲〈乙〉丙》办理。", ["《甲〈乙〉丙》"]),
    ("按照《甲《乙》丙》办理。", ["《甲《乙》丙》"]),
    ("按照《甲》《乙》办理。", ["《甲》", "《乙》"]),
    ("按照《甲办理。", []),
    ("按照甲》办理。", []),
    ("按照》甲《办理。", []),
    ("按照《》办理。", []),
    ("按照《 》办理。", []),
])
def test_brackets_of_titles_balance_or_say_nothing(words: str, titles: list[str]) -> None:
    assert [text for name, text in marks(paragraph(words)) if name == "ref"] == titles


def test_a_name_within_a_title_or_a_date_gives_way() -> None:
    found = marks(paragraph("2020年5月8日的《图书馆办法》。", term("图书馆") + term("5月", id_="two")))
    assert [item for item in found if item[0] != "span"] == [("date", "2020年5月8日"), ("ref", "《图书馆办法》")]


def test_a_bare_year_is_no_date() -> None:
    assert marks(paragraph("2020年以前的书。")) == [("span", "2020年")]


def test_korean_names_begin_with_their_word() -> None:
    made = compile_text(terms=term("출증", language="kor") + term("대출", language="kor", id_="two"))
    assert codes(made) == []
    found = [one.text for one in made.expressions[1].document.main.iter("{*}term")]
    assert found
    assert set(found) == {"대출"}


def test_a_quoted_name_may_follow_a_word() -> None:
    text = TEXT.replace("주민은 대출증으로", "주민은 대출증과“카드”로")
    made = compile_text(text, terms=term("“카드”", language="kor"))
    assert [one.text for one in made.expressions[1].document.main.iter("{*}term")] == ["“카드”"]


@given(st.lists(st.sampled_from(["甲", "乙", "甲乙", "丙甲", "乙丙丁", "《甲》", "〈", "》", "2020年", "5月8日", "."]),
                min_size=1, max_size=8).map("".join))
def test_any_words_keep_their_letters(words: str) -> None:
    terms = "".join(term(name, id_=f"t{index}") for index, name in enumerate(("甲", "甲乙", "乙丙丁", ".")))
    paragraph(f"借{words}。", terms)

"""Which clause a printed reference names, by the files of a site."""

from __future__ import annotations

import pytest
from diptych.commands.mcp_server.printed_references import clauses, without_title
from diptych.commands.mcp_server.site_files import (
    CitationData,
    ClauseText,
    PublishedClause,
    ReferenceGrammar,
    WorkData,
)

GRAMMAR = ReferenceGrammar(
    {}, {"section": ("sec",), "subsection": ("subsec",), "article": ("art",), "paragraphe": ("para", "subsec"),
         "alinéa": ("para",), "paragraph": ("para",), "조": ("art",), "항": ("para",), "호": ("subpara",)}, ("제",), ())
ACT = (("hcontainer_1__sec_2", "section", ""), ("hcontainer_1__sec_2__subsec_2", "subsection", "hcontainer_1__sec_2"),
       ("hcontainer_1__sec_2__subsec_2__para_2", "paragraph", "hcontainer_1__sec_2__subsec_2"),
       ("hcontainer_1__sec_2__subsec_2__para_2__subpara_2", "subparagraph", "hcontainer_1__sec_2__subsec_2__para_2"))
NUMBERS = (("2", "2"), ("(2)", "(2)"), ("(b)", "b)"), ("(2)", "(2)"))
DECREE = (("art_2", "article", ""), ("art_2__subpara_2", "subparagraph", "art_2"),
          ("hcontainer_1__art_2", "article", ""))
CITED = CitationData("", (), {}, {"kor": {"art_2": "제2조", "art_2__subpara_2": "제2조 나목",
                                          "hcontainer_1__art_2": "부칙 제2조"}})


def act() -> WorkData:
    """An act in two languages whose sections have subsections and lettered paragraphs."""
    made = tuple(PublishedClause(eid, element, around or None, "", {
        "eng": ClauseText(english, "", "", "", ""), "fra": ClauseText(french, "", "", "", "")})
        for (eid, element, around), (english, french) in zip(ACT, NUMBERS, strict=True))
    return WorkData("/akn/ca/act/acts/1985/1", "", "1", None, (), made)


@pytest.mark.parametrize(("reference", "eid"), [
    ("section 2(2)(b)", "hcontainer_1__sec_2__subsec_2__para_2"), ("subsection 2(2)", "hcontainer_1__sec_2__subsec_2"),
    ("paragraph 2(2)(b)", "hcontainer_1__sec_2__subsec_2__para_2"),
    ("article 2(2)b)", "hcontainer_1__sec_2__subsec_2__para_2"),
    ("paragraphe 2(2)", "hcontainer_1__sec_2__subsec_2"),
    ("alinéa 2(2)b)", "hcontainer_1__sec_2__subsec_2__para_2"), ("section 2", "hcontainer_1__sec_2"),
    ("section 2(2)(b)(2)", "hcontainer_1__sec_2__subsec_2__para_2__subpara_2")])
def test_a_name_before_several_numbers_is_that_of_the_first_or_of_the_last(reference: str, eid: str) -> None:
    assert clauses(reference, act(), None, GRAMMAR) == (eid,)


def test_numbers_that_are_in_no_section_name_nothing() -> None:
    assert clauses("section 2(2)(c)", act(), None, GRAMMAR) == ()


@pytest.mark.parametrize(("reference", "eid"), [
    ("제2조나목", "art_2__subpara_2"), ("제2조 나목", "art_2__subpara_2"), ("부칙 제2조", "hcontainer_1__art_2"),
    ("부칙제2조", "hcontainer_1__art_2"), ("제2조", "art_2")])
def test_spaces_between_units_do_not_count_beside_letters_that_need_none(reference: str, eid: str) -> None:
    made = tuple(PublishedClause(eid, element, around or None, "", {"kor": ClauseText("", "", "", "", "")})
                 for eid, element, around in DECREE)
    assert clauses(reference, WorkData("/akn/kr/act/d/2024/1", "", "1", None, (), made), CITED, GRAMMAR) == (eid,)


LISTED = (("art_12", "article", "", "第 12 條"), ("art_12__para_1", "paragraph", "art_12", ""),
          ("art_12__para_2", "paragraph", "art_12", ""),
          ("art_12__para_2__subpara_1", "subparagraph", "art_12__para_2", "一、"),
          ("art_12-1", "article", "", "第 12-1 條"))
NUMERALS = ReferenceGrammar({"一": 1}, {"条": ("art",), "项": ("para",), "款": ("subpara",)}, ("第",), ("之",))
NAMED = CitationData("", (), {}, {"eng": {"art_12__para_1": "art. 12(1)", "art_12-1": "art. 12-1"}})


@pytest.mark.parametrize(("reference", "eid"), [
    ("第 12 條 一、", "art_12__para_2__subpara_1"), ("第12條第1項", "art_12__para_1"),
    ("Article 12-1", "art_12-1"), ("art. 12(1)", "art_12__para_1"), ("Art. 12-1", "art_12-1"), ("第 12 條", "art_12")])
def test_what_is_printed_is_before_what_may_be_meant(reference: str, eid: str) -> None:
    english = {"art_12": "Article 12", "art_12-1": "Article 12-1", "art_12__para_2__subpara_1": "1."}
    made = tuple(PublishedClause(eid, element, around or None, "", {
        "zho": ClauseText(number, "", "", "", ""), "eng": ClauseText(english.get(eid, ""), "", "", "", "")})
        for eid, element, around, number in LISTED)
    assert clauses(reference, WorkData("/akn/tw/act/d/2024/1", "", "1", None, (), made), NAMED, NUMERALS) == (eid,)


@pytest.mark.parametrize(("reference", "bare"), [
    ("Article 3 of the", "Article 3"), ("Article 3 of", "Article 3"), ("article 3 de la", "article 3"),
    ("Article 3", "Article 3"), ("proof", "proof"), ("第三条", "第三条")])
def test_words_between_a_reference_and_its_title_are_no_part_of_it(reference: str, bare: str) -> None:
    grammar = ReferenceGrammar({}, {}, (), (), ("of", "of the", "de la", "in"))
    assert without_title(reference, grammar) == bare
    assert without_title(reference, None) == reference

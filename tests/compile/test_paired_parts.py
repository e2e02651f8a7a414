"""Pairs of the editor: one row for parts of texts that are divided differently, and parts that a text does not have."""

from __future__ import annotations

import pytest
from diptych.akn.counterparts import is_lacking, row
from diptych.akn.document import Document, emended
from diptych.akn.provisions import provisions
from diptych.compile import translation_status
from diptych.compile.paired_parts import ordinals
from diptych.compile.work import Compiled
from diptych.exchange.bitext import bitexts
from diptych.interface_text import interface
from lxml import html as parser
from lxml.html import HtmlElement

from tests.base import TEXT, codes, compile_text
from tests.render.small import parallel

LEAD, FIRST, SECOND = "居民凭借书证借书，不收费用。", "주민은 대출증으로 책을 빌리며", "비용은 받지 않는다."
DIVIDED = TEXT.replace(f"{FIRST} {SECOND}", f"{FIRST}\n\n{SECOND}")
"""The small project, in whose translation the words before a list are two paragraphs."""
PAIR = f"""
[[pair]]
at.zho = "{LEAD}"
at.kor = ["{FIRST}", "{SECOND}"]
why.en = "two paragraphs"
"""
ABSENT = """
[[pair]]
at.zho = "（三）丢失图书的"
absent = ["kor"]
why.en = "an older text"
"""


def documents(made: Compiled) -> tuple[Document, ...]:
    assert codes(made) == [], made.diagnostics
    return tuple(item.document for item in made.expressions)


def page(*texts: Document) -> HtmlElement:
    tree = parser.fragment_fromstring(parallel(texts, interface("en")))
    assert isinstance(tree, HtmlElement)
    return tree


def test_without_a_pair_the_texts_differ() -> None:
    assert DIVIDED != TEXT
    assert codes(compile_text(DIVIDED)) == ["A002"]


def test_a_pair_is_one_row_in_which_each_part_has_its_address() -> None:
    tree = page(*documents(compile_text(DIVIDED, PAIR)))
    together = tree.get_element_by_id("sec_2__p_1")
    assert [cell.text_content() for cell in together.find_class("akn-cell")] == [LEAD, FIRST + SECOND]
    assert tree.get_element_by_id("sec_2__p_1-2").text_content() == SECOND
    assert not tree.find_class("akn-absent")


@pytest.mark.parametrize("kor", [f'"{FIRST}", "{SECOND}"', f'"{SECOND}", "{FIRST}"', '"sec_2__p_1", "sec_2__p_2"'])
def test_parts_are_named_by_words_or_ids_in_any_order(kor: str) -> None:
    made = compile_text(DIVIDED, PAIR.replace(f'"{FIRST}", "{SECOND}"', kor))
    assert [item.eid for item in provisions(documents(made)[1]) if item.name == "p" and item.row == "sec_2__p_1"] == [
        "sec_2__p_1", "sec_2__p_1-2"]


def test_two_paragraphs_of_the_original_against_one() -> None:
    text = TEXT.replace(LEAD, "居民凭借书证借书，\n\n不收费用。")
    entry = PAIR.replace(f'"{LEAD}"', '["居民凭借书证借书", "不收费用。"]').replace(
        f'["{FIRST}", "{SECOND}"]', f'"{FIRST} {SECOND}"')
    assert codes(compile_text(text)) == ["A002"]
    zho, kor = documents(compile_text(text, entry))
    assert {"sec_2__p_1", "sec_2__p_2"} <= set(zho.by_eid)
    assert "sec_2__p_2" not in kor.by_eid
    tree = page(zho, kor)
    assert tree.get_element_by_id("sec_2__p_2").text_content() == "不收费用。"
    assert len(tree.get_element_by_id("sec_2__p_1").find_class("akn-cell")[0].find_class("akn-p")) == 2


def test_later_paragraphs_keep_the_ids_of_the_original() -> None:
    text = DIVIDED.replace(LEAD, f"{LEAD}\n\n办证免费。").replace(SECOND, f"{SECOND}\n\n발급은 무료이다.")
    kor = documents(compile_text(text, PAIR))[1]
    assert emended(kor.by_eid["sec_2__p_2"]) == "발급은 무료이다."


def test_an_absent_part_is_said_to_be_absent() -> None:
    text = TEXT.replace("(3) 책을 잃어버리면 원래 가격대로 물어낸다.\n\n", "")
    assert codes(compile_text(text)) == ["A001"]
    made = compile_text(text, ABSENT)
    zho, kor = documents(made)
    assert is_lacking(zho.by_eid["sec_2__para_3__p_1"], "kor")
    said = page(zho, kor).find_class("akn-absent")
    assert [line.text_content() for line in said] == [interface("en").say("absent")]
    assert translation_status.todo(made) == ()


def test_a_finding_proposes_what_an_entry_may_say() -> None:
    """The original is never said to lack a part: E012 would refuse it."""
    shorter = TEXT.replace("(3) 책을 잃어버리면 원래 가격대로 물어낸다.\n\n", "")
    longer = TEXT.replace(SECOND, f"{SECOND}\n\n발급은 무료이다.")
    proposed = [(item.eid, dict(item.facts)["lacking"]) for text in (shorter, longer)
                for item in compile_text(text).diagnostics]
    assert proposed == [
        ("sec_2__para_3", "[[pair]] at = { zho = 'sec_2__para_3' }, absent = ['kor']"),
        ("sec_2__p_2", "[[pair]] at = { kor = 'sec_2__p_2', zho = '…' }")]


def test_what_a_finding_names_of_a_preamble_can_be_absent() -> None:
    """The translation lacks the whole preamble: the blocks in it are named, since no entry can name the preamble."""
    start = TEXT.index("각 촌민위원회:")
    text = TEXT[:start] + TEXT[TEXT.index("1. 개방"):]
    found = compile_text(text).diagnostics
    assert {item.code for item in found} == {"A001"}
    entries = [f'[[pair]]\nat.zho = "{item.eid}"\nabsent = ["kor"]\nwhy.en = "no preamble"\n' for item in found]
    assert codes(compile_text(text, "\n".join(entries))) == []


def test_a_waiver_says_of_no_passage_that_it_is_absent() -> None:
    text = TEXT.replace("(3) 책을 잃어버리면 원래 가격대로 물어낸다.\n\n", "")
    waiver = '[[waiver]]\ncode = "A001"\neid = "sec_2__para_3"\nwhy.en = "judged"\n'
    tree = page(*documents(compile_text(text, waiver)))
    assert tree.find_class("akn-cell-absent")
    assert not tree.find_class("akn-absent")


def test_units_are_one_row_as_a_whole() -> None:
    text = TEXT.replace("(2) 대출 기간은 30일이며 ", "(2) 대출 기간은 30일이다.\n\n(3) ")
    text = text.replace("(3) 책을", "(4) 책을")
    entry = """
[[pair]]
at.zho = ["（二）借期为三十天", "（三）丢失图书的"]
at.kor = ["(2) 대출 기간은", "(3) 기간이", "(4) 책을"]
why.en = "three items"
"""
    assert "A001" in codes(compile_text(text))
    tree = page(*documents(compile_text(text, entry)))
    cells = [cell.text_content() for cell in tree.get_element_by_id("sec_2__para_2").find_class("akn-cell")]
    assert ["三十天" in cells[0], "原价" in cells[0], "30일" in cells[1], "물어낸다" in cells[1]] == [True] * 4
    assert "책을 잃어버리면" in tree.get_element_by_id("sec_2__para_4").text_content()


def test_exchange_files_have_one_passage() -> None:
    bitext, = bitexts(documents(compile_text(DIVIDED, PAIR)), "https://example.org/")
    passage = bitext.by_key["sec_2__p_1", "text"]
    assert passage.original
    assert passage.translated
    assert (passage.original.words, passage.translated.words) == (LEAD, f"{FIRST}\n{SECOND}")
    assert ("sec_2__p_1-2", "text") not in bitext.by_key


@pytest.mark.parametrize(("entry", "code"), [
    (PAIR.replace(SECOND, "그런 말은 없다"), "E001"),
    (PAIR.replace(FIRST, "책"), "E002"),
    (PAIR.replace(f'at.zho = "{LEAD}"', ""), "E012"),
    ('[[pair]]\nat.zho = "居民凭借书证借书"\nwhy.en = "alone"\n', "E012"),
    (PAIR.replace("kor", "fra"), "C008"),
    (PAIR.replace(SECOND, "(1) 한 사람이"), "A006"),
    (PAIR.replace(LEAD, "为了方便居民读书"), "A006"),
])
def test_an_entry_that_cannot_be_followed_is_named(entry: str, code: str) -> None:
    assert code in codes(compile_text(DIVIDED, entry))


def test_an_id_of_a_later_entry_is_that_which_the_earlier_ones_give() -> None:
    text = DIVIDED.replace(LEAD, f"{LEAD}\n\n办证免费。").replace(SECOND, f"{SECOND}\n\n발급은\n\n무료이다.")
    later = PAIR + '[[pair]]\nat.zho = "sec_2__p_2"\nat.kor = ["sec_2__p_2", "sec_2__p_3"]\nwhy.en = "two"\n'
    kor = documents(compile_text(text, later))[1]
    assert emended(kor.by_eid["sec_2__p_2-2"]) == "무료이다."
    assert row(kor.by_eid["sec_2__p_2-2"]) == "sec_2__p_2"


def test_reasons_are_in_the_provenance_of_both_texts() -> None:
    for text in documents(compile_text(DIVIDED, PAIR)):
        assert {"en": "two paragraphs"} in text.provenance


@pytest.mark.parametrize(("own", "pairs", "absent", "expected"), [
    (["p_1", "p_2", "p_3"], [], [], {}),
    (["p_1", "p_2", "p_3"], [(["p_1"], ["p_1", "p_2"])], [], {"p_2": "1-2"}),
    (["p_1", "p_2"], [(["p_1", "p_2"], ["p_1"])], [], {"p_2": "3"}),
    (["p_1", "p_2"], [], ["p_1"], {"p_1": "2"}),
    (["p_1", "p_2"], [], ["p_2"], {"p_2": "3"}),
    (["para_1", "para_1__p_1", "para_2", "para_2__p_1"], [(["para_1"], ["para_1", "para_2"])], [], {"para_2": "1-2"}),
    (["para_1", "para_2", "para_2__p_1", "para_2__p_2"],
     [(["para_1"], ["para_1", "para_2"]), (["para_1-2__p_1"], ["para_2__p_1", "para_2__p_2"])], [],
     {"para_2": "1-2", "para_2__p_2": "1-2"}),
    (["a__p_1", "b__p_1"], [(["a__p_1"], ["a__p_1", "b__p_1"]), (["b__p_1"], [])], [], {"b__p_1": "0-2"}),
    (["para_1", "para_2"], [(["p_1"], ["para_1"]), (["subpara_1"], ["para_2"])], [], {}),
    (["p_1", "p_2", "p_3"], [(["p_3"], ["p_1"]), (["p_1"], ["p_3"])], [], {"p_1": "3", "p_3": "1"}),
    (["p_1", "p_2", "p_3", "p_4"], [(["p_2"], ["p_1"]), (["p_1"], ["p_3"])], [],
     {"p_1": "2", "p_3": "1", "p_4": "4"}),
])
def test_ordinals(own: list[str], pairs: list[tuple[list[str], list[str]]], absent: list[str],
                  expected: dict[str, str]) -> None:
    assert ordinals(own, pairs, absent, [*absent, *(eid for row in pairs for eid in row[0])]) == expected

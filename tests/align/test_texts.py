"""What belongs together is paired, what is missing, moved, split or foreign is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import align
from diptych.align.units import units as document_units
from diptych.compile.single_text import Options, convert
from diptych.project.load import equivalents
from hypothesis import given
from hypothesis import strategies as st

from tests.base import schema
from tests.conftest import ROOT

KNOWN = equivalents(ROOT, schema()).value
CHINESE = (
    "第一图书馆设在市政府大楼，2020年5月开放。", "居民凭居民身份证借书，不收费用。",
    "每人每次可以借阅图书五册，期限三十日。",
    "逾期不还的，每日缴纳违约金一元。", "图书损坏或者丢失的，照价赔偿。", "馆长由市长任命，任期四年。",
    "图书馆每年1月公布上年度决算。", "本办法自2021年1月1日起施行。")
KOREAN = (
    "제일도서관은 시정부 청사에 두며 2020년 5월에 개방한다.", "주민은 주민신분증으로 책을 빌리며 비용은 받지 않는다.",
    "한 사람이 한 번에 도서 5권을 30일 기한으로 빌릴 수 있다.", "기한을 넘기면 하루에 위약금 1원을 납부한다.",
    "도서를 손상하거나 분실하면 가격대로 배상한다.", "관장은 시장이 임명하며 임기는 4년이다.",
    "도서관은 매년 1월에 전년도 결산을 공포한다.", "이 방법은 2021년 1월 1일부터 시행한다.")
FOREIGN = (
    "Any person may apply to the court for a review.", "The Minister shall appoint three members of the board.",
    "Fees are payable in advance.", "The board meets in public unless it decides otherwise.")


def units(texts: Sequence[str], *, labelled: bool = False) -> list[AlignedUnit]:
    return [AlignedUnit(f"art_{at}", text, 0, str(at), str(at) if labelled else "") for at, text in enumerate(texts, 1)]


def paired(left: Sequence[str], right: Sequence[str]) -> tuple[UnitPair, ...]:
    assert KNOWN
    return align(units(left), units(right), KNOWN)


def kinds(pairs: Sequence[UnitPair]) -> dict[str, int]:
    return {kind: sum(pair.kind == kind for pair in pairs) for kind in {pair.kind for pair in pairs}}


def links(pairs: Sequence[UnitPair]) -> set[tuple[int, int]]:
    return {(i, j) for pair in pairs for i in pair.left for j in pair.right}


def test_clauses_are_paired_in_order() -> None:
    assert [(pair.left, pair.right) for pair in paired(CHINESE, KOREAN)] == [((at,), (at,)) for at in range(8)]


@pytest.mark.parametrize("lost", range(8))
def test_a_lost_clause_is_left_over_on_either_side(lost: int) -> None:
    left = paired(CHINESE, KOREAN[:lost] + KOREAN[lost + 1:])
    assert [pair.left for pair in left if pair.kind == "left-only"] == [(lost,)]
    right = paired(CHINESE[:lost] + CHINESE[lost + 1:], KOREAN)
    assert [pair.right for pair in right if pair.kind == "right-only"] == [(lost,)]


def test_a_clause_that_was_split_or_merged_is_one_to_many() -> None:
    split = (*CHINESE[:2], "每人每次可以借阅图书五册，", "借书的期限是三十日。", *CHINESE[3:])
    assert links(paired(split, KOREAN)) >= {(2, 2), (3, 2)}
    assert links(paired(KOREAN, split)) >= {(2, 2), (2, 3)}


def test_a_clause_beside_one_that_is_missing_is_not_made_one_with_it() -> None:
    """They are nearer to what is there together than either alone only if both are in it."""
    penal = ("明知不应销毁的图书而销毁的，处二年以下有期徒刑或者五万元以下罚金。",
             "将图书运往国外的，处二年以下有期徒刑或者五万元以下罚金。")
    answer = "도서를 국외로 운송한 자는 2년 이하의 징역 또는 5만원 이하의 벌금에 처한다."
    found = paired((*CHINESE, *penal), (*KOREAN, answer))
    assert {(8, 8), (9, 8)} & links(found) == {(9, 8)}


def test_a_clause_replaced_by_another_is_paired_with_nothing() -> None:
    """Not by its place between pairs, and not by its number."""
    assert KNOWN
    other = "관리자는 전염병이 돌 때 관찰구역의 동물을 소독하고 그 기록을 십 년 동안 보존하여야 한다."
    changed = (*KOREAN[:4], other, *KOREAN[5:])
    assert links(paired(CHINESE, changed)) == {(at, at) for at in range(8) if at != 4}
    labelled = align(units(CHINESE, labelled=True), units(changed, labelled=True), KNOWN)
    assert links(labelled) == {(at, at) for at in range(8) if at != 4}


def test_a_bare_number_goes_with_the_first_of_its_paragraphs() -> None:
    assert KNOWN
    left = units(CHINESE, labelled=True)
    bare = [*left[:3], replace(left[3], text=""), AlignedUnit("p", left[3].text, 1, enclosing="4"), *left[4:]]
    pairs = align(bare, units(KOREAN, labelled=True), KNOWN)
    assert [(pair.left, pair.right) for pair in pairs if pair.kind != "1-1"] == [((3, 4), (3,))]


@pytest.mark.parametrize("headings", [("", "(대출)"), ("政府拒绝公布决算的，移送法院处理", "자원봉사자")])
def test_a_number_goes_with_a_bare_one_or_with_another_heading_over_the_same(headings: tuple[str, str]) -> None:
    assert KNOWN
    sides = []
    for texts, heading in zip((CHINESE, KOREAN), headings, strict=True):
        whole = units(texts, labelled=True)
        own = [replace(whole[3], text=heading), AlignedUnit("p", texts[3], 1, enclosing="4"),
               AlignedUnit("q", texts[4], 1, enclosing="4")]
        sides.append([*whole[:3], *own, *(replace(unit, label=str(at)) for at, unit in enumerate(whole[5:], 5))])
    assert links(align(sides[0], sides[1], KNOWN)) == {(at, at) for at in range(9)}


def test_numbers_that_mislead_are_not_trusted() -> None:
    """A clause is gone and those after it were renumbered: their words pair them, not their numbers."""
    assert KNOWN
    found = align(units(CHINESE, labelled=True), units(KOREAN[:3] + KOREAN[4:], labelled=True), KNOWN)
    assert links(found) == {(at, at - (at > 3)) for at in range(8) if at != 3}


def test_clauses_that_changed_places_are_paired_crosswise() -> None:
    moved = (*KOREAN[:2], KOREAN[5], *KOREAN[3:5], KOREAN[2], *KOREAN[6:])
    assert {(2, 5), (5, 2)} <= links(paired(CHINESE, moved))


def test_texts_that_do_not_belong_together_are_not_forced() -> None:
    assert len(links(paired(KOREAN, FOREIGN))) <= 1


def test_equal_numbers_pair_what_the_words_do_not_show() -> None:
    right = [unit for unit in units("zyxwvutsrq", labelled=True) if unit.label != "2"]
    pairs = align(units("abcdefghij", labelled=True), right)
    assert links(pairs) == {(at, at - (at > 1)) for at in range(10) if at != 1}


def test_nothing_on_one_side_leaves_the_other_over() -> None:
    assert kinds(align(units(CHINESE), ())) == {"left-only": 8}
    assert kinds(align((), units(CHINESE))) == {"right-only": 8}


@given(st.lists(st.sampled_from(CHINESE + KOREAN + FOREIGN + ("", "1", "。")), max_size=9),
       st.lists(st.sampled_from(CHINESE + KOREAN + FOREIGN + ("", "1", "。")), max_size=9), st.booleans())
def test_every_unit_is_in_one_pair(left: list[str], right: list[str], labelled: bool) -> None:  # noqa: FBT001
    pairs = align(units(left, labelled=labelled), units(right, labelled=labelled))
    assert sorted(i for pair in pairs for i in pair.left) == list(range(len(left)))
    assert sorted(j for pair in pairs for j in pair.right) == list(range(len(right)))
    assert all(0 <= pair.confidence <= 1 for pair in pairs)
    starts = [pair.left[0] for pair in pairs if pair.left]
    assert starts == sorted(starts)


def test_articles_put_in_between_have_the_same_numbers_in_both_languages() -> None:
    """The way Taiwan numbers them in Chinese and in English."""
    texts = "第 12 條\n本法自公布日施行。\n第 12-1 條\n本法由行政院定之。\n第 13 條\n本法之罰鍰由主管機關處罰之。\n", (
        "Article 12\nThis Act takes effect on the day of promulgation.\nArticle 12-1\nThe Cabinet prescribes it.\n"
        "Article 13\nThe competent authority imposes the fines.\n")
    found = [convert(text.encode(), "a.txt", schema(), Options(jurisdiction="tw")).value for text in texts]
    labels = [[unit.label for unit in document_units(one.document) if unit.label] for one in found if one]
    assert labels == [["12", "12-1", "13"]] * 2


@pytest.mark.parametrize("chapters", ["第一章 总则\n", ""])
def test_articles_have_one_number_whether_or_not_chapters_are_around_them(chapters: str) -> None:
    text = (f"通知\n{chapters}第一条 本法自公布之日起施行。\n第二条 有下列情形之一的，处以罚款：\n（一）拒绝检查；\n"
            "（二）伪造凭证。\n")
    found = convert(text.encode(), "a.txt", schema(), Options()).value
    assert found
    assert [unit.label for unit in document_units(found.document) if unit.label] == [
        *(["/1"] if chapters else []), "1", "2", "2.1", "2.2"]


def inside(texts: Sequence[str]) -> list[AlignedUnit]:
    """An article and its items."""
    head = AlignedUnit("art_3", texts[0], label="3", kind="article")
    return [head, *(AlignedUnit(f"art_3__{at}", text, 1, label=f"3.{at}", enclosing="3", kind="point")
                    for at, text in enumerate(texts[1:], 1))]


def test_items_of_one_number_between_pairs_are_paired_though_their_words_say_little() -> None:
    assert KNOWN
    left, right = inside((*CHINESE[:4], "甲", *CHINESE[5:])), inside((*KOREAN[:4], "기타", *KOREAN[5:]))
    assert (4, 4) in links(align(left, right, KNOWN))


def test_numbered_clauses_that_became_one_are_paired_with_it() -> None:
    """The number of the second is gone, its words are not."""
    assert KNOWN
    right = units((*KOREAN[:3], f"{KOREAN[3]} {KOREAN[4]}", "?", *KOREAN[5:]), labelled=True)
    assert {(3, 3), (4, 3)} <= links(align(units(CHINESE, labelled=True), [*right[:4], *right[5:]], KNOWN))


WRITING = ("人人生而自由", "모든 사람은 자유롭다", "يولد جميع الناس أحرارا", "כל בני האדם", "All people are free",
           "12", "", " ", "第一条", "Все люди", "\u200f", "()", "a b c d e f g h i j k l m n o p", "🙂")
Text = st.lists(st.sampled_from(WRITING), max_size=4).map("".join)


@given(st.lists(Text, max_size=7), st.lists(Text, max_size=7))
def test_any_scripts_are_aligned_either_way(left: list[str], right: list[str]) -> None:
    """Mixed, from right to left, without marks or words: every unit is in one pair, and confidences are shares."""
    for pairs in (align(units(left, labelled=True), units(right)), align(units(right), units(left, labelled=True))):
        assert {len(pair.left) + len(pair.right) > 0 for pair in pairs} <= {True}
        assert all(0 <= pair.confidence <= 1 for pair in pairs)
    assert sorted(i for pair in align(units(left), units(right)) for i in pair.left) == list(range(len(left)))


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 40), (40, 1)])
def test_one_clause_against_many(left: int, right: int) -> None:
    assert KNOWN
    many = [f"{text}{at}" for at, text in enumerate(KOREAN * 5)]
    found = align(units((CHINESE * 5)[:left]), units(many[:right]), KNOWN)
    assert sum(len(pair.left) for pair in found) == left
    assert sum(len(pair.right) for pair in found) == right


def test_a_text_is_paired_with_itself() -> None:
    many = [f"{word} {at * 7919 % 1009} {text}" for at in range(30) for word, text in zip("xyz", FOREIGN, strict=False)]
    assert links(align(units(many), units(many), labels=False)) == {(at, at) for at in range(len(many))}


OTHER = """Loi sur les musées

1 Titre abrégé : Loi sur les musées.
2 Les collections nationales sont inaliénables.
3 (1) Le conservateur fixe les heures de visite.
(2) Les tarifs sont affichés à l’entrée.
4 (1) Toute œuvre prêtée est assurée contre le vol par l’établissement qui la reçoit, pour sa valeur vénale.
(2) Les catalogues sont imprimés dans les deux langues.
(3) La bibliothèque conserve les archives sonores.
5 Les visites scolaires sont gratuites.
6 Un rapport est publié tous les cinq ans.
"""


def test_equal_numbers_over_other_words_are_no_pairs() -> None:
    english = (ROOT / "tests/review/pairing/divided/eng.txt").read_text(encoding="utf-8")
    made = [convert(text.encode(), f"{code}.txt", schema(), Options(code)).value
            for code, text in (("eng", english), ("fra", OTHER))]
    left, right = (document_units(one.document) for one in made if one)
    assert KNOWN
    assert [pair for pair in align(left, right, KNOWN) if pair.left and pair.right] == []

"""Any series of numbers, spoilt in any way: exactly the units that are wrong are named."""

from __future__ import annotations

import pytest
from diptych.akn.names import AKN
from diptych.compile.single_text import Options, convert
from diptych.diagnostics import Severity
from diptych.project import load
from diptych.validate import numbering
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import base
from tests.conftest import ROOT

SERIES = st.integers(3, 12).map(lambda count: list(range(1, count + 1)))


def found(numbers: list[str], element: str = "article") -> list[tuple[str, int]]:
    """Code and index of the unit that each finding names, for units labelled so."""
    units = "".join(f'<{element} eId="x_{index}"><num>{label(number)}</num><content><p>甲</p></content></{element}>'
                    for index, number in enumerate(numbers))
    akn = f'<akomaNtoso xmlns="{AKN}"><act name="law"><meta/><body eId="body">{units}</body></act></akomaNtoso>'
    findings = numbering.validate(base.subject(akn.encode()))
    return [(item.code, int((item.eid or "").removeprefix("x_"))) for item in findings]


def label(number: str) -> str:
    first, *branches = number.split("-")
    return f"第{first}条" + "".join(f"之{'零一二三四五六七八九'[int(branch)]}" for branch in branches)


def spoilt(numbers: list[int]) -> list[tuple[str, int]]:
    return found([str(number) for number in numbers])


@given(SERIES)
def test_a_whole_series_is_in_order(series: list[int]) -> None:
    assert spoilt(series) == []


@given(SERIES, st.data())
def test_a_gap_is_reported_right_behind_it(series: list[int], data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, len(series) - 2))
    assert spoilt(series[:lost] + series[lost + 1:]) == [("N001", lost)]


@given(SERIES, st.data())
def test_a_repeat_is_named_once(series: list[int], data: st.DataObject) -> None:
    copied = data.draw(st.integers(0, len(series) - 1))
    place = data.draw(st.integers(0, len(series)))
    [(code, index)] = spoilt([*series[:place], series[copied], *series[place:]])
    assert code == "N002"
    # Beside its original nobody can tell which is the copy: the second is named.
    assert index == (copied + 1 if place in (copied, copied + 1) else place)


@given(SERIES, st.data())
def test_a_moved_unit_is_named_and_nothing_else(series: list[int], data: st.DataObject) -> None:
    start, end = data.draw(st.permutations(range(len(series))))[:2]
    assume(abs(start - end) > 1)
    moved = series[:start] + series[start + 1:]
    moved.insert(end, series[start])
    assert spoilt(moved) == [("N003", end)]


@given(SERIES, st.data())
def test_a_loss_and_a_move_are_told_apart(series: list[int], data: st.DataObject) -> None:
    assume(len(series) > 5)
    lost = data.draw(st.integers(2, len(series) - 3))
    rest = series[:lost] + series[lost + 1:]
    moved = [*rest[1:], rest[0]]
    gap = next(index for index, number in enumerate(moved) if number == series[lost] + 1)
    assert spoilt(moved) == [("N001", gap), ("N003", len(moved) - 1)]


@given(st.permutations(range(1, 8)))
def test_any_permutation_names_the_fewest_units(order: list[int]) -> None:
    findings = spoilt(order)
    assert {code for code, _ in findings} <= {"N003"}
    left = [number for index, number in enumerate(order) if ("N003", index) not in findings]
    assert left == sorted(left)
    assert len(left) == max(len(rise) for rise in rises(order))


def rises(order: list[int]) -> list[list[int]]:
    """Every rising subsequence."""
    all_of_them: list[list[int]] = [[]]
    for number in order:
        all_of_them += [[*rise, number] for rise in all_of_them if not rise or rise[-1] < number]
    return all_of_them


@pytest.mark.parametrize("numbers", [
    ["1", "2", "2-1", "2-2", "3"],
    ["1", "2", "2-2", "2-3", "3"],
])
def test_branches_stand_between_whole_numbers(numbers: list[str]) -> None:
    assert found(numbers) == []


@pytest.mark.parametrize(("numbers", "expected"), [
    (["1", "2", "2-3", "3"], [("N001", 2)]),
    (["1", "2", "2-1", "2-3"], [("N001", 3)]),
    (["1", "2-1", "3"], [("N001", 1)]),
    (["1", "2", "2-1", "4", "5", "3"], [("N003", 5)]),
    (["1", "3", "3-1", "4", "5", "2"], [("N003", 5)]),
    (["2-1", "1", "2", "3"], [("N003", 0)]),
    (["1", "2", "2-1", "2-1", "3"], [("N002", 3)]),
    (["4", "5"], [("N001", 0)]),
    (["999999999", "1"], [("N003", 0)]),
])
def test_branches_are_lost_doubled_and_moved(numbers: list[str], expected: list[tuple[str, int]]) -> None:
    assert found(numbers) == expected


def test_the_gap_says_which_number_is_missing() -> None:
    text = "\n".join(line for line in base.LINES if not line.startswith("（二）借"))
    [gap, twin] = base.compile_text(text).diagnostics
    assert gap.code == "N001"
    assert gap.position
    assert gap.position.line == base.line_of("（三）丢", text)
    assert dict(gap.facts) == {"label": "（三）", "expected": "2"}
    assert twin.code == "A001"


def test_numbers_begin_again_in_each_unit_or_run_on() -> None:
    def act(*sections: list[str]) -> list[str]:
        inner = "".join(
            f'<section eId="s{number}"><num>{"一二三"[number]}、</num>' + "".join(
                f'<paragraph eId="s{number}_{item}"><num>（{item}）</num><content><p>甲</p></content></paragraph>'
                for item in items) + "</section>" for number, items in enumerate(sections))
        akn = f'<akomaNtoso xmlns="{AKN}"><act name="law"><meta/><body>{inner}</body></act></akomaNtoso>'
        return [item.eid or "" for item in numbering.validate(base.subject(akn.encode()))]

    assert act(["一", "二"], ["一", "二"], ["一"]) == []
    assert act(["一", "二"], ["三", "四"], ["五"]) == []
    assert act(["一", "二"], ["一", "三"]) == ["s1_三"]
    assert act(["一", "二"], ["四", "五"]) == ["s1_四"]
    assert act(["一", "二"], ["二", "三"]) == ["s1_二"]
    assert act(["一"], ["二", "一", "三"]) == ["s1_二"]


def test_numbers_in_addenda_are_notices() -> None:
    """Addenda quote and amend the numbers of other acts; a project may say otherwise."""
    addenda = "부칙\n제1조(시행일) 이 법은 공포한 날부터 시행한다.\n"
    law = f"도서관법\n제1조(목적) 책을 빌린다.\n{addenda}제5조(다른 법률의 개정) 고친다.\n"
    made = convert(law.encode(), "law.txt", base.schema(), Options("kor", "kr"))
    known = load.catalogue(ROOT)
    assert [(item.code, known.describe(item).severity) for item in made.diagnostics if item.code == "N001"] == [
        ("N001", Severity.NOTICE)]
    made = convert(law.replace(addenda, "").encode(), "law.txt", base.schema(), Options("kor", "kr"))
    assert [known.describe(item).severity for item in made.diagnostics if item.code == "N001"] == [Severity.ERROR]


@pytest.mark.parametrize(("text", "language", "place"), [
    ("Books Act\n1 A person may read.\n3 Another may write.\n", "eng", "gb"),
    ("Loi sur les livres\nArticle 1\nChacun lit.\nArticle 3\nChacun dort.\n", "fra", "fr"),
    ("Books Act\n1 A person may read.\n2 Another may write.\nSCHEDULE 1\nFees\n1 One.\n3 Three.\n", "eng", "gb"),
])
def test_a_law_of_free_numbering_may_leave_numbers_out(text: str, language: str, place: str) -> None:
    made = convert(text.encode(), "law.txt", base.schema(), Options(language, place))
    known = load.catalogue(ROOT)
    assert [(item.code, known.describe(item).severity) for item in made.diagnostics if item.code == "N001"] == [
        ("N001", Severity.NOTICE)]


@pytest.mark.parametrize(("document", "severity"), [("judgment", Severity.NOTICE), ("act", Severity.ERROR)])
def test_a_judgment_numbers_as_its_court_sees_fit(document: str, severity: Severity) -> None:
    """Its jurisdiction may bind the numbers of its laws."""
    body = "judgmentBody" if document == "judgment" else "body"
    unit = '<paragraph eId="x"><num>3.</num><content><p>甲</p></content></paragraph>'
    akn = (f'<akomaNtoso xmlns="{AKN}"><{document} name="x"><meta/><{body}>{unit}</{body}></{document}></akomaNtoso>')
    [found] = numbering.validate(base.subject(akn.encode()))
    assert load.catalogue(ROOT).describe(found).severity is severity

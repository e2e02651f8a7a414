"""One line lost, doubled or moved in one language: the findings name the right line."""

from __future__ import annotations

import pytest
from diptych.validate import alignment
from hypothesis import given
from hypothesis import strategies as st

from tests import base
from tests.base import LINES, at, compile_text

FILLED = [index for index, line in enumerate(LINES) if line.strip()]
HALF = len(FILLED) // 2
TWINS = dict(zip(FILLED, FILLED[HALF:] + FILLED[:HALF], strict=True))
TITLES = (FILLED[0], FILLED[HALF])
CLAUSES = FILLED[4:11] + FILLED[HALF + 4:HALF + 11]
ITEMS = [index for index in CLAUSES if LINES[index][0] in "（("]


def named(lines: list[str]) -> set[int]:
    """The indexes of the lines that findings on structure name."""
    return {line - 1 for code, line in at(compile_text("\n".join(lines))) if code[0] in "NAR"}


@pytest.mark.parametrize("index", FILLED)
def test_a_lost_line_is_named(index: int) -> None:
    twin = TWINS[index] - (1 if TWINS[index] > index else 0)
    assert named([*LINES[:index], *LINES[index + 1:]]) & {twin, index - 1, index, index + 1}


@pytest.mark.parametrize("index", [index for index in FILLED if index not in TITLES])
def test_a_doubled_line_is_named(index: int) -> None:
    assert named([*LINES[:index], LINES[index], *LINES[index:]]) & {index, index + 1}


@given(st.sampled_from(ITEMS), st.data())
def test_a_moved_line_is_named(index: int, data: st.DataObject) -> None:
    """The line itself, or its neighbour: beside a unit of the same number nobody can tell which one moved."""
    here = CLAUSES[:7] if index in CLAUSES[:7] else CLAUSES[7:]
    target = data.draw(st.sampled_from([place for place in here if abs(here.index(place) - here.index(index)) > 1]))
    lines = [*LINES[:index], *LINES[index + 1:]]
    lines.insert(target, LINES[index])
    assert any(abs(line - place) <= 2 for line in named(lines) for place in (target, index))


def test_a_lost_paragraph_is_told_from_its_neighbours() -> None:
    """The paragraphs of one unit count through; the one named is not the last, but the one that is gone."""
    chinese = ["图书馆现有藏书3000册。", "阅览室2020年5月开放。", "居民凭借书证借书，不收费用。"]
    korean = [
        "도서관에는 지금 책 3000권이 있다.", "열람실은 2020년 5월에 문을 연다.",
        "주민은 대출증으로 책을 빌리며 비용은 받지 않는다."]
    for lost in range(3):
        left = [line for number, line in enumerate(chinese) if number != lost]
        text = base.TEXT.replace(chinese[2], "\n\n".join(left)).replace(korean[2], "\n\n".join(korean))
        found = compile_text(text)
        assert [(item.code, dict(item.facts)["what"]) for item in found.diagnostics] == [
            ("A002", alignment._shown(base.document(found.expressions[1].data).by_eid[f"sec_2__p_{lost + 1}"]))]


def test_one_finding_for_a_unit_with_all_that_it_holds() -> None:
    text = "\n".join(line for line in LINES if not line.startswith(("(1) 한", "(2) 대", "(3) 책", "주민은", "2. 책")))
    assert [(code, line) for code, line in at(compile_text(text)) if code[0] == "A"] == [
        ("A001", base.line_of("二、借书办法"))]


@pytest.mark.parametrize(("before", "after", "code"), [
    ("<num>(3)</num>", "<num>(4)</num>", "A003"),
    ('<section eId="sec_2">', '<chapter eId="sec_2">', "A003"),
])
def test_another_nature_under_one_id(before: str, after: str, code: str) -> None:
    zho, kor = base.twins()
    changed = kor.decode().replace(before, after)
    if "chapter" in after:
        at_section = changed.index(after)
        changed = changed[:at_section] + changed[at_section:].replace("</section>", "</chapter>", 1)
    found = alignment.validate(base.subject(zho), base.subject(changed.encode(), "kor"))
    assert [item.code for item in found] == [code]


def test_twins_are_in_order() -> None:
    zho, kor = map(base.subject, base.twins(), ("zho", "kor"))
    assert alignment.validate(zho, kor) == ()
    assert alignment.validate(kor, zho) == ()


def test_a_paragraph_against_a_table_is_named() -> None:
    """As many blocks on both sides, but of another kind."""
    zho, kor = base.twins()
    opening = '<table eId="sec_2__table_1"><tr><td><p eId="sec_2__table_1__p_1">'
    changed = kor.decode().replace('<p eId="sec_2__p_1">', opening)
    start = changed.index("sec_2__table_1__p_1")
    changed = changed[:start] + changed[start:].replace("</p>", "</p></td></tr></table>", 1)
    found = alignment.validate(base.subject(zho), base.subject(changed.encode(), "kor"))
    assert [(item.code, item.eid) for item in found] == [("A001", "sec_2__p_1"), ("A001", "sec_2__table_1")]

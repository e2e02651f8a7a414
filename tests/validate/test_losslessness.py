"""The proof: what is received comes back, and any character that does not is found at its place."""

from __future__ import annotations

import unicodedata

from diptych.akn.document import Document
from diptych.akn.names import AKN
from diptych.diagnostics import Position
from diptych.validate.losslessness import prove
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import etree

from tests import base
from tests.base import LINES

LETTERS = st.text("甲乙가각ᄀ\u1161\u11a8e\u0301\u0323 \u3000\u00a0\u200b\ufeff", max_size=8)
FOUND = [(row, column) for row, line in enumerate(LINES) for column, sign in enumerate(line) if not sign.isspace()]


def document(paragraphs: list[str]) -> Document:
    root = etree.fromstring(f'<akomaNtoso xmlns="{AKN}"><act name="law"><meta/><body/></act></akomaNtoso>')
    for text in paragraphs:
        etree.SubElement(root[0][1], f"{{{AKN}}}p").text = text
    return Document(root)


def source(lines: list[str]) -> list[tuple[str, Position]]:
    return [(line, Position("received.txt", number)) for number, line in enumerate(lines, 1)]


@given(st.lists(LETTERS, max_size=5))
@example(["ᄀ", "\u1161"])
def test_lines_may_be_joined_parted_and_composed(lines: list[str]) -> None:
    """A letter may be composed, also across the end of a line, and white space does not count."""
    for written in (lines, ["".join(lines)], [unicodedata.normalize("NFC", "".join(lines))]):
        assert prove(document(written), source(lines)).difference is None


@given(st.lists(LETTERS, min_size=1, max_size=4), st.data())
def test_a_lost_letter_is_found_at_its_place(lines: list[str], data: st.DataObject) -> None:
    """Also behind letters that are composed of several characters, whose columns are those of the author."""
    places = [(row, column) for row, line in enumerate(lines) for column, sign in enumerate(line)
              if not sign.isspace() and not joins(sign)]
    assume(places)
    row, column = data.draw(st.sampled_from(places))
    lines = [line if number != row else line[:column] + "字" + line[column:] for number, line in enumerate(lines)]
    written = [line if number != row else line.replace("字", "", 1) for number, line in enumerate(lines)]
    difference = prove(document(written), source(lines)).difference
    assert difference
    assert difference.position == Position("received.txt", row + 1, column + 1)


def joins(sign: str) -> bool:
    """Whether a character may be composed with the one before it."""
    return bool(unicodedata.combining(sign)) or sign in "\u1161\u11a8"


@given(st.sampled_from(FOUND), st.sampled_from(["lost", "added", "changed"]))
def test_any_single_character_is_found(place: tuple[int, int], how: str) -> None:
    """In the Akoma Ntoso of the base work, held against a text that differs in one character."""
    row, column = place
    line = LINES[row]
    changed = {"lost": line[:column] + "字" + line[column:], "added": line[:column] + line[column + 1:],
               "changed": line[:column] + "字" + line[column + 1:]}[how]
    assume(how != "added" or line[column + 1:column + 2] != line[column])
    half = slice(0, 28) if row < 28 else slice(28, None)
    made = base.twins()[0 if row < 28 else 1]
    received = [changed if number == row else text for number, text in enumerate(LINES)]
    difference = prove(base.document(made), source(received)[half]).difference
    assert difference
    assert difference.code == "L001"
    assert difference.position
    expected = (row + 1, column + 1)
    if how == "added":
        rest = [(number + 1, index + 1) for number, text in enumerate(received) for index, sign in enumerate(text)
                if (number, index) >= (row, column) and not sign.isspace() and (number < 28) == (row < 28)]
        expected = rest[0] if rest else (difference.position.line, difference.position.column)
    assert (difference.position.line, difference.position.column) == expected


def test_what_is_added_behind_the_end_is_found_there() -> None:
    difference = prove(document(["甲乙丙"]), source(["甲", " 乙 ", ""])).difference
    assert difference
    assert difference.position == Position("received.txt", 2, 3)
    assert dict(difference.facts)["written"] == "丙"


def test_the_editors_hand_is_left_out() -> None:
    zho, kor = (base.document(data) for data in base.twins())
    lines = source(list(LINES))
    assert prove(zho, lines[:28]).difference is None
    assert prove(kor, lines[28:]).difference is None
    assert prove(zho, lines[:28]).characters == sum(len("".join(line.split())) for line in LINES[:28])


def test_zero_width_characters_are_kept() -> None:
    assert prove(document(["甲乙"]), source(["甲\u200b乙"])).difference
    assert prove(document(["甲乙"]), source(["甲\ufeff乙"])).difference

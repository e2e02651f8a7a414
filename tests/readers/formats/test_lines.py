"""Bytes become lines whose places are the author's; what is no text of XML is refused at its place."""

from __future__ import annotations

import pytest
from diptych.readers.formats.lines import lines
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.reading import decode

NOTICES = {"T010", "T014"}
"""Codes of findings about a text that is read all the same."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\r\r\r\r\n"])
def test_line_ends(end: str) -> None:
    found = decode(f"甲{end}{end}乙".encode(), "f").value
    assert found is not None
    assert [(line.text, line.position.line) for line in found] == [("甲", 1), ("", 2), ("乙", 3)]


def test_a_bom_at_the_start_is_left_off_and_one_inside_is_kept() -> None:
    found = decode("\ufeff甲\ufeff乙\u200b".encode(), "f").value
    assert found is not None
    assert found[0].text == "甲\ufeff乙\u200b"


def test_broken_utf8_has_a_place_and_an_offset() -> None:
    result = decode("\ufeff甲\n乙".encode() + b"\xb9\xfa", "f")
    assert result.value is None
    finding = result.diagnostics[0]
    assert (finding.code, str(finding.position)) == ("T001", "f:2:2")
    assert dict(finding.facts) == {"offset": "10", "bytes": "b9"}


def test_a_text_cut_off_within_a_character_is_broken() -> None:
    assert decode("甲乙".encode()[:-1], "f").diagnostics[0].facts[0] == ("offset", "3")


def test_characters_that_xml_forbids_are_refused_each_at_its_place() -> None:
    result = lines("甲\x00\n乙\x0c丙\uffff", "f")
    assert result.value is None
    assert [(str(finding.position), dict(finding.facts)["character"]) for finding in result.diagnostics] == [
        ("f:1:2", "U+0000"), ("f:2:2", "U+000C"), ("f:2:4", "U+FFFF")]


@given(st.binary())
def test_any_bytes_are_lines_or_a_finding(data: bytes) -> None:
    result = decode(data, "f")
    assert (result.value is None) == any(finding.code not in NOTICES for finding in result.diagnostics)


@given(st.text())
def test_lines_hold_every_character_that_ends_none(text: str) -> None:
    found = lines(text, "f").value
    if found is not None:
        assert "".join(line.text for line in found) == text.replace("\r", "").replace("\n", "")


@pytest.mark.parametrize(("marks", "codes"), [(30, set()), (31, {"T019"})])
def test_a_pile_of_combining_marks_is_refused(marks: int, codes: set[str]) -> None:
    """UAX #15, section 13: normal forms of longer piles take time that grows with their square."""
    result = decode(("a" + "\u0301\u0323" * (marks // 2) + "\u0307" * (marks % 2) + " 甲").encode(), "f")
    assert {finding.code for finding in result.diagnostics} - NOTICES == codes


def test_letters_of_a_script_that_is_all_rare_are_no_marks() -> None:
    assert decode(("\u0627\u0628" * 50).encode(), "f").value is not None

"""Findings are values with all that their words need."""

from __future__ import annotations

from string import Formatter

import pytest
from diptych.diagnostics import Position, Severity, diagnostic
from diptych.project import load

from tests.conftest import ROOT

CATALOGUE = load.catalogue(ROOT)


def test_a_finding_in_words() -> None:
    item = diagnostic("N001", Position("received.txt", 3, 4), "sec_2", label="（三）", expected=2)
    found = CATALOGUE.describe(item)
    assert (found.severity, found.message) == (Severity.ERROR, "（三） is where number 2 is expected")
    assert (str(found.position), found.eid) == ("received.txt:3:4", "sec_2")
    assert found.hint


def test_braces_in_facts_are_words() -> None:
    item = diagnostic("E001", quoted="{language} {0}", language="zho")
    assert "{language} {0}" in CATALOGUE.describe(item).message


def test_a_missing_fact_and_an_unknown_code_are_our_mistakes() -> None:
    for item in (diagnostic("N001"), diagnostic("Z999")):
        with pytest.raises(KeyError):
            CATALOGUE.describe(item)


def test_positions_are_ordered_as_they_stand() -> None:
    assert sorted([Position("b", 1, 1), Position("a", 10, 1), Position("a", 2, 9), Position("a", 2, 10)]) == [
        Position("a", 2, 9), Position("a", 2, 10), Position("a", 10, 1), Position("b", 1, 1)]


def test_only_errors_forbid_publication() -> None:
    assert CATALOGUE.has_errors([diagnostic("N001")])
    assert not CATALOGUE.has_errors([])


@pytest.mark.parametrize("code", CATALOGUE.codes)
def test_messages_and_hints_can_be_filled_in(code: str) -> None:
    known = CATALOGUE.codes[code]
    for words in (known.message, known.hint):
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(words))

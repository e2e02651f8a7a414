"""No pattern of the code or of schema/ takes time that grows faster than the text.

`pattern_work.py` reads the patterns; `recorded_patterns.py` finds them, with their uses.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from types import MappingProxyType
from typing import Final

import pytest

from tests.conftest import ROOT
from tests.pattern_work import suspects

_SEARCHED: Final = {"search", "finditer", "findall", "split", "sub", "subn"}
_KNOWN: Final = MappingProxyType({
    r"\\.|\[\^?\]?[^]\\]*(?:\\.[^]\\]*)*\]": "reads the patterns of schema/ themselves, none of which is long",
    '<(p|heading) (?:eId|[^<>]* eId)="': "reads what Diptych writes, a handful of attributes",
    '<heading (?:[^<>]* )?eId="': "reads what Diptych writes, where each heading is closed",
    r"<docTitle>(.*?)</docTitle>": "reads what Diptych writes, one title a document; a text has no <"})
"""Beginnings of patterns that are suspected, with the reason why they may stay."""


@pytest.mark.parametrize("pattern", [
    r"(?:<!--.*?-->\s*)*<", r"(a+)+b", r"(?:\s*\w+)*!", r"\d*[\d.]*x", r" *.*:", r"(?:a|b|ab+)+b*c"])
def test_backtracking_is_seen(pattern: str) -> None:
    assert list(suspects(pattern, 0, searched=False))


@pytest.mark.parametrize("pattern", [r"\s+$", r"[\d.]+$", r"\r+\n|\n", r"<[^>]*>", r"[ ]*[\r\n]"])
def test_a_search_that_begins_anywhere_is_seen(pattern: str) -> None:
    assert list(suspects(pattern, 0, searched=True))


@pytest.mark.parametrize("pattern", [
    r"(?<!\r)\r++\n|\n|\r", r"(?<![\d.])[\d.]++$", r"<[^<>]*>",
    r"\d+(?:[.,]\d+)*", r"\w+", r"\b\w+:", r"第[ ]{0,60}\d{1,9}[ ]{0,60}条"])
def test_what_is_safe_is_not_suspected(pattern: str) -> None:
    assert not list(suspects(pattern, 0, searched=True))


@pytest.mark.parametrize("pattern", [r"(?:<!--(?>.*?-->)\s*+)*+<", r"(?:\d+,)*x", r"\s*+x", r".*(?:a|b).*"])
def test_what_is_safe_from_one_start_is_not_suspected(pattern: str) -> None:
    assert not list(suspects(pattern, 0, searched=False))


def test_no_pattern_takes_more_time_than_its_text() -> None:
    folders = ROOT / "tests/cases", ROOT / "source"
    command = [sys.executable, str(ROOT / "tests/recorded_patterns.py"), *map(str, folders)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    recorded = {(pattern, flags): (place, used) for place, pattern, flags, used in json.loads(ran.stdout)}
    assert len(recorded) > 200
    assert any(set(used) & _SEARCHED for _, used in recorded.values())
    found = {pattern: f"{place}: {pattern[:150]}: {problem}"
             for (pattern, flags), (place, used) in recorded.items()
             for problem in suspects(pattern, flags & ~re.DEBUG, searched=bool(_SEARCHED & set(used)))}
    assert not [words for pattern, words in found.items() if not pattern.startswith(tuple(_KNOWN))]
    assert all(any(pattern.startswith(known) for pattern in found) for known in _KNOWN)

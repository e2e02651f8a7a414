"""Writing systems: the language of a text by its letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from diptych.language.label_patterns import NEVER, one_of
from diptych.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A writing system: runs of its letters, and their least share of a line's letters.

    `characters` distinguish it from scripts with the same letters. `invisible` are characters without a glyph of their
    own that it is written with.
    """

    letters: re.Pattern[str]
    share: float
    characters: re.Pattern[str]
    invisible: re.Pattern[str]

    def count(self, text: str) -> int:
        """The number of its letters in a text."""
        return sum(map(len, self.letters.findall(text)))


class HasText(Protocol):
    """Anything with a text, such as a line of a file."""

    @property
    def text(self) -> str: ...


L = TypeVar("L", bound=HasText)


def script(data: Mapping[str, Any]) -> Script:
    """The script of the table `script` in a file of schema/languages."""
    invisible = re.compile(f"[{data['invisible']}]") if "invisible" in data else NEVER
    return Script(re.compile(f"[{data['letters']}]+"), data["share"], one_of(data.get("characters", "")), invisible)


def letters_of(text: str) -> str:
    """The name of the script of most letters of a text, as in Cyrillic, by their names in Unicode; - for no letters."""
    counts = Counter([unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()])
    return max(counts, key=lambda script: counts[script], default="").capitalize() or "-"


def split(lines: Sequence[L], scripts: tuple[Script, ...]) -> tuple[tuple[L, ...], ...]:
    """The lines in each script; a line without letters follows the line before it."""
    parts: tuple[list[L], ...] = tuple([] for _ in scripts)
    if parts:
        owners = [owner(line.text, scripts) for line in lines]
        current = next((index for index in owners if index is not None), 0)
        for line, index in zip(lines, owners, strict=True):
            current = current if index is None else index
            parts[current].append(line)
    return tuple(map(tuple, parts))


def owner(text: str, scripts: tuple[Script, ...]) -> int | None:
    """The index of the script of a text: of those whose share it reaches, the one with the lowest share, then the one
    with most of its own characters. None if it reaches none."""
    counts = {letters: distinct.count(text) for letters, distinct in _by_letters(scripts).items()}
    total = sum(counts.values())
    if not total:
        return None
    fitting = [(script.share, index) for index, script in enumerate(scripts)
               if counts[script.letters.pattern] >= script.share * total]
    least = min(fitting, default=(0.0, 0))[0]
    alike = [index for share, index in fitting if share == least]
    if len(alike) < 2:
        return next(iter(alike), None)
    return min(alike, key=lambda index: (-len(scripts[index].characters.findall(text)), index))


def share(text: str, scripts: tuple[Script, ...]) -> float:
    """The share of the letters of a text that are in one of the scripts; 1 for a text without letters."""
    total = sum(map(str.isalpha, text))
    return sum(script.count(text) for script in _by_letters(scripts).values()) / total if total else 1.0


@lru_cache
def _by_letters(scripts: tuple[Script, ...]) -> Mapping[str, Script]:
    """A script for each set of letters; no letter is in two sets."""
    return {script.letters.pattern: script for script in scripts}

"""Scripts: which language a text is written in, told by its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from diptych.language.label_patterns import one_of
from diptych.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """How a line shows its language: runs of letters of its own make up at least `share` of the line's letters;
    `characters` are those that tell it from its kin."""

    letters: re.Pattern[str]
    share: float
    characters: re.Pattern[str]

    def count(self, text: str) -> int:
        """How many letters of a text are its own."""
        return sum(map(len, self.letters.findall(text)))


class HasText(Protocol):
    """Anything with a text, such as a line of a file."""

    @property
    def text(self) -> str: ...


L = TypeVar("L", bound=HasText)


def script(data: Mapping[str, Any]) -> Script:
    """The script that a file of schema/languages describes."""
    return Script(re.compile(f"[{data['letters']}]+"), data["share"], one_of(data.get("characters", "")))


def split(lines: Sequence[L], scripts: tuple[Script, ...]) -> tuple[tuple[L, ...], ...]:
    """The lines in each script; a line without letters goes with the line before it."""
    owners = [owner(line.text, scripts) for line in lines]
    current = next((one for one in owners if one is not None), 0)
    parts: tuple[list[L], ...] = tuple([] for _ in scripts)
    for line, one in zip(lines, owners if parts else (), strict=bool(parts)):
        current = current if one is None else one
        parts[current].append(line)
    return tuple(tuple(part) for part in parts)


def owner(text: str, scripts: tuple[Script, ...]) -> int | None:
    """The index of the script that a text is written in: the choosiest whose share of letters it reaches; of those
    that share their letters, the one whose characters it has the most of. None where it reaches none."""
    various = _various(scripts)
    counts = {one.letters.pattern: one.count(text) for one in various}
    total = sum(counts.values())
    if not total:
        return None
    fitting = [(one.share, index) for index, one in enumerate(scripts)
               if counts[one.letters.pattern] >= one.share * total]
    least = min(fitting, default=(0.0, 0))[0]
    alike = [index for share, index in fitting if share == least]
    if len(alike) < 2:
        return next(iter(alike), None)
    return min(alike, key=lambda index: (-len(scripts[index].characters.findall(text)), index))


@lru_cache
def _various(scripts: tuple[Script, ...]) -> tuple[Script, ...]:
    """One script for each set of letters; no letter is in two sets."""
    return tuple({one.letters.pattern: one for one in scripts}.values())

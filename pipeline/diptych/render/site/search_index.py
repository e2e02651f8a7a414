"""Lines of search elements → where each pair of neighbours stands, in small files that a browser takes as it needs.

All lines of all works stand one after another, with a gap after each, and a place is the number of an element in that
row. A phrase stands where its pairs stand side by side; an element alone is in the pairs that it begins, the last of
a line in a pair with nothing. assets/theme/assets/diptych/search-index.js reads what is written here.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import sub
from typing import Final

PART: Final = 6000
"""So many places make up a file, more or less."""

_FIRST: Final = 35
"""The character that stands for a distance of nothing: those before it would be escaped in JSON."""
_SURROGATES: Final = range(0xD800, 0xE000)
_MOST: Final = 0x10FFFF - len(_SURROGATES) - _FIRST
_MORE: Final = " "

Places = Mapping[str, Sequence[int]]
"""By pair, its two elements with a space between them, where it stands."""


def places(lines: Iterable[Sequence[str]]) -> Places:
    """Where the pairs of some lines stand, the first line at 0."""
    found: dict[str, list[int]] = defaultdict(list)
    at = 0
    for line in lines:
        for number, (first, second) in enumerate(pairwise((*line, "")), at):
            found[f"{first} {second}"].append(number)
        at += room(line)
    return found


def room(line: Sequence[str]) -> int:
    """How many places a line takes: its elements, and a gap."""
    return len(line) + 1


def parts(works: Iterable[tuple[int, Places]]) -> Iterator[Mapping[str, Mapping[str, str]]]:
    """The files of the index of some works, each with the place where it begins: by first and second element, the
    distances from place to place."""
    merged: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for begin, found in works:
        for pair, standing in found.items():
            merged[pair].extend([begin + place for place in standing])
    count = sum(map(len, merged.values())) // PART + 1
    shared: list[dict[str, dict[str, str]]] = [{} for _ in range(count)]
    for pair in sorted(merged):
        first, _, second = pair.partition(" ")
        shared[part(first, count)].setdefault(first, {})[second] = distances(merged[pair])
    return iter(shared)


def part(element: str, count: int) -> int:
    """Which of so many files holds the pairs that an element begins."""
    return reduce(lambda sum_, letter: (sum_ * 31 + ord(letter)) % count, element, 0)


def distances(numbers: Sequence[int]) -> str:
    """Rising numbers as characters: the distance from each to the next, from 0 to the first."""
    return "".join(map(_character, map(sub, numbers, (0, *numbers[:-1]))))


def _character(number: int) -> str:
    if number >= _MOST:
        return _MORE + _character(number - _MOST)
    point = number + _FIRST
    return chr(point if point < _SURROGATES.start else point + len(_SURROGATES))

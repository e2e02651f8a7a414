"""Lines of search elements → the places of each pair of neighbours, in small files that a browser loads as needed.

All lines of all works form one sequence with a gap after each line. A place is the index of an element in it. A phrase
is at successive places of its pairs. A single element is in the pairs that it begins; the last of a line is in a pair
with an empty one. assets/theme/assets/diptych/search-index.js reads this format.
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
"""Mean number of places in a file; chosen. Raised, a query loads more bytes; lowered, a site has more files."""

_FIRST: Final = 35
"""Code point of the distance 0. JSON escapes some of the lower ones."""
_SURROGATES: Final = range(0xD800, 0xE000)
_MOST: Final = 0x10FFFF - len(_SURROGATES) - _FIRST
"""The greatest distance that one character encodes, plus 1."""
_MORE: Final = " "
"""The character that adds _MOST to the distance after it."""

Places = Mapping[str, Sequence[int]]
"""The places of each pair; a key is its two elements with a space between them."""


def places(lines: Iterable[Sequence[str]]) -> Places:
    """The places of all pairs of some lines, of which the first begins at 0."""
    by_pair: dict[str, list[int]] = defaultdict(list)
    begin = 0
    for line in lines:
        for place, (first, second) in enumerate(pairwise((*line, "")), begin):
            by_pair[f"{first} {second}"].append(place)
        begin += room(line)
    return by_pair


def room(line: Sequence[str]) -> int:
    """The number of places of a line: its elements and a gap."""
    return len(line) + 1


def parts(works: Iterable[tuple[int, Places]]) -> Iterator[Mapping[str, Mapping[str, str]]]:
    """The files of the index of works, each work given with its first place.

    A file maps first and second element to the distances from place to place.
    """
    merged: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for begin, by_pair in works:
        for pair, numbers in by_pair.items():
            merged[pair].extend([begin + number for number in numbers])
    count = sum(map(len, merged.values())) // PART + 1
    shared: list[dict[str, dict[str, str]]] = [{} for _ in range(count)]
    for pair in sorted(merged):
        first, _, second = pair.partition(" ")
        shared[part(first, count)].setdefault(first, {})[second] = distances(merged[pair])
    return iter(shared)


def part(element: str, count: int) -> int:
    """The index, among `count` files, of the file with the pairs that an element begins."""
    return reduce(lambda sum_, letter: (sum_ * 31 + ord(letter)) % count, element, 0)


def distances(numbers: Sequence[int]) -> str:
    """Ascending numbers as characters: the distance from each to the next, and from 0 to the first."""
    return "".join(map(_character, map(sub, numbers, (0, *numbers[:-1]))))


def _character(number: int) -> str:
    if number >= _MOST:
        return _MORE + _character(number - _MOST)
    point = number + _FIRST
    return chr(point if point < _SURROGATES.start else point + len(_SURROGATES))

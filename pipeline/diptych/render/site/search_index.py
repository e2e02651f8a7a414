"""Lines of search elements → the places of each pair of neighbours, in small files that a browser loads as needed.

All lines of all works form one sequence with a gap after each line. A place is the index of an element in it. A phrase
is at successive places of its pairs. A single element is in the pairs that it begins; the last of a line is in a pair
with an empty one. assets/theme/assets/diptych/search-index.js reads this format.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class GroupPlaces:
    """The places of all pairs of successive works: of each pair its first place, its last, and the distances between
    these. `room` is the number of places of all lines."""

    room: int
    count: int
    pairs: Mapping[str, tuple[int, int, str]]


def grouped(works: Iterable[tuple[int, Places]]) -> GroupPlaces:
    """The places of successive works, each given with the number of its places."""
    merged: dict[str, array[int]] = defaultdict(lambda: array("I"))
    begin = 0
    for space, by_pair in works:
        for pair, numbers in by_pair.items():
            merged[pair].extend([begin + number for number in numbers])
        begin += space
    return GroupPlaces(begin, sum(map(len, merged.values())), {
        pair: (numbers[0], numbers[-1], _steps(numbers)) for pair, numbers in merged.items()})


def _steps(numbers: Sequence[int]) -> str:
    """The distances from each of ascending numbers to the next."""
    return "".join(map(_character, map(sub, numbers[1:], numbers[:-1])))


@dataclass
class MergedPlaces:
    """The places of all pairs of the works so far: their distances as UTF-8, the last place of each, the number of all
    and the place at which the next group begins."""

    by_pair: dict[str, bytearray] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    count: int = 0
    begin: int = 0

    def add(self, group: GroupPlaces) -> None:
        """Adds a group of works behind the others, in place."""
        for pair, (first, last, steps) in group.pairs.items():
            distances_so_far = self.by_pair.get(pair)
            if distances_so_far is None:
                distances_so_far = self.by_pair[pair] = bytearray()
            distances_so_far += (_character(self.begin + first - self.last.get(pair, 0)) + steps).encode()
            self.last[pair] = self.begin + last
        self.count += group.count
        self.begin += group.room

    def parts(self) -> Iterator[Mapping[str, Mapping[str, str]]]:
        """The files of the index, which take the places away. A file maps first and second element to the distances
        from place to place."""
        count = self.count // PART + 1
        pairs_of: list[list[str]] = [[] for _ in range(count)]
        for pair in sorted(self.by_pair):
            pairs_of[part(pair.partition(" ")[0], count)].append(pair)
        for pairs in pairs_of:
            made: dict[str, dict[str, str]] = {}
            for pair in pairs:
                first, _, second = pair.partition(" ")
                made.setdefault(first, {})[second] = self.by_pair.pop(pair).decode()
            yield made


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

"""Parts of a unit in two texts + links between them → groups of parts that answer to each other.

The parts of a group follow each other in both texts: a group takes in what is between its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

PartLink = tuple[int, int, float]
"""The places of a part in each text, and the confidence of their link."""


@dataclass(slots=True, eq=False)
class PartGroup:
    """Parts that are joined, by their places in each text; `best` are the confidences of the best links of each."""

    places: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    best: tuple[dict[int, float], dict[int, float]] = field(default_factory=lambda: ({}, {}))

    @property
    def confidence(self) -> float:
        """That of the linked part that is linked worst; 0 if none is linked."""
        return min((confidence for best in self.best for confidence in best.values()), default=0.0)

    @property
    def highest(self) -> float:
        """The confidence of the best link; 0 if there is none."""
        return max(self.best[0].values(), default=0.0)

    @property
    def is_alone(self) -> bool:
        """Whether one text has all of its parts."""
        return not all(self.places)

    def take(self, other: PartGroup) -> None:
        """Joins another group to this one."""
        for side in (0, 1):
            self.places[side].update(other.places[side])
            for place, confidence in other.best[side].items():
                self.best[side][place] = max(confidence, self.best[side].get(place, 0.0))

    def reaches(self, other: PartGroup) -> bool:
        """Whether a part of another group is between parts of this one, or in it."""
        return any(mine and any(min(mine) <= place <= max(mine) for place in theirs)
                   for mine, theirs in zip(self.places, other.places, strict=True))


def joined(counts: tuple[int, int], links: Iterable[PartLink]) -> list[PartGroup]:
    """The groups of so many parts of each text, those of the original first in its order; every part is in one."""
    groups: list[PartGroup] = []
    for group in _linked(counts, links):
        while near := [other for other in groups if group.reaches(other) or other.reaches(group)]:
            for other in near:
                group.take(other)
            groups = [other for other in groups if other not in near]
        groups.append(group)
    return sorted(groups, key=lambda group: (not group.places[0], min(group.places[0] or group.places[1])))


def _linked(counts: tuple[int, int], links: Iterable[PartLink]) -> Iterator[PartGroup]:
    """The groups by links alone, and a group for each part without any."""
    by_part: dict[tuple[int, int], PartGroup] = {}
    for left, right, confidence in links:
        group = PartGroup(({left}, {right}), ({left: confidence}, {right: confidence}))
        for part in ((0, left), (1, right)):
            if part in by_part:
                group.take(by_part[part])
        by_part |= {(side, place): group for side in (0, 1) for place in group.places[side]}
    yield from {id(group): group for group in by_part.values()}.values()
    for side, count in enumerate(counts):
        for place in range(count):
            if (side, place) not in by_part:
                yield PartGroup((set(), {place}) if side else ({place}, set()))


def cross(groups: Sequence[PartGroup]) -> bool:
    """Whether groups with parts in both texts have another order in each."""
    both = [min(group.places[1]) for group in groups if not group.is_alone]
    return any(first > second for first, second in pairwise(both))

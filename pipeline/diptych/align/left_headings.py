"""Pairs of units → the same, with the headings that both texts have left over at one place.

A heading has few words, and each language has its own for it: `Venue` is `Tribunal compétent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from diptych.align.pairs import AlignedUnit, UnitPair

LONGEST_HEADING: Final = 120
"""Characters of the longest heading. Chosen. Raised: longer lines are headings of the unit after them."""
_SENTENCE_ENDS: Final = frozenset(".;:,!?\u3002\uff1b\uff1a\uff0c")
"""Marks that end sentences and their parts, but no heading. Chosen. If one is added, fewer lines are headings."""
_BRACKETS: Final = frozenset(")\uff09]")
"""Brackets at the end of a remark, as `(Repealed)`. Chosen. If one is added, fewer headings are paired."""
_FIGURES: Final = re.compile(r"\d+")
_MOST: Final = 3
"""Headings in a row, as of a part, a group of sections and a section. Chosen. Raised: lists of names are headings."""
_SURE: Final = 0.8
"""Confidence of a pair beside which headings stand at one place. Chosen. Raised: fewer headings are paired."""
_CONFIDENCE: Final = 0.95
"""Confidence of such a pair. Chosen: of 54 on the shared pairs, roughened ones among them, 53 were right. Raised: it is
shown as surer."""
_Place = tuple[int, int]
"""A unit of each text."""


def is_heading(unit: AlignedUnit) -> bool:
    """Whether a unit is one short line that is no sentence."""
    text = unit.text.strip()
    return 0 < len(text) <= LONGEST_HEADING and "\n" not in text and text[-1] not in _SENTENCE_ENDS


def with_headings(pairs: Sequence[UnitPair], left: Sequence[AlignedUnit], right: Sequence[AlignedUnit]) -> (
        list[UnitPair]):
    """The pairs, with those of headings that are left over.

    They are between two sure pairs that follow each other. Both texts have as many units left over there, and all of
    these are headings without a number."""
    sure = sorted((pair for pair in pairs if pair.left and pair.right and pair.confidence >= _SURE),
                  key=lambda pair: pair.left)
    taken = {i for pair in pairs for i in pair.left}, {j for pair in pairs for j in pair.right}
    found = list(pairs)
    for before, after in pairwise(sure):
        ours, theirs = (range(start[-1] + 1, end[0]) for start, end in (
            (before.left, after.left), (before.right, after.right)))
        if 0 < len(ours) == len(theirs) <= _MOST and not taken[0].intersection(ours) and (
                not taken[1].intersection(theirs)):
            found += _of_headings(zip(ours, theirs, strict=True), left, right)
    return found


def _of_headings(places: Iterator[_Place], left: Sequence[AlignedUnit], right: Sequence[AlignedUnit]) -> list[UnitPair]:
    """The pairs of units at these places; none if one is no heading."""
    known = list(places)
    if not all(_are_headings(left[i], right[j]) for i, j in known):
        return []
    return [UnitPair((i,), (j,), _CONFIDENCE) for i, j in known]


def _are_headings(ours: AlignedUnit, theirs: AlignedUnit) -> bool:
    """Whether two units of one kind are headings without number, with the same figures in their text."""
    figures = [_FIGURES.findall(unit.text) for unit in (ours, theirs)]
    return ours.kind == theirs.kind and figures[0] == figures[1] and all(
        is_heading(unit) and not unit.label and not unit.text.lstrip()[:1].islower()
        and unit.text.rstrip()[-1] not in _BRACKETS for unit in (ours, theirs))

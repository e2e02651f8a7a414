"""Pairs of clauses → the same, less sure for two clauses left over that may be each other's in free words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from diptych.align.evidence import Evidence
from diptych.review.clause_pairs import ClausePair, ComparedClause, article
from diptych.review.pairing.contradictions import contradict

_WHOLE: Final = re.compile("[.;\u3002\uff1b]\\s*\\Z")
"""Pattern of the end of a clause that is a sentence. Chosen. If it matches more, more clauses are doubtful."""
_DOUBTFUL: Final = 0.8
"""Confidence that such a clause has no counterpart. Chosen. Raised: such clauses are reported as alone."""
_Alone = tuple[int, int]
"""The indexes of a clause that the left text alone has and of one that the right text alone has."""


def with_free_wording(pairs: Sequence[ClausePair], evidence: Evidence) -> tuple[ClausePair, ...]:
    """The pairs. Two clauses without counterpart at one place are less sure if they do not contradict each other.

    The places of the clauses in `evidence` are those in their texts."""
    doubtful = {index for both in (*_beside_each_other(pairs), *_in_one_article(pairs))
                if not _contradict(pairs, both, evidence) for index in both}
    return tuple(replace(pair, confidence=min(pair.confidence, _DOUBTFUL)) if index in doubtful else pair
                 for index, pair in enumerate(pairs))


def _beside_each_other(pairs: Sequence[ClausePair]) -> Iterator[_Alone]:
    """Two clauses next to each other, one of each text. At most one has a number; beside it the other one ends as a
    sentence does."""
    for index, (first, second) in enumerate(pairwise(pairs)):
        lines = _lines(first), _lines(second)
        bare = [line for several in lines for line in several if not line.label]
        if len(lines[0]) == len(lines[1]) == 1 and bool(first.left) != bool(second.left) and bare and (
                len(bare) == 2 or _WHOLE.search(bare[0].text)):
            yield (index, index + 1) if first.left else (index + 1, index)


def _in_one_article(pairs: Sequence[ClausePair]) -> Iterator[_Alone]:
    """The only two paragraphs without counterpart of an article that its texts divide in different places.

    Each text has one of them, and neither has a number."""
    alone: defaultdict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        lines = _lines(pair)
        if len(lines) == 1 and not lines[0].label and (number := article(lines[0].eid)):
            alone[number].append(index)
    for indexes in alone.values():
        left, right = ([index for index in indexes if pairs[index].sides[side]] for side in (0, 1))
        if len(left) == len(right) == 1:
            yield left[0], right[0]


def _lines(pair: ClausePair) -> list[ComparedClause]:
    return [clause for clause in pair.sides if clause]


def _contradict(pairs: Sequence[ClausePair], alone: _Alone, evidence: Evidence) -> bool:
    """Whether two clauses without counterpart say different things."""
    left, right = pairs[alone[0]].left, pairs[alone[1]].right
    return left is not None and right is not None and min(left.place, right.place) >= 0 and (
        contradict(evidence, left.place, right.place, is_numbered=bool(left.label or right.label)))

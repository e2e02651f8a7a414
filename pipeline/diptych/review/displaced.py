"""All pairs of a document → findings where clauses stand under each other's numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit
from diptych.align.texts import prepare
from diptych.language.equivalents import Equivalents
from diptych.review.clause_pairs import ClausePair, Discrepancy

_DOUBT: Final = 8.0
"""Pairs that the evidence speaks for less than this, as a logarithm of the odds, may be wrong."""
_MARGIN: Final = 8.0
"""How much more must speak for the exchange than for the order as it stands."""
_MANY: Final = 1000
"""Where more pairs are doubtful, the least likely are looked at."""
_LIKELY: Final = 12
"""So many clauses that have most in common with one are held against it."""
_COMMON: Final = 60
"""What more clauses have tells nothing of which of them is meant."""


def displaced(pairs: Sequence[ClausePair], texts: Mapping[int, tuple[str, str]],
              known: Equivalents) -> Iterator[Discrepancy]:
    """Q034 a clause whose words answer to another clause of the original: two were exchanged, or one has moved."""
    order = list(texts)
    if len(order) < 3:
        return
    evidence = _evidence(list(texts.values()), known)
    own = [evidence.score(at, at) for at in range(len(order))]
    doubtful = sorted((at for at, score in enumerate(own) if score < _DOUBT), key=lambda at: own[at])[:_MANY]
    holders = _holders(doubtful, evidence)
    for at in sorted(doubtful):
        better = _better(at, _likely(at, holders, evidence), own, evidence)
        if better is not None:
            yield Discrepancy("Q034", order[at], (None, None), (("clause", pairs[order[better]].eid),))


def _evidence(texts: Sequence[tuple[str, str]], known: Equivalents) -> Evidence:
    """What the pairs as they stand teach about the two texts: their lengths, and which words go together."""
    left, right = ([AlignedUnit("", text[side]) for text in texts] for side in (0, 1))
    return prepare(left, right, [(at, at) for at in range(len(texts))], known)


def _holders(doubtful: Sequence[int], evidence: Evidence) -> Mapping[str, Sequence[int]]:
    """The doubtful clauses of the original by what few of them have."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at in doubtful:
        for cue in evidence.left.matches.cues[at]:
            holders[cue].append(at)
    return {cue: found for cue, found in holders.items() if len(found) <= _COMMON}


def _likely(at: int, holders: Mapping[str, Sequence[int]], evidence: Evidence) -> Sequence[int]:
    """The clauses of the original that have most in common with a translation, what few have counting for more."""
    shared: Counter[int] = Counter()
    for cue in evidence.right.matches.cues[at] & holders.keys():
        worth = _COMMON * _COMMON // len(holders[cue])
        for other in holders[cue]:
            shared[other] += worth
    return sorted(shared, key=lambda other: (-shared[other], other))[:_LIKELY]


def _better(at: int, likely: Sequence[int], own: Sequence[float], evidence: Evidence) -> int | None:
    """The likely clause of the original that this one's translation answers to, if any: the two exchanged are much
    likelier, or this one alone is where that one's own translation is not likely either."""
    scored = [(evidence.score(other, at), other) for other in likely if other != at]
    if not scored:
        return None
    score, other = max(scored)
    exchanged = score + evidence.score(at, other) - own[at] - own[other]
    moved = score > own[other] + _MARGIN / 2 and score - own[at] > _MARGIN
    return other if score > own[at] and (exchanged > _MARGIN or moved) else None

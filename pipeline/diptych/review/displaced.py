"""All pairs of a document → findings on clauses whose numbers were exchanged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit
from diptych.align.texts import prepare
from diptych.language.equivalents import Equivalents
from diptych.review.clause_pairs import ClausePair, Discrepancy, TextPair

_FEWEST: Final = 3
"""Pairs in the smallest document that is checked. Chosen: an exchange needs a third pair to learn from. If raised,
short documents are not checked."""
_DOUBT: Final = 8.0
"""Log-odds (natural logarithm) below which a pair is doubtful. Chosen. If raised, more pairs are compared with others,
and the check takes longer."""
_MARGIN: Final = 8.0
"""Log-odds (natural logarithm) by which an exchange must exceed the present order. Chosen. If raised, fewer
exchanges are found, and fewer false ones."""
_MANY: Final = 1000
"""Doubtful pairs that are compared with others, the least likely first. Chosen, for time. If raised, more exchanges
are found in a document that has many."""
_LIKELY: Final = 12
"""Clauses of the original that are scored for one translation. Chosen, for time. If raised, more are scored."""
_COMMON: Final = 60
"""Doubtful clauses that may share a cue; a cue of more is ignored. Chosen, for time. If raised, commoner cues count."""


def displaced(pairs: Sequence[ClausePair], texts: Mapping[int, TextPair],
              equivalents: Equivalents) -> Iterator[Discrepancy]:
    """Q034: a clause whose words answer to another clause of the original, which was exchanged with it or moved."""
    order = list(texts)
    if len(order) < _FEWEST:
        return
    left, right = ([AlignedUnit("", pair_texts[side]) for pair_texts in texts.values()] for side in (0, 1))
    evidence = prepare(left, right, [(at, at) for at in range(len(order))], equivalents)
    own = [evidence.score(at, at) for at in range(len(order))]
    doubtful = sorted((at for at, score in enumerate(own) if score < _DOUBT), key=lambda at: own[at])[:_MANY]
    holders = _holders(doubtful, evidence)
    for at in sorted(doubtful):
        better = _better(at, _likely(at, holders, evidence), own, evidence)
        if better is not None:
            yield Discrepancy("Q034", order[at], (None, None), (("clause", pairs[order[better]].eid),))


def _holders(doubtful: Sequence[int], evidence: Evidence) -> Mapping[str, Sequence[int]]:
    """The doubtful clauses of the original by their cues; common cues left out."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at in doubtful:
        for cue in evidence.left.matches.cues[at]:
            holders[cue].append(at)
    return {cue: clauses for cue, clauses in holders.items() if len(clauses) <= _COMMON}


def _likely(at: int, holders: Mapping[str, Sequence[int]], evidence: Evidence) -> Sequence[int]:
    """The clauses of the original that share most cues with a translation; a rare cue counts for more."""
    shared: Counter[int] = Counter()
    for cue in evidence.right.matches.cues[at] & holders.keys():
        weight = _COMMON * _COMMON // len(holders[cue])
        for other in holders[cue]:
            shared[other] += weight
    return sorted(shared, key=lambda other: (-shared[other], other))[:_LIKELY]


def _better(at: int, likely: Sequence[int], own: Sequence[float], evidence: Evidence) -> int | None:
    """The clause of the original that the translation at `at` answers to rather than to its own, if any.

    Either the two exchanged are much likelier, or this translation alone and the other clause's is unlikely too."""
    scored = [(evidence.score(other, at), other) for other in likely if other != at]
    if not scored:
        return None
    score, other = max(scored)
    exchanged = score + evidence.score(at, other) - own[at] - own[other]
    moved = score > own[other] + _MARGIN / 2 and score - own[at] > _MARGIN
    return other if score > own[at] and (exchanged > _MARGIN or moved) else None

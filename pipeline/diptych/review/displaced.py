"""All pairs of a document → findings on clauses whose numbers were exchanged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diptych.align.evidence import Evidence, learn, weigh
from diptych.align.lexicon import informed, lexicon
from diptych.language.equivalents import Equivalents, reader
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
_SAMPLE: Final = 200
"""Characters of each text that are searched for Hangul. Chosen. If raised, late Hangul makes a document Korean."""


def displaced(pairs: Sequence[ClausePair], texts: Mapping[int, TextPair],
              equivalents: Equivalents) -> Iterator[Discrepancy]:
    """Q034: a clause whose words answer to another clause of the original, which was exchanged with it or moved."""
    order = list(texts)
    if len(order) < _FEWEST:
        return
    evidence = _evidence(list(texts.values()), equivalents)
    own = [evidence.score(at, at) for at in range(len(order))]
    doubtful = sorted((at for at, score in enumerate(own) if score < _DOUBT), key=lambda at: own[at])[:_MANY]
    holders = _holders(doubtful, evidence)
    for at in sorted(doubtful):
        better = _better(at, _likely(at, holders, evidence), own, evidence)
        if better is not None:
            yield Discrepancy("Q034", order[at], (None, None), (("clause", pairs[order[better]].eid),))


def _evidence(texts: Sequence[TextPair], equivalents: Equivalents) -> Evidence:
    """The evidence for any pair of these texts, learned from the pairs in their present order."""
    korean = any("\uac00" <= sign <= "\ud7a3" for text in texts for sign in text[0][:_SAMPLE] + text[1][:_SAMPLE])
    read = reader(equivalents, korean=korean)
    left, right = [read(text[0]) for text in texts], [read(text[1]) for text in texts]
    present = [(at, at) for at in range(len(texts))]
    learned = lexicon(left, right, present)
    left, right = informed(left, learned.left), informed(right, learned.right)
    return weigh(left, right, learn(left, right, present))


def _holders(doubtful: Sequence[int], evidence: Evidence) -> Mapping[str, Sequence[int]]:
    """The doubtful clauses of the original by their cues; common cues left out."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at in doubtful:
        for cue in evidence.left.answers.cues[at]:
            holders[cue].append(at)
    return {cue: clauses for cue, clauses in holders.items() if len(clauses) <= _COMMON}


def _likely(at: int, holders: Mapping[str, Sequence[int]], evidence: Evidence) -> Sequence[int]:
    """The clauses of the original that share most cues with a translation; a rare cue counts for more."""
    shared: Counter[int] = Counter()
    for cue in evidence.right.answers.cues[at] & holders.keys():
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

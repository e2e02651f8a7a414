"""Paired units → pairs of words that translate each other, learned from these two texts alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from diptych.language.equivalents import Cues

_SAMPLE: Final = 400
"""Pairs of units to learn from. Chosen: the time grows with it. Raised: slower, rarer words are learned."""
_COMMON: Final = 0.25
"""Share of the sampled units; words in more of them are too common to learn. Chosen. Raised: slower, more words."""
_WORDS: Final = 30
"""Words of a unit to learn from, the rarest. Chosen: the time grows with its square. Raised: slower, more words of long
units."""
_SIGNIFICANT: Final = 14.0
"""The least G² at which two words translate each other. Chosen, stricter than the 10.8 of p < .001 with one degree of
freedom, since many pairs of words are tested. Raised: fewer translations, fewer of them wrong."""
_FEWEST: Final = 2
"""Units that must have both words; also the most translations of a word. Chosen. Raised: rare words are not learned,
other words have more translations."""


Translations = tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]
"""For the words of each text the cues that they share with their likeliest translations."""
UNKNOWN: Final[Translations] = ({}, {})
"""The translations of texts of which nothing was learned."""


def with_translations(left: Sequence[Cues], right: Sequence[Cues],
                      translated: Translations) -> tuple[list[Cues], list[Cues]]:
    """The cues of both texts, with a learned one in common for each two words that translate each other."""
    return _extended(left, translated[0]), _extended(right, translated[1])


def _extended(units: Sequence[Cues], translated: Mapping[str, Sequence[str]]) -> list[Cues]:
    """The cues of each unit with those of its translated words."""
    known = translated.keys()
    return [replace(unit, learned=frozenset([cue for word in unit.words & known for cue in translated[word]]))
            for unit in units]


def translations(left: Sequence[Cues], right: Sequence[Cues], pairs: Iterable[tuple[int, int]]) -> Translations:
    """The words of both texts that translate each other in paired units."""
    known = list(pairs)
    sample = known[::max(1, len(known) // _SAMPLE)]
    ours = Counter(word for i, _ in sample for word in left[i].words)
    theirs = Counter(word for _, j in sample for word in right[j].words)
    together: Counter[tuple[str, str]] = Counter()
    for i, j in sample:
        words = _rarest(right[j].words, theirs, len(sample))
        for word in _rarest(left[i].words, ours, len(sample)):
            together.update([(word, other) for other in words])
    ranked = sorted(((g_squared(count, ours[word], theirs[other], len(sample)), word, other)
                     for (word, other), count in together.items()
                     if count >= _FEWEST and count * len(sample) > _FEWEST * ours[word] * theirs[other]), reverse=True)
    cues: tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]] = (defaultdict(list), defaultdict(list))
    for significance, word, other in ranked:
        if significance < _SIGNIFICANT:
            break
        if len(cues[0][word]) < _FEWEST and len(cues[1][other]) < _FEWEST:
            cues[0][word].append(f">{word}>{other}")
            cues[1][other].append(f">{word}>{other}")
    return cues


def _rarest(words: Iterable[str], counts: Mapping[str, int], units: int) -> list[str]:
    """The words to learn from: neither unique nor common, at most `_WORDS`."""
    kept = [word for word in words if _FEWEST <= counts[word] <= max(_FEWEST, _COMMON * units)]
    return kept if len(kept) <= _WORDS else sorted(kept, key=lambda word: (counts[word], word))[:_WORDS]


def g_squared(both: int, ours: int, theirs: int, units: int) -> float:
    """Dunning's G² of two words in units (Dunning 1993); 0 if they occur together less often than by chance."""
    if both * units <= ours * theirs:
        return 0.0
    cells = ((both, ours * theirs), (ours - both, ours * (units - theirs)), (theirs - both, theirs * (units - ours)),
             (units - ours - theirs + both, (units - ours) * (units - theirs)))
    return 2 * sum(seen * math.log(seen * units / expected) for seen, expected in cells if seen > 0 and expected > 0)

"""Paired units → words of one text that stand for words of the other, learned from these two texts alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.language.equivalents import Cues

_SAMPLE: Final = 400
_COMMON: Final = 0.25
_WORDS: Final = 30
_TELLING: Final = 14.0
"""The least ratio of likelihoods, twice its logarithm, at which two words do not come together by chance."""
_EACH: Final = 2


@dataclass(frozen=True, slots=True)
class Lexicon:
    """For each word of a side the cues it shares with its translations."""

    left: Mapping[str, tuple[str, ...]]
    right: Mapping[str, tuple[str, ...]]


def lexicon(left: Sequence[Cues], right: Sequence[Cues], pairs: Iterable[tuple[int, int]]) -> Lexicon:
    """Words that come together in paired units much more often than chance would have it, each with its likeliest
    few on the other side."""
    chosen = list(pairs)
    chosen = chosen[::max(1, len(chosen) // _SAMPLE)]
    ours = Counter(word for i, _ in chosen for word in left[i].words)
    theirs = Counter(word for _, j in chosen for word in right[j].words)
    together: Counter[tuple[str, str]] = Counter()
    for i, j in chosen:
        words = _rarest(right[j].words, theirs, len(chosen))
        for word in _rarest(left[i].words, ours, len(chosen)):
            together.update([(word, other) for other in words])
    ranked = sorted(((_likelihood(count, ours[word], theirs[other], len(chosen)), word, other)
                     for (word, other), count in together.items()
                     if count >= _EACH and count * len(chosen) > _EACH * ours[word] * theirs[other]), reverse=True)
    taken: tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]] = (defaultdict(list), defaultdict(list))
    for said, word, other in ranked:
        if said < _TELLING:
            break
        if len(taken[0][word]) < _EACH and len(taken[1][other]) < _EACH:
            taken[0][word].append(f">{word}>{other}")
            taken[1][other].append(f">{word}>{other}")
    return Lexicon(*({word: tuple(cues) for word, cues in side.items()} for side in taken))


def _rarest(words: Iterable[str], counts: Mapping[str, int], units: int) -> list[str]:
    kept = [word for word in words if _EACH <= counts[word] <= max(_EACH, _COMMON * units)]
    return kept if len(kept) <= _WORDS else sorted(kept, key=lambda word: (counts[word], word))[:_WORDS]


def informed(units: Sequence[Cues], words: Mapping[str, tuple[str, ...]]) -> list[Cues]:
    """The cues of each unit with those that its words have by a lexicon."""
    return [replace(one, tokens=one.tokens.union((cue, cue) for word in one.words for cue in words.get(word, ())))
            for one in units]


def _likelihood(both: int, ours: int, theirs: int, units: int) -> float:
    """Dunning's G² of two words in units; nothing where they come together less often than by chance."""
    if both * units <= ours * theirs:
        return 0.0
    cells = ((both, ours * theirs), (ours - both, ours * (units - theirs)), (theirs - both, theirs * (units - ours)),
             (units - ours - theirs + both, (units - ours) * (units - theirs)))
    return 2 * sum(seen * math.log(seen * units / expected) for seen, expected in cells if seen > 0 and expected > 0)

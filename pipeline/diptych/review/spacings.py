"""All texts of one language → findings where it writes one compound now as one word, now as two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 2
"""The least length of each half of a compound."""
_Spellings = dict[str, list[tuple[int, Span]]]
"""Where each compound stands: the pair and the place in its text."""


def spacings(texts: Mapping[int, str], language: Language, side: int) -> Iterator[Discrepancy]:
    """Q042 a compound that is spaced otherwise than in most places; each once a clause."""
    if not language.joiner or not language.wording.free_spacing:
        return
    words = {pair: [Span(*match.span()) for match in _WORD.finditer(text)] for pair, text in texts.items()}
    whole = _whole(texts, words, language)
    for stem, apart in _parted(texts, words, language, whole).items():
        together = whole[stem]
        rare, usual = (apart, together) if len(apart) < len(together) else (together, apart)
        shown = usual[0][1].of(texts[usual[0][0]])
        for pair, span in dict(reversed(rare)).items():
            yield Discrepancy("Q042", pair, (span, None) if side == 0 else (None, span),
                              (("words", span.of(texts[pair])), ("usual", shown)))


def _whole(texts: Mapping[int, str], words: Mapping[int, Sequence[Span]], language: Language) -> _Spellings:
    """The places of each word that may be a compound, with its particle and without."""
    found: _Spellings = defaultdict(list)
    for pair, spans in words.items():
        for span in spans:
            word = span.of(texts[pair])
            for stem in dict.fromkeys((word, _stem(word, language))) if len(word) >= 2 * _LEAST else ():
                found[stem].append((pair, Span(span.start, span.start + len(stem))))
    return found


def _parted(texts: Mapping[int, str], words: Mapping[int, Sequence[Span]], language: Language,
            whole: _Spellings) -> _Spellings:
    """The places where two words stand for one of the compounds."""
    found: _Spellings = defaultdict(list)
    for pair, one, other in ((pair, *both) for pair, spans in words.items() for both in pairwise(spans)):
        head, tail = one.of(texts[pair]), other.of(texts[pair])
        if other.start == one.end + 1 and texts[pair][one.end].isspace() and min(len(head), len(tail)) >= _LEAST:
            stem = _stem(head + tail, language)
            stem = stem if len(stem) >= len(head) + _LEAST else head + tail
            if stem in whole:
                found[stem].append((pair, Span(one.start, one.start + len(stem) + 1)))
    return found


def _stem(word: str, language: Language) -> str:
    """A word without the particle at its end, if something is left of it."""
    match = language.wording.particles.search(word)
    return word[:match.start()] if match and match.start() >= _LEAST else word

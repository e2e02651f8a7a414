"""All texts of one language → findings on compounds that are written as one word and as two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span, one_sided

_WORD: Final = re.compile(r"[^\W\d_]+")
"""Pattern of a word: letters alone. Chosen. If it matches digits, names such as `sda3` are compounds."""
_HALF: Final = 2
"""Characters of the shorter half of a compound. Chosen. If raised, fewer compounds are compared."""
_UNCLEAR: Final = 0.75
"""Share of the usual confidence of a finding on a compound that is there twice, in two spellings. Chosen: neither
is usual. Raised: such findings are reported unasked."""
_BROKEN: Final = 4
"""Compounds of which neither half is a word of the text, and from which they are taken for words that the lines of a
file break. Chosen. Raised: fewer texts are taken for such."""
_Spellings = dict[str, list[tuple[int, Span]]]
"""The places of each compound: the pair and the span in its text."""


def spacings(texts: Mapping[int, str], language: Language, side: int) -> Iterator[Discrepancy]:
    """Q042: a compound in the rarer of two spellings; each compound once a clause.

    The confidence is lower if each spelling is there once, and for two words in a text whose lines break words."""
    if not language.joiner or not language.wording.free_spacing:
        return
    words = {pair: [Span(*match.span()) for match in _WORD.finditer(text)] for pair, text in texts.items()}
    whole = _whole(texts, words, language)
    parted = _parted(texts, words, language, whole)
    is_broken = _is_broken(parted, texts, words, language)
    for stem, apart in parted.items():
        together = whole[stem]
        rare, usual = (apart, together) if len(apart) < len(together) else (together, apart)
        shown = usual[0][1].of(texts[usual[0][0]])
        for pair, span in dict(reversed(rare)).items():
            yield Discrepancy("Q042", pair, one_sided(side, span), (("words", span.of(texts[pair])), ("usual", shown)),
                              confidence=_UNCLEAR if len(usual) == 1 or is_broken and rare is apart else 1.0)


def _whole(texts: Mapping[int, str], words: Mapping[int, Sequence[Span]], language: Language) -> _Spellings:
    """The places of each word that may be a compound, with its particle and without; none in letters of others."""
    spellings: _Spellings = defaultdict(list)
    for pair, spans in words.items():
        for span in spans:
            word = span.of(texts[pair])
            written = len(word) >= 2 * _HALF and language.script.letters.search(word)
            for stem in dict.fromkeys((word, _stem(word, language))) if written else ():
                spellings[stem].append((pair, Span(span.start, span.start + len(stem))))
    return spellings


def _parted(texts: Mapping[int, str], words: Mapping[int, Sequence[Span]], language: Language,
            whole: _Spellings) -> _Spellings:
    """The places of two words that are one of the compounds."""
    spellings: _Spellings = defaultdict(list)
    for pair, first, second in ((pair, *both) for pair, spans in words.items() for both in pairwise(spans)):
        head, tail = first.of(texts[pair]), second.of(texts[pair])
        if second.start == first.end + 1 and texts[pair][first.end].isspace() and min(len(head), len(tail)) >= _HALF:
            stem = _stem(head + tail, language)
            stem = stem if len(stem) >= len(head) + _HALF else head + tail
            if stem in whole:
                spellings[stem].append((pair, Span(first.start, first.start + len(stem) + 1)))
    return spellings


def _is_broken(parted: _Spellings, texts: Mapping[int, str], words: Mapping[int, Sequence[Span]],
               language: Language) -> bool:
    """Whether several compounds have no half that is a word elsewhere: a file breaks words at the end of its lines."""
    counts = Counter(form for pair, spans in words.items() for word in {span.of(texts[pair]) for span in spans}
                     for form in {word, _stem(word, language)})
    broken = [places for places in parted.values()
              if all(counts[half] <= len(places) for half in places[0][1].of(texts[places[0][0]]).split())]
    return len(broken) >= _BROKEN


def _stem(word: str, language: Language) -> str:
    """A word without its last particle, or the whole word if too little would remain."""
    match = language.wording.particles.search(word)
    return word[:match.start()] if match and match.start() >= _HALF else word

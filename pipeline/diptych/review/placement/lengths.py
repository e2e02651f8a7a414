"""All pairs of a document → the usual ratio of lengths, and findings on too short and too long clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import median
from typing import Final

from diptych.align.sentences import split
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair
from diptych.review.figures import figures
from diptych.review.wording.letters import is_written

_FEWEST: Final = 8
"""Clauses from which a usual ratio is computed. Chosen. If raised, short documents are not checked."""
_SHORT: Final = 12
"""Characters of the shortest clause that is counted. Chosen: headings are rendered freely. If raised, fewer clauses
are checked."""
_LIMIT: Final = 4.5
"""Usual deviations from which a clause is too short. Chosen. If raised, fewer clauses are reported."""
_LONG_LIMIT: Final = 5.7
"""Usual deviations from which a clause is too long, unless it has twice as many sentences. Chosen: a short word may
have a long name in the other language. If raised, fewer clauses are reported."""
_LEAST: Final = 0.35
"""Natural logarithm of the ratio below which no clause is reported. Chosen. If raised, fewer clauses are reported."""
_NORMAL: Final = 1.4826
"""Standard deviations in a median absolute deviation, 1/Φ⁻¹(3/4): defined by the normal distribution. If raised, the
usual deviation grows and fewer clauses are reported."""
_SIZE: Final = 100
"""Characters of the clause to which the usual deviation refers. Chosen. If raised, all deviations count for more, the
usual one with them."""
_FIXED: Final = 0.3
"""Share of the variance of a clause of 100 characters that does not depend on length. Chosen. If raised, short clauses
are reported sooner, long ones later."""
_LEAST_SPREAD: Final = 0.06
"""The least usual deviation, a natural logarithm. Chosen. If raised, fewer clauses of very even texts are reported."""
_NUMBER: Final = "00"
"""What stands for a number whose length does not count. Chosen. If it is longer, numbers count for more."""
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]")
"""Pattern of a remark in brackets. Chosen. If it matches more, more clauses are measured without it too."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The usual ratio of lengths, right to left, and its usual deviation in a clause of 100 characters.

    Both are natural logarithms."""

    centre: float
    spread: float

    def excess(self, left: int, right: int) -> float:
        """The usual deviations between the right length and the expected one if they are beyond the limits, else 0.

        Lengths are in characters."""
        if not min(left, right) or max(left, right / exp(self.centre)) < 2 * _SHORT:
            return 0.0
        distance = log(right / left) - self.centre
        deviation = distance / (self.spread * _scale(max(sqrt(left * right / exp(self.centre)), 1.0)))
        return deviation if abs(deviation) > _LIMIT and abs(distance) > _LEAST else 0.0


def ratio(texts: Mapping[int, TextPair], languages: LanguagePair) -> Ratio | None:
    """The usual ratio of a document; None if it has too few clauses."""
    sizes = [sizes for sizes in (_sizes(pair, languages) for pair in texts.values()) if min(sizes) >= _SHORT]
    if len(sizes) < _FEWEST:
        return None
    ratios = [log(right / left) for left, right in sizes]
    centre = median(ratios)
    deviations = [abs(ratio_ - centre) / _scale(sqrt(left * right / exp(centre)))
                  for ratio_, (left, right) in zip(ratios, sizes, strict=True)]
    return Ratio(centre, max(_NORMAL * median(deviations), _LEAST_SPREAD))


def _scale(size: float) -> float:
    """The usual deviation of a clause of `size` characters, as times that of 100 characters."""
    return sqrt(_FIXED + (1 - _FIXED) * _SIZE / size)


def lengths(texts: Mapping[int, TextPair], languages: LanguagePair, usual: Ratio | None) -> Iterator[Discrepancy]:
    """Q030: a clause that is much too short for its twin. Q031: a clause that is much too long.

    It must be so with remarks in brackets and without, and if each number has one length."""
    if usual is None:
        return
    for pair, pair_texts in texts.items():
        left, right = _sizes(pair_texts, languages)
        excess = usual.excess(left, right)
        if excess and all(excess * usual.excess(*_sizes(plain, languages)) > 0 for plain in (
                _without_remarks(pair_texts), _without_numbers(pair_texts, languages))) and (
                excess < 0 or excess > _LONG_LIMIT or _is_doubled(pair_texts, languages)):
            expected = round(left * exp(usual.centre))
            yield Discrepancy("Q030" if excess < 0 else "Q031", pair, (None, None),
                              (("left", str(left)), ("right", str(right)), ("expected", str(expected))))


def _is_doubled(texts: TextPair, languages: LanguagePair) -> bool:
    """Whether the right text has twice as many sentences as the left."""
    left, right = (len(tuple(split(text, language))) for text, language in zip(texts, languages, strict=True))
    return right >= 2 * left


def _without_remarks(texts: TextPair) -> TextPair:
    """Two texts without remarks in brackets, if the numbers of these differ."""
    counts = [len(_BRACKETED.findall(text)) for text in texts]
    return texts if counts[0] == counts[1] else (_BRACKETED.sub("", texts[0]), _BRACKETED.sub("", texts[1]))


def _without_numbers(texts: TextPair, languages: LanguagePair) -> TextPair:
    """Two texts with a sign for each number."""
    left, right = (_NUMBER.join(_around(text, [figure.span for figure in figures(text, language)]))
                   for text, language in zip(texts, languages, strict=True))
    return left, right


def _around(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """The pieces of a text around some of its places."""
    at = 0
    for span in spans:
        yield text[at:span.start]
        at = span.end
    yield text[at:]


def _sizes(texts: TextPair, languages: LanguagePair) -> tuple[int, int]:
    """The lengths of two texts in characters, without white space; 0 if one is not written in its language."""
    if not all(map(is_written, texts, languages)):
        return 0, 0
    return len("".join(texts[0].split())), len("".join(texts[1].split()))

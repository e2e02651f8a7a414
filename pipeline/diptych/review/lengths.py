"""All pairs of a document → its usual ratio of lengths, and findings where a clause is much too short or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import median
from typing import Final

from diptych.align.sentences import split
from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy
from diptych.review.letters import is_written

_FEW: Final = 8
"""Fewer clauses than this do not show what is usual."""
_SHORT: Final = 12
"""Clauses of fewer characters, such as headings, are rendered too freely to be measured."""
_LIMIT: Final = 4.5
"""How many times the usual deviation is too much."""
_LONG: Final = 5.7
"""The same of a clause that is too long, unless it also has twice as many sentences: a short word often has a long name
in the other language, and whoever explains says more."""
_LEAST: Final = 0.35
"""A clause is not much too short as long as its length differs by less than this, as a logarithm of the ratio."""
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]")
_NORMAL: Final = 1.4826
"""A median deviation times this is a standard deviation, where deviations are normal."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many characters the right text usually takes for one of the left, as a logarithm, and the deviation that is
    usual in a clause of 100 characters."""

    centre: float
    spread: float

    def deviation(self, left: int, right: int) -> float:
        """By how many times the usual deviation the right length is away from the expected one."""
        size = max(sqrt(left * max(right, 1) / exp(self.centre)), 1.0)
        return (log(max(right, 1) / left) - self.centre) / (self.spread * sqrt(0.3 + 0.7 * 100 / size))

    def excess(self, left: int, right: int) -> float:
        """The deviation of two lengths where it is too much, else 0."""
        if not min(left, right) or max(left, right / exp(self.centre)) < 2 * _SHORT:
            return 0.0
        off = self.deviation(left, right)
        return off if abs(off) > _LIMIT and abs(log(right / left) - self.centre) > _LEAST else 0.0


def ratio(texts: Mapping[int, tuple[str, str]], languages: tuple[Language, Language]) -> Ratio | None:
    """What is usual in a document; None where there are too few clauses to tell."""
    sizes = [sizes for sizes in (_sizes(one, languages) for one in texts.values()) if min(sizes) >= _SHORT]
    if len(sizes) < _FEW:
        return None
    ratios = [log(right / left) for left, right in sizes]
    centre = median(ratios)
    weighed = [abs(one - centre) / sqrt(0.3 + 0.7 * 100 / sqrt(left * right / exp(centre)))
               for one, (left, right) in zip(ratios, sizes, strict=True)]
    return Ratio(centre, max(_NORMAL * median(weighed), 0.06))


def lengths(texts: Mapping[int, tuple[str, str]], languages: tuple[Language, Language],
            usual: Ratio | None) -> Iterator[Discrepancy]:
    """Q030 a clause that is much too short for its twin, Q031 one that is much too long."""
    for pair, one in texts.items() if usual else ():
        left, right = _sizes(one, languages)
        off = usual.excess(left, right) if usual else 0
        if usual and off and off * usual.excess(*_sizes(_bare(one), languages)) > 0 and (
                off < 0 or off > _LONG or _is_doubled(one, languages)):
            expected = round(left * exp(usual.centre))
            yield Discrepancy("Q030" if off < 0 else "Q031", pair, (None, None),
                              (("left", str(left)), ("right", str(right)), ("expected", str(expected))))


def _is_doubled(texts: tuple[str, str], languages: tuple[Language, Language]) -> bool:
    """Whether the right text has twice as many sentences as the left."""
    left, right = (len(tuple(split(text, language))) for text, language in zip(texts, languages, strict=True))
    return right >= 2 * left


def _bare(texts: tuple[str, str]) -> tuple[str, str]:
    """Two texts without remarks in brackets, where one has more of these."""
    counts = [len(_BRACKETED.findall(text)) for text in texts]
    return texts if counts[0] == counts[1] else (_BRACKETED.sub("", texts[0]), _BRACKETED.sub("", texts[1]))


def _sizes(texts: tuple[str, str], languages: tuple[Language, Language]) -> tuple[int, int]:
    """The lengths of two texts in characters, white space aside; none where one is not written in its language."""
    if not all(is_written(text, language) for text, language in zip(texts, languages, strict=True)):
        return 0, 0
    return len("".join(texts[0].split())), len("".join(texts[1].split()))

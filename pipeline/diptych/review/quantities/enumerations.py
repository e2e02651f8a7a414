"""A pair → findings on a list that has fewer members in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair

_FEWEST: Final = 3
"""Separators in the shortest list. Chosen. If raised, short lists are not compared."""
_STRETCH: Final = re.compile(r"[^，。；：:;.!?！？\n]+")
"""Pattern of the text between two punctuation marks. Chosen. If a mark is added, lists end at it."""


def enumerations(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q033: a list that has lost members.

    The original's separators are counted against all separators and conjunctions of the translation. Only a language
    with a separator that has no other use is checked."""
    ours, theirs = (language.wording for language in languages)
    if len(ours.separators.pattern) != 1:
        return
    counts = {Span(*match.span()): _separators(match[0], ours.separators) for match in _STRETCH.finditer(texts[0])}
    longest = max(counts, default=None, key=lambda stretch: counts[stretch])
    if longest is None or counts[longest] < _FEWEST:
        return
    translated = len(theirs.separators.findall(texts[1])) + len(theirs.conjunctions.findall(texts[1]))
    if translated < sum(counts.values()):
        facts = ("left", str(sum(counts.values()) + 1)), ("right", str(translated + 1))
        yield Discrepancy("Q033", pair, (longest, None), facts)


def _separators(stretch: str, separator: re.Pattern[str]) -> int:
    """The number of separators between members; one after a leading number belongs to a label."""
    places = [match.start() for match in separator.finditer(stretch)]
    return len(places) - bool(places and stretch[:places[0]].strip().isnumeric())

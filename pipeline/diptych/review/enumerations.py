"""A pair → findings where one text's list has more members than the other's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span

_LEAST: Final = 3
"""How many marks make a list."""
_STRETCH: Final = re.compile(r"[^，。；：:;.!?！？\n]+")


def enumerations(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q033 a list that has lost members: the original's mark for the members of lists stands more often in it than
    all list marks and conjunctions in the other text together. Only for a language whose mark has no other use."""
    left, right = (language.wording for language in languages)
    if len(left.separators.pattern) != 1:
        return
    counts = {Span(*match.span()): _marks(match[0], left.separators) for match in _STRETCH.finditer(texts[0])}
    longest = max(counts, default=None, key=lambda stretch: counts[stretch])
    if longest is None or counts[longest] < _LEAST:
        return
    there = len(right.separators.findall(texts[1])) + len(right.conjunctions.findall(texts[1]))
    if there < sum(counts.values()):
        facts = ("left", str(sum(counts.values()) + 1)), ("right", str(there + 1))
        yield Discrepancy("Q033", pair, (longest, None), facts)


def _marks(stretch: str, mark: re.Pattern[str]) -> int:
    """How many marks set members apart; one behind a number at the beginning belongs to a label."""
    found = [match.start() for match in mark.finditer(stretch)]
    return len(found) - bool(found and stretch[:found[0]].strip().isnumeric())

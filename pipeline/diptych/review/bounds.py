"""A pair → findings on a number that is the least in one text and the most in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from diptych.language.profiles import Language
from diptych.language.wording import Bounds
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, quotations
from diptych.review.figures import figures

_REACH: Final = 40
"""Characters searched for bound words on each side of a number. Chosen. If raised, words further off count."""
_Bound = tuple[str, Span]
"""`least`, `most`, or an empty word for neither; and the place of the number with its bound words."""


def bounds(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q004: a number that each text has once, as the least in one (`at least`) and as the most in the other."""
    if any(language.wording.bounds is None or language.wording.numbers is None for language in languages):
        return
    left, right = map(_bounds, texts, languages)
    for number, ours in left.items():
        theirs = right.get(number, ())
        if len(ours) == len(theirs) == 1 and {ours[0][0], theirs[0][0]} == {"least", "most"}:
            spans = ours[0][1], theirs[0][1]
            yield Discrepancy("Q004", pair, spans, quotations(spans, texts))


def _bounds(text: str, language: Language) -> Mapping[Fraction, Sequence[_Bound]]:
    """The bounds of a text by their numbers; dates and labels left out."""
    words = language.wording.bounds
    by_number: dict[Fraction, list[_Bound]] = defaultdict(list)
    for figure in figures(text, language):
        if words and not figure.date and not figure.label:
            by_number[figure.numbers[0]].append(_bound(text, figure.span, words))
    return by_number


def _bound(text: str, span: Span, words: Bounds) -> _Bound:
    """The bound that the words around a number make of it; neither if they contradict each other."""
    start = max(0, span.start - _REACH)
    before = words.before.search(text[start:span.start])
    after = words.after.match(text[span.end:span.end + _REACH])
    kinds = {kind for match in (before, after) if match for kind in ("least", "most") if match[kind] is not None}
    if len(kinds) != 1:
        return "", span
    whole = Span(start + before.start() if before else span.start, span.end + after.end() if after else span.end)
    return kinds.pop(), whole

"""A pair → findings where a number is the least in one text and the most in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from diptych.language.profiles import Language
from diptych.language.wording import Bounds
from diptych.review.clause_pairs import Discrepancy, Span
from diptych.review.figures import figures

_REACH: Final = 40
"""How many characters before and after a number are looked at."""
_Bounded = tuple[str, Span]
"""Whether it is the `least` or the `most`, and the number with the words that say so; neither for an empty word."""


def bounds(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q004 a number that each text names once, as the least in one (`at least`) and the most in the other."""
    if any(language.wording.bounds is None or language.wording.numbers is None for language in languages):
        return
    left, right = (_bounded(text, language) for text, language in zip(texts, languages, strict=True))
    for number, mine in left.items():
        theirs = right.get(number, ())
        if len(mine) == len(theirs) == 1 and {mine[0][0], theirs[0][0]} == {"least", "most"}:
            spans = mine[0][1], theirs[0][1]
            yield Discrepancy("Q004", pair, spans, (("left", spans[0].of(texts[0])), ("right", spans[1].of(texts[1]))))


def _bounded(text: str, language: Language) -> Mapping[Fraction, Sequence[_Bounded]]:
    """Each number of a text with what its places say of it."""
    known = language.wording.bounds
    found: dict[Fraction, list[_Bounded]] = defaultdict(list)
    for figure in figures(text, language) if known else ():
        if known and not figure.date and not figure.label:
            found[figure.numbers[0]].append(_bound(text, figure.span, known))
    return found


def _bound(text: str, span: Span, known: Bounds) -> _Bounded:
    """What the words before and after a number make of it; nothing where they contradict each other."""
    start = max(0, span.start - _REACH)
    before = known.before.search(text[start:span.start])
    after = known.after.match(text[span.end:span.end + _REACH])
    said = {name for match in (before, after) if match for name in ("least", "most") if match[name] is not None}
    if len(said) != 1:
        return "", span
    whole = Span(start + before.start() if before else span.start, span.end + after.end() if after else span.end)
    return said.pop(), whole

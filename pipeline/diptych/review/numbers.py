"""A pair → findings where one text names a number that the other does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span
from diptych.review.figures import Figure, figures, loose


def numbers(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q001 another number, Q002 another year or date, Q003 the same number of something else. A number that a text
    repeats may stand once in its twin, unless another stands there in its place; words that may mean a number answer
    to one, and need no answer."""
    if any(language.wording.numbers is None for language in languages):
        return
    sides = tuple(figures(text, language) for text, language in zip(texts, languages, strict=True))
    left, right = (_unanswered(sides[side], sides[1 - side], texts[1 - side], languages[1 - side]) for side in (0, 1))
    for mine, theirs in zip_longest(_years_first(left), _years_first(right)):
        yield _finding(mine or _surplus(*sides), theirs or _surplus(*reversed(sides)), texts, pair)
    if not left and not right:
        exchanged = _surplus(*sides), _surplus(*reversed(sides))
        if all(exchanged):
            yield _finding(*exchanged, texts, pair)
        yield from _other_units(sides, texts, pair)


def _unanswered(mine: Sequence[Figure], theirs: Sequence[Figure], text: str, language: Language) -> list[Figure]:
    """The figures that count and that the other text does not name, each number once."""
    known = _named(theirs)
    labelled = any(figure.label for figure in theirs)
    named = {name: _named([figure for figure in theirs if figure.name == name or figure.strict])
             for name in {figure.name for figure in theirs if figure.name}}
    left = [figure for figure in mine if not figure.is_among(named.get(figure.name, known))
            and (figure.strict or figure.label and labelled or figure.name in named)]
    if not left:
        return []
    words = known | set(loose(text, language))
    once = {figure.numbers: figure for figure in reversed(left)
            if figure.label or figure.name or not figure.is_among(words)}
    return sorted(once.values(), key=lambda figure: figure.span)


def _named(figures_: Iterable[Figure]) -> set[Fraction]:
    return {number for figure in figures_ for number in (*figure.numbers, *figure.others)}


def _surplus(mine: Sequence[Figure], theirs: Sequence[Figure]) -> Figure | None:
    """The figure that one text has once more than the other, where both have as many figures and differ in no more:
    a repeated number that has become another one that the text names too."""
    counted = [[figure for figure in side if figure.strict or figure.label or figure.name] for side in (mine, theirs)]
    if len(counted[0]) != len(counted[1]):
        return None
    more = list((Counter(figure.numbers for figure in counted[0])
                 - Counter(figure.numbers for figure in counted[1])).elements())
    others = [figure.numbers for figure in counted[1]]
    if len(more) != 1 or more[0] not in others:
        return None
    found = [figure for figure in counted[0] if figure.numbers == more[0]]
    moved = (figure for figure, other in zip(counted[0], others, strict=True)
             if figure.numbers == more[0] and figure.numbers != other)
    return next(moved, found[-1])


def _years_first(found: Sequence[Figure]) -> list[Figure]:
    """Years and dates face those of the other text, other numbers one another; both in their order."""
    return sorted(found, key=lambda figure: (not figure.is_year, figure.span))


def _finding(mine: Figure | None, theirs: Figure | None, texts: tuple[str, str], pair: int) -> Discrepancy:
    spans = (mine.span if mine else None, theirs.span if theirs else None)
    code = "Q002" if all(figure is None or figure.is_year for figure in (mine, theirs)) else "Q001"
    return Discrepancy(code, pair, spans, _facts(spans, texts))


def _facts(spans: tuple[Span | None, Span | None], texts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    left, right = (span.of(text) if span else "–" for span, text in zip(spans, texts, strict=True))
    return ("left", left), ("right", right)


def _other_units(sides: Sequence[Sequence[Figure]], texts: tuple[str, str], pair: int) -> Iterator[Discrepancy]:
    """Numbers that measure something else in the other text, where both say what they measure."""
    measured = [{(figure.numbers, figure.unit): figure for figure in reversed(side) if figure.unit} for side in sides]
    for (numbers_, unit), figure in measured[0].items():
        others = [other for (same, _), other in measured[1].items() if same == numbers_]
        if others and unit not in [other.unit for other in others]:
            spans = (figure.span, others[0].span)
            yield Discrepancy("Q003", pair, spans, _facts(spans, texts))

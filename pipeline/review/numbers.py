"""A pair → findings where one text names a number that the other does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipeline.language import Language
from pipeline.pairs import Discrepancy, Span
from pipeline.review.figures import Figure, figures, loose


def numbers(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q001 another number, Q002 another year or date, Q003 the same number of something else. A number that a text
    repeats may stand once in its twin; words that may mean a number answer to one, and need no answer."""
    if any(language.wording.numbers is None for language in languages):
        return
    sides = tuple(figures(text, language) for text, language in zip(texts, languages, strict=True))
    left, right = (_unanswered(sides[side], sides[1 - side], texts[1 - side], languages[1 - side]) for side in (0, 1))
    for mine, theirs in zip_longest(_years_first(left), _years_first(right)):
        yield _finding(mine, theirs, texts, pair)
    if not left and not right:
        yield from _other_units(sides, texts, pair)


def _unanswered(mine: Sequence[Figure], theirs: Sequence[Figure], text: str, language: Language) -> list[Figure]:
    """The figures that count and that the other text does not name, each number once."""
    known = {number for figure in theirs for number in figure.numbers}
    labelled = any(figure.label for figure in theirs)
    left = [figure for figure in mine
            if (figure.strict or labelled and figure.label) and not known.issuperset(figure.numbers)]
    if not left:
        return []
    known |= set(loose(text, language))
    once = {figure.numbers: figure for figure in reversed(left) if not known.issuperset(figure.numbers)}
    return sorted(once.values(), key=lambda figure: figure.span)


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

"""A pair → findings on numbers: different ones, and one that is the least in one text and the most in the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise, zip_longest
from typing import Final

from diptych.language.profiles import Language
from diptych.language.wording import Bounds
from diptych.references.grammar import grammar
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, quotations
from diptych.review.cross_references.references import is_relative
from diptych.review.cross_references.referred_units import referred
from diptych.review.cross_references.unit_paths import listed
from diptych.review.figures import Figure, figures, loose
from diptych.review.quantities.doubtful_numbers import Figures, are_doubtful
from diptych.review.quantities.measured import in_place_of
from diptych.review.wording.letters import is_written

_REACH: Final = 200
"""Characters searched for bound words on each side of a number. Chosen. If raised, words further off count."""
_AFTER: Final = 12
"""Characters after a bound in which a denial is looked for. Chosen. Raised: fewer bounds are compared."""
_PART: Final = re.compile("[,.;\u3001\u3002\uff0c\uff1b]")
"""Pattern of the marks at which a part of a sentence ends. Chosen. If it matches less, fewer bounds are compared."""
_SENTENCE_ENDS: Final = ".;\u3002\uff1b"
"""Marks at which a sentence ends. Chosen. If one is left out, fewer bounds are compared."""
_LONGEST_RANGE: Final = 400
"""Units of the longest range whose members may be listed. Chosen. If raised, more numbers need no answer."""
_DOUBTFUL: Final = 0.7
"""Share of the usual confidence of a finding on doubtful numbers. Chosen after the findings in the texts to learn from
of bench/pairs.py were read. Raised: they are reported unasked."""
_MOST: Final = 40
"""Findings on numbers of one pair. Chosen: whoever looks at some sees the others. Raised: clauses of thousands of
numbers take minutes."""
_HALF: Final = Fraction(1, 2)
"""What words for a half mean: half of another number of the text."""
_Bound = tuple[str, Span]
"""`least`, `most`, or an empty word for neither; and the place of the number with its bound words."""


def numbers(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q001: another number. Q002: another year or date. Q003: the same number of another quantity.

    A number that a text repeats may be once in its twin, unless another number is there in its place. Words that may
    mean a number answer to one, and need no answer. The confidence is lower for doubtful numbers. Of more than
    `_MOST` in one pair the first are reported."""
    if any(language.wording.numbers is None for language in languages):
        return
    if not all(map(is_written, texts, languages)):
        return
    sides = tuple(map(figures, texts, languages))
    left, right = (_unanswered(sides, texts, languages, side) for side in (0, 1))
    if left or right:
        left, right = (_not_relative(open_, texts, languages, side) for side, open_ in enumerate((left, right)))
    fewer = _fewer(sides[0], sides[1], right[0]) if len(right) == 1 and not left else None
    more = (_surplus(*sides), _surplus(*reversed(sides))) if left or right else (None, None)
    for both in islice(_facing(_years_first(left), _years_first(right), sides), _MOST):
        faced = both[0] or more[0] or fewer, both[1] or more[1]
        finding = _finding(*faced, texts, pair)
        yield replace(finding, confidence=_DOUBTFUL) if are_doubtful(faced, texts, languages) else finding
    if not left and not right:
        exchanged = _surplus(*sides), _surplus(*reversed(sides))
        if all(exchanged):
            yield _finding(*exchanged, texts, pair)
        yield from _other_units(sides, texts, pair)


def _facing(left: Sequence[Figure], right: Sequence[Figure], sides: Sequence[Sequence[Figure]]) -> Iterator[Figures]:
    """Numbers without an answer beside those that stand for them: first of those that measure the same, then in order.

    The other text may have the one that measures the same elsewhere too."""
    same = [*((ours, in_place_of(ours, *sides)) for ours in left),
            *((in_place_of(theirs, sides[1], sides[0]), theirs) for theirs in right)]
    known = list(dict.fromkeys(both for both in same if all(both)))
    yield from known
    paired = [{both[side] for both in known} for side in (0, 1)]
    yield from zip_longest(*([figure for figure in open_ if figure not in paired[side]]
                             for side, open_ in enumerate((left, right))))


def _unanswered(sides: Sequence[Sequence[Figure]], texts: TextPair, languages: LanguagePair,
                side: int) -> list[Figure]:
    """The figures of a text that need an answer and have none in the other text; each number once."""
    ours, theirs = sides[side], sides[1 - side]
    there = _values(theirs)
    labelled = any(figure.label for figure in theirs)
    named = {name: _values([figure for figure in theirs if figure.name == name or figure.strict])
             for name in {figure.name for figure in theirs if figure.name}}
    dates = _other_dates(ours, theirs)
    open_ = [figure for figure in ours if (figure.date in dates or not figure.is_among(named.get(figure.name, there)))
             and (figure.strict or figure.label and labelled or figure.name in named)]
    if not open_:
        return []
    words = there | set(loose(texts[1 - side], languages[1 - side]))
    if _HALF in words:
        words |= {number / 2 for number in there}
    mine = _values(ours)
    own, other = (_ranges(sides[at], texts[at], languages[at]) for at in (side, 1 - side))
    ranges = [ends for ends in other if mine.issuperset(ends) and ends not in own]
    once = {figure.numbers: figure for figure in reversed(open_)
            if figure.label or figure.name or figure.date in dates or not (
                figure.is_among(words) or _is_inside(figure, ranges))}
    return sorted(once.values(), key=lambda figure: figure.span)


def _other_dates(ours: Sequence[Figure], theirs: Sequence[Figure]) -> AbstractSet[str]:
    """The full dates that the other text lacks, though it has as many: the numbers of one may be in several others."""
    here = [figure for figure in ours if figure.date]
    there = [figure for figure in theirs if figure.date] if here else []
    if not here or len(here) > len(there):
        return frozenset()
    known, plain = {figure.date for figure in there}, _values(figure for figure in theirs if not figure.date)
    return {figure.date for figure in here if figure.date not in known and not figure.is_among(plain)}


def _ranges(figures_: Sequence[Figure], text: str, language: Language) -> Sequence[tuple[Fraction, Fraction]]:
    """The ends of the ranges of a text."""
    grammar = language.wording.numbers
    return [(first.numbers[0], last.numbers[0]) for first, last in pairwise(figures_)
            if grammar and 0 < last.numbers[0] - first.numbers[0] < _LONGEST_RANGE
            and grammar.through.fullmatch(text, first.span.end, last.span.start)]


def _is_inside(figure: Figure, ranges: Sequence[tuple[Fraction, Fraction]]) -> bool:
    """Whether a number is between the ends of a range, which the other text may list; one that measures is none."""
    measures = figure.unit or len(figure.others) > 1
    return not measures and any(first < number < last for number in figure.numbers for first, last in ranges)


def _not_relative(open_: Sequence[Figure], texts: TextPair, languages: LanguagePair, side: int) -> list[Figure]:
    """The figures, without those of references to units if the twin has one without a number, as to the unit before."""
    known = grammar(languages[side])
    if not open_ or known is None or not is_relative(texts, languages, 1 - side):
        return list(open_)
    places = referred(texts[side], listed(texts[side], known), known)
    return [figure for figure in open_
            if not any(unit.span.start < figure.span.end and figure.span.start < unit.span.end for unit in places)]


def _values(figures_: Iterable[Figure]) -> set[Fraction]:
    return {number for figure in figures_ for number in (*figure.numbers, *figure.others)}


def _surplus(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Figure | None:
    """The figure that one text has once more than the other, if their figures differ in nothing else.

    It is a repeated number that has become another number of the text. A 1 need not be counted, which may be an
    article, nor a number that the other text says in another way."""
    left, right = ([figure for figure in side if figure.strict or figure.label or figure.name]
                   for side in (ours, theirs))
    common = {figure.numbers for figure in left} & {figure.numbers for figure in right} - {(Fraction(1),)}
    if len(left) + len(right) == 2 * len(common):
        return None
    more = _once_more(left, right) or _once_more(*(
        [figure for figure in side if figure.numbers in common] for side in (left, right)))
    said = {figure.numbers for figure in theirs if figure not in right}
    return None if more and more.numbers in said else more


def _once_more(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Figure | None:
    """The figure that is once more among `ours` than among `theirs`, if all else is as often in both."""
    others = [figure.numbers for figure in theirs]
    if len(ours) != len(others):
        return None
    more = list((Counter(figure.numbers for figure in ours) - Counter(others)).elements())
    if len(more) != 1 or more[0] not in others:
        return None
    same = [(figure, other) for figure, other in zip(ours, others, strict=True) if figure.numbers == more[0]]
    return next((figure for figure, other in same if figure.numbers != other), same[-1][0])


def _fewer(ours: Sequence[Figure], theirs: Sequence[Figure], other: Figure) -> Figure | None:
    """The last figure of the number that the other text repeats once less; None if several are, or it is a 1.

    `other` may be in its place only if both of them measure time, or neither does."""
    counts = Counter(figure.numbers for figure in ours)
    said = {numbers: sum(figure.is_among(set(numbers)) for figure in theirs) for numbers in counts}
    lost = [numbers for numbers, count in counts.items() if 0 < said[numbers] < count and numbers != (Fraction(1),)]
    alone = len(lost) == 1 and counts[lost[0]] == said[lost[0]] + 1
    return next((figure for figure in reversed(ours) if alone and figure.numbers == lost[0]
                 and (len(figure.others) > 1) == (len(other.others) > 1)), None)


def _years_first(figures_: Sequence[Figure]) -> list[Figure]:
    """Years and dates before other numbers, so that each faces its kind in the other text."""
    return sorted(figures_, key=lambda figure: (not figure.is_year, figure.span))


def _finding(ours: Figure | None, theirs: Figure | None, texts: TextPair, pair: int) -> Discrepancy:
    spans = (ours.span if ours else None, theirs.span if theirs else None)
    code = "Q002" if all(figure is None or figure.is_year for figure in (ours, theirs)) else "Q001"
    return Discrepancy(code, pair, spans, quotations(spans, texts))


def _other_units(sides: Sequence[Sequence[Figure]], texts: TextPair, pair: int) -> Iterator[Discrepancy]:
    """Q003: a number that measures another quantity in the other text; both texts name the quantity.

    A number that the other text has without a unit too is none: it may answer there."""
    bare = {figure.numbers for figure in sides[1] if not figure.unit}
    measured = [{(figure.numbers, figure.unit): figure for figure in reversed(side)
                 if figure.unit and figure.numbers not in bare} for side in sides]
    for (values, unit), figure in measured[0].items():
        others = [other for (same, _), other in measured[1].items() if same == values]
        if others and unit not in [other.unit for other in others]:
            spans = (figure.span, others[0].span)
            yield Discrepancy("Q003", pair, spans, quotations(spans, texts))


def bounds(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q004: a number that each text has once, the least in one (`at least`) and the most in the other.

    A bound that its sentence denies is not compared."""
    if any(language.wording.bounds is None or language.wording.numbers is None for language in languages):
        return
    left, right = map(_lone, texts, languages)
    for number in (number for number in left if number in right):
        ours, theirs = (_bound(text, side[number], words) for text, side, language
                        in zip(texts, (left, right), languages, strict=True) if (words := language.wording.bounds))
        spans = ours[1], theirs[1]
        if {ours[0], theirs[0]} == {"least", "most"} and not any(map(_is_denied, texts, spans, languages)):
            yield Discrepancy("Q004", pair, spans, quotations(spans, texts))


def _is_denied(text: str, span: Span, language: Language) -> bool:
    """Whether a sentence denies something before a bound, or right after it or the next comma, and so turns it into its
    contrary: after two years, it shall not be paid."""
    start = 1 + max(text.rfind(mark, 0, span.start) for mark in _SENTENCE_ENDS)
    after, _, rest = text[span.end:span.end + _AFTER].partition("\uff0c")
    denial = language.wording.negation
    return any(match["never"] is None for part in (text[start:span.start], _PART.split(after)[0])
               for match in denial.finditer(part)) or bool((match := denial.match(rest)) and match["never"] is None)


def _lone(text: str, language: Language) -> Mapping[Fraction, Span]:
    """The places of the numbers that a text has once; dates and labels left out."""
    by_number: dict[Fraction, list[Span]] = defaultdict(list)
    for figure in figures(text, language):
        if not figure.date and not figure.label:
            by_number[figure.numbers[0]].append(figure.span)
    return {number: spans[0] for number, spans in by_number.items() if len(spans) == 1}


def _bound(text: str, span: Span, words: Bounds) -> _Bound:
    """The bound that the words around a number make of it; neither if they contradict each other: within at least two
    days."""
    start = max(0, span.start - _REACH)
    before = words.before.search(text[start:span.start])
    further = words.before.search(text[start:start + before.start()].rstrip()) if before else None
    after = words.after.match(text[span.end:span.end + _REACH])
    kinds = {kind for match in (further, before, after) if match
             for kind in ("least", "most") if match[kind] is not None}
    if len(kinds) != 1:
        return "", span
    whole = Span(start + before.start() if before else span.start, span.end + after.end() if after else span.end)
    return kinds.pop(), whole

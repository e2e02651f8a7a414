"""The findings of a document → the same, less sure where the clauses around have what a clause lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import ClausePair, Discrepancy, LanguagePair, Span
from diptych.review.cross_references.omitted_references import is_nearby, is_omitted, is_own, is_said
from diptych.review.cross_references.printed_numbers import is_in_path, is_printed
from diptych.review.figures import Figure, figures, numbers_in
from diptych.review.quantities.misspelt import is_misspelt
from diptych.review.quantities.restated import is_added, is_repeated
from diptych.review.wording.punctuation import counterpart, unpaired

_ELSEWHERE: Final = 0.7
"""Share of the usual confidence of such a finding. Chosen after the findings in the texts to learn from of
bench/pairs.py were read. Raised: they are reported unasked."""
_NUMBERS: Final = frozenset({"Q001", "Q002"})
"""Codes of findings on a number or date. Chosen. If one is added, its numbers are looked for around their clauses."""
_MARK: Final = "Q020"
_REACH: Final = 2
"""Pairs before and after one that are searched for its number. Chosen: lines that a language joins are next to each
other. Raised: fewer findings are reported unasked."""
_QUOTATION: Final = 12
"""Pairs before and after one that are searched for the counterpart of a mark: quotations go over several clauses.
Chosen. Raised: fewer findings are reported unasked."""
_BEFORE: Final = 2
"""Pairs before one that may have the amount or date to which its text points: `such sum`. Chosen. Raised: as _REACH."""
_AMOUNT: Final = 100
"""Numbers from which one is an amount. Chosen. Raised: more findings are reported unasked."""
_LETTER: Final = re.compile(r"(?<![A-Za-z0-9'\u2019.])[b-h](?![A-Za-z0-9'\u2019-])")
"""Pattern of a letter that names an item; `a` is a word. Chosen. If it matches more, fewer findings are reported."""
_TOKEN: Final = re.compile(r"\d+(?:[.,:/]\d+)*")
"""Pattern of a number as printed, whatever its marks mean. Chosen. If it matches less, fewer numbers are the same."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+")
"""Pattern of a number with blanks between its thousands."""
_PREFACE: Final = "preface"
"""eId of the titles of a text: defined by the Akoma Ntoso Naming Convention 1.0."""
_Lacking = dict[tuple[int, int], set[Fraction]]
"""Numbers by a pair and the side of a text."""


def in_context(discrepancies: Sequence[Discrepancy], pairs: Sequence[ClausePair],
               languages: LanguagePair) -> Iterator[Discrepancy]:
    """The findings in their order.

    Less sure are: a number that this text lacks in a clause nearby, where the other text has it; one that both have in
    another clause of the article; one of the translation that the original has nearby; an amount or date that both
    have in the clause before; a number for the letter of an item; one that the other text prints alike, or misspells;
    one at the beginning of the titles; a mark whose counterpart is in a clause nearby; a reference that the other text
    leaves out, or has in a clause nearby, or to the article of the clause; a number of a reference that the other text
    prints in another way."""
    one_sided = [item for item in discrepancies if item.code in _NUMBERS and not all(item.spans)]
    lacking = _lacking(one_sided, pairs, languages) if one_sided else {}
    for item in discrepancies:
        elsewhere = item.code in _NUMBERS and (
            _is_printed_alike(item, pairs) if all(item.spans) else _is_number_elsewhere(
                item, pairs, languages, lacking)) or (
            item.code == _MARK and _is_mark_elsewhere(item, pairs, languages)) or (
            is_omitted(item, pairs, languages) or is_nearby(item, pairs, languages)
            or is_own(item, pairs, languages) or is_said(item, pairs, languages) or is_printed(item, pairs, languages)
            or is_in_path(item, pairs, languages))
        yield replace(item, confidence=item.confidence * _ELSEWHERE) if elsewhere else item


def _lacking(one_sided: Sequence[Discrepancy], pairs: Sequence[ClausePair], languages: LanguagePair) -> _Lacking:
    """The numbers that one text alone has, by their pair and the side of that text."""
    places = {(item.pair + step, side) for item in one_sided for step in range(-_REACH, _REACH + 1) for side in (0, 1)
              if 0 <= item.pair + step < len(pairs) and (
                  not pairs[item.pair + step].sides[1 - side] or pairs[item.pair + step].unlike)}
    lacking = {(at, side): _numbers(pairs, at, side, languages) for at, side in places}
    for item in one_sided:
        if figure := _figure(item, pairs, languages):
            lacking.setdefault((item.pair, _side(item)), set()).update(figure.numbers)
    return lacking


def _figure(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> Figure | None:
    """The number of a finding that names one in one text."""
    side = _side(item)
    return next((figure for figure in figures(_text(pairs, item.pair, side), languages[side])
                 if figure.span == item.spans[side]), None)


def _is_number_elsewhere(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair,
                         lacking: _Lacking) -> bool:
    """Whether the only number of a finding has an answer that is no number of its clause's twin."""
    figure, side = _figure(item, pairs, languages), _side(item)
    if figure is None:
        return False
    text, twin = _text(pairs, item.pair, side), _text(pairs, item.pair, 1 - side)
    near = range(item.pair - _REACH, item.pair + _REACH + 1)
    if pairs[item.pair].eid == _PREFACE and figure.span.start == 0:
        return True
    if side == 1 and not is_added(figure, item.pair, pairs, languages[0]):
        return True
    return _is_letter(figure, twin) or _is_literal(figure.span, text, twin) or (
        _is_known(figure, item.pair, pairs, languages) or is_misspelt(figure, twin, languages[1 - side])
        or is_repeated(figure, item.pair, pairs, languages)
        or any(figure.is_among(lacking.get((at, 1 - side), set())) for at in near))


def _is_printed_alike(item: Discrepancy, pairs: Sequence[ClausePair]) -> bool:
    """Whether both texts print the same figures, as an old French law has the marks of an English one; or one prints
    those of the other with its marks, of which its language reads a part: `1 500`."""
    words = [span.of(_text(pairs, item.pair, side)) for side, span in enumerate(item.spans) if span]
    if words[0] == words[-1]:
        return any(map(str.isdecimal, words[0]))
    return any(_GROUPED.fullmatch(printed) and re.search(rf"(?<!\d){re.escape(printed)}(?!\d)", _text(
        pairs, item.pair, 1 - side)) for side, printed in enumerate(words))


def _is_literal(span: Span, text: str, twin: str) -> bool:
    """Whether the twin has the words of a number, or the figures with all their marks, as a formula or example has."""
    words = span.of(text)
    if any(map(str.isalpha, words)):
        return words.isascii() and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", twin) is not None
    printed = {match[0] for match in _TOKEN.finditer(text) if match.start() < span.end and span.start < match.end()}
    return len(printed) == 1 and printed <= {match[0] for match in _TOKEN.finditer(twin)}


def _is_known(figure: Figure, at: int, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether both texts have an amount or date in a clause shortly before."""
    return bool(figure.unit or figure.date or max(figure.numbers) >= _AMOUNT) and any(
        all(_has(pairs, place, side, languages, figure) for side in (0, 1))
        for place in range(max(0, at - _BEFORE), at))


def _has(pairs: Sequence[ClausePair], at: int, side: int, languages: LanguagePair, figure: Figure) -> bool:
    """Whether a clause has a number."""
    return figure.is_among(_numbers(pairs, at, side, languages))


def _numbers(pairs: Sequence[ClausePair], at: int, side: int, languages: LanguagePair) -> set[Fraction]:
    """The numbers of a clause."""
    return numbers_in(_text(pairs, at, side), languages[side])


def _is_letter(figure: Figure, twin: str) -> bool:
    """Whether the twin names an item by the letter of this rank in the alphabet."""
    return len(figure.numbers) == 1 and any(
        figure.numbers[0] == ord(match[0]) - ord("a") + 1 for match in _LETTER.finditer(twin))


def _is_mark_elsewhere(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether the counterpart of a mark is unpaired in a clause of its text before or after."""
    side = _side(item)
    span, language = item.spans[side], languages[side]
    if span is None:
        return False
    sought, is_opening = counterpart(span.of(_text(pairs, item.pair, side)), language)
    at = item.pair
    around = range(at + 1, min(len(pairs), at + 1 + _QUOTATION)) if is_opening else range(
        max(0, at - _QUOTATION), at)
    return bool(sought) and any(_is_unpaired(sought, _text(pairs, place, side), language) for place in around)


def _is_unpaired(mark: str, text: str, language: Language) -> bool:
    return mark in text and mark in [span.of(text) for span in unpaired(text, language)]


def _side(item: Discrepancy) -> int:
    """The text that has the words of a finding: 0 or 1."""
    return 0 if item.spans[0] else 1


def _text(pairs: Sequence[ClausePair], at: int, side: int) -> str:
    """The text of a clause; empty if the text has none."""
    clause = pairs[at].sides[side]
    return clause.text if clause else ""

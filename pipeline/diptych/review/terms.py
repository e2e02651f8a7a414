"""A pair and the term base → findings on terms that are not rendered as the term base allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.review.clause_pairs import Discrepancy, TextPair
from diptych.review.names import FormStatus, NameOccurrence, Names

_KINSHIP: Final = 0.6
"""The share of the shorter name's characters from which two names are kin, so that one may be taken for the other.
Chosen. If raised, fewer terms are reported as confused (Q012), more as missing (Q011)."""
TermPlaces = tuple[tuple[NameOccurrence, ...], tuple[NameOccurrence, ...]]
"""The places with forms of the term base, in each text of a pair."""
_ByTerm = dict[str, list[NameOccurrence]]


@dataclass(frozen=True, slots=True)
class _Sides:
    """A pair with its places, and these by term in the original (`wanted`) and in the translation (`there`)."""

    pair: int
    texts: TextPair
    places: TermPlaces
    wanted: _ByTerm
    there: _ByTerm

    def is_spare(self, occurrence: NameOccurrence) -> bool:
        """Whether the translation has each of the forms' terms more often than the original."""
        return all(len(self.there[form.term]) > len(self.wanted.get(form.term, ())) for form in occurrence.forms)


def terms(places: TermPlaces, texts: TextPair, names: tuple[Names, Names], pair: int) -> Iterator[Discrepancy]:
    """Q010: a forbidden form. Q011: a term without a form of the term base. Q012: another term's form in its place."""
    sides = _Sides(pair, texts, places, by_term(places[0]), by_term(places[1]))
    for term, sources in sides.wanted.items():
        there = sides.there.get(term, [])
        good = [place for place in there if _status(place, term) is not FormStatus.FORBIDDEN]
        bad = [place for place in there if _status(place, term) is FormStatus.FORBIDDEN]
        for source, place in zip(sources[len(good):], bad, strict=False):
            yield _finding("Q010", sides, source, place, names[1].forms[term][0].words)
        if not there and not _inside(term, sides, names[1]):
            yield _missing(term, sources[0], sides, names)


def by_term(occurrences: Sequence[NameOccurrence]) -> _ByTerm:
    """The places of each term, in the text's order."""
    places: _ByTerm = {}
    for occurrence in occurrences:
        for form in occurrence.forms:
            places.setdefault(form.term, []).append(occurrence)
    return places


def _status(occurrence: NameOccurrence, term: str) -> FormStatus:
    """Status of the matched form within its term: preferred, allowed or forbidden."""
    return next(form.status for form in occurrence.forms if form.term == term)


def _inside(term: str, sides: _Sides, names: Names) -> bool:
    """Whether a longer name that the original lacks contains a form of the term."""
    return any(names.has(place.span.of(sides.texts[1]), term) for place in sides.places[1] if sides.is_spare(place))


def _missing(term: str, source: NameOccurrence, sides: _Sides, names: tuple[Names, Names]) -> Discrepancy:
    """Q012 if the translation has a name that the original lacks and that is kin to the term's, else Q011."""
    name = source.span.of(sides.texts[0])
    expected = names[1].forms[term][0].words
    kin = [(max(_kinship(name, names[0].forms[form.term][0].words) for form in place.forms), -place.span.start, place)
           for place in sides.places[1] if sides.is_spare(place)
           and all(form.status is not FormStatus.FORBIDDEN for form in place.forms)]
    nearest = max(kin, default=None, key=lambda candidate: candidate[:2])
    if nearest and nearest[0] >= _KINSHIP:
        return _finding("Q012", sides, source, nearest[2], expected)
    return _finding("Q011", sides, source, None, expected)


def _kinship(name: str, other: str) -> float:
    """The share of the shorter name's characters that the other has too; 0 for a single character."""
    common = sum((Counter(name) & Counter(other)).values())
    return common / min(len(name), len(other)) if common > 1 else 0.0


def _finding(code: str, sides: _Sides, source: NameOccurrence, place: NameOccurrence | None,
             expected: str) -> Discrepancy:
    facts = [("left", source.span.of(sides.texts[0])), ("expected", expected)]
    facts += [("right", place.span.of(sides.texts[1]))] if place else []
    return Discrepancy(code, sides.pair, (source.span, place.span if place else None), tuple(facts))

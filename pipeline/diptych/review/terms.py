"""A pair and the term base → findings where a name or term is rendered otherwise than it allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.review.clause_pairs import Discrepancy
from diptych.review.names import FormStatus, NameOccurrence, Names

_KIN: Final = 0.6
"""The least share of the shorter name's signs that two names have in common where one may be taken for the other."""
Named = tuple[tuple[NameOccurrence, ...], tuple[NameOccurrence, ...]]
"""Where each text of a pair has forms of the term base."""
Places = dict[str, list[NameOccurrence]]


@dataclass(frozen=True, slots=True)
class _Sides:
    """A pair with its names by term: those that the original has, those that the other text has, and how many more of
    a term's the other has."""

    pair: int
    texts: tuple[str, str]
    named: Named
    wanted: Places
    there: Places

    def spare(self, occurrence: NameOccurrence) -> bool:
        """Whether no term of the original asks for this form."""
        return all(len(self.there[form.term]) > len(self.wanted.get(form.term, ())) for form in occurrence.forms)


def terms(named: Named, texts: tuple[str, str], known: tuple[Names, Names], pair: int) -> Iterator[Discrepancy]:
    """Q010 a forbidden form, Q011 a term that is not rendered by a form that the term base has, Q012 one that has
    another term's form in its place."""
    sides = _Sides(pair, texts, named, by_term(named[0]), by_term(named[1]))
    for term, sources in sides.wanted.items():
        there = sides.there.get(term, [])
        good = [one for one in there if standing(one, term) is not FormStatus.FORBIDDEN]
        bad = [one for one in there if standing(one, term) is FormStatus.FORBIDDEN]
        for source, place in zip(sources[len(good):], bad, strict=False):
            yield _finding("Q010", sides, source, place, known[1].forms[term][0].words)
        if not good and not bad and not _inside(term, sides, known[1]):
            yield _lacking(term, sources[0], sides, known)


def by_term(found: Sequence[NameOccurrence]) -> Places:
    """The places of each term that a text names, in its order."""
    places: Places = {}
    for one in found:
        for form in one.forms:
            places.setdefault(form.term, []).append(one)
    return places


def standing(occurrence: NameOccurrence, term: str) -> FormStatus:
    """How the form that stands there stands as one of the term."""
    return next(form.standing for form in occurrence.forms if form.term == term)


def _inside(term: str, sides: _Sides, known: Names) -> bool:
    """Whether a longer name that the original does not have holds a form of the term."""
    return any(known.has(place.span.of(sides.texts[1]), term) for place in sides.named[1] if sides.spare(place))


def _lacking(term: str, source: NameOccurrence, sides: _Sides, known: tuple[Names, Names]) -> Discrepancy:
    """Q012 where a name that the original does not have stands for one of its kin, else Q011."""
    name = source.span.of(sides.texts[0])
    expected = known[1].forms[term][0].words
    kin = [(max(_kinship(name, known[0].forms[form.term][0].words) for form in place.forms), -place.span.start, place)
           for place in sides.named[1] if sides.spare(place)
           and all(form.standing is not FormStatus.FORBIDDEN for form in place.forms)]
    nearest = max(kin, default=None, key=lambda one: one[:2])
    if nearest and nearest[0] >= _KIN:
        return _finding("Q012", sides, source, nearest[2], expected)
    return _finding("Q011", sides, source, None, expected)


def _kinship(one: str, other: str) -> float:
    """The share of the shorter name's signs that the other has too; a single one makes no kin."""
    common = sum((Counter(one) & Counter(other)).values())
    return common / min(len(one), len(other)) if common > 1 else 0.0


def _finding(code: str, sides: _Sides, source: NameOccurrence, place: NameOccurrence | None,
             expected: str) -> Discrepancy:
    facts = [("left", source.span.of(sides.texts[0])), ("expected", expected)]
    facts += [("right", place.span.of(sides.texts[1]))] if place else []
    return Discrepancy(code, sides.pair, (source.span, place.span if place else None), tuple(facts))

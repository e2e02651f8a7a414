"""Pairs and the term base → findings on terms in other renderings than it allows, or in several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.review.clause_pairs import Discrepancy, TextPair, quotations
from diptych.review.wording.names import FormStatus, NameForm, NameOccurrence, Names

_KINSHIP: Final = 0.6
"""The least share of the shorter name's characters that two kindred names have in common. Chosen. If
raised, fewer terms are reported as confused (Q012), more as missing (Q011)."""
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


@dataclass(frozen=True, slots=True)
class _Use:
    """A form of a term in a translation: its first place in a pair, and the original's name that it renders."""

    pair: int
    form: NameForm
    source: NameOccurrence
    place: NameOccurrence


def renderings(places: Mapping[int, TermPlaces], texts: Mapping[int, TextPair]) -> Iterator[Discrepancy]:
    """Q013: a term in another rendering than in most places. Q014: a rendering that mostly renders another term."""
    uses = [use for pair, in_pair in places.items() for use in _uses(pair, in_pair, texts[pair])]
    of_term: dict[str, list[_Use]] = defaultdict(list)
    of_words: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        of_term[use.form.term].append(use)
        of_words[use.form.words].append(use)
    for term_uses in of_term.values():
        yield from _several_renderings(term_uses, texts)
    for words_uses in of_words.values():
        yield from _several_terms(words_uses, texts)


def _uses(pair: int, places: TermPlaces, texts: TextPair) -> Iterator[_Use]:
    """The renderings of a pair that are not forbidden, each form of a term once."""
    sources, rendered = by_term(places[0]), by_term(places[1])
    seen = set()
    for place in places[1]:
        for form in place.forms:
            if form.status is not FormStatus.FORBIDDEN and form.term in sources and form not in seen:
                seen.add(form)
                yield _Use(pair, form, _source(place, sources[form.term], rendered[form.term], texts), place)


def _source(place: NameOccurrence, sources: Sequence[NameOccurrence], places: Sequence[NameOccurrence],
            texts: TextPair) -> NameOccurrence:
    """The name that a rendering renders: that of the same rank if there are as many, else that at the same share of its
    text."""
    if len(sources) == len(places):
        return sources[places.index(place)]
    share = place.span.start / len(texts[1])
    return min(sources, key=lambda source: abs(source.span.start / len(texts[0]) - share))


def _several_renderings(uses: Sequence[_Use], texts: Mapping[int, TextPair]) -> Iterator[Discrepancy]:
    """Q013 for a term; its preferred form is the usual one wherever it is used, else the most frequent."""
    counts = Counter(use.form.words for use in uses)
    preferred = (use.form.words for use in uses if use.form.status is FormStatus.PREFERRED)
    usual = next(preferred, counts.most_common(1)[0][0])
    for use in uses:
        ours, theirs = _bare(use.form.words), _bare(usual)
        if not ours.startswith(theirs) and not theirs.startswith(ours):
            yield _of_use("Q013", use, texts, usual)


def _bare(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _several_terms(uses: Sequence[_Use], texts: Mapping[int, TextPair]) -> Iterator[Discrepancy]:
    """Q014 for a rendering, unless the name of one term is part of the other's."""
    counts = Counter(use.form.term for use in uses)
    usual = counts.most_common(1)[0][0]
    named = {use.form.term: use.source.span.of(texts[use.pair][0]) for use in reversed(uses)}
    for use in uses:
        name = use.source.span.of(texts[use.pair][0])
        if use.form.term != usual and name not in named[usual] and named[usual] not in name:
            yield _of_use("Q014", use, texts, named[usual])


def _of_use(code: str, use: _Use, texts: Mapping[int, TextPair], usual: str) -> Discrepancy:
    spans = use.source.span, use.place.span
    return Discrepancy(code, use.pair, spans, (*quotations(spans, texts[use.pair]), ("usual", usual)))

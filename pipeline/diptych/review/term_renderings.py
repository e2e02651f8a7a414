"""All pairs of a document → findings on a term in several renderings, and on several terms in one rendering."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diptych.review.clause_pairs import Discrepancy, TextPair, quotations
from diptych.review.names import FormStatus, NameForm, NameOccurrence
from diptych.review.terms import TermPlaces, by_term


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
            yield _finding("Q013", use, texts, usual)


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
            yield _finding("Q014", use, texts, named[usual])


def _finding(code: str, use: _Use, texts: Mapping[int, TextPair], usual: str) -> Discrepancy:
    spans = use.source.span, use.place.span
    return Discrepancy(code, use.pair, spans, (*quotations(spans, texts[use.pair]), ("usual", usual)))

"""All pairs of a document → findings where it renders one term in several ways, or several terms in one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diptych.review.clause_pairs import Discrepancy
from diptych.review.names import FormStatus, NameForm, NameOccurrence
from diptych.review.terms import Named, by_term


@dataclass(frozen=True, slots=True)
class _Use:
    """A pair in which the original has a term and the other text this form of it, with the first place of both."""

    pair: int
    form: NameForm
    source: NameOccurrence
    place: NameOccurrence


def renderings(named: Mapping[int, Named], texts: Mapping[int, tuple[str, str]]) -> Iterator[Discrepancy]:
    """Q013 a term that has another rendering here than in most places, Q014 a rendering that another term has in most
    places."""
    uses = [use for pair, one in named.items() for use in _uses(pair, one, texts[pair])]
    by_name: dict[str, list[_Use]] = defaultdict(list)
    by_words: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        by_name[use.form.term].append(use)
        by_words[use.form.words].append(use)
    for term in by_name.values():
        yield from _several(term, texts)
    for words in by_words.values():
        yield from _one(words, texts)


def _uses(pair: int, named: Named, texts: tuple[str, str]) -> Iterator[_Use]:
    """The renderings of a pair, each form of a term once, each with the name of the original that it is taken for."""
    wanted, there = by_term(named[0]), by_term(named[1])
    seen = set()
    for place in named[1]:
        for form in place.forms:
            if form.standing is not FormStatus.FORBIDDEN and form.term in wanted and form not in seen:
                seen.add(form)
                yield _Use(pair, form, _source(place, wanted[form.term], there[form.term], texts), place)


def _source(place: NameOccurrence, sources: Sequence[NameOccurrence], places: Sequence[NameOccurrence],
            texts: tuple[str, str]) -> NameOccurrence:
    """The name that a rendering is taken for: the one of the same rank where both texts have as many, else the one
    that stands about as far on in its text."""
    if len(sources) == len(places):
        return sources[places.index(place)]
    share = place.span.start / len(texts[1])
    return min(sources, key=lambda source: abs(source.span.start / len(texts[0]) - share))


def _several(uses: Sequence[_Use], texts: Mapping[int, tuple[str, str]]) -> Iterator[Discrepancy]:
    """Where a term that has a usual rendering has another; the preferred one is the usual one wherever it is used."""
    counts = Counter(use.form.words for use in uses)
    preferred = (use.form.words for use in uses if use.form.standing is FormStatus.PREFERRED)
    usual = next(preferred, counts.most_common(1)[0][0])
    for use in uses:
        one, other = _bare(use.form.words), _bare(usual)
        if not one.startswith(other) and not other.startswith(one):
            yield _finding("Q013", use, texts, usual)


def _bare(words: str) -> str:
    """The letters of words, without what stands between."""
    return "".join(filter(str.isalnum, words))


def _one(uses: Sequence[_Use], texts: Mapping[int, tuple[str, str]]) -> Iterator[Discrepancy]:
    """Where a rendering stands for another term than in most places, unless the name of one is part of the other's."""
    counts = Counter(use.form.term for use in uses)
    usual = counts.most_common(1)[0][0]
    known = {use.form.term: use.source.span.of(texts[use.pair][0]) for use in reversed(uses)}
    for use in uses:
        name = use.source.span.of(texts[use.pair][0])
        if use.form.term != usual and name not in known[usual] and known[usual] not in name:
            yield _finding("Q014", use, texts, known[usual])


def _finding(code: str, use: _Use, texts: Mapping[int, tuple[str, str]], usual: str) -> Discrepancy:
    left, right = texts[use.pair]
    return Discrepancy(code, use.pair, (use.source.span, use.place.span),
                       (("left", use.source.span.of(left)), ("right", use.place.span.of(right)), ("usual", usual)))

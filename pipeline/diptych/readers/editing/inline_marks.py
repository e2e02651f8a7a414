"""Draft + term base → Draft with inline elements around names, defined terms, cited titles, dates and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.config.works import DOCUMENT, Term, TermForm
from diptych.diagnostics import Position
from diptych.draft import Draft, Mark
from diptych.language.profiles import Language, dates, years
from diptych.readers.editing.inlines import Inlines, InlineSpan, leaves, mark, marks, published
from diptych.readers.editing.sequences import change_each, sequences

ELEMENTS: Final = {"place": "location", "organization": "organization", "term": "term", "concept": "concept",
                   "quantity": "quantity"}
"""Inline element of a name, by the kind of its term. Plans are cited by `ref`; agents are not marked."""
CITED: Final = "plan"
"""Kind of a term that is a title and is cited."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A Draft with inline elements, and the references of cited titles that are not in the term base."""

    draft: Draft
    cited: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """The names to search for in one language: their pattern, the term of each, and the address of each title.

    A title of several documents has an empty address.
    """

    pattern: re.Pattern[str]
    owners: dict[str, Term]
    titles: dict[str, str]


def mark_all(draft: Draft, language: Language, terms: Sequence[Term]) -> Marked:
    """The Draft with its marks. If two would overlap, a cited title goes before a date, and a date before a name. The
    longer of two names goes before the shorter."""
    names = _names(language, terms)
    cited = _unknown_titles(draft, language, names)
    known = names.titles | {form.preferred: f"#{term.id}" for term in cited for form in term.forms}
    names = replace(names, titles=known)
    changed = change_each(draft, lambda sequence: _mark(sequence, language, names))
    return Marked(changed, cited)


def _names(language: Language, terms: Sequence[Term]) -> _Names:
    named = [(name, term) for term in terms for form in term.forms if language.is_named(form.language)
             for name in (form.preferred, *form.allowed)]
    cited = [(name, term.iri if term.iri.startswith("/akn/") else f"#{term.id}")
             for name, term in named if term.kind in (CITED, DOCUMENT)]
    addresses = {name: {href for other, href in cited if other == name} for name, _ in cited}
    titles = {name: href if len(addresses[name]) == 1 else "" for name, href in cited}
    # If several terms share a name, the first is marked.
    owners = {name: term for name, term in reversed(named) if term.kind in ELEMENTS}
    # A name that opens with a quotation mark may follow a word without a space; one that opens with a letter may not.
    words = "|".join((r"(?<!\w)" if language.word_start and name[0].isalnum() else "") + re.escape(name)
                     for name in sorted(owners, key=len, reverse=True))
    return _Names(re.compile(words or "(?!)"), owners, titles)


def _unknown_titles(draft: Draft, language: Language, names: _Names) -> tuple[Term, ...]:
    """A local reference for each cited title that is not in the term base."""
    unknown: dict[str, Position | None] = {}
    for sequence in sequences(draft):
        first = next((leaf.position for leaf in leaves(sequence)), None)
        for _, _, title in _titles(published(sequence), language):
            if title not in names.titles:
                unknown.setdefault(title, first)
    return tuple(
        Term(f"{language.code}-title-{number}", CITED, "", (TermForm(language.code, title, (), (), ""),), (),
             position or Position(""))
        for number, (title, position) in enumerate(unknown.items(), start=1))


def _titles(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Start, end and inner words of each bracketed title; a title may quote another in the same brackets."""
    for opening, closing in language.titles:
        open_at: list[int] = []
        for index, character in enumerate(text):
            start = open_at.pop() if character == closing and open_at else None
            if character == opening:
                open_at.append(index)
            elif start is not None and not open_at and text[start + 1:index].strip():
                yield start, index + 1, text[start + 1:index]


def _mark(sequence: Inlines, language: Language, names: _Names) -> Inlines:
    text = published(sequence)
    spans: list[InlineSpan] = []
    for candidates in (_references(text, language, names), _dates(text, language), _named(text, names)):
        spans += _free(candidates, spans)
    if any(isinstance(item, Mark) and item.name == "docDate" for item in sequence):
        spans = [span for span in spans if span.name not in ("date", "span")]
    return mark(sequence, spans) if spans else sequence


def _free(candidates: Iterator[InlineSpan], taken: Sequence[InlineSpan]) -> list[InlineSpan]:
    """The candidates that overlap neither a taken span nor an earlier candidate."""
    kept: list[InlineSpan] = []
    for span in candidates:
        if all(span.end <= other.start or other.end <= span.start for other in (*taken, *kept)):
            kept.append(span)
    return kept


def _references(text: str, language: Language, names: _Names) -> Iterator[InlineSpan]:
    for start, end, title in _titles(text, language):
        href = names.titles.get(title)
        if href:
            yield InlineSpan(start, end, "ref", (("href", href),))


def _dates(text: str, language: Language) -> Iterator[InlineSpan]:
    for start, end, iso in dates(text, language):
        yield InlineSpan(start, end, "date", (("date", iso),))
    for start, end, _ in years(text, language):
        yield InlineSpan(start, end, "span", (("class", "year"),))


def _named(text: str, names: _Names) -> Iterator[InlineSpan]:
    for match in names.pattern.finditer(text):
        term = names.owners[match[0]]
        yield InlineSpan(match.start(), match.end(), ELEMENTS[term.kind], (("refersTo", f"#{term.id}"),))


def named(draft: Draft) -> frozenset[str]:
    """The ids of all references that the marks of the Draft use."""
    return frozenset(value[1:] for sequence in sequences(draft) for item in marks(sequence)
                     for _, value in item.attributes if value.startswith("#"))

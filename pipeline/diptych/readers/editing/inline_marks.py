"""Draft + term base → Draft with inline elements around names, defined terms, cited titles, dates and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.config.works import Term, TermForm
from diptych.diagnostics import Position
from diptych.draft import Draft, Inline, Mark
from diptych.language.profiles import Language, dates, years
from diptych.readers.editing.inlines import InlineSpan, leaves, mark, published
from diptych.readers.editing.sequences import change_each, sequences

Inlines = tuple[Inline, ...]
ELEMENTS: Final = {"place": "location", "organization": "organization", "term": "term", "concept": "concept",
                   "quantity": "quantity"}
"""Kind of a term → the inline element of its name. Plans are cited (`ref`), agents never marked."""
CITED: Final = "plan"


@dataclass(frozen=True, slots=True)
class Marked:
    """A Draft with its inline elements, and references for cited titles that the term base does not know."""

    draft: Draft
    cited: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What one language's text is searched for: the pattern of all names, and whose each name is."""

    pattern: re.Pattern[str]
    owners: dict[str, Term]
    titles: dict[str, str]


def mark_all(draft: Draft, language: Language, terms: Sequence[Term]) -> Marked:
    """The Draft with marks; where two would overlap, a cited title comes before a date, a date before a name, and
    the longer name before the shorter."""
    names = _names(language, terms)
    cited = _unknown_titles(draft, language, names)
    known = names.titles | {form.preferred: f"#{term.id}" for term in cited for form in term.forms}
    names = replace(names, titles=known)
    changed = change_each(draft, lambda sequence: _mark(sequence, language, names))
    return Marked(changed, cited)


def _names(language: Language, terms: Sequence[Term]) -> _Names:
    named = [(name, term) for term in terms for form in term.forms if form.language == language.code
             for name in (form.preferred, *form.allowed)]
    titles = {name: term.iri if term.iri.startswith("/akn/") else f"#{term.id}"
              for name, term in named if term.kind == CITED}
    owners: dict[str, Term] = {}
    for name, term in named:
        if term.kind in ELEMENTS:
            owners.setdefault(name, term)
    # A name that opens with a quotation mark may follow a word without a space; one that opens with a letter may not.
    words = "|".join((r"(?<!\w)" if language.word_start and name[0].isalnum() else "") + re.escape(name)
                     for name in sorted(owners, key=len, reverse=True))
    return _Names(re.compile(words or "(?!)"), owners, titles)


def _unknown_titles(draft: Draft, language: Language, names: _Names) -> tuple[Term, ...]:
    """A local reference for each cited title that nobody has entered in the term base."""
    found: dict[str, Position | None] = {}
    for sequence in sequences(draft):
        first = next((leaf.position for leaf in leaves(sequence)), None)
        for _, _, title in _titles(published(sequence), language):
            if title not in names.titles:
                found.setdefault(title, first)
    return tuple(
        Term(f"{language.code}-title-{number}", CITED, "", (TermForm(language.code, title, (), (), ""),), (),
             position or Position(""))
        for number, (title, position) in enumerate(found.items(), start=1))


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
    for find in (_references, _dates, _named):
        spans += _free(find(text, language, names), spans)
    taken = {item.name for item in sequence if isinstance(item, Mark)}
    if "docDate" in taken:
        spans = [span for span in spans if span.name not in ("date", "span")]
    return mark(sequence, spans) if spans else sequence


def _free(new: Iterator[InlineSpan], taken: Sequence[InlineSpan]) -> list[InlineSpan]:
    kept: list[InlineSpan] = []
    for span in new:
        if all(span.end <= other.start or other.end <= span.start for other in (*taken, *kept)):
            kept.append(span)
    return kept


def _references(text: str, language: Language, names: _Names) -> Iterator[InlineSpan]:
    for start, end, title in _titles(text, language):
        href = names.titles.get(title)
        if href:
            yield InlineSpan(start, end, "ref", (("href", href),))


def _dates(text: str, language: Language, names: _Names) -> Iterator[InlineSpan]:
    del names
    for start, end, iso in dates(text, language):
        yield InlineSpan(start, end, "date", (("date", iso),))
    for start, end, _ in years(text, language):
        yield InlineSpan(start, end, "span", (("class", "year"),))


def _named(text: str, language: Language, names: _Names) -> Iterator[InlineSpan]:
    del language
    for match in names.pattern.finditer(text):
        term = names.owners[match[0]]
        yield InlineSpan(match.start(), match.end(), ELEMENTS[term.kind], (("refersTo", f"#{term.id}"),))


def named(draft: Draft) -> frozenset[str]:
    """The ids of all references that the draft's marks name."""
    def ids(items: Inlines) -> Iterator[str]:
        for item in items:
            if isinstance(item, Mark):
                yield from (value[1:] for _, value in item.attributes if value.startswith("#"))
                yield from ids(item.content)

    return frozenset(one for sequence in sequences(draft) for one in ids(sequence))

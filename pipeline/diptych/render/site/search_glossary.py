"""The terms of a glossary → entries that a search finds like clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diptych.config.works import Term, TermForm
from diptych.interface_text import Interface, Interfaces
from diptych.language.profiles import Language, named
from diptych.render.site.glossary import PATH
from diptych.render.site.search_entries import SearchedClause, shown


def texts(terms: Sequence[Term], known: Interfaces,
          languages: Mapping[str, Language]) -> tuple[Mapping[str, Any], tuple[tuple[SearchedClause, ...], ...]]:
    """The glossary as `search_entries.texts` has a work, and its entries in each language: names, then the note."""
    codes = dict.fromkeys(form.language for term in terms for form in term.forms)
    used = [(code, known.of(named(languages, code).tag)) for code in codes if code in languages]
    rows = tuple(tuple(_entry(term, code, words) for term in terms) for code, words in used)
    return {"path": PATH, "number": ["", ""], "notes": len(terms), "texts": [
        {"tag": named(languages, code).tag, "title": words.say("terms"), "clauses": [*map(shown, row)]}
        for (code, words), row in zip(used, rows, strict=True)]}, rows


def _entry(term: Term, code: str, words: Interface) -> SearchedClause:
    """The entry of a term in a language; empty if it has no name there."""
    form = next((form for form in term.forms if form.language == code), None)
    if form is None:
        return SearchedClause(term.id, "", (), (), is_note=True)
    tag, note = words.choose(dict(term.note))
    lines = (*_names(form), *((note,) if note and words.reads(tag) else ()))
    return SearchedClause(term.id, words.say("terms"), lines, lines, is_note=True)


def _names(form: TermForm) -> tuple[str, ...]:
    return tuple(dict.fromkeys((form.preferred, *form.allowed, *((form.hanja,) if form.hanja else ()))))

"""The term base and the works → the glossary: each term with its names, its note and its occurrences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import site_path
from diptych.config.works import EXPLAINED_KINDS, Term, TermForm
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.term_links import TermOccurrence, occurrences
from diptych.render.html.work_facts import TaggedText, nearest
from diptych.render.site import search_entries

PATH: Final = "terms/"
"""Folder of the glossary on the site."""


@dataclass(frozen=True, slots=True)
class Name:
    """The names of a term in one language: the preferred and the allowed ones, its hanja, its reading."""

    tag: str
    name: str
    also: tuple[str, ...]
    hanja: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A clause with a term: its path on the site, its label, the occurrences in each text by language tag.

    A text without occurrences has other words for the term.
    """

    path: str
    label: TaggedText
    cells: tuple[tuple[str, tuple[TermOccurrence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A term of the glossary."""

    id: str
    kind: str
    names: tuple[Name, ...]
    note: TaggedText | None
    rows: tuple[GlossaryRow, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All names of one language in its order, grouped by letter, each with the id of its article."""

    tag: str
    label: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def explained(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms that a glossary explains: those of certain kinds with names in several languages."""
    return tuple(term for term in terms if term.kind in EXPLAINED_KINDS and len(term.forms) > 1)


def rows(work: Sequence[Document], explained: frozenset[str],
         words: Interface) -> Mapping[str, tuple[GlossaryRow, ...]]:
    """The clauses of a work with each explained term, by the term's id."""
    texts = [(document, occurrences(document)) for document in work]
    terms = {term for _, by_term in texts for term in by_term if term in explained}
    return {term: tuple(_rows(term, texts, words)) for term in sorted(terms)}


def articles(terms: Sequence[Term], rows: Sequence[Mapping[str, Sequence[GlossaryRow]]],
             words: Interface) -> tuple[Article, ...]:
    """An article for each term with the rows of each work, in the order of names in the reader's language."""
    unordered = [Article(term.id, term.kind, tuple(map(_name, term.forms)), _note(term, words),
                         tuple(row for work in rows for row in work.get(term.id, ())))
                 for term in terms]
    tags = _tags(unordered, words)
    return tuple(sorted(unordered, key=lambda article: [
        order(name) for tag in tags for name in article.names if name.tag == tag]))


def indexes(articles: Sequence[Article], words: Interface) -> tuple[Index, ...]:
    """The names of each language in its order, with the ids of their articles; the reader's language comes first."""
    return tuple(_index(tag, words, articles) for tag in _tags(articles, words))


@cache
def order(name: Name) -> tuple[str, tuple[str, ...], str]:
    """The sort key of a name: the letter of its group, its syllables (in Chinese pinyin), its characters."""
    letters = search_entries.key(name.name)
    sounds = tuple(name.reading.split())
    if not sounds and name.tag == "zh":
        # The dictionary loads slowly, and only a glossary needs it.
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

        sounds = tuple(lazy_pinyin(letters, style=Style.TONE3))
    return _initial((sounds or (letters,))[0][:1]), sounds, letters


def _tags(articles: Sequence[Article], words: Interface) -> tuple[str, ...]:
    """The languages of the names, the reader's first."""
    tags = dict.fromkeys(name.tag for article in articles for name in article.names)
    return tuple(sorted(tags, key=lambda tag: not words.speaks(tag)))


def _initial(character: str) -> str:
    """The letter of a group of names: the initial consonant of a Hangul syllable, plain for a tense one."""
    initial = unicodedata.normalize("NFD", character)[:1]
    name = "" if initial == character else unicodedata.name(initial, "")
    if not name.startswith("HANGUL CHOSEONG"):
        return character.upper()
    return unicodedata.lookup(name.replace("CHOSEONG SSANG", "CHOSEONG ").replace("CHOSEONG", "LETTER"))


def _index(tag: str, words: Interface, articles: Sequence[Article]) -> Index:
    listed = sorted((order(name), name.name, article.id)
                    for article in articles for name in article.names if name.tag == tag)
    label = words.words.get(f"terms_order_{tag}") or interface_text.own_name(tag)
    return Index(tag, label, tuple((letter, tuple((name, target) for _, name, target in group))
                                   for letter, group in groupby(listed, key=lambda entry: entry[0][0])))


def _name(form: TermForm) -> Name:
    return Name(interface_text.code(form.language), form.preferred, form.allowed, form.hanja, form.reading)


def _note(term: Term, words: Interface) -> TaggedText | None:
    if not term.note:
        return None
    tag, note = words.choose(dict(term.note))
    return TaggedText(note, tag)


def _rows(term: str, texts: Sequence[tuple[Document, Mapping[str, tuple[TermOccurrence, ...]]]],
          words: Interface) -> Iterator[GlossaryRow]:
    documents = [document for document, _ in texts]
    places = [(interface_text.tag(document), _by_clause(by_term.get(term, ()))) for document, by_term in texts]
    named = {eid for _, by_eid in places for eid in by_eid}
    for eid in dict.fromkeys(eid for document in documents for eid in document.by_eid if eid in named):
        cells = tuple((tag, tuple(by_eid.get(eid, ()))) for tag, by_eid in places)
        yield GlossaryRow(f"{site_path(documents[0].work_iri)}#{eid}", _label(documents, eid, words), cells)


def _by_clause(places: Sequence[TermOccurrence]) -> Mapping[str, Sequence[TermOccurrence]]:
    by_eid: dict[str, list[TermOccurrence]] = {}
    for place in places:
        by_eid.setdefault(place.eid, []).append(place)
    return by_eid


def _label(documents: Sequence[Document], eid: str, words: Interface) -> TaggedText:
    """The label of a clause in the reader's language, else in one that has the clause; else the work's number."""
    near = nearest([document for document in documents if eid in document.by_eid], words)
    citing = Citing(near, words, "")
    if not citing.is_numbered(eid):
        return TaggedText(documents[0].called, interface_text.tag(documents[0]))
    return TaggedText(citing.label(eid), interface_text.tag(near))

"""The term base and the works that use it → the glossary: each term with its names, its note, and where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document
from diptych.config.works import EXPLAINED_KINDS, Term, TermForm
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.term_links import TermOccurrence, occurrences
from diptych.render.html.work_facts import TaggedText, nearest
from diptych.render.site import search_entries

PATH: Final = "terms/"
"""Where the glossary stands on the site."""


@dataclass(frozen=True, slots=True)
class Name:
    """How one language names a term."""

    tag: str
    name: str
    also: tuple[str, ...]
    hanja: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A clause that names a term: its address on the site, its label, and the places in each text; none where a text
    has other words for it."""

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
    """All names of one language in its own order: groups under a letter, each of names with the ids of articles."""

    tag: str
    label: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def explained(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms that a glossary explains."""
    return tuple(term for term in terms if term.kind in EXPLAINED_KINDS and len(term.forms) > 1)


def rows(work: Sequence[Document], explained: frozenset[str], words: Interface) -> Mapping[str,
                                                                                           tuple[GlossaryRow, ...]]:
    """The clauses of a work that name each of these terms, by the term's id."""
    texts = [(document, _named(document)) for document in work]
    terms = dict.fromkeys(term for _, found in texts for term, _ in found if term in explained)
    return {term: tuple(_rows(term, texts, words)) for term in sorted(terms)}


def articles(terms: Sequence[Term], rows: Sequence[Mapping[str, Sequence[GlossaryRow]]],
             words: Interface) -> tuple[Article, ...]:
    """An article for each of these terms with the rows of each work, in the order of the names in the reader's
    language."""
    made = [Article(term.id, term.kind, tuple(map(_name, term.forms)), _note(term, words),
                    tuple(row for work in rows for row in work.get(term.id, ())))
            for term in terms]
    tags = _tags(made, words)
    return tuple(sorted(made, key=lambda one: [order(name) for tag in tags for name in one.names if name.tag == tag]))


def indexes(made: Sequence[Article], words: Interface) -> tuple[Index, ...]:
    """The names of each language in its order, with links to the articles; the reader's language comes first."""
    names = [(name, article.id) for article in made for name in article.names]
    return tuple(_index(tag, words, [pair for pair in names if pair[0].tag == tag]) for tag in _tags(made, words))


@cache
def order(name: Name) -> tuple[str, tuple[str, ...], str]:
    """The letter under which a name is listed, and what its place follows: pinyin, else the characters."""
    letters = search_entries.key(name.name)
    sounds = tuple(name.reading.split())
    if not sounds and name.tag == "zh":
        # Its dictionary takes a while to load, and only a glossary needs it.
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

        sounds = tuple(lazy_pinyin(letters, style=Style.TONE3))
    return _initial((sounds or (letters,))[0][:1]), sounds, letters


def _tags(made: Sequence[Article], words: Interface) -> tuple[str, ...]:
    tags = dict.fromkeys(name.tag for article in made for name in article.names)
    return tuple(sorted(tags, key=lambda tag: tag != words.language))


def _initial(character: str) -> str:
    """The letter that a list shows over names: a Hangul syllable's first, plain for a tense one."""
    place = ord(character) - 0xAC00 if character else -1
    if not 0 <= place < 11172:
        return character.upper()
    name = unicodedata.name(chr(0x1100 + place // 588)).replace("CHOSEONG", "LETTER")
    return unicodedata.lookup(name.replace("LETTER SSANG", "LETTER "))


def _index(tag: str, words: Interface, names: Sequence[tuple[Name, str]]) -> Index:
    listed = sorted((order(name), name.name, target) for name, target in names)
    label = words.words.get(f"terms_order_{tag}") or interface_text.own_name(tag)
    return Index(tag, label, tuple((letter, tuple((name, target) for _, name, target in group))
                                   for letter, group in groupby(listed, key=lambda one: one[0][0])))


def _name(form: TermForm) -> Name:
    return Name(interface_text.code(form.language), form.preferred, form.allowed, form.hanja, form.reading)


def _note(term: Term, words: Interface) -> TaggedText | None:
    if not term.note:
        return None
    tag, said = words.choose(dict(term.note))
    return TaggedText(said, tag)


def _named(document: Document) -> Mapping[tuple[str, str], tuple[TermOccurrence, ...]]:
    """The occurrences of an expression by term and clause."""
    found: dict[tuple[str, str], tuple[TermOccurrence, ...]] = {}
    for term, places in occurrences(document).items():
        for place in places:
            found[term, place.eid] = (*found.get((term, place.eid), ()), place)
    return found


def _rows(term: str, texts: Sequence[tuple[Document, Mapping[tuple[str, str], tuple[TermOccurrence, ...]]]],
          words: Interface) -> Iterator[GlossaryRow]:
    named = {eid for _, found in texts for one, eid in found if one == term}
    documents = [document for document, _ in texts]
    for eid in (eid for eid in dict.fromkeys(eid for one in documents for eid in one.by_eid) if eid in named):
        cells = tuple((interface_text.tag(document), found.get((term, eid), ())) for document, found in texts)
        yield GlossaryRow(f"{documents[0].work_iri.strip('/')}/#{eid}", _label(documents, eid, words), cells)


def _label(documents: Sequence[Document], eid: str, words: Interface) -> TaggedText:
    """What a clause is called in the reader's language, else in one that has it; if it has no label, its work."""
    near = nearest([document for document in documents if eid in document.by_eid], words)
    label = Citing(near, words, "").label(eid)
    if label == eid:
        return TaggedText(documents[0].number, interface_text.tag(documents[0]))
    return TaggedText(label, interface_text.tag(near))

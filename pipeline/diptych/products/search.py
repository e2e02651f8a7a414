"""Published works → the search index of their clauses: the words that results show, and the places of pairs of
characters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import Any, Final

from diptych.akn.document import Document
from diptych.config.works import Term
from diptych.diagnostics import Result
from diptych.interface_text import Interfaces
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language, named
from diptych.products.contract import NOTE, Files, Input, Texts
from diptych.project.load import Schema
from diptych.render.site import json_formats, search_entries, search_glossary, search_index, search_vocabulary
from diptych.render.site.search_entries import SearchedClause

FOLDER: Final = "search"
"""Where a site holds its index."""
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a query may contain besides words of the texts."""

    languages: Mapping[str, Language]
    terms: tuple[Term, ...] = ()
    equivalents: Equivalents = NOTHING


NO_WORDS: Final = Vocabulary({})


@dataclass(frozen=True, slots=True)
class SearchInputs:
    """An edition, the words of the interface, and the languages of `schema`."""

    texts: Input[Texts]
    interface: Input[Interfaces]
    schema: Input[Schema]


@dataclass(frozen=True, slots=True)
class SearchIndexInputs:
    """The notes of all works, as `make` gives them; the term base, the terms that the glossary explains, the words of
    the interface; and languages with the readings of characters."""

    notes: Input[tuple[bytes, ...]]
    terms: Input[tuple[Term, ...]]
    explained: Input[tuple[Term, ...]]
    interface: Input[Interfaces]
    sentences: Input[tuple[Mapping[str, Language], Equivalents, str]]


def make(inputs: SearchInputs, _: str) -> Result[Files]:
    """The files of a work. Only the newest version is searched."""
    texts = inputs.texts.get()
    if texts.version:
        return Result(())
    return Result(of_work(texts.documents, inputs.interface.get(), inputs.schema.get().languages))


def shared(inputs: SearchIndexInputs, _: str) -> Result[Files]:
    """The files of all works, made of their notes, and of the glossary."""
    languages, equivalents, _version = inputs.sentences.get()
    notes = [json.loads(note) for note in inputs.notes.get()]
    glossary = dict(of_glossary(inputs.explained.get(), inputs.interface.get(), languages))
    notes += [json.loads(glossary.pop(NOTE))] if glossary else []
    words = Vocabulary(languages, inputs.terms.get(), equivalents)
    return Result((*glossary.items(), *of_all(notes, words)))


def of_work(documents: Sequence[Document], known: Interfaces, languages: Mapping[str, Language]) -> Files:
    """The words of a work for results, and a note with the places of its pairs of characters."""
    used = [named(languages, document.language) for document in documents]
    return _entry(search_entries.texts(documents, known), search_entries.twins(documents, known), used,
                  documents[0].known_date)


def of_glossary(terms: Sequence[Term], known: Interfaces, languages: Mapping[str, Language]) -> Files:
    """The same files of the glossary, whose entries are its clauses; none if it has none."""
    texts = search_glossary.texts(terms, known, languages)
    return _entry(*texts, [*languages.values()][:1] * len(texts[1]), "") if terms else ()


def _entry(shown: Mapping[str, Any], rows: Sequence[Sequence[SearchedClause]], used: Sequence[Language],
           date: str) -> Files:
    """The file of a work or of the glossary, and its note: facts for results, and places."""
    name, data = _named("text", shown)
    first = {clause.eid: row for row, text in reversed([*enumerate(rows)]) for clause in text if clause.published}
    lines = [[(*search_entries.lines(clause), *search_entries.marks(
        clause, language, with_address=first.get(clause.eid) == row and not clause.is_note)) for clause in text]
        for row, (text, language) in enumerate(zip(rows, used, strict=True))]
    note = {
        "file": name, "number": shown["number"][1], "date": date, "notes": shown["notes"],
        "titles": [[text["tag"], text["title"]] for text in shown["texts"]],
        "rooms": [[text["tag"], [sum(map(search_index.room, clause)) for clause in clauses], _heads(row)]
                  for text, clauses, row in zip(shown["texts"], lines, rows, strict=True)],
        "places": search_index.places(line for clauses in lines for clause in clauses for line in clause)}
    return (name, data), (NOTE, _json(note))


def _heads(clauses: Sequence[SearchedClause]) -> list[int]:
    """Of each clause that is a title or begins with a heading the clauses since the last of these, and twice the
    number of its elements, plus 1 of a title: these by turns, each added to all before."""
    heads = [(index, 2 * len(search_entries.elements(clause.heading or clause.published[0])) + clause.is_title)
             for index, clause in enumerate(clauses) if clause.published and (clause.heading or clause.is_title)]
    befores = (0, *(index for index, _ in heads))
    return [*accumulate(number for (index, length), before in zip(heads, befores, strict=False)
                        for number in (index - before, length))]


def of_all(notes: Sequence[Mapping[str, Any]], words: Vocabulary = NO_WORDS) -> Files:
    """The places of all pairs of characters in all works, their directory, and the tables that a query needs."""
    begins = accumulate((sum(sum(rooms) for _, rooms, _ in note["rooms"]) for note in notes), initial=0)
    works = ((begin, note["places"]) for begin, note in zip(begins, notes, strict=False))
    parts = [_named("pairs", part) for part in search_index.parts(works)]
    names = _named("names", [[note["number"], note["titles"]] for note in notes])
    characters = {pair.partition(" ")[0] for note in notes for pair in note["places"]}
    query = [_named("grammar", search_vocabulary.grammar(words.languages)),
             _named("terms", search_vocabulary.names(words.terms)),
             _named("readings", search_vocabulary.readings(characters, words.equivalents))]
    directory = {**json_formats.head("search", "../"),
                 "parts": [name for name, _ in parts], "names": names[0], "query": [name for name, _ in query],
                 "works": [[note["file"], note["date"], note["notes"], [*map(_room, note["rooms"])]] for note in notes]}
    return (*dict((*parts, names, *query)).items(), ("index.json", _json(directory)),
            (search_entries.TABLE, search_entries.table(characters)))


def _room(text: tuple[str, Sequence[int], Sequence[int]]) -> list[str]:
    """The facts of a text in the directory: its language, where its clauses end, and its headings."""
    name, counts, heads = text
    return [name, search_index.distances([*accumulate(counts)]), search_index.distances(heads)]


def _named(kind: str, data: object) -> tuple[str, bytes]:
    """A file under a name that changes with what it holds, so that a browser may keep it."""
    content = _json(data)
    return f"{kind}-{sha256(content).hexdigest()[:_DIGITS]}.json", content


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

"""Published works → the search index of their clauses: the words that results show, and the places of pairs of
characters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, chain
from typing import Any, Final

import msgspec

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
AT_ONCE: Final = 100
"""Works in a group, chosen. Raised, a change of one work takes longer; lowered, all groups together take longer."""
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
class SearchGroupInputs:
    """The notes of successive works, as `make` gives them."""

    notes: Input[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The places of successive works, and of each its row in the directory and its number and titles, as JSON."""

    works: tuple[msgspec.Raw, ...]
    names: tuple[msgspec.Raw, ...]
    places: search_index.GroupPlaces


@dataclass(frozen=True, slots=True)
class SearchIndexInputs:
    """The notes of all groups, as `group` gives them, read one after another; the term base, the terms that the
    glossary explains, the words of the interface; and languages with the readings of characters."""

    groups: Input[Iterator[bytes]]
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


def group(inputs: SearchGroupInputs, _: str) -> Result[Files]:
    """A note with the places of successive works together: a SearchGroup as JSON."""
    made = grouped([json.loads(note) for note in inputs.notes.get()])
    return Result(((NOTE, msgspec.json.encode(made)),))


def shared(inputs: SearchIndexInputs, _: str) -> Result[Files]:
    """The files of all works, made of the notes of their groups, and of the glossary."""
    languages, equivalents, _version = inputs.sentences.get()
    glossary = dict(of_glossary(inputs.explained.get(), inputs.interface.get(), languages))
    last = [grouped([json.loads(glossary.pop(NOTE))])] if glossary else []
    groups = (msgspec.json.decode(note, type=SearchGroup) for note in inputs.groups.get())
    words = Vocabulary(languages, inputs.terms.get(), equivalents)
    return Result((*glossary.items(), *of_all(chain(groups, last), words)))


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


def grouped(notes: Sequence[Mapping[str, Any]]) -> SearchGroup:
    """The notes of successive works together."""
    places = ((sum(sum(rooms) for _, rooms, _ in note["rooms"]), note["places"]) for note in notes)
    rows = ([note["file"], note["date"], note["notes"], [*map(_room, note["rooms"])]] for note in notes)
    names = ([note["number"], note["titles"]] for note in notes)
    return SearchGroup(tuple(msgspec.Raw(_json(row)) for row in rows),
                       tuple(msgspec.Raw(_json(name)) for name in names), search_index.grouped(places))


def of_all(groups: Iterable[SearchGroup], words: Vocabulary = NO_WORDS) -> Files:
    """The places of all pairs of characters in all works, their directory, and the tables that a query needs."""
    merged, works, called = search_index.MergedPlaces(), list[msgspec.Raw](), list[msgspec.Raw]()
    for each in groups:
        merged.add(each.places)
        works += each.works
        called += each.names
    characters = {pair.partition(" ")[0] for pair in merged.by_pair}
    parts = [_named("pairs", {"pairs": part}) for part in merged.parts()]
    names = _named("names", {"names": called})
    query = [_named("grammar", search_vocabulary.grammar(words.languages)),
             _named("terms", {"terms": search_vocabulary.names(words.terms)}),
             _named("readings", {"readings": search_vocabulary.readings(characters, words.equivalents)})]
    directory = {**json_formats.head("search", "../"),
                 "parts": [name for name, _ in parts], "names": names[0], "query": [name for name, _ in query],
                 "works": works}
    return (*dict((*parts, names, *query)).items(), ("index.json", msgspec.json.encode(directory)),
            (search_entries.TABLE, _part("simplified", {"characters": search_entries.table(characters)})))


def _room(text: tuple[str, Sequence[int], Sequence[int]]) -> list[str]:
    """The facts of a text in the directory: its language, where its clauses end, and its headings."""
    name, counts, heads = text
    return [name, search_index.distances([*accumulate(counts)]), search_index.distances(heads)]


def _named(kind: str, data: Mapping[str, Any]) -> tuple[str, bytes]:
    """A file under a name that changes with what it holds, so that a browser may keep it."""
    content = _part(kind, data)
    return f"{kind}-{sha256(content).hexdigest()[:_DIGITS]}.json", content


def _part(kind: str, data: Mapping[str, Any]) -> bytes:
    """A file beside the directory, which names its part of the schema of the search index."""
    head = json_formats.head("search", "../")
    return msgspec.json.encode({**head, "$schema": f"{head['$schema']}#/$defs/{kind}", **data})


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

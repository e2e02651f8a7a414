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
from diptych.diagnostics import Result
from diptych.interface_text import UNKNOWN_DATE, Interfaces, tag
from diptych.products.contract import NOTE, Files, Input, Texts
from diptych.render.site import search_entries, search_index

FOLDER: Final = "search"
"""Where a site holds its index."""
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class SearchInputs:
    """An edition, and the words of the interface."""

    texts: Input[Texts]
    interface: Input[Interfaces]


@dataclass(frozen=True, slots=True)
class SearchIndexInputs:
    """The notes of all works, as `make` gives them."""

    notes: Input[tuple[bytes, ...]]


def make(inputs: SearchInputs, _: str) -> Result[Files]:
    """The files of a work. Only the newest version is searched."""
    texts = inputs.texts.get()
    return Result(() if texts.version else of_work(texts.documents, inputs.interface.get()))


def shared(inputs: SearchIndexInputs, _: str) -> Result[Files]:
    """The files of all works, made of their notes."""
    return Result(of_all([json.loads(note) for note in inputs.notes.get()]))


def of_work(documents: Sequence[Document], known: Interfaces) -> Files:
    """The words of a work for results, and a note with the places of its pairs of characters."""
    name, data = _named("text", search_entries.texts(documents, known))
    lines = [[search_entries.lines(clause) for clause in search_entries.clauses(document, known)]
             for document in documents]
    original = documents[0]
    note = {
        "file": name, "number": original.number, "titles": [[tag(document), document.title] for document in documents],
        "year": original.date[:4] if original.date != UNKNOWN_DATE else "",
        "rooms": [[tag(document), [sum(map(search_index.room, clause)) for clause in clauses]]
                  for document, clauses in zip(documents, lines, strict=True)],
        "places": search_index.places(line for clauses in lines for clause in clauses for line in clause)}
    return (name, data), (NOTE, _json(note))


def of_all(notes: Sequence[Mapping[str, Any]]) -> Files:
    """The places of all pairs of characters in all works, their directory, and the table that a query needs."""
    begins = accumulate((sum(sum(rooms) for _, rooms in note["rooms"]) for note in notes), initial=0)
    works = ((begin, note["places"]) for begin, note in zip(begins, notes, strict=False))
    parts = [_named("pairs", part) for part in search_index.parts(works)]
    names = _named("names", [[note["number"], note["titles"]] for note in notes])
    rooms = ([[name, search_index.distances([*accumulate(counts)])] for name, counts in note["rooms"]]
             for note in notes)
    directory = {"parts": [name for name, _ in parts], "names": names[0],
                 "works": [[note["file"], note["year"], places] for note, places in zip(notes, rooms, strict=True)]}
    return (*dict((*parts, names)).items(), ("index.json", _json(directory)),
            (search_entries.TABLE, search_entries.table()))


def _named(kind: str, data: object) -> tuple[str, bytes]:
    """A file under a name that changes with what it holds, so that a browser may keep it."""
    content = _json(data)
    return f"{kind}-{sha256(content).hexdigest()[:_DIGITS]}.json", content


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

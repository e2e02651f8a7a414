"""The parts with footnotes and endnotes → each note by its id, taken once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.language.numerals import write
from diptych.readers.formats.package_reading import MARKS, SEPARATORS, Omissions
from diptych.readers.formats.wordprocessing.drawings import held
from diptych.readers.formats.wordprocessing.parts import NOTES
from diptych.readers.formats.wordprocessing.properties import W

REFERENCES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
"""Elements that refer to a note, and the element of the note; the names defined by ECMA-376."""


@dataclass(slots=True)
class Notes:
    """The notes that were not read yet, by their element and id, and the number of marks so far by element."""

    waiting: dict[tuple[str, str], etree._Element]
    marked: dict[str, int] = field(default_factory=dict)

    def take(self, kind: str, key: str) -> etree._Element | None:
        """A note that was not read yet; None if there is none."""
        return self.waiting.pop((kind, key), None)

    def mark(self, kind: str) -> str:
        """The number of the next mark: in figures, that of an endnote in Roman numerals, as Word writes them."""
        number = self.marked[kind] = self.marked.get(kind, 0) + 1
        return write(number, "roman-lower" if kind == "endnote" else "arabic") or str(number)

    def rest(self) -> Iterator[etree._Element]:
        """The notes without a mark, which are taken."""
        while self.waiting:
            yield self.waiting.pop(next(iter(self.waiting)))


def notes(parts: Mapping[str, etree._Element], omissions: Omissions) -> Notes:
    """The notes of the parts of a document, by their root; the separators among them are left out."""
    waiting: dict[tuple[str, str], etree._Element] = {}
    for name, kind in NOTES.items():
        for index, note in enumerate(parts[name].iter(W + kind)):
            key = (kind, note.get(W + "id", ""))
            if note.get(W + "type") in (None, "normal"):
                # A second note with the same id has no mark.
                waiting[key if key not in waiting else (kind, f"{index} of {key[1]}")] = note
            elif (words := _words(note)) or held(note):
                omissions.add(SEPARATORS, words, held(note))
    return Notes(waiting)


def own_mark(reference: etree._Element) -> str:
    """The mark behind a reference to a note, in its run; empty if the mark is a number (ECMA-376, part 1, 17.11.14)."""
    follows = reference.get(W + "customMarkFollows", "0") in ("1", "true", "on")
    return "".join(_words(item) for item in reference.itersiblings()) if follows else ""


def without_mark(note: etree._Element, mark: str, omissions: Omissions) -> None:
    """Takes the mark that a note repeats out of the beginning of its text."""
    first = next((run for run in note.iter(W + "r") if _words(run)), None)
    holder = first.getparent() if first is not None else None
    if first is not None and holder is not None and _words(first) == mark:
        omissions.add(MARKS, mark)
        holder.remove(first)


def _words(note: etree._Element) -> str:
    return "".join("".join(text.itertext()) for text in note.iter(W + "t")).strip()

"""Akoma Ntoso that an import wrote + editorial.toml → the same with the editor's emendations, notes and their marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from diptych.akn import write
from diptych.akn.names import AKN, tag
from diptych.akn.received_xml import ReceivedXml
from diptych.compile import note_series
from diptych.config import works
from diptych.diagnostics import Position, Result
from diptych.draft import Block, Draft, Note, Text
from diptych.readers.editing import editorial

_LINES: Final = (tag("p"), tag("num"), tag("heading"))
"""The elements whose words the editor quotes."""


@dataclass(frozen=True, slots=True)
class EmendedXml:
    """A received document, its lines as blocks of a Draft after the editor's changes, and the notes of these.

    `elements` hold the words of the blocks, one each.
    """

    received: ReceivedXml
    elements: tuple[etree._Element, ...]
    draft: Draft
    notes: tuple[Note, ...]

    def numbered(self, numbers: Mapping[str, str]) -> EmendedXml:
        """The document with the changes in its tree, in place, and its marked notes in their order, by their numbers
        in the series of the work."""
        ranked = sorted((note for note in note_series.ranked(self.notes, self.draft, numbers) if note.rank),
                        key=lambda note: note.rank)
        root, by_key = self.received.root, {note.key: note for note in ranked}
        places = dict(zip(root.iter(etree.Element), self.received.places, strict=True))
        for element, block in zip(self.elements, self.draft.preface, strict=True):
            if isinstance(block, Block) and [type(item) for item in block.content] != [Text]:
                words = etree.fromstring(f'<p xmlns="{AKN}">{write.emended_words(block, by_key)}</p>')
                element.text = words.text
                element.extend(list(words))
                places |= dict.fromkeys(element, places[element])
        received = replace(self.received, places=tuple(places[element] for element in root.iter(etree.Element)))
        return replace(self, received=received, notes=tuple(ranked))


def emended(received: ReceivedXml, entries: works.Editorial, language: str) -> Result[EmendedXml]:
    """The document with the emendations and notes of its language; findings as of any other text (E001 to E006)."""
    places = dict(zip(received.root.iter(etree.Element), received.places, strict=True))
    elements = tuple(_lines(received.root))
    blocks = tuple(_block(element.text or "", places[element]) for element in elements)
    edited = editorial.edit(Draft(language, blocks, (), (), ()), replace(entries, supplied=()))
    if edited.value is None:
        return Result(None, edited.diagnostics)
    return Result(EmendedXml(received, elements, edited.value.draft, edited.value.notes), edited.diagnostics)


def _block(words: str, place: Position) -> Block:
    return Block((Text(words, place),), place)


def _lines(root: etree._Element) -> Iterator[etree._Element]:
    """The element with the words of each line; a line whose words are in several elements has none."""
    for line in root.iter(*_LINES):
        element = line
        while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
            element = element[0]
        if not len(element) and (element.text or "").strip():
            yield element


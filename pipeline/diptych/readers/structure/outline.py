"""Rows → pieces: which labels open a unit, by their shape, their place in the line and the sequence they continue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from diptych.draft import Text
from diptych.language.jurisdictions import DocumentKind, Level
from diptych.language.profiles import Label, Language, readings
from diptych.readers.structure import labels
from diptych.readers.structure.openings import bracketed
from diptych.readers.structure.rows import Row, clip, joined
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class OutlinePiece:
    """A row, or the part of it that one label opens; without a label it is text of the unit before it. Its heading may
    have stood above it."""

    label: Label | None
    num: tuple[Text, ...]
    heading: tuple[Text, ...]
    texts: tuple[Text, ...]
    row: Row
    headed_above: bool = False


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place of every label shape in the nesting of one document, outermost first, and the element it opens;
    `counted` are the elements of unnumbered paragraphs."""

    places: Mapping[str, int]
    levels: tuple[Level, ...]
    counted: frozenset[str]

    def rank(self, shape: str) -> int:
        """The depth of a shape; -1 for a shape that opens nothing here."""
        return self.places.get(shape, -1)

    def level(self, shape: str) -> Level:
        return self.levels[self.places[shape]]


def pieces(rows: tuple[Row, ...], kind: DocumentKind, inside: Sequence[bool],
           language: Language) -> tuple[Ranks, tuple[OutlinePiece, ...]]:
    """The rows with their accepted labels, and the nesting that these labels show; `inside` a quotation none opens."""
    shapes = frozenset(shape for level in kind.levels for shape in level.shapes) | frozenset(kind.outline)
    read = labels.candidates(rows, shapes, inside, language)
    levels = _levels(kind, [found[0].label.shape for found in read if found])
    wide = _ranks(levels, kind, shapes)
    accepted = labels.accept(rows, read, {shape: wide.rank(shape) for shape in shapes}, language)
    found: list[OutlinePiece] = []
    for row, label in zip(rows, accepted, strict=True):
        if label is None:
            found.append(OutlinePiece(None, (), (), row.texts, row))
        elif label.end == len(row.text):
            found.append(OutlinePiece(label, row.texts, (), (), row))
        else:
            found += _cut(row, label, wide, language)
    present = frozenset(piece.label.shape for piece in found if piece.label is not None)
    return _ranks(levels, kind, present), tuple(found)


def _levels(kind: DocumentKind, order: list[str]) -> tuple[tuple[str, Level], ...]:
    """The shapes of the kind's levels; a floating one only where its labels stand above those that show the kind:
    most are followed by such a label and not by their own like."""
    floats = any(level.floating for level in kind.levels)
    after = Counter(pairwise(order)) if floats else Counter[tuple[str, str]]()
    return tuple((shape, level) for level in kind.levels for shape in level.shapes
                 if not level.floating or after[shape, kind.needs[0]] > after[shape, shape])


def _ranks(levels: tuple[tuple[str, Level], ...], kind: DocumentKind, present: frozenset[str]) -> Ranks:
    """The nesting of a kind of document, reduced to the shapes that are present."""
    held = tuple((shape, level) for shape, level in levels if shape in present)
    outline = [shape for shape in kind.outline if shape in present and shape not in {name for name, _ in held}]
    found = (*held, *((shape, Level(kind.elements[min(place, len(kind.elements) - 1)], (shape,)))
                      for place, shape in enumerate(outline)))
    return Ranks({shape: place for place, (shape, _) in enumerate(found)}, tuple(level for _, level in found),
                 frozenset(level.paragraphs for _, level in found))


def _cut(row: Row, label: Label, nesting: Ranks, language: Language) -> list[OutlinePiece]:
    """The pieces of a row: one for the label that opens it and one for each deeper first label on the same line."""
    texts, text, offset, opening = row.texts, row.text, 0, label
    found: list[OutlinePiece] = []
    while True:
        place, end = nesting.places[opening.shape], opening.end
        heading_end = end
        if nesting.levels[place].heading == "bracket":
            heading_end = bracketed(text, language, end)
        inner = _inner(text, heading_end, place, nesting, language)
        heading = clip(texts, end, heading_end) if end < heading_end else ()
        found.append(OutlinePiece(opening, clip(texts, offset, end), heading,
                           clip(texts, heading_end, None if inner is None else inner.start), row))
        if inner is None:
            return found
        opening, offset = inner, heading_end


def _inner(text: str, at: int, rank: int, nesting: Ranks, language: Language) -> Label | None:
    """The first label of a deeper level that opens what stands in a line from a place on."""
    for found in readings(text, language, at):
        if found.count == (1,) and nesting.rank(found.shape) > rank and found.shape not in ("figure", "article"):
            return found
    return None


def text_of(piece: OutlinePiece) -> str:
    """The text of a piece without its label and bracketed heading."""
    return joined(piece.texts)

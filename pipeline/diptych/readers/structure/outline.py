"""Rows → pieces: the parts of each row that a label opens, and the nesting of the label shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from diptych.draft import Text
from diptych.language.jurisdictions import DocumentKind, Level
from diptych.language.profiles import Label, Language
from diptych.readers.structure import labels
from diptych.readers.structure.document_kinds import is_above
from diptych.readers.structure.label_candidates import candidates, itemised
from diptych.readers.structure.label_candidates import inner as inner_label
from diptych.readers.structure.openings import bracketed
from diptych.readers.structure.rows import Row, clip, joined
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class OutlinePiece:
    """A row, or the part of it that one label opens. A piece without a label is text of the unit before it. None of
    its texts has white space at the outer ends. Its heading may have been received above it."""

    label: Label | None
    num: tuple[Text, ...]
    heading: tuple[Text, ...]
    texts: tuple[Text, ...]
    row: Row
    headed_above: bool = False


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place of each label shape in the nesting of one document, outermost first, and the level of each place.
    `counted` are the elements of unlabelled paragraphs that have numbers. `inner` is the element below another one in
    the kind of document, whatever is present."""

    places: Mapping[str, int]
    levels: tuple[Level, ...]
    counted: frozenset[str]
    inner: Mapping[str, str]

    def rank(self, shape: str) -> int:
        """The depth of a shape; -1 for a shape that opens nothing here."""
        return self.places.get(shape, -1)

    def level(self, shape: str) -> Level:
        """The level that a shape opens."""
        return self.levels[self.places[shape]]


def pieces(rows: tuple[Row, ...], kind: DocumentKind, inside: Sequence[bool],
           language: Language) -> tuple[Ranks, tuple[OutlinePiece, ...]]:
    """The nesting of the accepted labels, and the rows as pieces; a row `inside` a quotation opens nothing."""
    shapes = frozenset(shape for level in kind.levels for shape in level.shapes) | frozenset(kind.outline)
    read = candidates(rows, shapes | {kind.itemised}, inside, language)
    read = itemised(read, kind.itemised) if kind.itemised else read
    levels = _levels(kind, [candidates[0].label for candidates in read if candidates])
    wide = _ranks(levels, kind, shapes)
    accepted = labels.accept(rows, read, {shape: wide.rank(shape) for shape in shapes}, language)
    cut: list[OutlinePiece] = []
    for row, label in zip(rows, accepted, strict=True):
        if label is None:
            cut.append(OutlinePiece(None, (), (), row.texts, row))
        else:
            cut += _cut(row, label, wide, language)
    present = frozenset(piece.label.shape for piece in cut if piece.label is not None)
    return _ranks(levels, kind, present), tuple(cut)


def _levels(kind: DocumentKind, read: Sequence[Label]) -> tuple[tuple[str, Level], ...]:
    """The shapes of the kind's levels. A floating level counts only if its labels are above the labels that show the
    kind: more of them are followed by such a label than by another of their own shape. A level `above` a shape counts
    only if its labels hold those of that shape, and one `from_second` only if they begin with 2 more often than with
    1."""
    order = [label.shape for label in read]
    after, counts = Counter(pairwise(order)), Counter((label.shape, label.count) for label in read)
    return tuple((shape, level) for level in kind.levels for shape in level.shapes
                 if (not level.floating or after[shape, kind.needs[0]] > after[shape, shape]) and (
                     not level.above or is_above(shape, level.above, order)) and (
                     not level.from_second or counts[shape, (2,)] > counts[shape, (1,)]))


def _ranks(levels: tuple[tuple[str, Level], ...], kind: DocumentKind, present: frozenset[str]) -> Ranks:
    """The nesting of a kind of document, reduced to the shapes that are present."""
    named = tuple((shape, level) for shape, level in levels if shape in present)
    outline = [shape for shape in kind.outline if shape in present and shape not in {name for name, _ in named}]
    nesting = (*named, *((shape, Level(kind.elements[min(place, len(kind.elements) - 1)], (shape,)))
                         for place, shape in enumerate(outline)))
    return Ranks({shape: place for place, (shape, _) in enumerate(nesting)}, tuple(level for _, level in nesting),
                 frozenset(level.paragraphs for _, level in nesting),
                 dict(pairwise(dict.fromkeys((*(level.element for level in kind.levels), *kind.elements)))))


def _cut(row: Row, label: Label, nesting: Ranks, language: Language) -> list[OutlinePiece]:
    """The pieces of a row: of the label that opens it, and of each first label of a deeper level on the same line."""
    texts, text, offset, opening = row.texts, row.text, 0, label
    cut: list[OutlinePiece] = []
    while True:
        place, end = nesting.places[opening.shape], opening.end
        heading_end = bracketed(text, language, end) if nesting.levels[place].heading == "bracket" else end
        inner = inner_label(text, heading_end, place, nesting.places, language)
        heading = clip(texts, end, heading_end) if end < heading_end else ()
        cut.append(OutlinePiece(opening, clip(texts, offset, end), heading,
                                clip(texts, heading_end, None if inner is None else inner.start), row))
        if inner is None:
            return cut
        opening, offset = inner, heading_end


def text_of(piece: OutlinePiece) -> str:
    """The text of a piece without its label and bracketed heading, and without outer white space."""
    return joined(piece.texts)

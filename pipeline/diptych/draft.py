"""The Draft: a received text as understood by a reader, before it becomes Akoma Ntoso. Data only.

Every received character is in exactly one `Text`, in the order received; only white space may be dropped.
"""

from __future__ import annotations

from diptych.diagnostics import Position
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Adjacent received characters of a line; `position` is that of the first."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Emendation:
    """An emendation: `deleted` was received, `inserted` is the editor's; either may be empty."""

    deleted: str
    inserted: str
    position: Position


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to the note with this key."""

    note: str
    position: Position


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline element of Akoma Ntoso: name, attributes and content."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of the received text at the place of its mark; `kind` is footnote or endnote. Its words were received."""

    marker: str
    kind: str
    blocks: tuple[Block | Table, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a note by interface language; `kind` is comment, emendation or supplied.

    `marker` is its number in the series of the work, `rank` its place among the notes of its text by these numbers;
    empty and 0 if the text is numbered by itself.
    """

    key: str
    kind: str
    words: tuple[tuple[str, str], ...]
    marker: str = ""
    rank: int = 0


Inline = Text | Emendation | NoteRef | Mark | Footnote


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of text (AKN `p`); supplied blocks are the editor's and are in no received text."""

    content: tuple[Inline, ...]
    position: Position
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `header`: the head of a row or column. `columns` and `rows` are its spans. `free`: it is the
    places that its row leaves free, without lines around it."""

    blocks: tuple[Block | Table, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1
    free: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as received, by rows, with the caption that belongs to it."""

    rows: tuple[tuple[Cell, ...], ...]
    position: Position
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with a number or a heading.

    `element` is its Akoma Ntoso name, `name` the @name of an hcontainer. `number` is in Arabic digits (`12-2` for a
    branch, empty if none is printed). `label` is the label as printed. `run_in` is a possible heading at the start of
    the text: readers.structure.agree_headings makes it the `heading` or returns it to the text when both twins are
    known. A unit has either `content`, or `children` with `intro` before and `wrap_up` after them. `headed_above`: the
    heading was received before the label, as with marginal notes. `section` is the part of a judgment's body that
    begins with it.
    """

    element: str
    number: str
    label: tuple[Inline, ...]
    heading: tuple[Inline, ...]
    position: Position
    run_in: tuple[Inline, ...] = ()
    content: tuple[Block | Table, ...] = ()
    intro: tuple[Block | Table, ...] = ()
    children: tuple[Unit, ...] = ()
    wrap_up: tuple[Block | Table, ...] = ()
    name: str = ""
    headed_above: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document in one language.

    Front and back matter are blocks whose marks name their parts: docTitle, docNumber, inline[name=addressee],
    signature, docDate. `attachments` are further documents in the same text. `element` and `name` are those of a
    document that shows itself to be no law: a judgment, whose header is the preface, or a contract.
    """

    language: str
    preface: tuple[Block | Table, ...]
    preamble: tuple[Block | Table, ...]
    body: tuple[Unit, ...]
    conclusions: tuple[Block | Table, ...]
    attachments: tuple[Draft, ...] = ()
    element: str = ""
    name: str = ""

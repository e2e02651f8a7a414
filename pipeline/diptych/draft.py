"""The Draft: what a reader understood of a received text, before it becomes Akoma Ntoso. Data only.

Every received character stands in exactly one `Text`, in the order received; white space alone may be dropped.
"""

from __future__ import annotations

from diptych.diagnostics import Position
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Received characters that follow one another in one line; `position` is the place of the first."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Emendation:
    """The editor's hand: `deleted` was received, `inserted` is the editor's; either may be empty."""

    deleted: str
    inserted: str
    position: Position


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A place to which the note of that key belongs."""

    note: str
    position: Position


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline element of Akoma Ntoso, by its name, with its attributes, around its content."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The words behind the NoteRefs of its key, by interface language; `kind` is comment, emendation or supplied."""

    key: str
    kind: str
    words: tuple[tuple[str, str], ...]


Inline = Text | Emendation | NoteRef | Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of text (AKN `p`); supplied blocks are the editor's and stand in no received text."""

    content: tuple[Inline, ...]
    position: Position
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its blocks, whether it is the head of a row or column, over how many of these it goes."""

    blocks: tuple[Block, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as received: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered or headed unit. `element` is its Akoma Ntoso name, `number` its value in Arabic digits
    (`12-2` for a branch, empty where none is printed), `label` the printed label, kept verbatim.
    `name` is the @name of an hcontainer. `run_in` is the heading that the first words of the text would make:
    a candidate until both twins are known; `settle` turns it into `heading` or gives it back to the text.
    A unit has either `content`, or `children` with `intro` before and `wrap_up` after them. `headed_above`: the heading
    was received before the label, as marginal notes are.
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


@dataclass(frozen=True, slots=True)
class Draft:
    """A document in one language. Front and back matter are blocks whose marks name their parts: docTitle,
    docNumber, inline[name=addressee], signature, docDate. `lead` is body text before the first unit of a
    document whose text opens without one. `attachments` are documents carried by this one."""

    language: str
    preface: tuple[Block, ...]
    preamble: tuple[Block, ...]
    body: tuple[Unit, ...]
    conclusions: tuple[Block, ...]
    attachments: tuple[Draft, ...] = ()

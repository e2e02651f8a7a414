"""Pieces → a tree of nodes: each label below the label that holds it, each text in the unit that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Final

from diptych.config.structural_corrections import HEADING, PARAGRAPH, TEXT
from diptych.diagnostics import Position
from diptych.draft import Text
from diptych.language.profiles import Language
from diptych.readers.structure.outline import OutlinePiece, Ranks, text_of
from diptych.readers.structure.rows import clip
from diptych.values import dataclass

_AHEAD: Final = 11
"""Rows behind an unlabelled row in which the next label is searched; chosen. If raised, more paragraphs after lists
are text of an item whose numbering continues far below."""
_ADDENDA: Final = -0.5
"""Rank of addenda, and of divisions without a number; chosen above all labels, whose outermost rank is 0. If raised
to it, a label closes them."""
_PARAGRAPH: Final = 0.5
"""Rank of an unlabelled paragraph below its holder; chosen between two labels, whose ranks are whole numbers. If raised
to 1, a deeper label closes it."""
_HELD: Final = 0.01
"""Rank of a unit below the unit that holds it by the editor's word; chosen below all other differences. If raised to
`_CAPTION`, a unit between both may close it."""
_CAPTION: Final = 0.25
"""Rank of a captioned group above the units in it; chosen between these and their holder. If raised to `_PARAGRAPH`,
paragraphs are confused with groups."""
Blocks = tuple[tuple[Text, ...], ...]
"""Paragraphs, each the texts of its lines."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with its own blocks (the rest of its line first) and the units below it. `tail` is behind these. The
    first block of a `plain` unit has no heading, and the blocks of a `kept` unit stay in it: the editor says so."""

    piece: OutlinePiece | None
    element: str
    blocks: Blocks
    children: tuple[Node, ...]
    tail: Blocks = ()
    name: str = ""
    heading: tuple[Text, ...] = ()
    plain: bool = False
    kept: bool = False


@dataclass(frozen=False, slots=True)
class _OpenUnit:
    """A unit that is still being read; `rank` is its depth, `paragraphs` the element of the paragraphs that it
    counts."""

    piece: OutlinePiece | None
    rank: float
    element: str
    blocks: list[tuple[Text, ...]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    name: str = ""
    heading: tuple[Text, ...] = ()
    paragraphs: str = ""
    tail: list[tuple[Text, ...]] = field(default_factory=list)
    plain: bool = False
    kept: bool = False

    def add(self, piece: OutlinePiece) -> None:
        """Adds a row as text of the unit, behind the units in it if there are any."""
        stated = piece.row.reading is not None
        self.plain, self.kept = self.plain or stated and not self.blocks, self.kept or stated
        (self.tail if self.children else self.blocks).append(piece.texts)

    def is_bare(self) -> bool:
        """Whether the unit has a label and nothing else yet."""
        return self.piece is not None and not (self.blocks or self.children or self.heading or self.piece.heading)

    def holds(self, place: Position) -> bool:
        """Whether the unit begins on the line of a place, and not behind it."""
        own = self.piece.num if self.piece and self.piece.num else next(iter(self.blocks), ()) or self.heading
        return bool(own) and own[0].position.file == place.file and own[0].position.line == place.line and (
            own[0].position.column <= place.column)


def unit_tree(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> tuple[Node, ...]:
    """The outermost units of a body whose first piece has a label."""
    root = _OpenUnit(None, -1.0, "")
    stack = [root]
    for index, piece in enumerate(pieces):
        held = _hold(stack, piece) if piece.row.reading or piece.row.below else False
        if piece.label is not None:
            _open(stack, piece, piece.label.shape, ranks, held=held)
        elif held or piece.row.role == TEXT:
            stack[-1].add(piece)
        elif piece.row.role == HEADING:
            _head(stack, piece, pieces[index + 1:], ranks)
        elif piece.row.addenda:
            _close(stack, _ADDENDA)
            stack.append(_OpenUnit(None, _ADDENDA, "hcontainer", name="addenda", heading=piece.texts))
        elif division := language.formulas.division.fullmatch(text_of(piece)):
            _open_division(stack, piece, division.end("num"))
        elif ranks.rank("article") >= 0 and language.formulas.unnumbered.fullmatch(text_of(piece)):
            _open_unnumbered(stack, piece, ranks)
        elif captions(piece, pieces[index + 1:index + 2], ranks, language):
            _open_group(stack, piece, pieces[index + 1], ranks)
        else:
            _add_text(stack, piece, pieces[index + 1:index + 1 + _AHEAD], ranks, language)
    _close(stack, root.rank)
    return tuple(root.children)


def _hold(stack: list[_OpenUnit], piece: OutlinePiece) -> bool:
    """Close every unit inside the unit that holds a row, as the editor says, else the format; false if neither does,
    or if that unit is not open. Only the first piece of a row is held so."""
    reading = piece.row.reading
    holder = piece.row.below if reading is None else reading.under
    if holder is None or piece.label and piece.num[0].position != piece.row.position:
        return False
    depth = next((place for place in range(len(stack) - 1, 0, -1) if stack[place].holds(holder)), 0)
    if depth:
        _close_inside(stack, depth + 1)
    return depth > 0


def _head(stack: list[_OpenUnit], piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks) -> None:
    """Add a row that the editor reads as a heading: of the unit whose label is right before it, else of the units that
    follow."""
    unit = stack[-1]
    if unit.is_bare():
        unit.heading = piece.texts
        return
    after = next((other for other in following if other.label is not None), None)
    if after is not None:
        _open_group(stack, piece, after, ranks)
        return
    _close(stack, _ADDENDA)
    stack.append(_OpenUnit(None, _ADDENDA, "hcontainer", name="caption", heading=piece.texts))


def captions(piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> bool:
    """Whether a row names the unit, or the units, whose label comes next."""
    after = following[0].label if following and not piece.row.role else None
    return after is not None and ranks.level(after.shape).captioned and bool(
        language.formulas.caption.fullmatch(text_of(piece)))


def _open_group(stack: list[_OpenUnit], piece: OutlinePiece, following: OutlinePiece, ranks: Ranks) -> None:
    """Open a group for the row that names the units whose first label follows."""
    rank = ranks.rank(following.label.shape if following.label is not None else "") - _CAPTION
    _close(stack, rank)
    stack.append(_OpenUnit(None, rank, "hcontainer", name="caption", heading=piece.texts))


def _open(stack: list[_OpenUnit], piece: OutlinePiece, shape: str, ranks: Ranks, *, held: bool) -> None:
    """Open the unit of a label, and for the text on its line a paragraph if its level counts these.

    A unit that is `held` belongs to the innermost open unit, whatever their ranks are.
    """
    rank: float = ranks.places[shape]
    level = ranks.level(shape)
    alike = (unit.rank for unit in stack if unit.piece is None and unit.element == level.element)
    element = level.element
    if held:
        rank = max(rank, stack[-1].rank + _HELD)
        element = ranks.inner.get(stack[-1].element, element) if piece.row.below else element
    else:
        _close(stack, min(next(alike, rank), rank) if level.element in ranks.counted else rank)
    stack.append(_OpenUnit(piece, rank, element, [], [], paragraphs=level.paragraphs))
    if piece.texts and level.paragraphs:
        stack.append(_OpenUnit(None, rank + _PARAGRAPH, level.paragraphs, [piece.texts], []))
    elif piece.texts:
        stack[-1].blocks.append(piece.texts)


def _open_division(stack: list[_OpenUnit], piece: OutlinePiece, end: int) -> None:
    """Open a division without a number, such as the part of a code that is law. The words up to `end` designate it."""
    _close(stack, _ADDENDA)
    designation = OutlinePiece(None, clip(piece.texts, 0, end), clip(piece.texts, end), (), piece.row)
    stack.append(_OpenUnit(designation, _ADDENDA, "part"))


def _open_unnumbered(stack: list[_OpenUnit], piece: OutlinePiece, ranks: Ranks) -> None:
    """Open an article without a number, such as an annex among the articles of a code; the row is its heading."""
    rank, level = ranks.rank("article"), ranks.level("article")
    _close(stack, rank)
    stack.append(_OpenUnit(None, rank, level.element, heading=piece.texts, paragraphs=level.paragraphs))


def _add_text(stack: list[_OpenUnit], piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks,
              language: Language) -> None:
    """Add an unlabelled row: as a paragraph of its own where the level counts these, else to the innermost unit."""
    holder, stated = _counting(stack), piece.row.role == PARAGRAPH
    if not holder or not stated and language.formulas.annotation.fullmatch(text_of(piece)):
        stack[-1].add(piece)
        return
    element = stack[holder].paragraphs
    inner = () if stated else stack[holder + 1:]
    if inner and inner[-1].is_bare():
        stack[-1].add(piece)
        return
    after = next((other.label for other in following if other.label is not None), None) if inner else None
    if any(unit.piece is not None and unit.element == element for unit in inner) or after is not None and (
            after.count != (1,) and any(unit.rank == ranks.rank(after.shape) for unit in inner)):
        stack[-1].add(piece)
        return
    rank = stack[holder].rank + _PARAGRAPH
    _close(stack, rank)
    stack.append(_OpenUnit(None, rank, element, [piece.texts], plain=stated, kept=stated))


def _counting(stack: list[_OpenUnit]) -> int:
    """The place of the innermost unit that counts its paragraphs; 0 if there is none."""
    return next((place for place in range(len(stack) - 1, 0, -1) if stack[place].paragraphs), 0)


def _close(stack: list[_OpenUnit], rank: float) -> None:
    """Close every open unit at this depth or deeper."""
    inside = len(stack)
    while inside > 1 and stack[inside - 1].rank >= rank:
        inside -= 1
    _close_inside(stack, inside)


def _close_inside(stack: list[_OpenUnit], place: int) -> None:
    """Close every open unit from a place in the stack on, but not the root."""
    while len(stack) > max(place, 1):
        unit = stack.pop()
        node = Node(unit.piece, unit.element, tuple(unit.blocks), tuple(unit.children), tuple(unit.tail), unit.name,
                    unit.heading, unit.plain, unit.kept)
        if stack[-1].tail:
            # A unit follows text that is behind other units: the text is a unit of its own.
            stack[-1].children.append(Node(None, "paragraph", tuple(stack[-1].tail), (), plain=True, kept=True))
            stack[-1].tail.clear()
        stack[-1].children.append(_simplified(node) if unit.children else node)


def _simplified(node: Node) -> Node:
    """The unit, of which a lone unlabelled paragraph is its own text, and one before numbered paragraphs is their
    introduction."""
    first = node.children[0]
    if node.piece is None or first.piece is not None or first.name or node.tail:
        return node
    second = node.children[1].piece if len(node.children) > 1 else None
    if len(node.children) > 1 and (second is None or second.label is not None and second.label.count == (2,)):
        return node
    blocks = node.blocks + first.blocks
    if len(node.children) == 1:
        return Node(node.piece, node.element, blocks, first.children, first.tail, node.name, node.heading, first.plain,
                    first.kept)
    return node if first.children else Node(
        node.piece, node.element, blocks, node.children[1:], node.tail, node.name, node.heading, first.plain,
        first.kept)

"""Pieces → a tree of nodes: each label below the label that holds it, each text in the unit that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Final

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
_CAPTION: Final = 0.25
"""Rank of a captioned group above the units in it; chosen between these and their holder. If raised to `_PARAGRAPH`,
paragraphs are confused with groups."""
Blocks = tuple[tuple[Text, ...], ...]
"""Paragraphs, each the texts of its lines."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with its own blocks (the rest of its line first) and the units below it. `tail` is behind these."""

    piece: OutlinePiece | None
    element: str
    blocks: Blocks
    children: tuple[Node, ...]
    tail: Blocks = ()
    name: str = ""
    heading: tuple[Text, ...] = ()


@dataclass(frozen=False, slots=True)
class _OpenUnit:
    """A unit that is still being read; `rank` is its depth."""

    piece: OutlinePiece | None
    rank: float
    element: str
    blocks: list[tuple[Text, ...]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    name: str = ""
    heading: tuple[Text, ...] = ()


def unit_tree(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> tuple[Node, ...]:
    """The outermost units of a body whose first piece has a label."""
    root = _OpenUnit(None, -1.0, "")
    stack = [root]
    for index, piece in enumerate(pieces):
        if piece.label is not None:
            _open(stack, piece, piece.label.shape, ranks)
        elif language.formulas.addenda.fullmatch(text_of(piece)):
            _close(stack, _ADDENDA)
            stack.append(_OpenUnit(None, _ADDENDA, "hcontainer", name="addenda", heading=piece.texts))
        elif division := language.formulas.division.fullmatch(text_of(piece)):
            _open_division(stack, piece, division.end("num"))
        elif captions(piece, pieces[index + 1:index + 2], ranks, language):
            _open_group(stack, piece, pieces[index + 1], ranks)
        else:
            _add_text(stack, piece, pieces[index + 1:index + 1 + _AHEAD], ranks, language)
    _close(stack, root.rank)
    return tuple(root.children)


def captions(piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> bool:
    """Whether a row names the unit, or the units, whose label comes next."""
    after = following[0].label if following else None
    return after is not None and ranks.level(after.shape).captioned and bool(
        language.formulas.caption.fullmatch(text_of(piece)))


def _open_group(stack: list[_OpenUnit], piece: OutlinePiece, following: OutlinePiece, ranks: Ranks) -> None:
    """Open a group for the row that names the units whose first label follows."""
    rank = ranks.rank(following.label.shape if following.label is not None else "") - _CAPTION
    _close(stack, rank)
    stack.append(_OpenUnit(None, rank, "hcontainer", name="caption", heading=piece.texts))


def _open(stack: list[_OpenUnit], piece: OutlinePiece, shape: str, ranks: Ranks) -> None:
    """Open the unit of a label, and for the text on its line a paragraph if its level counts these."""
    rank = ranks.places[shape]
    level = ranks.levels[rank]
    alike = (unit.rank for unit in stack if unit.piece is None and unit.element == level.element)
    _close(stack, min(next(alike, rank), rank) if level.element in ranks.counted else rank)
    stack.append(_OpenUnit(piece, rank, level.element, [], []))
    if piece.texts and level.paragraphs:
        stack.append(_OpenUnit(None, rank + _PARAGRAPH, level.paragraphs, [piece.texts], []))
    elif piece.texts:
        stack[-1].blocks.append(piece.texts)


def _open_division(stack: list[_OpenUnit], piece: OutlinePiece, end: int) -> None:
    """Open a division without a number, such as the part of a code that is law. The words up to `end` designate it."""
    _close(stack, _ADDENDA)
    designation = OutlinePiece(None, clip(piece.texts, 0, end), clip(piece.texts, end), (), piece.row)
    stack.append(_OpenUnit(designation, _ADDENDA, "part"))


def _add_text(stack: list[_OpenUnit], piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks,
              language: Language) -> None:
    """Add an unlabelled row: as a paragraph of its own where the level counts these, else to the innermost unit."""
    holder = _counting(stack, ranks)
    if not holder or language.formulas.annotation.fullmatch(text_of(piece)):
        stack[-1].blocks.append(piece.texts)
        return
    element = ranks.levels[int(stack[holder].rank)].paragraphs
    inner = stack[holder + 1:]
    after = next((other.label for other in following if other.label is not None), None) if inner else None
    if any(unit.piece is not None and unit.element == element for unit in inner) or after is not None and (
            after.count != (1,) and any(unit.rank == ranks.rank(after.shape) for unit in inner)):
        stack[-1].blocks.append(piece.texts)
        return
    rank = stack[holder].rank + _PARAGRAPH
    _close(stack, rank)
    stack.append(_OpenUnit(None, rank, element, [piece.texts]))


def _counting(stack: list[_OpenUnit], ranks: Ranks) -> int:
    """The place of the innermost unit that counts its paragraphs; 0 if there is none."""
    return next((place for place in range(len(stack) - 1, 0, -1) if stack[place].piece is not None and (
        ranks.levels[int(stack[place].rank)].paragraphs)), 0)


def _close(stack: list[_OpenUnit], rank: float) -> None:
    """Close every open unit at this depth or deeper."""
    while len(stack) > 1 and stack[-1].rank >= rank:
        unit = stack.pop()
        node = Node(unit.piece, unit.element, tuple(unit.blocks), tuple(unit.children), (), unit.name, unit.heading)
        stack[-1].children.append(_simplified(node) if unit.children else node)


def _simplified(node: Node) -> Node:
    """The unit, of which a lone unlabelled paragraph is its own text, and one before numbered paragraphs is their
    introduction."""
    first = node.children[0]
    if node.piece is None or first.piece is not None or first.name:
        return node
    second = node.children[1].piece if len(node.children) > 1 else None
    if len(node.children) > 1 and (second is None or second.label is not None and second.label.count == (2,)):
        return node
    blocks = node.blocks + first.blocks
    if len(node.children) == 1:
        return Node(node.piece, node.element, blocks, first.children, first.tail, node.name)
    return node if first.children else Node(node.piece, node.element, blocks, node.children[1:], node.tail, node.name)

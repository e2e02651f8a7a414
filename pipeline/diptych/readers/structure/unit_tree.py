"""Pieces → a tree of nodes: each label under the one that holds it, each text with the unit it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from diptych.draft import Text
from diptych.language.profiles import Language
from diptych.readers.structure.outline import OutlinePiece, Ranks, text_of
from diptych.values import dataclass

Blocks = tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with its own blocks (the rest of its line first) and the units below it. `tail` stands after them."""

    piece: OutlinePiece | None
    element: str
    blocks: Blocks
    children: tuple[Node, ...]
    tail: Blocks = ()
    name: str = ""
    heading: tuple[Text, ...] = ()


@dataclass(frozen=False, slots=True)
class _Frame:
    """A unit being read."""

    piece: OutlinePiece | None
    rank: float
    element: str
    blocks: list[tuple[Text, ...]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    name: str = ""
    heading: tuple[Text, ...] = ()


def grow(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> tuple[Node, ...]:
    """The outermost units of a body whose first piece bears a label."""
    root = _Frame(None, -1.0, "")
    stack = [root]
    for index, piece in enumerate(pieces):
        if piece.label is None and language.formulas.addenda.fullmatch(text_of(piece).strip()):
            _close(stack, -0.5)
            stack.append(_Frame(None, -0.5, "hcontainer", name="addenda", heading=piece.texts))
        elif piece.label is None and captions(piece, pieces[index + 1:index + 2], ranks, language):
            _name(stack, piece, pieces[index + 1], ranks)
        elif piece.label is None:
            _take(stack, piece, pieces[index + 1:index + 12], ranks, language)
        else:
            _open(stack, piece, ranks)
    _close(stack, -0.9)
    return tuple(root.children)


def captions(piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> bool:
    """Whether a row names the unit, or the units, whose label comes next."""
    after = following[0].label if following else None
    return after is not None and ranks.level(after.shape).captioned and bool(
        language.formulas.caption.fullmatch(text_of(piece).strip()))


def _name(stack: list[_Frame], piece: OutlinePiece, following: OutlinePiece, ranks: Ranks) -> None:
    """Open a unit for the row that names the unit whose label follows."""
    rank = ranks.rank(following.label.shape if following.label is not None else "") - 0.25
    _close(stack, rank)
    stack.append(_Frame(None, rank, "hcontainer", name="caption", heading=piece.texts))


def _open(stack: list[_Frame], piece: OutlinePiece, ranks: Ranks) -> None:
    if piece.label is None:
        return
    rank = ranks.places[piece.label.shape]
    level = ranks.levels[rank]
    alike = (frame.rank for frame in stack if frame.piece is None and frame.element == level.element)
    _close(stack, min(next(alike, rank), rank) if level.element in ranks.counted else rank)
    stack.append(_Frame(piece, rank, level.element, [], []))
    if piece.texts and level.paragraphs:
        stack.append(_Frame(None, rank + 0.5, level.paragraphs, [piece.texts], []))
    elif piece.texts:
        stack[-1].blocks.append(piece.texts)


def _take(stack: list[_Frame], piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks,
          language: Language) -> None:
    """A row without a label: a paragraph of its own where the level counts these, else text of the innermost unit."""
    holder = _counting(stack, ranks)
    if not holder or language.formulas.annotation.fullmatch(text_of(piece).strip()):
        stack[-1].blocks.append(piece.texts)
        return
    element = ranks.levels[int(stack[holder].rank)].paragraphs
    inner = stack[holder + 1:]
    after = next((other.label for other in following if other.label is not None), None) if inner else None
    if any(frame.piece is not None and frame.element == element for frame in inner) or after is not None and (
            after.count != (1,) and any(frame.rank == ranks.rank(after.shape) for frame in inner)):
        stack[-1].blocks.append(piece.texts)
        return
    rank = stack[holder].rank + 0.5
    _close(stack, rank)
    stack.append(_Frame(None, rank, element, [piece.texts]))


def _counting(stack: list[_Frame], ranks: Ranks) -> int:
    """The place of the innermost unit that counts its paragraphs; 0 where none does."""
    for place in range(len(stack) - 1, 0, -1):
        frame = stack[place]
        if frame.piece is not None and ranks.levels[int(frame.rank)].paragraphs:
            return place
    return 0


def _close(stack: list[_Frame], rank: float) -> None:
    """Close every open unit at this depth or deeper."""
    while len(stack) > 1 and stack[-1].rank >= rank:
        frame = stack.pop()
        closed = Node(frame.piece, frame.element, tuple(frame.blocks), tuple(frame.children), (), frame.name,
                      frame.heading)
        stack[-1].children.append(_simplified(closed) if frame.children else closed)


def _simplified(node: Node) -> Node:
    """A lone unnumbered paragraph is its holder's own text; one before numbered paragraphs is their introduction."""
    first = node.children[0]
    if node.piece is None or first.piece is not None or first.name:
        return node
    second = node.children[1].piece if len(node.children) > 1 else None
    if len(node.children) > 1 and (second is None or second.label is not None and second.label.count == (2,)):
        return node
    if len(node.children) == 1:
        return Node(node.piece, node.element, node.blocks + first.blocks, first.children, first.tail, node.name)
    if first.children:
        return node
    return Node(node.piece, node.element, node.blocks + first.blocks, node.children[1:], node.tail, node.name)

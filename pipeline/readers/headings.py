"""Nodes → units: which words of a unit are its heading, for certain or as a candidate that its twin must confirm."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Kind, Language
from pipeline.model import Block, Text, Unit
from pipeline.readers.labels import GOES_ON
from pipeline.readers.layout import clip, joined
from pipeline.readers.outline import Ranks
from pipeline.readers.units import Blocks, Node

_DIVISION: int = 120
"""The greatest length of the heading of a chapter or another division."""


def units(nodes: Sequence[Node], kind: Kind, ranks: Ranks, language: Language) -> tuple[Unit, ...]:
    """The units of sibling nodes."""
    if not nodes:
        return ()
    lines = [_line_heading(node, kind, ranks, language) for node in nodes]
    run_ins = _run_ins(nodes, lines, language) if kind.headings else [0] * len(nodes)
    return tuple([_unit(node, heading, run_in, kind, ranks, language)
                  for node, heading, run_in in zip(nodes, lines, run_ins, strict=True)])


def block(texts: tuple[Text, ...]) -> Block:
    """A paragraph of these pieces."""
    return Block(texts, texts[0].position)


def _unit(node: Node, heading: int, run_in: int, kind: Kind, ranks: Ranks, language: Language) -> Unit:
    """One unit; the first `heading` characters of its text are its heading, or the first `run_in` may be."""
    taken = heading or run_in
    first: tuple[Text, ...] = ()
    piece, element, blocks, held, tail, name, printed = node
    if taken:
        first, rest = clip(blocks[0], 0, taken), clip(blocks[0], taken)
        blocks = ((rest,) if rest else ()) + blocks[1:]
    children = units(held, kind, ranks, language) if held else ()
    headed = _headed(node, blocks, kind, language) if kind.headings and not (children or run_in) else ()
    content = () if headed else tuple([Block(texts, texts[0].position) for texts in blocks])
    number, num = "", first[:0]
    if piece is not None:
        number, num, printed = piece.label.number if piece.label else "", piece.num, printed or piece.heading
    return Unit(
        element, number, num, printed + first if heading else printed,
        (num or printed or node.blocks[0])[0].position, first if run_in else (),
        () if children else content, content if children else (), children or headed,
        tuple(map(block, tail)) if tail else (), name)


def _line_heading(node: Node, kind: Kind, ranks: Ranks, language: Language) -> int:
    """How many characters of the first block are a heading that has its line for itself."""
    piece = node.piece
    if piece is None or piece.label is None or not node.blocks or piece.heading:
        return 0
    line = ranks.level(piece.label.shape).heading == "line"
    if not line and not (kind.headings and (node.children or len(node.blocks) > 1)):
        return 0
    text = joined(node.blocks[0])
    bare = text.rstrip()
    if line:
        return len(text) if len(bare) <= _DIVISION and bare[-1] not in language.terminal else 0
    if bare[-1] not in language.terminal:
        return len(text) if len(bare) <= language.run_in.line_length and bare[-1] not in GOES_ON and not (
            sentence(bare, language.run_in.numbered_marks, language)) else 0
    mark = sentence(bare, language.run_in.numbered_marks, language)
    return len(text) if mark == len(bare) <= language.run_in.numbered_length else 0


def _run_ins(nodes: Sequence[Node], lines: Sequence[int], language: Language) -> list[int]:
    """For each sibling the length of the heading that opens its text: where all numbered siblings show one, and where
    it is short enough to be one by itself."""
    numbered = [index for index, node in enumerate(nodes) if node.piece is not None]
    found = [0 if lines[index] else _run_in(node.blocks, language) for index, node in enumerate(nodes)]
    all_show = len(numbered) > 1 and all(found[index] or lines[index] for index in numbered)
    return [length if node.piece is not None and (all_show or length <= language.run_in.alone_length) else 0
            for length, node in zip(found, nodes, strict=True)]


def _run_in(blocks: Blocks, language: Language) -> int:
    """The length of a first sentence, or of a short phrase before a colon, that text follows."""
    if not blocks:
        return 0
    text, rule = joined(blocks[0]), language.run_in
    phrase = sentence(text[:rule.unnumbered_length], rule.unnumbered_marks, language)
    end = phrase or sentence(text[:rule.numbered_length + 1], rule.numbered_marks, language)
    return end if 0 < end <= rule.numbered_length and text[end:].strip() else 0


def _headed(node: Node, blocks: Blocks, kind: Kind, language: Language) -> tuple[Unit, ...]:
    """The unnumbered paragraphs of a unit as units, if there are several and each opens with a short phrase."""
    rule = language.run_in
    if len(blocks) < 2 or node.piece is None:
        return ()
    ends = []
    for texts in blocks:
        text = joined(texts)
        end = sentence(text[:rule.unnumbered_length + 1], rule.unnumbered_marks, language)
        if not 0 < end <= rule.unnumbered_length or rule.clause.fullmatch(text[:end]) or not text[end:].strip():
            return ()
        ends.append(end)
    place = kind.elements.index(node.element) + 1 if node.element in kind.elements else 1
    element = kind.elements[min(place, len(kind.elements) - 1)]
    return tuple(Unit(element, "", (), (), texts[0].position, run_in=clip(texts, 0, end),
                      content=(block(clip(texts, end)),)) for texts, end in zip(blocks, ends, strict=True))


def sentence(text: str, marks: str, language: Language) -> int:
    """The length of the text up to the first of the marks that stands outside brackets and quotes; 0 if there is none.
    A full stop of Latin script ends something only before white space or the end."""
    pairs = [pair for pair in (*language.brackets, *language.titles, *language.quotes) if pair[0] != pair[1]]
    left, right = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    depth = 0
    for index, sign in enumerate(text):
        depth = max(0, depth + (sign in left) - (sign in right))
        if depth == 0 and sign in marks and (sign != "." or not text[index + 1:index + 2].strip()):
            return index + 1
    return 0

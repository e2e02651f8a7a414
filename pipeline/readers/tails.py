"""Closing paragraphs: text after the last item that belongs to no item moves to the unit that holds the items."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.language import Kind, Language
from pipeline.readers.layout import joined
from pipeline.readers.units import Blocks, Node

_SIBLINGS: Final = 2
"""How many units show that one paragraph each is the custom."""


def tails(nodes: tuple[Node, ...], kind: Kind, language: Language) -> tuple[tuple[Node, ...], Blocks]:
    """The units with their closing paragraphs in place, and those that close the whole document."""
    if not kind.headings:
        return nodes, ()
    single = _single(nodes)
    settled = tuple(_settled(node, single) for node in nodes)
    if not settled:
        return settled, ()
    last, closing = _closed(settled[-1], language)
    return (*settled[:-1], last), closing


def _closed(node: Node, language: Language) -> tuple[Node, Blocks]:
    """The last unit without the paragraphs that close the document: those after its items, and those that say so."""
    if node.tail:
        return replace(node, tail=()), node.tail
    if node.children:
        last, closing = _closed(node.children[-1], language)
        return replace(node, children=(*node.children[:-1], last)), closing
    stay = max((index for index, texts in enumerate(node.blocks)
                if not language.formulas.closing.fullmatch(joined(texts).strip())), default=0) + 1
    return replace(node, blocks=node.blocks[:stay]), node.blocks[stay:]


def _single(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The elements whose units, unless they are the last of their kind in their holder, have one block or none."""
    counts: dict[str, list[int]] = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack += node.children
        for child in node.children[:-1]:
            counts.setdefault(child.element, []).append(len(child.blocks) if not child.children else 0)
    return frozenset(element for element, sizes in counts.items() if len(sizes) >= _SIBLINGS and max(sizes) <= 1)


def _settled(node: Node, single: frozenset[str]) -> Node:
    children = tuple(_settled(child, single) for child in node.children)
    if not children:
        return node
    last = children[-1]
    if last.element not in single or last.children or len(last.blocks) < 2 or last.piece is None:
        return replace(node, children=children)
    kept = replace(last, blocks=last.blocks[:1])
    return replace(node, children=(*children[:-1], kept), tail=last.blocks[1:])

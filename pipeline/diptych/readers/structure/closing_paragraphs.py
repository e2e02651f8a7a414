"""Closing paragraphs: text after the last item that belongs to no item moves to the unit that holds the items."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from diptych.draft import Text
from diptych.language.jurisdictions import DocumentKind
from diptych.language.profiles import Language
from diptych.readers.structure.rows import joined
from diptych.readers.structure.unit_tree import Blocks, Node

_SIBLINGS: Final = 2
"""How many siblings of one block each show that the last has too many."""
_UNITS: Final = 4
"""How many units show the custom of a document."""


def tails(nodes: tuple[Node, ...], kind: DocumentKind, language: Language) -> tuple[tuple[Node, ...], Blocks]:
    """The units with their closing paragraphs in place, and those that close the whole document."""
    if not kind.headings:
        return nodes, ()
    if not nodes:
        return nodes, ()
    whole = _settled(Node(None, "", (), nodes), _customs(nodes), language)
    whole, closing = _closed(whole, language)
    return whole.children, closing


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


def _customs(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The elements whose units, unless they are the last in their holder, nearly all have one block."""
    sizes: dict[str, list[int]] = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack += node.children
        for child in node.children[:-1]:
            sizes.setdefault(child.element, []).append(len(child.blocks) - bool(child.children))
    return frozenset(element for element, found in sizes.items()
                     if len(found) >= _UNITS and sum(size <= 1 for size in found) * 5 >= len(found) * 4)


def _appeals(texts: tuple[Text, ...], language: Language) -> bool:
    """Whether a paragraph closes a list by its words."""
    words = joined(texts).strip()
    return bool(language.formulas.appeal.fullmatch(words) or language.formulas.closing.fullmatch(words))


def _settled(node: Node, customs: frozenset[str], language: Language) -> Node:
    """A unit whose last item has more than the one block of its siblings holds the rest of them itself."""
    children = tuple(_settled(child, customs, language) for child in node.children)
    if not children:
        return node
    last, siblings = children[-1], [child for child in children[:-1] if child.element == children[-1].element]
    alike = all(len(child.blocks) == 1 and not child.children for child in siblings)
    if last.children or len(last.blocks) < 2 or last.piece is None or not alike or not siblings or (
            len(siblings) < _SIBLINGS and last.element not in customs and not _appeals(last.blocks[1], language)):
        return replace(node, children=children)
    kept = replace(last, blocks=last.blocks[:1])
    return replace(node, children=(*children[:-1], kept), tail=last.blocks[1:])

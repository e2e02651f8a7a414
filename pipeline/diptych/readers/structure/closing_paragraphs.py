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
"""Fewest siblings of one block each that show that the last item has too many; chosen. If raised, closing paragraphs
of short lists stay in their last item."""
_UNITS: Final = 4
"""Fewest units of an element that show its custom; chosen. If raised, short documents have no custom."""
_USUAL: Final = 0.8
"""Least share of units of an element that have one block, by custom; chosen. If raised, fewer elements have it, and
more closing paragraphs stay in their last item."""


def split_closing(nodes: tuple[Node, ...], kind: DocumentKind,
                  language: Language) -> tuple[tuple[Node, ...], Blocks]:
    """The units with their closing paragraphs in place, and the blocks that close the whole document."""
    if not kind.headings or not nodes:
        return nodes, ()
    whole, closing = _closed(_with_tails(Node(None, "", (), nodes), _customs(nodes), language), language)
    return whole.children, closing


def _closed(node: Node, language: Language) -> tuple[Node, Blocks]:
    """The unit without the paragraphs that close the document, and these paragraphs: the blocks after its items, else
    the closing formulas at the end of its innermost last unit."""
    if node.kept:
        return node, ()
    if node.tail:
        return replace(node, tail=()), node.tail
    if node.children:
        last, closing = _closed(node.children[-1], language)
        return replace(node, children=(*node.children[:-1], last)), closing
    stay = max((index for index, texts in enumerate(node.blocks)
                if not language.formulas.closing.fullmatch(joined(texts))), default=0) + 1
    return replace(node, blocks=node.blocks[:stay]), node.blocks[stay:]


def _customs(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The elements whose units nearly all have one block. The last unit in each holder doesn't count."""
    sizes: dict[str, list[int]] = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack += node.children
        for child in node.children[:-1]:
            sizes.setdefault(child.element, []).append(len(child.blocks) - bool(child.children))
    return frozenset(element for element, counts in sizes.items()
                     if len(counts) >= _UNITS and sum(count <= 1 for count in counts) >= _USUAL * len(counts))


def _closes(texts: tuple[Text, ...], language: Language) -> bool:
    """Whether a paragraph closes a list by its words."""
    words = joined(texts)
    return bool(language.formulas.appeal.fullmatch(words) or language.formulas.closing.fullmatch(words))


def _with_tails(node: Node, customs: frozenset[str], language: Language) -> Node:
    """The unit, which itself holds the blocks of its last item behind the first, if its siblings have one block."""
    children = tuple(_with_tails(child, customs, language) for child in node.children)
    if not children:
        return node
    last, siblings = children[-1], [child for child in children[:-1] if child.element == children[-1].element]
    alike = all(len(child.blocks) == 1 and not child.children for child in siblings)
    if node.kept or last.kept:
        return replace(node, children=children)
    if last.children or len(last.blocks) < 2 or last.piece is None or not alike or not siblings or (
            len(siblings) < _SIBLINGS and last.element not in customs and not _closes(last.blocks[1], language)):
        return replace(node, children=children)
    return replace(node, children=(*children[:-1], replace(last, blocks=last.blocks[:1])), tail=last.blocks[1:])

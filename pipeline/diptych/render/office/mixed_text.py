"""HTML elements that hold text beside blocks → the same as paragraphs and blocks, which WordprocessingML wants."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.render.office.block_styles import LINES

_BLOCKS: Final = frozenset({*LINES, "table", "div", "ul", "ol", "section"})
"""Elements that are no part of a paragraph."""


def has_words(element: etree._Element) -> bool:
    """Whether an element has text directly in it."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def holds_lines(element: etree._Element) -> bool:
    """Whether there are paragraphs or tables inside an element."""
    return next(element.iterdescendants(*LINES, "table"), None) is not None


def parted(element: etree._Element) -> Iterator[etree._Element]:
    """A box around each paragraph and each block of an element with text directly in it; the element stays as it is."""
    line = etree.Element("p")
    line.text = element.text
    for child in map(deepcopy, element.iterchildren(etree.Element)):
        if child.tag not in _BLOCKS and not holds_lines(child):
            line.append(child)
            continue
        yield from _boxed(line)
        line = etree.Element("p")
        line.text, child.tail = child.tail, None
        yield from _boxed(child)
    yield from _boxed(line)


def _boxed(block: etree._Element) -> Iterator[etree._Element]:
    """A box with a block, unless that is empty."""
    if "".join(map(str, block.itertext())).strip():
        box = etree.Element("div")
        box.append(block)
        yield box

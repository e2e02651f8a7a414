"""Akoma Ntoso by others → the same words in numbers, headings and paragraphs of units that have eIds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import ABBREVIATIONS, HIERARCHY, first_id, local, tag
from diptych.akn.provisions import UNITS

_HEADS: Final = ("num", "heading")
"""Elements printed before the text of a unit; each occurs once."""
_BLOCKS: Final = UNITS | HIERARCHY | {
    "p", "num", "heading", "subheading", "crossHeading", "block", "blockContainer", "listIntroduction", "listWrapUp",
    "tr", "th", "td", "caption", "li", "tocItem"}
"""Elements that print lines of their own. An element without any of them inside is one line."""
_WRAPPED: Final = re.compile(r"(?<![ \t])[ \t]*+[\r\n]\s*")
"""Pattern of a line break in the file, with white space around it; it is one space of the text."""


def adopted(document: Document) -> Document:
    """A copy of the document with all words in provisions.

    Other elements with words become paragraphs. A unit or paragraph gets a new eId if it has none or a repeated one.
    Documents beside the main one are moved to its end.
    """
    root = deepcopy(document.root)
    main = Document(root).main
    for other in [child for child in root.iterchildren(etree.Element) if child is not main]:
        main.append(other)
    _reshape(main)
    _identify(main)
    return Document(root, document.version)


def _reshape(element: etree._Element) -> None:
    """Turns the content of an element into numbers, headings, paragraphs and units, in place."""
    expected = set(_HEADS) if local(element.tag) in UNITS else set[str]()
    for child in _elements(element):
        name = local(child.tag)
        if name in expected or name == "p":
            expected.discard(name)
            _unwrap(child)
        elif name in _HEADS or name not in UNITS and _is_line(child):
            child.tag = tag("p")
            _unwrap(child)
        else:
            if name not in UNITS and child.find(tag("num")) is not None:
                child.tag = tag("hcontainer")  # an element with a number is a unit: a recital, a container
            _reshape(child)


def _is_line(element: etree._Element) -> bool:
    return not any(local(inner.tag) in _BLOCKS for inner in element.iterdescendants(etree.Element))


def _elements(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element without metadata, after its loose words were put into paragraphs."""
    for node in list(element):
        if (node.tail or "").strip():
            line = etree.Element(tag("p"))
            line.text, node.tail = node.tail, None
            node.addnext(line)
    if (element.text or "").strip():
        line = etree.Element(tag("p"))
        line.text, element.text = element.text, None
        element.insert(0, line)
    yield from (child for child in list(element) if local(child.tag) not in ("", "meta"))


def _unwrap(line: etree._Element) -> None:
    """Removes the file's line breaks from a line, and the eIds of its inner elements: a line is one provision."""
    for node in line.iter():
        if node is not line:
            node.tail = _WRAPPED.sub(" ", node.tail) if node.tail else None
        if isinstance(node.tag, str):
            node.text = _WRAPPED.sub(" ", node.text) if node.text else None
            if node is not line:
                node.attrib.pop("eId", None)


def _identify(main: etree._Element) -> None:
    """Gives every unit and paragraph a unique eId: the eId of the unit around it, its own name, a number."""
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    for element in main.iter(etree.Element):
        name = local(element.tag)
        if name not in UNITS and name != "p" or any(local(outer.tag) in ("meta", "p", *_HEADS)
                                                    for outer in element.iterancestors()):
            continue
        eid = element.get("eId", "")
        if not eid or eid in used:
            around = first_id(element.iterancestors())
            stem = "__".join(part for part in (around, ABBREVIATIONS.get(name, name)) if part)
            while not eid or eid in used:
                numbers[stem] += 1
                eid = f"{stem}_{numbers[stem]}"
            element.set("eId", eid)
        used.add(eid)

"""Akoma Ntoso that others wrote → the same words in the shape that our own has: each in a number, a heading or a
paragraph, in a unit that has an eId."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import ABBREVIATIONS, HIERARCHY, local, tag
from diptych.akn.provisions import UNITS

_HEADS: Final = ("num", "heading")
"""What a unit prints before its text; each once."""
_BLOCKS: Final = UNITS | HIERARCHY | {
    "p", "num", "heading", "subheading", "crossHeading", "block", "blockContainer", "listIntroduction", "listWrapUp",
    "tr", "th", "td", "caption", "li", "tocItem"}
"""What holds words of its own wherever it stands; an element with none of these in it is a line itself."""
_WRAPPED: Final = re.compile(r"[ \t]*[\r\n]\s*")
"""Where a line of the file ends, and those of the text do not."""


def adopted(document: Document) -> Document:
    """A copy in which all words are in provisions. Other elements with words become paragraphs; units and paragraphs
    without an eId, or with one that another has, get a new one; documents beside the main one go to its end."""
    root = deepcopy(document.root)
    main = Document(root).main
    for other in [child for child in root if child is not main and isinstance(child.tag, str)]:
        main.append(other)
    _settle(main)
    _identify(main)
    return Document(root, document.version)


def _settle(element: etree._Element) -> None:
    """Makes lines of all that stands in an element: first what it prints before its text, if it is a unit."""
    open_ = set(_HEADS) if local(element.tag) in UNITS else set[str]()
    for child in _elements(element):
        name = local(child.tag)
        if name in open_ or name == "p":
            open_.discard(name)
            _unwrap(child)
        elif name in _HEADS or name not in UNITS and _is_line(child):
            child.tag = tag("p")
            _unwrap(child)
        else:
            if name not in UNITS and child.find(tag("num")) is not None:
                child.tag = tag("hcontainer")  # what prints a number is a unit (a recital, a container)
            _settle(child)


def _is_line(element: etree._Element) -> bool:
    return not any(local(one.tag) in _BLOCKS for one in element.iterdescendants(etree.Element))


def _elements(element: etree._Element) -> Iterator[etree._Element]:
    """The elements right inside one, loose words among them put into paragraphs; no metadata."""
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
    """Takes out of a line the ends of the file's lines, and of what stands in it the eIds: it is one provision."""
    for node in line.iter():
        if node is not line:
            node.tail = _WRAPPED.sub(" ", node.tail) if node.tail else None
        if isinstance(node.tag, str):
            node.text = _WRAPPED.sub(" ", node.text) if node.text else None
            if node is not line:
                node.attrib.pop("eId", None)


def _identify(main: etree._Element) -> None:
    """Gives every unit and paragraph an eId of its own: that of the unit around it, its name, a number."""
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    for element in main.iter(etree.Element):
        name = local(element.tag)
        if name not in UNITS and name != "p" or any(local(one.tag) in ("meta", "p", *_HEADS) for one in
                                                    element.iterancestors()):
            continue
        eid = element.get("eId", "")
        if not eid or eid in used:
            around = next((one.get("eId") for one in element.iterancestors() if one.get("eId")), "")
            stem = "__".join(part for part in (around, ABBREVIATIONS.get(name, name)) if part)
            while not eid or eid in used:
                numbers[stem] += 1
                eid = f"{stem}_{numbers[stem]}"
            element.set("eId", eid)
        used.add(eid)

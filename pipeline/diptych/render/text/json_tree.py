"""Akoma Ntoso document → data for JSON: its identity, and its units with numbers, headings and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from diptych.akn.document import Document, received
from diptych.akn.names import DOCUMENT_TYPES, HIERARCHY, PARTS, local

Tree = Mapping[str, object]
"""Dictionaries, lists and strings that JSON can express."""
_HEAD: Final = ("num", "heading", "subheading")
"""Elements that become keys of their unit."""
_WRAPPERS: Final = ("content", "intro", "wrapUp")
"""Elements whose blocks become blocks of the unit."""


def tree(document: Document) -> Tree:
    """The document as dictionaries, lists and strings."""
    return {
        "work": document.work_iri, "expression": document.expression_iri, "language": document.language,
        "title": document.title, "number": document.number, "date": document.known_date or None,
        "author": document.author,
        "parts": [_node(child) for child in document.main if local(child.tag) in PARTS],
    }


def _node(element: etree._Element) -> Tree:
    """A part or unit: its eId, number and headings, then its blocks and units in document order."""
    node: dict[str, object] = {"element": local(element.tag)}
    if eid := element.get("eId"):
        node["eId"] = eid
    blocks: list[object] = []
    for child in element:
        name = local(child.tag)
        if name in _HEAD:
            node[name] = received(child).strip()
        elif name in _WRAPPERS:
            blocks += [_block(block) for block in child]
        elif name in HIERARCHY or name in PARTS or name in DOCUMENT_TYPES:
            blocks.append(_node(child))
        elif name != "meta":
            blocks.append(_block(child))
    return {**node, "content": blocks}


def _block(element: etree._Element) -> Tree:
    """A block: its received text, or the rows of a table."""
    block: dict[str, object] = {"element": local(element.tag), "eId": element.get("eId")}
    if local(element.tag) == "table":
        captions = [received(part).strip() for part in element if local(part.tag) == "caption"]
        rows = [[received(cell).strip() for cell in row] for row in element if local(row.tag) != "caption"]
        return {**block, **({"caption": captions[0]} if captions else {}), "rows": rows}
    return {**block, "text": received(element).strip()}

"""An Akoma Ntoso document → plain data: who it is, and its units with labels, headings and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from diptych.akn.document import Document, received
from diptych.akn.names import DOCUMENT_TYPES, HIERARCHY, PARTS, local

Tree = Mapping[str, object]
_PRINTED: Final = ("num", "heading", "subheading")
_BOXES: Final = ("content", "intro", "wrapUp")


def tree(document: Document) -> Tree:
    """The document as JSON can hold it."""
    return {
        "work": document.work_iri, "expression": document.expression_iri, "language": document.language,
        "title": document.title, "number": document.number, "date": document.date, "author": document.author,
        "parts": [_node(child) for child in document.main if local(child.tag) in PARTS],
    }


def _node(element: etree._Element) -> Tree:
    """One part or unit: its eId, what it prints, then its own blocks and units in their order."""
    node: dict[str, object] = {"element": local(element.tag)}
    if element.get("eId"):
        node["eId"] = element.get("eId")
    blocks: list[object] = []
    for child in element:
        name = local(child.tag)
        if name in _PRINTED:
            node[name] = received(child).strip()
        elif name in _BOXES:
            blocks += [_block(block) for block in child]
        elif name in HIERARCHY or name in PARTS or name in DOCUMENT_TYPES:
            blocks.append(_node(child))
        elif name != "meta":
            blocks.append(_block(child))
    return {**node, "content": blocks}


def _block(element: etree._Element) -> Tree:
    if local(element.tag) == "table":
        rows = [[received(cell).strip() for cell in row] for row in element]
        return {"element": "table", "eId": element.get("eId"), "rows": rows}
    return {"element": local(element.tag), "eId": element.get("eId"), "text": received(element).strip()}

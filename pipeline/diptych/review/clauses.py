"""An expression → its clauses."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from diptych.akn.document import Document, emended, received
from diptych.akn.names import local
from diptych.akn.provisions import UNITS
from diptych.review.clause_pairs import ComparedClause

_HEADS = frozenset({"heading", "subheading"})


def clauses(document: Document) -> Iterator[ComparedClause]:
    """The clauses of an expression that have words of their own, in its order: a unit with its heading and its one
    paragraph; where it has several, or units inside it, each paragraph alone. What the editor supplied are no words of
    the text."""
    for eid, found in _clauses(document.main):
        spoken = [block for block in found if received(block).strip()]
        if spoken:
            yield ComparedClause(eid, "\n".join(map(emended, spoken)), tuple(block.get("eId", "") for block in spoken))


def _clauses(element: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The eId of each clause below an element, with its headings and paragraphs."""
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        if name == "p":
            yield eid, [child]
        elif name in UNITS and eid:
            own = list(_own(child))
            paragraphs = [block for block in own if local(block.tag) == "p"]
            whole = len(paragraphs) == 1 and not any(local(one.tag) in UNITS for one in child.iterdescendants())
            yield eid, own if whole else [block for block in own if block not in paragraphs]
            yield from () if whole else _clauses(child)
        elif name not in ("", "meta", "num", *_HEADS):
            yield from _clauses(child)


def _own(unit: etree._Element) -> Iterator[etree._Element]:
    """The headings and paragraphs of a unit that are in none inside it."""
    for child in unit:
        name = local(child.tag)
        if name == "p" or name in _HEADS:
            yield child
        elif name not in ("", "meta", "num") and name not in UNITS:
            yield from _own(child)

"""An expression → its clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended, received
from diptych.akn.names import local
from diptych.akn.provisions import UNITS
from diptych.review.clause_pairs import ComparedClause

_HEADINGS: Final = frozenset({"heading", "subheading"})
"""Elements of a unit's headings: defined by Akoma Ntoso 1.0. If one is added, its text joins that of the unit."""
_IGNORED: Final = frozenset({"", "meta", "num"})
"""Elements without words of a clause; "" is a comment. Chosen. If one is added, its text is not compared."""


def clauses(document: Document) -> Iterator[ComparedClause]:
    """The clauses of an expression that have words of their own, in its order.

    A unit with one paragraph is one clause with its headings. Otherwise each paragraph is a clause of its own.
    Blocks that the editor supplied are left out."""
    for eid, blocks in _clauses(document.main):
        worded = [block for block in blocks if received(block).strip()]
        if worded:
            yield ComparedClause(eid, "\n".join(map(emended, worded)), tuple(block.get("eId", "") for block in worded))


def _clauses(element: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The eId of each clause below an element, with its headings and paragraphs."""
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        if name == "p":
            yield eid, [child]
        elif name in UNITS and eid:
            own = list(_own(child))
            paragraphs = [block for block in own if local(block.tag) == "p"]
            whole = len(paragraphs) == 1 and not any(local(inner.tag) in UNITS for inner in child.iterdescendants())
            yield eid, own if whole else [block for block in own if block not in paragraphs]
            yield from () if whole else _clauses(child)
        elif name not in _IGNORED | _HEADINGS:
            yield from _clauses(child)


def _own(unit: etree._Element) -> Iterator[etree._Element]:
    """The headings and paragraphs of a unit that belong to no unit inside it."""
    for child in unit:
        name = local(child.tag)
        if name == "p" or name in _HEADINGS:
            yield child
        elif name not in _IGNORED | UNITS:
            yield from _own(child)

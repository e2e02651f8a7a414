"""A view of Akoma Ntoso → its units in document order, to be aligned."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import local
from diptych.akn.provisions import Provision, provisions
from diptych.align.pairs import AlignedUnit

_NOTE: Final = "noteRef"
_OCCURRENCE: Final = "oc_"
"""Prefix of the part of an eId that counts later units with the same number."""


def units(document: Document) -> tuple[AlignedUnit, ...]:
    """The provisions of a document that print anything; a unit of several paragraphs keeps its number and heading, and
    the paragraphs follow it."""
    items = list(provisions(document))
    holding_paragraphs = {item.parent for item in items if item.name == "p"}
    holding_articles = {item.parent for item in items if item.parent and not _continues_id(item)}
    levels: dict[str, int] = {"": -1}
    labels: dict[str, str] = {"": ""}
    aligned: list[AlignedUnit] = []
    for item in items:
        levels[item.eid] = levels.get(item.parent, -1) + 1
        enclosing = labels.get(item.parent, "")
        label = _label(item, enclosing, holding_articles) if item.number else ""
        labels[item.eid] = label or enclosing
        text = item.heading if item.eid in holding_paragraphs else "\n".join(filter(None, (item.heading, item.text)))
        if text or item.number:
            aligned.append(AlignedUnit(item.eid, text, levels[item.eid], item.number, label, enclosing, item.name,
                                       frozenset(terms(item.element)) if text else frozenset()))
    return tuple(aligned)


def _label(item: Provision, enclosing: str, holding_articles: Container[str]) -> str:
    """The numbers of a unit and of those around it, as in eIds.

    Articles numbered through the whole text have no number before theirs, in case only one text has chapters. The
    number of a chapter begins with a slash.
    """
    number = next(part for part in reversed(item.eid.split("__")) if not part.startswith(_OCCURRENCE)).rpartition(
        "_")[2]
    if item.eid in holding_articles and not enclosing:
        return f"/{number}"
    return f"{enclosing}.{number}" if enclosing and _continues_id(item) else number


def _continues_id(item: Provision) -> bool:
    """True if the eId of a unit begins with that of the unit around it."""
    return item.eid.startswith(f"{item.parent}__")


def terms(element: etree._Element) -> Iterator[str]:
    """The things to which the inline elements of a unit refer."""
    for inner in element.iter(etree.Element):
        if inner is not element and local(inner.tag) != _NOTE:
            yield from (value for name in ("refersTo", "href") if (value := inner.get(name)))

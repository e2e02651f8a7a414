"""A view of Akoma Ntoso → its units in order: what is aligned clause by clause."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import local
from diptych.akn.provisions import Provision, provisions
from diptych.align.pairs import AlignedUnit

_NOTE: Final = "noteRef"
_AGAIN: Final = "oc_"
"""The part of an eId that tells a number that comes again from the first of its kind."""


def units(document: Document) -> tuple[AlignedUnit, ...]:
    """The provisions of a document that print something of their own; a unit that has several paragraphs keeps its
    number and heading, the paragraphs come after it."""
    found = list(provisions(document))
    holders = {one.parent for one in found if one.name == "p"}
    around = {one.parent for one in found if one.parent and not _within(one)}
    levels: dict[str, int] = {"": -1}
    labels: dict[str, str] = {"": ""}
    made: list[AlignedUnit] = []
    for one in found:
        levels[one.eid] = levels.get(one.parent, -1) + 1
        holder = labels.get(one.parent, "")
        label = _label(one, holder, around) if one.number else ""
        labels[one.eid] = label or holder
        own = one.heading if one.eid in holders else "\n".join(part for part in (one.heading, one.text) if part)
        if own or one.number:
            made.append(AlignedUnit(one.eid, own, levels[one.eid], one.number, label, holder, one.name,
                             frozenset(terms(one.element)) if own else frozenset()))
    return tuple(made)


def _label(one: Provision, holder: str, around: Container[str]) -> str:
    """The numbers of a unit and of those around it, as eIds have them: articles that are counted through a text have no
    others before theirs, so that a chapter that only one of two texts has doesn't keep them apart. The numbers of what
    is around articles begin with a slash."""
    number = next(part for part in reversed(one.eid.split("__")) if not part.startswith(_AGAIN)).rpartition("_")[2]
    if one.eid in around and not holder:
        return f"/{number}"
    return f"{holder}.{number}" if holder and _within(one) else number


def _within(one: Provision) -> bool:
    """Whether the id of a unit goes on from that of the unit that it is in."""
    return one.eid.startswith(f"{one.parent}__")


def terms(element: etree._Element) -> Iterator[str]:
    """What the inline elements of a unit refer to."""
    for inner in element.iter(etree.Element):
        if inner is not element and local(inner.tag) != _NOTE:
            yield from (value for name in ("refersTo", "href") if (value := inner.get(name)))

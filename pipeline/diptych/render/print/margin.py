"""Citable ids → the margin beside the first line of the element that they name.

If several elements begin on a line, the innermost id is printed, which contains the others. Cells of tables have none.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html.elements import make
from diptych.render.html.queries import classes

EID: Final = "eid"
"""Class of an id in the margin."""
_SEPARATOR: Final = "__"
"""Separator of the ids that an eId is made of."""
_BREAK: Final = "\u200b"
"""Zero-width space: an id may be broken before a separator."""


def put_ids(article: etree._Element) -> None:
    """Puts the citable ids of a fragment into the boxes of the first lines of their elements, in place."""
    shown: dict[etree._Element, str] = {}
    for element in article.iter("*"):
        eid = element.get("data-eid")
        if eid and next(element.iterancestors("table"), None) is None and not _is_sole_block(element):
            shown[_first_line(element)] = eid
    for holder, eid in shown.items():
        label = make("span", EID, eid.replace(_SEPARATOR, _BREAK + _SEPARATOR))
        label.tail, holder.text = holder.text, None
        holder.insert(0, label)


def _first_line(element: etree._Element) -> etree._Element:
    """The element whose box has the first line of an element."""
    before, parent = element.getprevious(), element.getparent()
    if "akn-run-in" in classes(element):
        return element
    if parent is not None and "akn-run-in" in classes(parent) and before is not None and (
            "akn-headline" in classes(before)):
        return parent
    return next((inner for inner in element.iter("*") if classes(inner) & {"akn-headline", "akn-cell"}
                 or inner.tag in ("p", "h1")), element)


def _is_sole_block(block: etree._Element) -> bool:
    """Whether an element is the only block of text of its unit, so that the unit's id is enough."""
    unit = _unit_around(block)
    if unit is None or block.tag == "section":
        return False
    blocks = (inner for inner in unit.iter("*") if inner.get("data-eid") and inner.tag != "section")
    return [inner for inner in blocks if _unit_around(inner) is unit] == [block]


def _unit_around(block: etree._Element) -> etree._Element | None:
    return next((section for section in block.iterancestors("section") if section.get("data-eid")), None)

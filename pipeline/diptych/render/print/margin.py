"""The ids that a reader may cite, in the margin beside the first line of what they name.

Where several begin on one line the innermost is shown, which begins with the others. A cell of a table shows none.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html.elements import make

EID: Final = "eid"
"""The class of an id in the margin."""
_STEP: Final = "__"
_SPACE: Final = "\u200b"
"""Where an id may be divided: between the ids that it is made of."""


def put_ids(article: etree._Element) -> None:
    """Puts the ids of a fragment into the boxes of the first lines of what they name, in place."""
    shown: dict[etree._Element, str] = {}
    for element in article.iter("*"):
        eid = element.get("data-eid")
        if eid and not _in_table(element) and (element.tag == "section" or not _sole_block(element)):
            shown[_holder(element)] = eid
    for holder, eid in shown.items():
        made = make("span", EID, eid.replace(_STEP, _SPACE + _STEP))
        made.tail, holder.text = holder.text, None
        holder.insert(0, made)


def _holder(element: etree._Element) -> etree._Element:
    """The box of the first line of an element, where its id is anchored."""
    around = (element, element.getparent())
    running = next((one for one in around if one is not None and "akn-run-in" in _classes(one)), None)
    if running is not None and (element is running or _follows_headline(element)):
        return running
    return next((one for one in element.iter("*") if _classes(one) & {"akn-headline", "akn-cell"}
                 or one.tag in ("p", "h1")), element)


def _follows_headline(element: etree._Element) -> bool:
    before = element.getprevious()
    return before is not None and "akn-headline" in _classes(before)


def _in_table(element: etree._Element) -> bool:
    return any(above.tag == "table" for above in element.iterancestors())


def _sole_block(block: etree._Element) -> bool:
    """Whether a block is all the text that its unit has, so that the unit's id says enough."""
    unit = next((above for above in block.iterancestors("section") if above.get("data-eid")), None)
    if unit is None:
        return False
    blocks = [one for one in unit.iter("*") if one.get("data-eid") and one.tag != "section"
              and next(above for above in one.iterancestors("section") if above.get("data-eid")) is unit]
    return len(blocks) == 1


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())

"""Blocks of a fragment → the styles of their paragraphs in DOCX, and their levels in the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from diptych.render.html.queries import HEADINGS, classes, with_class

LINES: Final = (*HEADINGS, "p", "li")
"""Elements that become a paragraph."""
_BY_CLASS: Final = {"akn-docTitle": "Title", "akn-docNumber": "Subtitle"}
"""The styles of blocks with an element of a class."""
_DEPTH: Final = 9
"""Levels of the outline (17.3.1.20)."""


def runs_in(block: etree._Element) -> bool:
    """Whether the text of a unit follows its headline on the same line."""
    parent = block.getparent()
    return "akn-headline" in classes(block) and parent is not None and "akn-run-in" in classes(parent)


def style(block: etree._Element, outer: Sequence[frozenset[str]], cell: str, *, runs_in: bool) -> str:
    """The style id of a block. `outer` are the classes of each element around it; `cell` is the style of other text in
    the table cell that has it, empty on the page."""
    named = next((style for name, style in _BY_CLASS.items() if with_class(block, name, "span")), "")
    attached = sum("akn-attachment" in names for names in outer)
    around = frozenset().union(*outer)
    if not named and block.tag in HEADINGS:
        level = max(1, int(block.tag[1]) - 1 - attached)
        named = f"Clause{level}" if runs_in and not cell else f"Heading{level}"
    if "akn-absent" in classes(block):
        named = named or "Absent"
    if "akn-conclusions" in around and any({"akn-signature", "akn-docDate"} & classes(part) for part in block.iter()):
        named = named or "Signature"
    return named or cell or _on_page(block, around, attached)


def _on_page(block: etree._Element, around: frozenset[str], attached: int) -> str:
    """The style id of a paragraph on the page that is no heading."""
    if "akn-preface" in around:
        return "Subtitle"
    if any(part.get("data-name") == "addressee" for part in block.iter("span")):
        return "Salutation"
    return f"Clause{_depth(block, attached)}" if _opens_unit(block) else "BodyText"


def opens_attachment(block: etree._Element) -> bool:
    """Whether a block is the first of an attachment."""
    attachment = next((part for part in block.iterancestors() if "akn-attachment" in classes(part)), None)
    return attachment is not None and next(attachment.iter(*LINES, "table"), None) is block


def _opens_unit(block: etree._Element) -> bool:
    """Whether a block has the number of a unit without headline."""
    unit = next(block.iterancestors("section"), None)
    return unit is not None and bool(unit.get("data-eid")) and bool(with_class(block, "akn-num", "span")) and next(
        unit.iter(*LINES), None) is block


def _depth(block: etree._Element, attached: int) -> int:
    """The level of a unit in the outline."""
    units = sum(bool(part.get("data-eid")) for part in block.iterancestors("section"))
    return min(max(units - attached, 1), _DEPTH)

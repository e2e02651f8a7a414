"""Numbers below headings above them (marginal notes) → the start of the first paragraph, as the text is numbered.

A number on a line of its own between heading and text would take a line away from both.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html import provisions
from diptych.render.html.elements import make
from diptych.render.html.queries import HEADINGS, classes, with_class

_ABOVE: Final = "akn-above"
NUMBER: Final = "akn-number"
"""Class of a number at the start of a paragraph."""


def run_in(article: etree._Element) -> None:
    """Moves the number below each heading into the paragraph that follows, in place; in rows, those of all cells."""
    for unit in article.iter("section"):
        top = next((child for child in unit if child.tag in HEADINGS or "akn-row-heading" in classes(child)), None)
        if top is None or top is not unit[0]:
            continue
        headings = _headings(top)
        paragraphs = _paragraphs(top)
        if headings and len(headings) == len(paragraphs) and all(map(_number, headings)):
            for heading, paragraph in zip(headings, paragraphs, strict=True):
                _move(heading, paragraph)


def _headings(top: etree._Element) -> list[etree._Element]:
    """The heading, or those in the cells of a row."""
    return [top] if top.tag in HEADINGS else [next(cell.iter(*HEADINGS), cell) for cell in top]


def _paragraphs(top: etree._Element) -> list[etree._Element]:
    """The paragraph after a heading, or those in the row after it; the first ones of a unit that begins there."""
    following = top.getnext()
    while following is not None and following.tag == "section":
        following = next(iter(following), None)
    if following is None:
        return []
    if top.tag in HEADINGS:
        return [following] if following.tag == "p" else []
    is_row = "akn-row-p" in classes(following) and all(cell.tag == "p" for cell in following)
    return [*following] if is_row else []


def _number(heading: etree._Element) -> str:
    """The number below a heading; empty if there is none, or more than a text."""
    above = next((part for part in heading if _ABOVE in classes(part)), None)
    return "" if above is None or above.getnext() is not None else (above.tail or "").strip()


def _move(heading: etree._Element, paragraph: etree._Element) -> None:
    above = with_class(heading, _ABOVE)[0]
    number = make("span", NUMBER, (above.tail or "").strip())
    above.tail = None
    number.tail = provisions.space(number.text or "") + (paragraph.text or "")
    paragraph.text = None
    paragraph.insert(0, number)

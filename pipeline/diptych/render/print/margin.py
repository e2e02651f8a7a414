"""Numbers by which units are cited → the margin beside the first line of each unit.

A number is the path of the unit's numbers from its article, or from the outermost unit of a text without articles:
`5(2)(a)`. An unnumbered paragraph is counted: `¶2`. Nothing is printed where all of it stands in the line itself. If
several units begin on a line, the number is that of the innermost one. Cells of tables have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile
from typing import Final

from lxml import etree

from diptych.render.html import title_lines
from diptych.render.html.elements import make
from diptych.render.html.queries import classes, with_class

EID: Final = "eid"
"""Class of a number in the margin."""
NUMBER: Final = "data-num"
"""Attribute of a unit: its number as cited. Further texts of a parallel edition have `data-num-1` and so on."""
ROOM: Final = 10.0
"""Greatest width of a number in the margin in ems of its font (measured: 66 points of 6.4).

If raised, a number can run over the edge of the margin; if lowered, more numbers lose their first parts.
"""
_PILCROW: Final = "\u00b6"
_CLOSING: Final = re.compile(r"(?<=[^\W_])[\s.,:;\u3001\u3002\uff0c\uff0e\uff1a]+$")
"""Pattern of the punctuation that follows a number at the head of a unit and not in a citation of it."""
_SPACES: Final = re.compile(r"(?<![A-Za-z])\s+|\s+(?![0-9A-Za-z])")
"""Pattern of spaces in a number, except after a Latin word: `Section 3`."""


def read_numbers(article: etree._Element) -> None:
    """Writes the number of each unit, as cited, into its attribute, in place; `NUMBER` for each column."""
    for number in with_class(article, "akn-num", "span"):
        unit, cited = next(number.iterancestors("section"), None), cited_number(published(number))
        place = column(number)
        missing = [] if unit is None or not unit.get("data-eid") or not cited else [
            name for name in (f"{NUMBER}-{place}" if place else NUMBER, NUMBER) if not unit.get(name)]
        for name in missing:
            unit.set(name, cited)  # type: ignore[union-attr]


def published(element: etree._Element) -> str:
    """The text of a number without deletions and marks of notes."""
    parts = [element.text or ""]
    for child in element:
        parts.append("" if child.tag in ("del", "sup") else published(child))
        parts.append(child.tail or "")
    return "".join(parts)


def cited_number(number: str) -> str:
    """A number as it is cited: without the punctuation after it and the spaces in it."""
    return _SPACES.sub("", _CLOSING.sub("", number.strip()))


def joined(numbers: Sequence[str]) -> str:
    """The numbers of a path as one; a middle dot is between two numerals that would run together."""
    path = ""
    for number in numbers:
        path += "\u00b7" + number if _is_numeral(path[-1:]) and _is_numeral(number[:1]) else number
    return path


def _is_numeral(character: str) -> bool:
    """Whether a character is a numeral of a decimal or of the Chinese system, not one in a circle."""
    return character.isdecimal() or character.isnumeric() and not character.isdigit()


def cited_path(unit: etree._Element, column: int = 0) -> str:
    """The number by which a unit is cited, in the text of a column; empty if it and all units around have none."""
    return joined([_number(part, column) for part in _path(unit)])


def put_numbers(article: etree._Element, address: str) -> None:
    """Puts the numbers into the boxes of the first lines of their units, in place; each is a link to its unit.

    `address` is the permanent address of the text.
    """
    begun: dict[etree._Element, list[etree._Element]] = {}
    for element in article.iter("*"):
        if element.get("data-eid") and next(element.iterancestors("table"), None) is None and (
                not _is_sole_block(element)):
            begun.setdefault(first_line(element), []).append(element)
    for holder, elements in begun.items():
        number = _printed(elements)
        if number:
            label = make("a", EID, number, href=f"{address}~{elements[-1].get('data-eid', '')}", title=number)
            label.tail, holder.text = holder.text, None
            holder.insert(0, label)


def _printed(elements: list[etree._Element]) -> str:
    """The number beside a line on which elements begin, outermost first; empty if it stands in the line."""
    unit = elements[-1]
    if unit.get(NUMBER) is None:
        is_alone = not any(element.get(NUMBER) for element in elements)
        return _counted(unit) if is_alone and not _is_around_text(unit) else ""
    path = [*_path(unit)]
    numbers = [_number(part) for part in path]
    if all(part in elements for part in path):
        return ""
    while len(numbers) > 1 and title_lines.width("\u2026" + joined(numbers)) > ROOM:
        del numbers[0]
    return joined(numbers) if len(numbers) == len(path) else "\u2026" + joined(numbers)


def _path(unit: etree._Element) -> list[etree._Element]:
    """The units whose numbers make up the citation of a unit, outermost first: not those around its article."""
    around = [unit, *(section for section in unit.iterancestors("section") if section.get("data-eid"))]
    inside = list(takewhile(lambda section: "akn-attachment" not in classes(section), around)) or around[:1]
    article = next((index for index, section in enumerate(inside) if "akn-article" in classes(section)), None)
    if article is None and any("akn-article" in classes(inner) for inner in unit.iterdescendants("section")):
        return [unit]
    path = inside[:len(inside) if article is None else article + 1][::-1]
    return list(dropwhile(lambda section: section is not unit and not section.get(NUMBER), path))


def _number(unit: etree._Element, column: int = 0) -> str:
    return unit.get(f"{NUMBER}-{column}" if column else NUMBER) or unit.get(NUMBER) or _counted(unit)


def _counted(block: etree._Element) -> str:
    """The place of an unnumbered unit or block among those beside it, as in `¶2`.

    Empty if it is the only one, or has a heading on a line of its own.
    """
    parent = block.getparent()
    if len(block) and {"akn-headline", "akn-row-heading"} & classes(block[0]) and "akn-run-in" not in classes(block):
        return ""
    siblings = [] if parent is None else [child for child in parent if child.get("data-eid") and not child.get(NUMBER)
                                          and (child.tag == "section") == (block.tag == "section")]
    return f"{_PILCROW}{siblings.index(block) + 1}" if len(siblings) > 1 else ""


def column(element: etree._Element) -> int:
    """The index of the text of a parallel edition that an element belongs to; 0 in an edition of one text."""
    cell = next((holder for holder in element.iterancestors() if "akn-cell" in classes(holder)), None)
    row = None if cell is None else cell.getparent()
    return 0 if cell is None or row is None else [each for each in row if "akn-cell" in classes(each)].index(cell)


def first_line(element: etree._Element) -> etree._Element:
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
    """Whether an element is the only block of text of its unit, so that the unit's number is enough."""
    unit = _unit_around(block)
    if unit is None or block.tag == "section":
        return False
    blocks = (inner for inner in unit.iter("*") if inner.get("data-eid") and inner.tag != "section")
    return [inner for inner in blocks if _unit_around(inner) is unit] == [block]


def _is_around_text(block: etree._Element) -> bool:
    """Whether a block is outside the body of its document."""
    parts = {"akn-preface", "akn-preamble", "akn-conclusions"}
    return any(parts & classes(part) for part in (block, *block.iterancestors()))


def _unit_around(block: etree._Element) -> etree._Element | None:
    return next((section for section in block.iterancestors("section") if section.get("data-eid")), None)

"""A text → its smallest units that are compared: clauses without the clauses inside them, and the rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.names import first_id, local, tag
from diptych.akn.provisions import Provision, provisions
from diptych.render.html.provisions import numbered

_CELLS: Final = ("td", "th")
_BETWEEN: Final = " | "
"""What divides the cells of a row."""


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """The words of a unit, one line a paragraph; of a row of a table also the first cell, and the unit around it."""

    text: str
    row: str = ""
    around: str = ""


def units(document: Document) -> Mapping[str, ComparedUnit]:
    """The units of a text by eId, in its order, each word in one of them. A row has the eId of its first paragraph."""
    every = list(provisions(document))
    inside = {item.element for item in every}
    return dict(chain.from_iterable(_units(item, inside) for item in every))


def _units(item: Provision, inside: set[etree._Element]) -> Iterator[tuple[str, ComparedUnit]]:
    if next(item.element.iterancestors(tag("table")), None) is not None:
        return
    own = [line for line in item.lines if line is item.element or local(line.tag) == "p" and line not in inside]
    text = _text(item, "\n".join(filter(None, (emended(line).strip() for line in own))))
    if text:
        yield item.eid, ComparedUnit(text)
    # The rows of a table that is in a unit inside this one are lines of that unit.
    for row in item.lines:
        if local(row.tag) == "tr" and (eid := first_id(row.iter(etree.Element))):
            yield eid, _row(row, item)


def _text(item: Provision, text: str) -> str:
    if not item.heading:
        return numbered(item, text)
    return "\n".join(filter(None, (numbered(item, item.heading), text)))


def _row(row: etree._Element, item: Provision) -> ComparedUnit:
    cells = [" ".join(emended(cell).split()) for cell in row if local(cell.tag) in _CELLS]
    return ComparedUnit(_BETWEEN.join(cells), cells[0] if cells else "", item.eid)

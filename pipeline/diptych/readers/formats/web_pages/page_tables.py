"""Tables of a web page: which belong to the document and which are the layout of its page, and the spans of cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.readers.formats.web_pages.page_sizes import size, text

CELLS: Final = frozenset({"td", "th"})
"""Elements of cells, defined by HTML."""
_WIDEST: Final = 1000
"""Most columns or rows that a cell spans; defined by HTML for columns, chosen for rows. If raised, a page with huge
spans makes larger tables."""
_NESTED: Final = 8
"""Most tables around a table that holds another, chosen. Deeper ones are paragraphs. If raised, they are tables too."""
MOST: Final = 0.8
"""Greatest share of a document's characters in a table that belongs to it; chosen. A larger table is the page's
layout. If raised, more layout tables are read as tables."""


def is_table(element: etree._Element, whole: int) -> bool:
    """Whether a table belongs to the document and is not the layout of its page: it has several rows of cells, or one
    and header cells.

    One around another table is layout unless it has header cells.
    """
    if not whole and text(element).strip():
        return False
    if element.find(".//table") is not None and not _has_headers(element):
        return False
    rows = [[cell for cell in row if cell.tag in CELLS] for row in own_rows(element)]
    several = sum(len(row) > 1 for row in rows)
    has_rows = several > 1 or several == 1 and len(rows) > 1 and _has_headers(element)
    return has_rows and size((element,)) <= MOST * whole


def _has_headers(table: etree._Element) -> bool:
    """Whether a table, not in too many others, has header cells of its own."""
    return any(table.find(path) is not None for path in ("tr/th", "thead/tr/th", "tbody/tr/th")) and (
        sum(1 for _ in table.iterancestors("table")) < _NESTED)


def own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, without those of tables in it."""
    if table.find(".//table") is None:
        return table.iter("tr")
    return (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)


def only_table(figure: etree._Element) -> etree._Element | None:
    """The table of a figure that has one, outside of its caption and without a caption of its own."""
    tables = figure.findall(".//table")
    only = tables[0] if len(tables) == 1 else None
    within = only is not None and next(only.iterancestors("figcaption"), None) is None
    return only if only is not None and within and only.find("caption") is None else None


def is_of_table(caption: etree._Element, whole: int) -> bool:
    """Whether a `figcaption` is the first of a figure whose table has it as its caption."""
    figure = caption.getparent()
    if figure is None or figure.tag != "figure" or figure.find("figcaption") is not caption:
        return False
    table = only_table(figure)
    return table is not None and is_table(table, whole)


def spanned(number: str) -> int:
    """A span as HTML reads it: 1 for what is no number."""
    if not (number.isascii() and number.isdecimal()):
        return 1
    # Python refuses to read a number of thousands of digits.
    return min(max(int(number), 1), _WIDEST) if len(number) < 9 else _WIDEST


def spans(cell: etree._Element) -> tuple[int, int]:
    """The columns and rows that a cell spans."""
    return (spanned(cell.get("colspan", "").strip()), rows_spanned(cell)) if cell.keys() else (1, 1)


def rows_spanned(cell: etree._Element) -> int:
    """The rows that a cell spans. 0 is all rows of its group, from its own (HTML, 4.9.11)."""
    number = cell.get("rowspan", "").strip()
    row = cell.getparent()
    if number != "0" or row is None:
        return spanned(number)
    return min(1 + sum(1 for _ in row.itersiblings("tr")), _WIDEST)

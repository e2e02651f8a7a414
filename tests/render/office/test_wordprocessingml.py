"""Rows of Word as the standard has them."""

from __future__ import annotations

import pytest
from diptych.render.office.wordprocessingml import WordTable
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def row(free: str, merge: str = "") -> tuple[list[tuple[str, str]], list[int], int]:
    """The gaps of a row with their columns and widths, the widths of its cells, and how many of these have no lines.

    `free` has an `x` for each cell that is free and a point for another; `merge` is that of the last cell.
    """
    table = WordTable("TableGrid", (100, 200, 300, 400)[:len(free)])
    for box, mark in zip(table.row(), free, strict=True):
        box.free = mark == "x"
    table.rows[0][-1].merge = merge
    tree = etree.fromstring(f'<w:body xmlns:w="{W}">{table.xml}</w:body>')

    def values(path: str) -> list[str]:
        return [str(value) for value in tree.xpath(path, namespaces={"w": W})]

    names = [etree.QName(item).localname for item in tree.iterfind(f".//{{{W}}}trPr/*")]
    gaps = list(zip(values("//w:trPr/*/@w:val"), values("//w:trPr/*/@w:w"), strict=True))
    assert names == [f"{kind}{end}" for end in ("Before", "After") for kind in ("grid", "w")
                     if f"grid{end}" in names] + ["cantSplit"]
    return gaps, list(map(int, values("//w:tcW/@w:w"))), len(values("//w:tcBorders/w:top/@w:val"))


@pytest.mark.parametrize(("free", "gaps", "cells", "lineless"), [
    ("...", [], [100, 200, 300], 0),
    ("x..", [("1", "100")], [200, 300], 0),
    ("..x", [("1", "300")], [100, 200], 0),
    ("x.x", [("1", "100"), ("1", "300")], [200], 0),
    (".x.", [], [100, 200, 300], 1),
    ("xx.", [("2", "300")], [300], 0),
    ("xx", [("1", "100")], [200], 1),
    ("x", [], [100], 1),
])
def test_free_columns_at_the_ends_of_a_row_are_gaps_and_elsewhere_cells_without_lines(
        free: str, gaps: list[tuple[str, str]], cells: list[int], lineless: int) -> None:
    """A row without cells has no place in Word."""
    assert row(free) == (gaps, cells, lineless)


def test_a_free_cell_of_several_rows_is_no_gap() -> None:
    assert row("..x", "restart") == ([], [100, 200, 300], 1)


def test_columns_behind_the_last_cell_are_a_gap() -> None:
    table = WordTable("TableGrid", (100, 200, 300))
    assert [box.width for box in table.spanned([(1, "")])] == [100]
    assert '<w:gridAfter w:val="2"/><w:wAfter w:w="500" w:type="dxa"/>' in table.xml
    assert table.xml.count("<w:tc>") == 1

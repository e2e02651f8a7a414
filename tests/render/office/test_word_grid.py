"""A cell that spans rows has a place in each row of Word."""

from __future__ import annotations

from diptych.render.office.word_grid import is_headed, rows
from lxml import etree


def places(html: str) -> list[list[tuple[str, int, str]]]:
    return [[("" if place.cell is None else place.cell.text or "", place.columns, place.merge) for place in row]
            for row in rows(etree.fromstring(html))]


def test_a_cell_goes_on_below() -> None:
    assert places("<table><tr><th rowspan='2' colspan='2'>a</th><td>b</td></tr><tr><td>c</td></tr></table>") == [
        [("a", 2, "restart"), ("b", 1, "")], [("", 2, "continue"), ("c", 1, "")]]


def test_a_gap_before_a_cell_from_above_is_a_place() -> None:
    assert places("<table><tr><td>a</td><td>b</td><td rowspan='2'>c</td></tr><tr><td>d</td></tr></table>") == [
        [("a", 1, ""), ("b", 1, ""), ("c", 1, "restart")], [("d", 1, ""), ("", 1, ""), ("", 1, "continue")]]


def test_rows_of_a_table_in_a_cell_are_its_own() -> None:
    inner = "<table><tr><td>x</td></tr></table>"
    assert len(places(f"<table><tr><td>a{inner}</td></tr></table>")) == 1


def headed(row: str) -> bool:
    return is_headed(rows(etree.fromstring(f"<table><tr>{row}</tr></table>"))[0])


def test_places_that_are_free_beside_header_cells_are_in_the_head() -> None:
    free = "<td class='akn-th akn-free'/>"
    assert headed(f"{free}<th>a</th>")
    assert not headed("<td class='akn-td'/><th>a</th>")
    assert not headed(f"{free}<td>a</td>")
    assert not headed(free)

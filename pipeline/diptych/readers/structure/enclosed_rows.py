"""Rows that open nothing because of what holds them: a quotation or a title of several rows, or a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from diptych.config.structural_corrections import ITEM
from diptych.language.profiles import Language
from diptych.readers.structure.rows import Row

_QUOTED: Final = 40
"""Most rows of a quotation; chosen. If raised, an unclosed quotation mark hides more labels."""
_TITLED: Final = 3
"""Most rows of a title in brackets; chosen. If raised, an unclosed bracket hides more labels."""
_APOSTROPHE: Final = "\u2019"
"""The mark that closes quotations in English and is its apostrophe."""
_TAB: Final = "\t"
"""The mark between the cells of a table."""
_COLUMNS: Final = 2
"""Fewest tabs of a row of a table; chosen. If lowered to 1, units with a tab behind the heading are rows of a table."""


def enclosed(rows: tuple[Row, ...], language: Language) -> list[bool]:
    """For each row whether it begins within a quotation or a title of several rows, or is a row of a table."""
    inside = _tabular(rows)
    whole = "".join([row.text for row in rows])
    pairs = (*((pair, _QUOTED) for pair in language.quotes), *((pair, _TITLED) for pair in language.titles))
    for (left, right), reach in pairs:
        for first, last in _quotations(rows, left, right, reach) if left != right and left in whole else ():
            inside[first:last] = [True] * (last - first)
    return [within and row.role != ITEM for within, row in zip(inside, rows, strict=True)] if any(inside) else inside


def _tabular(rows: tuple[Row, ...]) -> list[bool]:
    """For each row whether it is one of a table whose cells are separated by tabs.

    Adjacent rows with as many tabs are a table if a row among them has no label, such as that of the heads. Rows of
    two cells are none: they may be units with a heading.
    """
    inside = [False] * len(rows)
    tabs = [row.text.count(_TAB) for row in rows]
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and tabs[end] == tabs[start]:
            end += 1
        if tabs[start] >= _COLUMNS and not all(row.labels for row in rows[start:end]):
            inside[start:end] = [True] * (end - start)
        start = end
    return inside


def _quotations(rows: tuple[Row, ...], left: str, right: str, reach: int) -> Iterator[tuple[int, int]]:
    """First and end of the rows that begin within a quotation: from the row after its opening to its last row. A
    quotation of more than `reach` rows is none."""
    opened = -1
    for index, row in enumerate(rows):
        text = row.text
        if left not in text and right not in text:
            continue
        text = _without_apostrophes(text, left) if right == _APOSTROPHE else text
        close, reopened = text.find(right), text.find(left)
        unclosed = text.count(left) - text.count(right)
        if opened >= 0 and close >= 0 and (unclosed < 0 or not 0 <= reopened < close):
            if index - opened <= reach:
                yield opened + 1, index + 1
            opened = -1
        # A quotation in the quotation may be whole on its row.
        if unclosed > 0 or text.rfind(left) > text.rfind(right):
            opened = index


def _without_apostrophes(text: str, left: str) -> str:
    """The text with its apostrophes as spaces, so that each other one closes a quotation.

    An apostrophe is between letters (`operator’s`), or behind a plural whose quotation does not begin on the row
    (`Member States’ rights`).
    """
    signs = list(text)
    opened = False
    for index, sign in enumerate(text):
        if sign == left:
            opened = True
        elif sign == _APOSTROPHE:
            before, after = text[index - 1:index], text[index + 1:index + 2]
            if before.isalnum() and after.isalnum() or not opened and before == "s" and after.isspace():
                signs[index] = " "
            else:
                opened = False
    return "".join(signs)

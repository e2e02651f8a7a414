"""Rows of Markdown → the row that holds each numbered item, where both have Arabic numbers.

Such numbers do not show by themselves which of two items is inside the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?:\*\*)?(\d{1,3}(?:\.(?!\d)|(?=\s|\*\*)))?")
"""Pattern of an ATX heading (CommonMark 0.31, section 4.2) with its number."""
_BOLD: Final = re.compile(r"\*\*\d{1,3}(?:\.(?!\d)|(?=\s|\*\*))")
"""Pattern of a paragraph that begins with a number in bold."""
_ITEM: Final = re.compile(r"([ \t]*)(?:(\d{1,3})[.)]|[-*+])[ \t]+(?=\S)")
"""Pattern of the opening of an item (CommonMark 0.31, section 5.2), with its indentation and its number."""
_BELOW_HEADINGS: Final = 7
"""Level of a paragraph with a number in bold, chosen below the six levels of headings."""
_TAB: Final = 4
"""Columns of a tab stop, defined by CommonMark 0.31, section 2.2."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An open item of a list: its row, the column of its text, and whether it has a number."""

    row: int
    column: int
    is_numbered: bool


@dataclass(slots=True)
class _Open:
    """What is open at a row: numbered headings by their level, and items from the outermost in.

    `listed` are the rows in which a list with the number 1 began.
    """

    headings: dict[int, int] = field(default_factory=dict)
    items: list[_Item] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)

    def head(self, level: int, row: int, *, is_numbered: bool) -> None:
        """Closes the headings of a level and below, and opens one if it is numbered."""
        self.headings = {outer: place for outer, place in self.headings.items() if outer < level}
        if is_numbered:
            self.headings[level] = row

    def close(self, column: int) -> None:
        """Closes the items whose text begins behind a column."""
        while self.items and self.items[-1].column > column:
            self.items.pop()

    def holder(self) -> int | None:
        """The row of the innermost item with a number, else that of the innermost numbered heading."""
        outer = next((item.row for item in reversed(self.items) if item.is_numbered), None)
        return outer if outer is not None else self.headings[max(self.headings)] if self.headings else None


def holders(rows: Sequence[str], prose: Sequence[bool]) -> Mapping[int, int]:
    """The row of the numbered item or heading that holds each numbered item, by the row of the item.

    `prose` holds False for a row without marks. A list is held if it begins with 1.
    """
    held: dict[int, int] = {}
    opened = _Open()
    for row, line in enumerate(rows):
        if not prose[row] or not line.strip():
            continue
        item, heading = _ITEM.match(line), _HEADING.match(line)
        if heading is not None:
            opened.items.clear()
            opened.head(len(heading[1]), row, is_numbered=_is_numbered(heading))
        elif item is None:
            opened.close(_width(line[:len(line) - len(line.lstrip())]))
            if _BOLD.match(line) is not None:
                opened.head(_BELOW_HEADINGS, row, is_numbered=True)
        else:
            opened.close(_width(item[1]))
            holder = opened.holder() if item[2] else None
            if holder is not None and (int(item[2]) == 1 or holder in opened.listed):
                opened.listed.add(holder)
                held[row] = holder
            opened.items.append(_Item(row, _width(item[0]), bool(item[2])))
    return held


def _is_numbered(heading: re.Match[str]) -> bool:
    """Whether a heading has a number. A figure without a point in the uppermost heading may begin a title."""
    number = heading[2] or ""
    return number.endswith(".") or bool(number) and len(heading[1]) > 1


def begin(line: str) -> int:
    """The column of the first word of a heading, an item or a paragraph, from 0; its mark of emphasis counts."""
    heading = _HEADING.match(line)
    start = heading.end(1) if heading is not None else 0
    return start + len(line[start:]) - len(line[start:].lstrip())


def _width(opening: str) -> int:
    return len(opening.expandtabs(_TAB))

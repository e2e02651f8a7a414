"""Cells on a grid → the lines of a table that is drawn with box-drawing characters, as a program draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from diptych.readers.formats.plain_text.drawn_signs import width

_JOINTS = {"dr": "┌", "dl": "┐", "ru": "└", "lu": "┘", "dru": "├", "dlu": "┤", "dlr": "┬", "lru": "┴", "dlru": "┼",
           "du": "│", "lr": "─", "": " "}
"""Light characters by their arms: down, left, right, up."""
_HEAVY = str.maketrans("├┤┼┬┴─", "╞╡╪╤╧═")


@dataclass(frozen=True)
class Drawn:
    """A cell: its first row and column, its spans, and its paragraph."""

    row: int
    column: int
    words: str
    rows: int = 1
    columns: int = 1


def wrapped(words: str, room: int) -> list[str]:
    """The lines of a paragraph: as many characters as have room, or words if it has any space."""
    lines = [""]
    for part in words.split() if " " in words or words.isascii() else words:
        sign = " " if lines[-1] and part.isascii() else ""
        if lines[-1] and width(lines[-1] + sign + part, 2) > room:
            lines.append(part)
        else:
            lines[-1] += sign + part
    return lines


@dataclass(frozen=True)
class Grid:
    """The cells of a table, the widths of its columns in characters of rules, and the width of such a character."""

    cells: Sequence[Drawn]
    widths: Sequence[int]
    sign: int
    heads: int = 0

    @property
    def holders(self) -> Mapping[tuple[int, int], Drawn]:
        """The cell in each place of the grid."""
        return {(row, column): cell for cell in self.cells for row, column in product(
            range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns))}

    def room(self, cell: Drawn) -> int:
        """The half-width cells in a line of a cell."""
        own = self.widths[cell.column:cell.column + cell.columns]
        return self.sign * (sum(own) + len(own) - 1)

    def lines(self) -> list[str]:
        """The lines of the table."""
        holders = self.holders
        rows = 1 + max(row for row, _ in holders)
        texts = {cell: wrapped(cell.words, self.room(cell)) for cell in self.cells}
        whole: list[str] = []
        for row in range(rows):
            whole.append(self._rule(holders, row))
            begun = {cell: texts[cell] for cell in self.cells if cell.row == row}
            parts = ({cell: text[number] for cell, text in begun.items() if number < len(text)}
                     for number in range(max(map(len, begun.values()), default=1)))
            whole += [self._line(holders, row, part) for part in parts]
        return [*whole, self._rule(holders, rows)]

    def _rule(self, holders: Mapping[tuple[int, int], Drawn], row: int) -> str:
        drawn = ""
        for column in range(len(self.widths) + 1):
            around = {(up, left): holders.get((row - up, column - left)) for up, left in product((0, 1), (0, 1))}
            arms = "".join(sorted(
                ("u" if around[1, 0] != around[1, 1] else "") + ("d" if around[0, 0] != around[0, 1] else "")
                + ("r" if around[0, 0] != around[1, 0] else "") + ("l" if around[0, 1] != around[1, 1] else "")))
            drawn += _JOINTS[arms] if arms else " " * self.sign
            if column < len(self.widths):
                size = self.widths[column]
                drawn += "─" * size if around[0, 0] != around[1, 0] else " " * size * self.sign
        return drawn.translate(_HEAVY) if self.heads and row == self.heads else drawn

    def _line(self, holders: Mapping[tuple[int, int], Drawn], row: int, texts: Mapping[Drawn, str]) -> str:
        pieces = []
        for column in range(len(self.widths)):
            cell = holders[row, column]
            if cell.column == column:
                words = texts.get(cell, "")
                pieces.append("│" + words + " " * (self.room(cell) - width(words, 2)))
        return "".join((*pieces, "│"))

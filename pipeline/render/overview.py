"""A review → a picture of it: one cell a clause, how long it is for its twin as colour, what was found as shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log
from typing import Final

from pipeline.pairs import Pair

_SIZE: Final = 22
_ACROSS: Final = 16
_STEP: Final = 0.15
"""A difference from the usual ratio, as a logarithm, that shows as a stronger colour."""
_SHADES: Final = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause: where it leads, its text alternative, its shade from -3 (short) to 3 (long), and how many findings are
    grave, slight and waived."""

    href: str
    title: str
    shade: int
    warnings: int
    notices: int
    waived: int


def shade(pair: Pair, ratio: float) -> int:
    """How much shorter or longer than usual the translation of a clause is, in steps from -3 to 3."""
    if not pair.left or not pair.right or not ratio:
        return 0
    left, right = (len("".join(clause.text.split())) for clause in (pair.left, pair.right))
    off = log(max(right, 1) / max(left, 1) / ratio)
    return max(-_SHADES, min(_SHADES, int(off / _STEP)))


def overview(cells: Sequence[Cell], label: str) -> str:
    """The picture as SVG to stand in a page, whose styles colour it; each cell is a link with a name."""
    rows = -(-len(cells) // _ACROSS)
    drawn = "".join(_cell(cell, index % _ACROSS * _SIZE, index // _ACROSS * _SIZE) for index, cell in enumerate(cells))
    return (f'<svg class="review-map" viewBox="0 0 {_ACROSS * _SIZE} {rows * _SIZE}" role="group" '
            f'aria-label="{escape(label)}">{drawn}</svg>')


def _cell(cell: Cell, x: int, y: int) -> str:
    middle = _SIZE // 2
    side = "short" if cell.shade < 0 else "long"
    kind = f"{side}-{abs(cell.shade)}" if cell.shade else "usual"
    return (f'<a href="{escape(cell.href)}" aria-label="{escape(cell.title)}"><title>{escape(cell.title)}</title>'
            f'<rect class="{kind}" x="{x + 1}" y="{y + 1}" width="{_SIZE - 2}" height="{_SIZE - 2}" rx="2"/>'
            f"{_shape(cell, x + middle, y + middle)}</a>")


def _shape(cell: Cell, x: int, y: int) -> str:
    """A disc for what is grave, the larger the more; a diamond for what is slight; a ring for what is waived."""
    if cell.warnings:
        return f'<circle class="grave" cx="{x}" cy="{y}" r="{min(3 + cell.warnings, 8)}"/>'
    if cell.notices:
        reach = min(3 + cell.notices, 7)
        return f'<path class="slight" d="M{x} {y - reach}l{reach} {reach}l-{reach} {reach}l-{reach} -{reach}z"/>'
    return f'<circle class="waived" cx="{x}" cy="{y}" r="5"/>' if cell.waived else ""

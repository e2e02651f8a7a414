"""A review → its picture: a cell for each clause, its relative length as colour and bar, its findings as a shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import exp, log
from typing import Final

from diptych.review.clause_pairs import ClausePair

_SIZE: Final = 22
"""Side of a cell in SVG units; chosen. The other lengths are drawn for it."""
_MIDDLE: Final = _SIZE // 2
_STEP: Final = 0.15
"""Difference of the logarithms of two length ratios that makes a colour one shade stronger; chosen. Raised, fewer
clauses are coloured."""
_SHADES: Final = 3
"""Shades in each direction; chosen. Raised, they need more colours in site.css."""
_BAR: Final = 3
"""Length of the bar for each shade in SVG units; chosen. Raised above 3, the longest bar leaves its cell."""


@dataclass(frozen=True, slots=True)
class FindingCount:
    """A clause: its URL, its text alternative, and its shade from -3 (short) to 3 (long).

    `warnings`, `notices` and `waived` are numbers of findings, `codes` those of all of them.
    """

    href: str
    title: str
    shade: int
    warnings: int
    notices: int
    waived: int
    codes: tuple[str, ...] = ()


def deviation(pair: ClausePair, ratio: float) -> float:
    """The share by which a translated clause is longer than the text's `ratio`; negative if shorter, 0 if unknown."""
    return exp(_log_deviation(pair, ratio)) - 1


def shade(pair: ClausePair, ratio: float) -> int:
    """The same deviation in steps from -3 to 3."""
    return max(-_SHADES, min(_SHADES, int(_log_deviation(pair, ratio) / _STEP)))


def _log_deviation(pair: ClausePair, ratio: float) -> float:
    if not all(pair.sides) or not ratio:
        return 0.0
    original, translation = (max(len("".join(side.text.split())), 1) for side in pair.sides if side)
    return log(translation / original / ratio)


def overview(cells: Sequence[FindingCount], label: str) -> str:
    """The picture as a list of SVG images, each of them a link with a name.

    The styles of the page colour the cells and set as many side by side as the window has room for.
    """
    items = "".join(f"<li>{_cell(cell)}</li>" for cell in cells)
    return f'<ol class="review-map" role="list" aria-label="{escape(label)}">{items}</ol>'


def _cell(cell: FindingCount) -> str:
    side = "short" if cell.shade < 0 else "long"
    kind = f"{side}-{abs(cell.shade)}" if cell.shade else "usual"
    return (f'<a class="{" ".join(cell.codes)}" href="{escape(cell.href)}" aria-label="{escape(cell.title)}" '
            f'title="{escape(cell.title)}"><svg viewBox="0 0 {_SIZE} {_SIZE}" aria-hidden="true">'
            f'<rect class="{kind}" x="1" y="1" width="{_SIZE - 2}" height="{_SIZE - 2}" rx="2"/>'
            f"{_bar(cell.shade)}{_shape(cell)}</svg></a>")


def _bar(steps: int) -> str:
    """A line at the bottom, from the middle to the left for a short translation, to the right for a long one."""
    return f'<path class="bar" d="M{_MIDDLE} {_SIZE - 3}h{steps * _BAR}"/>' if steps else ""


def _shape(cell: FindingCount) -> str:
    """A disc for warnings, else a diamond for notices, both larger for more; else a ring for waived findings."""
    if cell.warnings:
        return f'<circle class="grave" cx="{_MIDDLE}" cy="10" r="{min(3 + cell.warnings, 7)}"/>'
    if cell.notices:
        reach = min(3 + cell.notices, 7)
        return f'<path class="slight" d="M{_MIDDLE} {10 - reach}l{reach} {reach}l-{reach} {reach}l-{reach} -{reach}z"/>'
    return f'<circle class="waived" cx="{_MIDDLE}" cy="10" r="5"/>' if cell.waived else ""

"""A review → a picture of it: one cell a clause, how long it is for its twin as colour and as a bar, what was found as
shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import exp, log
from typing import Final

from diptych.review.clause_pairs import ClausePair

_SIZE: Final = 22
_MIDDLE: Final = _SIZE // 2
_STEP: Final = 0.15
"""A difference from the usual ratio, as a logarithm, that shows as a stronger colour."""
_SHADES: Final = 3
_BAR: Final = 3
"""How long the bar is for each shade."""


@dataclass(frozen=True, slots=True)
class FindingCount:
    """A clause: where it leads, its text alternative, its shade from -3 (short) to 3 (long), how many findings are
    grave, slight and waived, and their codes."""

    href: str
    title: str
    shade: int
    warnings: int
    notices: int
    waived: int
    codes: tuple[str, ...] = ()


def deviation(pair: ClausePair, ratio: float) -> float:
    """By what share the translation of a clause is longer than usual, or, below 0, shorter; 0 where nobody can tell."""
    return exp(_off(pair, ratio)) - 1


def shade(pair: ClausePair, ratio: float) -> int:
    """How much shorter or longer than usual the translation of a clause is, in steps from -3 to 3."""
    return max(-_SHADES, min(_SHADES, int(_off(pair, ratio) / _STEP)))


def _off(pair: ClausePair, ratio: float) -> float:
    if not pair.left or not pair.right or not ratio:
        return 0.0
    left, right = (len("".join(clause.text.split())) for clause in (pair.left, pair.right))
    return log(max(right, 1) / max(left, 1) / ratio)


def overview(cells: Sequence[FindingCount], label: str) -> str:
    """The picture as a list of small SVG images to stand in a page, whose styles colour them and set as many side by
    side as there is room for; each cell is a link with a name."""
    drawn = "".join(f"<li>{_cell(cell)}</li>" for cell in cells)
    return f'<ol class="review-map" role="list" aria-label="{escape(label)}">{drawn}</ol>'


def _cell(cell: FindingCount) -> str:
    side = "short" if cell.shade < 0 else "long"
    kind = f"{side}-{abs(cell.shade)}" if cell.shade else "usual"
    return (f'<a class="{" ".join(cell.codes)}" href="{escape(cell.href)}" aria-label="{escape(cell.title)}" '
            f'title="{escape(cell.title)}"><svg viewBox="0 0 {_SIZE} {_SIZE}" aria-hidden="true">'
            f'<rect class="{kind}" x="1" y="1" width="{_SIZE - 2}" height="{_SIZE - 2}" rx="2"/>'
            f"{_bar(cell.shade)}{_shape(cell)}</svg></a>")


def _bar(shade_: int) -> str:
    """A line at the foot from the middle to the left for a short translation, to the right for a long one."""
    return f'<path class="bar" d="M{_MIDDLE} {_SIZE - 3}h{shade_ * _BAR}"/>' if shade_ else ""


def _shape(cell: FindingCount) -> str:
    """A disc for what is grave, the larger the more; a diamond for what is slight; a ring for what is waived."""
    if cell.warnings:
        return f'<circle class="grave" cx="{_MIDDLE}" cy="10" r="{min(3 + cell.warnings, 7)}"/>'
    if cell.notices:
        reach = min(3 + cell.notices, 7)
        return f'<path class="slight" d="M{_MIDDLE} {10 - reach}l{reach} {reach}l-{reach} {reach}l-{reach} -{reach}z"/>'
    return f'<circle class="waived" cx="{_MIDDLE}" cy="10" r="5"/>' if cell.waived else ""

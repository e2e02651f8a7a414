"""Lines of a page in several fonts and sizes → their base lines on the grid of the running text.

A line box of a heading is as high as one of the text, but its base line depends on the font and its size. WeasyPrint 70
has no `line-grid` (CSS Line Grid 1).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from weasyprint.formatting_structure.boxes import LineBox

_TEXT: Final = "article"
"""Element of the text. The frame around it has lines of other heights."""
_SAME: Final = 0.02
"""Greatest difference between line heights that are equal, in points (chosen: a rounding error)."""
_NEAR: Final = 0.15
"""Greatest distance to the grid over which a line is moved, in line heights (chosen).

If raised, lines beside pictures and tables are moved too.
"""


def align(page: Any) -> None:
    """Moves the texts of lines to the grid of a page, in place; numbers in the margin and tables stay.

    The line height and the base line that most lines have make the grid. The borders of a table would stay where they
    are.
    """
    text = next((box for box in page.descendants() if box.element_tag == _TEXT), None)
    boxes = [] if text is None else list(text.descendants())
    ruled = {inner for box in boxes if box.element_tag == "table" for inner in box.descendants()}
    lines = [box for box in boxes if isinstance(box, LineBox) and box.height > 0 and box not in ruled]
    if not lines:
        return
    height = Counter(round(line.height, 2) for line in lines).most_common(1)[0][0]
    regular = [line for line in lines if abs(line.height - height) < _SAME]
    grid = Counter(round(_base(line) % height, 2) for line in regular).most_common(1)[0][0]
    for line in regular:
        away = (grid - _base(line) + height / 2) % height - height / 2
        flowing = [child for child in line.children if child.is_in_normal_flow()]
        for child in flowing if _SAME < abs(away) < _NEAR * height else ():
            child.translate(dy=away)


def _base(line: LineBox) -> float:
    """The distance of a base line from the top of the page."""
    return float(line.position_y + line.baseline)

"""Lines of square characters, laid out ragged → filled to the measure.

A line of Chinese falls short where a punctuation mark may not begin the next one, or where digits stand among the
characters. WeasyPrint 70 fills a line by its word spaces alone, and such a line has none. Here the rest is spread
between all its characters, evenly, once the lines are known. Where paragraphs are not indented, a bracket at the head
of a line stands out by the empty half of its square, so that the edge looks straight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from unicodedata import category, east_asian_width

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

_MOST: Final = 2.6
"""How much may be spread over a line, in units of its size; a shorter line ends where a break stands in the text."""
_LEAST: Final = 0.01


def fill(page: Any) -> None:
    """Straightens the edges of a page's lines, and fills the justified ones that are a little short, in place."""
    for block in list(page.descendants()):
        for line in block.children:
            if isinstance(line, LineBox):
                _put_out(line)
            if isinstance(line, LineBox) and line.resume_at and line.style["text_align_all"] == "justify":
                _fill_line(line, block.content_box_x() + block.width)


def _put_out(line: LineBox) -> None:
    first = next(_texts(line), None)
    if first is None or line.style["text_indent"].value or not _opens(first.text[:1]):
        return
    share = 0.25 if line.style["text_align_all"] == "center" else 0.5
    for child in line.children:
        if child.is_in_normal_flow():
            child.translate(dx=-share * first.style["font_size"])


def _opens(character: str) -> bool:
    return category(character or " ") == "Ps" and east_asian_width(character) in "WF"


def _fill_line(line: LineBox, edge: float) -> None:
    flowing = [child for child in line.children if child.is_in_normal_flow()]
    letters = sum(len(box.text) for box in _texts(line))
    if not flowing or letters < 2:
        return
    rest = edge - flowing[-1].position_x - flowing[-1].margin_width()
    size = line.style["font_size"]
    if _LEAST * size < rest <= _MOST * size:
        _stretch(flowing, 0, rest / (letters - 1), {})


def _stretch(boxes: list[Any], shift: float, spacing: float, styles: dict[int, Any]) -> float:
    """Spreads the text of boxes that follow one another; how far what follows them moves."""
    for box in boxes:
        if isinstance(box, TextBox):
            box.position_x += shift
            added = spacing * len(box.text)
            if id(box.style) not in styles:
                styles[id(box.style)] = box.style.copy()
                styles[id(box.style)]["letter_spacing"] = spacing
            box.style = styles[id(box.style)]
        elif isinstance(box, InlineBox):
            box.position_x += shift
            inside = [child for child in box.children if child.is_in_normal_flow()]
            added = _stretch(inside, shift, spacing, styles) - shift
        else:
            box.translate(dx=shift)
            continue
        box.width += added
        shift += added
    return shift


def _texts(box: Any) -> Iterator[TextBox]:
    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox):
            yield from _texts(child)

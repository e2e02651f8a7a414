"""Lines of square characters, laid out ragged → filled to the measure.

A line of Chinese falls short where a punctuation mark may not begin the next one, or where digits stand among the
characters. WeasyPrint 70 fills a line by its word spaces alone, and such a line has few or none. Here the rest is
spread between its square characters and its spaces, evenly, once the lines are known; numbers and Latin words are not
drawn apart. Where paragraphs are not indented, a bracket at the head
of a line stands out by the empty half of its square, so that the edge looks straight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from unicodedata import category, east_asian_width

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

_MOST: Final = 2.6
"""How much may be spread over a line, in units of its size; a shorter line ends where a break stands in the text."""
_LEAST: Final = 0.01
_CLOSE: Final = re.compile("[!-~\u00a1-\u024f]+")
"""What is not drawn apart: digits, Latin letters, and the marks among them."""


class Spread(Layout):  # type: ignore[misc]
    """The layout of a text whose letters are drawn apart, but for numbers and Latin words."""

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002
        """Sets the text as WeasyPrint does, then takes the spacing out of what stands close."""
        super().set_text(text, justify)
        spaced = pango.pango_layout_get_attributes(self.layout)
        for close in _CLOSE.finditer(self.text):
            attribute = pango.pango_attr_letter_spacing_new(0)
            attribute.start_index = len(self.text[:close.start()].encode())
            attribute.end_index = len(self.text[:close.end()].encode())
            pango.pango_attr_list_change(spaced, attribute)
        pango.pango_layout_set_attributes(self.layout, spaced)


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
    texts = list(_texts(line))
    if not flowing or not texts:
        return
    # Pango puts half of the spacing on either side of a letter, and of the first one of a text all behind the last.
    spaced = sum(map(_spaced, texts)) - sum(not _CLOSE.match(texts[-1].text[end]) for end in (0, -1)) / 2
    if spaced < 1:
        return
    given = sum(text.justification_spacing * _spaces(text) for text in texts)
    rest = edge - flowing[-1].position_x - flowing[-1].margin_width() + given
    size = line.style["font_size"]
    if _LEAST * size < rest <= _MOST * size:
        _draw_together(flowing, 0)
        _stretch(flowing, 0, rest / spaced, {})


def _spaced(box: TextBox) -> int:
    """How many characters of a text may be drawn apart."""
    return len(_CLOSE.sub("", box.text))


def _spaces(box: TextBox) -> int:
    return int(box.text.count(" ") + box.text.count("\u00a0"))


def _draw_together(boxes: list[Any], shift: float) -> float:
    """Takes back what WeasyPrint gave to the word spaces of boxes that follow one another; how far what follows them
    moves."""
    for box in boxes:
        if isinstance(box, TextBox):
            box.position_x -= shift
            given = box.justification_spacing * _spaces(box)
            box.justification_spacing = box.pango_layout.justification_spacing = 0
        elif isinstance(box, InlineBox):
            box.position_x -= shift
            given = _draw_together([child for child in box.children if child.is_in_normal_flow()], shift) - shift
        else:
            box.translate(dx=-shift)
            continue
        box.width -= given
        shift += given
    return shift


def _stretch(boxes: list[Any], shift: float, spacing: float, styles: dict[int, Any]) -> float:
    """Spreads the text of boxes that follow one another; how far what follows them moves."""
    for box in boxes:
        if isinstance(box, TextBox):
            box.position_x += shift
            added = spacing * _spaced(box)
            if id(box.style) not in styles:
                styles[id(box.style)] = box.style.copy()
                styles[id(box.style)]["letter_spacing"] = spacing
            box.style = styles[id(box.style)]
            box.pango_layout.__class__ = Spread
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

"""Ragged lines of square characters → lines filled to the measure.

A line of Chinese is short if a punctuation mark may not begin the next line, or if it contains digits. WeasyPrint 70
fills a line by its word spaces only, and lines of Chinese have few or none. Here the rest is distributed evenly between
the square characters and spaces of the line, but not within numbers and Latin words.

In paragraphs without indentation, an opening bracket at the start of a line hangs out by its empty half. The edge then
looks straight.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final
from unicodedata import category, east_asian_width

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TableRowBox, TextBox
from weasyprint.text.ffi import pango

from diptych.render.print.pdf_marks import MarkedLayout

_MOST: Final = 2.6
"""Greatest rest of a line that is distributed, in units of the font size (chosen).

A shorter line ends at a break of the text. If raised, it is drawn apart; if lowered, lines before long numbers stay
ragged.
"""
_LEAST: Final = 0.01
"""Least rest of a line that is distributed, in units of the font size (chosen): a smaller rest is not visible."""
_UNEVEN: Final = 0.4
"""Greatest distance between base lines of a row that is evened out, in units of the font size (chosen).

If raised, cells whose first lines are of very different sizes are moved too.
"""
_CLOSE: Final = re.compile("[!-~\u00a1-\u024f]+")
"""Pattern of text that is not letter-spaced: digits, Latin letters, and the marks among them."""
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
"""Pattern of a syllable of Hangul."""


class SpacedLayout(MarkedLayout):
    """The layout of a text with letter spacing, except in numbers and Latin words."""

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002
        """Sets the text as WeasyPrint does, then removes the spacing from numbers and Latin words."""
        super().set_text(text, justify)
        attributes = pango.pango_layout_get_attributes(self.layout)
        for close in _CLOSE.finditer(self.text):
            attribute = pango.pango_attr_letter_spacing_new(0)
            attribute.start_index = len(self.text[:close.start()].encode())
            attribute.end_index = len(self.text[:close.end()].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def fill(page: Any) -> None:
    """Straightens the edges of a page's lines and fills justified lines that are slightly short, in place.

    Cells of a row get their first lines on a common base line.
    """
    for block in list(page.descendants()):
        if isinstance(block, TableRowBox) and len(block.children) > 1:
            _even(block.children)
        for line in block.children:
            if isinstance(line, LineBox):
                _hang_bracket(line)
            if isinstance(line, LineBox) and line.resume_at and line.style["text_align_all"] == "justify":
                _fill_line(line, block.content_box_x() + block.width)


def _even(cells: Sequence[Any]) -> None:
    """Moves the content of cells down to the lowest base line of their first lines, if it is close.

    WeasyPrint does so for `vertical-align: baseline` alone, and does not divide such a row between pages.
    """
    lines = [(cell, line) for cell in cells if (line := _first_line(cell)) is not None]
    lowest = max((line.position_y + line.baseline for _, line in lines), default=0)
    for cell, line in lines:
        rest = lowest - line.position_y - line.baseline
        if 0 < rest < _UNEVEN * line.style["font_size"]:
            for child in cell.children:
                child.translate(dy=rest)


def _first_line(box: Any) -> LineBox | None:
    """The first line in a block; None if it begins with something else."""
    while not isinstance(box, LineBox):
        flowing = _flowing(box) if hasattr(box, "children") else []
        if not flowing:
            return None
        box = flowing[0]
    return box


def _hang_bracket(line: LineBox) -> None:
    """Moves a line to the left by the empty half of an opening bracket at its start, by half of that if centred."""
    first = next(texts_in(line), None)
    if first is None or line.style["text_indent"].value or not _is_wide_opening(first.text[:1]):
        return
    share = 0.25 if line.style["text_align_all"] == "center" else 0.5
    for child in _flowing(line):
        child.translate(dx=-share * first.style["font_size"])


def _is_wide_opening(character: str) -> bool:
    return category(character or " ") == "Ps" and east_asian_width(character) in "WF"


def _fill_line(line: LineBox, edge: float) -> None:
    """Distributes the space between the end of a line and `edge`, if it is small enough."""
    flowing, texts = _flowing(line), [text for text in texts_in(line) if text.text]
    # Words of Hangul are apart, so that the spaces alone fill the line.
    if not flowing or not texts or any(map(_HANGUL.search, (text.text for text in texts))):
        return
    # Pango puts half of the spacing on each side of a letter; that of a text's first letter goes behind its last.
    gaps = sum(map(_gaps, texts)) - sum(not _CLOSE.match(texts[-1].text[end]) for end in (0, -1)) / 2
    if gaps < 1:
        return
    justified = sum(text.justification_spacing * _spaces(text) for text in texts)
    rest = edge - flowing[-1].position_x - flowing[-1].margin_width() + justified
    size = line.style["font_size"]
    if _LEAST * size < rest <= _MOST * size:
        _reflow(flowing, 0, _unjustify)
        _reflow(flowing, 0, partial(_letter_space, rest / gaps, {}))


def _reflow(boxes: list[Any], shift: float, change: Callable[[TextBox], float]) -> float:
    """Applies `change`, which returns the added width, to all texts of consecutive boxes, and moves the boxes.

    `shift` is the shift of the first box; the result is the shift after the last.
    """
    for box in boxes:
        if not isinstance(box, (TextBox, InlineBox)):
            box.translate(dx=shift)
            continue
        box.position_x += shift
        added = change(box) if isinstance(box, TextBox) else _reflow(_flowing(box), shift, change) - shift
        box.width += added
        shift += added
    return shift


def _unjustify(text: TextBox) -> float:
    """Removes the word spacing that WeasyPrint added to justify a text; the added width, negative."""
    removed = text.justification_spacing * _spaces(text)
    text.justification_spacing = text.pango_layout.justification_spacing = 0
    return float(-removed)


def _letter_space(spacing: float, styles: dict[int, Any], text: TextBox) -> float:
    """Adds letter spacing to a text; the added width. `styles` keeps the new style of each style."""
    if id(text.style) not in styles:
        styles[id(text.style)] = text.style.copy()
        styles[id(text.style)]["letter_spacing"] = spacing
    text.style = styles[id(text.style)]
    text.pango_layout.__class__ = SpacedLayout
    return spacing * _gaps(text)


def _gaps(text: TextBox) -> int:
    """The number of characters of a text that may be letter-spaced."""
    return len(_CLOSE.sub("", text.text))


def _spaces(text: TextBox) -> int:
    return int(text.text.count(" ") + text.text.count("\u00a0"))


def _flowing(box: Any) -> list[Any]:
    """The children of a box that are in normal flow."""
    return [child for child in box.children if child.is_in_normal_flow()]


def texts_in(box: Any) -> Iterator[TextBox]:
    """The text boxes in a line or an inline box, in order."""
    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox):
            yield from texts_in(child)

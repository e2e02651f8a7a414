"""Full-width marks beside each other → the one with an empty half on that side is half an em wide.

A mark of Chinese fills a square with an empty half. Two of them leave a gap of an em in a line (GB/T 15834, 5.1.10).
Debian's Noto CJK has the feature `halt`, which halves a mark, and no `chws`, which would do so beside another one. Here
the typesetter asks for `halt` at these marks alone. A font without it keeps its marks whole.

In traditional Chinese, points are in the middle of their square; only brackets are halved.
"""

from __future__ import annotations

import re
from typing import Final

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from diptych.render.print import binding

_HALF: Final = b"halt 1"
"""The OpenType feature that halves marks, in Pango's notation."""
_NEXT: Final = f"(?=[\u2060\u200b]?[{binding.OPENING}{binding.CLOSING}{binding.POINTS}]|{binding.BESIDE})"
_SQUARE: Final = re.compile(f"[{binding.CLOSING}{binding.POINTS}]{_NEXT}|(?<=[{binding.OPENING}])[{binding.OPENING}]")
"""Pattern of the marks that are halved where points are at the left of their square."""
_CENTRED: Final = re.compile(f"[{binding.CLOSING}]{_NEXT}|(?<=[{binding.OPENING}{binding.POINTS}])[{binding.OPENING}]")
"""The same where points are in its middle."""
_TRADITIONAL: Final = "zh-Hant"
_WRITTEN_SO: Final = ("zh", "ja")
"""Beginnings of the language tags whose marks are full-width."""


class MarkedLayout(line_break.Layout):  # type: ignore[misc]
    """The layout of a text with halved marks."""

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002
        """Sets the text as WeasyPrint does, then halves its marks."""
        super().set_text(text, justify)
        language = self.style["lang"] or ""
        if language.startswith(_WRITTEN_SO):
            pattern = _CENTRED if language.startswith(_TRADITIONAL) else _SQUARE
            places = [match.start() for match in pattern.finditer(self.text)]
            if places:
                _halve(self, places)


def _halve(layout: MarkedLayout, places: list[int]) -> None:
    """Asks for half the width of the marks at some places of a layout's text."""
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for place in places:
        half = pango.pango_attr_font_features_new(_HALF)
        half.start_index = len(layout.text[:place].encode())
        half.end_index = half.start_index + len(layout.text[place].encode())
        pango.pango_attr_list_change(attributes, half)
    pango.pango_layout_set_attributes(layout.layout, attributes)


line_break.Layout = MarkedLayout

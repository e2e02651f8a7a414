"""Spaces at the ends of lines, which are in the text and take up no room.

WeasyPrint 70 removes the space at which a line breaks, so that a reader of the PDF joins the words on both sides. Here
the last text of such a line is marked while lines are made, and gets its space back when they are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline

from diptych.render.print.pdf_lines import texts_in

SPLIT: Final = inline.split_text_box
STRIP: Final = inline.remove_last_whitespace
"""The functions of WeasyPrint that remove spaces; each is called by the one that takes its place."""
_BEFORE: Final = "ends_before_space"
"""Attribute of a text box after which a space was removed."""
_AFTER: Final = "begins_after_space"
"""Attribute of a text box before which a space was removed, or is in the line before."""


def _split_text_box(context: Any, box: TextBox, available_width: float | None, skip: int,
                    is_line_start: bool = True) -> tuple[TextBox | None, int | None, bool]:  # noqa: FBT001, FBT002
    """The first line of a text as WeasyPrint makes it, marked if the source has a space at its ends."""
    line, resume_at, is_preserved = SPLIT(context, box, available_width, skip, is_line_start)
    if line is not None:
        source = box.text.encode()
        setattr(line, _AFTER, source[skip - 1:skip] == b" ")
        # A text that fits but for the space at its end loses it, and nothing of the text is left for the next line.
        setattr(line, _BEFORE, source.endswith(b" ") and not line.text.endswith(" ") if resume_at is None
                else not is_preserved and source[resume_at - 1:resume_at] == b" ")
    return line, resume_at, is_preserved


def _remove_last_whitespace(context: Any, line: LineBox) -> None:
    """Removes the space at the end of a line as WeasyPrint does, and marks the text that had it."""
    last = _last_text(line)
    before = last.text if last is not None else ""
    STRIP(context, line)
    if last is not None and len(last.text) < len(before):
        setattr(last, _BEFORE, True)


inline.split_text_box = _split_text_box
inline.remove_last_whitespace = _remove_last_whitespace


def restore(pages: Sequence[Any]) -> None:
    """Gives the texts at the ends of lines their spaces back, in place; no box changes its size or place."""
    before: dict[Any, TextBox] = {}
    for page in pages:
        for line in page.descendants():
            if isinstance(line, LineBox) and line.element is not None:
                _restore_line(line, before)


def _restore_line(line: LineBox, before: dict[Any, TextBox]) -> None:
    """Adds the spaces at the end of a line and of the line before; `before` has the last text so far by element."""
    texts = list(texts_in(line))
    shown = [box for box in texts if box.text.strip()]
    if not shown:
        return
    if getattr(shown[0], _AFTER, False) and line.element in before:
        _end_with_space(before[line.element])
    if any(getattr(box, _BEFORE, False) for box in texts[texts.index(shown[-1]):]):
        _end_with_space(shown[-1])
    before[line.element] = shown[-1]


def _end_with_space(box: TextBox) -> None:
    # The layout is what is drawn, and may have kept its space.
    if not box.pango_layout.text.endswith(" "):
        box.pango_layout.text += " "


def _last_text(line: LineBox) -> TextBox | None:
    box: Any = line
    while isinstance(box, (LineBox, InlineBox)):
        if not box.children:
            return None
        box = box.children[-1]
    return box if isinstance(box, TextBox) else None

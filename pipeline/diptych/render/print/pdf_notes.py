"""Footnotes that stay on the page of their mark, and running heads that name the units of their page.

WeasyPrint 70 moves footnotes away in three cases, and ignores `footnote-policy`.

* One line of a paragraph fits on a page, and `orphans` asks for two: it moves the notes of the page to the next page
  (layout/block.py, `_linebox_layout`). Here the notes count as none in that place, so that the line moves instead.
* A row of cells is laid out cell by cell. If notes of a later cell take the room of an earlier one, the row moves to
  the next page as a whole. Here it is laid out again, with its notes at the foot of the page from the start.
* Sizes are no whole pixels: by a rounding error the last note exceeds the footnote area, which was made as high as its
  notes. Here the area, which has no maximum height, never overflows.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.document import Document
from weasyprint.layout import LayoutContext, block

LAY_OUT_TABLE: Final = block.table_layout
"""The function of WeasyPrint that lays out a table; it is called by the one that takes its place."""
RANGE: Final = "unit"
"""Beginning of the names of strings that name the units of a page."""


class FixedNotes(list[Any]):
    """The notes of a page. The list is false in a condition: only code that would move notes asks for that."""

    def __bool__(self) -> bool:
        return False


class NoteLayout(LayoutContext):  # type: ignore[misc]
    """The layout state of WeasyPrint, with notes that stay on their page."""

    _fixed: FixedNotes

    @property
    def current_page_footnotes(self) -> list[Any]:
        """The notes of the current page so far."""
        return self._fixed

    @current_page_footnotes.setter
    def current_page_footnotes(self, notes: list[Any]) -> None:
        self._fixed = FixedNotes(notes)

    def _update_footnote_area(self) -> bool:
        """Makes the footnote area as high as its notes; it never overflows, so the result is always False."""
        fixed, self.__dict__["_fixed"] = self._fixed, list(self._fixed)
        super()._update_footnote_area()
        self._fixed = fixed
        return False

    def get_string_set_for(self, page: Any, name: str, keyword: str = "first") -> tuple[str, ...]:
        """The value of a named string on a page; of one that names units, the range of the first and the last one."""
        if not name.startswith(RANGE):
            return tuple(super().get_string_set_for(page, name, keyword) or ())
        start, first = ("".join(super(NoteLayout, self).get_string_set_for(page, name, end) or ())
                        for end in ("start", "first"))
        # The colophon names no unit, so that its page ends with an empty string.
        last = next(filter(None, reversed(self.string_set[name].get(self.current_page, ()))), "")
        return ("\u2013".join(dict.fromkeys(filter(None, (start or first, last)))),)


def _lay_out_table(context: Any, table: Any, bottom_space: float, skip_stack: Any, containing_block: Any,  # noqa: PLR0913, PLR0917
                   page_is_empty: bool, absolute_boxes: Any, fixed_boxes: Any) -> tuple[Any, ...]:  # noqa: FBT001
    """The table on the page, or no table, as WeasyPrint's function returns it."""
    arguments = (context, table, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes, fixed_boxes)
    waiting = list(context.footnotes)
    made: tuple[Any, ...] = LAY_OUT_TABLE(*arguments)
    if made[0] is not None or page_is_empty or not waiting:
        return made
    notes = [box.footnote for box in table.descendants() if box.footnote in waiting]
    for note in notes:
        context.unlayout_footnote(note)
    for note in notes:
        context.layout_footnote(note)
    again: tuple[Any, ...] = LAY_OUT_TABLE(*arguments) if notes else made
    shown = () if again[0] is None else [box.footnote for box in again[0].descendants()]
    for note in notes:
        if note not in shown:
            context.unlayout_footnote(note)
    return again


block.table_layout = _lay_out_table


class DocumentWithNotes(Document):  # type: ignore[misc]
    """A document that is laid out with notes on the pages of their marks."""

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> NoteLayout:
        context = super()._build_layout_context(*arguments)
        notes = context.__dict__.pop("current_page_footnotes")
        context.__class__ = NoteLayout
        context.current_page_footnotes = notes
        return context  # type: ignore[no-any-return]

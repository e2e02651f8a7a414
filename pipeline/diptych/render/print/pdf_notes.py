"""Notes that stay at the foot of the page that marks them.

Where one line of a paragraph fits on a page and two are asked for, WeasyPrint 70 makes room for the second by sending
the notes of the page to the next one, whatever `footnote-policy` says (layout/block.py, _linebox_layout). Here those
notes count as none there, so that the line is what moves. And where sizes are no round numbers of pixels, it finds
that the last note ends behind the area that was made as high as the notes, by the last digit of a number; here that
area, whose height nothing bounds, is never too small.
"""

from __future__ import annotations

from typing import Any

from weasyprint.document import Document
from weasyprint.layout import LayoutContext


class Staying(list[Any]):
    """The notes of a page, which are asked for by whether there are any only where they would be sent away."""

    def __bool__(self) -> bool:
        return False


class NoteLayout(LayoutContext):  # type: ignore[misc]
    """The state of a layout; the notes of a page stay on it."""

    _staying: Staying

    @property
    def current_page_footnotes(self) -> list[Any]:
        """The notes of the page so far."""
        return self._staying

    @current_page_footnotes.setter
    def current_page_footnotes(self, notes: list[Any]) -> None:
        self._staying = Staying(notes)

    def _update_footnote_area(self) -> bool:
        """Makes the area as high as its notes; whether they do not fit into it."""
        staying, self.__dict__["_staying"] = self._staying, list(self._staying)
        super()._update_footnote_area()
        self._staying = staying
        return False


class Laid(Document):  # type: ignore[misc]
    """A document that is laid out with notes that stay."""

    @classmethod
    def _build_layout_context(cls, *given: Any) -> NoteLayout:
        context = super()._build_layout_context(*given)
        notes = context.__dict__.pop("current_page_footnotes")
        context.__class__ = NoteLayout
        context.current_page_footnotes = notes
        return context  # type: ignore[no-any-return]

"""Texts in their order, a quotation → the places at which it occurs in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diptych.diagnostics import Diagnostic, Position, diagnostic


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words `text` inside the longer quotation `within`, which may be the same.

    A line break in `within` is the end of a text.
    """

    text: str
    within: str

    @property
    def is_unique_in_itself(self) -> bool:
        """Whether `within` has the words exactly once."""
        inside = self.within.find(self.text)
        return inside >= 0 and self.within.find(self.text, inside + 1) < 0


def hits(texts: Sequence[str], quotation: Quotation) -> Iterator[tuple[int, int]]:
    """The index of a text and the offset in it for each occurrence."""
    quoted = quotation.within.split("\n")
    if len(quoted) == 1 or not quotation.is_unique_in_itself:
        yield from ((index, start) for index, text in enumerate(texts) for start in _occurrences(text, quotation))
        return
    filled = [index for index, text in enumerate(texts) if text.strip()]
    named = next((at for at, part in enumerate(quoted) if quotation.text in part), -1)
    for first in range(len(filled) - len(quoted) + 1 if named >= 0 else 0):
        run = [texts[index].strip() for index in filled[first:first + len(quoted)]]
        if run[0].endswith(quoted[0]) and run[1:-1] == quoted[1:-1] and run[-1].startswith(quoted[-1]):
            index = filled[first + named]
            lead = len(texts[index]) - len(texts[index].lstrip())
            part = len(run[0]) - len(quoted[0]) if named == 0 else 0
            yield index, lead + part + quoted[named].index(quotation.text)


def misplaced(quotation: Quotation, entry: Position, places: Sequence[Position | None], language: str) -> Diagnostic:
    """The finding on a quotation that has not exactly one place: E005, E001 or E002."""
    if not quotation.is_unique_in_itself:
        return diagnostic("E005", entry, quoted=quotation.text)
    if not places:
        return diagnostic("E001", entry, quoted=quotation.within, language=language)
    return diagnostic("E002", entry, quoted=quotation.within, language=language, count=len(places),
                      places=", ".join(str(place) for place in places))


def _occurrences(text: str, quotation: Quotation) -> Iterator[int]:
    """The offset of the words for each occurrence of their longer quotation in a text."""
    inside = quotation.within.find(quotation.text)
    at = text.find(quotation.within) if quotation.is_unique_in_itself else -1
    while at >= 0:
        yield at + inside
        at = text.find(quotation.within, at + 1)

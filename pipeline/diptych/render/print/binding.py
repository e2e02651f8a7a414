"""Text of paragraphs → the same text with invisible characters where no line may end.

A paragraph does not end with a line of a single character, and a mark of a note does not begin a line. Marks that stand
beside each other in two elements get a sign for the typesetter, which sees one element at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from lxml import etree

from diptych.render.html.queries import HEADINGS, classes

JOINER: Final = "\u2060"
"""Zero-width character at which no line ends."""
OPENING: Final = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b\u2018\u201c"
"""Full-width opening brackets and quotation marks; their left half is empty."""
CLOSING: Final = "\u3009\u300b\u300d\u300f\u3011\u3015\u3017\uff09\uff3d\uff5d\u2019\u201d"
"""Full-width closing brackets and quotation marks; their right half is empty."""
POINTS: Final = "\u3001\u3002\uff0c\uff0e\uff1a\uff1b"
"""Full-width points; in simplified Chinese and in Japanese their right half is empty."""
BESIDE: Final = "\u2060\u2060"
"""Sign behind a mark at the end of an element: the next element begins with a mark."""
_MARKS: Final = frozenset(OPENING + CLOSING + POINTS)
_EMPTY_RIGHT: Final = frozenset(CLOSING + POINTS)
_BLOCKS: Final = frozenset({"p", "li", "td", "th", *HEADINGS})
"""Elements with lines of their own."""
_OUTSIDE: Final = frozenset({"footnote", "foot-row", "eid"})
"""Classes of elements that are printed outside the line around them."""
_TAIL: Final = re.compile(r"([^\W_])[^\w\s]*(\s?)([^\W_])[^\w\s]*\s*\Z")
"""Pattern of the end of a text: the last two letters with their marks."""
_LAST: Final = 16
"""Number of characters at the end of a paragraph that are looked at, chosen: more than marks can be in a row."""


class BlockRun(NamedTuple):
    """A piece of text; `slot` is the attribute of the element that has it, `text` or `tail`.

    A `raised` piece is the mark of a note.
    """

    element: Any
    slot: str
    raised: bool

    @property
    def text(self) -> str:
        """The text."""
        return getattr(self.element, self.slot) or ""

    def insert(self, place: int, characters: str) -> None:
        """Inserts characters at an offset, in place."""
        setattr(self.element, self.slot, self.text[:place] + characters + self.text[place:])


def bind(article: etree._Element) -> None:
    """Binds the last line of each paragraph, marks of notes and neighbouring marks, in place.

    Titles have lines of their own making (title_lines.py).
    """
    for block in article.iter(*_BLOCKS):
        if "akn-title" not in classes(block):
            runs = [run for run in _runs(block, raised=False) if run.text]
            _bind_last([run for run in runs if not run.raised])
            _bind_marks(runs)


def _bind_marks(runs: Sequence[BlockRun]) -> None:
    """Joins the mark of a note to the text before it, and signs marks beside each other."""
    _move_spaces(runs)
    for before, after in pairwise(runs):
        if before.text[-1] in _EMPTY_RIGHT and after.text[0] in _MARKS:
            before.insert(len(before.text), BESIDE)
        elif after.raised and not before.raised and not before.text[-1].isspace():
            after.insert(0, JOINER)


def _move_spaces(runs: Sequence[BlockRun]) -> None:
    """Moves a space before the mark of a note behind it: a mark is at the end of a word."""
    for before, mark, after in zip(runs, runs[1:], runs[2:], strict=False):
        word = before.text.rstrip()
        if mark.raised and word and not before.raised and not after.raised and len(word) < len(before.text):
            after.insert(0, before.text[len(word):])
            setattr(before.element, before.slot, word)


def _bind_last(runs: Sequence[BlockRun]) -> None:
    """Joins the last two letters of a paragraph, so that the last line has both."""
    places: list[tuple[BlockRun, int]] = []
    for run in reversed(runs):
        places[:0] = [(run, place) for place in range(len(run.text))][-_LAST:]
        if len(places) > _LAST:
            break
    end = _TAIL.search("".join(run.text[place] for run, place in places))
    if end is None or (not end[2] and end[1].isascii() and end[3].isascii()):
        return
    for index in range(end.start(3), end.end(1) - 1, -1):
        run, place = places[index]
        run.insert(place, JOINER)


def _runs(element: etree._Element, *, raised: bool) -> Iterator[BlockRun]:
    """The texts of an element in order, without those that are printed elsewhere or in a block of their own."""
    yield BlockRun(element, "text", raised)
    for child in element:
        if child.tag not in _BLOCKS and not _OUTSIDE & classes(child):
            yield from _runs(child, raised=raised or child.tag == "sup")
        yield BlockRun(child, "tail", raised)

"""The editor's changes in a text → a clean text, and what was received at the foot of the page.

An entry of the apparatus is the number of the unit, the corrected words, a bracket, and the words received:
`6(7) the Minister] teh Minister`. What the editor supplied stands in tortoise shell brackets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import dropwhile, islice, takewhile
from typing import Final, NamedTuple

from lxml import etree

from diptych.render.html.elements import drop, make
from diptych.render.html.queries import HEADINGS, classes, with_class
from diptych.render.print import margin
from diptych.render.print.anchors import unwrap

OPEN: Final = "\u3014"
CLOSE: Final = "\u3015"
"""The brackets around supplied text."""
_EDITORIAL: Final = "akn-editorial"
_SUPPLIED: Final = "akn-supplied"
_OUTSIDE: Final = frozenset({"footnote", "foot-row", "eid", _SUPPLIED})
"""Classes of elements that are no text of the line around them."""
_BLOCKS: Final = frozenset({"p", "div", "td", "th", "li", "section", *HEADINGS})
"""Elements around the words of an entry."""
_WORD: Final = 12
"""Greatest number of unchanged characters of a word before or between its changes, chosen.

If lowered, long words are quoted in part.
"""
_IDEOGRAPHS: Final = 4
"""The same in scripts without word spaces, chosen. If raised, an entry quotes more than the word."""


class EmendedCharacter(NamedTuple):
    """A character of a line, or a code point without a glyph, with the element of the change in it: del, ins or ""."""

    text: str
    change: str


def entry(mark: etree._Element) -> str:
    """The entry for the emendation before the mark of a note; empty if it changes no word or replaces nothing."""
    block = next((holder for holder in mark.iterancestors() if holder.tag in _BLOCKS), None)
    before = list(_before(block, mark))
    last = max((index for index, piece in enumerate(before) if piece.change), default=-1)
    if last < 0 or len(before) - last > _WORD or any(piece.text.isspace() for piece in before[last + 1:]):
        return ""
    word = before[_start(before, last):]
    if block is not None and word[-1].text.isspace():
        word += _word_after(block, mark)
    published, received = (_side(word, without) for without in ("del", "ins"))
    if not published.strip() or not received.strip():
        return ""
    unit = next((section for section in mark.iterancestors("section") if section.get("data-eid")), None)
    number = "" if unit is None else margin.cited_path(unit, margin.column(mark))
    return f"{number} {published}] {received}".strip()


def _start(before: list[EmendedCharacter], last: int) -> int:
    """The place at which the word begins whose last change is at `last`."""
    start = changed = last
    while start and _continues(before[start - 1], changed - start):
        start -= 1
        changed = start if before[start].change else changed
    return start


def _continues(character: EmendedCharacter, unchanged: int) -> bool:
    """Whether a word goes on with the character before it, after a number of unchanged ones."""
    if character.change:
        return True
    text = character.text
    is_wide = len(text) == 1 and unicodedata.east_asian_width(text) in "WF"
    if text.isspace() or (is_wide and unicodedata.category(text).startswith("P")):
        return False
    return unchanged < (_IDEOGRAPHS if is_wide and not unicodedata.name(text, "").startswith("HANGUL") else _WORD)


def _side(word: list[EmendedCharacter], without: str) -> str:
    return "".join(piece.text for piece in word if piece.change != without)


def _word_after(block: etree._Element, mark: etree._Element) -> list[EmendedCharacter]:
    """The first word of a block after an element in it, or its beginning."""
    pieces = dropwhile(lambda item: item[1] is not mark, _pieces(block, ""))
    text = (piece for piece, _ in pieces if piece is not None)
    return list(islice(takewhile(lambda piece: not piece.text.isspace(), text), _WORD))


def _before(block: etree._Element | None, mark: etree._Element) -> Iterator[EmendedCharacter]:
    """The pieces of a block before an element in it."""
    for piece, element in () if block is None else _pieces(block, ""):
        if element is mark:
            return
        if piece is not None:
            yield piece


def _pieces(element: etree._Element, change: str) -> Iterator[tuple[EmendedCharacter | None, etree._Element | None]]:
    """The pieces of an element, and each element in it as it begins."""
    yield None, element
    if element.tag == "sup" or _OUTSIDE & classes(element):
        return
    inside = str(element.tag) if element.tag in ("del", "ins") and _EDITORIAL in classes(element) else change
    if "akn-codepoint" in classes(element):
        yield EmendedCharacter(element.text or "", inside), None
        return
    yield from ((EmendedCharacter(character, inside), None) for character in element.text or "")
    for child in element:
        yield from _pieces(child, inside)
        yield from ((EmendedCharacter(character, inside), None) for character in child.tail or "")


def bracket_supplied(article: etree._Element) -> None:
    """Puts supplied paragraphs into brackets instead of their label, in place."""
    for label in with_class(article, _SUPPLIED, "span"):
        block = label.getparent()
        if block is None:
            continue
        last = label
        while (before := last.getprevious()) is not None and before.tag == "sup" and not (before.tail or "").strip():
            last = before
        _strip_end(last, block)
        close = make("span", "", CLOSE)
        last.addprevious(close)
        unwrap(close)
        _strip_end(label, block)
        drop(label)
        block.text = OPEN + (block.text or "").lstrip() if block.text else OPEN


def _strip_end(element: etree._Element, block: etree._Element) -> None:
    """Removes the white space before an element, in place."""
    before = element.getprevious()
    if before is None:
        block.text = (block.text or "").rstrip()
    else:
        before.tail = (before.tail or "").rstrip()


def clean(article: etree._Element) -> None:
    """Removes what the editor deleted and shows what was inserted as text, in place.

    Inserted text that replaces nothing is in brackets, but for spaces.
    """
    changes = [change for change in article.iter("del", "ins") if _EDITORIAL in classes(change)]
    for change in changes:
        if change.tag == "ins" and "".join(map(str, change.itertext())).strip() and not _replaces(change):
            change.text = OPEN + (change.text or "")
            if len(change):
                change[-1].tail = (change[-1].tail or "") + CLOSE
            else:
                change.text += CLOSE
    for change in changes:
        if change.tag == "del":
            drop(change)
        else:
            unwrap(change)


def _replaces(inserted: etree._Element) -> bool:
    """Whether a deletion is directly beside an insertion."""
    before, after = inserted.getprevious(), inserted.getnext()
    return (before is not None and before.tag == "del" and not (before.tail or "").strip()) or (
        after is not None and after.tag == "del" and not (inserted.tail or "").strip())

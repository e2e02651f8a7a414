"""The notes of a web page: each mark that leads to a note, and the note, which leads back or begins with the mark."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from lxml import etree

from diptych.draft import Block, Footnote, Table
from diptych.readers.formats.lines import Line, mixed_blocks
from diptych.readers.formats.web_pages.page_sizes import squeezed
from diptych.values import dataclass

_MARK: Final = re.compile(r"\d{1,4}|[a-z]{1,2}|[ivxl]{1,6}|[*\u2020\u2021\xa7\xb6#]{1,4}", re.IGNORECASE)
"""Pattern of the mark of a note, without brackets around it."""
_BRACKETS: Final = "()[]{}.:^\u3010\u3011\u3014\u3015\uff08\uff09\uff3b\uff3d\u2191\u21a9\ufe0e "
"""Characters around a mark that are no part of it, and arrows that lead back to it."""
_PAIRS: Final = frozenset({"()", "[]", "\uff08\uff09", "\u3014\u3015"})
"""Brackets that may stand around the element of a mark."""
_CLOSING: Final = frozenset(pair[1] for pair in _PAIRS)
_INLINE: Final = frozenset({"a", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup"})
"""Elements within a paragraph that may hold a mark alone."""
_NOTES: Final = frozenset({"p", "li", "dd", "div", "aside", "section", "td"})
"""Elements that may be a note."""
_TERM: Final = "dt"
"""Element of a mark whose note is the `dd` behind it."""
_AROUND: Final = _NOTES | {_TERM}
"""Elements that may be a note, or its mark."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LARGEST: Final = 300
"""Most elements of a note, chosen. If raised, a page whose links lead to large parts of it takes longer."""
_RAISED: Final = re.compile(r"\bsup|note|super|\bfn", re.IGNORECASE)
"""Pattern of a class, a role or a style that sets a mark off from the text, or calls it a note."""
_NAMED: Final = re.compile(r"note|\bfn|\bftn", re.IGNORECASE)
"""Pattern of a class, a role or a name by which a page calls an element a note."""
_CALLED: Final = ("class", "id", "name", "role", "epub:type")
"""Attributes by which a page calls an element something; EPUB Accessibility and WAI-ARIA define the last two."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note: its mark as printed, its element, and the elements in it or beside it that are its mark too."""

    marker: str
    element: etree._Element
    back: frozenset[etree._Element]

    def letters(self, mark: etree._Element) -> str:
        """The characters of the mark, in its place and in the note."""
        return "".join(f"{squeezed(item)}{''.join(brackets(item))}" for item in (mark, *self.back))


def brackets(item: etree._Element) -> tuple[str, str]:
    """The brackets before and behind an element, if it is alone between them."""
    end = (item.tail or "").lstrip()[:1]
    if end not in _CLOSING:
        return "", ""
    before, outer = item.getprevious(), item.getparent()
    words = before.tail if before is not None else outer.text if outer is not None else ""
    begin = (words or "").rstrip()[-1:]
    return (begin, end) if begin + end in _PAIRS else ("", "")


Notes = Mapping[etree._Element, PageNote]
"""The notes of a page by the element that is their mark."""


_DEEPEST: Final = 8
"""Notes in each other's texts that are read at their marks. Chosen: editions have notes on notes. Raised: pages whose
notes are a long chain of marks end the reading."""


@dataclass(frozen=True, slots=True)
class FoundNotes:
    """The notes of a page: each link with the element that is its mark, and its note. `targets` are the names of the
    elements to which links of marks lead."""

    notes: tuple[tuple[etree._Element, etree._Element, PageNote], ...] = ()
    targets: frozenset[str] = frozenset()

    def without(self, left_out: Collection[etree._Element]) -> Notes:
        """The notes by their marks, none of elements that are `left_out`. Two links have no note in common. Notes that
        are deep in others stay where they are."""
        taken: set[etree._Element] = set()
        chosen: dict[etree._Element, PageNote] = {}
        for link, mark, note in self.notes:
            if note.element not in taken and not _is_within(link, note.element, left_out):
                taken.add(note.element)
                chosen[mark] = note
        return _shallow(chosen)


def _shallow(notes: Notes) -> Notes:
    """The notes without those that are more than `_DEEPEST` deep in each other."""
    marks = {note.element: mark for mark, note in notes.items()}
    depths: dict[etree._Element, int] = {}
    for first in notes:
        chain: list[etree._Element] = []
        mark: etree._Element | None = first
        while mark is not None and mark not in depths:
            chain.append(mark)
            depths[mark] = 0
            mark = next((marks[item] for item in mark.iterancestors() if item in marks), None)
        depth = depths[mark] if mark is not None else 0
        depths.update((inner, deeper) for deeper, inner in enumerate(reversed(chain), depth + 1))
    return {mark: note for mark, note in notes.items() if depths[mark] <= _DEEPEST}


def found(page: etree._Element) -> FoundNotes:
    """The notes in an element of a page whose marks are behind words there."""
    links = [(link, address[1:], marker) for link in page.iter("a") if (address := link.get("href")) and (
        address[0] == "#" and len(address) > 1) and _MARK.fullmatch(marker := _bare(link))]
    if not links:
        return FoundNotes()
    told = [item for item in page.iter() if item.keys()]
    order = {item: place for place, item in enumerate(told)}
    named: dict[str, etree._Element] = {}
    for item in told:
        # Of several elements with one name a link leads to the first.
        if name := item.get("id"):
            named.setdefault(name, item)
        if name := item.get("name"):
            named.setdefault(name, item)
    notes = []
    for link, name, marker in links:
        target = named.get(name)
        if target is not None and order[target] > order[link]:
            mark = _alone(link, marker)
            note = _note(link, mark, marker, target)
            if note is not None:
                notes.append((link, mark, note))
    return FoundNotes(tuple(notes), frozenset(name for _, name, _ in links))


def notes(page: etree._Element, left_out: Collection[etree._Element]) -> Notes:
    """The notes in an element of a page whose marks are behind words there; none of elements that are `left_out`."""
    return found(page).without(left_out)


def _is_within(link: etree._Element, note: etree._Element, left_out: Collection[etree._Element]) -> bool:
    """Whether a mark is in its own note, or either is in an element that is left out."""
    return note in link.iterancestors() or bool(left_out) and any(
        outer in left_out for item in (link, note) for outer in (item, *item.iterancestors()))


def _note(link: etree._Element, mark: etree._Element, marker: str, target: etree._Element) -> PageNote | None:
    """The note to which a link leads; None if the link is no mark, or there is no note."""
    if not _follows_words(mark):
        return None
    element = _element(target)
    inner = () if element is None else tuple(islice(element.iter(etree.Element), _LARGEST + 1))
    if element is None or len(inner) > _LARGEST or mark in inner or (
            not _HEADINGS.isdisjoint([item.tag for item in inner])):
        return None
    own = _marks(link, mark, marker, target, inner)
    if own is None or element in own or not _has_words(element, own):
        return None
    return PageNote(marker, element, own)


def _has_words(note: etree._Element, own: Iterable[etree._Element]) -> bool:
    """Whether a note has words beside its `own` marks."""
    inner = [item for item in own if note in item.iterancestors()]
    # Mostly they are behind its only mark.
    if len(inner) == 1 and inner[0].tail and not inner[0].tail.isspace():
        return True
    kept = squeezed(note)
    for item in inner:
        kept = kept.replace(squeezed(item), "", 1)
    return bool(kept)


def _marks(link: etree._Element, mark: etree._Element, marker: str, target: etree._Element,
           inner: Sequence[etree._Element]) -> frozenset[etree._Element] | None:
    """The elements of the mark in a note or beside it; None if it is no note of this link. `inner` are the note and the
    elements in it."""
    note = inner[0]
    beside = _beside(note)
    own = [item for item in (*mark.iter(), *_outer(mark)) if item.keys()]
    names = {f"#{name}" for item in own for key in ("id", "name") if (name := item.get(key))}
    back = [item for item in inner if item.tag == "a" and item.get("href") in names]
    if back or any(item.get("href") in names for part in beside for item in part.iter("a")):
        return frozenset((*[_alone(item, _bare(item)) for item in back], *beside))
    if note.tag == "span" or not _is_raised(link):
        return None
    if beside:
        return frozenset(beside) if _bare(beside[0]) == marker else None
    first = _begin(note, marker)
    if first is not None:
        return frozenset({first})
    return frozenset() if _is_called(target, note) and _begins(note, marker) else None


def _element(target: etree._Element) -> etree._Element | None:
    """The element of the note to which a link leads: around its target, or beside it if that is the mark alone."""
    if target.tag == "span" and any(item.tag == "a" for item in target) and not _MARK.fullmatch(_bare(target)):
        return target
    around = target if target.tag in _AROUND else next(target.iterancestors(*_AROUND), None)
    is_mark = around is not None and around.tag in ("td", _TERM) and _MARK.fullmatch(_bare(around))
    behind = around.getnext() if is_mark and around is not None else None
    return behind if behind is not None and behind.tag in ("td", "dd") else None if (
        around is None or around.tag == _TERM) else around


def _beside(note: etree._Element) -> tuple[etree._Element, ...]:
    """The term or the cell before a note that holds its mark alone."""
    before = note.getprevious() if note.tag in ("td", "dd") else None
    return (before,) if before is not None and before.tag in ("td", _TERM) and _MARK.fullmatch(_bare(before)) else ()


def _outer(mark: etree._Element) -> Iterator[etree._Element]:
    """The elements around a mark that are within its paragraph."""
    outer = mark.getparent()
    while outer is not None and outer.tag in _INLINE:
        yield outer
        outer = outer.getparent()


def _alone(link: etree._Element, words: str) -> etree._Element:
    """The outermost element within a paragraph that holds nothing but the `words` of a link, and brackets."""
    mark = link
    for outer in _outer(link):
        # Mostly the mark is all that is in it.
        is_whole = len(outer) == 1 and not outer.text and not mark.tail
        if not is_whole and _bare(outer) != words:
            break
        mark = outer
    return mark


def _follows_words(mark: etree._Element) -> bool:
    """Whether words stand before a mark in its paragraph."""
    item: etree._Element | None = mark
    while item is not None:
        before = item.getprevious()
        while before is not None:
            if before.tail and before.tail.strip():
                return True
            if squeezed(before):
                return before.tag in _INLINE
            before = before.getprevious()
        item = item.getparent()
        if item is not None and (item.text or "").strip():
            return True
        if item is None or item.tag not in _INLINE:
            return False
    return False


def _is_raised(link: etree._Element) -> bool:
    """Whether a mark is set off from the text."""
    around = (link, *link.iterdescendants(), *_outer(link))
    return any(item.tag == "sup" or _RAISED.search(f"{_said(item, _CALLED)} {item.get('style', '')}")
               for item in around)


def _is_called(target: etree._Element, note: etree._Element) -> bool:
    """Whether a page calls an element a note."""
    return any(_NAMED.search(_said(item, _CALLED)) for item in (target, note))


def _said(item: etree._Element, names: Iterable[str]) -> str:
    return " ".join(item.get(name, "") for name in names)


def _begins(note: etree._Element, marker: str) -> bool:
    """Whether a note begins with its mark in its own text, where the mark stays."""
    words = "".join(map(str, note.itertext())).lstrip()
    return words.startswith(marker) and not words[len(marker):][:1].isalnum()


def _begin(note: etree._Element, marker: str) -> etree._Element | None:
    """The element that begins a note and holds its mark alone."""
    return next((item for item in note.iterdescendants() if item.tag in _INLINE and _bare(item) == marker and (
        squeezed(note).startswith(squeezed(item)))), None)


def _bare(item: etree._Element) -> str:
    return squeezed(item).strip(_BRACKETS)


def footnotes(lines: Iterable[Line]) -> Iterator[Footnote]:
    """The notes of lines, in cells too."""
    for line in lines:
        if line.table is not None:
            yield from _in_blocks((line.table,))
        yield from (span.object for span in line.spans if isinstance(span.object, Footnote))


def _in_blocks(items: Iterable[Block | Table]) -> Iterator[Footnote]:
    for item in items:
        if isinstance(item, Table):
            yield from _in_blocks(mixed_blocks(item))
        else:
            yield from (inline for inline in item.content if isinstance(inline, Footnote))

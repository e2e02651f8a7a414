"""Akoma Ntoso twins → HTML: aligned rows, one a headline or block, one cell a language, joined by eId.

Every text is complete: what stands on one side only makes a row whose other cell says so. An id stands once on the
page: on the row, or on the section around it; inside the cells ids carry the language (`sec_1__p_1__ref_1-kor`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final, TypeAlias

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.names import local, tag
from diptych.interface_text import Interface
from diptych.render.html import notes, provisions
from diptych.render.html.elements import add, make, serialise
from diptych.render.html.untranslated import is_awaited
from diptych.render.html.view import NOWHERE, Addresses, View

Side: TypeAlias = "etree._Element | None"
"""What one text has at a place; None where it has nothing."""

_WINDOW: Final = 4000
"""So many characters of one text stand in a high window, and in place of some the room around a row."""
_NARROW: Final = 1500
"""And so many in a window where texts stand one below the other."""
_LINE: Final = 25

_SAYS: Final = etree.XPath(
    "boolean(//a | //@title | //@aria-label | //*[contains(@class, 'akn-absent') or contains(@class, 'akn-supplied')"
    " or contains(@class, 'akn-notes')])")
"""Whether a fragment says anything in the words of its interface, or leads anywhere from its page."""
_WHOLE: Final = ("p", "block", "table", "ul", "ol")
"""Elements that go into one row as they are."""


def parallel(documents: tuple[Document, ...], words: Interface, addresses: Addresses = NOWHERE) -> str:
    """All expressions side by side, the first on the left, then the editor's notes of each."""
    return serialise(fragment(views(documents, words, addresses)))


def views(documents: Sequence[Document], words: Interface, addresses: Addresses) -> tuple[View, ...]:
    """How each expression is shown on a page that all share."""
    return tuple(View(document, words, addresses, f"-{document.language}", "p" if index else "h1")
                 for index, document in enumerate(documents))


def fragment(shown: Sequence[View]) -> etree._Element:
    """What `parallel` gives, as a tree that a page may add to."""
    article = make("article", f"akn akn-parallel akn-columns-{len(shown)}")
    _fill(article, [view.document.main for view in shown], shown, 1, [None] * len(shown))
    for view in shown:
        language = view.interface.language_name(interface_text.tag(view.document))
        listed = notes.notes(view, view.say("notes_on", language=language))
        if listed is not None:
            add(article, listed)
    return _once(notes.anchored(article))


def fragments(documents: Sequence[Document], asked: Sequence[tuple[Interface, Addresses]]) -> Iterator[etree._Element]:
    """The fragment for each of some interfaces. Most texts say nothing in the words of an interface and lead nowhere:
    what is the same for all is made once."""
    first = fragment(views(documents, *asked[0]))
    same = not _SAYS(first)
    yield deepcopy(first) if same else first
    for words, addresses in asked[1:]:
        yield deepcopy(first) if same else fragment(views(documents, words, addresses))


def deferred(tree: etree._Element) -> etree._Element:
    """The tree of a page, with a mark on each row that no window shows at first, however high it is, and another on
    those that no narrow one does."""
    room = 0
    for row in tree.iter("div"):
        if row.get("class", "").startswith("akn-row "):
            mark = " akn-later" if room > _WINDOW else " akn-soon" if room > _NARROW else ""
            row.set("class", f"{row.get('class')}{mark}")
            room += _LINE + max(len("".join(cell.itertext())) for cell in row)
    return tree


def merged(orders: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All keys: the first order, each further key after the one that it follows in its own."""
    result = list(orders[0]) if orders else []
    for order in orders[1:]:
        place = 0
        for key in order:
            if key not in result:
                result.insert(place, key)
            place = result.index(key) + 1
    return tuple(result)


def _fill(parent: etree._Element, sides: Sequence[Side], shown: Sequence[View], depth: int,
          openers: Sequence[Side]) -> None:
    """Add the rows of what stands inside; `openers` are units whose number opens the first of them."""
    parts = [{} if side is None else _parts(side) for side in sides]
    for index, key in enumerate(merged([tuple(part) for part in parts])):
        inner = [part.get(key) for part in parts]
        parent.extend(_rows(inner, shown, depth, [None] * len(sides) if index else openers))


def _rows(sides: Sequence[Side], shown: Sequence[View], depth: int,
          openers: Sequence[Side]) -> Iterator[etree._Element]:
    """One row for a block, else a section of rows."""
    present = [side for side in sides if side is not None]
    if not all(_holds_rows(side) for side in present):
        cells = [_block(side, view, depth, opener)
                 for side, view, opener in zip(sides, shown, openers, strict=True)]
        yield _row(present[0], cells, shown)
        return
    name, eid = local(present[0].tag), present[0].get("eId", "")
    numbered = name in provisions.NUMBERED
    section = make("section" if numbered else "div", f"akn-{name}", id=eid, data_eid=eid if numbered else "")
    if numbered:
        depth += 1
        openers = _open(section, sides, shown, depth)
    _fill(section, sides, shown, depth, openers)
    yield section


def _open(section: etree._Element, sides: Sequence[Side], shown: Sequence[View], depth: int) -> Sequence[Side]:
    """Give a unit its headline row; where a number alone opens the text, the units that await their first block."""
    firsts = {"" if first is None else first.get("eId")
              for first in (provisions.opened(side) for side in sides if side is not None)}
    if len(firsts) == 1 and "" not in firsts:
        return sides
    tops = [None if side is None else provisions.headline(side, view, depth)
            for side, view in zip(sides, shown, strict=True)]
    if any(top is not None for top in tops):
        heading = next((found for side in sides if side is not None
                        and (found := side.find(tag("heading"))) is not None), None)
        add(section, _row(heading, tops, shown))
    return [None] * len(sides)


def _row(model: Side, cells: Sequence[Side], shown: Sequence[View]) -> etree._Element:
    """A row of cells; it takes name and id from the element that it shows."""
    name, eid = ("num", "") if model is None else (local(model.tag), model.get("eId", ""))
    row = make("div", f"akn-row akn-row-{name}", id=eid, data_eid="" if name == "heading" else eid)
    for content, view in zip(cells, shown, strict=True):
        add(row, _cell(content, view))
    return row


def _cell(content: Side, view: View) -> etree._Element:
    if content is None:
        cell = make("div", "akn-cell akn-cell-absent", lang=view.interface.tag)
        add(cell, make("p", "akn-absent", view.say("untranslated" if is_awaited(view) else "absent")))
    else:
        cell = make("div", "akn-cell", lang=interface_text.tag(view.document))
        add(cell, content)
    return cell


def _block(side: Side, view: View, depth: int, opener: Side) -> Side:
    """One side of a row; a unit's number is shown even where its text is missing."""
    if side is None and opener is None:
        return None
    made = make("p", "akn-p") if side is None else provisions.element(side, view, depth)
    for cited in made.iter():
        if "data-eid" in cited.attrib:
            del cited.attrib["data-eid"]
    if opener is not None:
        provisions.opening(made, opener, view)
    return made


def _once(article: etree._Element) -> etree._Element:
    """The tree, each id only where it stands first: texts may have one id at two places."""
    met: set[str] = set()
    for element in article.xpath("//*[@id]"):
        if element.get("id") in met:
            del element.attrib["id"]
        met.add(element.get("id", ""))
    return article


def _holds_rows(source: etree._Element) -> bool:
    return local(source.tag) not in _WHOLE and any(local(child.tag) in provisions.BLOCKS for child in source)


def _parts(parent: etree._Element) -> dict[str, etree._Element]:
    """The children that make rows, by eId, else by name and place among all."""
    parts: dict[str, etree._Element] = {}
    for child in provisions.children(parent):
        name = local(child.tag)
        if name not in provisions.HEADINGS:
            key = child.get("eId") or name
            parts[key if key not in parts else f"{key} {len(parts)}"] = child
    return parts

"""Akoma Ntoso twins → HTML: a row for each headline or block, a cell for each language, joined by eId.

Every text is complete: a provision of one text alone makes a row whose other cell is empty, or says so if the editor
does. Parts that the editor pairs are one row. An id is unique on the page: a row or the section around it has the eId.
Ids inside the cells end in the language (`sec_1__p_1__ref_1-kor`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

from lxml import etree

from diptych import interface_text
from diptych.akn import counterparts
from diptych.akn.document import Document
from diptych.akn.names import local, tag
from diptych.akn.provisions import is_line
from diptych.align import merged_order
from diptych.interface_text import Interface
from diptych.render.html import notes, provisions, title_lines
from diptych.render.html.elements import add, make, serialise
from diptych.render.html.untranslated import is_awaited
from diptych.render.html.view import Addresses, View

Side: TypeAlias = "etree._Element | None"
"""The element of one text at a place; None if the text has none there."""

_WINDOW: Final = 4000
"""Characters of one text that the tallest window shows, _LINE for each row included; chosen. Raised, the browser lays
out more rows before it paints; lowered, a tall window first shows empty rows."""
_NARROW: Final = 1500
"""The same for a window that shows the texts one below the other."""
_LINE: Final = 25
"""Characters that the space around a row takes up; chosen. Raised, fewer rows are laid out first."""

_TENTHS: Final = range(7, 15)
"""Widths of the second column of two, in tenths of the first, that the style sheet has; chosen. Beyond them the narrow
column is hard to read."""
_ROOM: Final = 56
"""Width in ems of two columns side by side on a desk, as the style sheet gives them."""
_SAYS: Final = etree.XPath(
    "boolean(//a[not(starts-with(@href, '#') and (@class='akn-ref' or @class='akn-rref' or @class='akn-term'))]"
    " | //@title | //@aria-label"
    " | //*[contains(@class, 'akn-absent') or contains(@class, 'akn-supplied') or contains(@class, 'akn-notes')])")
"""Whether a fragment has words of its interface or links of its page, so that it differs by interface."""
_LINKS: Final = etree.XPath(
    "//a[starts-with(@href, '#') and (@class='akn-ref' or @class='akn-rref' or @class='akn-term')]")
"""The links of a text to its own units."""
_PAIR: Final = 2
"""Texts on a page that shows all of them."""
_COLUMN: Final = "data-column"
"""Attribute of what belongs to one column outside of the rows."""
_ABSENT: Final = "akn-cell-absent"
_WHOLE: Final = ("p", "block", "table", "ul", "ol")
"""Elements that are shown in one row as a whole."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One text of a page as HTML: its cell in each row, and the section of its notes, empty if it has none."""

    cells: tuple[str, ...]
    notes: str


def views(documents: Sequence[Document], words: Interface, addresses: Addresses, first: str = "") -> tuple[View, ...]:
    """The view of each expression on a page that all of them share; the title in the language `first` heads the page,
    else that of the first document."""
    heading = first or documents[0].language
    return tuple(View(document, words, addresses, f"-{document.language}",
                      "h1" if document.language == heading else "p") for document in documents)


def fragment(shown: Sequence[View]) -> etree._Element:
    """The HTML of all expressions side by side, the first on the left, then the editor's notes of each."""
    article = make("article", f"akn akn-parallel akn-columns-{len(shown)}")
    _fill(article, [view.document.main for view in shown], shown, 1, [None] * len(shown))
    for view in shown:
        language = view.interface.text_language(view.document)
        words = view.interface.say("notes_on", language=language)
        for section in (*provisions.footnotes(view), *notes.notes(view, words)):
            if len(shown) > _PAIR:
                section.set(_COLUMN, view.document.language)
            article.append(section)
    return _with_targets(_with_unique_ids(notes.anchored(article)), [view.suffix for view in shown])


def fragments(documents: Sequence[Document], pages: Sequence[tuple[Interface, Addresses]]) -> Iterator[etree._Element]:
    """The fragment for each page, given by its interface and addresses.

    Most fragments do not depend on either. The first is then copied for all pages.
    """
    first = fragment(views(documents, *pages[0]))
    same = not _SAYS(first)
    yield deepcopy(first) if same else first
    for words, addresses in pages[1:]:
        yield deepcopy(first) if same else fragment(views(documents, words, addresses))


def proportioned(tree: etree._Element) -> etree._Element:
    """The tree of two columns, whose class has the width of the second in tenths of the first: `akn-widths-12`."""
    rows = [[title_lines.width("".join(map(str, cell.itertext()))) for cell in row] for row in _rows_of(tree)]
    nearest_first = sorted(_TENTHS, key=lambda tenths: abs(tenths - 10))
    best = min(nearest_first, key=lambda tenths: sum(_lines(row, tenths) for row in rows))
    tree.set("class", f"{tree.get('class')} akn-widths-{best}")
    return tree


def _lines(row: Sequence[float], tenths: int) -> int:
    """The lines of a row whose second column is `tenths` tenths as wide as the first."""
    first = _ROOM * 10 / (10 + tenths)
    return max(ceil(text / room) for text, room in zip(row, (first, _ROOM - first), strict=False))


def narrowed(tree: etree._Element, languages: Sequence[str], shown: Sequence[str]) -> etree._Element:
    """The tree with the columns `shown` of those in all `languages`; a row that has nothing in them is hidden."""
    for row in list(_rows_of(tree)):
        cells = dict(zip(languages, row, strict=False))
        for language in languages:
            row.remove(cells[language])
        row[:0] = [cells[language] for language in shown]
        if all(_ABSENT in cells[language].get("class", "") for language in shown):
            row.set("hidden", "")
    for section in tree.findall(f"section[@{_COLUMN}]"):
        if section.get(_COLUMN) not in shown:
            tree.remove(section)
    tree.set("class", f"akn akn-parallel akn-columns-{len(shown)}")
    return tree


def columns(tree: etree._Element, languages: Sequence[str]) -> Mapping[str, TextColumn]:
    """The columns of a tree in all `languages`, by language."""
    rows = [list(row) for row in _rows_of(tree)]
    sections = {section.get(_COLUMN): serialise(section) for section in tree.findall(f"section[@{_COLUMN}]")}
    return {language: TextColumn(tuple(serialise(row[index]) for row in rows), sections.get(language, ""))
            for index, language in enumerate(languages)}


def _rows_of(tree: etree._Element) -> Iterator[etree._Element]:
    return filter(_is_row, tree.iter("div"))


def _is_row(element: etree._Element) -> bool:
    return element.get("class", "").startswith("akn-row ")


def deferred(tree: etree._Element) -> etree._Element:
    """The tree of a page; what lies below any window has `akn-later`, what lies below a narrow one `akn-soon`."""
    length = 0
    for unit in list(_skippable(tree)):
        mark = " akn-later" if length > _WINDOW else " akn-soon" if length > _NARROW else ""
        unit.set("class", f"{unit.get('class', '')}{mark}".strip())
        length += _extent(unit)
    return tree


def _skippable(parent: etree._Element) -> Iterator[etree._Element]:
    """The largest parts that a browser may skip as one: units that a window can show whole, and rows outside these.

    A unit with a section inside is none: margins of sections collapse, and a skipped part encloses its margins.
    """
    for child in parent.iterchildren("div", "section"):
        if _is_row(child) or (0 < _extent(child) <= _WINDOW and not _has_section(child)):
            yield child
        else:
            yield from _skippable(child)


def _has_section(unit: etree._Element) -> bool:
    return any("akn-section" in inner.get("class", "").split() for inner in unit.iterdescendants("section"))


def _extent(unit: etree._Element) -> int:
    """The characters that the longest texts of the rows in a unit take up."""
    return sum(_LINE + max(len("".join(cell.itertext())) for cell in row) for row in _rows_of(unit))


def _fill(parent: etree._Element, sides: Sequence[Side], shown: Sequence[View], depth: int,
          openers: Sequence[Side]) -> None:
    """Appends the rows of the elements inside `sides`; the numbers of the units `openers` open the first row."""
    loose = any(view.document.paired for view in shown) and _differ_in_groups(sides)
    parts = [{} if side is None else _parts(side, loose=loose) for side in sides]
    keys = merged_order.merged([tuple(part) for part in parts])
    rows = _joined(parts) if any(view.document.paired for view in shown) else {}
    for index, key in enumerate(keys):
        opening = [None] * len(sides) if index else openers
        if key not in rows:
            parent.extend(_rows([part.get(key) for part in parts], shown, depth, opening))
        elif key == next(other for other in keys if rows.get(other) == rows[key]):
            held = [[part[other] for other in keys if rows.get(other) == rows[key] and other in part]
                    for part in parts]
            add(parent, _together(held, shown, depth, opening))


def _joined(parts: Sequence[Mapping[str, etree._Element]]) -> Mapping[str, str]:
    """The row that the editor made of parts, by their keys."""
    return {key: row for part in parts for key, element in part.items() if (row := counterparts.row(element))}


def _together(held: Sequence[Sequence[etree._Element]], shown: Sequence[View], depth: int,
              openers: Sequence[Side]) -> etree._Element:
    """The row of the parts that the editor sets side by side; each keeps its address."""
    firsts = [parts[0] if parts else None for parts in held]
    model = next(first for first in firsts if first is not None)
    cells: list[Side] = []
    for parts, view, opener in zip(held, shown, openers, strict=True):
        cells.append(_set_together(parts, view, depth, opener, model.get("eId", "")) if parts else None)
    return _row(model, firsts, cells, shown)


def _set_together(parts: Sequence[etree._Element], view: View, depth: int, opener: Side, first: str) -> etree._Element:
    """The parts of one text in a row that has the address of the `first` of all."""
    cell = make("div", "akn-together")
    cell.extend(provisions.element(part, view, depth) for part in parts)
    paragraph = next(cell.iter("p"), None)
    if opener is not None and paragraph is not None:
        provisions.opening(paragraph, opener, view)
    for cited in list(cell.iter()):
        _addressed(cited, first)
    return cell


def _addressed(part: etree._Element, first: str) -> None:
    """Sets a citable part of a row into an element with its address, in place; the row has that of the `first`."""
    eid = part.attrib.pop("data-eid", "")
    parent = part.getparent()
    if eid and eid != first and parent is not None:
        around = make("div", "akn-together-part", id=eid, data_eid=eid)
        around.tail, part.tail = part.tail, None
        parent.replace(part, around)
        around.append(part)


def _rows(sides: Sequence[Side], shown: Sequence[View], depth: int,
          openers: Sequence[Side]) -> Iterator[etree._Element]:
    """The row of a block, else the section of rows of a unit."""
    present = [side for side in sides if side is not None]
    if not all(map(_holds_rows, present)):
        cells = [_block(side, view, depth, opener)
                 for side, view, opener in zip(sides, shown, openers, strict=True)]
        yield _row(present[0], sides, cells, shown)
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
    """The units whose number is still to open their first block; else none, and the section has its headline row."""
    firsts = {"" if first is None else first.get("eId")
              for first in (provisions.opened(side) for side in sides if side is not None)}
    if len(firsts) == 1 and "" not in firsts:
        return sides
    tops = [None if side is None else provisions.headline(side, view, depth)
            for side, view in zip(sides, shown, strict=True)]
    if any(top is not None for top in tops):
        headings = (side.find(tag("heading")) for side in sides if side is not None)
        heading = next((heading for heading in headings if heading is not None), None)
        add(section, _row(heading, sides, tops, shown))
    return [None] * len(sides)


def _row(model: Side, sources: Sequence[Side], cells: Sequence[Side], shown: Sequence[View]) -> etree._Element:
    """A row of cells, made of the elements `sources`, with the name and id of the element `model`."""
    name, eid = ("num", "") if model is None else (local(model.tag), model.get("eId", ""))
    row = make("div", f"akn-row akn-row-{name}", id=eid, data_eid="" if name == "heading" else eid)
    for content, view in zip(cells, shown, strict=True):
        add(row, _cell(content, view, sources))
    return row


def _cell(content: Side, view: View, sources: Sequence[Side]) -> etree._Element:
    """A cell; one without content says why only if the editor does."""
    if content is None:
        is_absent = any(counterparts.is_lacking(source, view.document.language) for source in sources
                        if source is not None)
        reason = "absent" if is_absent else "untranslated" if is_awaited(view) else ""
        cell = make("div", f"akn-cell {_ABSENT}", lang=view.interface.tag if reason else "")
        if reason:
            add(cell, make("p", "akn-absent", view.interface.say(reason)))
    else:
        cell = make("div", "akn-cell", lang=interface_text.tag(view.document))
        add(cell, content)
    return cell


def _block(side: Side, view: View, depth: int, opener: Side) -> Side:
    """The content of a cell; a unit's number is shown even if its text is missing."""
    if side is None and opener is None:
        return None
    block = make("p", "akn-p") if side is None else provisions.element(side, view, depth)
    for cited in block.iter():
        cited.attrib.pop("data-eid", None)
    if opener is not None:
        provisions.opening(block, opener, view)
    return block


def _with_unique_ids(article: etree._Element) -> etree._Element:
    """The tree, in which only the first element keeps an id: twins may have one eId at two places."""
    ids: set[str] = set()
    for element in article.xpath("//*[@id]"):
        if element.get("id") in ids:
            del element.attrib["id"]
        ids.add(element.get("id", ""))
    return article


def _with_targets(article: etree._Element, suffixes: Sequence[str]) -> etree._Element:
    """The tree, in which a reference to a unit leads to the row or section that has its eId, else nowhere."""
    ids = {element.get("id") for element in article.xpath("//*[@id]")}
    for link in _LINKS(article):
        target = link.get("href")[1:]
        plain = next((target.removesuffix(suffix) for suffix in suffixes if target.endswith(suffix)), target)
        found = next((name for name in (target, plain) if name in ids), None)
        if found is None:
            link.tag = "span"
            del link.attrib["href"]
        else:
            link.set("href", f"#{found}")
    return article


def _holds_rows(source: etree._Element) -> bool:
    is_whole = local(source.tag) in _WHOLE or local(source.tag) not in provisions.NUMBERED and is_line(source)
    return not is_whole and any(local(child.tag) in provisions.BLOCKS for child in source)


def _differ_in_groups(sides: Sequence[Side]) -> bool:
    """Whether the parts of one row are in different groups of their units: words before a list beside words alone."""
    groups: dict[str, set[str]] = {}
    for side in sides:
        for part in () if side is None else counterparts.parts(side):
            around = part.getparent()
            if (row := counterparts.row(part)) and around is not None:
                groups.setdefault(row, set()).add("" if around is side else local(around.tag))
    return any(len(names) > 1 for names in groups.values())


def _parts(parent: etree._Element, *, loose: bool = False) -> dict[str, etree._Element]:
    """The children that become rows, by eId, else by name and position; if `loose`, the paragraphs without their
    groups."""
    parts: dict[str, etree._Element] = {}
    for child in counterparts.parts(parent) if loose else provisions.children(parent):
        name = local(child.tag)
        if name not in provisions.HEADINGS or local(parent.tag) not in provisions.NUMBERED:
            key = child.get("eId") or name
            parts[key if key not in parts else f"{key} {len(parts)}"] = child
    return parts

"""A web page → the lines of the document in it, without the page around it.

The document is in the container that its site is known to keep it in, else where readability finds a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lxml import etree

from diptych.diagnostics import Position, Result, diagnostic
from diptych.draft import Block, Table, Text
from diptych.readers.formats import lines as text
from diptych.readers.formats.html_blocks import paragraphs, size, squeezed
from diptych.readers.formats.lines import Line

_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
                          re.IGNORECASE | re.DOTALL)
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_LEAST: Final = 60
"""How many characters make a text; a container with fewer is an empty frame."""
_ENOUGH: Final = 40
"""How many characters at both ends of a text show where in a page it is."""
_PROBES: Final = ((10, 1 << 30), (6, 5000), (3, 2000), (2, 1000))
"""How many characters of a line are looked for in the page, and how far ahead, to find its place."""
_WORD_END: Final = re.compile(r"[\s&<>]")


@dataclass(frozen=True, slots=True)
class Container:
    """Where a site keeps the text of a document, and its title if that stands elsewhere."""

    xpath: str
    title: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known of web pages: containers by site, families of type that show a heading, and lines that belong to
    the page where they stand above or below the document."""

    containers: tuple[Container, ...]
    fonts: tuple[str, ...]
    around: re.Pattern[str]


def pages(data: Mapping[str, Any]) -> Pages:
    """What schema/pages.toml says."""
    return Pages(tuple(Container(item["xpath"], item.get("title", "")) for item in data["container"]),
                 tuple(data["heading_fonts"]), re.compile("|".join(data.get("around", ())) or "(?!)"))


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_PAGE.match(text))


def lines(source: str, file: str, known: Pages) -> Result[tuple[Line, ...]]:
    """The lines of the document in a page, an empty one around each table; T017 where no document is found."""
    allowed = text.lines(source, file)
    if allowed.value is None:
        return Result(None, allowed.diagnostics)
    root = _parsed(source)
    found = () if root is None else _own(root, known) or _readable(source, root)
    flow = tuple(line for element in found for line in paragraphs(element, known.fonts, size(found)))
    first, end = _inside(flow, known.around)
    if not any(line.text.strip() for line in flow[first:end]):
        return Result(None, (diagnostic("T017", Position(file)),))
    return Result(tuple(map(_finder(source, file).line, flow[first:end])))


def _inside(flow: Sequence[Line], around: re.Pattern[str]) -> tuple[int, int]:
    """Where the document begins and ends among lines of which the outer ones may be the page's; a table keeps the empty
    lines around it."""
    own = [index for index, line in enumerate(flow) if line.table or line.text.strip() and not (
        around.fullmatch(" ".join(line.text.split())))]
    if not own:
        return 0, 0
    first, end = own[0], own[-1] + 1
    return first - (flow[first].table is not None), end + (flow[end - 1].table is not None)


def _parsed(source: str) -> etree._Element | None:
    """The page's tree. Comments and instructions are no text; nothing is read of a page too deep to be read whole."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    data = _DECLARATION.sub("", source, count=1).encode("utf-8")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None
    cut = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return None if cut else root


def _own(root: etree._Element, known: Pages) -> tuple[etree._Element, ...]:
    """The elements that hold the document on a known site, its title first where it stands elsewhere."""
    for container in known.containers:
        held = next((element for element in _found(root, container.xpath) if size((element,)) >= _LEAST), None)
        if held is None:
            continue
        title = next(iter(_found(root, container.title)), None) if container.title else None
        if title is None or squeezed(title) in squeezed(held):
            return (held,)
        return (title, held)
    return ()


def _readable(source: str, whole: etree._Element) -> tuple[etree._Element, ...]:
    """What readability takes for the text of the page; the element around it as it is where readability left a table
    of it out; nothing if there is too little to be a document."""
    # It takes long to load, and a page of a known site does without.
    from readability import Document as Readable  # noqa: PLC0415

    try:
        root = _parsed(Readable(_DECLARATION.sub("", source, count=1)).summary(html_partial=True))
    except Exception:  # noqa: BLE001 (a page that readability fails on has no document that it finds)
        return ()
    if root is None or size((root,)) < _LEAST:
        return ()
    kept = squeezed(root)
    around = _around(whole, kept)
    tables = (squeezed(table) for table in around.iter("table") if _tells(table))
    return (root,) if all(table in kept for table in tables) else (around,)


def _around(element: etree._Element, kept: str) -> etree._Element:
    """The innermost element in one that a text was taken from: it says as much, with the text's both ends."""
    ends = kept[:_ENOUGH], kept[-_ENOUGH:]
    while True:
        children = ((child, squeezed(child)) for child in element.iterchildren(etree.Element))
        inner = next((child for child, said in children
                      if len(said) >= len(kept) and all(end in said for end in ends)), None)
        if inner is None:
            return element
        element = inner


def _tells(table: etree._Element) -> bool:
    """Whether a table has something to tell in rows, and is not what a page is laid out with."""
    return bool(squeezed(table)) and len(table.findall(".//tr")) > 1 and table.find(".//table") is None and (
        table.find(".//a") is None)


def _found(root: etree._Element, xpath: str) -> list[etree._Element]:
    found = root.xpath(xpath)
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def _finder(source: str, file: str) -> _Finder:
    starts = (0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", source)))
    return _Finder(source, file, starts, max(source.lower().find("<body"), 0), Position(file, 1, 0))


@dataclass(slots=True)
class _Finder:
    """Looks for the words of a page in its source, each after the one before; no two lines share a place."""

    source: str
    file: str
    starts: Sequence[int]
    cursor: int
    last: Position

    def place(self, words: str) -> Position:
        """Where the words begin; where a tag or an entity hides them, right after the place before."""
        probe = _WORD_END.split(words.strip(), maxsplit=1)[0][:_PROBES[0][0]]
        tried = ((length, self.source.find(probe[:length], self.cursor, self.cursor + reach))
                 for length, reach in _PROBES if probe)
        length, at = next((found for found in tried if found[1] >= 0), (0, -1))
        if at < 0:
            self.last = replace(self.last, column=self.last.column + 1)
            return self.last
        line = bisect_right(self.starts, at)
        self.cursor = at + min(length, len(probe))
        self.last = max(Position(self.file, line, at - self.starts[line - 1] + 1),
                        replace(self.last, column=self.last.column + 1))
        return self.last

    def block(self, block: Block) -> Block:
        """The block of a table's cell in its place."""
        moved = tuple(Text(item.text, self.place(item.text)) for item in block.content if isinstance(item, Text))
        return Block(moved, moved[0].position)

    def line(self, line: Line) -> Line:
        if line.table is None:
            return replace(line, position=self.place(line.text))
        rows = tuple(tuple(replace(cell, blocks=tuple(map(self.block, cell.blocks))) for cell in row)
                     for row in line.table.rows)
        blocks = (block for row in line.table.rows for cell in row for block in cell.blocks)
        first = self.place(next(map(_words, blocks), ""))
        return replace(line, position=first, table=Table(rows, first))


def _words(block: Block) -> str:
    return "".join(item.text for item in block.content if isinstance(item, Text))

"""HTML fragment of a text → the same tree, ready for paper.

Notes move to the foot of the page, numbers of units to the margin; units get bookmarks. Word joiners hold words
together in languages that break lines at spaces only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby, takewhile
from typing import Final

from lxml import etree

from diptych.interface_text import Interface
from diptych.render.html import provisions, title_lines
from diptych.render.html.elements import drop, make
from diptych.render.html.queries import HEADINGS, classes, is_head, with_class
from diptych.render.print import apparatus, binding, footnotes, heading_numbers, margin, rows, running_heads
from diptych.render.print.anchors import fold
from diptych.render.print.outline import (
    bookmark,
    is_article,
    is_attachment,
    is_division,
    is_headed,
    plain,
    titles,
    units,
)

TITLE: Final = "akn-title"
"""Class of a block with the title of a document or of an attachment."""
SIGNED: Final = "akn-signed"
"""Class of a closing line of a document: a signature or a date."""
_INSIDE_WORD: Final = re.compile(
    "(?<=[^\\s\u2060\u200b/\u00b7\u2012-\u2015\u2026\u30fb\u318d])(?=[^\\s\u2060\u200b])" + title_lines.NO_LATIN)
"""Pattern of the places inside a word. A line may break after a dash, a slash, a middle dot or an ellipsis."""
_BEFORE_CONNECTOR: Final = re.compile(
    "(?<=[^\\s\u2060\u200b\u2014\u2026])(?=\u2014(?!\u2014)|[\uff5e\u00b7])")
"""Pattern of the places before a connecting mark: dash, wave dash or middle dot (GB/T 15834, 5.1.8 and 5.1.9).

Such a mark begins no line. A double dash may: it breaks off a sentence.
"""
_OUTSIDE_LINE: Final = frozenset({footnotes.NOTE, footnotes.FOOT, margin.EID})
"""Classes of elements that are printed outside the line around them."""
_BLOCKS: Final = frozenset({"article", "body", "br", "div", "li", "ol", "p", "section", "table", "tr", "td", "th", "ul",
                            *HEADINGS})
"""Elements that begin a new line."""


def prepare(article: etree._Element, words: Mapping[str, Interface], whole_words: Callable[[str], bool],
            address: str = "", *, diplomatic: bool = False) -> None:
    """Makes a fragment ready for paper, in place; `words` by interface tag, `whole_words` by language tag.

    `address` is the permanent address of the text. A `diplomatic` text shows the editor's deletions and insertions.
    """
    for element in with_class(article, "screen-only"):
        drop(element)
    for addressee in article.iter("span"):
        block = addressee.getparent()
        if addressee.get("data-name") == "addressee" and block is not None:
            _add_class(block, "akn-flush")
    _mark_titles(article)
    _mark_signed(article)
    margin.read_numbers(article)
    bare = _with_bare_number(article)
    fold(article)
    for unit in bare:
        _run_in_number(unit)
    rows.run_in(article)
    rows.keep_pictures(article)
    _gather_signed(article)
    _mark_deleted_code_points(article)
    bookmark(article)
    _mark_divisions(article)
    for table in article.iter("table"):
        _repeat_headers(table)
    running_heads.mark(article, max((len(row) for row in with_class(article, "akn-row", "div")), default=1))
    margin.put_numbers(article, address)
    heading_numbers.run_in(article)
    footnotes.put_at_foot(article, words, keyed=not diplomatic)
    if not diplomatic:
        apparatus.clean(article)
    _keep_spaces(article)
    binding.bind(article)
    hold_words(article, whole_words)


def _keep_spaces(article: etree._Element) -> None:
    """Moves the space behind a run-in heading, or behind a heading above a number, into the heading, in place.

    Between blocks it would be tagged as text of the section, in which no text may stand (ISO 32005, table 5), or lost.
    """
    for above in with_class(article, "akn-above", "span"):
        if (above.tail or "")[:1].isspace():
            _end_with_space(above, " ")
    for heading in with_class(article, "akn-headline", *HEADINGS):
        space, around = heading.tail, heading.getparent()
        if space and space.isspace() and around is not None and "akn-run-in" in classes(around):
            heading.tail = None
            _end_with_space(heading, space)


def _end_with_space(element: etree._Element, space: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + space
    else:
        element.text = (element.text or "") + space


def hold_words(element: etree._Element, whole_words: Callable[[str], bool], language: str = "",
               before: str = "") -> str:
    """Inserts word joiners, in place, across inline elements; the last character of the line so far.

    In languages for which `whole_words` is true, all characters of a word are joined. In others, only connecting marks
    are joined to the word before them. `language` applies around the element; `before` is the character before it.
    """
    language = element.get("lang", language)
    outside = bool(_OUTSIDE_LINE & classes(element))
    last = "" if outside or element.tag in _BLOCKS else before
    element.text, last = _joined(element.text or "", last, whole=whole_words(language))
    for child in element:
        last = hold_words(child, whole_words, language, last)
        child.tail, last = _joined(child.tail or "", last, whole=whole_words(language))
    return before if outside else "" if element.tag in _BLOCKS else last


def _joined(text: str, before: str, *, whole: bool) -> tuple[str | None, str]:
    """A piece of text with word joiners, also between it and `before`; and its last character."""
    if not text:
        return None, before
    places = _INSIDE_WORD if whole else _BEFORE_CONNECTOR
    return places.sub(binding.JOINER, before + text)[len(before):], text[-1]


def _mark_titles(article: etree._Element) -> None:
    """Marks the titles of a document and of its attachments, and the paragraphs above the title of an attachment."""
    for title in titles(article):
        _add_class(title, TITLE)
    for unit in filter(is_attachment, units(article)):
        blocks = unit.iter("p", "div", *HEADINGS) if titles(unit) else ()
        for block in takewhile(lambda block: TITLE not in classes(block), blocks):
            if block.tag == "p":
                _add_class(block, "akn-attached")


def _mark_signed(article: etree._Element) -> None:
    """Marks the lines with the signature and the date that close a document."""
    for closing in with_class(article, "akn-conclusions", "section", "div"):
        for inner in closing.iter("span", "time"):
            line = next(inner.iterancestors("p"), None)
            kinds = classes(inner) & {"akn-signature", "akn-docDate"}
            if line is not None and kinds:
                _add_class(line, SIGNED if "akn-signature" in kinds else f"{SIGNED} akn-dated")


def _gather_signed(article: etree._Element) -> None:
    """Puts neighbouring closing lines into a common block, which is as wide as its widest line."""
    for closing in with_class(article, "akn-conclusions", "section"):
        groups = [(signed, list(lines)) for signed, lines in groupby(closing, lambda line: SIGNED in classes(line))]
        for lines in [lines for signed, lines in groups if signed]:
            block = make("div", "akn-closing")
            lines[0].addprevious(block)
            block.extend(lines)


def _mark_deleted_code_points(article: etree._Element) -> None:
    """Marks deletions of a single code point, which is illegible when struck through."""
    for code in with_class(article, "akn-codepoint", "span"):
        deletion = code.getparent()
        if deletion is not None and deletion.tag == "del" and len(deletion) == 1 and not (deletion.text or code.tail):
            _add_class(deletion, "akn-unstruck")


def _with_bare_number(article: etree._Element) -> list[etree._Element]:
    """The units whose headline is a number alone. The numbers of articles get their class, in place."""
    for unit in filter(is_article, units(article)):
        for number in with_class(unit, "akn-num", "span"):
            if next(number.iterancestors("section")) is unit:
                number.set("class", heading_numbers.NUMBER)
    return [unit for unit in units(article)
            if len(unit) and "akn-headline" in classes(unit[0]) and not is_headed(unit)]


def _run_in_number(unit: etree._Element) -> None:
    """Moves a number on a line of its own to the start of the first paragraph, in place."""
    headline = unit[0]
    inner = headline.getnext()
    first = next(iter(inner), None) if inner is not None and inner.tag == "section" else None
    if first is None or first.tag != "p":
        return
    moved = [*headline] or [make("span", text=headline.text or "")]
    moved[-1].tail = (moved[-1].tail or "") + provisions.space(plain(headline)) + (first.text or "")
    first.text = headline.text if len(headline) else None
    first[:0] = moved
    drop(headline)


def _mark_divisions(article: etree._Element) -> None:
    """Marks the units that contain articles; their headings are centred."""
    for unit in units(article):
        if is_division(unit):
            _add_class(unit, "akn-division")


def _repeat_headers(table: etree._Element) -> None:
    """Puts the rows of header cells at the top of a table into a `thead`, which each page of the table shows.

    The other rows are then a `tbody` (ISO 14289-1, 7.2).
    """
    rows = list(table.iterchildren("tr"))
    top = list(takewhile(is_head, rows))
    ends = [number + int(cell.get("rowspan", "1")) for number, row in enumerate(top) for cell in row]
    if top and len(top) < len(rows) and max(ends) <= len(top):
        head, rest = make("thead"), make("tbody")
        rest.extend(rows[len(top):])
        top[0].addprevious(head)
        head.extend(top)
        head.addnext(rest)


def _add_class(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())

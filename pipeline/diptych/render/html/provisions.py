"""Akoma Ntoso → HTML: one expression as a fragment, the same for the site and for print.

A class name is `akn-` and the element's name. Every eId becomes an id. An unknown element becomes a div or span, so
that no text is lost. Elements for the screen alone have the class `screen-only`, citable elements have `data-eid`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from lxml import etree

from diptych import interface_text
from diptych.akn.document import emended
from diptych.akn.names import BODIES, CONTAINERS, DOCUMENT_TYPES, FREE, HIERARCHY, PARTS, SECTIONS, XML, local, tag
from diptych.akn.provisions import Provision
from diptych.render.html import inline_notation, notes
from diptych.render.html.elements import add, add_text, make
from diptych.render.html.view import View

_TABLE: Final = ("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th")
"""Elements of tables. Akoma Ntoso has fewer of them than XHTML, whose tables stand in `foreign`."""
_XHTML: Final = ("p", "ul", "ol", "li", "div", *_TABLE)
"""Elements of XHTML that begin a new line."""
BLOCKS: Final = HIERARCHY | PARTS | SECTIONS | BODIES | CONTAINERS | DOCUMENT_TYPES | {
    "p", "block", "content", "intro", "wrapUp", "blockList", "listIntroduction", "listWrapUp", "item", "formula",
    "longTitle", "table", "tr", "td", "th", "caption", "toc", "tocItem", "ul", "ol", "li", "div", "foreign",
    "quotedStructure", "embeddedStructure", "crossHeading", "interstitial", "tblock", "componentRef", "documentRef",
    "narrative", "scene", "summary", "other",
}
"""Akoma Ntoso elements that begin a new line."""

_BLOCK_TAGS: Final = frozenset(map(tag, BLOCKS)) | {f"{{http://www.w3.org/1999/xhtml}}{name}" for name in _XHTML}

NUMBERED: Final = HIERARCHY | SECTIONS | {"item", "attachment"}
"""Elements that may begin with a number, a heading or both."""

HEADINGS: Final = ("num", "heading", "subheading")
"""Elements at the beginning of a unit."""

_SAME: Final = (*_XHTML, "b", "i", "u", "sub", "sup", "ins", "del", "br", "span")
"""Elements whose name is the same in HTML."""
_SECTIONS: Final = HIERARCHY | SECTIONS | {"preface", "preamble", "conclusions", "attachment"}
_TAGS: Final = dict(zip(_SAME, _SAME, strict=True)) | dict.fromkeys(_SECTIONS, "section") | {
    "date": "time", "docDate": "time", "eol": "br", "def": "dfn"}
"""HTML names of Akoma Ntoso elements. Any other is a div or span."""
_LINKS: Final = ("ref", "rref", "a", "term")
"""Elements that lead to another place."""
_STANDING: Final = ("componentRef", "documentRef")
"""Elements without text that stand for a document: its name or address is shown."""
_ANCHORED: Final = ("section", "div", "p", "li", "td", "th", "span")
"""HTML elements that may begin with an anchor for the id under which others published the element."""
_KEPT: Final = 4096
"""Elements in each cache, enough for the largest work; chosen. Raised, it costs memory. Lowered, the several pages of a
large work repeat their computations."""
SENTENCE_MARKS: Final = tuple(".:;\u3002\uff0e\uff1a\uff1b")
"""Last characters of a run-in heading, whose text continues on the same line."""


def fragment(view: View) -> etree._Element:
    """The HTML of one expression: its text, then the editor's notes."""
    main = view.document.main
    article = make("article", f"akn akn-{local(main.tag)}", lang=interface_text.tag(view.document))
    for part in children(main):
        add(article, element(part, view, 1))
    article.extend(footnotes(view))
    article.extend(notes.notes(view, view.interface.say("notes")))
    return notes.anchored(article)


def footnotes(view: View) -> Iterator[etree._Element]:
    """The section of the notes of the text itself, a list in the order of their marks; no section if it has none."""
    marked = tuple(view.document.main.iter(tag("authorialNote")))
    if marked:
        section = make("section", "akn-notes akn-footnotes", lang=interface_text.tag(view.document))
        add(section, make("ol")).extend(notes.footnote(source, view, _note_lines(source, view)) for source in marked)
        yield section


def _note_lines(source: etree._Element, view: View) -> Iterator[etree._Element]:
    """The paragraphs of a note as lines inside a paragraph; a table stays one."""
    for block in children(source):
        line = element(block, view, 1)
        if line.tag == "p":
            line.tag = "span"
            line.set("class", "akn-note-words")
            line.attrib.pop("data-eid", None)
        yield line


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """The child elements with text: neither metadata nor comments."""
    return (child for child in parent if local(child.tag) not in ("", "meta"))


def element(source: etree._Element, view: View, depth: int) -> etree._Element:
    """The HTML of an Akoma Ntoso element; `depth` is the heading level around it."""
    name = local(source.tag)
    if name in NUMBERED:
        return _unit(source, view, depth + 1)
    if name == "noteRef":
        return notes.mark(source, view)
    if name == "authorialNote":
        return notes.footnote_mark(source, view)
    target = _empty(source, view, depth)
    _fill(target, source, view, depth)
    if name in ("p", "block") and source.get("status") == "editorial":
        add_text(target, " ")
        add(target, make("span", "akn-supplied", view.interface.say("supplied"), lang=view.interface.tag))
    if name == "p" and view.document.earlier_originals:
        _say_original(target, source, view)
    if name in ("ins", "del") and source.get("status") == "editorial":
        target.set("title", view.interface.say(f"{name}_title"))
    href = source.get("href") or source.get("from") or _definition(source, view)
    if name in _LINKS and target.tag == "span" and (address := view.address(href)) and not _is_linked(source):
        target.tag = "a"
        target.set("href", address)
        if source.get("upTo", "").startswith("#"):
            target.set("data-last", source.get("upTo", "")[1:])
    return target


def _definition(source: etree._Element, view: View) -> str:
    """The href of the clause that defines a term of the text itself; empty for all else."""
    clause = view.document.defining_clauses.get(source.get("refersTo", "")) if source.tag == tag("term") else ""
    return f"#{clause}" if clause else ""


def _say_original(target: etree._Element, source: etree._Element, view: View) -> None:
    """Says in the first paragraph of a clause of which text of the original it is the translation, in place."""
    earlier = view.document.earlier_originals_by_line.get(source.get("eId", ""))
    if earlier is not None:
        words = view.interface
        said = words.say("translated_from", date=words.date(earlier.version)) if earlier.version else words.say(
            "translated_from_earlier")
        add_text(target, " ")
        add(target, make("span", "akn-absent akn-lagging", said, lang=words.tag))


def _is_linked(source: etree._Element) -> bool:
    """Whether an element is in a link; HTML has no link in another."""
    return next(source.iterancestors(*map(tag, _LINKS)), None) is not None


def headline(source: etree._Element, view: View, depth: int) -> etree._Element | None:
    """Number and heading of a unit in one heading element; None if it has neither.

    A heading above its number, such as a marginal note, has the class `akn-above`.
    """
    parts = _headings(source)
    if not parts:
        return None
    top = make(f"h{min(depth, 6)}", "akn-headline")
    for part in parts:
        line = element(part, view, depth)
        if local(part.tag) == "heading" and part is not parts[-1]:
            line.set("class", f"{line.get('class', '')} akn-above".strip())
        add(top, line, gap(part) if part is not parts[-1] else "")
    return top


@lru_cache(maxsize=_KEPT)
def opened(source: etree._Element) -> etree._Element | None:
    """The paragraph that a unit's number opens: the first of a unit with a number and without a heading."""
    names = {local(part.tag) for part in _headings(source)}
    return _first_paragraph(source) if names == {"num"} else None


def opening(paragraph: etree._Element, source: etree._Element, view: View) -> None:
    """Inserts a unit's number before the text of its rendered paragraph."""
    for number in reversed(_headings(source)):
        label = element(number, view, 0)
        label.tail = gap(number) + (paragraph.text or "")
        paragraph.text = None
        paragraph.insert(0, label)


def _unit(source: etree._Element, view: View, depth: int) -> etree._Element:
    """A unit as a section: its headline, then its text; a number without a heading opens the first paragraph."""
    section = _empty(source, view, depth)
    top = headline(source, view, depth)
    if top is not None and opened(source) is None:
        add(section, top, gap(_headings(source)[-1]) if _runs_in(source) else "")
    if _runs_in(source):
        section.set("class", section.get("class", "") + " akn-run-in")
    for child in children(source):
        if local(child.tag) not in HEADINGS:
            add(section, element(child, view, depth))
    if opened(source) is not None:
        opening(next(section.iter("p")), source, view)
    return section


def _classes(source: etree._Element) -> str:
    """The classes of the HTML element of an Akoma Ntoso element."""
    said = (local(source.tag), source.get("status", ""), FREE if _is_free(source) else "")
    return " ".join([f"akn-{word}" for word in said if word])


def _is_free(source: etree._Element) -> bool:
    """Whether an element is a cell for places that its row leaves free. One with words, in a text of others, is not."""
    return (source.get("class") == FREE and local(source.tag) in ("td", "th") and not len(source)
            and not (source.text or "").strip())


def _empty(source: etree._Element, view: View, depth: int) -> etree._Element:
    """The HTML element of an Akoma Ntoso element, with its attributes and without its content."""
    name, eid = local(source.tag), source.get("eId", "")
    target = make(_html_name(source, view, depth), _classes(source),
                  id=eid and eid + view.suffix, lang=source.get(f"{{{XML}}}lang", ""), data_name=source.get("name", ""),
                  data_refers=(source.get("refersTo") or _local_reference(source)).removeprefix("#"))
    if target.tag == "time":
        target.set("datetime", source.get("date", ""))
    if name in NUMBERED or name in ("p", "block"):
        target.set("data-eid", eid)
    if target.tag == "th":
        target.set("scope", "row" if any(cell.tag == tag("td") for cell in source.itersiblings()) else "col")
    for attribute in ("colspan", "rowspan"):
        if source.get(attribute, "").isdecimal():
            target.set(attribute, source.get(attribute, ""))
    earlier = source.get("wId", "")
    if earlier and target.tag in _ANCHORED and earlier not in view.document.by_eid:
        add(target, make("span", "akn-anchor", id=earlier + view.suffix))
    if name in ("subFlow", "span"):
        inline_notation.note(target, source)
    if name == "img":
        _show_picture(target, source, view)
    elif name in _STANDING:
        target.text = next(filter(None, map(source.get, ("alt", "showAs", "title", "src", "href"))), None)
    return target


def _show_picture(target: etree._Element, source: etree._Element, view: View) -> None:
    """Makes an element a picture, in place; one without a file that can be shown is named in brackets."""
    words, address = source.get("alt") or source.get("title") or "", view.picture(source.get("src", ""))
    spoken = view.interface.say("picture")
    if not address:
        target.set("class", f"{target.get('class', '')} akn-unshown")
        target.text = f"[{spoken}: {words or unquote(source.get('src', '').rpartition('/')[2])}]"
        return
    target.tag = "img"
    for attribute, value in (("src", address), ("alt", words or spoken), ("width", source.get("width", "")),
                             ("height", source.get("height", ""))):
        if value:
            target.set(attribute, value)


def _local_reference(source: etree._Element) -> str:
    """The href of a reference within the document, whose target may be a term of the glossary."""
    href = source.get("href", "") if local(source.tag) == "ref" else ""
    return href if href.startswith("#") else ""


def _html_name(source: etree._Element, view: View, depth: int) -> str:
    """The HTML name: that of a heading for the paragraph with docTitle, div for a p or span with blocks.

    A cell for free places is a `td`, in a head too: a screen reader would announce an empty `th` as a heading.
    """
    name = local(source.tag)
    if _is_free(source):
        return "td"
    if name == "p" and len(source) and source.find(f".//{tag('docTitle')}") is not None:
        return view.title if depth == 1 else f"h{min(depth, 6)}"
    holds_blocks = _holds_blocks(source)
    html_name = _TAGS.get(name) or ("div" if name in BLOCKS or holds_blocks else "span")
    return "div" if holds_blocks and html_name in ("p", "span") else html_name


def _fill(target: etree._Element, source: etree._Element, view: View, depth: int) -> None:
    """Fills an HTML element with the content of an Akoma Ntoso element: every character, every child."""
    add_text(target, source.text)
    for child in source:
        if local(child.tag) not in ("", "meta"):
            add(target, element(child, view, depth))
        add_text(target, child.tail)


@lru_cache(maxsize=_KEPT)
def _headings(source: etree._Element) -> tuple[etree._Element, ...]:
    return tuple(child for child in source if local(child.tag) in HEADINGS)


@lru_cache(maxsize=_KEPT)
def _runs_in(source: etree._Element) -> bool:
    """Whether a unit's heading begins its first line of text."""
    heading = source.find(tag("heading"))
    if heading is None or _first_paragraph(source) is None:
        return False
    return emended(heading, noted=False).rstrip().endswith(SENTENCE_MARKS)


@lru_cache(maxsize=_KEPT)
def _first_paragraph(source: etree._Element) -> etree._Element | None:
    """The paragraph that directly follows a unit's number and heading, in its content or intro or without either."""
    first = _first_below_headings(source)
    if first is not None and local(first.tag) in ("content", "intro"):
        first = _first_below_headings(first)
    return first if first is not None and local(first.tag) == "p" and not _holds_blocks(first) else None


def _first_below_headings(parent: etree._Element) -> etree._Element | None:
    return next((child for child in children(parent) if local(child.tag) not in HEADINGS), None)


@lru_cache(maxsize=_KEPT)
def _holds_blocks(source: etree._Element) -> bool:
    """Whether an element has blocks inside it; those of a note are elsewhere."""
    blocks = (inner for inner in source.iterdescendants() if inner.tag in _BLOCK_TAGS)
    return any(next(inner.iterancestors(tag("authorialNote")), None) is None for inner in blocks)


@lru_cache(maxsize=_KEPT)
def gap(part: etree._Element) -> str:
    """The white space between a number or heading and the text after it on the same line."""
    after = part.getnext()
    behind = emended(after, noted=False) if after is not None and local(after.tag) in HEADINGS else ""
    return space(emended(part, noted=False), behind)


def numbered(item: Provision, text: str) -> str:
    """A text behind the number of its provision, with the white space between them."""
    number = item.element.find(tag("num"))
    return item.number + (gap(number) if number is not None and text else "") + text


def space(before: str, after: str = "") -> str:
    """The white space between a number and the text that it opens.

    None follows a wide punctuation mark. Between Hangul and a heading in parentheses is none either, as in Korean laws.
    """
    last = before.rstrip()[-1:]
    if not last or unicodedata.east_asian_width(last) not in "WF":
        return "" if after.startswith("(") and is_hangul(before) else " "
    if unicodedata.category(last).startswith("P"):
        return ""
    return "\u3000" if not is_hangul(last) else "" if after.startswith("(") else " "


def is_hangul(text: str) -> bool:
    """Whether a text has a character of the Korean alphabet."""
    return any(unicodedata.name(character, "").startswith("HANGUL") for character in text)

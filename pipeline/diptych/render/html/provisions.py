"""Akoma Ntoso → HTML: one expression as a fragment, the same for the site and for print.

Class names are mechanical (`akn-` and the element's name), every eId becomes an id, and an element unknown here becomes
a div or span, so that nothing is lost. What only a screen needs has the class `screen-only`; what a reader may cite
carries `data-eid`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document, emended
from diptych.akn.names import HIERARCHY, PARTS, XML, local, tag
from diptych.interface_text import Interface
from diptych.render.html import notes
from diptych.render.html.elements import add, add_text, make, serialise
from diptych.render.html.view import NOWHERE, Addresses, View

BLOCKS: Final = HIERARCHY | PARTS | {
    "act", "bill", "statement", "doc", "attachments", "components", "p", "block", "container", "content", "intro",
    "wrapUp", "blockList", "listIntroduction", "listWrapUp", "item", "formula", "longTitle", "citations", "citation",
    "recitals", "recital", "table", "tr", "td", "th", "caption", "toc", "tocItem", "ul", "ol", "li", "div", "foreign",
    "quotedStructure", "embeddedStructure", "crossHeading", "interstitial", "authorialNote", "tblock", "coverPage",
}
"""Elements that stand on lines of their own."""

_BLOCK_TAGS: Final = frozenset(map(tag, BLOCKS))

NUMBERED: Final = HIERARCHY | {"item", "attachment"}
"""Elements that begin with a number, a heading or both."""

HEADINGS: Final = ("num", "heading", "subheading")

_SAME: Final = ("p", "table", "tr", "td", "th", "caption", "ul", "ol", "li", "b", "i", "u", "sub", "sup", "ins", "del",
                "br", "div", "span")
_SECTIONS: Final = HIERARCHY | {"preface", "preamble", "conclusions", "attachment"}
_TAGS: Final = dict(zip(_SAME, _SAME, strict=True)) | dict.fromkeys(_SECTIONS, "section") | {
    "date": "time", "docDate": "time"}
_NUMERIC: Final = ("colspan", "rowspan")
_KEPT: Final = 4096
"""Of so many elements what is asked is remembered: a work stands on several pages, which all ask the same of each."""
_SENTENCE_MARKS: Final = tuple(".:;\u3002\uff0e\uff1a\uff1b")
"""A heading that ends like a sentence was run in: its text follows on the same line."""


def expression(document: Document, words: Interface, addresses: Addresses = NOWHERE) -> str:
    """One expression as an HTML fragment: its text, then the editor's notes.

    IRIs that `addresses` does not know are not linked.
    """
    return serialise(fragment(View(document, words, addresses)))


def fragment(view: View) -> etree._Element:
    """What `expression` gives, as a tree that a page may add to."""
    main = view.document.main
    article = make("article", f"akn akn-{local(main.tag)}", lang=interface_text.tag(view.document))
    for part in children(main):
        add(article, element(part, view, 1))
    listed = notes.notes(view, view.say("notes"))
    if listed is not None:
        add(article, listed)
    return notes.anchored(article)


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """The elements that are shown: neither metadata nor comments."""
    return (child for child in parent if local(child.tag) not in ("", "meta"))


def element(source: etree._Element, view: View, depth: int) -> etree._Element:
    """The HTML of an Akoma Ntoso element; `depth` is the heading level of its surroundings."""
    name = local(source.tag)
    if name in NUMBERED:
        return _unit(source, view, depth + 1)
    if name == "noteRef":
        return notes.mark(source, view)
    made = _shell(source, view, depth)
    _fill(made, source, view, depth)
    if name in ("p", "block") and source.get("status") == "editorial":
        add_text(made, " ")
        add(made, make("span", "akn-supplied", view.say("supplied"), lang=view.interface.tag))
    if name in ("ins", "del"):
        made.set("title", view.say(f"{name}_title"))
    if name in ("ref", "a") and made.tag == "span" and (address := view.address(source.get("href", ""))):
        made.tag = "a"
        made.set("href", address)
    return made


def headline(source: etree._Element, view: View, depth: int) -> etree._Element | None:
    """Number and heading of a unit in one heading element; None where it has neither. A heading that stands above its
    number, as a marginal note does, is marked."""
    parts = _headings(source)
    if not parts:
        return None
    top = make(f"h{min(depth, 6)}", "akn-headline")
    for part in parts:
        made = element(part, view, depth)
        if local(part.tag) == "heading" and part is not parts[-1]:
            made.set("class", f"{made.get('class', '')} akn-above".strip())
        add(top, made, gap(part) if part is not parts[-1] else "")
    return top


@lru_cache(maxsize=_KEPT)
def opened(source: etree._Element) -> etree._Element | None:
    """The paragraph that a unit's number opens: where the unit has a number and no heading, its first one."""
    names = {local(part.tag) for part in _headings(source)}
    return _first_paragraph(source) if names == {"num"} else None


def opening(paragraph: etree._Element, source: etree._Element, view: View) -> None:
    """Put a unit's number before the text of a paragraph already made."""
    for number in reversed(_headings(source)):
        made = element(number, view, 0)
        made.tail = gap(number) + (paragraph.text or "")
        paragraph.text = None
        paragraph.insert(0, made)


def _unit(source: etree._Element, view: View, depth: int) -> etree._Element:
    """A unit as a section: its headline, then its text; a number alone opens the first paragraph."""
    section = _shell(source, view, depth)
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


def _shell(source: etree._Element, view: View, depth: int) -> etree._Element:
    """The empty HTML element for an Akoma Ntoso one."""
    name, status = local(source.tag), source.get("status", "")
    made = make(_html_name(source, view, depth), f"akn-{name} akn-{status}" if status else f"akn-{name}",
                id=view.identity(source), lang=source.get(f"{{{XML}}}lang", ""), data_name=source.get("name", ""),
                data_refers=(source.get("refersTo") or _local_reference(source)).removeprefix("#"))
    if made.tag == "time":
        made.set("datetime", source.get("date", ""))
    if name in NUMBERED or name in ("p", "block"):
        made.set("data-eid", source.get("eId", ""))
    if name == "th":
        made.set("scope", "row" if any(cell.tag == tag("td") for cell in source.itersiblings()) else "col")
    for attribute in _NUMERIC:
        if source.get(attribute, "").isdecimal():
            made.set(attribute, source.get(attribute, ""))
    if name == "img":
        made.text = source.get("alt") or source.get("title") or source.get("src")
    return made


def _local_reference(source: etree._Element) -> str:
    """Where a citation leads within the document; what it cites may be known elsewhere under the same name."""
    href = source.get("href", "") if local(source.tag) == "ref" else ""
    return href if href.startswith("#") else ""


def _html_name(source: etree._Element, view: View, depth: int) -> str:
    """A div instead of a p or span that holds blocks; a heading for the paragraph that holds the title."""
    name = local(source.tag)
    if name == "p" and len(source) and source.find(f".//{tag('docTitle')}") is not None:
        return view.title if depth == 1 else f"h{min(depth, 6)}"
    holds_blocks = _holds_blocks(source)
    found = _TAGS.get(name) or ("div" if name in BLOCKS or holds_blocks else "span")
    return "div" if holds_blocks and found in ("p", "span") else found


def _fill(made: etree._Element, source: etree._Element, view: View, depth: int) -> None:
    """Give an HTML element the content of an Akoma Ntoso one: every character, every child."""
    add_text(made, source.text)
    for child in source:
        if local(child.tag) not in ("", "meta"):
            add(made, element(child, view, depth))
        add_text(made, child.tail)


@lru_cache(maxsize=_KEPT)
def _headings(source: etree._Element) -> tuple[etree._Element, ...]:
    return tuple(child for child in source if local(child.tag) in HEADINGS)


@lru_cache(maxsize=_KEPT)
def _runs_in(source: etree._Element) -> bool:
    """Whether a unit's heading is the beginning of its first line of text."""
    heading = source.find(tag("heading"))
    if heading is None or _first_paragraph(source) is None:
        return False
    return emended(heading).rstrip().endswith(_SENTENCE_MARKS)


@lru_cache(maxsize=_KEPT)
def _first_paragraph(source: etree._Element) -> etree._Element | None:
    """The paragraph that follows directly on a unit's number and heading."""
    text = next((child for child in children(source) if local(child.tag) not in HEADINGS), None)
    if text is None or local(text.tag) not in ("content", "intro"):
        text = source if text is not None and local(text.tag) == "p" else None
    first = None if text is None else next((c for c in children(text) if local(c.tag) not in HEADINGS), None)
    return first if first is not None and local(first.tag) == "p" and not _holds_blocks(first) else None


@lru_cache(maxsize=_KEPT)
def _holds_blocks(source: etree._Element) -> bool:
    return any(inner.tag in _BLOCK_TAGS for inner in source.iterdescendants())


@lru_cache(maxsize=_KEPT)
def gap(part: etree._Element) -> str:
    """What stands after a number or heading before text on the same line."""
    after = part.getnext()
    return space(emended(part), emended(after) if after is not None and local(after.tag) in HEADINGS else "")


def space(before: str, after: str = "") -> str:
    """What stands between a number and what it opens: nothing after a wide mark, and nothing between a Hangul syllable
    and a heading in parentheses, as Korean laws are printed."""
    last = before.rstrip()[-1:]
    if not last or unicodedata.east_asian_width(last) not in "WF":
        return "" if after.startswith("(") and _is_hangul(before) else " "
    if unicodedata.category(last).startswith("P"):
        return ""
    return "\u3000" if not _is_hangul(last) else "" if after.startswith("(") else " "


def _is_hangul(text: str) -> bool:
    return any(unicodedata.name(character, "").startswith("HANGUL") for character in text)

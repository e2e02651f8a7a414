"""The HTML fragment of a text → the same tree made ready for paper.

Notes go to the foot of the page that they are marked on, the ids that a reader may cite go to the margin, units get
bookmarks, and words of languages that break lines at spaces alone are held together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby, takewhile
from typing import Final

from lxml import etree

from diptych.interface_text import Interface
from diptych.render.html import provisions
from diptych.render.html.elements import drop, make
from diptych.render.print import footnotes, margin, title_lines
from diptych.render.print.anchors import fold
from diptych.render.print.outline import bookmark, is_article, is_attachment, is_headed, plain, titles, units

WORD_JOINER: Final = "\u2060"
TITLE: Final = "akn-title"
"""The class of a block that holds the title of a document, or of one attached to it."""
SIGNED: Final = "akn-signed"
"""The class of a line that closes a document: a signature, a date."""
_INSIDE_WORD: Final = re.compile(
    "(?<=[^\\s\u2060\u200b/\u00b7\u2012-\u2015\u2026\u30fb\u318d])(?=[^\\s\u2060\u200b])" + title_lines.NO_LATIN)
"""Between two characters of a word; a line may still break after a dash, a slash, a middle dot or an ellipsis."""
_BEFORE_CONNECTOR: Final = re.compile(
    "(?<=[^\\s\u2060\u200b\u2014\u2026])(?=\u2014(?!\u2014)|[\uff5e\u00b7])")
"""Before a dash, a wave dash or a middle dot between two words, which begins no line (GB/T 15834, 5.1.8 and 5.1.9); a
dash of two, which breaks off a sentence, may."""
_CLASSES_OUTSIDE: Final = frozenset({footnotes.NOTE, footnotes.FOOT, margin.EID})
"""Classes of what stands outside the line that holds it."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS: Final = frozenset({"article", "body", "br", "div", "li", "ol", "p", "section", "table", "tr", "td", "th", "ul",
                            *_HEADINGS})


def prepare(article: etree._Element, words: Mapping[str, Interface], whole_words: Callable[[str], bool]) -> None:
    """Makes the tree of a fragment ready, in place; `words` by interface tag, `whole_words` by language tag."""
    for element in list(article.iter("*")):
        if "screen-only" in _classes(element):
            drop(element)
    for block in [one.getparent() for one in article.iter("span") if one.get("data-name") == "addressee"]:
        if block is not None:
            _mark(block, "akn-flush")
    _mark_titles(article)
    _mark_signed(article)
    opened = _opened(article)
    fold(article)
    _open(opened)
    _gather_signed(article)
    _show_code_points(article)
    bookmark(article)
    _mark_divisions(article)
    margin.put_ids(article)
    footnotes.put_at_foot(article, words)
    hold_words(article, whole_words)











def hold_words(tree: etree._Element, whole_words: Callable[[str], bool], language: str = "") -> None:
    """Joins the characters of words in each language that `whole_words` names, elsewhere what connects words to the
    first of them, in place, across inline elements."""
    _hold(tree, whole_words, language, "")


def _hold(element: etree._Element, whole_words: Callable[[str], bool], around: str, before: str) -> str:
    """Joins within an element that follows on the character `before`; the character that the text behind it follows."""
    language = element.get("lang", around)
    apart = bool(_CLASSES_OUTSIDE & _classes(element))
    last = "" if apart or element.tag in _BLOCKS else before
    element.text, last = _joined(element.text or "", last, whole=whole_words(language))
    for child in element:
        last = _hold(child, whole_words, language, last)
        child.tail, last = _joined(child.tail or "", last, whole=whole_words(language))
    return before if apart else "" if element.tag in _BLOCKS else last


def _joined(text: str, before: str, *, whole: bool) -> tuple[str | None, str]:
    """A piece of text with its words joined, to `before` too, and its last character."""
    if not text:
        return None, before
    held = _INSIDE_WORD if whole else _BEFORE_CONNECTOR
    return held.sub(WORD_JOINER, before + text)[len(before):], text[-1]


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())





def _mark(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _mark_titles(article: etree._Element) -> None:
    """Marks the titles of a document and its attachments, and what stands above the title of an attachment."""
    for title in titles(article):
        _mark(title, TITLE)
    for unit in filter(is_attachment, units(article)):
        blocks = unit.iter("p", "div", *_HEADINGS)
        for block in takewhile(lambda one: TITLE not in _classes(one), blocks if titles(unit) else ()):
            if block.tag == "p":
                _mark(block, "akn-attached")


def _mark_signed(article: etree._Element) -> None:
    """Marks the lines that close a document: who signs it, and the date."""
    for closing in [one for one in article.iter("section", "div") if "akn-conclusions" in _classes(one)]:
        for inner in closing.iter("span", "time"):
            line = next((above for above in inner.iterancestors("p")), None)
            if line is not None and (found := _classes(inner) & {"akn-signature", "akn-docDate"}):
                _mark(line, SIGNED if "akn-signature" in found else f"{SIGNED} akn-dated")


def _gather_signed(article: etree._Element) -> None:
    """Puts closing lines that follow one another into one block, as wide as the widest of them."""
    for closing in [one for one in article.iter("section") if "akn-conclusions" in _classes(one)]:
        for signed, lines in [(key, list(group)) for key, group in groupby(
                closing, lambda line: SIGNED in _classes(line))]:
            if signed:
                block = make("div", "akn-closing")
                lines[0].addprevious(block)
                block.extend(lines)


def _show_code_points(article: etree._Element) -> None:
    """Marks deletions of nothing but a code point, so that no line makes it illegible."""
    for code in article.iter("span"):
        holder = code.getparent()
        alone = holder is not None and holder.tag == "del" and len(holder) == 1 and not holder.text and not code.tail
        if "akn-codepoint" in _classes(code) and holder is not None and alone:
            _mark(holder, "akn-unstruck")


def _opened(article: etree._Element) -> list[etree._Element]:
    """The units whose headline is a number alone; the numbers of articles are marked."""
    for unit in filter(is_article, units(article)):
        for number in [one for one in unit.iter("span") if "akn-num" in _classes(one)]:
            if next(number.iterancestors("section")) is unit:
                number.set("class", "akn-number")
    return [unit for unit in units(article) if (first := next(iter(unit), None)) is not None
            and "akn-headline" in _classes(first) and not is_headed(unit)]


def _open(opened: list[etree._Element]) -> None:
    """Puts a number that has a line of its own before the text that it opens, as in a unit of one paragraph."""
    for unit in opened:
        top = unit[0]
        inner = top.getnext()
        first = next(iter(inner), None) if inner is not None and inner.tag == "section" else None
        if first is None or first.tag != "p":
            continue
        moved = [*top] or [make("span", text=top.text or "")]
        moved[-1].tail = (moved[-1].tail or "") + provisions.space(plain(top)) + (first.text or "")
        first.text = top.text if len(top) else None
        for place, part in enumerate(moved):
            first.insert(place, part)
        drop(top)


def _mark_divisions(article: etree._Element) -> None:
    """Marks the units that hold articles, whose headings stand above them."""
    for unit in units(article):
        if not is_article(unit) and any(map(is_article, unit.iterdescendants("section"))):
            _mark(unit, "akn-division")



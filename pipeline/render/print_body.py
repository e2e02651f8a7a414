"""The HTML fragment of a text → the same tree made ready for paper.

Notes go to the foot of the page that they are marked on, the ids that a reader may cite go to the margin, units get
bookmarks, and words of languages that break lines at spaces alone are held together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from pipeline.render import print_notes
from pipeline.render.interface import Interface
from pipeline.render.markup import drop, make
from pipeline.render.print_anchors import fold

WORD_JOINER: Final = "\u2060"
_INSIDE_WORD: Final = re.compile("(?<=[^\\s\u2060\u200b/\u00b7\u2012-\u2015\u2026\u30fb])(?=[^\\s\u2060\u200b])")
"""Between two characters of a word; a line may still break after a dash, a slash, a middle dot or an ellipsis."""
_APART: Final = frozenset({"del", "sup"})
"""Elements that are no published text."""
_CLASSES_OUTSIDE: Final = frozenset({print_notes.NOTE, print_notes.FOOT, "eid"})
"""Classes of what stands outside the line that holds it."""
_APART_CLASSES: Final = _CLASSES_OUTSIDE | {"akn-supplied"}
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS: Final = frozenset({"article", "body", "br", "div", "li", "ol", "p", "section", "table", "tr", "td", "th", "ul",
                            *_HEADINGS})
_CONTENTS_LENGTH: Final = 60
"""More lines than this and a table of contents lists the first level alone."""
_LABEL_LENGTH: Final = 24
"""How much of its text stands for a unit without a heading, in bookmarks."""


def prepare(article: etree._Element, words: Mapping[str, Interface], whole_words: Callable[[str], bool]) -> None:
    """Makes the tree of a fragment ready, in place; `words` by interface tag, `whole_words` by language tag."""
    for element in list(article.iter("*")):
        if "screen-only" in _classes(element):
            drop(element)
    for block in [one.getparent() for one in article.iter("span") if one.get("data-name") == "addressee"]:
        if block is not None:
            block.set("class", f"{block.get('class', '')} akn-flush".strip())
    fold(article)
    _show_code_points(article)
    _bookmark(article)
    _put_ids_in_margin(article)
    print_notes.put_at_foot(article, words)
    hold_words(article, whole_words)


def plain(element: etree._Element) -> str:
    """The published text of a piece of HTML: without deletions, marks and what the editor says about it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _APART and not _APART_CLASSES & _classes(child):
            parts.append(plain(child))
        parts.append(child.tail or "")
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip()


def units(article: etree._Element) -> Iterator[etree._Element]:
    """The structural units, outer before inner."""
    return (element for element in article.iter("section") if element.get("data-eid"))


def headlines(unit: etree._Element) -> tuple[etree._Element, ...]:
    """The headline of a unit in each of its languages; empty if a number at most opens its text."""
    first = next(iter(unit), None)
    if first is None or "akn-headline" in _classes(first):
        return () if first is None else (first,)
    found = first.iterdescendants(*_HEADINGS) if "akn-row" in _classes(first) else ()
    return tuple(child for child in found if "akn-headline" in _classes(child))


def contents(article: etree._Element) -> tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...]:
    """Level, id and (language, headline) pairs of the units that a table of contents lists.

    These are the headed units of the first level, and as long as they are not many, deeper ones that hold units of
    their own.
    """
    deep = tuple((_level(unit), unit.get("id", ""), tuple((_language(top), plain(top)) for top in headlines(unit)))
                 for unit in units(article)
                 if headlines(unit) and (_level(unit) == 1 or next(unit.iterdescendants("section"), None) is not None))
    return deep if len(deep) <= _CONTENTS_LENGTH else tuple(entry for entry in deep if entry[0] == 1)


def hold_words(tree: etree._Element, whole_words: Callable[[str], bool], language: str = "") -> None:
    """Joins the characters of words in each language that `whole_words` names, in place, across inline elements."""
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
    joined = _INSIDE_WORD.sub(WORD_JOINER, before + text)[len(before):] if whole else text
    return joined, text[-1]


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def _language(element: etree._Element) -> str:
    return next((tag for one in (element, *element.iterancestors()) if (tag := one.get("lang"))), "")


def _level(unit: etree._Element) -> int:
    return 1 + sum(1 for above in unit.iterancestors("section") if above.get("data-eid"))


def _show_code_points(article: etree._Element) -> None:
    """Marks deletions of nothing but a code point, so that no line makes it illegible."""
    for code in article.iter("span"):
        holder = code.getparent()
        alone = holder is not None and holder.tag == "del" and len(holder) == 1 and not holder.text and not code.tail
        if "akn-codepoint" in _classes(code) and holder is not None and alone:
            holder.set("class", f"{holder.get('class', '')} akn-unstruck".strip())


def _bookmark(article: etree._Element) -> None:
    for unit in units(article):
        tops = [plain(top) for top in headlines(unit)]
        labels = tops or [_short(plain(text)) for text in _first_texts(unit)]
        unit.set("data-level", str(min(_level(unit), 6)))
        unit.set("data-bookmark", " \u00b7 ".join(labels))
        unit.set("data-running", labels[0] if labels else "")


def _first_texts(unit: etree._Element) -> list[etree._Element]:
    """The first paragraph of a unit; of the first row, that of each cell."""
    first = next((one for one in unit.iter("p", "div") if one.tag == "p" or "akn-row" in _classes(one)), None)
    if first is None or first.tag == "p":
        return [] if first is None else [first]
    return [cell for cell in first if "akn-cell-absent" not in _classes(cell)]


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rstrip() + "\u2026"


def _put_ids_in_margin(article: etree._Element) -> None:
    for element in list(article.iter("*")):
        eid = element.get("data-eid")
        if eid and (element.tag == "section" or not _sole_block(element)):
            _holder(element).insert(0, _margin_id(_holder(element), eid))


def _margin_id(holder: etree._Element, eid: str) -> etree._Element:
    """The id as a first child that leaves the holder's text behind it."""
    made = make("span", "eid", eid)
    made.tail, holder.text = holder.text, None
    return made


def _holder(element: etree._Element) -> etree._Element:
    """The box of the first line of an element, where its id is anchored."""
    if element.tag == "section" and "akn-run-in" in _classes(element):
        return element
    return next((one for one in element.iter("*") if _classes(one) & {"akn-headline", "akn-cell"}
                 or one.tag in ("p", "h1")), element)


def _sole_block(block: etree._Element) -> bool:
    """Whether a block is all the text that its unit has, so that the unit's id says enough."""
    unit = next((above for above in block.iterancestors("section") if above.get("data-eid")), None)
    if unit is None:
        return False
    blocks = [one for one in unit.iter("*") if one.get("data-eid") and one.tag != "section"
              and next(above for above in one.iterancestors("section") if above.get("data-eid")) is unit]
    return len(blocks) == 1

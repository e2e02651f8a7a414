"""The HTML fragment of a text → the same tree made ready for paper.

Notes go to the foot of the page that they are marked on, the ids that a reader may cite go to the margin, units get
bookmarks, and words of languages that break lines at spaces alone are held together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from pipeline.render import html, print_margin, print_notes
from pipeline.render.interface import Interface
from pipeline.render.markup import drop, make
from pipeline.render.print_anchors import fold

WORD_JOINER: Final = "\u2060"
_INSIDE_WORD: Final = re.compile("(?<=[^\\s\u2060\u200b/\u00b7\u2012-\u2015\u2026\u30fb\u318d])(?=[^\\s\u2060\u200b])")
"""Between two characters of a word; a line may still break after a dash, a slash, a middle dot or an ellipsis."""
_APART: Final = frozenset({"del", "sup"})
"""Elements that are no published text."""
_CLASSES_OUTSIDE: Final = frozenset({print_notes.NOTE, print_notes.FOOT, print_margin.EID})
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
    opened = _opened(article)
    fold(article)
    _open(opened)
    _show_code_points(article)
    _bookmark(article)
    _mark_divisions(article)
    print_margin.put_ids(article)
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

    These are the units of the first level that have a headline, deeper ones with a heading that hold units of their
    own, and articles with a heading; of these only so many kinds that the list is not long.
    """
    tops = [unit for unit in units(article) if headlines(unit) and (_level(unit) == 1 or _is_headed(unit))]
    first = [unit for unit in tops if _level(unit) == 1]
    holders = [unit for unit in tops if unit in first or _holds_units(unit)]
    every = [unit for unit in tops if unit in holders or _is_article(unit)]
    chosen = next((some for some in (every, holders) if len(some) <= _CONTENTS_LENGTH), first)
    return tuple((_level(unit), unit.get("id", ""), tuple((_language(top), plain(top)) for top in headlines(unit)))
                 for unit in chosen)


def _is_headed(unit: etree._Element) -> bool:
    return any("akn-heading" in _classes(part) for top in headlines(unit) for part in top.iter("span"))


def _is_article(unit: etree._Element) -> bool:
    return "akn-article" in _classes(unit)


def _holds_units(unit: etree._Element) -> bool:
    """Whether a unit holds others, and is neither an article nor in one."""
    return (next(unit.iterdescendants("section"), None) is not None
            and not any(map(_is_article, (unit, *unit.iterancestors("section")))))


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


def _opened(article: etree._Element) -> list[etree._Element]:
    """The units whose headline is a number alone; the numbers of articles are marked."""
    for unit in filter(_is_article, units(article)):
        for number in [one for one in unit.iter("span") if "akn-num" in _classes(one)]:
            if next(number.iterancestors("section")) is unit:
                number.set("class", "akn-number")
    return [unit for unit in units(article) if (first := next(iter(unit), None)) is not None
            and "akn-headline" in _classes(first) and not _is_headed(unit)]


def _open(opened: list[etree._Element]) -> None:
    """Puts a number that has a line of its own before the text that it opens, as in a unit of one paragraph."""
    for unit in opened:
        top = unit[0]
        inner = top.getnext()
        first = next(iter(inner), None) if inner is not None and inner.tag == "section" else None
        if first is None or first.tag != "p":
            continue
        moved = [*top] or [make("span", text=top.text or "")]
        moved[-1].tail = (moved[-1].tail or "") + html.space(plain(top)) + (first.text or "")
        first.text = top.text if len(top) else None
        for place, part in enumerate(moved):
            first.insert(place, part)
        drop(top)


def _mark_divisions(article: etree._Element) -> None:
    """Marks the units that hold articles, whose headings stand above them."""
    for unit in units(article):
        if not _is_article(unit) and any(map(_is_article, unit.iterdescendants("section"))):
            unit.set("class", f"{unit.get('class', '')} akn-division".strip())


def _bookmark(article: etree._Element) -> None:
    for unit in units(article):
        tops = [plain(top) for top in headlines(unit)]
        labels = tops or [_short(plain(text)) for text in _first_texts(unit)]
        unit.set("data-level", str(min(_level(unit), 6)))
        unit.set("data-bookmark", " \u00b7 ".join(labels))
        numbers = [plain(one) for one in unit.iter("span") if "akn-number" in _classes(one)][:1]
        unit.set("data-running", next(iter(tops or numbers), ""))


def _first_texts(unit: etree._Element) -> list[etree._Element]:
    """The first paragraph of a unit; of the first row, that of each cell."""
    first = next((one for one in unit.iter("p", "div") if one.tag == "p" or "akn-row" in _classes(one)), None)
    if first is None or first.tag == "p":
        return [] if first is None else [first]
    return [cell for cell in first if "akn-cell-absent" not in _classes(cell)]


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rstrip() + "\u2026"

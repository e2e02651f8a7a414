"""The HTML fragment of a text → its outline: units, headlines, levels, what contents and bookmarks call them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from lxml import etree

from diptych.render.html.provisions import space
from diptych.render.print import footnotes, margin

_APART: Final = frozenset({"del", "sup"})
"""Elements that are no published text."""
_APART_CLASSES: Final = frozenset({footnotes.NOTE, footnotes.FOOT, margin.EID, "akn-supplied"})
_ABOVE: Final = "akn-above"
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTENTS_LENGTH: Final = 60
"""More lines than this and a table of contents lists the first level alone."""
_LABEL_LENGTH: Final = 24
"""How much of its text stands for a unit without a heading, in bookmarks."""


def plain(element: etree._Element) -> str:
    """The published text of a piece of HTML: without deletions, marks and what the editor says about it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _APART and not _APART_CLASSES & _classes(child):
            parts.append(plain(child))
        parts.append(child.tail or "")
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip()


def called(top: etree._Element) -> str:
    """A headline in one line, the number first, also where the heading stands above it."""
    above = next((part for part in top if _ABOVE in _classes(part)), None)
    if above is None:
        return plain(top)
    heading = plain(above)
    number = plain(top).removeprefix(heading).strip()
    return number + space(number, heading) + heading


def units(article: etree._Element) -> Iterator[etree._Element]:
    """The structural units, outer before inner."""
    return (element for element in article.iter("section") if element.get("data-eid"))


def headlines(unit: etree._Element) -> tuple[etree._Element, ...]:
    """The headline of a unit in each of its languages; empty if a number at most opens its text. That of an attachment
    is its title."""
    if is_attachment(unit):
        return tuple(titles(unit))
    first = next(iter(unit), None)
    if first is None or "akn-headline" in _classes(first):
        return () if first is None else (first,)
    found = first.iterdescendants(*_HEADINGS) if "akn-row" in _classes(first) else ()
    return tuple(child for child in found if "akn-headline" in _classes(child))


def contents(article: etree._Element) -> tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...]:
    """Level, id and (language, headline) pairs of the units that a table of contents lists.

    These are attachments, the units of the first level of each document that have a headline, deeper ones with a
    heading that hold units of their own, and articles with a heading; of these only so many kinds that the list is not
    long.
    """
    tops = [unit for unit in units(article) if headlines(unit)
            and (is_headed(unit) or (_rank(unit) <= 1 and not is_article(unit)))]
    first = [unit for unit in tops if _rank(unit) <= 1]
    holders = [unit for unit in tops if unit in first or _holds_units(unit)]
    every = [unit for unit in tops if unit in holders or is_article(unit)]
    chosen = next((some for some in (every, holders) if len(some) <= _CONTENTS_LENGTH), first)
    return tuple((_level(unit), unit.get("id", ""), tuple((_language(top), called(top)) for top in headlines(unit)))
                 for unit in chosen)


def is_headed(unit: etree._Element) -> bool:
    """Whether a unit has a heading, not a number alone."""
    return any("akn-heading" in _classes(part) for top in headlines(unit) for part in top.iter("span"))


def is_article(unit: etree._Element) -> bool:
    """Whether a unit is an article of a law."""
    return "akn-article" in _classes(unit)


def is_attachment(unit: etree._Element) -> bool:
    """Whether a unit is a document attached to this one."""
    return "akn-attachment" in _classes(unit)


def titles(tree: etree._Element) -> list[etree._Element]:
    """The blocks that hold the title of a document."""
    blocks = (span.getparent() for span in tree.iter("span") if "akn-docTitle" in _classes(span))
    return [block for block in blocks if block is not None]


def _holds_units(unit: etree._Element) -> bool:
    """Whether a unit holds others, and is neither an article nor in one."""
    return (next(unit.iterdescendants("section"), None) is not None
            and not any(map(is_article, (unit, *unit.iterancestors("section")))))


def _language(element: etree._Element) -> str:
    return next((tag for one in (element, *element.iterancestors()) if (tag := one.get("lang"))), "")


def _level(unit: etree._Element) -> int:
    return 1 + sum(1 for above in unit.iterancestors("section") if above.get("data-eid"))


def _rank(unit: etree._Element) -> int:
    """The level of a unit in its own document, as an attachment is one; 0 for the attachment."""
    inside = takewhile(lambda above: not is_attachment(above), unit.iterancestors("section"))
    return 0 if is_attachment(unit) else 1 + sum(1 for above in inside if above.get("data-eid"))


def bookmark(article: etree._Element) -> None:
    """Writes to each unit, in place, its level in the file and in its own document, its bookmark and running head."""
    for unit in units(article):
        tops = [called(top) for top in headlines(unit)]
        labels = tops or [_short(plain(text)) for text in _first_texts(unit)]
        unit.set("data-level", str(min(_level(unit), 6)))
        unit.set("data-rank", str(_rank(unit)))
        unit.set("data-bookmark", " \u00b7 ".join(labels))
        numbers = [plain(one) for one in unit.iter("span") if "akn-number" in _classes(one)][:1]
        if is_attachment(unit):
            # A section names each of its pages; a title only the first, so that sections below it name theirs.
            for title in titles(unit)[:1]:
                title.set("data-running", _short(plain(title)))
        else:
            unit.set("data-running", next(iter(tops or numbers), ""))


def _first_texts(unit: etree._Element) -> list[etree._Element]:
    """The first paragraph of a unit; of the first row, that of each cell."""
    first = next((one for one in unit.iter("p", "div") if one.tag == "p" or "akn-row" in _classes(one)), None)
    if first is None or first.tag == "p":
        return [] if first is None else [first]
    return [cell for cell in first if "akn-cell-absent" not in _classes(cell)]


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rstrip() + "\u2026"


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())

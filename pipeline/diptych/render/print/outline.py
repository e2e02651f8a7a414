"""HTML fragment of a text → its outline: units, headlines, levels, entries of the contents, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from lxml import etree

from diptych.render.html import title_lines
from diptych.render.html.provisions import space
from diptych.render.html.queries import HEADINGS, classes, language_of, with_class
from diptych.render.print import footnotes, margin

_UNPUBLISHED: Final = frozenset({"del", "sup"})
"""Elements without published text: deletions and marks."""
_UNPUBLISHED_CLASSES: Final = frozenset({footnotes.NOTE, footnotes.FOOT, margin.EID, "akn-supplied", "akn-lagging"})
"""Classes of elements without published text: notes, ids in the margin, labels of the editor."""
_CONTENTS_LENGTH: Final = 150
"""Greatest number of entries of a table of contents (chosen: about four pages).

If more units could be listed, deeper ones are left out. If raised, contents get longer.
"""
_INDEX_LENGTH: Final = 30
"""Least number of articles of an index, chosen: those of some ten pages. If lowered, short texts get an index."""
_INDEXED: Final = 5
"""Number of articles of an entry of the index, chosen: about a page.

If lowered, the index gets longer, and a law of 500 articles takes a quarter more time with an entry for each.
"""
ADDENDA: Final = "addenda"
"""Name of a unit with provisions on when a law is in force. A law has them of each of its amendments."""
_BEFORE_BRACKET: Final = re.compile(r"\s*[^\w\s]\w*\Z|\s+\w*\Z")
"""Pattern of the end of a common beginning of headlines that is not theirs: an open bracket, the start of a word."""
_LABEL_LENGTH: Final = 24
"""Width in ems of the text that names a unit without a heading in bookmarks (chosen)."""


class ListedUnit(NamedTuple):
    """An entry of the contents or of the index: its level, the id of its unit, (language, headline) pairs."""

    level: int
    id: str
    titles: tuple[tuple[str, str], ...]


def plain(element: etree._Element) -> str:
    """The published text of an element: without deletions, marks and the editor's additions."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _UNPUBLISHED and not _UNPUBLISHED_CLASSES & classes(child):
            parts.append(plain(child))
        parts.append(child.tail or "")
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip()


def label(headline: etree._Element) -> str:
    """A headline on one line, the number first, even if the heading is above it."""
    above = next((part for part in headline if "akn-above" in classes(part)), None)
    if above is None:
        return plain(headline)
    heading = plain(above)
    number = plain(headline).removeprefix(heading).strip()
    return number + space(number, heading) + heading


def units(article: etree._Element) -> Iterator[etree._Element]:
    """The structural units, outer before inner."""
    return (element for element in article.iter("section") if element.get("data-eid"))


def headlines(unit: etree._Element) -> tuple[etree._Element, ...]:
    """The headline of a unit in each of its languages; the titles of an attachment.

    Empty if the unit begins with text or with a number in the text.
    """
    if is_attachment(unit):
        return tuple(titles(unit))
    first = next(iter(unit), None)
    if first is None or "akn-headline" in classes(first):
        return () if first is None else (first,)
    candidates = first.iterdescendants(*HEADINGS) if "akn-row" in classes(first) else ()
    return tuple(heading for heading in candidates if "akn-headline" in classes(heading))


def contents(article: etree._Element) -> tuple[ListedUnit, ...]:
    """The entries of the table of contents.

    Listed are attachments, and units of the first level of a document with a headline. Deeper units are listed if they
    have a heading and hold units, or are articles. The last kinds are left out of a list that would be too long.
    Neighbouring addenda are one entry.
    """
    grouped = _addenda(article)
    candidates = [unit for unit in units(article) if headlines(unit) and not _is_in_addenda(unit)
                  and (is_headed(unit) or (_rank(unit) <= 1 and not is_article(unit)))
                  and grouped.get(unit, unit) is unit]
    first_level = [unit for unit in candidates if _rank(unit) <= 1]
    holders = [unit for unit in candidates if unit in first_level or _holds_units(unit)]
    with_articles = [unit for unit in candidates if unit in holders or is_article(unit)]
    listed = next((some for some in (with_articles, holders) if len(some) <= _CONTENTS_LENGTH), first_level)
    return tuple(ListedUnit(_level(unit), unit.get("id", ""), tuple(zip(
        map(language_of, headlines(unit)), _labels(unit, grouped), strict=True))) for unit in listed)


def index(article: etree._Element, listed: Collection[str]) -> tuple[ListedUnit, ...]:
    """The entries of the index of articles: each a few articles, if there are many and some are not in the contents.

    `listed` are the ids in the contents. Articles of addenda and of attachments are left out.
    """
    articles = [unit for unit in units(article) if is_article(unit) and unit.get(margin.NUMBER)
                and not _is_in_addenda(unit) and not any(map(is_attachment, unit.iterancestors("section")))]
    if len(articles) < _INDEX_LENGTH or all(unit.get("id", "") in listed for unit in articles):
        return ()
    groups = (articles[start:start + _INDEXED] for start in range(0, len(articles), _INDEXED))
    return tuple(ListedUnit(1, group[0].get("id", ""), ((language_of(group[0]), "\u2013".join(dict.fromkeys(
        end.get(margin.NUMBER, "") for end in (group[0], group[-1])))),)) for group in groups)


def _addenda(article: etree._Element) -> dict[etree._Element, etree._Element]:
    """The first one of neighbouring addenda, by each of them; addenda by themselves are left out."""
    found: dict[etree._Element, etree._Element] = {}
    for unit in article.iter("section"):
        before = unit.getprevious()
        if unit.get("data-name") == ADDENDA and before is not None and before.get("data-name") == ADDENDA:
            found[unit] = found.setdefault(before, before)
    return found


def _labels(unit: etree._Element, grouped: Mapping[etree._Element, etree._Element]) -> list[str]:
    """The headlines of a unit; of the first one of neighbouring addenda, what the headlines of all begin with."""
    members = [member for member, first in grouped.items() if first is unit] or [unit]
    columns = zip(*([label(headline) for headline in headlines(member)] for member in members), strict=False)
    return list(map(_common, columns))


def _common(texts: Sequence[str]) -> str:
    """The words that all headlines begin with; the first headline if there are none."""
    common = "".join(signs[0] for signs in takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False)))
    return common if common in texts else _BEFORE_BRACKET.sub("", common) or texts[0]


def _is_in_addenda(unit: etree._Element) -> bool:
    return any(around.get("data-name") == ADDENDA for around in unit.iterancestors("section"))


def is_headed(unit: etree._Element) -> bool:
    """Whether a unit has a heading, not a number alone."""
    return any("akn-heading" in classes(part) for headline in headlines(unit) for part in headline.iter("span"))


def is_article(unit: etree._Element) -> bool:
    """Whether a unit is an article of a law."""
    return "akn-article" in classes(unit)


def is_attachment(unit: etree._Element) -> bool:
    """Whether a unit is a document attached to the printed one."""
    return "akn-attachment" in classes(unit)


def titles(tree: etree._Element) -> list[etree._Element]:
    """The blocks that hold the title of a document."""
    blocks = (span.getparent() for span in with_class(tree, "akn-docTitle", "span"))
    return [block for block in blocks if block is not None]


def balanced(article: etree._Element) -> list[etree._Element]:
    """The headings whose lines are to be about equally long: those of rows, and centred ones above articles."""
    return [heading for unit in units(article) if not is_attachment(unit)
            for heading in headlines(unit) if "akn-row" in classes(unit[0]) or is_division(unit)]


def number_length(headline: etree._Element) -> int:
    """The number of characters of the number at the beginning of a headline; 0 if it begins with something else."""
    first = next(iter(headline), None)
    return 0 if first is None or headline.text or "akn-num" not in classes(first) else len(plain(first))


def is_division(unit: etree._Element) -> bool:
    """Whether a unit holds articles and is none itself."""
    return not is_article(unit) and any(map(is_article, unit.iterdescendants("section")))


def _holds_units(unit: etree._Element) -> bool:
    """Whether a unit holds other units, and neither it nor a unit around it is an article."""
    return (next(unit.iterdescendants("section"), None) is not None
            and not any(map(is_article, (unit, *unit.iterancestors("section")))))


def _level(unit: etree._Element) -> int:
    """The level of a unit in the file, from 1."""
    return 1 + sum(1 for above in unit.iterancestors("section") if above.get("data-eid"))


def _rank(unit: etree._Element) -> int:
    """The level of a unit in its own document, from 1; an attachment is a document and has rank 0."""
    inside = takewhile(lambda above: not is_attachment(above), unit.iterancestors("section"))
    return 0 if is_attachment(unit) else 1 + sum(1 for above in inside if above.get("data-eid"))


def bookmark(article: etree._Element) -> None:
    """Sets the level, rank and bookmark of each unit, in place; further addenda are below the first ones."""
    grouped = _addenda(article)
    for unit in units(article):
        around = (section for section in (unit, *unit.iterancestors("section")) if section in grouped)
        below = sum(grouped[section] is not section for section in around)
        unit.set("data-level", str(min(_level(unit) + below, 6)))
        unit.set("data-rank", str(_rank(unit)))
        labels = _labels(unit, grouped)
        unit.set("data-bookmark", " \u00b7 ".join(labels or [_short(plain(text)) for text in _first_texts(unit)]))


def _first_texts(unit: etree._Element) -> list[etree._Element]:
    """The first paragraph of a unit, or the cells of its first row."""
    first = next((block for block in unit.iter("p", "div") if block.tag == "p" or "akn-row" in classes(block)), None)
    if first is None or first.tag == "p":
        return [] if first is None else [first]
    return [cell for cell in first if "akn-cell-absent" not in classes(cell)]


def _short(text: str) -> str:
    return title_lines.beginning(text, _LABEL_LENGTH)

"""Rows of the parallel edition: headings in the row of their text, and rows that stay on a page.

A heading that begins a sentence is put into the row of its text, as it is in the text of a single language. A picture
that has no room moves to the next page. Its row moves as a whole, so that its texts stay beside each other.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html import provisions
from diptych.render.html.elements import drop, make
from diptych.render.html.queries import HEADINGS, classes, with_class
from diptych.render.print import outline

RUN_IN: Final = "akn-row-run-in"
"""Class of a row whose texts begin with headings."""

PICTURED: Final = "akn-row-picture"
"""Class of a row that no page break divides, since a picture higher than its lines is in it."""
_LINES: Final = 48
"""Height in pixels up to which a picture is a part of its line: three lines of 12 pt; chosen.

Lowered, rows of text with small pictures move as a whole and leave pages partly empty.
"""


def keep_pictures(article: etree._Element) -> None:
    """Marks the rows in which a picture is a figure, or is higher than a few lines, in place."""
    for row in with_class(article, "akn-row", "div"):
        if any(map(_is_high, row.iter("img"))):
            row.set("class", f"{row.get('class', '')} {PICTURED}")


def _is_high(picture: etree._Element) -> bool:
    """Whether a picture is a figure or higher than a few lines; one of unknown height is."""
    height = picture.get("height", "")
    in_figure = next(picture.iterancestors("figure"), None) is not None
    return in_figure or not height.isdecimal() or int(height) > _LINES


def run_in(article: etree._Element) -> None:
    """Puts each row of headings that all end with a punctuation mark into the next row, in place.

    The names of the row of headings become names of the next row.
    """
    moved: dict[str, str] = {}
    for row in list(with_class(article, "akn-row-heading", "div")):
        text = row.getnext()
        if text is not None and _joins(row, text):
            for heading, paragraph in zip(row, list(text), strict=True):
                _begin(paragraph, heading)
            _take_names(row, text, moved)
            text.set("class", f"{text.get('class', '')} {RUN_IN}")
            drop(row)
    for link in article.iter("a") if moved else ():
        target = link.get("href", "").removeprefix("#")
        if target in moved:
            link.set("href", f"#{moved[target]}")


def _joins(row: etree._Element, text: etree._Element) -> bool:
    """Whether all headings of a row begin the paragraphs of the next row."""
    if "akn-row-p" not in classes(text) or len(row) != len(text):
        return False
    headings = [next(cell.iter(*HEADINGS), None) for cell in row]
    return all(heading is not None and outline.plain(heading).endswith(provisions.SENTENCE_MARKS)
               for heading in headings) and all(cell.tag == "p" for cell in text)


def _begin(paragraph: etree._Element, cell: etree._Element) -> None:
    """Makes the cell of a paragraph one that begins with the heading of another cell."""
    heading = next(cell.iter(*HEADINGS))
    around = make("div", "akn-cell akn-run-in", lang=paragraph.get("lang", ""))
    paragraph.addprevious(around)
    paragraph.set("class", " ".join(sorted(classes(paragraph) - {"akn-cell"})))
    around.extend((heading, paragraph))
    heading.tail = provisions.space(outline.plain(heading))


def _take_names(source: etree._Element, target: etree._Element, moved: dict[str, str]) -> None:
    """Makes the names of a row names of another row; `moved` gets the new id by name."""
    names = [*filter(None, (source.get("id"),)), *(source.get("data-also") or "").split()]
    target.set("data-also", " ".join(dict.fromkeys((*(target.get("data-also") or "").split(), *names))))
    moved.update((name, target.get("id", "")) for name in names)

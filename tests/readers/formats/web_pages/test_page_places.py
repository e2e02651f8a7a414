"""The words of a page are placed where they stand in its source, those of cells too."""

from __future__ import annotations

import re
from html import unescape

import pytest
from diptych.diagnostics import Position
from diptych.readers.formats.lines import InlineObject, Line, PrintedLabel, pieces
from diptych.readers.formats.web_pages import page_flow
from diptych.readers.formats.web_pages.page_places import Finder
from diptych.readers.formats.web_pages.page_trees import parsed

TABLE = "<table><tr><td>Fee</td><td>1</td></tr><tr><td>Year</td><td>1</td></tr></table>"


def found(body: str) -> tuple[Finder, list[Line]]:
    """The search in a page of one line, and the lines of it in their places."""
    page = f"<html><body>{body}</body></html>"
    root = parsed(page)
    assert root is not None
    finder = Finder(page, "f", (0,), page.index("<body"), Position("f", 1, 0))
    return finder, [finder.line(line) for line in page_flow.paragraphs(root, (), 10000)]


def texts(body: str) -> list[tuple[str, str]]:
    """Each text of a page of one line with the source from its place on."""
    finder, lines = found(body)
    return [(words, finder.source[at.column - 1:]) for words, at in pieces(lines) if words]


@pytest.mark.parametrize("body", [
    TABLE,
    f"<p>Fee of a Year, 1 at least</p>{TABLE}<p>Year 1</p>",
    f"<p>The <a href='x'>Fee</a> of a Year, 1 at least</p>{TABLE}",
    "<table class='Fee 1'><tr><td title='Fee'>Fee</td><td colspan='1'>1</td></tr><tr><td>a</td><td>1</td></tr></table>",
    "<table><tr><td>a</td><td>1 &#8212;</td></tr><tr><td>8</td><td>2</td></tr></table>",
    "<table><tr><td>a < b</td><td>b</td></tr><tr><td>c</td><td>b</td></tr></table>",
    "<table><tr><td> Fee</td><td> 1</td></tr><tr><td>1</td><td>1</td></tr></table>",
    "<table><caption>The Fee</caption><tr><td>Fee</td><td>1</td></tr><tr><td>Year</td><td>1</td></tr></table>",
    f"<figure>{TABLE}<figcaption>The Fee</figcaption></figure>",
    f"<table><tr><th>Fee</th><th>1</th></tr><tr><td>{TABLE}</td><td>1</td></tr></table>",
    "<table><tr><td>Fee<math><msqrt><mi>x</mi></msqrt></math></td><td>1</td></tr><tr><td>1</td><td>1</td></tr></table>",
])
def test_each_cell_is_placed_where_it_stands_however_often_its_words_are_in_the_page(body: str) -> None:
    for words, there in texts(f"{body}<p>and</p>{body}"):
        if "√" not in words:
            assert unescape(re.sub("</?a[^>]*>", "", there)).lstrip().startswith(f"{words.strip()}<"), words


def test_a_table_is_where_its_first_words_are_and_nothing_is_searched_in_vain() -> None:
    finder, lines = found(TABLE * 40)
    places = [finder.source.index(TABLE) + TABLE.index("Fee") + len(TABLE) * index + 1 for index in range(40)]
    assert [line.position.column for line in lines if line.table] == places
    assert finder.searched == 0


def test_a_cell_behind_the_mark_of_a_note_is_not_placed_at_the_mark() -> None:
    rows = "<tr><td>Fee<sup><a href='#n' id='m'>1</a></sup></td><td>1</td></tr><tr><td>a</td><td>b</td></tr>"
    read = texts(f"<table>{rows}</table><p id='n'><a href='#m'>1</a> Note</p>")
    assert next(there for words, there in read if words == "1").startswith("1</td>")


def test_a_printed_label_is_no_part_of_the_words_that_are_looked_for() -> None:
    finder, (first, second) = found("<ol><li>Fee<li>Tax <b>due</b></ol>")
    assert [line.text for line in (first, second)] == ["1. Fee", "2. Tax due"]
    assert [finder.source[line.position.column - 1:][:4] for line in (first, second)] == ["Fee<", "Tax "]
    assert [[span.object for span in line.spans] for line in (first, second)] == [[], [("b",)]]
    finder.line(Line(first.text, first.position, spans=(InlineObject(0, 3, (PrintedLabel("1. "),)),)))
    assert finder.last.column + finder.width == second.position.column + len(second.text) + len(first.text)


def test_words_with_a_tag_in_them_are_found_once() -> None:
    """Behind them the search goes on at their end: the next words are not those within them."""
    assert [there[:5] for words, there in texts("<p>Fee <i>1</i> Fee</p><p>Fee</p>")][-1] == "Fee</"

"""Notes of web pages are tied to their marks, in the manners of several sites."""

from __future__ import annotations

import pytest
from diptych.readers.formats.web_pages.page_notes import brackets, notes
from lxml import html

OJ = ('<p>Having regard (<a id="c1" href="#r1"><span>1</span></a>),</p>'
      '<p class="note">(<a id="r1" href="#c1">1</a>) OJ C 1.</p>')
PROPOSAL = ('<p>costs<a id="footnoteref3" href="#footnote3">(3)</a></p><dl><dd id="footnote3"><span>'
            '<a href="#footnoteref3">(3)</a></span><span>Rounded.</span></dd></dl>')
MARKDOWN = ('<p>word<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li id="fn:1"><p>text '
            '<a href="#fnref:1">↩</a></p></li></ol>')
ONE_WAY = '<p>word<sup><a href="#f1">*</a></sup></p><p id="f1"><sup>*</sup> text</p>'

TERM = ('<p>word<sup><a href="#f1" id="b1">1</a></sup></p><dl><dt id="f1"><a href="#b1">[1]</a></dt><dd>text</dd></dl>')
CELL = ('<p>word<sup><a href="#f1">1</a></sup></p><table><tr><td><a name="f1">1</a></td><td>text</td></tr></table>')
SPAN = ('<p>word<a id="b1" href="#f1">1</a></p><div><span id="f1"><a href="#b1">[1]</a> text</span><br></div>')
BOOK = ('<p>word<a epub:type="noteref" href="#f1">1</a></p><aside epub:type="footnote" id="f1">1. text</aside>')


def found(body: str, left_out: str = "none") -> list[tuple[str, str]]:
    page = html.document_fromstring(f"<html><body>{body}</body></html>")
    apart = set(page.iter(left_out))
    return [(note.marker, note.letters(mark)) for mark, note in notes(page, apart).items()]


@pytest.mark.parametrize(("body", "marker", "letters"), [
    (OJ, "1", "1()1()"), (PROPOSAL, "3", "(3)(3)"), (MARKDOWN, "1", "1↩"), (ONE_WAY, "*", "**"),
    (TERM, "1", "1[1]"), (CELL, "1", "11"), (SPAN, "1", "1[1]"), (BOOK, "1", "1")])
def test_a_mark_leads_to_its_note(body: str, marker: str, letters: str) -> None:
    assert found(body) == [(marker, letters)]


@pytest.mark.parametrize("body", [
    '<p><a id="t" href="#s">1</a> Scope</p><h2 id="s"><a href="#t">1</a> Scope</h2>',
    '<p>see <a href="#s">section 12</a></p><p id="s">text</p>',
    '<p>see <a href="#s">1</a></p><p id="s">1 text</p>', '<p>see <sup><a href="#s">1</a></sup></p>',
    '<p id="s">text <a id="t" href="#s">1</a> <a href="#t">x</a></p>',
    '<p>x<sup><a href="#s">1</a></sup></p><p id="s"/>',
    '<p>x<a id="t" href="#s">1</a></p><p id="s"><a href="#t">1</a> </p>',
    '<p>x<sup><a href="#s">1</a></sup></p><p id="s">1 text</p>', BOOK.replace("1. text", "12 text"),
    TERM.replace("sup>", "em>").replace("#b1", ""), CELL.replace("sup>", "em>"), SPAN.replace("#b1", "#c")])
def test_other_links_are_no_marks(body: str) -> None:
    assert found(body) == []


def test_a_note_is_taken_once_and_none_in_what_is_left_out() -> None:
    assert len(found(OJ + OJ)) == 1
    assert found(OJ.replace("<p class", "<nav><p class") + "</nav>", "nav") == []


def test_brackets_around_a_mark_are_known() -> None:
    link = html.fragment_fromstring('<p>a ( <a href="#x">1</a> ) b</p>')[0]
    assert brackets(link) == ("(", ")")
    link.tail = "b"
    assert brackets(link) == ("", "")


def test_notes_deep_in_each_other_stay_where_they_are() -> None:
    chain = "".join(f'<p id="f{at}"><a href="#b{at}">{at}</a> text <a id="b{at + 1}" href="#f{at + 1}">{at + 1}</a></p>'
                    for at in range(1, 500))
    body = f'<p>word<sup><a id="b1" href="#f1">1</a></sup></p>{chain}'
    assert [marker for marker, _ in found(body)] == [str(at) for at in range(1, 9)]

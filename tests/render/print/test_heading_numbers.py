"""Numbers below marginal notes begin the text."""

from __future__ import annotations

import pytest
from diptych.render.print import heading_numbers
from lxml import etree
from lxml import html as lxml_html

ABOVE = "<span class='akn-heading akn-above'>{}</span> {}"


def moved(markup: str) -> str:
    article = lxml_html.fragment_fromstring(f"<article>{markup}</article>")
    heading_numbers.run_in(article)
    return etree.tostring(article, encoding="unicode", method="html")


@pytest.mark.parametrize(("before", "after"), [
    ("<p>Text.</p>", 'Note</span></h3><p><span class="akn-number">(2)</span> Text.</p>'),
    ("<section><p>Text.</p></section>", 'Note</span></h3><section><p><span class="akn-number">(2)</span> Text.'),
    ("<table></table>", "Note</span> (2)</h3><table>")])
def test_a_number_begins_the_first_paragraph(before: str, after: str) -> None:
    assert after in moved(f"<section><h3>{ABOVE.format('Note', '(2)')}</h3>{before}</section>")


def test_a_heading_beside_its_number_stays() -> None:
    markup = '<section><h3>2 <span class="akn-heading">Note</span></h3><p>Text.</p></section>'
    assert moved(markup) == f"<article>{markup}</article>"


def test_numbers_of_a_row_move_together() -> None:
    def rows(second: str) -> str:
        first = "".join(f"<div class='akn-cell'><h3>{ABOVE.format(word, number)}</h3></div>"
                        for word, number in (("Note", "(2)"), ("Objet", second)))
        return (f"<section><div class='akn-row akn-row-heading'>{first}</div>"
                "<div class='akn-row akn-row-p'><p>Text.</p><p>Texte.</p></div></section>")

    assert '(2)</span> Text.</p><p><span class="akn-number">(2)</span> Texte.' in moved(rows("(2)"))
    assert "<p>Text.</p><p>Texte.</p>" in moved(rows(""))

"""The tag tree of a PDF: tables, ids, headings."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pikepdf
from diptych.render.html import headings
from diptych.render.html.elements import serialise
from diptych.render.print import body, pdf, pdf_tags
from diptych.render.print.fonts import Fonts
from lxml import html as lxml_html

from tests.render import screen_reader

FAMILY = "body { font: 16px 'Noto Serif CJK SC' } p { margin: 0 }"
ROWS = "".join(f"<tr><td>行{number}</td><td></td><td colspan='2'><p>格{number}</p></td></tr>" for number in range(90))
TABLE = f"<table><caption>表题</caption><tr><th>头一</th><th>头二</th><th colspan='2'>头三</th></tr>{ROWS}</table>"


def rendered(markup: str, fonts: Fonts) -> bytes:
    page = f"<html lang='zh-Hans'><title>t</title><style>{FAMILY}</style><body>{markup}"
    made = pdf.render(page, fonts=fonts)
    assert made.value, made.diagnostics
    return made.value


def table_over_pages(fonts: Fonts) -> bytes:
    article = lxml_html.fragment_fromstring(f"<article>{TABLE}</article>")
    body.prepare(article, {}, bool)
    return rendered(serialise(article), fonts)


def test_each_cell_of_a_table_is_tagged_even_if_it_is_empty(family_fonts: Fonts) -> None:
    with pikepdf.open(BytesIO(table_over_pages(family_fonts))) as file:
        assert len(file.pages) >= 3
        tags = Counter(str(item.S) for item in file.objects
                       if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem")
        table = next(item for item in file.objects
                     if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Table")
        kinds = [str(kid.S) for kid in table.K]
        row = table.K[2].K[0]
        assert [str(cell.S) for cell in row.K] == ["/TD", "/TD", "/TD"]
        assert len(row.K[1].K) == 0
    assert (tags["/TD"], tags["/TH"], tags["/TR"], tags["/Caption"]) == (270, 3, 91, 1)
    assert kinds == ["/Caption", "/THead", "/TBody"]


def test_free_places_are_empty_data_cells_of_their_row(family_fonts: Fonts) -> None:
    """Each row of a table has as many cells (ISO 14289-1, 7.5); one without words is no header of the column."""
    free = "<td class='akn-th akn-free'></td>"
    article = lxml_html.fragment_fromstring(
        f"<article><table><tr>{free}<th scope='col'>头</th></tr><tr>{free}<td>格</td></tr></table></article>")
    body.prepare(article, {}, bool)
    with pikepdf.open(BytesIO(rendered(serialise(article), family_fonts))) as file:
        [table] = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Table"]
        rows = [(str(part.S), [(str(cell.S), len(cell.K)) for cell in part.K[0].K]) for part in table.K]
    assert rows == [("/THead", [("/TD", 0), ("/TH", 1)]), ("/TBody", [("/TD", 0), ("/TD", 1)])]


def test_a_header_that_each_page_shows_is_read_once(family_fonts: Fonts) -> None:
    reading = screen_reader.read(table_over_pages(family_fonts))
    assert reading.text.count("头一") == 1
    assert sum(text == "头一" for page in reading.artifacts for text in page) >= 2
    assert reading.text.index("表题") < reading.text.index("头一") < reading.text.index("格0")


def test_ids_are_in_the_tree_in_the_order_of_their_bytes(family_fonts: Fonts) -> None:
    markup = "<section id='b'><p id='a'>甲</p></section><section id='附'>乙</section><div id='c'>丙</div>"
    with pikepdf.open(BytesIO(rendered(markup, family_fonts))) as file:
        listed = file.Root.StructTreeRoot.IDTree.Names
        names = [str(name) for name in list(listed)[::2]]
        kinds = [str(element.S) for element in list(listed)[1::2]]
        assert all(str(element.ID) == name for name, element in zip(names, list(listed)[1::2], strict=True))
    assert names == ["a", "b", "c", "附"]
    assert kinds == ["/P", "/Sect", "/Div", "/Sect"]


def test_levels_of_headings_leave_out_none() -> None:
    tree = lxml_html.fragment_fromstring(
        "<div><h1>a</h1><h3>b</h3><h5>c</h5><h3>d</h3><h4>e</h4><h2>f</h2><h3>g</h3></div>")
    headings.close_gaps(tree)
    assert [child.tag for child in tree] == ["h1", "h2", "h3", "h2", "h3", "h2", "h3"]
    headings.close_gaps(tree, first=2)
    assert [child.tag for child in tree] == ["h2", "h3", "h4", "h3", "h4", "h3", "h4"]


def test_what_the_text_deletes_itself_is_read() -> None:
    markup = "<p><del>old</del><del class='akn-del akn-editorial'>slip</del></p>"
    deleted = pdf_tags.outline(lxml_html.fragment_fromstring(markup), {}).deleted
    assert [element.text for element in deleted] == ["slip"]

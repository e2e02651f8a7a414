"""The caption of a table of a page arrives in pages, PDF tags, DOCX, plain text and JSON, before its rows."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.akn.provisions import provisions as clauses
from diptych.compile.single_text import convert
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.render.html import parallel, provisions
from diptych.render.html.view import View
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import declared
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text
from lxml import etree

from tests.conftest import ROOT
from tests.readers.formats.web_pages.test_html_page import LAW

TABLE = ("<table><caption>附表 <b>一</b><div>单位：元</div></caption><tr><th>项目</th><th>金额</th></tr>"
         "<tr><td>借书</td><td></td></tr></table>")
CAPTION = "附表一单位：元"


@cache
def received(table: str = TABLE) -> Document:
    schema = load.schema(ROOT).value
    assert schema
    last = f"<p>{'第九条 其他事项另行规定，由主管部门负责解释并组织实施。' * 3}</p>"
    page = f"<html><body>{LAW}{table}{last}</body></html>"
    result = convert(page.encode(), "a.html", schema)
    assert result.value
    assert not {"L001", "T025"} & {item.code for item in result.diagnostics}
    return result.value.document


def squeezed(element: etree._Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())


def test_a_caption_is_in_its_table() -> None:
    table = next(received().main.iter(tag("table")))
    assert [etree.QName(part).localname for part in table] == ["caption", "tr", "tr"]
    assert squeezed(table[0]) == CAPTION
    assert [part.text for part in table[0].iter(tag("b"))] == ["一"]
    assert any("单位：元" in clause.text for clause in clauses(received()))


def test_a_page_shows_it_in_the_table() -> None:
    view = View(received(), interface_text.interface("en"))
    for page in (provisions.fragment(view), parallel.fragment((view, view))):
        tables = list(page.iter("table"))
        assert {table[0].tag for table in tables} == {"caption"}
        assert {squeezed(table[0]) for table in tables} == {CAPTION}
        assert [cell.get("scope") for cell in tables[0].iter("th")] == ["col", "col"]


def test_word_has_it_before_the_table() -> None:
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    shown = fragments((received(),), packaged_interfaces())
    data = docx.expression(shown.texts[0], shown.alone[0], "https://example.org/", fonts)
    with zipfile.ZipFile(BytesIO(data)) as file:
        words = squeezed(etree.fromstring(file.read("word/document.xml")))
    assert words.count(CAPTION) == 1
    assert f"{CAPTION}项目金额借书" in words


def test_plain_text_and_json_have_it() -> None:
    lines = text(received()).splitlines()
    place = next(index for index, line in enumerate(lines) if "单位：元" in line)
    assert "".join(lines[place].split()) == CAPTION
    assert lines[place + 1] == "项目\t金额"
    assert '"caption": "附表 一 单位：元"'.replace(" ", "") in str(tree(received())).replace("'", '"').replace(" ", "")


def test_the_caption_of_a_figure_is_that_of_its_table() -> None:
    figure = TABLE.replace("<caption>附表 <b>一</b><div>单位：元</div></caption>", "")
    document = received(f"<figure>{figure}<figcaption>附表 <b>一</b><div>单位：元</div></figcaption></figure>")
    table = next(document.main.iter(tag("table")))
    assert squeezed(table[0]) == CAPTION
    assert "".join(document.text.split()).count(CAPTION) == 1


def test_a_figure_of_two_tables_keeps_its_caption_as_a_paragraph() -> None:
    document = received(f"<figure>{TABLE}{TABLE}<figcaption>图表说明</figcaption></figure>")
    assert [len(list(table.iter(tag("caption")))) for table in document.main.iter(tag("table"))] == [1, 1]
    assert document.text.count("图表说明") == 1

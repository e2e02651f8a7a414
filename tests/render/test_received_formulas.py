"""Formulas of DOCX, HWPX and pages arrive in Akoma Ntoso, pages, EPUB, PDF, DOCX, plain text, JSON and search."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pikepdf
import pymupdf
import pytest
from diptych import interface_text
from diptych.akn.document import read
from diptych.akn.formulas import as_written
from diptych.akn.names import tag
from diptych.akn.provisions import provisions as clauses
from diptych.compile.single_text import Converted, convert
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.readers.formats.package_account import account
from diptych.render.html import parallel, provisions
from diptych.render.html.elements import serialise
from diptych.render.html.view import View
from diptych.render.office import docx, epub
from diptych.render.office.text_fragments import fragments
from diptych.render.print import edition, pdf
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts, declared
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text
from lxml import etree

from tests.conftest import ROOT
from tests.readers import packages
from tests.readers.formats.web_pages.test_html_page import LAW

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
RUN = "<w:r><w:t>{}</w:t></w:r>"
OMATH = (f"<m:oMath {M}><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>"
         "</m:oMath>")
MATH = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>"
BODY = (f"<w:p>{RUN.format('关于试行的通知')}</w:p>"
        f"<w:p>{RUN.format('第一条 费用按')}{OMATH}{RUN.format('计算。')}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{OMATH}</w:p></w:tc><w:tc><w:p>{RUN.format('乙')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p>{RUN.format('第二条 自公布之日起施行。')}</w:p>")
HANGUL = "<p><run><t>{}</t>{}</run></p>"


def converted(data: bytes, name: str) -> Converted:
    schema = load.schema(ROOT).value
    assert schema
    result = convert(data, name, schema)
    assert result.value, result.diagnostics
    assert not {item.code for item in result.diagnostics} & {"L001", "L002", "T025", "T030", "T032", "X010"}
    return result.value


@cache
def received(kind: str) -> Converted:
    if kind == "docx":
        return converted(packages.word(BODY), "a.docx")
    if kind == "hwpx":
        script = "<equation><script>{a+b} over c</script></equation>"
        return converted(packages.hangul("".join((
            HANGUL.format("시험 규정", ""), HANGUL.format("제1조(비용) 비용은 ", f"{script}<t>로 한다.</t>"),
            HANGUL.format("제2조(시행) 공포한 날부터 시행한다.", "")))), "a.hwpx")
    last = f"<p>{'第九条 其他事项另行规定，由主管部门负责解释并组织实施。' * 3}</p>"
    page = f"<html><body>{LAW}<p>第八条 按<math>{MATH}</math>计算。</p>{last}</body></html>"
    return converted(page.encode(), "a.html")


@pytest.mark.parametrize("kind", ["docx", "hwpx", "html"])
def test_akoma_ntoso_has_mathml_with_its_linear_form(kind: str) -> None:
    document = received(kind).document
    root = as_written(document.root)
    flow = next(root.iter(tag("subFlow")))
    math = flow.find("{*}foreign/{*}math")
    assert math is not None
    assert math.get("alttext") == "(a+b)/c"
    markup = etree.tostring(math, encoding="unicode").partition(">")[2]
    assert markup.replace("<mrow><mrow>", "<mrow>").replace("</mrow></mrow>", "</mrow>").startswith(MATH)
    again = read(etree.tostring(root), "a.xml", own=True).value
    assert again
    assert again.text == document.text
    assert "(a+b)/c" in text(document)
    assert "(a+b)/c" in str(tree(document))
    assert any("(a+b)/c" in clause.text for clause in clauses(document))


def test_a_page_shows_mathml() -> None:
    view = View(received("docx").document, interface_text.interface("en"))
    for page in (provisions.fragment(view), parallel.fragment((view, view))):
        shown = serialise(page)
        assert shown.count(f'<math alttext="(a+b)/c">{MATH}</math>') == shown.count("<math") > 1
        assert "data-mathml" not in shown
        assert "(a+b)/c" in "".join(map(str, page.itertext()))


def test_a_book_declares_its_mathml() -> None:
    shown = fragments((received("docx").document,), packaged_interfaces())
    with zipfile.ZipFile(BytesIO(epub.epub(shown, "https://example.org/"))) as book:
        files = {name: book.read(name) for name in book.namelist()}
    held = {item.get("href", "") for item in etree.fromstring(files["EPUB/package.opf"]).iter("{*}item")
            if "mathml" in item.get("properties", "")}
    formulas = {name.removeprefix("EPUB/"): [*etree.fromstring(data).iter("{http://www.w3.org/1998/Math/MathML}math")]
                for name, data in files.items() if name.endswith(".xhtml")}
    assert held == {name for name, items in formulas.items() if items}
    assert all(item.get("alttext") == "(a+b)/c" for items in formulas.values() for item in items)
    assert held


def test_word_has_the_linear_form() -> None:
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    shown = fragments((received("docx").document,), packaged_interfaces())
    data = docx.expression(shown.texts[0], shown.alone[0], "https://example.org/", fonts)
    assert [line.text for line in packages.read_word(data).lines if "按" in line.text] == ["费用按(a+b)/c计算。"]


def test_a_pdf_draws_a_formula_that_is_read_and_found_in_its_linear_form(family_fonts: Fonts, imprint: Imprint) -> None:
    html = edition.expression(received("docx").document, imprint)
    assert "<math" not in html
    made = [pdf.render(html, fonts=family_fonts).value for _ in "12"]
    assert made[0]
    assert made[0] == made[1]
    with pikepdf.open(BytesIO(made[0])) as file:
        formulas = [item for item in file.objects
                    if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"]
        assert [str(item.Alt) for item in formulas] == ["(a+b)/c"] * 2
    with pymupdf.open(stream=made[0]) as file:
        assert "费用按(a+b)/c计算。" in "".join("".join(page.get_text().split()) for page in file)


def test_a_lost_letter_of_a_formula_unbalances_the_account() -> None:
    data = packages.word(BODY)
    whole, lost, doubled = account(data, packages.read_word(data))
    assert (whole.held, lost.total(), doubled.total()) == (whole.read, 0, 0)
    other = packages.read_word(packages.word(BODY.replace("<m:t>c</m:t>", "<m:t>d</m:t>")))
    _, lost, doubled = account(data, other)
    assert (dict(lost), dict(doubled)) == ({"c": 2}, {"d": 2})

"""A picture with a caption, of a page, of Word or of Hangul, has it in pages, PDF tags, EPUB, DOCX and plain text."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.compile.single_text import convert
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.render.html import parallel, provisions
from diptych.render.html.elements import serialise
from diptych.render.html.view import Addresses, View
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import declared
from diptych.render.print.pdf_tags import outline
from diptych.render.text.plain import text
from lxml import etree

from tests.conftest import ROOT
from tests.readers import packages
from tests.readers.formats.web_pages.test_html_page import LAW

CAPTION = "图1 范围图"
LAST = f"第九条 {'其他事项另行规定，由主管部门负责解释并组织实施。' * 3}"
STYLES = ('<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Caption"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Abbildung"/><w:basedOn w:val="a3"/></w:style>')
RUN = "<w:r><w:t>{}</w:t></w:r>"
FIELD = ('<w:r><w:t xml:space="preserve">图 </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
         '<w:r><w:instrText> SEQ {} \\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
         '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> 范围图</w:t></w:r>')


def converted(data: bytes, name: str) -> Document:
    schema = load.schema(ROOT).value
    assert schema
    result = convert(data, name, schema)
    assert result.value
    assert not {"L001", "L003", "T025"} & {item.code for item in result.diagnostics}
    return result.value.document


def page(figure: str) -> Document:
    return converted(f"<html><body>{LAW}{figure}<p>{LAST}</p></body></html>".encode(), "a.html")


def word(caption: str) -> Document:
    body = (f"<w:p>{RUN.format('关于试行的通知')}</w:p><w:p>{RUN.format('第一条 范围如图所示。')}</w:p>"
            f"<w:p>{packages.drawing('r1')}</w:p>{caption}<w:p>{RUN.format('第二条 自公布之日起施行。')}</w:p>")
    data = packages.word(body, styles=STYLES, document_xml_rels=packages.relations(r1="media/a.png"))
    return converted(packages.with_files(data, {"word/media/a.png": packages.png(10)}), "a.docx")


def figures(document: Document) -> list[list[str]]:
    """The kinds and the words of what stands in each paragraph with a caption."""
    spans = [span for span in document.main.iter(tag("span")) if span.get("class") == "caption"]
    return [[etree.QName(part).localname if part.tag == tag("img") else squeezed(part) for part in parent]
            for span in spans if (parent := span.getparent()) is not None]


def squeezed(element: etree._Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize(("figure", "expected"), [
    (f'<figure><img src="a.png" alt="x"><figcaption>{CAPTION}</figcaption></figure>', [["img", "图1范围图"]]),
    ('<figure><figcaption><p><b>图1</b></p><p>范围图</p></figcaption><div><img src="a.png"></div></figure>',
     [["图1范围图", "img"]]),
    (f'<figure><a href="b.png"><img src="a.png"></a><img src="c.png"><figcaption>{CAPTION}</figcaption></figure>',
     [["img", "img", "图1范围图"]]),
    (f'<figure><img src="a.png"><p>说明</p><figcaption>{CAPTION}</figcaption></figure>', []),
    ('<figure><img src="a.png"><figcaption> </figcaption></figure>', []),
])
def test_a_page_has_the_caption_of_its_pictures(figure: str, expected: list[list[str]]) -> None:
    document = page(figure)
    assert figures(document) == expected
    assert text(document).replace(" ", "").count("图1范围图") == ("范围图" in figure) or "说明" in text(document)


@pytest.mark.parametrize(("caption", "expected"), [
    (f'<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>{RUN.format(CAPTION)}</w:p>', True),
    (f'<w:p><w:pPr><w:pStyle w:val="a4"/></w:pPr>{RUN.format(CAPTION)}</w:p>', True),
    (f"<w:p>{FIELD.format('图')}</w:p>", True),
    (f"<w:p>{FIELD.format('Chapter')}</w:p>", False),
    (f"<w:p>{RUN.format(CAPTION)}</w:p>", False),
])
def test_word_has_it_by_style_or_by_the_field_that_counts_it(caption: str, *, expected: bool) -> None:
    document = word(caption)
    assert figures(document) == ([["img", "图1范围图"]] if expected else [])
    assert squeezed(document.main).count("图1范围图") == 1


def test_hangul_has_it_in_the_picture() -> None:
    picture = ("<pic><sz width='7500' height='3750'/><img binaryItemIDRef='i1'/><caption side='{}'><subList><p><run>"
               "<t>그림 1</t></run></p></subList></caption></pic>")
    runs = (
        "<t>시행 규칙</t>", "<t>제1조(목적) 범위는 그림과 같다.</t>", picture.format("BOTTOM"), picture.format("TOP"),
        "<t>제2조(시행) 공포한 날부터 시행한다.</t>")
    document = converted(packages.hangul("".join(f"<p><run>{run}</run></p>" for run in runs)), "a.hwpx")
    assert figures(document) == [["img", "그림1"], ["그림1", "img"]]


def test_products_show_it_as_the_caption() -> None:
    document = word(f'<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>{RUN.format(CAPTION)}</w:p>')
    view = View(document, interface_text.interface("en"), Addresses(way="../"))
    for fragment in (provisions.fragment(view), parallel.fragment((view, view))):
        shown = etree.HTML(serialise(fragment))
        assert {squeezed(caption) for caption in shown.findall(".//figure/figcaption")} == {"图1范围图"}
        assert shown.find(".//figure/img") is not None
    caption = next(span for span in provisions.fragment(view).iter("span") if span.get("class") == "akn-figcaption")
    tags = outline(caption.getroottree().getroot(), {})
    assert (tags.type(caption), tags.type(tags.parents[caption])) == ("Caption", "Figure")


def test_word_writes_it_in_the_style_of_captions() -> None:
    document = word(f'<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>{RUN.format(CAPTION)}</w:p>')
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    shown = fragments((document,), packaged_interfaces())
    names = {element.get("src", ""): packages.png(10) for element in document.main.iter(tag("img"))}
    data = docx.expression(shown.texts[0], shown.alone[0], "https://example.org/", fonts, pictures=names)
    with zipfile.ZipFile(BytesIO(data)) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    paragraphs = [(style.get(f"{{{root.nsmap['w']}}}val"), squeezed(paragraph)) for paragraph in root.iter("{*}p")
                  for style in paragraph.iter("{*}pStyle")]
    assert ("Caption", "图1范围图") in paragraphs

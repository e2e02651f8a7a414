"""Pictures of a Word document arrive in pages, PDF, EPUB and DOCX with their words, and can be read back."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.compile.single_text import Converted, convert
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.render.html import parallel, provisions
from diptych.render.html.view import Addresses, View
from diptych.render.office import docx, epub
from diptych.render.office.text_fragments import Fragments, fragments
from diptych.render.print import edition, pdf
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts, declared
from diptych.render.text.plain import text
from lxml import etree

from tests.conftest import ROOT
from tests.readers import packages

RUN = "<w:r><w:t>{}</w:t></w:r>"
CREST, MAP = packages.png(10), packages.png(20)
BODY = (f"<w:p>{packages.drawing('r1')}</w:p><w:p>{RUN.format('关于试行的通知')}</w:p>"
        f"<w:p>{RUN.format('第一条 范围如图')}{packages.drawing('r2', '范围图')}{RUN.format('所示。')}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{packages.drawing('r3', '表中图')}</w:p></w:tc><w:tc><w:p>{RUN.format('乙')}</w:p>"
        f"</w:tc></w:tr></w:tbl><w:p>{RUN.format('第二条 自公布之日起施行。')}</w:p>")


@cache
def received() -> Converted:
    relations = packages.relations(r1="media/crest.png", r2="media/map.png", r3="media/old.emf")
    return converted(packages.with_files(packages.word(BODY, document_xml_rels=relations), {
        "word/media/crest.png": CREST, "word/media/map.png": MAP, "word/media/old.emf": b"emf"}))


def converted(data: bytes) -> Converted:
    schema = load.schema(ROOT).value
    assert schema
    result = convert(data, "a.docx", schema)
    assert result.value
    assert "L003" not in {item.code for item in result.diagnostics}
    return result.value


def pictures(document: Document) -> list[tuple[str, ...]]:
    return [tuple(element.get(name, "") for name in ("src", "alt", "width", "height"))
            for element in document.main.iter(tag("img"))]


def shown() -> Fragments:
    return fragments((received().document,), packaged_interfaces())


def test_pictures_are_at_their_places() -> None:
    document, names = received().document, [f"media/{name}" for name in received().pictures]
    assert pictures(document) == [(names[0], "", "100", "50"), (names[1], "范围图", "100", "50"),
                                  ("media/old.emf", "表中图", "100", "50")]
    assert list(received().pictures.values()) == [CREST, MAP]
    assert document.title == "关于试行的通知"
    preface = document.main.find(tag("preface"))
    assert preface is not None
    assert [child.tag for child in preface[0]] == [tag("img")]
    assert "第一条 范围如图所示。" in text(document)


def test_a_page_shows_them_and_says_what_it_cannot_show() -> None:
    document, words = received().document, interface_text.interface("en")
    view = View(document, words, Addresses(way="../../"))
    for page in (provisions.fragment(view), parallel.fragment((view, view))):
        images = list(page.iter("img"))
        home = document.home.removeprefix("/")
        assert {image.get("src") for image in images} == {f"../../{home}/media/{name}" for name in received().pictures}
        assert {image.get("alt") for image in images} == {"Picture", "范围图"}
        assert {(image.get("width"), image.get("height")) for image in images} == {("100", "50")}
        unshown = {item.text for item in page.iter("span") if "akn-unshown" in item.get("class", "")}
        assert unshown == {"[Picture: 表中图]"}


@pytest.fixture(scope="module")
def word_file() -> bytes:
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    known = shown()
    return docx.expression(known.texts[0], known.alone[0], "https://example.org/", fonts, pictures=received().pictures)


def test_word_gets_what_it_gave(word_file: bytes) -> None:
    again = converted(word_file)
    assert [(source, words) for source, words, *_ in pictures(again.document)] == [
        (source, words or "图片") for source, words, *_ in pictures(received().document)[:2]]
    assert again.pictures == received().pictures
    with zipfile.ZipFile(BytesIO(word_file)) as package:
        assert 'Extension="png" ContentType="image/png"' in package.read("[Content_Types].xml").decode()
        source = package.read("word/document.xml")
        words = "".join(map(str, etree.fromstring(source).itertext()))
    assert source.count(b'w:lineRule="auto"') == 2
    assert "[图片: 表中图]" in words


def test_a_book_has_the_pictures() -> None:
    with zipfile.ZipFile(BytesIO(epub.epub(shown(), "https://example.org/", pictures=received().pictures))) as book:
        files = {name: book.read(name) for name in book.namelist()}
    listed = {item.get("href") for item in etree.fromstring(files["EPUB/package.opf"]).iter("{*}item")}
    for name, data in received().pictures.items():
        assert files[f"EPUB/media/{name}"] == data
        assert f"media/{name}" in listed
        assert any(f'src="media/{name}"'.encode() in page for page in files.values())
    assert b"alternativeText" in files["EPUB/package.opf"]


def test_a_pdf_has_figures_with_their_words(family_fonts: Fonts, imprint: Imprint) -> None:
    page = edition.expression(received().document, imprint)
    made = [pdf.render(page, fonts=family_fonts, pictures=received().pictures) for _ in range(2)]
    assert made[0].value, made[0].diagnostics
    assert made[0].value == made[1].value
    with pikepdf.open(BytesIO(made[0].value)) as file:
        items = list(file.objects)
        figures = [str(item.Alt) for item in items if isinstance(item, pikepdf.Dictionary)
                   and item.get("/S") == "/Figure"]
        images = [item for item in items if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
        assert {"图片", "范围图"} <= set(figures)
        assert [(int(item["/Width"]), bool(item.get("/Interpolate"))) for item in images] == [(4, False), (4, False)]

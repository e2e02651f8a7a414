"""Formats that are not read are named, with the way out."""

from __future__ import annotations

import io
import zipfile

import pytest
from diptych.readers.formats import received

from tests import base

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def package(name: str, content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(("data", "name"), [
    (b"%PDF-1.7\n", "a PDF"), (b"{\\rtf1 A}", "an RTF document"),
    (OLE + "HwpSummaryInformation".encode("utf-16-le"), "an HWP 5 document of Hangul"),
    (OLE + "WordDocument".encode("utf-16-le"), "a Word document of the old binary form (.doc)"),
    (OLE, "a document of a closed binary form"), (b"HWP Document File V3.00", "an HWP 3 document of Hangul"),
    (package("mimetype", b"application/vnd.oasis.opendocument.text"), "an OpenDocument text (ODT)"),
    (package("mimetype", b"application/epub+zip"), "an EPUB"),
    (package("xl/workbook.xml", b"<workbook/>"), "an Excel workbook"),
    (b'<?xml version="1.0"?>\n<akomaNtoso xmlns="x"><act/></akomaNtoso>', "XML in Akoma Ntoso"),
    (b'<?xml version="1.0"?>\n<akomaNtoso xmlns="http://www.akomantoso.org/2.0"/>', "XML in Akoma Ntoso 1.0 or 2.0"),
    (b'<?xml version="1.0"?><Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"/>',
     "XML in the Crown Legislation Markup Language of legislation.gov.uk"),
    (b"<!-- a --><a:b x='1'><c/></a:b>\n", "XML with the root element a:b"),
])
def test_a_format_that_is_not_read_is_named(data: bytes, name: str) -> None:
    read = received.read(data, "a.txt", base.schema().forms)
    assert read.value is None
    assert [(item.code, dict(item.facts)["name"]) for item in read.diagnostics] == [("T022", name)]


@pytest.mark.parametrize("text", ["<표> 서식\n제1조 도서관을 둔다.\n", "<a> is a letter.\n", "<\n", "<p>A</p> and B"])
def test_a_text_that_begins_with_a_bracket_is_no_xml(text: str) -> None:
    assert all(item.code != "T022" for item in received.read(text.encode(), "a.txt", base.schema().forms).diagnostics)


def test_a_declared_latin_encoding_is_followed() -> None:
    words = "<p>Le prêt est « gratuit » – ici, et le livre est rendu au bout d’un mois.</p>" * 30
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article>{words}</article></body></html>'
    read = received.read(page.encode("cp1252"), "a.html", base.schema().forms)
    assert read.value is not None
    assert read.value.encoding == "cp1252"
    assert "prêt est « gratuit » –" in "".join(line.text for line in read.value.lines)
    undeclared = page.replace("iso-8859-1", "utf-8").encode("cp1252")
    assert received.read(undeclared, "a.html", base.schema().forms).value is None

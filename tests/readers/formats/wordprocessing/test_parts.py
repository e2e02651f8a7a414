"""The parts of a Word document are those that the package names, whatever they are called."""

from __future__ import annotations

import io
import zipfile

import pytest
from diptych.readers.formats.wordprocessing.parts import parts

from tests.readers import packages

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def renamed(document: str, styles: str, rels: str) -> bytes:
    """A document with an unusual name, whose styles hide the words of a style."""
    usual = zipfile.ZipFile(io.BytesIO(packages.word(
        '<w:p><w:r><w:rPr><w:rStyle w:val="s"/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>',
        styles='<w:style w:styleId="s"><w:rPr><w:vanish/></w:rPr></w:style>')))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("_rels/.rels", f'<R><R Id="1" Type="{TYPES}/officeDocument" Target="/{document}"/></R>')
        package.writestr(document, usual.read("word/document.xml"))
        package.writestr(rels, f'<R><R Id="1" Type="{TYPES}/styles" Target="{styles}"/></R>')
        package.writestr("word/other.xml", usual.read("word/styles.xml"))
    return stream.getvalue()


@pytest.mark.parametrize(("document", "styles", "rels"), [
    ("word/document2.xml", "other.xml", "word/_rels/document2.xml.rels"),
    ("text/main.xml", "../word/other.xml", "text/_rels/main.xml.rels"),
    ("main.xml", "word/other.xml", "_rels/main.xml.rels")])
def test_a_document_is_where_the_package_says(document: str, styles: str, rels: str) -> None:
    reading = packages.read_word(renamed(document, styles, rels))
    assert ([line.text for line in reading.lines], reading.omitted) == (["乙"], {"hidden text": ["甲"]})


def test_a_workbook_is_no_document() -> None:
    data = packages.packed(xl__workbook="<workbook/>")
    package = packages.opened(packages.with_files(data, {
        "_rels/.rels": f'<R><R Type="{TYPES}/officeDocument" Target="xl/workbook.xml"/></R>'.encode()}))
    assert parts(package) is None


def test_the_strict_form_is_read() -> None:
    stream = io.BytesIO(packages.word("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"))
    text = zipfile.ZipFile(stream).read("word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    reading = packages.read_word(packages.packed(word__document=text.decode()))
    assert [line.text for line in reading.lines] == ["甲"]

"""Which bytes are pictures, and where the pictures of DOCX, HWPX, pages and Markdown stand."""

from __future__ import annotations

import io
from base64 import b64encode

import pytest
from diptych.config import media
from diptych.readers.formats import package_account
from diptych.readers.formats.lines import Line, pictures
from diptych.readers.formats.package_reading import PackageReading
from diptych.readers.formats.pictures import PictureForm, PictureShelf, form, nothing, received, settled
from diptych.readers.formats.web_pages import html_page
from PIL import Image

from tests.readers import packages
from tests.readers.formats.web_pages.test_html_page import KNOWN, LAW

RUN = "<w:r><w:t>{}</w:t></w:r>"
ALTERNATES = ("<mc:AlternateContent xmlns:mc='m'><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>"
              "</mc:AlternateContent>")
SHAPE = ("<w:pict><v:shape xmlns:v='v' alt='甲' style='width:75pt;height:37.5pt'>"
         f"<v:imagedata xmlns:r='{packages.RELATIONS}' r:id='r1'/></v:shape></w:pict>")
PNG = packages.png()
NAME = f"media/{media.name(PNG, 'png')}"


def encoded(kind: str, mode: str, size: tuple[int, int] = (7, 5)) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, kind, **({"progressive": True} if kind == "JPEG" else {}))
    return stream.getvalue()


@pytest.mark.parametrize(("kind", "mode", "suffix"), [
    ("PNG", "RGBA", "png"), ("PNG", "1", "png"), ("GIF", "P", "gif"), ("JPEG", "RGB", "jpg"), ("JPEG", "L", "jpg"),
    ("JPEG", "CMYK", ""), ("BMP", "RGB", ""), ("TIFF", "RGB", ""), ("WEBP", "RGB", "")])
def test_the_form_of_a_picture_is_in_its_bytes(kind: str, mode: str, suffix: str) -> None:
    assert form(encoded(kind, mode)) == (PictureForm(suffix, 7, 5) if suffix else None)


@pytest.mark.parametrize("data", [b"", b"<svg/>", PNG[:20], b"GIF89a", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\0" * 3])
def test_other_bytes_are_none(data: bytes) -> None:
    assert form(data) is None


@pytest.mark.parametrize(("data", "reason"), [
    (None, "no file"), (b"<svg/>", "no PNG"), (packages.png(tail=b" " * 10_000_000), "larger"),
    (encoded("PNG", "1", (10_000, 5_001)), "larger")])
def test_a_picture_without_a_usable_file_keeps_its_words(data: bytes | None, reason: str) -> None:
    shelf = PictureShelf()
    assert dict(shelf.picture(data, "a b.emf", " 甲\n乙 ").attributes) == {"src": "media/a%20b.emf", "alt": "甲 乙"}
    finding, = shelf.findings("f")
    assert reason in dict(finding.facts)["problem"]
    assert not shelf.files


def shown(lines: tuple[Line, ...]) -> list[dict[str, str]]:
    return [dict(picture.attributes) for picture in pictures(lines)]


def word(body: str, **targets: str) -> PackageReading:
    data = packages.with_files(packages.word(body, document_xml_rels=packages.relations(**targets)),
                               {"word/media/a.png": PNG, "word/media/b.emf": b"x"})
    reading = packages.read_word(data)
    whole, findings = package_account.findings(data, reading, "f")
    assert not [item for item in findings if item.code in package_account.BROKEN]
    assert whole.pictures.held == whole.pictures.read + sum(item.pictures for item in whole.omissions)
    return reading


def test_a_picture_of_word_is_in_its_line_with_words_and_size() -> None:
    reading = word(f"<w:p>{RUN.format('甲')}{packages.drawing('r1', '图')}{RUN.format('乙')}</w:p>", r1="media/a.png")
    assert shown(reading.lines) == [{"src": NAME, "alt": "图", "width": "100", "height": "50"}]
    assert [(span.start, span.end) for span in reading.lines[0].spans] == [(1, 1)]
    assert reading.shelf.files == {NAME.removeprefix("media/"): PNG}


def test_a_paragraph_of_pictures_is_a_line_of_its_own() -> None:
    reading = word(f"<w:p>{packages.drawing('r1')}{packages.drawing('r2', '乙')}</w:p>", r1="/word/media/a.png",
                   r2="media/b.emf")
    assert [line.text for line in reading.lines] == ["", "", "\ufffc", ""]
    assert shown(reading.lines) == [{"src": NAME, "width": "100", "height": "50"},
                                    {"src": "media/b.emf", "alt": "乙", "width": "100", "height": "50"}]


@pytest.mark.parametrize(("body", "count", "left"), [
    ("<w:p><w:del>{}</w:del></w:p>", 0, 1), ("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>", 1, 0),
    (f"<w:p>{ALTERNATES}</w:p>", 1, 1), (f"<w:p><w:r>{SHAPE}</w:r></w:p>", 1, 0),
    ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r></w:p>", 0, 1),
    ("<w:p><pic:spPr xmlns:pic='p'><a:blip xmlns:a='a'/></pic:spPr></w:p>", 0, 1)])
def test_each_picture_of_word_is_read_or_left_out(body: str, count: int, left: int) -> None:
    reading = word(body.format(packages.drawing("r1")), r1="media/a.png")
    assert (len(shown(reading.lines)), sum(reading.unread_pictures.values())) == (count, left)
    assert all(item["src"] == NAME and item["width"] == "100" for item in shown(reading.lines))


def test_a_picture_that_a_reader_loses_is_found() -> None:
    data = packages.word(f"<w:p>{packages.drawing('r1')}</w:p>")
    _, findings = package_account.findings(data, PackageReading((), (), {}), "f")
    assert [(item.code, dict(item.facts)["held"]) for item in findings] == [(package_account.LOST_PICTURES, "1")]


def test_a_picture_of_hangul_is_in_its_line() -> None:
    picture = "<pic><sz width='7500' height='3750'/><img binaryItemIDRef='i1'/><shapeComment>그림</shapeComment></pic>"
    manifest = "<p><manifest><item id='i1' href='BinData/i1.png'/></manifest></p>"
    data = packages.with_files(packages.hangul(
        f"<p><run><t>가</t>{picture}</run></p><p><run>{picture.replace('i1', 'i2')}</run></p>"
        f"<p><run><ctrl><header><subList><p><run>{picture}</run></p></subList></header></ctrl></run></p>"),
        {"Contents/content.hpf": manifest.encode(), "BinData/i1.png": PNG})
    reading = packages.read_hangul(data)
    size = {"width": "100", "height": "50"}
    assert shown(reading.lines) == [{"src": NAME, "alt": "그림", **size}, {"src": "media/i2", "alt": "그림", **size}]
    whole, findings = package_account.findings(data, reading, "f")
    assert [item.code for item in findings] == ["T030", "T031"]
    assert (whole.pictures.held, whole.pictures.read) == (3, 2)


def test_pictures_of_a_page_have_the_files_beside_it() -> None:
    page = (f"<html><body><nav><img src='n.png'></nav>{LAW}<p>甲<img src='./b/a%20b.png' alt='图' width=30></p>"
            f"<p><img src='data:image/png;base64,{b64encode(PNG).decode()}'><img src='x.gif' width=1></p>"
            f"<p>{'第九条 其他事项另行规定，由主管部门负责解释并组织实施。' * 3}</p></body></html>")
    beside = {"b/a b.png": PNG}
    result = html_page.read(page, "f", KNOWN, beside.get)
    assert result.value is not None
    assert shown(result.value.lines) == [{"src": NAME, "alt": "图", "width": "4", "height": "2"},
                                         {"src": NAME, "width": "4", "height": "2"}]
    assert (result.value.account.pictures.held, result.value.account.pictures.read) == (4, 2)
    assert [(item.code, dict(item.facts)["pictures"]) for item in result.diagnostics] == [("T025", "2")]


@pytest.mark.parametrize("source", [
    "https://a.example/a.png", "//a.example/a.png", "/a.png", "../a.png", "b/../../a.png", "..\\a.png", "file:///a.png",
    "data:image/png;base64,!", "data:image/png,x", ""])
def test_nothing_outside_the_folder_is_read(source: str) -> None:
    def refuse(name: str) -> bytes:
        raise AssertionError(name)

    shelf = PictureShelf()
    (line,) = settled([Line("￼", packages.PLACE, figure=packages.figure(received(source, "甲")))], shelf, refuse)
    assert shown((line,))[0]["alt"] == "甲"
    assert "data:" not in shown((line,))[0]["src"]
    assert not shelf.files
    assert nothing("a") is None

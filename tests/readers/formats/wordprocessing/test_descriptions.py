"""Each description of a picture, a shape or a table stands for it, or is named."""

from __future__ import annotations

from diptych.readers.formats.package_account import findings

from tests.readers import packages

SHAPE = '<w:r><w:drawing xmlns:wp="wp"><wp:inline><wp:docPr descr="{}"/></wp:inline></w:drawing></w:r>'
BOTH = ('<w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice>{}</mc:Choice><mc:Fallback><w:pict>'
        '<v:shape xmlns:v="v" alt="图甲"><v:imagedata/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>')


def omitted(body: str) -> list[tuple[str, int]]:
    package = packages.word(body)
    whole, found = findings(package, packages.read_word(package), "f")
    assert not [item for item in found if item.code in ("L002", "L003")]
    return [(item.kind, item.characters) for item in whole.omissions]


def test_the_description_of_a_picture_is_read() -> None:
    assert omitted(f"<w:p>{packages.drawing('r', '图甲')}</w:p>") == []


def test_the_description_of_a_shape_and_of_a_table_is_named() -> None:
    table = ('<w:tbl><w:tblPr><w:tblCaption w:val="表"/><w:tblDescription w:val="表格"/></w:tblPr><w:tr><w:tc/></w:tr>'
             "</w:tbl>")
    assert omitted(f"<w:p>{SHAPE.format('形状')}</w:p>{table}") == [("descriptions of shapes and tables", 5)]


def test_another_rendering_of_a_picture_says_nothing_new() -> None:
    assert omitted(f"<w:p>{BOTH.format(packages.drawing('r', '图甲'))}</w:p>") == [("equal renderings of a text", 2)]


def test_two_pictures_in_one_frame_have_one_description() -> None:
    two = packages.drawing("r", "图甲").replace("</pic:blipFill>", "<a:blip/></pic:blipFill>")
    assert omitted(f"<w:p>{two}</w:p>") == []

"""Embedded fonts, bare."""

from __future__ import annotations

from io import BytesIO

import pytest
from diptych.render.print import pdf_fonts
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen


def small_font(*, cid_keyed: bool) -> bytes:
    """An OpenType font of five squares, each of its own size, with names or with CIDs."""
    order = [".notdef", *(f"cid{number:05d}" if cid_keyed else f"square{number}" for number in range(1, 5))]
    drawn = {}
    for number, name in enumerate(order):
        pen = T2CharStringPen(1000, None)
        side = 100 * (number + 1)
        pen.moveTo((0, 0))
        for corner in ((side, 0), (side, side), (0, side)):
            pen.lineTo(corner)
        pen.closePath()
        drawn[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x41 + number: name for number, name in enumerate(order)})
    builder.setupCFF("Squares", {}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if cid_keyed:
        make_cid_keyed(builder)
    data = BytesIO()
    builder.save(data)
    return data.getvalue()


def make_cid_keyed(builder: FontBuilder) -> None:
    """Gives the font's CFF the registry, the font dictionary and the selection that CIDs need."""
    top = builder.font["CFF "].cff.topDictIndex[0]
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = len(top.charset)
    inner = FontDict()
    inner.setCFF2(isCFF2=False)
    inner.Private = top.Private
    top.FDArray = FDArrayIndex()
    top.FDArray.append(inner)
    top.FDSelect = FDSelect()
    top.FDSelect.gidArray = [0] * len(top.charset)
    top.FDSelect.format = 3
    del top.Private
    top.rawDict.pop("Private", None)
    top.CharStrings.fdArray, top.CharStrings.fdSelect = top.FDArray, top.FDSelect


def charset(cff: bytes) -> list[str]:
    font = CFFFontSet()
    font.decompile(BytesIO(cff), None)
    return list(font.topDictIndex[0].charset)


def test_a_name_keyed_font_stays_as_it_is() -> None:
    assert pdf_fonts.bare(small_font(cid_keyed=False), {1, 2, 3, 4}) is None


def test_a_font_that_is_no_cff_stays_as_it_is() -> None:
    assert pdf_fonts.bare(b"\0\1\0\0rest", {1}) is None


def test_a_bare_font_holds_the_wanted_glyphs_under_their_cids() -> None:
    found = pdf_fonts.bare(small_font(cid_keyed=True), {1, 2, 3, 4})
    assert found
    assert charset(found) == [".notdef", "cid00001", "cid00002", "cid00003", "cid00004"]


@pytest.mark.parametrize("glyphs", [{2, 4}, {1, 2, 3, 4, 9}])
def test_a_font_with_other_glyphs_stays_as_it_is(glyphs: set[int]) -> None:
    assert pdf_fonts.bare(small_font(cid_keyed=True), glyphs) is None

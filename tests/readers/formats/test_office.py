"""Word and Hangul documents become lines with the numbers that their programs print, tables kept, nothing guessed."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from diptych.readers.formats import docx, hwpx
from diptych.readers.formats.lines import OBJECT, pieces
from diptych.readers.formats.zipped_xml import Counters, NumberingLevel, UnreadableError
from hypothesis import given
from hypothesis import strategies as st

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="hebrew1"/><w:lvlText w:val="%4."/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="H"><w:basedOn w:val="L"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"""


def packed(**parts: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, words in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", words)
    return stream.getvalue()


def word(body: str) -> list[str]:
    return [line.text for line in docx.lines(document(body), "f", ("楷体",))]


def document(body: str) -> bytes:
    return packed(word__document=f"<w:document {W}><w:body>{body}</w:body></w:document>", word__styles=STYLES,
                  word__numbering=NUMBERING)


def p(words: str, depth: int | None = None, style: str = "") -> str:
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>' if depth is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_word_prints_numbers_that_no_run_holds() -> None:
    assert word(p("甲", 0) + p("乙", 1) + p("丙", 1) + p("丁", 0) + p("戊", 1)) == [
        "一、甲", "一-1.乙", "一-2.丙", "二、丁", "二-1.戊"]


def test_a_number_may_come_from_a_style() -> None:
    assert word(p("甲", style="L") + p("乙", style="H")) == ["一、甲", "二、乙"]


def test_a_bullet_is_no_number_and_an_unknown_kind_is_refused() -> None:
    assert word(p("甲", 2)) == ["甲"]
    with pytest.raises(UnreadableError, match="hebrew1"):
        word(p("甲", 3))


def test_deleted_words_and_instructions_are_no_text() -> None:
    assert word("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
                "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>") == [
        "新甲", "乙"]


def test_word_shows_headings_by_type() -> None:
    body = ('<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>一、甲。</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>'
            '<w:p><w:r><w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/></w:rPr><w:t>丙</w:t></w:r></w:p>')
    assert [line.strong for line in docx.lines(document(body), "f", ("楷体",))] == [4, 1]


def test_a_table_of_word_stays_a_table() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    body = f"{p('甲')}<w:tbl><w:tr>{head}<w:tc>{p('乙')}</w:tc><w:tc>{p('丙')}{p('丁')}</w:tc></w:tr></w:tbl>"
    lines = docx.lines(document(body), "f", ())
    assert [line.text for line in lines] == ["甲", "", OBJECT, ""]
    assert [text for text, _ in pieces(lines)] == ["甲", "", "乙", "丙", "丁", ""]
    table = lines[2].table
    assert table is not None
    assert [[cell.header for cell in row] for row in table.rows] == [[True, True]]


def test_a_document_of_hangul() -> None:
    head = ('<h><numbering id="1"><paraHead level="1" numFormat="DIGIT" start="1">^1.</paraHead><paraHead level="2" '
            'numFormat="HANGUL_SYLLABLE" start="1">^2.</paraHead></numbering>'
            '<paraPr id="3"><heading type="NUMBER" idRef="1" level="0"/></paraPr>'
            '<paraPr id="4"><heading type="NUMBER" idRef="1" level="1"/></paraPr>'
            '<charPr id="9"><bold/></charPr></h>')
    body = ('<sec><p paraPrIDRef="3"><run charPrIDRef="9"><t>제목</t></run></p>'
            '<p paraPrIDRef="4"><run><t>하나<lineBreak/>둘</t></run></p><p paraPrIDRef="4"><run><t>셋</t></run></p>'
            '<p><run><tbl><tr><tc header="1"><subList><p><run><t>칸</t></run></p></subList></tc></tr></tbl></run></p>'
            '</sec>')
    lines = hwpx.lines(packed(Contents__header=head, Contents__section0=body), "f")
    assert [line.text for line in lines] == ["1. 제목", "가. 하나", "둘", "나. 셋", "", "", OBJECT, ""]
    assert lines[0].strong == 5
    assert "칸" in [text for text, _ in pieces(lines)]
    table = lines[-2].table
    assert table is not None
    assert table.rows[0][0].header


@given(st.lists(st.integers(0, 2), max_size=30))
def test_numbers_rise_by_one_and_begin_again_below(depths: list[int]) -> None:
    levels = {depth: NumberingLevel(1, "arabic", f"%{depth + 1}") for depth in range(3)}
    counters = Counters()
    last: dict[int, int] = {}
    for depth in depths:
        last = {one: number for one, number in last.items() if one <= depth}
        last[depth] = last.get(depth, 0) + 1
        assert counters.label("x", levels, depth) == str(last[depth])


@given(st.binary(max_size=200))
def test_a_package_cut_short_is_refused(noise: bytes) -> None:
    with pytest.raises(UnreadableError):
        docx.lines(document(p("甲", 0))[:30] + noise, "f", ())


@given(st.binary(max_size=200))
def test_a_damaged_package_is_refused_or_read_right(noise: bytes) -> None:
    data = document(p("甲", 0))
    half = len(data) // 2
    try:
        read = docx.lines(data[:half] + noise + data[half:], "f", ())
    except UnreadableError:
        return
    assert read == docx.lines(data, "f", ())

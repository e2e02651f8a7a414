"""Word documents become lines with the numbers that Word prints, tables and notes kept, nothing guessed."""

from __future__ import annotations

import pytest
from diptych.draft import Block, Footnote, Mark, Text
from diptych.readers.formats import package_account
from diptych.readers.formats.lines import OBJECT, Hyperlink, Line, pieces
from diptych.readers.formats.zipped_xml import UnreadableError
from hypothesis import given
from hypothesis import strategies as st

from tests.readers import packages

NUMBERING = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="hindiCounting"/><w:lvlText w:val="%4."/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>"""
STYLES = """<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="H"><w:basedOn w:val="L"/><w:rPr><w:b/></w:rPr></w:style>"""


def word(body: str) -> list[str]:
    return [line.text for line in read(body)]


def read(body: str) -> tuple[Line, ...]:
    return packages.read_word(document(body), "楷体").lines


def document(body: str) -> bytes:
    return packages.word(body, styles=STYLES, numbering=NUMBERING)


def p(words: str, depth: int | None = None, style: str = "") -> str:
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>' if depth is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_word_prints_numbers_that_no_run_holds() -> None:
    assert word(p("甲", 0) + p("乙", 1) + p("丙", 1) + p("丁", 0) + p("戊", 1)) == [
        "一、甲", "一-1. 乙", "一-2. 丙", "二、丁", "二-1. 戊"]


def test_a_number_may_come_from_a_style() -> None:
    assert word(p("甲", style="L") + p("乙", style="H")) == ["一、甲", "二、乙"]


def test_a_bullet_is_no_number_and_an_unknown_kind_is_refused() -> None:
    assert word(p("甲", 2)) == ["甲"]
    with pytest.raises(UnreadableError, match="hindiCounting"):
        word(p("甲", 3))


def test_deleted_words_and_instructions_are_no_text() -> None:
    assert word("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
                "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>") == [
        "新甲", "乙"]


def test_word_shows_headings_by_type() -> None:
    body = ('<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>一、甲。</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>'
            '<w:p><w:r><w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/></w:rPr><w:t>丙</w:t></w:r></w:p>')
    assert [line.strong for line in read(body)] == [4, 1]


def test_a_table_of_word_stays_a_table() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    body = f"{p('甲')}<w:tbl><w:tr>{head}<w:tc>{p('乙')}</w:tc><w:tc>{p('丙')}{p('丁')}</w:tc></w:tr></w:tbl>"
    lines = read(body)
    assert [line.text for line in lines] == ["甲", "", OBJECT, ""]
    assert [text for text, _ in pieces(lines)] == ["甲", "", "乙", "丙", "丁", ""]
    table = lines[2].table
    assert table is not None
    assert [[cell.header for cell in row] for row in table.rows] == [[True, True]]


@given(st.binary(max_size=200))
def test_a_package_cut_short_is_refused(noise: bytes) -> None:
    with pytest.raises(UnreadableError):
        packages.read_word(document(p("甲", 0))[:30] + noise)


@given(st.binary(max_size=200))
def test_a_damaged_package_is_refused_or_read_right(noise: bytes) -> None:
    data = document(p("甲", 0))
    half = len(data) // 2
    try:
        found = packages.read_word(data[:half] + noise + data[half:])
    except UnreadableError:
        return
    assert found == packages.read_word(data)


def test_the_mark_of_a_note_is_no_text() -> None:
    body = ('<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t>'
            '</w:r><w:r><w:t>乙</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>')
    notes = (f'<w:footnote w:id="2"><w:p><w:r><w:t>*</w:t></w:r><w:r><w:t xml:space="preserve"> 注</w:t></w:r></w:p>'
             f'</w:footnote><w:footnote w:id="3">{p("余")}</w:footnote>')
    data = packages.word(body, footnotes=notes)
    reading = packages.read_word(data)
    line = next(line for line in reading.lines if line.text)
    assert line.text == "甲乙"
    assert [(span.start, span.object.marker) for span in line.spans if isinstance(span.object, Footnote)
            ] == [(1, "*"), (2, "1")]
    assert ["".join(text for text, _ in pieces(reading.lines)).count(sign) for sign in "*注余"] == [0, 1, 1]
    assert [difference.total() for difference in package_account.account(data, reading)[1:]] == [0, 0]


def test_a_footnote_is_at_its_mark_and_read_once() -> None:
    body = ('<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>乙</w:t></w:r>'
            '<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    note = f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote><w:footnote w:id="2">{p("注")}</w:footnote>'
    reading = packages.read_word(packages.word(
        body, footnotes=note + f'<w:footnote w:id="3">{p("余")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("尾")}</w:endnote>'))
    assert [line.text for line in reading.lines] == ["甲乙", "余"]
    spans = reading.lines[0].spans
    assert [(span.start, span.object.kind, span.object.marker) for span in spans if isinstance(span.object, Footnote)
            ] == [(1, "footnote", "1"), (2, "endnote", "i")]
    assert [text for text, _ in pieces(reading.lines[:1])] == ["甲", "注", "乙", "尾", ""]


def test_a_note_in_a_paragraph_without_text_is_a_paragraph() -> None:
    reading = packages.read_word(packages.word('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
                                               footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>'))
    assert [line.text for line in reading.lines] == ["", "注"]


def test_raised_text_is_a_span_of_its_line() -> None:
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    line, = read(f"<w:p><w:r><w:t>10 m</w:t></w:r><w:r>{raised}<w:t>2</w:t></w:r></w:p>")
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [("2", ("sup",))]


def test_a_cell_holds_raised_text_and_tables() -> None:
    raised = '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr>'
    cell = f"<w:p><w:r><w:t>H</w:t></w:r><w:r>{raised}<w:t>2</w:t></w:r></w:p>"
    body = f"<w:tbl><w:tr><w:tc>{cell}<w:tbl><w:tr><w:tc>{p('甲')}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    table = read(body)[1].table
    assert table is not None
    block, inner = table.rows[0][0].blocks
    assert isinstance(block, Block)
    assert [type(item) for item in block.content] == [Text, Mark]
    assert [text for text, _ in pieces((Line(OBJECT, table.position, table=inner),))] == ["甲"]  # type: ignore[arg-type]


def test_spans_of_a_table() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    body = ("<w:tbl><w:tr>" + cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙", '<w:vMerge w:val="restart"/>')
            + "</w:tr><w:tr>" + cell("丙") + cell("丁") + cell("", "<w:vMerge/>") + "</w:tr></w:tbl>")
    table = read(body)[1].table
    assert table is not None
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [[(2, 1), (1, 2)], [(1, 1), (1, 1)]]


def test_a_cell_goes_on_below_merged_cells_alone() -> None:
    """As LibreOffice 25.2 shows it: below a cell that is not merged another merge begins."""
    rows = "".join(f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr>{p(words)}</w:tc><w:tc>{p('丁')}</w:tc></w:tr>"
                   for words, merge in (("甲", ""), ("乙", "<w:vMerge/>"), ("丙", "<w:vMerge/>")))
    table = read(f"<w:tbl>{rows}</w:tbl>")[1].table
    assert table is not None
    assert [[cell.rows for cell in row] for row in table.rows] == [[1, 1], [2, 1], [1]]


@pytest.mark.parametrize(("behind", "spans"), [
    ("", [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]),
    ('<w:trPr><w:gridAfter w:val="3"/></w:trPr>', [[(1, 2), (1, 2)], [(3, 1)], [(1, 1), (1, 1)]]),
])
def test_a_row_of_merged_cells_alone_is_a_row_if_columns_are_free_behind_it(
        behind: str, spans: list[list[tuple[int, int]]]) -> None:
    """LibreOffice 25.2 has a cell for the free columns. Without one nothing begins in the row: it has no edge above."""
    def row(free: str, merge: str) -> str:
        return f"<w:tr>{free}" + f"<w:tc><w:tcPr>{merge}</w:tcPr>{p('丁')}</w:tc>" * 2 + "</w:tr>"

    rows = row(behind, '<w:vMerge w:val="restart"/>') + row(behind, "<w:vMerge/>") + row(behind, "")
    table = read(f"<w:tbl>{rows}</w:tbl>")[1].table
    assert table is not None
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == spans


@pytest.mark.parametrize(("row", "free"), [
    ('<w:trPr><w:gridBefore w:val="x"/><w:gridAfter w:val="x"/></w:trPr>', [False]),
    ('<w:trPr><w:gridBefore w:val="2"/></w:trPr>', [True, False]),
    ("", [False]),
])
def test_free_columns_are_a_cell_of_their_own(row: str, free: list[bool]) -> None:
    """A cell that is merged with the one on its left keeps its words apart from columns that are free before it.

    A row that has free columns alone is none.
    """
    merged = f'<w:tc><w:tcPr><w:hMerge w:val="continue"/></w:tcPr>{p("丁")}</w:tc>'
    alone = '<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr></w:tr>'
    table = read(f"<w:tbl><w:tr>{row}{merged}</w:tr>{alone}</w:tbl>")[1].table
    assert table is not None
    assert [[cell.free for cell in cells] for cells in table.rows] == [free]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    deleted = ('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
               "<w:r><w:t>甲</w:t></w:r></w:p>")
    assert word(deleted + p("乙", 0) + p("丙", 0) + deleted) == ["一、甲乙", "二、丙", "甲"]


def test_a_document_type_is_refused() -> None:
    data = packages.packed(word__document=f'<!DOCTYPE x [<!ENTITY x "y">]><w:document {packages.W}/>')
    with pytest.raises(UnreadableError, match="entities"):
        packages.read_word(data)


def test_emphasis_in_a_paragraph_is_marked_and_that_of_all_of_it_is_not() -> None:
    def run(words: str, look: str) -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"

    line, = read(f"<w:p>{run('甲', '<w:b/>')}{run('乙', '<w:b/><w:i/>')}{run('丙', '<w:i/><w:b/>')}</w:p>")
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [("乙丙", ("i",))]
    line, = read(f"<w:p>{run('甲', '')}{run('乙', '<w:b/><w:i/>')}</w:p>")
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [("乙", ("b", "i"))]
    assert read(f"<w:p>{run('甲', '<w:b/>')}</w:p>")[0].spans == ()


RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
 Target="https://a.example/法" TargetMode="External"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
 Target="https://a.example/x.png"/></Relationships>"""
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def links(body: str) -> list[tuple[str, object]]:
    """The words of the last line that are marked, with what they are marked as."""
    data = packages.word(body, document_xml_rels=RELATIONS)
    line = packages.read_word(data).lines[-1]
    return [(line.text[span.start:span.end], span.object) for span in line.spans]


def test_a_link_keeps_its_target_and_the_look_of_its_words() -> None:
    run = "<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r>"
    link = Hyperlink("https://a.example/%E6%B3%95")
    assert links(f"<w:p {R}><w:hyperlink r:id='r1'>{run}</w:hyperlink><w:r><w:t>丙</w:t></w:r></w:p>") == [
        ("甲", (link,)), ("乙", (link, "b"))]
    assert links(f"<w:p {R}><w:hyperlink w:anchor='x'>{run}</w:hyperlink></w:p>") == [("乙", ("b",))]
    assert links(f"<w:p {R}><w:hyperlink r:id='r2'>{run}</w:hyperlink></w:p>") == [("乙", ("b",))]


@pytest.mark.parametrize("code", ['HYPERLINK "https://a.example/b"', ' HYPERLINK  "https://a.example/b" \\o "c"'])
def test_a_field_may_be_a_link(code: str) -> None:
    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    words, link = "<w:r><w:t>甲</w:t></w:r>", Hyperlink("https://a.example/b")
    half = len(code) // 2
    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code[:half], code[half:]))
    assert links(f"<w:p>{mark('begin')}{codes}{mark('separate')}{words}{mark('end')}{words}</w:p>") == [("甲", (link,))]
    assert links(f"<w:p><w:fldSimple w:instr='{code}'>{words}</w:fldSimple>{words}</w:p>") == [("甲", (link,))]


def test_another_field_is_no_link() -> None:
    assert links("<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>甲</w:t></w:r>"
                 "<w:fldSimple w:instr='PAGE'><w:r><w:t>乙</w:t></w:r></w:fldSimple></w:p>") == []

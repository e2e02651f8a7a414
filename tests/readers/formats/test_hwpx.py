"""Hangul documents become lines with the numbers that Hangul prints, tables and notes kept, nothing twice."""

from __future__ import annotations

from diptych.draft import Footnote, Text
from diptych.readers.formats import package_account
from diptych.readers.formats.lines import OBJECT, Line, RubyReading, pieces

from tests.readers import packages

HEAD = ('<numbering id="1"><paraHead level="1" numFormat="DIGIT" start="1">^1.</paraHead><paraHead level="2" '
        'numFormat="HANGUL_SYLLABLE" start="1">^2.</paraHead></numbering>'
        '<paraPr id="3"><heading type="NUMBER" idRef="1" level="0"/></paraPr>'
        '<paraPr id="4"><heading type="NUMBER" idRef="1" level="1"/></paraPr>'
        '<charPr id="9"><bold/></charPr><charPr id="8"><supscript/></charPr>')


def read(body: str) -> tuple[Line, ...]:
    return packages.read_hangul(packages.hangul(body, head=HEAD)).lines


def p(inner: str) -> str:
    return f"<p><run>{inner}</run></p>"


def texts(body: str) -> list[str]:
    return [text for text, _ in pieces(read(body)) if text]


def test_a_document_of_hangul() -> None:
    lines = read('<p paraPrIDRef="3"><run charPrIDRef="9"><t>제목</t></run></p>'
                 '<p paraPrIDRef="4"><run><t>하나<lineBreak/>둘</t></run></p>'
                 '<p paraPrIDRef="4"><run><t>셋</t></run></p>'
                 + p('<tbl><tr><tc header="1"><subList><p><run><t>칸</t></run></p></subList></tc></tr></tbl>'))
    assert [line.text for line in lines] == ["1. 제목", "가. 하나", "둘", "나. 셋", "", "", OBJECT, ""]
    assert lines[0].strong == 5
    assert "칸" in [text for text, _ in pieces(lines)]
    table = lines[-2].table
    assert table is not None
    assert table.rows[0][0].header


def test_a_comment_does_not_end_a_text() -> None:
    assert texts(p("<t>가나<!-- c -->다<?p c?>라<markpenBegin/>마</t>")) == ["가나다라마"]


def test_boxes_and_tables_in_each_other_are_read_once() -> None:
    table = f"<tbl><tr><tc><subList>{p('<t>칸</t>')}</subList></tc></tr></tbl>"
    box = f"<rect><drawText><subList>{p('<t>글</t>' + table)}</subList></drawText></rect>"
    assert texts(p(f"<t>가</t>{box}")) == ["가", "글", "칸"]


def test_a_cell_needs_no_list_around_its_paragraphs() -> None:
    assert texts(f"<tbl><tr><tc>{p('<t>가</t>')}</tc></tr></tbl>" + p("<t>나</t>")) == ["가", "나"]


def test_notes_are_at_their_marks_and_notes_in_notes_too() -> None:
    inner = f"<ctrl><endNote><subList>{p('<t>나</t>')}</subList></endNote></ctrl>"
    note = f"<ctrl><footNote><subList>{p('<t>가</t>' + inner)}</subList></footNote></ctrl>"
    lines = read(p(f"<t>다</t>{note}<t>라</t>"))
    assert [text for text, _ in pieces(lines)] == ["다", "가", "나", "라"]
    span, = lines[0].spans
    assert isinstance(span.object, Footnote)
    assert span.start == 1


def test_spans_and_captions_of_a_table() -> None:
    cells = ('<tc><cellSpan colSpan="1" rowSpan="3"/></tc><tc><cellSpan colSpan="2" rowSpan="1"/></tc></tr><tr></tr>'
             "<tr><tc/><tc/>")
    caption = f"<caption side=\"TOP\"><subList>{p('<t>표</t>')}</subList></caption>"
    lines = read(p(f"<tbl>{caption}<tr>{cells}</tr></tbl>"))
    assert [line.text for line in lines if line.text] == [OBJECT]
    table = next(line.table for line in lines if line.table)
    assert [item.text for item in table.caption if isinstance(item, Text)] == ["표"]
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [[(1, 2), (2, 1)], [(1, 1), (1, 1)]]


def test_what_is_no_text_of_the_body_is_named() -> None:
    header = f"<ctrl><header><subList>{p('<t>머리</t>')}</subList></header></ctrl>"
    reading = packages.read_hangul(packages.hangul(p(
        f"<t>가<deleteBegin/>옛<deleteEnd/>나</t>{header}<equation><script>a over b</script></equation>"), "<p/>"))
    assert [line.text for line in reading.lines] == ["가나a/b", ""]
    assert {kind: "".join(words) for kind, words in reading.omitted.items()} == {
        "headers and footers": "머리", "deleted text of tracked changes": "옛"}


def test_descriptions_of_shapes_are_left_out_and_those_of_pictures_are_read() -> None:
    shape = "<rect><shapeComment>네모 {}</shapeComment><drawText><subList>{}</subList></drawText></rect>"
    picture = "<pic><img binaryItemIDRef='i1'/><shapeComment>그림</shapeComment></pic>"
    inner = p(f"<t>가</t>{picture}{shape.format('하나', p('<t>나</t>'))}{shape.format('하나', p('<t>다</t>'))}")
    data = packages.hangul(inner)
    reading = packages.read_hangul(data)
    assert reading.omitted == {"descriptions of shapes and tables": ["네모 하나", "네모 하나"]}
    whole, findings = package_account.findings(data, reading, "f")
    assert [(item.code, item.facts[-1]) for item in findings if item.code != "T031"] == [("T030", ("characters", "8"))]
    assert whole.held == whole.read + sum(item.characters for item in whole.omissions)


def test_raised_text_is_a_span_of_its_line() -> None:
    line, = read('<p><run><t>10 m</t></run><run charPrIDRef="8"><t>2</t></run></p>')
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [("2", ("sup",))]


def test_words_above_others_are_their_reading() -> None:
    """A `dutmal`, KS X 6101: base and reading once each, in any look; a deleted one is left out."""
    ruby = "<dutmal posType='TOP'><mainText>한자</mainText><subText>hanja</subText></dutmal>"
    (line,) = read(p(f"<t>가</t>{ruby}<t>는</t>"))
    assert line.text == "가한자는"
    (span,) = line.spans
    assert isinstance(span.object, tuple)
    (ruby_reading,) = span.object
    assert isinstance(ruby_reading, RubyReading)
    assert (span.start, span.end, ruby_reading.reading, ruby_reading.letters) == (1, 3, "hanja", "hanja")
    assert texts(p("<dutmal><mainText>한자</mainText><subText/></dutmal>")) == ["한자"]
    assert texts(p("<dutmal><mainText/><subText>hanja</subText></dutmal>")) == ["hanja"]
    assert texts(p(f"<t>가<deleteBegin/></t>{ruby}<t><deleteEnd/>는</t>")) == ["가는"]

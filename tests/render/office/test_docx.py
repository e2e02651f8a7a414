"""The texts for Word: styles, bookmarks, comments and languages, read back by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from functools import cache

import docx
from diptych.akn.document import Document, read
from diptych.akn.word_marks import bookmark
from diptych.interface_text import packaged_interfaces
from diptych.render.office.docx import expression, parallel
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import Declared, declared
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests import base
from tests.conftest import ROOT
from tests.render import small
from tests.render.conftest import twin

SITE = "https://example.org/"


@cache
def fonts() -> Declared:
    found = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert found
    return found


@cache
def single(language: int) -> Word:
    return docx.Document(io.BytesIO(alone(language)))


def alone(language: int) -> bytes:
    shown = fragments([base.document(base.twins()[language])], packaged_interfaces())
    return expression(shown.texts[0], shown.alone[0], SITE, fonts())


@cache
def both() -> Word:
    shown = fragments([base.document(data) for data in base.twins()], packaged_interfaces())
    assert shown.together is not None
    return docx.Document(io.BytesIO(parallel(shown.texts, shown.together, SITE, fonts())))


def styled(word: Word) -> list[tuple[str, str]]:
    return [(paragraph.style.name or "", paragraph.text) for paragraph in word.paragraphs if paragraph.style]


def test_titles_and_headings_have_styles_and_numbers_are_text() -> None:
    found = styled(single(0))
    assert ("Title", "青石镇人民政府办公室关于办好公共图书馆的意见") in found
    assert ("Subtitle", "青石政办〔2020〕3号") in found
    assert ("Heading 1", "二、借书办法") in found
    assert ("Clause 2", "（一）每人每次可以借三册书。") in found
    assert ("Body Text", "居民凭借书证借书，不收费用。") in found
    assert single(0).element.find(f".//{qn('w:numPr')}") is None


def test_a_run_in_heading_stays_on_the_line_of_its_text() -> None:
    lines = [text for _, text in styled(single(0))]
    assert "（一）平日全天开放。星期一至星期五，图书馆上午九时开门，下午六时关门。" in lines
    line = next(text for _, text in styled(single(1)) if text.startswith("(1) 평일"))
    assert line.startswith("(1) 평일에는 온종일 개방한다. 월요일부터")


def test_every_clause_has_a_bookmark() -> None:
    for word in (single(0), single(1), both()):
        names = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
        assert {"sec_1__para_2", "sec_2", "sec_2__para_3", "sec_2__para_3__p_1"} <= set(names)
        assert len(set(names)) == len(names)


def test_every_unit_is_in_the_outline_at_its_level() -> None:
    levels = {}
    for paragraph in single(0).paragraphs:
        level = paragraph.style.element.find(f".//{qn('w:outlineLvl')}") if paragraph.style else None
        if level is not None:
            levels[paragraph.text[:4]] = int(level.get(qn("w:val")))
    assert levels == {"一、开放": 0, "（一）平": 1, "（二）周": 1,
                      "二、借书": 0, "（一）每": 1, "（二）借": 1, "（三）丢": 1}


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_the_editor_s_notes_are_footnotes_with_both_readings() -> None:
    made = parts(alone(0))
    assert made["word/document.xml"].count("<w:footnoteReference ") == 2
    notes = ["".join(note.itertext()).strip() for note in etree.fromstring(made["word/footnotes.xml"].encode())]
    assert "原价指购书时的价格。" in notes[3]
    assert "「中」" in notes[2]
    assert "「正」" in notes[2]


def test_emendations_are_text_or_tracked_changes() -> None:
    assert "星期六上午九时开门，正午十二时关门" in "".join(paragraph.text for paragraph in single(0).paragraphs)
    assert single(0).element.find(f".//{qn('w:del')}") is None
    shown = fragments([base.document(base.twins()[0])], packaged_interfaces())
    tracked = etree.fromstring(parts(expression(
        shown.texts[0], shown.alone[0], SITE, fonts(), "diplomatic"))["word/document.xml"].encode())
    changes = [(change.tag, change.get(qn("w:author")), "".join(change.itertext()))
               for change in tracked.iter(qn("w:del"), qn("w:ins"))]
    assert changes == [(qn("w:del"), "编者", "中"), (qn("w:ins"), "编者", "正")]


def test_a_bookmark_is_around_the_words_of_its_clause() -> None:
    text = parts(alone(1))["word/document.xml"]
    marked = re.search(
        r'<w:bookmarkStart w:id="(\d+)" w:name="sec_2__para_1__p_1"/>(.*?)<w:bookmarkEnd w:id="\1"/>', text)
    assert marked
    assert re.sub("<[^>]+>", "", marked[2]) == "한 사람이 한 번에 책 세 권을 빌릴 수 있다."


def test_rows_stay_whole_below_the_names_of_the_texts_on_each_page() -> None:
    (table,) = both().tables
    rows = table._tbl.findall(qn("w:tr"))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows[:2]] == [True, False]
    assert [cell.text for cell in table.rows[0].cells] == ["中文（原文）", "한국어(비공식 번역)"]


def test_pages_are_numbered_and_headed_by_fields() -> None:
    made = parts(alone(0))
    assert "STYLEREF 1" in made["word/header1.xml"]
    assert " PAGE " in made["word/footer1.xml"]
    assert "updateFields" not in made["word/settings.xml"]


def test_fonts_are_those_of_offices_with_others_in_their_place() -> None:
    made = parts(alone(1))
    assert 'w:eastAsia="Batang"' in made["word/styles.xml"]
    assert '<w:font w:name="Batang"><w:altName w:val="바탕"/>' in made["word/fontTable.xml"]
    assert "Noto" not in "".join(made.values())


def test_a_long_text_has_contents_that_lead_to_its_headings() -> None:
    assert "TOC" not in parts(alone(0))["word/document.xml"]
    shown = fragments([long_document()], packaged_interfaces())
    data = expression(shown.texts[0], shown.alone[0], SITE, fonts())
    document = etree.fromstring(parts(data)["word/document.xml"].encode())
    entries = [line for line in document.iter(qn("w:p")) for style in line.iter(qn("w:pStyle"))
               if style.get(qn("w:val")) in ("TOC1", "TOC2")]
    headings = [heading for heading in docx.Document(io.BytesIO(data)).paragraphs
                if heading.style and heading.style.name in ("Heading 1", "Heading 2")]
    assert [link.get(qn("w:anchor")) for entry in entries for link in entry.iter(qn("w:hyperlink"))] == [
        f"sec_{number}" for number in range(1, 26)]
    assert ["".join(str(text.text) for text in entry.iter(qn("w:t"))) for entry in entries] == [
        heading.text for heading in headings]
    codes = [(code.text or "").split()[0] for code in document.iter(qn("w:instrText"))]
    assert codes == ["TOC", *["NOTEREF"] * 24]
    kinds = [str(field.get(qn("w:fldCharType"))) for field in document.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 25


def long_document() -> Document:
    """The small twin with 25 sections."""
    data = etree.tostring(twin("zho").root, encoding="unicode")
    section = re.search(r"<section .*?</section>", data, re.DOTALL)
    assert section
    others = "".join(re.sub(r"(sec_)1", rf"\g<1>{number}", section[0]) for number in range(2, 26))
    read_again = read(data.replace(section[0], section[0] + others).encode(), "zho").value
    assert read_again
    return read_again


ORDERS = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc",
            "outlineLvl"),
    "rPr": ("rStyle", "rFonts", "b", "i", "strike", "color", "sz", "szCs", "u", "vertAlign", "lang"),
    "tblPr": ("tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders"),
    "sectPr": ("headerReference", "footerReference", "pgSz", "pgMar", "titlePg", "docGrid"),
    "settings": ("zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "footnotePr", "endnotePr",
                 "compat", "themeFontLang", "decimalSymbol", "listSeparator"),
    "style": ("name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"),
}
"""The order of child elements that ECMA-376-1 prescribes (17.3.1.26, 17.3.2.28, 17.4.60, 17.4.66, 17.6.17, 17.7.4.17,
A.1),
as far as these files have them."""


def test_elements_are_in_the_order_of_the_schema_and_names_lead_somewhere() -> None:
    shown = fragments([twin("zho"), twin("kor")], packaged_interfaces())
    assert shown.together is not None
    for data in (alone(0), alone(1), parallel(shown.texts, shown.together, SITE, fonts(), "diplomatic")):
        made = {name: etree.fromstring(text.encode()) for name, text in parts(data).items() if name.endswith(".xml")}
        for tree in made.values():
            for name, order in ORDERS.items():
                for element in tree.iter(qn(f"w:{name}")):
                    placed = [order.index(etree.QName(child).localname) for child in element]
                    assert placed == sorted(placed), (name, [child.tag for child in element])
        document = made["word/document.xml"]
        styles = {style.get(qn("w:styleId")) for style in made["word/styles.xml"].iter(qn("w:style"))}
        assert {used.get(qn("w:val")) for used in document.iter(
            qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))} <= styles
        starts = [str(mark.get(qn("w:id"))) for mark in document.iter(qn("w:bookmarkStart"))]
        assert sorted(starts) == sorted(str(mark.get(qn("w:id"))) for mark in document.iter(qn("w:bookmarkEnd")))
        assert len(set(starts)) == len(starts)
        names = {mark.get(qn("w:name")) for mark in document.iter(qn("w:bookmarkStart"))}
        anchors = {link.get(qn("w:anchor")) for link in document.iter(qn("w:hyperlink"))} - {None}
        assert anchors <= names


def test_every_run_says_its_language() -> None:
    rows = [row for table in both().tables for row in table.rows]
    assert len(rows) > 10
    for column, language in ((0, "zh-CN"), (1, "ko-KR")):
        said = {mark.get(qn("w:eastAsia")) for row in rows for paragraph in row.cells[column].paragraphs
                for mark in paragraph._p.iter(qn("w:lang"))}
        assert said == {language}


def words_of(paragraph: Paragraph) -> str:
    """The words of a paragraph without the marks of notes."""
    return "".join(run.text for run in paragraph.runs if not (run.style and run.style.style_id.endswith("Reference")))


def marks(data: bytes) -> list[tuple[str, str]]:
    """How the notes of a file are marked: by Word's numbers (empty) or by marks of their own, in the text and below."""
    made, shown = parts(data), []
    for mark in etree.fromstring(made["word/document.xml"].encode()).iter(qn("w:footnoteReference")):
        note = etree.fromstring(made["word/footnotes.xml"].encode()).find(
            f"{qn('w:footnote')}[@{qn('w:id')}='{mark.get(qn('w:id'))}']")
        run = mark.getparent()
        assert note is not None
        assert run is not None
        own = mark.get(qn("w:customMarkFollows")) == "1"
        assert own != any(True for _ in note.iter(qn("w:footnoteRef")))
        shown.append((run.findtext(qn("w:t"), "") if own else "",
                      next(note.iter(qn("w:t"))).text or "" if own else ""))
    return shown


def test_notes_have_the_numbers_of_the_page() -> None:
    assert marks(alone(0)) == [("", ""), ("", "")]
    assert marks(alone(1)) == [("2", "[2]")]


def test_a_lagging_translation_says_so_below_its_clause() -> None:
    shown = fragments([base.document(data) for data in base.twins()], packaged_interfaces())
    alone_again = deepcopy(shown.alone[1])
    line = next(block for block in alone_again.iter("p") if block.get("id") == "sec_2__para_1__p_1")
    said = etree.SubElement(line, "span", {"class": "akn-absent akn-lagging", "lang": "ko"})
    said.text = "2019년 글을 옮긴 것이다."
    word = docx.Document(io.BytesIO(expression(shown.texts[1], alone_again, SITE, fonts())))
    lines = [(paragraph.style.style_id, paragraph.text) for paragraph in word.paragraphs if paragraph.style]
    at = lines.index(("Absent", "2019년 글을 옮긴 것이다."))
    assert lines[at - 1][1].endswith("책 세 권을 빌릴 수 있다.")


def test_a_row_holds_the_same_clause_in_both_languages() -> None:
    pairs = [tuple("\n".join(map(words_of, cell.paragraphs)) for cell in row.cells)
             for table in both().tables for row in table.rows]
    assert ("（三）丢失图书的，按照原价赔偿。", "(3) 책을 잃어버리면 원래 가격대로 물어낸다.") in pairs


def test_the_text_is_complete() -> None:
    words = "".join("".join(map(words_of, single(1).paragraphs)).split())
    korean = base.TEXT[base.TEXT.index("칭스진 인민정부 판공실의"):]
    assert "".join(korean.split()) in words


def test_the_same_text_gives_the_same_bytes_and_names_its_standing() -> None:
    assert alone(1) == alone(1)
    assert "비공식 번역" in single(1).core_properties.subject
    assert single(1).core_properties.identifier == "/akn/cn/act/qingshizhengban/2020/3"


@given(st.lists(st.from_regex(r"[a-z]{1,12}_[0-9]{1,4}(-[0-9]{1,2})?", fullmatch=True), min_size=1, max_size=9,
                unique=True))
def test_bookmarks_are_names_that_word_takes(parts: list[str]) -> None:
    eids = ["__".join(parts[:length]) for length in range(1, len(parts) + 1)]
    names = [bookmark(eid) for eid in eids]
    assert all(re.fullmatch(r"[a-z]\w{0,39}", name, re.ASCII) for name in names)
    assert len(set(names)) == len(eids)


def written(text: str) -> dict[str, str]:
    """The parts of the file of a text with one paragraph."""
    shown = fragments([small.document(small.BODY.format(**small.CHINESE | {"text": text}))], packaged_interfaces())
    return parts(expression(shown.texts[0], shown.alone[0], SITE, fonts()))


def words(part: str) -> str:
    return "".join(map(str, etree.fromstring(part.encode()).itertext()))


def test_a_note_in_a_note_follows_it_with_its_mark() -> None:
    inner = '<authorialNote eId="n2" marker="2"><p>inner</p></authorialNote>'
    made = written(f'a<authorialNote eId="n1" marker="1"><p>outer{inner}</p></authorialNote> b')
    assert "".join(words(made["word/footnotes.xml"]).split()) == "outer22inner"


def test_blocks_inside_an_inline_are_blocks() -> None:
    made = written("qa<ins>qb<embeddedStructure><p>qc</p></embeddedStructure>qd</ins>qe")
    assert re.findall("q[a-e]", words(made["word/document.xml"])) == ["qa", "qb", "qc", "qd", "qe"]

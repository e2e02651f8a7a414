"""The texts for Word: styles, bookmarks, comments and languages, read back by python-docx."""

from __future__ import annotations

import io
import re
from functools import cache

import docx
from diptych.interface_text import packaged_interfaces
from diptych.render.office.docx import bookmark, expression, parallel
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import Declared, declared
from docx.document import Document as Word
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests import base
from tests.conftest import ROOT

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
    assert ("Normal", "（一）每人每次可以借三册书。") in found
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


def test_the_hand_of_the_editor_shows_and_is_explained_in_a_comment() -> None:
    runs = {run.text: run for paragraph in single(0).paragraphs for run in paragraph.runs}
    assert runs["中"].font.strike
    assert runs["正"].font.underline
    comments = [comment.text for comment in single(0).comments]
    assert any("原价指购书时的价格。" in text for text in comments)
    numbers = [mark.get("marker") for mark in base.document(base.twins()[0]).main.iter("{*}noteRef")]
    assert [text.partition("]")[0] for text in comments] == [f"[{number}" for number in numbers]
    assert {comment.author for comment in single(0).comments} == {"编者"}


def test_every_run_says_its_language() -> None:
    rows = [row for table in both().tables for row in table.rows]
    assert len(rows) > 10
    for column, language in ((0, "zh-CN"), (1, "ko-KR")):
        said = {mark.get(qn("w:eastAsia")) for row in rows for paragraph in row.cells[column].paragraphs
                for mark in paragraph._p.iter(qn("w:lang"))}
        assert said == {language}


def test_a_row_holds_the_same_clause_in_both_languages() -> None:
    pairs = [tuple(cell.text for cell in row.cells) for table in both().tables for row in table.rows]
    assert ("（三）丢失图书的，按照原价赔偿。", "(3) 책을 잃어버리면 원래 가격대로 물어낸다.") in pairs


def test_the_text_is_complete() -> None:
    words = "".join("".join(paragraph.text for paragraph in single(1).paragraphs).split())
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

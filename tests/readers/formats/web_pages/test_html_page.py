"""The document in a web page is found without the page around it, with its type and its tables."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from diptych.draft import Block, Mark, Text
from diptych.readers.formats.lines import OBJECT, Hyperlink, Line, pieces
from diptych.readers.formats.package_account import PictureCount
from diptych.readers.formats.web_pages import html_page, page_flow
from diptych.readers.formats.web_pages.page_notes import footnotes
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

KNOWN = html_page.pages(tomllib.loads((ROOT / "schema/pages.toml").read_text(encoding="utf-8")))
FILLER = "为了规范行政机关的工作，根据国家有关法律，制定本条例，自公布之日起施行。" * 2


def read(body: str) -> tuple[Line, ...]:
    found = html_page.read(f"<html><head><title>站名</title></head><body>{body}</body></html>", "f", KNOWN).value
    assert found is not None
    return found.lines


def held(inner: str) -> tuple[Line, ...]:
    """The lines of a known container, without the filler that makes it a document."""
    menu = "<ul><li>首页</li><li>政策</li></ul>"
    return read(f'{menu}<div id="UCAP-CONTENT"><p>{FILLER}</p>{inner}</div><p>版权所有</p>')[1:]


@pytest.mark.parametrize("start", ["<!DOCTYPE html>", "<html>", "\n <HTML lang='zh'>", "<!-- x --><html>",
                                   '<?xml version="1.0"?>\n<!DOCTYPE html>'])
def test_a_page_is_known_by_its_first_tag(start: str) -> None:
    assert html_page.is_page(start + "<p>甲</p>")


@pytest.mark.parametrize("text", ["第一条 <html>", "<公告>", "a < b", ""])
def test_a_text_is_no_page(text: str) -> None:
    assert not html_page.is_page(text)


def test_the_page_around_the_document_is_left_off() -> None:
    assert [line.text for line in held("<p>一、甲</p><p>乙</p>")] == ["一、甲", "乙"]


@pytest.mark.parametrize("again", ["", " 姓名標示"])
def test_a_title_outside_of_the_document_heads_it_without_what_is_about_the_page(again: str) -> None:
    body = f"<p>{FILLER * 8}{again}</p>"
    found = read(f"""<div id="deed-license"><h2>姓名標示</h2></div><div id="deed-main-content">
        <div id="deed-disclaimer">本文有其他語言</div>{body}<p><a id="languages"></a>English, Deutsch</p></div>""")
    assert [line.text.strip() for line in found if line.text.strip()] == ["姓名標示", f"{FILLER * 8}{again}"]


def test_a_title_that_the_document_prints_itself_is_not_repeated() -> None:
    found = read(f'<h1 id="ti">意见</h1><div id="UCAP-CONTENT"><p>意见</p><p>{FILLER}</p></div>')
    assert [line.text for line in found] == ["意见", FILLER]


@pytest.mark.parametrize("around", ["当前位置：首页 > 政策", "【字体：大 中 小】", "打印本页 | 关闭窗口", "分享到：",
                                    "홈 > 법령", "浏览次数：120", "责任编辑：王某", "友善列印",
                                    "2019-04-16 17:00 来源：中国政府网"])
def test_lines_of_the_page_above_and_below_the_document_are_left_off(around: str) -> None:
    assert [line.text for line in read(f"<div id='zoom'><p>{around}</p><p>甲</p><p>{around}</p><p>{FILLER}</p>"
                                       f"<p>{around}</p></div>")] == ["甲", around, FILLER]


@pytest.mark.parametrize("title", ["分享经济发展意见", "인쇄문화산업 진흥법", "责任编辑注册管理办法",
                                   "打印设备管理规定", "（此件公开发布）"])
def test_words_of_a_document_that_are_those_of_pages_too_stay(title: str) -> None:
    assert [line.text for line in read(f"<div id='zoom'><p>{title}</p><p>{FILLER}</p><p>{title}</p></div>")] == [
        title, FILLER, title]


@pytest.mark.parametrize(("inner", "texts"), [
    ("<p>甲<br>乙</p>", ["甲", "乙"]),
    ("甲<div>乙</div>丙", ["甲", "乙", "丙"]),
    ("<p>甲\n  <span>乙</span>&amp;</p>", ["甲 乙&"]),
    ("<p>甲</p><script>x()</script><style>p{}</style><p style='display: none'>隐</p>", ["甲"]),
    ("<p>甲<!-- 注 -->乙</p>", ["甲乙"]),
    ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"]),
])
def test_each_paragraph_is_a_line(inner: str, texts: list[str]) -> None:
    assert [line.text for line in held(inner)] == texts


@pytest.mark.parametrize(("inner", "strong"), [
    ("<p><b>一、甲。</b>乙</p>", 4),
    ('<p><span style="font-family: 楷体, 宋体">（一）甲。</span>乙</p>', 5),
    ('<p style="font-weight:bold">甲<span style="font-weight:normal">乙</span></p>', 1),
    ("<p>甲<b>乙</b></p>", 0),
    ("<h2>甲乙</h2>", 2),
])
def test_heading_type_is_measured_from_the_start_of_the_line(inner: str, strong: int) -> None:
    assert held(inner)[0].strong == strong


def test_a_table_stays_a_table() -> None:
    lines = held("<table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td><p>甲</p><p>乙</p></td></tr></table>")
    assert [line.text for line in lines] == ["", OBJECT, ""]
    assert lines[1].table is not None
    cells = [[["".join(item.text for item in block.content if isinstance(item, Text))
               for block in cell.blocks if isinstance(block, Block)]
              for cell in row] for row in lines[1].table.rows]
    assert cells == [[["序号"], ["名称"]], [["1"], ["甲", "乙"]]]
    assert [text for text, _ in pieces(lines)] == ["", "序号", "名称", "1", "甲", "乙", ""]


def test_a_hidden_cell_is_empty() -> None:
    table = held("<table><tr><td>甲<td>乙</tr><tr><td hidden>丙<td> \n </tr></table>")[1].table
    assert table is not None
    assert [len(cell.blocks) for row in table.rows for cell in row] == [1, 1, 0, 0]


@pytest.mark.parametrize("inner", [
    "<tr><th>序号</th><th rowspan=2>名称</th></tr><tr><td>1</td><td colspan='2'>甲</td></tr>",
    "<thead><tr><td>序号<td rowspan=2>名称</tr></thead><tbody><tr><td>1<td colspan=2>甲</tr></tbody>",
])
def test_the_heads_of_a_table_stay_heads(inner: str) -> None:
    table = held(f"<table>{inner}</table>")[1].table
    assert table is not None
    assert [[(cell.header, cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [(True, 1, 1), (True, 1, 2)], [(False, 1, 1), (False, 2, 1)]]


def test_a_span_of_zero_rows_is_all_rows_of_its_group() -> None:
    rows = "<tr><th rowspan=0>甲</th><th>乙</th></tr><tr><td>1</td></tr><tr><td>2</td></tr>"
    table = held(f"<table>{rows}</table>")[1].table
    assert table is not None
    assert table.rows[0][0].rows == 3


def test_header_cells_make_a_table_of_one_row_of_cells() -> None:
    inner = "<tr><td>甲</td><td>乙</td></tr><tr><td colspan=2>丙</td></tr>"
    assert [line.table is None for line in held(f"<table>{inner}</table>")] == [True, True, True]
    assert held(f"<table>{inner.replace('td', 'th', 2)}</table>")[1].table is not None


@pytest.mark.parametrize("span", ["0", "-1", "x", "", " 2 ", "99999999999999999999", "２"])
def test_a_cell_spans_what_can_be(span: str) -> None:
    cells = f'<td colspan="{span}">甲</td><td>乙</td>'
    table = held(f"<table><tr>{cells}</tr><tr><td>1</td><td>2</td></tr></table>")[1].table
    assert table is not None
    assert table.rows[0][0].columns in (1, 2, 1000)


def test_lines_stand_where_the_page_has_them() -> None:
    lines = held("\n<p>一、甲甲</p>\n  <p>二、乙乙</p>")
    assert [(line.position.line, line.position.column) for line in lines] == [(2, 4), (3, 6)]


@pytest.mark.parametrize("beside", ["", "<nav>首页</nav>"])
def test_a_page_is_turned_into_paragraphs_once(beside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []

    def counted(element: Any, *given: Any) -> page_flow.PageFlow:
        calls.append(element)
        return page_flow.flow(element, *given)

    monkeypatch.setattr(html_page, "flow", counted)
    read(f"{beside}<p>{FILLER}</p><p>{FILLER}</p>")
    assert len(calls) == 1


def test_a_page_of_an_unknown_site_is_read_by_readability() -> None:
    inner = "".join(f"<p>{FILLER}</p>" for _ in range(4))
    lines = read(f"<div><a href='/'>首页</a> <a href='/x'>链接</a></div><div class='article'>{inner}</div>")
    assert [line.text for line in lines] == [FILLER] * 4


def test_last_paragraphs_with_notes_are_of_the_document() -> None:
    """Readability drops the notes, with their marks or without."""
    mark = "<a class='footnote-ref' href='#n1' id='r1'><sup>1</sup></a>"
    notes = "<section class='footnotes'><ol><li id='n1'><p>乙 <a href='#r1'>↩</a></p></li></ol></section>"
    lines = read(f"<div>{f'<p>{FILLER}</p>' * 30}<p>{FILLER}甲{mark}丙</p></div>{notes}")
    assert [len(line.spans) for line in lines] == [0] * 30 + [1]


def test_no_table_of_a_document_is_lost_on_an_unknown_site() -> None:
    """Readability takes a small one for a part of the page."""
    rows = "".join(f"<tr><td>{name}</td><td>{price}</td></tr>" for name, price in (("项目", "标准"), ("复印", "五角")))
    nested = f"{'<div>' * 200}<p>{FILLER * 2}</p><table>{rows}</table><p>甲{FILLER * 2}</p>{'</div>' * 200}"
    layout = "<table><tr><td><a href='/'>首页</a></td></tr><tr><td><a href='/x'>链接</a></td></tr></table>"
    lines = read(f"<table><tr><td>{layout}</td></tr><tr><td>{nested}</td></tr></table>")
    assert [line.text for line in lines if line.text.strip() and not line.table] == [FILLER * 2, f"甲{FILLER * 2}"]
    assert [len(line.table.rows) for line in lines if line.table] == [2]


@pytest.mark.parametrize("body", ["", "<div></div>", "<p>登录</p>"])
def test_a_page_without_a_document_is_refused(body: str) -> None:
    result = html_page.read(f"<html><body>{body}</body></html>", "f", KNOWN)
    assert [finding.code for finding in result.diagnostics] == ["T017"]


def test_deep_nesting_is_no_trouble() -> None:
    assert held("<div>" * 1000 + "甲" + "</div>" * 1000)[-1].text == "甲"


def test_a_page_too_deep_to_be_read_whole_is_refused() -> None:
    result = html_page.read(f'<html><div id="zoom">{FILLER}{"<div>" * 3000}甲</div></html>', "f", KNOWN)
    assert [finding.code for finding in result.diagnostics] == ["T017"]


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<div>",
                                 "</div>", "<", "&", "&#0;", "&#11;", "甲", "第一条 ", "\n", "<!--", "-->",
                                 "<![CDATA["]), max_size=30))
def test_any_markup_gives_lines_or_a_refusal(parts: list[str]) -> None:
    result = html_page.read(f'<html><body><div id="zoom">{FILLER * 2}{"".join(parts)}</div></body></html>', "f", KNOWN)
    assert (result.value is None) == bool({finding.code for finding in result.diagnostics} - {"T025"})


LAW_TEXT = "".join(f"第{number}条{FILLER}" for number in "一二三四五六七八九十")
LAW = "".join(f"<p>第{number}条 {FILLER}</p>" for number in "一二三四五六七八九十")


def test_what_was_left_out_of_a_page_is_counted() -> None:
    links = "".join(f"<li><a href='/{number}'>栏目{number}</a></li>" for number in range(5))
    result = html_page.read(f"<html><body><ul>{links}</ul>{LAW}<footer>版权所有</footer></body></html>", "f", KNOWN)
    finding, = result.diagnostics
    assert (finding.code, dict(finding.facts)["left"]) == ("T025", str(len("栏目0") * 5 + len("版权所有")))


def test_what_a_page_hides_repeats_or_says_of_its_pictures_is_counted() -> None:
    """The inventory is made from the page alone, whatever the reader takes for navigation."""
    around = "<noscript>无脚本</noscript><button>打印</button><p hidden>暗</p><img alt='国徽'><nav>首页</nav>"
    result = html_page.read(f"<html><body><nav>首页</nav>{around}{LAW}</body></html>", "f", KNOWN)
    finding, = result.diagnostics
    assert (finding.code, dict(finding.facts)["pictures"]) == ("T025", "1")
    left = len("首页无脚本打印暗国徽首页")
    assert dict(finding.facts)["left"] == str(left)
    assert result.value is not None
    account = result.value.account
    assert (account.container, account.held, account.read) == ("page", left + len(LAW_TEXT), len(LAW_TEXT))
    assert (account.pictures.held, account.pictures.read) == (1, 0)
    assert [(item.kind, item.characters) for item in account.omissions] == [
        ("parts of the page", left), (html_page.PICTURES, 0)]


def test_pictures_beside_the_document_alone_are_told_with_their_names() -> None:
    page = f"<html><body><nav><img src='/a/logo.svg'></nav>{LAW}</body></html>"
    finding, = html_page.read(page, "f", KNOWN).diagnostics
    assert (finding.code, dict(finding.facts)) == (
        "T025", {"left": "0", "whole": str(len(LAW_TEXT)), "pictures": "1", "words": "logo.svg"})


@pytest.mark.parametrize(("picture", "codes"), [
    ("详见说明。<a href='/next'><span><img src='//x/arrow.svg'></span></a>", ["T025"]),
    ("详见图一。<img src='map.tif'>", ["T031"]),
    ("详见图一。<a href='large.png'><img src='small.tif'></a>", ["T031"]),
    ("<a href='/map'><img src='map.tif'></a>", ["T031"]),
    ("详见图一。<a href='/map'><img src='map.tif' alt='甲'></a>", ["T031"])])
def test_a_picture_of_the_text_stays_a_finding_and_an_arrow_is_counted(picture: str, codes: list[str]) -> None:
    """An arrow behind words leads elsewhere. A picture with words, by itself, or with a larger copy, is text."""
    result = html_page.read(f"<html><body>{LAW}<p>{picture}</p>{LAW}</body></html>", "f", KNOWN)
    assert [item.code for item in result.diagnostics] == codes
    assert result.value is not None
    assert result.value.account.pictures == PictureCount(1, int(codes == ["T031"]))


def test_inline_elements_are_spans() -> None:
    line = held("<p>1 km<sup>2</sup> <del>旧</del><ins>新</ins> <b>粗<i>斜</i></b> H<span style='vertical-align: sub'>2"
                "</span>O <a href='https://example.org/法?a=1&amp;b'>法</a> <a href='#n'>注</a></p>")[-1]
    assert line.text == "1 km2 旧新 粗斜 H2O 法 注"
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [
        ("2", ("sup",)), ("旧", ("del",)), ("新", ("ins",)), ("粗", ("b",)), ("斜", ("b", "i")), ("2", ("sub",)),
        ("法", (Hyperlink("https://example.org/%E6%B3%95?a=1&b"),))]


@pytest.mark.parametrize(("head", "target"), [
    ("", None), ("<base href='https://a.example/x/'>", "https://a.example/x/b"),
    ("<link rel='canonical' href='https://a.example/y/z'>", "https://a.example/y/b")])
def test_a_relative_link_needs_the_address_of_its_page(head: str, target: str | None) -> None:
    page = f"<html><head>{head}</head><body><div id='zoom'><p>{FILLER * 2}<a href='b'>乙</a></p></div></body></html>"
    value = html_page.read(page, "f", KNOWN).value
    assert value is not None
    assert [span.object for span in value.lines[0].spans] == ([(Hyperlink(target),)] if target else [])


def test_the_words_of_a_cell_keep_their_elements_and_their_order() -> None:
    rows = "<tr><td>甲</td><td>m<sup>2</sup> <a href='https://a.example/'>乙</a></td></tr>" * 2
    table = next(line.table for line in held(f"<table>{rows}</table><p>{FILLER}</p>") if line.table)
    block, = table.rows[0][1].blocks
    assert isinstance(block, Block)
    assert [item.name for item in block.content if isinstance(item, Mark)] == ["sup", "a"]
    assert [words for words, _ in pieces(held(f"<table>{rows}</table>"))][1:6] == ["甲", "m", "2", " ", "乙"]


@pytest.mark.parametrize("inner", ["", "<b></b>"])
def test_cells_of_text_alone_span_and_head_as_cells_with_elements_do(inner: str) -> None:
    head = f"<thead><tr><td>甲{inner}</td><td colspan=2> </td></tr></thead>"
    rows = f"{head}<tr><td rowspan=2>乙{inner}</td><th>丙</th><td>丁</td></tr>"
    table, = (line.table for line in read(f"<p>{FILLER}</p><table>{rows}</table><p>{FILLER}</p>") if line.table)
    assert [[(cell.header, cell.columns, cell.rows, len(cell.blocks)) for cell in row] for row in table.rows] == [
        [(True, 1, 1, 1), (True, 2, 1, 0)], [(False, 1, 2, 1), (True, 1, 1, 1), (False, 1, 1, 1)]]


def test_the_columns_of_lines_on_one_row_never_meet() -> None:
    """Words that are written otherwise in the source are placed behind the words before them."""
    lines = [line for line in held("<p>&#x7532;&#x4e59;<b>丙</b></p><p>&#x4e01;&#x620a;<b>己</b></p>") if line.text]
    ends = [(line.position.line, line.position.column + len(line.text)) for line in lines]
    assert all(end <= (line.position.line, line.position.column) for end, line in zip(ends, lines[1:], strict=False))


def test_nothing_inside_a_document_is_left_out() -> None:
    """Readability drops what looks like a box of the page."""
    box = "<div class='sidebar comment share'><p>（一）甲</p><p>（二）乙</p></div>"
    texts = [line.text for line in read(f"<div><h1>甲条例</h1>{LAW}{box}{LAW}</div>")]
    assert texts[texts.index("（一）甲") + 1] == "（二）乙"


def test_a_container_that_holds_a_small_part_of_the_text_is_not_trusted() -> None:
    assert sum(FILLER in line.text for line in read(f"<div id='zoom'><p>{FILLER}</p></div>{LAW}")) == 11


def test_short_facts_around_a_container_are_no_law() -> None:
    facts = "".join(f"<p>索引号：{number}</p>" for number in range(30))
    assert [line.text for line in read(f"{facts}<div id='zoom'><p>{FILLER}</p></div>")] == [FILLER]


def test_a_tag_of_very_many_attributes_is_refused() -> None:
    attributes = " ".join(f"a{number}='>'" for number in range(600))
    result = html_page.read(f"<html><body>\n<div {attributes}>{LAW}</div></body></html>", "f", KNOWN)
    finding, = result.diagnostics
    assert (finding.code, str(finding.position)) == ("T019", "f:2:1")


def test_a_tag_of_a_long_value_is_read() -> None:
    value = " ".join(f"a{number}=" for number in range(600))
    assert html_page.read(f"<html><body><div title='>{value}'>{LAW}</div></body></html>", "f", KNOWN).value


@pytest.mark.parametrize(("span", "columns"), [("2", 2), ("²", 1), ("0", 1), ("-3", 1), ("x", 1), ("9" * 5000, 1000)])
def test_a_span_is_read_as_browsers_do(span: str, columns: int) -> None:
    cells = f"<tr><td colspan='{span}'>甲</td><td>乙</td></tr>"
    table = next(line.table for line in held(f"<p>{FILLER}</p><table>{cells * 2}</table>") if line.table)
    assert table.rows[0][0].columns == columns


def test_a_paragraph_of_many_bold_pieces_is_bold_as_a_whole() -> None:
    line, = held("<p>" + "<b>甲</b>" * 500 + "乙</p>")
    assert line.strong == 500


def test_tables_in_many_tables_lose_nothing() -> None:
    deep, head = 300, "<tr><th>甲</th><th>乙</th></tr>"
    inner = f"<table>{head}<tr><td>内</td><td>" * deep + "底" + "</td></tr></table>" * deep
    result = html_page.read(f"<html><body>{LAW}{inner}</body></html>", "f", KNOWN)
    assert result.value
    words = "".join(text for text, _ in pieces(result.value.lines))
    assert (words.count("甲"), words.count("底")) == (deep, 1)


def test_a_formula_and_its_rendering_are_one() -> None:
    """KaTeX writes both; a sign hidden from assistive technology alone is text."""
    katex = ('<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi><mo>=</mo><mn>1</mn>'
             '</mrow><annotation encoding="application/x-tex">a=1</annotation></semantics></math></span>'
             '<span class="katex-html" aria-hidden="true"><span class="base">a</span><span>=</span><span>1</span>'
             "</span></span>")
    assert [line.text for line in held(f"<p>甲{katex}乙<span aria-hidden='true'>丙</span></p>")] == ["甲a=1乙丙"]


def test_numbers_that_a_browser_prints_are_in_the_text_and_in_no_account() -> None:
    found = html_page.read(f"<html><body><p>{FILLER}</p><ol><li>甲</li><li><p>乙</p></li></ol><table><tr><td><ol><li>丙"
                           "</li></ol></td><td>丁</td></tr><tr><td>戊</td><td>己</td></tr></table></body></html>", "f",
                           KNOWN)
    assert found.value is not None
    texts = [words for words, _ in pieces(found.value.lines) if words.strip()]
    assert (texts[1:], found.diagnostics) == (["1. 甲", "2. 乙", "1. ", "丙", "丁", "戊", "己"], ())
    assert (found.value.account.held, found.value.account.read) == (len(FILLER) + 6, len(FILLER) + 6)
    assert found.value.lines[1].position.column > found.value.lines[0].position.column


def test_a_note_of_a_page_is_at_its_mark_and_nothing_is_left_out() -> None:
    note = '<p class="note">(<a id="r1" href="#c1">1</a>) 注<i>释</i></p>'
    words = '甲 (<a id="c1" href="#r1">1</a>)，乙'
    table = f"<table><tr><td>{words}</td><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr></table>"
    for body in (f"<p>{FILLER}{words}</p>{note}", f"<p>{FILLER}</p>{table}<p>{FILLER}</p>{note}"):
        found = html_page.read(f"<html><body>{body}</body></html>", "f", KNOWN)
        assert found.value is not None
        notes = list(footnotes(found.value.lines))
        inside = [item for note in notes for block in note.blocks if isinstance(block, Block) for item in block.content]
        read_words = "".join("".join(text.split()) for text, _ in pieces(found.value.lines))
        assert ([note.marker for note in notes], found.diagnostics) == (["1"], ())
        assert [(item.kind, item.objects, item.characters) for item in found.value.account.omissions] == [
            ("marks of notes", 1, 6)]
        assert found.value.account.held == found.value.account.read + 6
        assert read_words.startswith(f"{FILLER}甲注释，乙")
        assert [type(item) for item in inside] == [Text, Mark]


@pytest.mark.parametrize(("body", "left"), [
    ('<input value="甲"><input type="hidden" value="乙">', 1), ('<input placeholder="甲">', 1),
    ('<select><option label="甲"></select>', 1), ('<iframe srcdoc="&lt;b&gt;甲&lt;/b&gt;"></iframe>', 1),
    ('<p>乙<abbr title="甲">丙</abbr></p>', 1), ('<a href="x" title="甲">丙</a>', 0),
    ('<img src="a.png" title="甲">', 0), ('<style>b::before{content:"甲乙"}</style><b>丙</b>', 2)])
def test_texts_of_attributes_are_accounted_for(body: str, left: int) -> None:
    found = html_page.read(f"<html><body><p>{FILLER}</p>{body}<p>{FILLER}</p></body></html>", "f", KNOWN)
    assert found.value is not None
    assert found.value.account.held - found.value.account.read == left

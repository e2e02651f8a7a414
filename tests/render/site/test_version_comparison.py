"""Two versions of a small work, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diptych.akn.document import Document
from diptych.interface_text import interface
from diptych.render.html.redline import PieceKind
from diptych.render.site.version_comparison import ClauseChange, Fate, changes, composed, fragment
from lxml import etree

from tests.render.small import document


def version(*clauses: tuple[str, str], language: str = "zho") -> Document:
    """A body of numbered articles."""
    body = "".join(f'<article eId="art_{number}"><num>第{number}条</num><content eId="art_{number}__content">'
                   f'<p eId="art_{number}__p_1">{text}</p></content></article>' for number, text in clauses)
    return document(f'<body eId="body">{body}</body>', language, translation=language != "zho")


OLD = version(("1", "甲乙丙丁戊。"), ("2", "子丑寅卯，辰巳午未。"), ("3", "天地玄黄。"), ("4", "宇宙洪荒。"))
NEW = version(("1", "甲乙丙己戊。"), ("2", "子丑寅卯，"), ("3", "辰巳午未。"), ("4", "宇宙洪荒天地玄黄。"),
              ("5", "日月盈昃。"))
SAME = {f"art_{number}": (f"art_{number}",) for number in range(1, 6)}
LINEAGE = {"art_1": ("art_1",), "art_2": ("art_2",), "art_3": ("art_2",), "art_4": ("art_4", "art_3")}


def told(found: Sequence[ClauseChange]) -> dict[str, str]:
    marks = {PieceKind.SAME: "{}", PieceKind.GONE: "-{}-", PieceKind.NEW: "+{}+"}
    return {change.anchor: "".join(marks[piece.kind].format(piece.text) for piece in change.texts["zho"])
            for change in found}


def test_a_clause_is_compared_with_what_it_came_from() -> None:
    found = changes([OLD], [NEW], LINEAGE)
    assert {change.eid: change.fate for change in found} == {
        "art_1": Fate.REWORDED, "art_2": Fate.SPLIT, "art_3": Fate.SPLIT, "art_4": Fate.MOVED, "art_5": Fate.NEW}
    words = told(found)
    assert words["art_1"] == "第1条\u3000甲乙丙-丁-+己+戊。"
    assert words["art_2"] == "第2条\u3000子丑寅卯，"
    assert words["art_3"] == "+第3条\u3000+辰巳午未。"
    assert words["art_5"] == "+第5条\u3000日月盈昃。+"


def test_what_nothing_came_from_is_shown_where_it_stood() -> None:
    fewer = version(("1", "甲乙丙丁戊。"), ("2", "宇宙洪荒。"))
    found = changes([OLD], [fewer], {"art_1": ("art_1",), "art_2": ("art_4",)})
    assert [change.anchor for change in found] == ["art_1", "gone-art_2", "gone-art_3", "art_2"]
    assert [change.fate for change in found] == [Fate.SAME, Fate.GONE, Fate.GONE, Fate.MOVED]


def test_only_languages_of_both_versions_are_compared() -> None:
    korean = version(("1", "가나다라."), language="kor")
    found = changes([OLD], [NEW, korean], SAME)
    assert {language for change in found for language in change.texts} == {"zho"}
    assert changes([OLD], [korean], SAME) == ()


def test_changes_are_told_without_colours_and_text_stays_text() -> None:
    hostile = version(("1", "甲乙&lt;script&gt;丁戊。"))
    tree = fragment(changes([OLD], [hostile], SAME), [OLD], [hostile], interface("en"))
    row = tree.find(".//section[@id='art_1']//p/del")
    assert row is not None
    assert "".join(map(str, row.itertext())) == "[struck out: 丙]"
    assert not tree.findall(".//script")
    assert [cell.get("lang") for cell in tree.iterfind(".//div[@class='akn-cell']")] == ["zh-Hans"] * 4
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))
    assert "New" not in etree.tostring(tree, encoding="unicode", method="text")


def with_table(*rows: str) -> Document:
    """A preface of two lines, and an attachment whose only clause has a table of two columns."""
    cells = "".join(f"<tr>{''.join(cell(number * 2 + place, text) for place, text in enumerate(row.split()))}</tr>"
                    for number, row in enumerate(rows))
    return document(
        '<preface eId="preface"><p eId="preface__p_1"><docTitle>章程</docTitle></p><p eId="preface__p_2">一号</p>'
        '</preface><body eId="body"><paragraph eId="para_1"><content eId="para_1__content">'
        f'<table eId="para_1__table_1">{cells}</table></content></paragraph></body>')


def cell(number: int, text: str) -> str:
    return f'<td><p eId="para_1__table_1__p_{number + 1}">{text}</p></td>'


def test_each_word_is_compared_once_and_tables_by_their_rows() -> None:
    old, new = with_table("图书 三十日", "期刊 十四日"), with_table("图书 三十日", "期刊 十日")
    found = changes([old], [new], {})
    assert told(found) == {"preface__p_1": "章程", "preface__p_2": "一号", "para_1__table_1__p_1": "图书 | 三十日",
                           "para_1__table_1__p_3": "期刊 | 十-四-日"}
    tree = fragment(found, [old], [new], interface("zh"))
    assert [section.get("id") for section in tree.findall("section")] == ["para_1__table_1__p_3"]
    assert (tree.findtext("section/p") or "").endswith("中的“期刊” · 文字修改")
    assert tree.find(".//span[@id='para_1']") is not None


def test_unchanged_units_are_folded_between_those_that_changed() -> None:
    later = version(("1", "甲乙丙丁戊。"), ("2", "子丑寅卯，辰巳午未。"), ("3", "天地玄青。"), ("4", "宇宙洪荒。"))
    tree = fragment(changes([OLD], [later], SAME), [OLD], [later], interface("en"))
    assert [(part.tag, len(part.findall("section"))) for part in tree] == [("details", 2), ("section", 0),
                                                                          ("details", 1)]
    assert tree.findtext("details/summary") == "Unchanged, 2: 第1条 to 第2条"
    assert tree.xpath("details/@open") == []


def test_versions_further_apart_are_compared_through_those_between() -> None:
    texts = [[replace(one, version=date)] for one, date in ((OLD, "2020-01-01"), (NEW, "2021-01-01"),
                                                            (NEW, "2022-01-01"))]
    lineages: dict[str, dict[str, tuple[str, ...]]] = {
        "2021-01-01": {**LINEAGE, "art_5": ()}, "2022-01-01": {"art_1": ("art_3",), "art_3": ("art_5",)}}
    origins = composed(lineages, texts)
    assert origins["art_1"] == ("art_2",)
    assert origins["art_3"] == origins["art_5"] == ()
    assert origins["art_4"] == ("art_4", "art_3")


def test_a_clause_that_left_and_came_back_is_new() -> None:
    without = version(("1", "甲。"))
    texts = [[replace(one, version=date)] for one, date in ((OLD, "2020"), (without, "2021"), (OLD, "2022"))]
    assert composed({}, texts)["art_2"] == ()
    assert composed({}, texts)["art_1"] == ("art_1",)

"""Two versions of a small work, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.akn.document import Document
from diptych.interface_text import interface
from diptych.render.html.redline import PieceKind
from diptych.render.site.version_comparison import ClauseChange, Fate, changes, fragment
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

"""Items that begin with the number of an item alone: they name items of what the beginning of their list is of."""

from __future__ import annotations

import re

import pytest
from diptych.akn.write import Written
from diptych.diagnostics import Position
from diptych.references.links import link

from tests.base import schema

LIST = """<meta></meta><preface><p eId="preface__p_1"><docTitle>管理辦法</docTitle></p></preface>
<article eId="art_1"><num>第一條</num> <intro><p eId="art_1__p_1">{}</p></intro>
<subparagraph eId="art_1__subpara_1"><content><p eId="art_1__subpara_1__p_1">{}</p></content></subparagraph>
<subparagraph eId="art_1__subpara_2"><content><p eId="art_1__subpara_2__p_1">{}</p></content></subparagraph></article>
<article eId="art_2"><num>第二條</num>
<subparagraph eId="art_2__subpara_1"><content><p eId="art_2__subpara_1__p_1">甲</p></content></subparagraph>
<subparagraph eId="art_2__subpara_2"><content><p eId="art_2__subpara_2__p_1">乙</p></content></subparagraph>
</article>"""


def targets(beginning: str, *items: str) -> list[str]:
    """Where the references of the items lead."""
    text = LIST.format(beginning, *items)
    eids = re.findall(r'eId="([^"]*)"', text)
    made = link(Written(text, dict.fromkeys(eids, Position("f", 1, 1)), {}), schema().languages["zho-Hant"])
    return [href for eid in ("art_1__subpara_1__p_1", "art_1__subpara_2__p_1") for href in re.findall(
        r'href="([^"]*)"', made.written.text.partition(f'<p eId="{eid}">')[2].partition("</p>")[0])]


@pytest.mark.parametrize(("beginning", "items", "expected"), [
    ("第二條所定情形如下：", ("第一款之情形：甲。", "第二款之情形：乙。"), ["#art_2__subpara_1", "#art_2__subpara_2"]),
    ("第二條第二款所定情形如下：", ("第一款之情形：甲。", "第二款之情形：乙。"),
     ["#art_2__subpara_1", "#art_2__subpara_2"]),
    ("依第二條檢附下列文件：", ("申請書。", "第一款之影本。"), ["#art_1__subpara_1"]),
    ("依第二條檢附下列文件：", ("申請書。", "影本及第一款之申請書。"), ["#art_1__subpara_1"]),
    ("下列文件：", ("申請書。", "第一款之影本。"), ["#art_1__subpara_1"]),
])
def test_what_a_number_alone_at_the_beginning_of_an_item_means(beginning: str, items: tuple[str, str],
                                                               expected: list[str]) -> None:
    assert targets(beginning, *items) == expected

"""Joints of Korean words."""

from __future__ import annotations

import pytest
from diptych.render.html.word_joints import jointed
from lxml import html


def shown(markup: str, language: str = "ko") -> str:
    """The text of a paragraph with a bar at each joint."""
    tree = html.fragment_fromstring(f"<p>{markup}</p>")
    whole = tree.text_content()
    jointed(tree, language)
    assert tree.text_content() == whole, "the text stays"
    for joint in tree.find_class("j"):
        joint.text = "|"
    return str(tree.text_content())


@pytest.mark.parametrize(("markup", "expected"), [
    ("훈춘(珲春)시의", "훈춘|(珲春)|시의"),
    ("함<a>)</a>을 나진(羅津)항", "함)|을 나진|(羅津)|항"),
    ("중국-조선 윈-윈", "중국|-|조선 윈|-|윈"),
    ("≪규획≫과 “대표”의", "≪규획≫과 “|대표|”|의"),
    ('경제<sup class="akn-noteRef">[6]</sup>를', "경제|[6]|를"),
    ("부칙(정부조직법) &lt;제21065호&gt;에", "부칙|(정부조직법) <|제21065호|>|에"),
    ('더 <sup class="akn-noteRef">[7]</sup>《중국》을', "더 [7]|《중국》|을"),
    ('촉<del class="akn-editorial">(</del>진', "촉(진"),
    ("中文（汉语）的", "中文（汉语）的"),
    ('与<span class="akn-organization">中国—东北亚<b>基金</b></span>—日', "与中国|—|东北亚基金—日"),
])
def test_a_joint_is_where_a_line_could_end_inside_a_korean_word(markup: str, expected: str) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(("markup", "expected"), [
    ("译文作“두만강지역이라는 큰", "译文作“|두|만|강|지|역|이|라|는 큰"),
    ('<span lang="ko">두만강지역</span> 이라는', "두만강지역 이|라|는"),
])
def test_a_korean_word_in_text_of_another_language_is_held_together(markup: str, expected: str) -> None:
    assert shown(markup, "zh-Hans") == expected


def test_a_name_that_the_text_marks_is_held_together_inside_longer_terms() -> None:
    place = '<span class="akn-location">图们江</span>'
    assert shown(f"{place}<a>中国图们江区域</a>，图们江", "zh-Hans") == "图们江中国图|们|江区域，图|们|江"
    assert shown(f'{place}<b class="akn-headline">图们江区域</b>', "zh-Hans") == "图们江图们江区域"
    assert shown('<span class="akn-location">두만강</span> 두만강지역', "ko") == "두만강 두만강지역"

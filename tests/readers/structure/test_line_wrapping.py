"""Wrapped lines become one row again, and a label that continues a sequence begins one wherever it stands."""

from __future__ import annotations

import textwrap

import pytest
from diptych.language.profiles import readings
from diptych.readers.formats.lines import lines
from diptych.readers.structure.line_wrapping import cells, wrapping
from diptych.readers.structure.rows import rows
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.reading import LANGUAGES

KOREAN = LANGUAGES["kor"]
CHINESE = LANGUAGES["zho"]
LAW = (
    "제1조(목적) ① 이 규칙은 도서관의 이용과 그 이용에 드는 비용을 낮추는 일에 관하여 필요한 사항을 정하는 것을 말한다",
    "② 도서관장은 이용자가 책을 빌리려는 때에는 다음 각 호의 사항을 확인하여야 한다. <개정 2001.1.1, 2010.7.7>",
    "1. 이용자의 이름과 사는 곳, 그리고 빌리려는 책의 이름과 그 책을 지은 사람의 이름으로서 도서관장이 정하는 사항",
    "1의2. 빌린 책을 돌려주는 날과 돌려주는 곳으로서 도서관장이 정하여 이용자에게 미리 알리는 사항을 모두 적은 것",
    "2. 제1항에 따라 정한 사항과 제2조에 따라 정한 사항으로서 이용자가 알아야 하는 사항을 모두 적은 것과 그 사본",
    "제2조(책) 도서관장은 제1조에 따라 책을 빌려주며 책을 빌려준 날부터 십사 일 안에 돌려받는 것을 원칙으로 한다.",
)


def by_words(text: str, width: int) -> list[str]:
    """The text as an editor wraps it that breaks lines at blanks."""
    found = [""]
    for word in text.split():
        joined = f"{found[-1]} {word}".strip()
        found = [*found[:-1], joined] if cells(joined) <= width else [*found, word]
    return found


def read(wrapped: list[str]) -> list[str]:
    received = lines("\n".join(wrapped), "f").value
    assert received
    return ["".join(row.text.split()) for row in rows(received, KOREAN)]


@pytest.mark.parametrize("width", [44, 52, 60, 68, 76])
def test_lines_wrapped_between_words_are_joined(width: int) -> None:
    assert read([line for text in LAW * 2 for line in by_words(text, width)]) == [
        "".join(text.split()) for text in LAW * 2]


@pytest.mark.parametrize("width", [28, 38, 40])
def test_lines_wrapped_within_words_are_joined(width: int) -> None:
    law = [text.partition(" <")[0] for text in LAW * 2]
    wrapped = [text[at:at + width] for text in law for at in range(0, len(text), width)]
    assert read(wrapped) == ["".join(text.split()) for text in law]


def test_a_last_syllable_on_its_own_line_is_no_label() -> None:
    text = "제1조(목적) 이 규칙은 도서관의 이용과 그 비용에 관하여 필요한 사항을 정한다."
    wrapped = [part for _ in range(4) for part in (text[:20], text[20:-2], "다.")]
    assert [row for row in read(wrapped) if row == "다."] == []


def test_an_annotation_after_a_sentence_ends_a_row() -> None:
    wrapped = [*by_words(LAW[0], 50) * 4, "그 책을 모두 돌려받을 때까지 기다려야 한다. <개정", "1999.1.1>", "다음 글"]
    assert read(wrapped)[-1] == "다음글"


@given(st.lists(st.text("가나다 .,()<>1①제조", min_size=1, max_size=90), max_size=12))
def test_a_text_that_nobody_wrapped_is_left_alone(paragraphs: list[str]) -> None:
    received = lines("\n\n".join(paragraphs), "f").value
    assert received
    bare = [line.text.strip() for line in received]
    assert wrapping(received, bare, [readings(text, KOREAN) for text in bare], KOREAN).width == 0


def test_chinese_lines_of_one_width_are_joined() -> None:
    text = "第一条　为了规范图书馆的开放工作，方便公众借阅图书，根据有关规定，制定本办法并由馆长负责解释。"
    received = lines("\n".join(textwrap.wrap(text, 16) * 4), "f").value
    assert received
    assert len(rows(received, CHINESE)) == 4


FULL = "借阅图书的人应当爱护图书并且在一个月以内归还"


def chinese(wrapped: list[str]) -> list[str]:
    received = lines("\n".join(wrapped), "f").value
    assert received
    return [row.text for row in rows(received, CHINESE)]


def test_a_full_line_before_the_first_article_does_not_swallow_it() -> None:
    passed = "二〇二二年十二月三十一日第三届全体馆员会议通过"
    first = "第一条　为了规范开放，制定本办法。"
    assert chinese([passed, first, "第二条　图书馆每天开放。", *(FULL, "图书。") * 6])[:2] == [passed, first]


def test_an_item_goes_on_with_a_line_that_begins_like_it() -> None:
    wrapped = ["一、综合调度所，下设综合组、行车组、客车组、计划组和行控", "    一、二、三室。",
               "二、运务段，下设车班组、站务组、客车组、计划组和安全组的", "    管理室。"]
    items = ["一、综合调度所，下设综合组、行车组、客车组、计划组和行控一、二、三室。",
             "二、运务段，下设车班组、站务组、客车组、计划组和安全组的管理室。"]
    assert chinese(wrapped * 4) == items * 4
    # A list within an item stands after its colon.
    inner = ["一、综合调度所，下设综合组、行车组、客车组、计划组和各室：", "    一、第一室。", "    二、第二室。"]
    assert "一、第一室。" in chinese([*inner, *wrapped * 4])


def test_a_reference_to_the_next_article_at_the_start_of_a_line_is_none() -> None:
    """An article of this text stands apart from its words; the words that follow a reference run on."""
    wrapped = ["第一条　图书馆办理手续，由馆长指定符合本办法", "第二条规定条件的馆员负责。",
               "第二条　馆员应当爱护图书，并且在每个月的月底", "清点。"]
    assert len(chinese(wrapped * 4)) == 8


def test_addenda_after_a_full_line_begin_a_row() -> None:
    wrapped = [*by_words(" ".join(LAW[1:5]).replace(".", ""), 50), "부칙 <제12호,2020.8.19>", "제1조 생략"]
    full = next(line for line in wrapped if cells(line) == max(map(cells, wrapped)))
    assert read([*wrapped[:-2], full, *wrapped[-2:]])[-2] == "부칙<제12호,2020.8.19>"


def test_a_full_line_of_taiwan_that_ends_in_a_semicolon_ends_no_paragraph() -> None:
    first = "前項申請經審查不合規定者，圖書館應敘明理由駁回其申請；"
    second = "其得補正者，應通知申請人限期補正，屆期未補正者，駁回之。"
    width = len(first)
    wrapped = ["第 1 條", first, second]
    for number in range(2, 8):
        text = "圖書館應於適當地點提供諮詢服務，並於專屬網頁、公報、電子媒體或會議揭露更新之相關資訊。"
        wrapped += [f"第 {number} 條", *(text[at:at + width] for at in range(0, len(text), width))]
    received = lines("\n".join(wrapped), "f").value
    assert received
    assert first + second in [row.text for row in rows(received, LANGUAGES["zho-Hant"])]
    assert first in [row.text for row in rows(received, CHINESE)]


SHORT = [line for number in range(1, 30) for line in (f"第{number}条", f"图书馆藏书{number}万册，每日开放，不收费用。")]
LONG = "读者借阅图书应当爱护图书，保持安静，按期归还，并且遵守本馆依照本规定制定的其他规定，以及管理人员的要求。"


def width_of(texts: list[str]) -> int:
    received = lines("\n".join(texts), "f").value
    assert received
    bare = [line.text.strip() for line in received]
    return wrapping(received, bare, [readings(text, CHINESE) for text in bare], CHINESE).width


def test_a_few_full_lines_among_short_paragraphs_show_the_width() -> None:
    wrapped = [LONG[:32], LONG[32:]]
    assert width_of([*SHORT, *wrapped * 4]) == 64
    assert width_of([*SHORT, *wrapped * 3]) == 0
    assert width_of(["本馆藏书目录由市图书馆编制并且公布于众", *SHORT, *wrapped * 4]) == 0

from __future__ import annotations

import pytest
from diptych.language import numerals
from diptych.review.quantities.numbers import bounds
from hypothesis import given
from hypothesis import strategies as st

from tests.review.side import said


@pytest.mark.parametrize(("left", "right", "names"), [
    ("不得少于三十日", "30일 이상", "zho-kor"),
    ("不得超过二十年。", "20년을 초과할 수 없다.", "zho-kor"),
    ("超过二十年的", "20년을 초과한 경우", "zho-kor"),
    ("处三年以上七年以下有期徒刑", "3년 이상 7년 이하의 징역", "zho-kor"),
    ("不得逾百分之二十", "shall not exceed 20 percent", "zho-Hant-eng"),
    ("補償金之領取，逾二年，不得為之", "shall be drawn within two years", "zho-Hant-eng"),
    ("童工每日之工作時間不得超過八小時", "Child workers shall not work more than eight hours a day", "zho-Hant-eng"),
    ("three or more members", "au moins trois membres", "eng-fra"),
    ("shall not be more than $5,000", "ne peut dépasser 5 000 $", "eng-fra"),
    ("an amount of $5,000", "au moins 5 000 $", "eng-fra"),
    ("租赁期限不得超过二十年。超过二十年的，超过部分无效。", "20년을 초과한 경우 무효로 한다.", "zho-kor"),
    ("以上三项", "세 가지 이하", "zho-kor"),
    ("第三条以下", "제3조 이상", "zho-jpn"),
    ("逾三個月，仍未辦理者", "not settled within three months", "zho-Hant-eng"),
    ("within at least two days", "au moins dans les deux jours", "eng-fra"),
    ("不应超过60个字符", "this shouldn't be longer than about 60 characters", "zho-eng"),
])
def test_the_same_bound_in_other_words(left: str, right: str, names: str) -> None:
    assert said(bounds, left, right, names) == []


@pytest.mark.parametrize(("left", "right", "names", "words"), [
    ("不得少于三十日", "30일 이하", "zho-kor", ("不得少于三十", "30일 이하")),
    ("不得超过二十年", "20년을 초과할 수 있다", "zho-kor", ("不得超过二十", "20년을 초과")),
    ("處一年以上七年以下有期徒刑", "not less than one year and not less than seven years", "zho-Hant-eng",
     ("七年以下", "not less than seven")),
    ("at least thirty days", "au plus trente jours", "eng-fra", ("at least thirty", "au plus trente")),
    ("shall not exceed $5,000", "supérieure à 5 000 $", "eng-fra", ("not exceed $5,000", "supérieure à 5 000")),
])
def test_the_least_is_not_the_most(left: str, right: str, names: str, words: tuple[str, str]) -> None:
    assert said(bounds, left, right, names) == [("Q004", *words)]


@given(st.integers(2, 9999))
def test_a_bound_is_known_whatever_the_number(number: int) -> None:
    left = numerals.write(number, "chinese")
    assert said(bounds, f"不得少于{left}人", f"{number:,}명 이상으로 한다") == []
    assert [code for code, *_ in said(bounds, f"不得少于{left}人", f"{number:,}명 이하로 한다")] == ["Q004"]
    assert [code for code, *_ in said(bounds, f"{left}人以下", f"at least {number:,} persons", "zho-eng")] == ["Q004"]

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import numerals
from pipeline.review.figures import figures
from pipeline.review.numbers import numbers
from tests.base import schema
from tests.review.side import said


@pytest.mark.parametrize(("language", "text", "values"), [
    ("zho", "五国共同启动", [5]),
    ("zho", "约90平方公里", [90]),
    ("zho", "“十二五”时期", [12, 5]),
    ("zho", "百分之五十以上", [50]),
    ("zho", "三分之二", [3, 2]),
    ("zho", "3万亿元、1.5万吨、一百零五人", [3_000_000_000_000, 15_000, 105]),
    ("zho", "三亿五千万元", [350_000_000]),
    ("zho-Hant", "民國一百零一年修正第十二條之二", [2012, 12]),
    ("kor", "5개 국가, 90km2, 제3조", [5, 90, 3]),
    ("kor", "3억 5,000만 원과 2천만 원", [350_000_000, 20_000_000]),
    ("kor", "제12차 5개년", [12, 5]),
    ("eng", "thirty-five days, 10,000 dollars, one hundred and five, 5 million", [35, 10_000, 105, 5_000_000]),
    ("fra", "trente jours, 10\u202f000 dollars, quatre-vingt-dix-sept, deux cent mille", [30, 10_000, 97, 200_000]),
    ("fra", "5,5 pour cent", [Fraction(11, 2)]),
])
def test_numbers_are_read(language: str, text: str, values: list[int]) -> None:
    assert [one.numbers[0] for one in figures(text, schema().languages[language]) if one.strict] == values


@pytest.mark.parametrize(("language", "text"), [
    ("zho", "一批、一些、一体化、五位一体、十分重要、统一、千方百计、星期一、数千、七八个"),
    ("kor", "(1) 다음과 같다. 2차적 저작물, 제2차 산업"),
    ("eng", "one or both of them; (2) several hundred"),
    ("fra", "un neuf, (2) des centaines"),
])
def test_words_that_only_look_like_numbers_are_not_asked_for(language: str, text: str) -> None:
    assert [one.span.of(text) for one in figures(text, schema().languages[language]) if one.strict] == []


@pytest.mark.parametrize(("left", "right", "names"), [
    ("自1992年中、俄、朝、韩、蒙五国共同启动", "1992년에 5개 국가에서 가동해서부터", "zho-kor"),
    ("2012年至2015年", "2012년부터 2015년까지", "zho-kor"),
    ("二○一二年四月十三日", "2012. 4. 13.", "zho-kor"),
    ("约90平方公里", "약 90km2로 한다", "zho-kor"),
    ("每人可以借三册书", "한 사람이 책 세 권을 빌릴 수 있다", "zho-kor"),
    ("50％", "50퍼센트", "zho-kor"),
    ("第三条第一款、第三条第二款", "제3조 제1항 및 제2항", "zho-kor"),
    ("民國101年4月13日", "April 13, 2012", "zho-Hant-eng"),
    ("应当在三十日内", "within thirty days", "zho-eng"),
    ("within thirty days of April 3", "dans les 30 jours du 3 avril", "eng-fra"),
    ("ninety-seven per cent", "97 %", "eng-fra"),
])
def test_the_same_number_in_other_words(left: str, right: str, names: str) -> None:
    assert said(numbers, left, right, names) == []


@pytest.mark.parametrize(("left", "right", "names", "wrong"), [
    ("五国共同启动", "6개 국가에서", "zho-kor", ("Q001", "五", "6")),
    ("2012年至2015年", "2012년부터 2016년까지", "zho-kor", ("Q002", "2015", "2016")),
    ("2012年4月13日", "2012년 4월 14일", "zho-kor", ("Q002", "2012年4月13日", "2012년 4월 14일")),
    ("增长5%", "5%포인트 증가", "zho-kor", ("Q003", "5%", "5%포인트")),
    ("两个市场", "시장", "zho-kor", ("Q001", "两", "")),
    ("April 13, 2012", "le 13 mai 2012", "eng-fra", ("Q002", "April 13, 2012", "13 mai 2012")),
    ("thirty days", "quarante jours", "eng-fra", ("Q001", "thirty", "quarante")),
    ("memory[2]", "mémoire [3]", "eng-fra", ("Q001", "2", "3")),
])
def test_another_number_is_found_in_both_texts(left: str, right: str, names: str, wrong: tuple[str, str, str]) -> None:
    assert said(numbers, left, right, names) == [wrong]


@given(st.integers(11, 99_999_999), st.integers(1, 50))
def test_a_changed_number_is_always_found(number: int, change: int) -> None:
    spelled = numerals.write(number, "chinese")
    assert said(numbers, f"共{spelled}人", f"모두 {number:,}명") == []
    codes = [code for code, *_ in said(numbers, f"共{spelled}人", f"모두 {number + change}명")]
    assert codes in (["Q001"], ["Q002"])

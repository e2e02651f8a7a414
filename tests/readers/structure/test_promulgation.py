"""Number and date in the notes that say how a law came about."""

from __future__ import annotations

import pytest
from diptych.readers.structure.identity import identify

from tests.readers.reading import draft, marks

LAWS = {"zho": "管理条例\n{}\n第一条 甲。\n第二条 乙。\n", "zho-Hant": "條例\n{}\n第 1 條\n甲。\n第 2 條\n乙。\n",
        "kor": "보호법\n{}\n제1조 갑이다.\n제2조 을이다.\n"}


@pytest.mark.parametrize(("code", "land", "note", "number", "date"), [
    ("zho", "cn", "（2003年6月8日国务院令第379号公布　根据2007年8月26日《决定》修订）", "国务院令第379号",
     "2003-06-08"),
    ("zho", "cn", "（1987年9月5日第六届全国人民代表大会常务委员会通过　2020年6月20日修订）", "", "1987-09-05"),
    ("zho", "cn", "2019年4月2日依照《关于国发〔2012〕19号文件的决定》通过", "", "2019-04-02"),
    ("kor", "kr", "[시행 2023. 9. 15.] [대통령령 제33723호, 2023. 9. 12., 일부개정]", "대통령령 제33723호",
     "2023-09-12"),
    ("zho-Hant", "tw", "中華民國七十四年二月二十七日內政部（74）台內勞字第二九六七七一號令訂定發布",
     "內政部（74）台內勞字第二九六七七一號令", "1985-02-27"),
])
def test_a_note_of_promulgation_shows_number_and_date(
        code: str, land: str, note: str, number: str, date: str) -> None:
    shown = identify(draft(LAWS[code].format(note), code, land))
    assert (shown.number, shown.date) == (number, date)


def test_the_date_at_the_end_is_the_one_of_the_document() -> None:
    found = draft("管理办法\n（2003年6月8日国务院令第379号公布）\n第一条 甲。\n第二条 乙。\n国务院\n2004年1月2日\n")
    assert marks(found.preface) == [("docTitle", "管理办法")]
    assert identify(found).date == "2004-01-02"

"""Languages by their tags and names, dates as readers write them."""

from __future__ import annotations

import pytest
from diptych.interface_text import code, interface, is_called, own_name, tag

from tests.render.small import BODY, CHINESE, document


@pytest.mark.parametrize(("language", "country", "expected"), [
    ("zho", "cn", "zh-Hans"), ("zho", "tw", "zh-Hant"), ("kor", "kr", "ko"), ("jpn", "jp", "ja"),
    ("srp", "rs", "sr-Cyrl"), ("mya", "mm", "my"), ("eng", "ca", "en"), ("fra", "ca", "fr"),
])
def test_a_tag_names_the_script_where_a_language_has_several(language: str, country: str, expected: str) -> None:
    assert tag(document(BODY.format(**CHINESE), language, country=country)) == expected


def test_a_translation_does_not_take_the_script_of_the_works_country() -> None:
    assert tag(document(BODY.format(**CHINESE), "zho", country="tw", translation=True)) == "zh-Hans"


def test_codes_and_names() -> None:
    assert [code(language) for language in ("zho", "kor", "eng", "xyz")] == ["zh", "ko", "en", "xyz"]
    assert [own_name(name) for name in ("zh-Hans", "ko", "en", "xyz")] == ["中文", "한국어", "English", "xyz"]
    assert [interface(language).language_name("ko") for language in ("zh", "ko", "en")] == ["韩语", "한국어", "Korean"]


@pytest.mark.parametrize(("wanted", "names", "others"), [
    ("ko", ("ko", "ko-KR", "ko_KR", "KO-kr", "kor", "ko-Kore-KR"), ("en", "und", "")),
    ("zh-Hans", ("zh", "zh-CN", "zh-Hans-SG", "zho"), ("zh-TW", "zh-Hant", "zh-HK", "ja")),
    ("zh-Hant", ("zh", "zh-TW", "zh-hant"), ("zh-CN", "zh-Hans")),
    ("en", ("en-US", "eng", "en-Latn-GB"), ("enm", "fr")),
])
def test_a_language_by_the_names_that_other_programs_give_it(
        wanted: str, names: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert [name for name in names if not is_called(name, wanted)] == []
    assert [name for name in others if is_called(name, wanted)] == []


def test_dates_are_written_as_the_reader_writes_them() -> None:
    assert [interface(language).date("2012-04-13") for language in ("zh", "ko", "en")] == [
        "2012年4月13日", "2012년 4월 13일", "April 13, 2012"]
    assert interface("en").date("0001-01-01") == ""


def test_a_language_without_a_catalogue_is_served_in_english() -> None:
    assert interface("ja").language == "en"


def test_words_that_no_catalogue_has_are_our_mistake() -> None:
    with pytest.raises(KeyError):
        interface("en").say("no such words")

"""Languages by their tags and names, dates as readers write them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from diptych.interface_text import code, interface, is_called, own_name, own_names, tag

from tests.conftest import ROOT
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
    assert interface("tlh").language == "en"


@pytest.mark.parametrize(("tag", "expected"), [
    ("zh", "zh"), ("zho", "zh"), ("zh-Hans", "zh"), ("zh-CN", "zh"), ("zh-Hant", "zh-Hant"), ("zh_TW", "zh-Hant"),
    ("zh-Hant-HK", "zh-Hant"), ("fr-CA", "fr"), ("ja", "ja"), ("kor", "ko"), ("sr-Cyrl", "en"),
])
def test_the_catalogue_of_a_tag_is_its_own_or_that_of_a_shorter_tag(tag: str, expected: str) -> None:
    assert interface(tag).language == expected


def test_of_a_language_in_several_scripts_each_is_named_by_its_script() -> None:
    assert own_names(("zh-Hans", "ko")) == {"zh-Hans": "中文", "ko": "한국어"}
    assert own_names(("zh-Hans", "zh-Hant")) == {"zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


CATALOGUES = sorted((ROOT / "schema/interface").glob("*.toml"))
ENGLISH = tomllib.loads((ROOT / "schema/interface/en.toml").read_text("utf-8"))["words"]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_every_packaged_catalogue_has_every_word_with_the_same_facts(file: Path) -> None:
    words = tomllib.loads(file.read_text("utf-8"))["words"]
    assert set(words) == set(ENGLISH)
    assert {key for key, text in words.items() if facts(text) != facts(ENGLISH[key])} == set()


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_french_has_no_break_spaces_at_its_high_marks_and_quotation_marks() -> None:
    words = interface("fr").words
    bare = re.compile("(?<![\u00a0\u202f])[;?!»]|(?<!\u00a0):|«(?!\u00a0)")
    assert [key for key, text in words.items() if bare.search(text)] == []


@pytest.mark.parametrize(("language", "words", "expected"), [
    ("zh-Hant", {"en": "a", "zh": "甲"}, ("zh", "甲")), ("zh-Hant", {"zh": "甲", "zh-Hant": "乙"}, ("zh-Hant", "乙")),
    ("zh", {"en": "a", "zh-Hans": "甲"}, ("zh-Hans", "甲")), ("zh", {"zh": "甲"}, ("zh-Hans", "甲")),
    ("fr", {"ko": "가", "en": "a"}, ("en", "a")), ("ja", {"ko": "가", "zh": "甲"}, ("ko", "가")),
    ("ko", {"und": "words"}, ("und", "words")),
])
def test_words_by_language_are_chosen_along_the_chain(
        language: str, words: dict[str, str], expected: tuple[str, str]) -> None:
    assert interface(language).choose(words) == expected


def test_lists_and_numbers_are_written_as_the_reader_writes_them() -> None:
    assert [interface(language).list(["a", "b", "c"]) for language in ("en", "fr", "ja", "zh-Hant")] == [
        "a, b, and c", "a, b et c", "a、b、c", "a、b和c"]
    assert [interface(language).number(12345) for language in ("en", "fr", "ko")] == [
        "12,345", "12\u202f345", "12,345"]


def test_words_that_no_catalogue_has_are_our_mistake() -> None:
    with pytest.raises(KeyError):
        interface("en").say("no such words")

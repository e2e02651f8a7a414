"""Numerals of other alphabets are those that LibreOffice 25.2 prints for the same lists of a Word document."""

from __future__ import annotations

import pytest
from diptych.language.alphabetic_numerals import WRITERS
from diptych.language.numerals import is_written, write

PRINTED = {
    "hebrew-letter": (
        "א ב ג ד ה ו ז ח ט י כ ל מ נ "
        "ס ע פ צ ק ר ש ת"),
    "russian-lower": (
        "а б в г д е ж з и к л м н о "
        "п р с т у ф х ц ч ш щ ы э ю я"),
    "arabic-letter": (
        "أ ب ت ث ج ح خ د ذ ر ز س ش ص "
        "ض ط ظ ع غ ف ق ك ل م ن ه و ى"),
    "thai-letter": (
        "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ฤ ล ฦ ว ศ ษ ส ห ฬ อ "
        "ฮ"),
    "hindi-letter": (
        "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह"),
}


@pytest.mark.parametrize(("system", "printed"), PRINTED.items())
def test_letters_count_in_the_order_of_their_alphabet(system: str, printed: str) -> None:
    letters = printed.split()
    assert [write(number, system) for number in range(1, len(letters) + 1)] == letters
    assert write(len(letters) + 1, system) == 2 * printed[0]


def test_capitals_and_the_order_of_arabic_numbers() -> None:
    assert [write(number, "russian-upper") for number in (1, 29, 30)] == ["А", "Я", "АА"]
    # LibreOffice begins with alef alone; Word's own list of formats ([MS-DOCX], 2.4) has it with hamza.
    assert [write(number, "arabic-abjad") for number in (1, 2, 3, 4, 10, 28)] == [
        "أ", "ب", "ج", "د", "ي", "غ"]


@pytest.mark.parametrize(("number", "printed"), [
    (1, "א"), (9, "ט"), (10, "י"), (14, "יד"), (15, "טו"), (16, "טז"),
    (20, "כ"), (48, "מח"), (99, "צט"), (100, "ק"), (115, "קטו"),
    (300, "ש"), (334, "שלד"), (490, "תצ"), (516, "תקטז"),
    (970, "תתקע"), (999, "תתקצט"), (1000, None)])
def test_hebrew_numbers(number: int, printed: str | None) -> None:
    assert write(number, "hebrew") == printed


def test_digits_of_each_place() -> None:
    assert [write(number, "thai") for number in (1, 20)] == ["๑", "๒๐"]
    assert [write(number, "hindi") for number in (3, 10)] == ["३", "१०"]


@pytest.mark.parametrize("system", sorted(WRITERS))
def test_no_number_is_written_twice(system: str) -> None:
    written = [write(number, system) for number in range(1, 200)]
    assert is_written(system)
    assert len(set(written)) == len(written)

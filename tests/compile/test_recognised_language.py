"""The language of a text is told by its letters and words, or the text is refused by the name of its language."""

from __future__ import annotations

import pytest
from diptych.compile.single_text import Options, convert
from diptych.project import load

from tests.conftest import ROOT

SCHEMA = load.schema(ROOT).value


def test_a_few_words_of_a_known_script_make_no_known_language() -> None:
    text = "มาตรา ๑ พระราชบัญญัตินี้เรียกว่า พระราชบัญญัติสวนสาธารณะ\nArticle 1\nSection 2\n"
    assert SCHEMA
    assert [finding.code for finding in convert(text.encode(), "f", SCHEMA).diagnostics] == ["T015"]
    assert convert(text.encode(), "f", SCHEMA, Options("en")).value is not None


@pytest.mark.parametrize(("text", "code", "named"), [
    ("Статья 1. Библиотека открыта для всех граждан и не может быть закрыта по решению города.", "T021", "Russian"),
    ("Стаття 1. Бібліотека відкрита для всіх і не може бути закрита за рішенням міста або області.", "T021",
     "Ukrainian"),
    ("Άρθρο 1. Η βιβλιοθήκη είναι ανοικτή για όλους και δεν κλείνει κατά τη διάρκεια της ημέρας.", "T021", "Greek"),
    ("المادة 1 تكون المكتبة مفتوحة في كل يوم من أيام الأسبوع على أن لا تغلق بعد الظهر", "T021", "Arabic"),
    ("มาตรา ๑ พระราชบัญญัตินี้เรียกว่า พระราชบัญญัติสวนสาธารณะ", "T015", "Thai"),
    ("धारा 1 पुस्तकालय सभी के लिए खुला है", "T015", "Devanagari"), ("12 34", "T015", "-")])
def test_a_text_in_other_letters_is_refused_by_its_language_or_its_letters(text: str, code: str, named: str) -> None:
    assert SCHEMA
    result = convert(text.encode(), "f", SCHEMA)
    assert result.value is None
    assert [(item.code, {named} <= set(dict(item.facts).values())) for item in result.diagnostics] == [(code, True)]


@pytest.mark.parametrize(("number", "code"), [("SOR/87-183", None), ("Number 87183", "T023")])
def test_a_repealed_regulation_is_in_the_language_of_its_number(number: str, code: str | None) -> None:
    """It has names and brackets, and hardly any common words."""
    assert SCHEMA
    heads = ["Interpretation", "Application", "Temporary Structures", "Elevating Devices", "Safety Nets", "Scaffolds"]
    lines = [f"{head} [Repealed, {number}]\n{at} [Repealed, {number}]" for at, head in enumerate(heads, 1)]
    result = convert("\n".join(["Marine Safety Regulations", number, *lines]).encode(), "f", SCHEMA)
    assert ("T023" in {finding.code for finding in result.diagnostics}) == (code is not None)
    assert (result.value is None) == (code is not None)

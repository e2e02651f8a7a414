"""Numbers are read from what a unit prints, with the words behind them where these tell that it is a number."""

from __future__ import annotations

import pytest
from diptych.akn.names import tag
from diptych.compile.single_text import Options, convert
from diptych.validate.checks import validate
from diptych.validate.context import Subject

from tests.base import schema

ENGLISH = ("Harbours Act\n1 This Act may be cited as the Harbours Act.\n2 (1) The Minister may lease any harbour.\n"
           "(2) The Minister may make regulations.\n3 This Act comes into force on a day to be fixed.\n")
LISTS = ("Harbours Act\n1 The Minister may\n(a) lease a harbour or\n(i) any part of it, or\n(ii) a wharf;\n"
         "(b) sell it.\n2 This Act comes into force on a day to be fixed.\n")
FRENCH = ("Loi sur les ports\n1 Loi sur les ports.\n2 (1) Le ministre peut consentir un bail.\n"
          "(2) Le ministre peut prendre des règlements.\n3 La présente loi entre en vigueur à la date fixée.\n")


@pytest.mark.parametrize(("language", "text"), [("eng", ENGLISH), ("fra", FRENCH)])
def test_a_bare_number_is_read_with_the_words_behind_it(language: str, text: str) -> None:
    made = convert(text.encode(), "a.txt", schema(), Options(language=language, jurisdiction="ca")).value
    assert made
    subject = Subject(made.document, schema().languages[language], "a.txt")
    assert [subject.number(unit) for unit in made.document.root.iter(tag("section"))] == ["1", "2", "3"]
    assert [subject.number(unit) for unit in made.document.root.iter(tag("subsection"))] == ["1", "2"]


def test_a_letter_that_is_a_roman_number_too_is_read_as_its_id_has_it() -> None:
    made = convert(LISTS.encode(), "a.txt", schema(), Options(language="eng", jurisdiction="ca")).value
    assert made
    subject = Subject(made.document, schema().languages["eng"], "a.txt")
    assert [subject.number(unit) for unit in made.document.root.iter(tag("subparagraph"))] == ["1", "2"]
    assert not [finding for finding in validate(subject, frozenset({"en", "eng"})) if finding.code == "R020"]

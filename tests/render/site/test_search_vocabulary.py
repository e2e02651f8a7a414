"""What the browser knows of queries: the words of languages, names, readings; and how texts are cut into elements."""

from __future__ import annotations

import json

import pytest
from diptych.language.equivalents import Equivalents
from diptych.project import load
from diptych.render.site import search_entries, search_vocabulary

from tests.conftest import ROOT

SCHEMA = load.schema(ROOT).value
assert SCHEMA
TERMS = load.terms(ROOT, SCHEMA).value
assert TERMS
NAMES = dict(search_vocabulary.names(TERMS))
GRAMMAR = search_vocabulary.grammar(SCHEMA.languages)


@pytest.mark.parametrize(("text", "elements"), [
    ("国办发〔2012〕19号", ["国", "办", "发", "2012", "19", "号"]), ("1,000元", ["1000", "元"]), ("1,00", ["1", "00"]),
    ("the Party’s rights", ["the", "party", "s", "rights"]), ("사회 간접", ["사", "회", "간", "접"]),
    ("sec\u00adtion", ["section"])])
def test_what_separates_words_and_numbers(text: str, elements: list[str]) -> None:
    assert search_entries.elements(text) == elements


def test_a_name_in_latin_letters_leads_to_the_words_of_the_texts() -> None:
    assert NAMES["hunchun"] == ["珲春", "훈춘"]
    assert "중조 라선 경제무역구역" in NAMES["rason economic trade zone"]
    assert "diptych" not in NAMES


def test_the_names_of_units_lead_to_the_abbreviations_of_eids() -> None:
    assert GRAMMAR["units"]["条"] == ["art"]
    assert {GRAMMAR["units"][name][0] for name in ("部分", "section", "부분")} == {"sec"}
    assert (GRAMMAR["numerals"]["三"], GRAMMAR["numerals"]["百"], GRAMMAR["series"]["나"]) == (3, 100, 2)
    assert (GRAMMAR["months"]["april"], GRAMMAR["months"]["avril"]) == (4, 4)
    assert json.loads(json.dumps(GRAMMAR)) == GRAMMAR


def test_particles_that_end_with_others_come_first() -> None:
    particles = GRAMMAR["particles"]
    assert all(not longer.endswith(shorter) or particles.index(longer) < particles.index(shorter)
               for longer in particles for shorter in particles if longer != shorter)


def test_the_readings_of_the_characters_that_texts_have() -> None:
    readings = search_vocabulary.readings(["珲", "长", "女", "力", "2012"], Equivalents({"力": "역", "女": "여"}))
    assert readings["hun"] == "珲"
    assert (readings["chang"], readings["zhang"], readings["nv"]) == ("长", "长", "女")
    assert (readings["역"], readings["력"], readings["녀"]) == ("力", "力", "女")
    assert "합" not in readings

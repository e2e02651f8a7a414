"""Definitions that the two texts have in the order of their alphabets are not missing."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.pairing.definition_pairs import of_one_unit

from tests.review.side import languages


@pytest.mark.parametrize(("other", "eid", "found"), [
    ("étiquette désigne une fiche.", "sec_3__p_6", {1, 2}), ("Les étiquettes sont blanches.", "sec_3__p_6", set()),
    ("étiquette désigne une fiche.", "sec_4__p_6", set()), ("étiquette désigne une fiche.", "sec_4", set())])
def test_definitions_alone_in_one_unit_are_in_the_order_of_each_alphabet(
        other: str, eid: str, found: set[int]) -> None:
    around = ClausePair(ComparedClause("sec_3__p_1", "In this Part,"), ComparedClause("sec_3__p_1", "Dans la partie,"))
    place = "sec_3__p_2" if "__" in eid else "sec_3"
    alone = [ClausePair(None, ComparedClause(place, other)),
             ClausePair(ComparedClause(eid, "representation label means a label."), None)]
    assert of_one_unit([around, *alone], languages("eng-fra")) == found

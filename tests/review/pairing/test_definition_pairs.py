"""Definitions that the two texts have in the order of their alphabets are not missing."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.pairing.definition_pairs import of_one_unit

from tests.review.side import languages


@pytest.mark.parametrize(("other", "found"), [
    ("étiquette désigne une fiche.", {1, 2}), ("Les étiquettes sont blanches.", set())])
def test_definitions_alone_in_one_unit_are_in_the_order_of_each_alphabet(other: str, found: set[int]) -> None:
    around = ClausePair(ComparedClause("sec_3__p_1", "In this Part,"), ComparedClause("sec_3__p_1", "Dans la partie,"))
    alone = [ClausePair(None, ComparedClause("sec_3__p_2", other)),
             ClausePair(ComparedClause("sec_3__p_6", "representation label means a label."), None)]
    assert of_one_unit([around, *alone], languages("eng-fra")) == found

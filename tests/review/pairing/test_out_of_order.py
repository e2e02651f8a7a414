"""A pair out of order is none if a unit of it has an answer at its own place."""

from __future__ import annotations

import pytest
from diptych.align.pairs import AlignedUnit
from diptych.review.pairing.longer_twins import Link
from diptych.review.pairing.out_of_order import without_strays

from tests.review.pairing.test_beads import evidence

BUDGET = ("The budget is published in spring.", "Le budget est publié au printemps.")
CHAIRMAN = ("The members of the commission elect a chairman by secret ballot for three years.",
            "Les membres de la commission élisent un président au scrutin secret pour trois ans.")
REPORT = ("The report lists the expenses.", "Le rapport énumère les dépenses.")
COURT = ("The court hears the witnesses.", "Le tribunal entend les témoins.")
WELLS = ("Ground water feeds the wells of the valley in the dry season.",
         "L’eau souterraine alimente les puits de la vallée pendant la saison sèche de chaque été.")


def kept(left: list[tuple[str, str]], right: list[tuple[str, str]], links: list[Link], label: str = "") -> list[Link]:
    """The links that stay, of texts in which the second unit of the right one has a label."""
    sides = [AlignedUnit(f"p_{at}", text) for at, (text, _) in enumerate(left)], [
        AlignedUnit(f"p_{at}", text, label=label if at == 1 else "") for at, (_, text) in enumerate(right)]
    return without_strays(links, evidence(sides), sides)


@pytest.mark.parametrize(("right", "label", "stays"), [
    ([BUDGET, CHAIRMAN, REPORT, COURT], "", False), ([BUDGET, CHAIRMAN, REPORT, COURT], "7", True),
    ([BUDGET, WELLS, REPORT, COURT], "", True), ([BUDGET, REPORT, COURT], "", True)])
def test_a_unit_is_not_paired_elsewhere_if_its_answer_is_left_over_at_its_place(
        right: list[tuple[str, str]], label: str, *, stays: bool) -> None:
    last = len(right) - 1
    links: list[Link] = [((0,), (0,)), ((1,), (last,)), ((2,), (last - 1,))]
    assert (links[1] in kept([BUDGET, CHAIRMAN, REPORT], right, links, label)) is stays


def test_exchanged_units_and_definitions_stay() -> None:
    exchanged: list[Link] = [((0,), (0,)), ((1,), (2,)), ((2,), (1,))]
    assert kept([BUDGET, CHAIRMAN, REPORT], [BUDGET, REPORT, CHAIRMAN], exchanged) == exchanged
    first, last = (("tax means a fee; (taxe)", "taxe Redevance. (tax)"),
                   ("levy means a fee; (droit)", "droit Taxe. (levy)"))
    defined: list[Link] = [((0,), (0,)), ((1,), (2,)), ((2,), (3,))]
    assert kept([BUDGET, first, REPORT], [BUDGET, last, first, REPORT], defined) == defined

"""Units that contradict each other: enough words, and a pair that is improbable by them."""

from __future__ import annotations

import pytest
from diptych.align import texts
from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.project.load import equivalents
from diptych.review.pairing.contradictions import are_brief, are_foreign, contradict, is_improbable

from tests.base import schema
from tests.conftest import ROOT

TWINS = [
    ("The Minister may issue a licence to any person who pays the fee.",
     "Le ministre peut délivrer une licence à toute personne qui paie les droits."),
    ("The owner of the ship keeps a register of passengers and cargo.",
     "Le propriétaire du navire tient un registre des passagers et des cargaisons."),
    ("Every contract with the province is subject to the approval of the Treasury Board.",
     "Tout contrat avec la province est soumis à l’approbation du Conseil du Trésor."),
    ("The court may order the payment of interest on the debt.",
     "Le tribunal peut ordonner le paiement d’intérêts sur la dette."),
    ("An inspector may enter a building and examine documents and computers.",
     "L’inspecteur peut entrer dans un immeuble et examiner des documents et des ordinateurs."),
    ("The union and the employer shall negotiate a collective agreement in good faith.",
     "Le syndicat et l’employeur négocient de bonne foi une convention collective."),
]


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    known = equivalents(ROOT, schema()).value
    assert known
    left, right = ([AlignedUnit(f"sec_{at}", both[side]) for at, both in enumerate(TWINS)] for side in (0, 1))
    return texts.align_with_evidence(left, right, texts.cues(left, right, known))[1]


@pytest.mark.parametrize("at", range(len(TWINS)))
def test_translations_do_not_contradict_each_other(evidence: Evidence, at: int) -> None:
    assert not contradict(evidence, at, at)


def test_most_other_clauses_do(evidence: Evidence) -> None:
    places = [(i, j) for i in range(len(TWINS)) for j in range(len(TWINS)) if i != j]
    assert sum(contradict(evidence, i, j) for i, j in places) > len(places) / 2


def test_units_without_number_contradict_each_other_less(evidence: Evidence) -> None:
    places = [(i, j) for i in range(len(TWINS)) for j in range(len(TWINS)) if i != j]
    prose = [place for place in places if contradict(evidence, *place, is_numbered=False)]
    assert 0 < len(prose) < len([place for place in places if contradict(evidence, *place)])
    assert all(contradict(evidence, *place) for place in prose)


@pytest.mark.parametrize(("words", "brief"), [
    ("Short title", True), ("The Governor may", True), ("The Governor may by order exempt any vessel.", False)])
def test_headings_and_lines_before_items_have_too_few_words(evidence: Evidence, words: str, *, brief: bool) -> None:
    unit = AlignedUnit("sec_1", words)
    assert are_brief((unit, unit), evidence, 0, 0) is brief


@pytest.mark.parametrize(("left", "right", "foreign"), [
    ("pay the fee for a licence to the Treasury Board; and", "Loi sur les immeubles, navires et documents", True),
    ("The Court Orders Interest", "Registre des passagers", False)])
def test_the_part_of_a_sentence_has_no_title_for_its_twin(left: str, right: str, *, foreign: bool) -> None:
    known = equivalents(ROOT, schema()).value
    assert known
    ours = [AlignedUnit(f"sec_{at}", text) for at, text in enumerate((*(one for one, _ in TWINS), left))]
    theirs = [AlignedUnit(f"sec_{at}", text) for at, text in enumerate((*(other for _, other in TWINS), right))]
    made = texts.align_with_evidence(ours, theirs, texts.cues(ours, theirs, known))[1]
    assert are_foreign((ours[-1], theirs[-1]), made, len(TWINS), len(TWINS)) is foreign


@pytest.mark.parametrize(("confidence", "places", "improbable"), [
    (0.3, ((0, 1), (5,)), True), (0.5, ((0, 1), (5,)), False), (0.3, ((0,), (5,)), False)])
def test_units_of_an_improbable_pair_say_different_things(
        evidence: Evidence, confidence: float, places: tuple[tuple[int, ...], tuple[int, ...]], *,
        improbable: bool) -> None:
    """They have words enough to tell so: two units have, one has not."""
    assert is_improbable(UnitPair(*places, confidence), evidence) is improbable

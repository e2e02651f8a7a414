"""A unit that the other text lacks is alone, though the aligner put it beside its neighbour."""

from __future__ import annotations

import pytest
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.review.pairing.released import released

from tests.review.pairing.test_beads import Link, evidence, links, units
from tests.review.pairing.test_contradictions import TWINS

OURS, THEIRS = ([both[side] for both in TWINS] for side in (0, 1))


def grouped(ours: list[str], theirs: list[str], first: Link) -> list[Link]:
    """The pairs of two texts whose first group is given; the others are one by one, from the end."""
    both = units(ours, theirs)
    rest = range(1, len(OURS) - 1)
    pairs = [UnitPair(*first, 0.9), *(UnitPair((len(ours) - at,), (len(theirs) - at,), 1.0) for at in reversed(rest))]
    return links(released(pairs, evidence(both), both))


@pytest.mark.parametrize(("lost", "link"), [(0, ((1,), (0,))), (1, ((0,), (0,)))])
def test_a_sentence_without_answer_is_alone(lost: int, link: Link) -> None:
    theirs = [text for at, text in enumerate(THEIRS) if at != lost]
    assert grouped(OURS, theirs, ((0, 1), (0,)))[:2] == sorted([link, ((lost,), ())])


def test_a_sentence_of_the_translation_may_be_alone() -> None:
    found = grouped(OURS[1:], THEIRS, ((0,), (0, 1)))
    assert ((), (0,)) in found
    assert ((0,), (1,)) in found


@pytest.mark.parametrize(("name", "change"), [
    ("two sentences", " ".join(THEIRS[:2])),
    ("two sentences without a blank between them", "".join(THEIRS[:2])),
    ("one sentence", f"{THEIRS[0][:-1]}, et {THEIRS[1].lower()}"),
    ("a sentence that goes on with a semicolon", f"{THEIRS[0][:-1]}; {THEIRS[1].lower()}"),
])
def test_a_twin_that_says_both_keeps_both(name: str, change: str) -> None:
    assert grouped(OURS, [change, *THEIRS[2:]], ((0, 1), (0,)))[0] == ((0, 1), (0,)), name


def test_a_line_that_goes_on_is_no_sentence() -> None:
    wrapped = [OURS[0].removesuffix(" the fee."), "the fee.", *OURS[2:]]
    assert grouped(wrapped, [THEIRS[0], *THEIRS[2:]], ((0, 1), (0,)))[0] == ((0, 1), (0,))


def test_an_item_without_answer_is_alone() -> None:
    ours, theirs = ([f"{text[:-1]};" for text in side] for side in (OURS, THEIRS))
    ours[0] = f"{ours[0]} and"
    assert grouped(ours, [theirs[0], *theirs[2:]], ((0, 1), (0,)))[:2] == [((0,), (0,)), ((1,), ())]
    ours[0] = f"{ours[0][:-5]}:"
    assert grouped(ours, [theirs[0], *theirs[2:]], ((0, 1), (0,)))[0] == ((0, 1), (0,)), "it goes on"


def labelled(*rows: tuple[str, str, str]) -> list[AlignedUnit]:
    return [AlignedUnit(eid, text, label=label) for eid, label, text in rows]


def free(first: list[AlignedUnit], last: list[AlignedUnit], group: Link) -> list[Link]:
    """The links of a group in two texts, whose other units are left out."""
    both = first, last
    return links(released([UnitPair(*group, 1.0)], evidence(both), both))


@pytest.mark.parametrize(("number", "link"), [("8.3", ((0,), (0,))), ("8.2", ((0, 1), (0,)))])
def test_a_number_that_the_other_text_leaves_out_is_alone(number: str, link: Link) -> None:
    """Its words are few, and the translation of its neighbour is long."""
    ours = labelled(("art_8__subpara_1", "8.1", "No copy is sent."), ("art_8__subpara_2", "8.2", "No plan is made."),
                    ("art_8__subpara_3", "8.3", "The fee is not paid."))
    theirs = labelled(
        ("art_8__subpara_1", "8.1", "La copie n’est pas envoyée au titulaire dans le délai que le ministre a fixé."),
        ("art_8__subpara_3", number, "Le droit n’est pas payé."))
    assert free(ours, theirs, ((0, 1), (0,)))[0] == link


@pytest.mark.parametrize(("eid", "link"), [("art_8__para_1", ((0,), (0,))), ("art_7__para_2", ((0, 1), (0,)))])
def test_a_paragraph_of_another_article_is_alone(eid: str, link: Link) -> None:
    ours = labelled(("art_7__para_1", "", "No copy is sent."), (eid, "", "No plan is made."))
    theirs = labelled(
        ("art_7__para_1", "", "La copie n’est pas envoyée au titulaire dans le délai que le ministre a fixé."),
        ("art_8__para_2", "", "Le droit n’est pas payé."))
    assert free(ours, theirs, ((0, 1), (0,)))[0] == link


def test_a_number_whose_words_the_neighbour_has_is_not_alone() -> None:
    ours = labelled(("art_8__subpara_1", "8.1", "No copy is sent."),
                    ("art_8__subpara_2", "8.2", "The minister receives the report of the commission each year."),
                    ("art_8__subpara_3", "8.3", "The fee is not paid."))
    theirs = labelled(
        ("art_8__subpara_1", "8.1",
         "La copie n’est pas envoyée; le ministre reçoit chaque année le rapport de la commission."),
        ("art_8__subpara_3", "8.3", "Le droit n’est pas payé."))
    assert free(ours, theirs, ((0, 1), (0,)))[0] == ((0, 1), (0,))

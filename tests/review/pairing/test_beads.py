"""Lines cut at other places are groups; a clause that one text lacks stays alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest
from diptych.align import texts
from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.project.load import equivalents
from diptych.review.pairing.beads import grouped
from diptych.review.pairing.straight import straightened

from tests.base import schema
from tests.conftest import ROOT
from tests.review.pairing.test_contradictions import TWINS

Units = tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]]
Link = tuple[tuple[int, ...], tuple[int, ...]]
PAIRS = [(" ".join(ours), " ".join(theirs)) for ours, theirs in (
    zip(*TWINS[at:at + 3], strict=True) for at in range(0, len(TWINS), 3))]
"""Two pairs of clauses, of three sentences each."""


def units(*sides: Sequence[str]) -> Units:
    """The texts as units without numbers."""
    left, right = ([AlignedUnit(f"p_{at}", text) for at, text in enumerate(side)] for side in sides)
    return left, right


def evidence(both: Units) -> Evidence:
    known = equivalents(ROOT, schema()).value
    assert known
    return texts.align_with_evidence(*both, texts.cues(*both, known))[1]


def wrapped(text: str, size: int = 6) -> list[str]:
    """The words of a text in lines of so many."""
    words = text.split()
    return [" ".join(words[at:at + size]) for at in range(0, len(words), size)]


def links(pairs: Sequence[UnitPair]) -> list[Link]:
    return [(pair.left, pair.right) for pair in pairs]


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("linked", [True, False])
def test_wrapped_lines_are_the_group_of_their_paragraph(side: int, *, linked: bool) -> None:
    """`linked`: the aligner has paired the first line of each paragraph, or nothing between two others."""
    lines = [wrapped(pair[side]) for pair in PAIRS]
    mine, other = list(chain(["Title."], *lines, ["End."])), ["Title.", *(pair[1 - side] for pair in PAIRS), "End."]
    both = units(*((mine, other) if side == 0 else (other, mine)))
    firsts = [0, 1, 1 + len(lines[0]), len(mine) - 1]
    known = [UnitPair(*(((at,), (place,)) if side == 0 else ((place,), (at,))), 1.0)
             for place, at in enumerate(firsts) if linked or place in (0, 3)]
    whole = [tuple(range(*ends)) for ends in ((1, firsts[2]), (firsts[2], firsts[3]))]
    wanted = [(part, (at,)) if side == 0 else ((at,), part) for at, part in enumerate(whole, 1)]
    assert links(grouped(known, evidence(both), both))[1:-1] == wanted


def test_a_clause_that_the_other_text_lacks_stays_alone() -> None:
    both = units([one for one, _ in TWINS], [other for at, (_, other) in enumerate(TWINS) if at != 2])
    known = [UnitPair((at,), (at - (at > 2),), 1.0) for at in range(len(TWINS)) if at != 2]
    made = grouped(known, evidence(both), both)
    assert ((2,), ()) in links(made)
    assert links(made) == sorted(links(made))


def test_a_heading_is_no_part_of_the_clause_after_it() -> None:
    both = units([TWINS[0][0], "Registers of ships", TWINS[1][0], TWINS[2][0]], [other for _, other in TWINS[:3]])
    known = [UnitPair((at + (at > 0),), (at,), 1.0) for at in range(3)]
    assert ((1,), ()) in links(grouped(known, evidence(both), both))


def test_two_that_fit_as_well_in_order_did_not_change_places() -> None:
    left, right = ([pair[side] for pair in TWINS] for side in (0, 1))
    both = units(left, right)
    crossed = [UnitPair((at,), ({2: 3, 3: 2}.get(at, at),), 1.0) for at in range(len(TWINS))]
    assert links(straightened(crossed, evidence(both))) == [((at,), (at,)) for at in range(len(TWINS))]
    right[2], right[3] = right[3], right[2]
    exchanged = units(left, right)
    assert links(straightened(crossed, evidence(exchanged))) == links(crossed)


def test_an_item_belongs_to_its_unit_and_not_to_the_next_number() -> None:
    """One text says in a sentence what the other lists; the next subsection begins with its number in both."""
    ours = [AlignedUnit("s_1", "Where the value is equal to the amount,", label="9.8"),
            AlignedUnit("s_1_a", "the amount shall be released to the Bank; and", label="9.8.1"),
            AlignedUnit("s_1_b", "the Corporation shall pay to the Bank the difference between them.", label="9.8.2"),
            AlignedUnit("s_2", "Where the value is less than the amount, there shall be released", label="9.9")]
    theirs = [AlignedUnit("s_1", "Si la valeur est égale au montant, le montant est remis à la Banque.", label="9.8"),
              AlignedUnit("s_2", "Si la valeur est inférieure au montant, la partie du montant égale à la valeur moins "
                                 "la valeur retenue est remise à la Banque et le solde est remis à la Société.",
                          label="9.9")]
    both: Units = ours, theirs
    known = [UnitPair((0,), (0,), 1.0), UnitPair((3,), (1,), 1.0)]
    assert ((3,), (1,)) in links(grouped(known, evidence(both), both))

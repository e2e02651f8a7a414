"""A unit without counterpart is less sure to be missing if a sentence of a neighbour's twin says what it says."""

from __future__ import annotations

import pytest
from diptych.align import texts
from diptych.align.pairs import UnitPair
from diptych.project.load import equivalents
from diptych.review.pairing.sentences_nearby import with_sentences

from tests.base import schema
from tests.conftest import ROOT
from tests.review.pairing.test_beads import units

DISCLOSED = ("The issuer discloses a change of its accounting policy, and files it with the Commission.",
             "发行人应当公告其会计政策的变更，并向委员会申报。")
MEANT = ("The expression “disclose and file” means entering the information into the website of the Commission.",
         "前款所称公告申报，是指将信息输入委员会的网站。")
LAST = ("The court may order the payment of interest on the debt.", "法院可以命令支付债务利息。")
PUBLISHED = "会计政策变更后，应当在报纸上刊登。"


def confidence(ours: list[str], theirs: list[str], pairs: list[UnitPair]) -> list[float]:
    both = units(ours, theirs)
    known = equivalents(ROOT, schema()).value
    assert known
    read = texts.cues(*both, known)
    evidence = texts.align_with_evidence(*both, read)[1]
    return [pair.confidence for pair in with_sentences(pairs, evidence, both, read, known)]


@pytest.mark.parametrize(("twins", "sure"), [
    # The last sentence of the paragraph before, the first one of that behind, and another sentence.
    ((DISCLOSED[1] + MEANT[1], LAST[1]), 0.8), ((DISCLOSED[1], MEANT[1] + LAST[1]), 0.8),
    ((DISCLOSED[1] + PUBLISHED, LAST[1]), 1.0), ((DISCLOSED[1], LAST[1]), 1.0)])
def test_a_unit_that_is_a_sentence_of_its_neighbours_twin(twins: tuple[str, str], sure: float) -> None:
    ours = [DISCLOSED[0], MEANT[0], LAST[0]]
    pairs = [UnitPair((0,), (0,), 1.0), UnitPair((1,), (), 1.0), UnitPair((2,), (1,), 1.0)]
    assert confidence(ours, list(twins), pairs) == [1.0, sure, 1.0]
    turned = [UnitPair(pair.right, pair.left, 1.0) for pair in pairs]
    assert confidence(list(twins), ours, turned) == [1.0, sure, 1.0]


def test_a_unit_that_is_a_line_of_the_group_before_it() -> None:
    pairs = [UnitPair((0,), (0, 1), 1.0), UnitPair((1,), (), 1.0), UnitPair((2,), (2,), 1.0)]
    assert confidence([DISCLOSED[0], MEANT[0], LAST[0]], [DISCLOSED[1], MEANT[1], LAST[1]], pairs) == [1.0, 0.8, 1.0]
    assert confidence([DISCLOSED[0], MEANT[0], LAST[0]], [DISCLOSED[1], PUBLISHED, LAST[1]], pairs) == [1.0, 1.0, 1.0]

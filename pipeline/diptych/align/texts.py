"""Two sequences of units → pairs in the order of the left text, units without a counterpart included.

A first path is found by the known words of the languages. It calibrates the evidence and yields further translations
of words, with which the path is found again. Pairs that may be chance are left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.align.band import band, band_around
from diptych.align.enclosing import structural_places, with_bare_numbers
from diptych.align.evidence import (
    Calibration,
    Evidence,
    calibrate,
    probability,
    weigh,
    with_label_trust,
    with_structure,
)
from diptych.align.exchanges import confirmed
from diptych.align.left_headings import with_headings
from diptych.align.lexicon import translations, with_translations
from diptych.align.matches import BothTexts, vocabularies
from diptych.align.moves import moved
from diptych.align.numbered_blocks import blocks, is_divided, with_blocks
from diptych.align.pairs import AlignedUnit, UnitPair, unpaired
from diptych.align.path import ONE_TO_ONE, SENTENCES, Step, best_path
from diptych.language.equivalents import HANGUL, NOTHING, Cues, Equivalents, reader

_PASSES: Final = 3
"""Paths that are searched, each with evidence learned from the one before. Chosen. Raised: slower, a few more pairs."""
_PAIRED_ENOUGH: Final = 0.98
"""Share of units in sure pairs at which nothing is left to learn. Chosen for speed. Raised: slower."""
_NEIGHBOURS: Final = 5
"""Steps before and after a step that support it. Chosen. Raised: a long gap ends less sharply."""
_NEIGHBOUR_WEIGHT: Final = 2.0
"""Factor on the support of neighbours if negative, in short texts. Chosen. Raised: fewer pairs among units left over,
fewer of them wrong."""
_NEIGHBOUR_GROWTH: Final = 0.3
"""Added to _NEIGHBOUR_WEIGHT, times the log of the number of steps: in long texts more pairs are similar by chance.
Chosen. Raised: as _NEIGHBOUR_WEIGHT, in long texts."""
_MERGE_COST: Final = 1.5
"""Log-odds subtracted for each unit of a pair beyond two. Chosen. Raised: fewer groups, fewer of them wrong."""
_CAUTION: Final = 1.0
"""Log-odds subtracted from a pair with enough words to judge. Chosen: a wrong pair is worse than none. Raised: fewer
pairs, fewer of them wrong."""
_UNRELATED: Final = 4.0
"""Log-odds subtracted from all pairs if no unit is paired; none if half of them are. Chosen. Raised: unrelated texts
have fewer pairs."""
_CLEAR: Final = 2.0
"""Log-odds. Rivals cannot raise a pair above it; also the bound of a neighbour's support. Chosen. Raised: a sure pair
supports its neighbours more."""
_HOPELESS: Final = -3.5
"""Log-odds of a pair that lack of rivals does not raise. Chosen. Raised: fewer free translations are paired."""
_RIVAL_RANGE: Final = 40
"""Units on either side that are a unit's rivals. Chosen for speed. Raised: slower, fewer pairs are raised."""
_LEAST_LEAD: Final = 1.2
"""Log-odds by which a doubtful pair must exceed all rivals to be raised. Chosen. Raised: fewer free translations are
paired."""
_MOST_LEAD: Final = 4.0
"""Log-odds. The most that a doubtful pair is raised. Chosen. Raised: more free translations are paired, more pairs are
wrong."""
_EXPECTED: Final = 1.1
"""Log-odds of the average step of texts that are translations. Chosen. Raised: neighbours support fewer pairs."""
_SURE: Final = 1.0
"""Log-odds of a pair to learn from. Chosen. Raised: fewer words are learned, fewer of them wrong."""
_AGAINST: Final = -2.0
"""Log-odds by words below which a pair of equal numbers is wrong. Chosen with the fit of evidence. Raised: numbers are
trusted in fewer texts."""
_LITTLE_SUPPORT: Final = 3.0
"""Informative words. Pairs with fewer say nothing of numbers or of neighbours. Chosen with the fit of evidence. Raised:
numbers are judged by fewer pairs."""
_PRIOR_TRUST: Final = 0.97
"""Share of equal numbers that are right. Chosen as a prior. Raised: numbers count more in short texts."""
_PRIOR_UNITS: Final = 3.0
"""Units. The prior trust in numbers, and the prior support of neighbours (0), weigh as much as this many observed
units. Chosen. Raised: slower to learn."""
_SAME_CLAUSE: Final = 4.0
"""Log-odds added to a pair of sentences, since their clauses are a pair. Chosen. Raised: fewer sentences are left
over."""
_HANGUL: Final = re.compile(f"[{HANGUL}]")
_SAMPLE: Final = 200
"""Characters at the beginning of a unit that show whether it is Korean. Chosen for speed. Raised: slower."""
BothCues = tuple[list[Cues], list[Cues]]
"""The cues of the units of both texts."""


def align(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], known: Equivalents = NOTHING, *,
          labels: bool = True) -> tuple[UnitPair, ...]:
    """The pairs of two texts, each unit in exactly one, ordered by the first unit on the left; with `labels`, equal
    numbers support a pair."""
    if not left or not right:
        return unpaired(len(left), len(right))
    return align_with_evidence(left, right, cues(left, right, known), labels=labels)[0]


def align_with_evidence(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], read: BothCues,
                        words: BothTexts | None = None, *,
                        labels: bool = True) -> tuple[tuple[UnitPair, ...], Evidence]:
    """The pairs of two texts that have units as `align` gives them, and the evidence for them.

    `read` are their cues, `words` their vocabularies if they are known."""
    alignment = _aligned(left, right, read, words or vocabularies(*read), labels=labels)
    pairs = _with_moves(alignment, left, right, trusted=labels and alignment.evidence.calibration.label_weight > 0)
    if labels:
        pairs = with_bare_numbers(with_blocks(pairs, left, right, alignment.evidence), left, right)
    pairs = with_headings(pairs, left, right)
    return ordered(pairs, len(left), len(right)), alignment.evidence


def prepare(read: BothCues, pairs: Sequence[tuple[int, int]], words: BothTexts | None = None) -> Evidence:
    """The evidence of two texts by their cues, learned from known pairs of their units; `words` are their vocabularies
    if they are known."""
    translated = translations(*read, pairs)
    informed = with_translations(*read, translated)
    return replace(weigh(*informed, calibrate(*informed, pairs), words), translations=translated)


def prepare_alike(read: BothCues, evidence: Evidence) -> Evidence:
    """The evidence of the same units with other words, by what the evidence of two texts was learned with."""
    return replace(weigh(*with_translations(*read, evidence.translations), evidence.calibration),
                   translations=evidence.translations)


def align_prepared(evidence: Evidence) -> tuple[UnitPair, ...]:
    """The pairs of sentences in two clauses known to be a pair."""
    steps = best_path(evidence, band(evidence), SENTENCES)
    pairs = _accepted(steps, _log_odds(steps, evidence), evidence, _SAME_CLAUSE)
    return ordered(pairs, len(evidence.left.lengths), len(evidence.right.lengths))


def pairs_one_to_one(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], ratio: float) -> list[tuple[int, int]]:
    """The likeliest pairs, one to one and in order, of two short sequences, as many as the shorter one has units.

    `ratio` is the number of characters of the right language for one of the left.
    """
    if not left or not right:
        return []
    evidence = weigh(*cues(left, right, NOTHING), Calibration(length_ratio=math.log(ratio)))
    return [(step.i, step.j) for step in best_path(evidence, band(evidence), ONE_TO_ONE) if step.paired]


@dataclass(frozen=True, slots=True)
class _Alignment:
    """The best path through two texts, the log-odds of its steps, its evidence, and this evidence without numbers and
    learned words."""

    steps: list[Step]
    log_odds: list[float]
    evidence: Evidence
    unnumbered: Evidence


def _aligned(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], bare: BothCues, words: BothTexts, *,
             labels: bool) -> _Alignment:
    """The alignment after `_PASSES` paths, or fewer if nothing is left to learn."""
    ours, theirs = (_with_numbers(bare[0], left), _with_numbers(bare[1], right)) if labels else bare
    unnumbered = weigh(*bare, calibrate(*bare, ()), words)
    trust = _label_trust(unnumbered, left, right) if labels else 0.0
    evidence = with_structure(unnumbered, ours, theirs, with_label_trust(unnumbered.calibration, trust))
    steps = best_path(evidence, band(evidence))
    log_odds, calibration = _log_odds(steps, evidence), unnumbered.calibration
    for _ in range(_PASSES - 1):
        sure = [(step.i, step.j) for step, own in zip(steps, log_odds, strict=True)
                if own > _SURE and step.i_end - step.i == step.j_end - step.j == 1]
        if len(sure) > _PAIRED_ENOUGH * max(len(ours), len(theirs)):
            break
        translated = translations(ours, theirs, sure)
        informed = with_translations(ours, theirs, translated)
        calibration = with_label_trust(calibrate(*informed, sure), trust)
        evidence = replace(weigh(*informed, calibration, words), translations=translated)
        steps = best_path(evidence, band_around(steps, len(ours), len(theirs)))
        log_odds = _log_odds(steps, evidence)
    if calibration is not unnumbered.calibration:
        unnumbered = weigh(*bare, calibration, words)
    return _Alignment(steps, log_odds, evidence, unnumbered)


def cues(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], known: Equivalents) -> BothCues:
    """The cues of the units of both texts: of their words, of the things they refer to and of their kinds."""
    korean = any(_HANGUL.search(unit.text, 0, _SAMPLE) for side in (left, right) for unit in side)
    read = reader(known, korean=korean)

    def of_unit(unit: AlignedUnit) -> Cues:
        words = read(unit.text)
        return replace(words, tokens=words.tokens | {(f"@{term}", f"@{term}") for term in unit.terms},
                       structure=frozenset((f"^{unit.kind}",) if unit.kind else ()))

    return list(map(of_unit, left)), list(map(of_unit, right))


def _with_numbers(cues: Sequence[Cues], units: Sequence[AlignedUnit]) -> list[Cues]:
    """The cues of each unit with those of its number and of the number of the unit around it."""
    numbered = []
    for own, unit in zip(cues, units, strict=True):
        labels = {f"&{unit.label}", f"&{unit.kind}_{unit.label.rpartition('.')[2]}"} if unit.label else set()
        enclosing = {f"%{unit.enclosing}"} if unit.enclosing else set()
        numbered.append(replace(own, structure=own.structure.union(labels, enclosing)))
    return numbered


def _label_trust(evidence: Evidence, left: Sequence[AlignedUnit], right: Sequence[AlignedUnit]) -> float:
    """The share of equal numbers that are right, by the units with enough words to judge."""
    ours, theirs = blocks(left), blocks(right)
    contents = [_content(evidence, mine, theirs[label]) for label, mine in ours.items()
                if label in theirs and left[mine.start].text and right[theirs[label].start].text
                and evidence.support(mine.start, mine.start + 1, theirs[label].start, theirs[label].start + 1)
                > _LITTLE_SUPPORT]
    share = (sum(content > _AGAINST for content in contents) + _PRIOR_TRUST * _PRIOR_UNITS) / (
        len(contents) + _PRIOR_UNITS)
    return share ** 3  # if a few numbers mislead, all others may


def _content(evidence: Evidence, mine: range, yours: range) -> float:
    """Log-odds by words and lengths of the first units of two blocks; of all units of one that the other text has in
    one unit."""
    if not is_divided(mine, yours):
        return evidence.content(mine.start, yours.start)
    whole = mine.start, mine.stop, yours.start, yours.stop
    return evidence.group_score(*whole) - evidence.group_structure(*whole)


def _log_odds(steps: Sequence[Step], evidence: Evidence) -> list[float]:
    """Log-odds of each step, with the support of its neighbours: an unsure pair is likely among sure ones, unlikely
    among units left over."""
    own = [_own_log_odds(step, evidence) if step.paired else -1.0 for step in steps]
    little = [step.paired and evidence.support(step.i, step.i_end, step.j, step.j_end) < _LITTLE_SUPPORT
              for step in steps]
    support = [_EXPECTED if short else max(-_CLEAR, min(value, _CLEAR))
               for value, short in zip(own, little, strict=True)]
    penalty = _NEIGHBOUR_WEIGHT + _NEIGHBOUR_GROWTH * math.log1p(len(steps))
    log_odds = []
    for index, step in enumerate(steps):
        near = support[max(0, index - _NEIGHBOURS):index] + support[index + 1:index + 1 + _NEIGHBOURS]
        mean = (sum(near) - _EXPECTED * len(near)) / (len(near) + _PRIOR_UNITS)
        log_odds.append(own[index] - (0.0 if little[index] else _CAUTION) - _MERGE_COST * (step.units - 2)
                        + (1.0 if mean > 0 else penalty) * mean if step.paired else -math.inf)
    return log_odds


def _own_log_odds(step: Step, evidence: Evidence) -> float:
    """Log-odds of a step by itself; a doubtful pair of two units is raised if it exceeds all their rivals."""
    log_odds = evidence.log_odds(step.i, step.i_end, step.j, step.j_end)
    if not _HOPELESS < log_odds < _CLEAR or step.units > 2:
        return log_odds
    lead = _lead(step, evidence)
    return log_odds + min(lead, _MOST_LEAD) if lead > _LEAST_LEAD else log_odds


def _lead(step: Step, evidence: Evidence) -> float:
    """Log-odds by which two units exceed their likeliest rival, the nearest ones compared first; `_LEAST_LEAD` if it is
    less."""
    own = evidence.content(step.i, step.j)
    leads: list[float] = []
    for i, j in _rivals(step, (len(evidence.left.lengths), len(evidence.right.lengths))):
        leads.append(own - evidence.content(i, j))
        if leads[-1] <= _LEAST_LEAD:
            return _LEAST_LEAD
    return min(leads, default=own)


def _rivals(step: Step, units: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The pairs of either unit of a step with the other units in range of its twin, the nearest first."""
    for away in (offset * sign for offset in range(1, _RIVAL_RANGE + 1) for sign in (-1, 1)):
        if 0 <= step.j + away < units[1]:
            yield step.i, step.j + away
        if 0 <= step.i + away < units[0]:
            yield step.i + away, step.j


def _accepted(steps: Sequence[Step], own_log_odds: Sequence[float], evidence: Evidence, bonus: float) -> list[UnitPair]:
    """The likely pairs among the steps; the bound is higher if less than half of the units have one."""
    log_odds = [(step, own + bonus) for step, own in zip(steps, own_log_odds, strict=True)]
    paired = sum(step.units for step, own in log_odds if own > 0) / 2
    units = (len(evidence.left.lengths) + len(evidence.right.lengths)) / 2
    bound = _UNRELATED * max(0.0, 1 - 2 * paired / units)
    return [UnitPair(tuple(range(step.i, step.i_end)), tuple(range(step.j, step.j_end)), probability(own))
            for step, own in log_odds if own > bound]


def _with_moves(alignment: _Alignment, left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], *,
                trusted: bool) -> list[UnitPair]:
    """The likely pairs of an alignment, those of moved units included; `trusted` labels show structural places."""
    pairs, evidence = _accepted(alignment.steps, alignment.log_odds, alignment.evidence, 0.0), alignment.unnumbered
    ours, theirs = structural_places(left), structural_places(right)
    taken = ({i for pair in pairs for i in pair.left}, {j for pair in pairs for j in pair.right})
    lengths = evidence.left.lengths, evidence.right.lengths
    left_over = ([i for i, length in enumerate(lengths[0]) if length and i not in taken[0]],
                 [j for j, length in enumerate(lengths[1]) if length and j not in taken[1]])
    links = {pair.left[0]: pair.right[0] for pair in pairs if pair.kind == "1-1" and (
        lengths[0][pair.left[0]] or not lengths[1][pair.right[0]])}
    new = confirmed(moved(evidence, links, left_over, lambda i, j: trusted and "" != ours[i] == theirs[j]), links,
                    alignment.evidence)
    gone = set(new.values())
    kept = [pair for pair in pairs if pair.left[0] not in new and pair.right[0] not in gone]
    return kept + [UnitPair((i,), (j,), probability(max(0.5, evidence.score(i, j)))) for i, j in new.items()]


def ordered(pairs: Sequence[UnitPair], left: int, right: int) -> tuple[UnitPair, ...]:
    """The pairs by their first unit on the left, and units without a counterpart; those of the right follow the pair of
    the unit before them."""
    places = {j: pair.left[0] for pair in pairs for j in pair.right}
    taken = {i for pair in pairs for i in pair.left}
    keyed = [((pair.left[0], 0, 0), pair) for pair in pairs]
    keyed += [((i, 0, 0), UnitPair((i,), (), 1.0)) for i in range(left) if i not in taken]
    last = -1
    for j in range(right):
        last = places.get(j, last)
        if j not in places:
            keyed.append(((last, 1, j), UnitPair((), (j,), 1.0)))
    return tuple(pair for _, pair in sorted(keyed, key=lambda item: item[0]))

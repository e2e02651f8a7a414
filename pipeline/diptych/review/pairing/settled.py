"""Aligned units → the same, settled for a review: a unit is said to be alone last.

The aligner leaves units over rather than pair them wrongly, and pairs equal numbers. A reader of findings needs more:
units that changed places under their numbers, units left over at one place, and those that are part of a longer twin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from diptych.align.band import longest_chain
from diptych.align.evidence import Evidence, probability
from diptych.align.left_headings import LONGEST_HEADING
from diptych.align.pairs import UnitPair
from diptych.align.texts import ordered
from diptych.review.clause_pairs import FIRST_LINE, marker
from diptych.review.pairing.contradictions import are_brief, contradict, introduces
from diptych.review.pairing.definition_pairs import of_terms, with_definitions
from diptych.review.pairing.longer_twins import Link, Units, free, off, with_longer_twins
from diptych.review.pairing.out_of_order import without_strays
from diptych.review.pairing.sentence_counts import are_as_many

_PREFACE: Final = "preface"
"""eId of the titles of a text: defined by the Akoma Ntoso Naming Convention 1.0."""
_DOUBT: Final = 3.0
"""Log-odds by words below which the units of a pair may be paired elsewhere. Chosen. Raised: slower, more exchanges."""
_LIKELY: Final = 2.0
"""Log-odds by words of a unit's better twin. Chosen. Raised: fewer exchanges, fewer of them wrong."""
_BETTER: Final = 5.0
"""Log-odds by which a better twin must exceed the present one on either side. Chosen. Raised: as _LIKELY."""
_LEAST_SUPPORT: Final = 2.5
"""Informative words of a unit that is paired elsewhere. Chosen. Raised: short clauses are not exchanged."""
_WHOLE: Final = 10_000
"""Pairs of candidates up to which all are compared. Chosen for speed. Raised: slower."""
_RANGE: Final = 40
"""Units from the expected place in which candidates are compared if there are more. Chosen for speed. Raised: slower,
exchanges over a longer distance are found."""
_HOPELESS: Final = -4.2
"""Log-odds by words of units that are no pair although both are left over at one place. Chosen by the measures of
bench/pairs.py. Raised: more units are alone."""
_HOPELESS_ALIKE: Final = -4.8
"""As _HOPELESS, of items of one number. Chosen: below it they have no words in common. Raised: as _HOPELESS."""
_LEAST_BACK: Final = -7.5
"""Log-odds by words of units left over at the places of two that were exchanged. Chosen. Raised: more exchanges are
found by half."""
_PROPORTION: Final = 1.6
"""Natural logarithm of the lengths' ratio, as times the usual one, from which units left over are no pair. Chosen.
Raised: fewer units are alone."""
_BENEFIT: Final = 3.2
"""Log-odds added to a pair of units left over at one place. Chosen. Raised: fewer units are alone."""
_NEAR: Final = 0.6
"""Natural logarithm of the lengths' ratio, as times the usual one, of a unit and the few that answer to it by their
sentences. Chosen. Raised: fewer units are alone."""
_LIKE: Final = 0.15
"""Similarity of such a group. Chosen: those of units without words in common are about 0. Raised: fewer groups."""
_MOST_GAP: Final = 400
"""Pairs of units left over at one place up to which all orders are compared. Chosen for speed. Raised: slower."""


def settled(pairs: Sequence[UnitPair], evidence: Evidence, units: Units) -> tuple[UnitPair, ...]:
    """The pairs with exchanged units crosswise, and with the units left over that have a place in the other text."""
    sizes = len(evidence.left.lengths), len(evidence.right.lengths)
    known = {(pair.left, pair.right): pair.confidence for pair in pairs}
    links = _exchanged(with_definitions([pair for pair in known if all(pair)], units), evidence, sizes)
    links = without_strays([*links, *of_terms(links, units)], evidence, units)
    links = [*links, *_first_lines(links, units), *_titles(links, evidence, units)]
    links = with_longer_twins([*links, *_between(links, evidence, units)], evidence, units)
    return ordered([UnitPair(*link, known.get(link, _confidence(link, evidence))) for link in links], *sizes)


def _confidence(link: Link, evidence: Evidence) -> float:
    """The probability of a link by the words of its likeliest two units, to three decimals."""
    content = max(evidence.content(i, j) for i in link[0] for j in link[1])
    return probability(content + _BENEFIT)


def _exchanged(links: Sequence[Link], evidence: Evidence, sizes: tuple[int, int]) -> list[Link]:
    """The links, those crosswise whose units fit each other much better than their present twins."""
    own = {link: evidence.content(link[0][0], link[1][0]) for link in links if len(link[0]) == len(link[1]) == 1}
    weak = {link: log_odds for link, log_odds in own.items() if log_odds < _DOUBT}
    twins: tuple[dict[int, int], dict[int, int]] = ({i: j for ((i,), (j,)) in weak}, {j: i for ((i,), (j,)) in weak})
    ours, theirs = ([*twins[side], *free(links, side, sizes[side])] for side in (0, 1))
    better: dict[int, int] = {}
    for _, i, j in sorted(_better(sorted(ours), sorted(theirs), weak, evidence), reverse=True):
        if i not in better and j not in better.values():
            better[i] = j
    back = {owner: twins[0][i] for i, j in better.items() if i in twins[0]
            and (owner := twins[1].get(j, i)) not in better and twins[0][i] not in better.values()}
    better |= {i: j for i, j in back.items() if not contradict(evidence, i, j) and _in_proportion(evidence, i, j)
               and evidence.content(i, j) > _LEAST_BACK}
    gone = set(better.values())
    return [link for link in links if not better.keys() & set(link[0]) and not gone & set(link[1])] + [
        ((i,), (j,)) for i, j in better.items()]


def _better(ours: Sequence[int], theirs: Sequence[int], weak: Mapping[Link, float],
            evidence: Evidence) -> Iterator[tuple[float, int, int]]:
    """The pairs of candidates that are much likelier than the present pairs of either unit, and their log-odds."""
    present = ({link[0][0]: log_odds for link, log_odds in weak.items()},
               {link[1][0]: log_odds for link, log_odds in weak.items()})
    scale = len(evidence.right.lengths) / max(1, len(evidence.left.lengths))
    few = len(ours) * len(theirs) <= _WHOLE
    for i in ours:
        for j in theirs:
            if not few and abs(j - i * scale) > _RANGE or evidence.support(i, i + 1, j, j + 1) < _LEAST_SUPPORT:
                continue
            least = max(_LIKELY, *(side.get(unit, _LIKELY - _BETTER) + _BETTER
                                   for side, unit in zip(present, (i, j), strict=True)))
            if ((i,), (j,)) not in weak and (log_odds := evidence.content(i, j)) >= least:
                yield log_odds, i, j


def _first_lines(links: Sequence[Link], units: Units) -> Iterator[Link]:
    """The links of short first lines of one numbered unit that both texts have left over: `In this Act,` is `Les
    définitions qui suivent s’appliquent à la présente loi.`."""
    firsts = [{side[unit].id: unit for unit in free(links, number, len(side))
               if side[unit].id.endswith(FIRST_LINE) and len(side[unit].text) <= LONGEST_HEADING}
              for number, side in enumerate(units)]
    for eid, i in firsts[0].items():
        j = firsts[1].get(eid)
        if j is not None and eid.rpartition("__")[0].rpartition("_")[2].isdecimal():
            yield (i,), (j,)


def _titles(links: Sequence[Link], evidence: Evidence, units: Units) -> Iterator[Link]:
    """The link of the titles that both texts have left over; of long ones if they do not contradict each other."""
    firsts = [[unit for unit in free(links, number, len(side)) if side[unit].id == _PREFACE]
              for number, side in enumerate(units)]
    yield from (((i,), (j,)) for i in firsts[0] for j in firsts[1] if not contradict(evidence, i, j)
                or are_brief((units[0][i], units[1][j]), evidence, i, j))


def _between(links: Sequence[Link], evidence: Evidence, units: Units) -> Iterator[Link]:
    """The links of units left over at the same place: between the same two links."""
    sizes = len(units[0]), len(units[1])
    left_over = [free(links, side, sizes[side]) for side in (0, 1)]
    last = {(link[0][0], link[1][0]): (link[0][-1], link[1][-1]) for link in links}
    chain = [((-1, -1), (-1, -1)), *((first, last[first]) for first in longest_chain(last)), (sizes, sizes)]
    for (_, before), (after, _) in pairwise(chain):
        ours, theirs = ([unit for unit in left_over[side] if before[side] < unit < after[side]] for side in (0, 1))
        if len(ours) == len(theirs):
            yield from (((i,), (j,)) for i, j in zip(ours, theirs, strict=True)
                        if _in_proportion(evidence, i, j) and (
                            evidence.content(i, j) > _least(units, i, j) or contradict(evidence, i, j)
                            or introduces(units[0][i]) and introduces(units[1][j])))
        elif ours and theirs and _are_grouped(ours, theirs, evidence, units):
            yield tuple(ours), tuple(theirs)
        elif 0 < len(ours) * len(theirs) <= _MOST_GAP:
            yield from (((i,), (j,)) for i, j in _in_order(ours, theirs, evidence))


def _are_grouped(ours: Sequence[int], theirs: Sequence[int], evidence: Evidence, units: Units) -> bool:
    """Whether a unit left over answers to a few others by its sentences."""
    texts = [units[0][unit].text for unit in ours], [units[1][unit].text for unit in theirs]
    return are_as_many(*texts) and abs(off(evidence, ours, theirs)) < _NEAR and (
        evidence.group_similarity(ours[0], ours[-1] + 1, theirs[0], theirs[-1] + 1) > _LIKE)


def _least(units: Units, i: int, j: int) -> float:
    """The log-odds above which two units left over at one place are a pair; lower if they print one number, as their
    label or at the beginning of their text."""
    ours, theirs = (unit.label.rpartition(".")[2] or marker(unit.text) for unit in (units[0][i], units[1][j]))
    return _HOPELESS_ALIKE if ours == theirs != "" else _HOPELESS


def _in_proportion(evidence: Evidence, i: int, j: int) -> bool:
    return abs(off(evidence, [i], [j])) < _PROPORTION


def _in_order(ours: Sequence[int], theirs: Sequence[int], evidence: Evidence) -> list[tuple[int, int]]:
    """The likeliest pairs in order of unequally many units."""
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(theirs) + 1)]
    for i in ours:
        row = [(0.0, list[tuple[int, int]]())]
        for place, j in enumerate(theirs):
            options = [best[-1][place + 1], row[place]]
            if not contradict(evidence, i, j) and _in_proportion(evidence, i, j):
                score, chosen = best[-1][place]
                options.append((score + evidence.content(i, j) + _BENEFIT, [*chosen, (i, j)]))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return best[-1][-1][1]


def crosswise(links: Sequence[tuple[int, int]]) -> AbstractSet[tuple[int, int]]:
    """The links that are out of the order of the others."""
    return set(links) - set(longest_chain(links))

"""Pairs in order → the same with pairs out of order, which no path contains."""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final

from diptych.align.band import longest_chain
from diptych.align.evidence import Evidence

_WEAK: Final = 1.0
"""Log-odds of a pair below which its units may be paired elsewhere. Chosen. Raised: slower, more moves, more of them
wrong."""
_BETTER: Final = 2.5
"""Log-odds by which a move must exceed the pairs that it separates. Chosen. Raised: fewer moves, fewer of them
wrong."""
_LEAST_SUPPORT: Final = 1.5
"""Informative words of a unit that is moved by itself. Chosen. Raised: short clauses are not moved."""
_WHOLE: Final = 10_000
"""Pairs of candidates up to which all are compared. Chosen for speed. Raised: slower."""
_RANGE: Final = 40
"""Units from the expected place in which candidates are compared if there are more. Chosen for speed. Raised: slower,
moves over a longer distance are found."""
_MOVED: Final = 2.0
"""Log-odds of a move. Chosen. Raised: fewer moves, fewer of them wrong."""
_PER_CANDIDATE: Final = 0.5
"""Log-odds added to those of a move or of an exchange, times the log of the number of candidates. Chosen. Raised: fewer
moves in long texts."""
_EXCHANGED: Final = 1.2
"""Log-odds of two exchanged units together. Chosen. Raised: fewer exchanges, fewer of them wrong."""
_UNLIKELY: Final = -1.5
"""Log-odds of each of two exchanged units. Chosen. Raised: faster, fewer exchanges."""
_UNPAIRED_AROUND: Final = 4.0
"""Log-odds added to those of a move if most units around are unpaired. Chosen. Raised: fewer moves in texts that are
hardly translations."""
_WINDOW: Final = 5
"""Units on either side, of which most must be paired. Chosen. Raised: the ends of a text and long gaps matter less."""
_BETWEEN: Final = 1.0
"""Log-odds of two units left over between the same pairs. Chosen by the measures of bench/align.py. Raised: fewer pairs
of units left over, fewer of them wrong."""
_LITTLE_SUPPORT: Final = 3.0
"""Informative words; units with fewer are short, and have lower bounds. Chosen. Raised: more pairs of units left
over."""
_BETWEEN_SHORT: Final = -1.0
"""Log-odds, as _BETWEEN, for short units. Chosen by the measures of bench/align.py. Raised: as _BETWEEN."""
_SAME_PLACE: Final = -9.5
"""Log-odds, as _BETWEEN, for units with the same structural place: hardly another twin is possible. Chosen by the
measures of bench/align.py. Raised: fewer free translations are paired."""
_SAME_PLACE_SHORT: Final = -15.0
"""Log-odds, as _SAME_PLACE, for short units. Chosen by the measures of bench/align.py. Raised: as _SAME_PLACE."""
_EXCHANGED_BACK: Final = -4.0
"""Log-odds, as _BETWEEN, for units left over at the places of a moved pair. Chosen by the measures of bench/align.py.
Raised: more exchanges are found by half."""
_DEVIATION_WEIGHT: Final = 2.0
"""Log-odds for one standard deviation of specificity on either side. Chosen by the measures of bench/align.py. Raised:
more pairs of units left over."""
_FEW: Final = 2
"""Units left over on each side that are paired in order. Chosen. Raised: more of them are paired, more of them
wrong."""
_MANY: Final = 60
"""Likely pairs that are tried as exchanges. Chosen for speed: the time grows with its square. Raised: slower."""
Link = tuple[int, int]
_Unpaired = tuple[Sequence[int], Sequence[int]]
"""The units left over on the left and on the right, in order."""
_SamePlace = Callable[[int, int], bool]


def moved(evidence: Evidence, links: Mapping[int, int], unpaired: _Unpaired,
          same_place: _SamePlace) -> dict[int, int]:
    """The units of the right by those of the left that they translate, out of order or left over between pairs.

    `links` are pairs of single units; the units of a weak one may be paired elsewhere. `same_place` is true for units
    with the same place in the structure of their texts.
    """
    weak = {i: log_odds for i, j in links.items() if (log_odds := evidence.log_odds(i, i + 1, j, j + 1)) < _WEAK
            and not (same_place(i, j) and evidence.support(i, i + 1, j, j + 1) < _LITTLE_SUPPORT)}
    candidates = sorted([*unpaired[0], *weak]), sorted([*unpaired[1], *(links[i] for i in weak)])
    scores = {(i, j): evidence.log_odds(i, i + 1, j, j + 1) for i, j in _possible_links(links, *candidates)
              if links.get(i) != j}
    units = len(evidence.left.lengths)
    new = _exchanges(scores, links, weak, units)
    taken = set(new.values())
    rest = {(i, j): log_odds for (i, j), log_odds in scores.items()
            if i not in new and j not in taken and evidence.support(i, i + 1, j, j + 1) >= _LEAST_SUPPORT}
    new |= dict(_single_moves(rest, links, weak, units))
    taken = set(new.values())
    kept = {i: j for i, j in links.items() if i not in new and j not in taken} | new
    back = _disjoint(link for link in _exchanged_back(links, new, _left_over(candidates, kept))
                     if _fits(evidence, *link, same_place=False, least=_EXCHANGED_BACK))
    across = _disjoint(link for link in _across_a_pair(kept | back, _left_over(candidates, kept | back))
                       if _fits(evidence, *link, same_place=False))
    new, kept = new | back | across, kept | back | across
    return new | {i: j for i, j in _between_pairs(units, kept, _left_over(candidates, kept), same_place)
                  if _fits(evidence, i, j, same_place=same_place(i, j))}


def _left_over(candidates: _Unpaired, links: Mapping[int, int]) -> _Unpaired:
    """The candidates without a link."""
    taken = set(links.values())
    return [i for i in candidates[0] if i not in links], [j for j in candidates[1] if j not in taken]


def _disjoint(links: Iterable[Link]) -> dict[int, int]:
    """The links without those of a unit that has one already."""
    disjoint: dict[int, int] = {}
    for i, j in links:
        if i not in disjoint and j not in disjoint.values():
            disjoint[i] = j
    return disjoint


def _fits(evidence: Evidence, i: int, j: int, *, same_place: bool, least: float = _BETWEEN) -> bool:
    """True if the log-odds of two units left over exceed their bound: `least`, or less for one structural place."""
    short = evidence.support(i, i + 1, j, j + 1) < _LITTLE_SUPPORT
    specific = max(0.0, sum(evidence.deviations(i, j)))
    log_odds = evidence.log_odds(i, i + 1, j, j + 1) + _DEVIATION_WEIGHT * specific
    if same_place:
        return log_odds > (_SAME_PLACE_SHORT if short else _SAME_PLACE)
    return log_odds > (min(least, _BETWEEN_SHORT) if short else least)


def _single_moves(scores: Mapping[Link, float], links: Mapping[int, int], weak: Mapping[int, float],
                  units: int) -> Iterator[Link]:
    """The links of units that fit each other better than all others, and better than the weak links they replace."""
    best = _best_twins(scores)
    needed = _MOVED + _PER_CANDIDATE * math.log(len(scores) + 1)
    owners = {links[i]: i for i in weak}
    for (i, j), log_odds in scores.items():
        if best[0][i] == j and best[1][j] == i:
            replaced = [weak[unit] for unit in {i, owners.get(j, i)} if unit in weak]
            bound = max(max(replaced) + _BETTER, needed) if replaced else needed
            if log_odds >= bound + (0.0 if _mostly_paired(links, i, units) else _UNPAIRED_AROUND):
                yield i, j


def _exchanges(scores: Mapping[Link, float], links: Mapping[int, int], weak: Mapping[int, float],
               units: int) -> dict[int, int]:
    """The links of two units each that changed places; both links together are likelier than either alone."""
    chain = longest_chain((i, j) for i, j in links.items() if i not in weak)
    likely = sorted(((log_odds, link) for link, log_odds in scores.items()
                     if log_odds > _UNLIKELY and _mostly_paired(links, link[0], units)), reverse=True)[:_MANY]
    gains = sorted(((first[0] + second[0], first[1], second[1]) for first, second in combinations(likely, 2)
                    if _cross(chain, first[1], second[1])), reverse=True)
    needed = _EXCHANGED + _PER_CANDIDATE * math.log(len(gains) + 1)
    exchanged: dict[int, int] = {}
    for gain, first, second in gains:
        lost = sum(weak.get(i, 0.0) for i in (first[0], second[0]))
        least = max(needed + max(lost, 0.0), _uncrossed(scores, first, second) + _EXCHANGED)
        if gain >= least and not {first[0], second[0]} & exchanged.keys() and not (
                {first[1], second[1]} & set(exchanged.values())):
            exchanged |= dict((first, second))
    return exchanged


def _uncrossed(scores: Mapping[Link, float], first: Link, second: Link) -> float:
    """Log-odds of two units together with each other's twins; minus infinity if these are no candidates."""
    return scores.get((first[0], second[1]), -math.inf) + scores.get((second[0], first[1]), -math.inf)


def _cross(chain: Sequence[Link], first: Link, second: Link) -> bool:
    """True if each of two links has a unit at the place where the other has its twin."""
    return (first[0] < second[0]) != (first[1] < second[1]) and first[0] != second[0] and first[1] != second[1] and (
        _same_gap(chain, first[0], second[1]) and _same_gap(chain, second[0], first[1]))


def _same_gap(chain: Sequence[Link], i: int, j: int) -> bool:
    """True if two units are between the same two links."""
    before = bisect_left(chain, i, key=lambda link: link[0])
    return before == bisect_left(chain, j, key=lambda link: link[1])


def _exchanged_back(links: Mapping[int, int], moves: Mapping[int, int], unpaired: _Unpaired) -> Iterator[Link]:
    """The links of units left over at the two places of a moved pair, which may have changed places with it."""
    chain = longest_chain((i, j) for i, j in links.items() if i not in moves)
    for i, j in moves.items():
        ours = [unit for unit in unpaired[0] if _same_gap(chain, unit, j)]
        theirs = [unit for unit in unpaired[1] if _same_gap(chain, i, unit)]
        if len(ours) == len(theirs) == 1:
            yield ours[0], theirs[0]


def _across_a_pair(links: Mapping[int, int], unpaired: _Unpaired) -> Iterator[Link]:
    """The links of units left over, of which one is alone before a pair and the other alone after it."""
    chain = _bounded_chain(links)
    for before, (i, j), after in zip(chain, chain[1:], chain[2:], strict=False):
        early, late = _inside(unpaired[0], before[0], i), _inside(unpaired[0], i, after[0])
        first, last = _inside(unpaired[1], before[1], j), _inside(unpaired[1], j, after[1])
        if len(early) == len(last) == 1 and not late and not first:
            yield early[0], last[0]
        elif len(late) == len(first) == 1 and not early and not last:
            yield late[0], first[0]


def _bounded_chain(links: Mapping[int, int]) -> Sequence[Link]:
    """The links in order, between a place before all units and another after them."""
    return [(-1, -1), *longest_chain(links.items()), (sys.maxsize, sys.maxsize)]


def _inside(places: Sequence[int], after: int, before: int) -> Sequence[int]:
    """The places between two others."""
    return places[bisect_right(places, after):bisect_left(places, before)]


def _between_pairs(units: int, links: Mapping[int, int], unpaired: _Unpaired,
                   same_place: _SamePlace) -> Iterator[Link]:
    """The links of units left over between the same two pairs: with the same place, else in order if equally many."""
    for before, after in pairwise(_bounded_chain(links)):
        ours, theirs = (_inside(unpaired[side], before[side], after[side]) for side in (0, 1))
        if not ours or not theirs or not all(_mostly_paired(links, i, units) for i in ours):
            continue
        alike = [(i, j) for i in ours for j in theirs if same_place(i, j)]
        if len(dict(alike)) == len({j for _, j in alike}) == len(alike) > 0:
            yield from alike
        elif len(ours) == len(theirs) <= _FEW:
            yield from zip(ours, theirs, strict=True)


def _possible_links(links: Mapping[int, int], ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Link]:
    """All links of candidates, or those near the expected place if there are many."""
    row = sorted(links.items())
    few = len(ours) * len(theirs) <= _WHOLE
    for i in ours:
        index = bisect_left(row, i, key=lambda link: link[0])
        place = row[index - 1][1] if index else -1
        yield from ((i, j) for j in (theirs if few else _inside(theirs, place - _RANGE - 1, place + _RANGE + 1)))


def _best_twins(scores: Mapping[Link, float]) -> tuple[dict[int, int], dict[int, int]]:
    """For each unit of either side its likeliest twin."""
    ordered = sorted(scores, key=lambda link: (scores[link], link))
    return dict(ordered), {j: i for i, j in ordered}


def _mostly_paired(links: Mapping[int, int], i: int, units: int) -> bool:
    """True if most units around one of the left are paired, so that the texts are translations there."""
    around = range(max(0, i - _WINDOW), min(units, i + _WINDOW + 1))
    return sum(unit in links for unit in around) > (len(around) - 1) / 2

"""Fits the log-odds by which `diptych review` knows a replaced clause: `_PAIRED` of review/pairing/contradictions.py.

usage: python -m bench.fit.replaced [FOLDER …] [--untouched FOLDER …]     (../shared/corpus)

The rows are clauses of the pairs of texts to learn from of bench/pairs.py, as the review pairs them: all of the
untouched texts, and those that a clause of another text replaces, in ROUNDS rounds, if the text has `gold`. In the
folders after `--untouched` nothing is replaced; their rows weigh a third of the other untouched ones. Printed are
the weights of each half of the texts and of all, each half being measured with the weights of the other; and for each
bound the share of replaced clauses below it, and the number of the others.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
from diptych.review.clause_pairs import ClausePair
from diptych.review.pairing import contradictions, twins
from scipy.optimize import minimize

from bench.ablation import changed
from bench.pairs import SHARED, Line, Pair, build, is_measured, replaced, reviewed, solid

ROUNDS = 12
"""Rounds in which one of twenty clauses is replaced. Chosen. Raised: slower, steadier weights."""
WEIGHTS = {"pair": 3.0, "replaced": 1.0, "other": 1.0}
"""Weight of all rows of a kind together. Chosen: a wrong finding is worse than none."""
BOUNDS = (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0)
Measures = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of two clauses, their `kind` (`pair`, `replaced`, or `other`, in an untouched folder), and the half
    of their texts."""

    measures: Measures
    kind: str
    half: bool


def main(folders: Sequence[Path], untouched: Sequence[Path]) -> None:
    """Fits and prints."""
    every = [pair for folder in folders for pair in build(folder) if not is_measured(pair.name)]
    rows = [row for pair in every for row in of_pair(pair, every)]
    rows += [row for folder in untouched for pair in build(folder) if not is_measured(pair.name)
             for row in of_untouched(pair, "other")]
    values, kinds = np.array([row.measures for row in rows]), np.array([row.kind for row in rows])
    halves = np.array([row.half for row in rows])
    _print("present", np.array(vars(contradictions)["_PAIRED"]), values, kinds)
    for name, learned, kept in (("first half", halves, ~halves), ("second half", ~halves, halves),
                                ("all", halves | ~halves, halves | ~halves)):
        _print(name, fit(values[learned], kinds[learned]), values[kept], kinds[kept])


def _print(name: str, weights: np.ndarray, values: np.ndarray, kinds: np.ndarray) -> None:
    print(name, [round(float(weight), 2) for weight in weights])
    odds = values @ weights
    for bound in BOUNDS:
        below = [f"{((odds < bound) & (kinds == kind)).sum()} of {(kinds == kind).sum()} {kind}" for kind in WEIGHTS]
        print(f"  {bound}:", ", ".join(below))


def fit(values: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """The weights with the highest likelihood."""
    signs = np.where(kinds == "replaced", -1.0, 1.0)
    each = sum(np.where(kinds == kind, weight / max(1, (kinds == kind).sum()), 0.0) for kind, weight in WEIGHTS.items())

    def loss(candidate: np.ndarray) -> float:
        return float(each @ np.logaddexp(0.0, -signs * (values @ candidate)))

    return np.asarray(minimize(loss, np.array(vars(contradictions)["_PAIRED"]), method="BFGS").x)


def of_untouched(pair: Pair, kind: str) -> Iterator[Row]:
    """The rows of a pair of texts as they are."""
    half = sha256(pair.name.encode()).digest()[0] % 2 == 0
    yield from (Row(measured, kind, half) for _, measured in compared(pair))


def of_pair(pair: Pair, every: Sequence[Pair]) -> Iterator[Row]:
    """The rows of a pair of texts."""
    half = sha256(pair.name.encode()).digest()[0] % 2 == 0
    yield from of_untouched(pair, "pair")
    if not pair.gold:
        return
    others = [line for other in every if other.gold and other.name != pair.name
              and other.languages[1] == pair.languages[1] for line in other.sides[1]]
    for turn in range(ROUNDS):
        spoilt = replaced(pair, random.Random(f"{pair.name} {turn}"), others)  # noqa: S311 - the same rows in every run
        if spoilt is None:
            continue
        right, touched = spoilt
        twins_ = dict(pair.gold)
        said = {line.id: line for line in right}
        changes = [(line, said[twins_[line.id]]) for (line,) in touched]
        for clauses, measured in compared(replace(pair, sides=(pair.sides[0], right))):
            if any(_are_of(clauses, line, other) for line, other in changes):
                yield Row(measured, "replaced", half)


def compared(pair: Pair) -> Iterator[tuple[ClausePair, Measures]]:
    """The clauses that the review compares one with one, and their measures; those with too few words are left out."""
    by_place: dict[tuple[int, int], Measures] = {}

    def recorded(evidence: object, i: int, j: int, known: dict[tuple[int, int], Measures], **_: bool) -> bool:
        known[i, j] = contradictions.measures(evidence, i, j)  # type: ignore[arg-type]
        return True

    def judged(units: object, evidence: object, i: int, j: int, known: dict[tuple[int, int], Measures]) -> bool:
        if is_brief := contradictions.are_brief(units, evidence, i, j):  # type: ignore[arg-type]
            known.pop((i, j), None)
        return is_brief

    with changed(twins, "contradict", partial(recorded, known=by_place)), changed(
            twins, "are_brief", partial(judged, known=by_place)), changed(twins, "are_foreign", lambda *_: False):
        result = reviewed(pair)
    least = np.log1p(vars(contradictions)["_JUDGED"])
    for clauses in result.pairs:
        if clauses.left and clauses.right:
            measured = by_place.get((clauses.left.place, clauses.right.place))
            if measured and measured[1] >= least:
                yield clauses, measured


def _are_of(clauses: ClausePair, line: Line, other: Line) -> bool:
    """Whether two clauses are these two lines."""
    return all(clause is not None and solid(clause.text).endswith(solid(one.words))
               for clause, one in zip(clauses.sides, (line, other), strict=True))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED])
    parser.add_argument("--untouched", nargs="*", type=Path, default=[])
    asked = parser.parse_args()
    main(asked.folders, asked.untouched)

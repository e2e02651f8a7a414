"""Fits the log-odds by which `diptych review` knows a replaced clause: `_PAIRED` of pipeline/diptych/review/settled.py.

usage: bench/fit/replaced.py [FOLDER …]     (../shared/corpus)

The rows are clauses of the pairs of texts to learn from of bench/pairs.py, as the review pairs them: all of the
untouched texts, and those that a clause of another text replaces, in ROUNDS rounds, if the text has `gold`. Printed are
the weights of each half of the texts and of all, each half being measured with the weights of the other; and for each
bound the share of replaced clauses below it, and the number of the others.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
from diptych.review import pairing, settled
from diptych.review.clause_pairs import ClausePair
from scipy.optimize import minimize

from bench.ablation import changed
from bench.pairs import SHARED, Line, Pair, build, is_measured, replaced, reviewed, solid

ROUNDS = 12
"""Rounds in which one of twenty clauses is replaced. Chosen. Raised: slower, steadier weights."""
TRUE = 3.0
"""Weight of all untouched clauses together; the replaced ones have 1. Chosen: a wrong finding is worse than none."""
BOUNDS = (-3.0, -2.5, -2.0, -1.75, -1.5, -1.0, 0.0)
Measures = tuple[float, float, float, float]
Row = tuple[Measures, bool, bool]
"""The measures of two clauses, whether they are translations, and the half of their texts."""


def main(folders: Sequence[Path]) -> None:
    """Fits and prints."""
    every = [pair for folder in folders for pair in build(folder) if not is_measured(pair.name)]
    rows = [row for pair in every for row in of_pair(pair, every)]
    values = np.array([row for row, _, _ in rows])
    signs = np.array([1.0 if true else -1.0 for _, true, _ in rows])
    halves = np.array([half for _, _, half in rows])
    for name, learned, kept in (("first half", halves, ~halves), ("second half", ~halves, halves),
                                ("all", halves | ~halves, halves | ~halves)):
        weights = fit(values[learned], signs[learned])
        odds = values[kept] @ weights
        print(name, [round(float(weight), 2) for weight in weights])
        for bound in BOUNDS:
            below, true = odds < bound, signs[kept] > 0
            print(f"  {bound}: {(below & ~true).sum()} of {(~true).sum()} replaced, {(below & true).sum()} of "
                  f"{true.sum()} others")


def fit(values: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """The weights with the highest likelihood."""
    true = signs > 0
    weights = np.where(true, TRUE / max(1, true.sum()), 1 / max(1, (~true).sum()))

    def loss(candidate: np.ndarray) -> float:
        return float(weights @ np.logaddexp(0.0, -signs * (values @ candidate)))

    return np.asarray(minimize(loss, np.array(vars(settled)["_PAIRED"]), method="BFGS").x)


def of_pair(pair: Pair, every: Sequence[Pair]) -> Iterator[Row]:
    """The rows of a pair of texts."""
    half = sha256(pair.name.encode()).digest()[0] % 2 == 0
    for _, measured in compared(pair):
        yield measured, True, half
    if not pair.gold:
        return
    others = [line for other in every if other.gold and other.name != pair.name
              and other.languages[1] == pair.languages[1] for line in other.sides[1]]
    for turn in range(ROUNDS):
        spoilt = replaced(pair, random.Random(f"{pair.name} {turn}"), others)  # noqa: S311 - the same rows in every run
        if spoilt is None:
            continue
        right, touched = spoilt
        for clauses, measured in compared(replace(pair, sides=(pair.sides[0], right))):
            if any(_is_of(clauses, line) for (line,) in touched):
                yield measured, False, half


def compared(pair: Pair) -> Iterator[tuple[ClausePair, Measures]]:
    """The clauses that the review compares one with one, and their measures; those with too few words are left out."""
    by_place: dict[tuple[int, int], Measures] = {}

    def recorded(evidence: object, i: int, j: int, known: dict[tuple[int, int], Measures]) -> bool:
        known[i, j] = settled.measures(evidence, i, j)  # type: ignore[arg-type]
        return True

    def judged(units: object, evidence: object, i: int, j: int, known: dict[tuple[int, int], Measures]) -> bool:
        if is_brief := settled.are_brief(units, evidence, i, j):  # type: ignore[arg-type]
            del known[i, j]
        return is_brief

    with changed(pairing, "contradict", partial(recorded, known=by_place)), changed(
            pairing, "are_brief", partial(judged, known=by_place)):
        result = reviewed(pair)
    least = np.log1p(vars(settled)["_JUDGED"])
    for clauses in result.pairs:
        if clauses.left and clauses.right:
            measured = by_place.get((clauses.left.place, clauses.right.place))
            if measured and measured[1] >= least:
                yield clauses, measured


def _is_of(clauses: ClausePair, line: Line) -> bool:
    return clauses.left is not None and solid(clauses.left.text).endswith(solid(line.words))


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:])] or [SHARED])

"""Fits constants of pipeline/diptych/align/evidence.py by logistic regression → bench/results/fit.json.

usage: python -m bench.fit.evidence [FOLDER …]     (../shared/corpus; further ones as bench/manuals.py makes them)

Fitted are _PRIOR, _LENGTH_WEIGHT, _WORDS_PRIOR and _DEVIATION_WEIGHT: the log-odds of two units are linear in them. All
other constants keep their values. README.md in this folder is the recipe of the data.

Printed are the fitted constants, and F1 with the present and with the fitted ones on the texts to measure on: with
numbers, by words alone, and roughened as bench/ablation.py does it.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path

import numpy as np
from diptych.align import evidence, texts
from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit
from diptych.language.equivalents import Equivalents
from scipy.optimize import minimize

from bench.ablation import Task, changed, measured, of_pair
from bench.align import prepare
from bench.pairs import SAME, SHARED, Pair, build, is_measured

RESULT = Path(__file__).parent.parent / "results/fit.json"
CONSTANTS = ("_PRIOR", "_LENGTH_WEIGHT", "_WORDS_PRIOR", "_DEVIATION_WEIGHT")
"""The fitted constants, in the order of the columns of `features`."""
EACH = 2
"""Pairs of texts of each collection and pair of languages, for learning and for measuring. Chosen for speed. Raised:
slower, and long collections weigh no more."""
LONGEST = 100
"""Units of the longest text. Chosen for speed. Raised: slower."""
RANGE = 12
"""Units around a twin, of which one is no twin. Chosen: the aligner compares as many. Raised: easier rows."""
PARTS = 5
"""Parts of the twins that are replaced one after the other. Chosen. Raised: slower, and more of the text is right."""
ALIKE = 20
"""Units nearest in length, of which one replaces a twin, as in bench/pairs.py. Chosen. Raised: easier rows."""
NO_PAIR = 0.5
"""Weight of a row without a pair. Chosen: there are two for each pair. Raised: fewer pairs, fewer of them wrong."""
Row = tuple[tuple[float, ...], bool]
"""The features of two units, and whether they are a pair."""


def main(folders: Sequence[Path]) -> None:
    """Fits, measures, and writes the figures."""
    known = prepare()[1]
    every = [pair for folder in folders for pair in build(folder)
             if pair.gold and max(map(len, pair.sides)) <= LONGEST]
    learned, kept = ([*chosen([pair for pair in every if is_measured(pair.name) == measure])]
                     for measure in (False, True))
    by_languages = {pair.name: [*rows(pair, other_texts(pair, learned), known)] for pair in learned}
    present = {name: float(vars(evidence)[name]) for name in CONSTANTS}
    fitted = dict(zip(CONSTANTS, fit(learned, by_languages, [*present.values()]), strict=True))
    print(fitted, flush=True)
    result = {"texts to learn from": [pair.name for pair in learned],
              "texts to measure on": [pair.name for pair in kept],
              "rows": sum(map(len, by_languages.values())), "present": present, "fitted": fitted,
              "F1": {name: with_constants(tasks(kept), constants, known)
                     for name, constants in (("present", present), ("fitted", fitted))}}
    text = json.dumps(result, indent=1, ensure_ascii=False)
    RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


def chosen(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The first pairs of each collection and pair of languages, by the SHA-256 of their names."""
    by_group = sorted(pairs, key=lambda pair: (collection(pair), sha256(pair.name.encode()).digest()))
    for _, group in groupby(by_group, key=collection):
        yield from islice(group, EACH)


def collection(pair: Pair) -> tuple[str, tuple[str, str]]:
    """The collection of a pair, which begins its name, and its languages."""
    return pair.name.partition("_")[0].partition("-")[0], pair.languages


def rows(pair: Pair, others: Sequence[str], known: Equivalents) -> Iterator[Row]:
    """The features of the pairs of a text, of as many units near them, and of as many replaced by `others`, with the
    evidence before and after learning."""
    left, right, gold, _ = next(iter(of_pair(pair)))
    counts = Counter(i for i, _ in gold), Counter(j for _, j in gold)
    single = sorted((i, j) for i, j in gold if counts[0][i] == counts[1][j] == 1)
    chance = random.Random(pair.name)  # noqa: S311 - the same rows in every run
    for weighed in both_evidences((left, right), single, known):
        for i, j in single:
            near = [other for other in range(max(0, j - RANGE), min(len(right), j + RANGE + 1))
                    if (i, other) not in gold]
            if near:
                yield features(weighed, i, j), True
                yield features(weighed, i, chance.choice(near)), False
    for part in range(PARTS):
        replaced = {j: text for _, j in single[part::PARTS] if (text := replacement(right[j].text, others, chance))}
        changed_right = [replace(unit, text=replaced.get(j, unit.text)) for j, unit in enumerate(right)]
        known_pairs = [(i, j) for i, j in single if j not in replaced]
        for weighed in both_evidences((left, changed_right), known_pairs, known):
            yield from ((features(weighed, i, j), False) for i, j in single if j in replaced)


def both_evidences(units: tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]], pairs: Sequence[tuple[int, int]],
                   known: Equivalents) -> Iterator[Evidence]:
    """The evidence of two texts before anything is learned, and that learned from known pairs."""
    read = texts.cues(*units, known)
    yield evidence.weigh(*read, evidence.calibrate(*read, ()))
    yield texts.prepare(read, pairs)


def replacement(text: str, others: Sequence[str], chance: random.Random) -> str:
    """One of the others that are about as long and have other words, drawn at random; nothing if there is none."""
    alike = sorted(others, key=lambda other: abs(len(other) - len(text)))[:ALIKE]
    return chance.choice([other for other in alike if SequenceMatcher(None, other, text).ratio() < SAME] or [""])


def other_texts(pair: Pair, pairs: Sequence[Pair]) -> list[str]:
    """The units of other pairs in the language on the right, in order, each text once."""
    return sorted({line.words for other in pairs if other.name != pair.name
                   and other.languages[1] == pair.languages[1] for line in other.sides[1] if line.words.strip()})


def features(weighed: Evidence, i: int, j: int) -> tuple[float, ...]:
    """What the fitted constants are factors of in the log-odds of two units by words and lengths."""
    expected = weighed.left.matches.translation_gain[i] + weighed.right.matches.translation_gain[j]
    words = expected / (expected + vars(evidence)["_HALF_WORDS"])
    deviation = max(0.0, min(*weighed.deviations(i, j), vars(evidence)["_MOST_DEVIATIONS"]))
    return 1.0, weighed.length(weighed.left.lengths[i], weighed.right.lengths[j]), words, words * deviation


def fit(pairs: Sequence[Pair], by_name: Mapping[str, Sequence[Row]], start: Sequence[float]) -> list[float]:
    """The constants with the highest likelihood, rounded to two decimals; all pairs of languages weigh the same, and a
    row without a pair half as much as one with a pair."""
    totals = Counter[tuple[str, str]]()
    for pair in pairs:
        totals[pair.languages] += len(by_name[pair.name])
    weights = np.array([(1 if true else NO_PAIR) / totals[pair.languages]
                        for pair in pairs for _, true in by_name[pair.name]])
    values = np.array([row for pair in pairs for row, _ in by_name[pair.name]])
    signs = np.array([1.0 if true else -1.0 for pair in pairs for _, true in by_name[pair.name]])

    def loss(constants: np.ndarray) -> float:
        return float(weights @ np.logaddexp(0.0, -signs * (values @ constants)))

    return [round(float(value), 2) for value in minimize(loss, np.array(start), method="BFGS").x]


def tasks(pairs: Sequence[Pair]) -> list[Task]:
    """The texts of the pairs to align."""
    return [task for pair in pairs for task in of_pair(pair)]


def with_constants(aligned: Sequence[Task], constants: Mapping[str, float], known: Equivalents) -> dict[str, float]:
    """F1 with these constants."""
    with ExitStack() as stack:
        for name, value in constants.items():
            stack.enter_context(changed(evidence, name, value))
        return measured(aligned, known)


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:])] or [SHARED])

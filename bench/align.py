"""Measures `diptych align` on pairs whose pairing is known from their own numbers → bench/results/align.json.

usage: bench/align.py [FOLDER]     (../shared/corpus/pairs; texts NAME.LANGUAGE.txt, a clause a line under a title;
                                    lists NAME.LEFT-RIGHT.json of [left, right] paragraphs that nothing numbers,
                                    of which those of one name are versions of one text)

For each pair of languages of a name:
* F1 by structure (of the numbers that both texts have), then F1 and the share of wrong pairs without labels.
* Mutations of the unlabelled texts, ROUNDS times each. A clause is dropped on one side: it must be unpaired. Two
  clauses are exchanged: both must be paired crosswise. Two clauses on the right are joined: both must be paired with
  the joined one. The first half of one text is aligned with the second half of the other: nothing should be paired.
* Lists, numbered: one to four of ten clauses are replaced by clauses of other texts under the same numbers; the shares
  of wrong and of missed pairs.
* 10,000 numbered clauses, no two alike: seconds of processor time.
"""

from __future__ import annotations

import json
import platform
import random
import sys
import time
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import align
from diptych.align.units import units
from diptych.compile.single_text import Options, convert
from diptych.language.equivalents import Equivalents
from diptych.project import load
from diptych.project.load import Schema

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench/results/align.json"
Link = TypeVar("Link")
ROUNDS, SEED, MANY = 20, 1, 10_000


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one pair of texts."""

    texts: str
    clauses: int
    f1_by_structure: float | None
    f1_without_labels: float
    wrong_without_labels: float
    dropped_found: float
    swapped_found: float
    joined_found: float
    wrong_in_mutated: float
    forced: float
    wrong_in_replaced: float | None
    missed_in_replaced: float | None


def main(folder: Path) -> None:
    """Measures every pair of texts in the folder and writes the figures."""
    texts: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.*.txt")):
        texts.setdefault(path.name.partition(".")[0], []).append(path)
    lists = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    pairs = [pair for paths in texts.values() for pair in combinations(paths, 2)]
    with ProcessPoolExecutor(initializer=prepare) as executor:
        measured = list(executor.map(measure, *zip(*pairs, strict=True)))
        measured += executor.map(partial(listed, lists=lists), lists)
    result = {"machine": platform.processor() or platform.machine(), "python": platform.python_version(),
              "pairs": [asdict(one) for one in measured], "seconds_for_10000": round(seconds(texts, *prepare()), 2)}
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


@cache
def prepare() -> tuple[Schema, Equivalents]:
    """The schema and the equivalents, loaded once in each process."""
    schema = load.schema(ROOT).value
    assert schema
    known = load.equivalents(ROOT, schema).value
    assert known
    return schema, known


def measure(one: Path, other: Path) -> Measured:
    """The figures of two texts, by their numbers and by their words, whole and mutated."""
    schema, known = prepare()
    left, right = labelled(one, schema), labelled(other, schema)
    places = {label: j for j, label in enumerate(alone(right)) if label}
    chosen = sorted((i, places[label]) for i, label in enumerate(alone(left)) if label in places
                    and left[i].text and right[places[label]].text)
    ours, theirs = bare([left[i].text for i, _ in chosen]), bare([right[j].text for _, j in chosen])
    return by_words(f"{one.name} {other.name}", by_structure(left, right, known), ours, theirs, known)


def by_structure(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], known: Equivalents) -> float:
    """F1 over the numbers that both texts have."""
    both = {unit.label for unit in left} & {unit.label for unit in right} - {""}
    found = {(left[i].label, right[j].label) for i, j in links(align(left, right, known))}
    return f1({pair for pair in found if all(pair) and set(pair) & both}, {(label, label) for label in both})


Lists = dict[Path, list[list[str]]]


def listed(path: Path, lists: Lists) -> Measured:
    """The figures of a list of paragraphs in two languages."""
    _, known = prepare()
    ours, theirs = (bare([pair[side] for pair in lists[path]]) for side in (0, 1))
    name, _, languages = path.stem.partition(".")
    other = [pair[1] for one, pairs in lists.items() for pair in pairs if one.stem.partition(".")[0] != name
             and one.stem.rpartition("-")[2] == languages.rpartition("-")[2]]
    wrong, missed = replaced(ours, theirs, other, known) if other else (None, None)
    return replace(by_words(path.name, None, ours, theirs, known), wrong_in_replaced=wrong, missed_in_replaced=missed)


def replaced(left: list[AlignedUnit], right: list[AlignedUnit], other: list[str], known: Equivalents) -> tuple[float,
                                                                                                               float]:
    """The shares of wrong and of missed pairs after numbered clauses were replaced by others."""
    rounds = random.Random(SEED)  # noqa: S311
    found = wrong = missed = there = 0
    ours, theirs = (numbered([unit.text for unit in side]) for side in (left, right))
    for share in (0.1, 0.2, 0.4) * (ROUNDS // 10):
        gone = set(rounds.sample(range(len(right)), max(1, int(len(right) * share))))
        later = [unit if at not in gone
                 else AlignedUnit(unit.id, rounds.choice(other), label=unit.label, kind=unit.kind)
                 for at, unit in enumerate(theirs)]
        pairs, kept = links(align(ours, later, known)), {(at, at) for at in range(len(left)) if at not in gone}
        found, wrong = found + len(pairs), wrong + len(pairs - kept)
        there, missed = there + len(kept), missed + len(kept - pairs)
    return round(wrong / max(1, found), 4), round(missed / there, 4)


def numbered(texts: Sequence[str]) -> list[AlignedUnit]:
    """The texts as numbered articles."""
    return [AlignedUnit(f"art_{at}", text, label=str(at), kind="article") for at, text in enumerate(texts, 1)]


def by_words(name: str, structure: float | None, ours: list[AlignedUnit], theirs: list[AlignedUnit],
             known: Equivalents) -> Measured:
    """The figures of clauses in order by their words alone, whole and mutated."""
    straight = {(at, at) for at in range(len(ours))}
    without = links(align(ours, theirs, known, labels=False))
    dropped, swapped, joined, wrong = mutated(ours, theirs, known)
    half = len(ours) // 2
    forced = links(align(ours[:half], theirs[half:], known, labels=False))
    astray = round(len(without - straight) / max(1, len(without)), 4)
    return Measured(name, len(ours), structure, f1(without, straight), astray, dropped, swapped, joined, wrong,
                    round(len(forced) / half, 4), None, None)


def labelled(path: Path, schema: Schema) -> list[AlignedUnit]:
    """The units of a text, with their labels."""
    converted = convert(path.read_bytes(), path.name, schema, Options()).value
    assert converted
    return list(units(converted.document))


def alone(texts: Sequence[AlignedUnit]) -> list[str]:
    """The number of each unit of a text; empty if another unit has the same."""
    labels = [unit.label for unit in texts]
    return [label if labels.count(label) == 1 else "" for label in labels]


def bare(texts: Sequence[str]) -> list[AlignedUnit]:
    """Units with words only."""
    return [AlignedUnit(str(at), text) for at, text in enumerate(texts)]


def mutated(left: list[AlignedUnit], right: list[AlignedUnit], known: Equivalents) -> tuple[float, float, float, float]:
    """The shares of dropped, exchanged and joined clauses that are recognised, and of wrong pairs among all pairs."""
    rounds = random.Random(SEED)  # noqa: S311
    dropped = swapped = joined = wrong = total = 0
    for _ in range(ROUNDS):
        gone = rounds.randrange(len(right))
        pairs = align(left, [*right[:gone], *right[gone + 1:]], known, labels=False)
        dropped += any(pair.left == (gone,) and not pair.right for pair in pairs)
        found = links(pairs)
        wrong, total = wrong + sum(j != i - (i > gone) or i == gone for i, j in found), total + len(found)
        one, other = rounds.sample(range(len(right)), 2)
        places = list(range(len(right)))
        places[one], places[other] = other, one
        found = links(align(left, [right[at] for at in places], known, labels=False))
        swapped += {(one, other), (other, one)} <= found
        wrong, total = wrong + sum(places[j] != i for i, j in found), total + len(found)
        at = rounds.randrange(len(right) - 1)
        whole = AlignedUnit(right[at].id, f"{right[at].text} {right[at + 1].text}")
        found = links(align(left, [*right[:at], whole, *right[at + 2:]], known, labels=False))
        joined += {(at, at), (at + 1, at)} <= found
        wrong, total = wrong + sum(j != i - (i > at) for i, j in found), total + len(found)
    return dropped / ROUNDS, swapped / ROUNDS, joined / ROUNDS, round(wrong / total, 4)


def seconds(texts: dict[str, list[Path]], schema: Schema, known: Equivalents) -> float:
    """Seconds of processor time for MANY numbered clauses, each of two clauses of the first pair of texts, no two of
    them alike."""
    one, other = next(paths for paths in texts.values() if len(paths) > 1)[:2]
    left, right = labelled(one, schema), labelled(other, schema)
    twins = {label: unit.text for label, unit in zip(alone(right), right, strict=True) if label and unit.text}
    paired = [(unit.text, twins[label]) for label, unit in zip(alone(left), left, strict=True)
              if unit.text and label in twins]
    every = [(paired[i], paired[j]) for i in range(len(paired)) for j in range(len(paired)) if i != j]
    varied = random.Random(SEED).sample(every, min(MANY, len(every)))  # noqa: S311
    left, right = ([AlignedUnit(f"art_{at}", f"{first[side]} {second[side]}", label=str(at), kind="article")
                    for at, (first, second) in enumerate(varied)] for side in (0, 1))
    started = time.process_time()
    align(left, right, known)
    return time.process_time() - started


def links(pairs: Sequence[UnitPair]) -> set[tuple[int, int]]:
    """The links of pairs, one for each unit on the left and unit on the right."""
    return {(i, j) for pair in pairs for i in pair.left for j in pair.right}


def f1(found: AbstractSet[Link], gold: AbstractSet[Link]) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * len(found & gold) / (len(found) + len(gold)), 4)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/corpus/pairs")

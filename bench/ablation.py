"""Measures what each stage of the aligner adds: F1 with one stage off at a time → bench/results/ablation.json.

usage: python -m bench.ablation [FOLDER]     (../shared/corpus)

The texts are those to learn from of bench/pairs.py that have `gold`, the shortest EACH of each pair of languages; none
to measure on is read.
Each is aligned with its numbers, by its words alone, and by its words after one of ten clauses on the right was
dropped, some were exchanged with a neighbour and some joined. A stage is off by its constant; a part of the lexicon by
leaving out a thousand of its groups of words.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from types import ModuleType

from diptych.align import evidence, left_headings, moves, path, texts
from diptych.align.pairs import AlignedUnit
from diptych.language.equivalents import NOTHING, Equivalents, Phrase

from bench.align import f1, links, prepare
from bench.pairs import SHARED, Pair, build, is_measured

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench/results/ablation.json"
EACH = 2
"""Pairs of texts for each pair of languages. Chosen for speed. Raised: slower, and long Acts count."""
THOUSAND = 1000
"""Groups of words of the lexicon that are left out at a time."""
Link = tuple[int, int]
Task = tuple[list[AlignedUnit], list[AlignedUnit], set[Link], bool]
"""Units on both sides, their links, and whether numbers are read."""
STAGES: Mapping[str, tuple[ModuleType, str, object]] = {
    "later paths, by learned words": (texts, "_PASSES", 1),
    "third path": (texts, "_PASSES", 2),
    "lengths": (evidence, "_LENGTH_WEIGHT", 0.0),
    "doubt about units of few words": (evidence, "_HALF_WORDS", 1e-9),
    "support of neighbours": (texts, "_NEIGHBOURS", 0),
    "lead over rivals": (texts, "_LEAST_LEAD", float("inf")),
    "bound for unrelated texts": (texts, "_UNRELATED", 0.0),
    "groups": (path, "_MOST_MERGED", 1),
    "moves": (moves, "_PER_CANDIDATE", float("inf")),
    "units left over between pairs": (moves, "_FEW", 0),
    "headings left over": (left_headings, "_MOST", 0),
}
"""The constant that takes a stage away, and its value."""


def main(folder: Path) -> None:
    """Measures and writes the figures."""
    known = prepare()[1]
    chosen = shortest(pair for pair in build(folder) if pair.gold and not is_measured(pair.name))
    tasks = [task for pair in chosen for task in of_pair(pair)]
    result: dict[str, object] = {"texts": [pair.name for pair in chosen], "all stages": measured(tasks, known)}
    for name, (module, constant, value) in STAGES.items():
        with changed(module, constant, value):
            result[f"without {name}"] = measured(tasks, known)
    result["without the lexicon"] = measured(tasks, NOTHING)
    for start in range(0, groups(known), THOUSAND):
        result[f"without the lexicon's groups {start + 1} to {start + THOUSAND}"] = measured(
            tasks, without(known, range(start, start + THOUSAND)))
    text = json.dumps(result, indent=1, ensure_ascii=False)
    RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


def shortest(pairs: Iterable[Pair]) -> list[Pair]:
    """The shortest pairs of each pair of languages, in order."""
    several = sorted(pairs, key=lambda pair: (pair.languages, sum(map(len, pair.sides))))
    return [pair for _, group in groupby(several, key=lambda pair: pair.languages) for pair in islice(group, EACH)]


@contextmanager
def changed(module: ModuleType, constant: str, value: object) -> Iterator[None]:
    """The module with another value of a constant."""
    before = getattr(module, constant)
    setattr(module, constant, value)
    try:
        yield
    finally:
        setattr(module, constant, before)


def of_pair(pair: Pair) -> Iterator[Task]:
    """A pair of texts with its numbers, by its words, and roughened."""
    sides = [[AlignedUnit(line.id, line.words, label=_number(line.shown, line.words)) for line in side]
             for side in pair.sides]
    places = [{unit.id: at for at, unit in enumerate(side)} for side in sides]
    gold = {(places[0][one], places[1][other]) for one, other in pair.gold
            if one in places[0] and other in places[1]}
    yield sides[0], sides[1], gold, True
    yield sides[0], sides[1], gold, False
    rough, origins = roughened(sides[1], random.Random(pair.name))  # noqa: S311
    where = {origin: at for at, several in enumerate(origins) for origin in several}
    yield sides[0], rough, {(i, where[j]) for i, j in gold if j in where}, False


def _number(shown: str, words: str) -> str:
    """The figures and letters of a printed label."""
    return "".join(sign for sign in shown[:len(shown) - len(words)] if sign.isalnum())


def roughened(units: Sequence[AlignedUnit], chance: random.Random) -> tuple[list[AlignedUnit], list[list[int]]]:
    """The units with some dropped, exchanged and joined, and the places of each in the text before."""
    order = [at for at in range(len(units)) if chance.random() > 0.1]
    for at in chance.sample(range(len(order) - 1), len(order) // 20):
        order[at], order[at + 1] = order[at + 1], order[at]
    origins: list[list[int]] = []
    for at in order:
        if origins and len(origins[-1]) == 1 and at == origins[-1][0] + 1 and chance.random() < 0.05:
            origins[-1].append(at)
        else:
            origins.append([at])
    joined = [AlignedUnit(units[several[0]].id, " ".join(units[at].text for at in several)) for several in origins]
    return joined, origins


def measured(tasks: Sequence[Task], known: Equivalents) -> dict[str, float]:
    """F1 over all links, with numbers, by words, and roughened."""
    found: list[set[tuple[int, Link]]] = [set(), set(), set()]
    gold: list[set[tuple[int, Link]]] = [set(), set(), set()]
    for index, (left, right, linked, labels) in enumerate(tasks):
        pairs = links(texts.align(left, right, known, labels=labels))
        found[index % 3] |= {(index, link) for link in pairs}
        gold[index % 3] |= {(index, link) for link in linked}
    return {name: f1(*both) for name, both in zip(("labels", "by text", "roughened"),
                                                   zip(found, gold, strict=True), strict=True)}


def groups(known: Equivalents) -> int:
    """The number of the lexicon's last group of words, plus 1."""
    return 1 + max(int(cue[1:]) for cues in known.words.values() for cue in cues if cue[0] == "*")


def without(known: Equivalents, left_out: range) -> Equivalents:
    """The lexicon without some groups of words."""
    def kept(cue: str) -> bool:
        return cue[0] != "*" or int(cue[1:]) not in left_out

    words = {form: tuple(filter(kept, cues)) for form, cues in known.words.items()}
    phrases = {first: tuple(Phrase(phrase.rest, tuple(filter(kept, phrase.cues))) for phrase in several)
               for first, several in known.phrases.items()}
    return replace(
        known, words={form: cues for form, cues in words.items() if cues},
        phrases={first: tuple(phrase for phrase in several if phrase.cues) for first, several in phrases.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)

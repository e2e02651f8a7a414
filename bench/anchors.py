"""Measures the processor time of the ledger and, given the folder CORPUS, how well it distinguishes clauses.

The time is measured on the works of this project: reading and comparing their ledgers, with nothing changed and with
each text replaced by another. It is compared with reading, compiling and validating the works and making their pages
and machine files, without PDFs. The page of an address is measured too. Results: bench/results/anchors.json.

`python -m bench.anchors works 1000` measures a build of 1000 works (bench/corpus.py) and the share of the ledgers, and
adds both to the results.

Each law of the corpus becomes a work with a clause for each line. It is published, edited and compared. The result is
the share of the edited clauses that were judged rightly.
"""

from __future__ import annotations

import json
import platform
import random
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from diptych.anchors import compare, declare
from diptych.anchors.ledger import Ledger, ledger
from diptych.anchors.likeness import Texts
from diptych.compile import versions
from diptych.compile.work import compile_work
from diptych.config.toml_positions import read
from diptych.project import load
from diptych.project.load import Schema, Source
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.work_pages import Site, of_work

from bench.build import run
from bench.corpus import make as made_corpus
from bench.scale import LEAN
from tests.base import citation_styles

KINDS = ("zh-law", "zh-Hant-law", "ko-law", "zh-policy")
LAWS, CLAUSES, EDITED = 12, 120, 8
LABEL = re.compile(r"^\s*(第\s?[\d一二三四五六七八九十百\- ]+[条條章节]|제\d+조(의\d+)?|"
                   r"[（(][\d一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d+\.|[①-⑳]|[가-하]\.)")
ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench/results/anchors.json"
SITE = "https://example.org/"
ROUNDS = 7
Law = list[str]
Outcome = tuple[str, int, int]
"""A question, the number of clauses judged rightly, and the number of all clauses concerned."""


def laws(folder: Path) -> Iterator[Law]:
    """The distinct clauses of each text of a folder, without their labels."""
    for path in sorted(folder.glob("*.txt"))[:LAWS]:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        bare = ("".join(unicodedata.normalize("NFC", LABEL.sub("", line)).split()) for line in lines)
        clauses = list(dict.fromkeys(line for line in bare if len(line) > 3))[:CLAUSES]
        if len(clauses) >= EDITED:
            yield clauses


def texts(clauses: Sequence[str]) -> Texts:
    """The clauses by eIds numbered in their order."""
    return {f"art_{number}": {"und": text} for number, text in enumerate(clauses, 1)}


def published(clauses: Sequence[str]) -> Ledger:
    """The ledger of a published law."""
    empty = Ledger((), "")
    return Ledger(declare.accept(empty, compare.compare_texts(empty, texts(clauses)), "2020-01-01").value or (), "")


def typo(text: str, law: Law, dice: random.Random) -> str:
    """The clause with one character changed."""
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(dice.choice(law)) + text[at + 1:]


def half(text: str, law: Law, dice: random.Random) -> str:
    """The clause with its second half replaced by words of other clauses."""
    other = ""
    while len(other) < len(text):
        other += dice.choice(law)
    kept = len(text) - len(text) // 2
    return text[:kept] + other[kept:len(text)]


def outcomes(law: Law, stranger: Law, dice: random.Random) -> Iterator[Outcome]:
    """The outcome of each kind of edit of a law."""
    ledger, chosen = published(law), dice.sample(range(len(law)), EDITED)
    middle = len(law) // 2

    def asked(question: str, edited: Law, concerned: Sequence[int], *, lost: bool) -> Outcome:
        told = compare.compare_texts(ledger, texts(edited))
        gone = {anchor.id for anchor in (*told.replaced, *told.vanished)}
        return question, sum((f"art_{at + 1}" in gone) is lost for at in concerned), len(concerned)

    def with_chosen(change: Callable[[int], str]) -> Law:
        return [change(at) if at in chosen else text for at, text in enumerate(law)]

    partner = dict(zip((*chosen[::2], *chosen[1::2]), (*chosen[1::2], *chosen[::2]), strict=True))
    yield asked("a typo corrected: same", with_chosen(lambda at: typo(law[at], law, dice)), chosen, lost=False)
    yield asked("half in new words: same", with_chosen(lambda at: half(law[at], law, dice)), chosen, lost=False)
    yield asked("another law's clause: other", with_chosen(lambda at: stranger[at % len(stranger)]), chosen, lost=True)
    yield asked("two exchanged: other", with_chosen(lambda at: law[partner[at]]), chosen, lost=True)
    yield asked("two exchanged, with typos: other",
                with_chosen(lambda at: typo(law[partner[at]], law, dice)), chosen, lost=True)
    later = range(middle, len(law))
    yield asked("one inserted before: other", [*law[:middle], stranger[0], *law[middle:]], later, lost=True)
    yield asked("one deleted before: other", [*law[:middle], *law[middle + 1:]], later, lost=True)
    yield asked("one inserted before, typos in all: other",
                [*law[:middle], stranger[0], *(typo(text, law, dice) for text in law[middle:])], later, lost=True)


def milliseconds(run: Callable[[], object]) -> float:
    """The least processor time of ROUNDS runs: other work on the machine can only add to it."""
    found = []
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        found.append((time.process_time() - started) * 1000)
    return min(found)


def work_cost(source: Source, schema: Schema) -> dict[str, float]:
    """Milliseconds of each step for one work, and for one page of an address."""
    known = compile_work(source, schema)
    documents = versions.documents(known)
    file = (ROOT / source.ledger.file).read_bytes()
    first, *others = source.ledger.anchors
    turned = (*(replace(one, texts=other.texts) for one, other in pairwise(source.ledger.anchors)),
              replace(others[-1], texts=first.texts))
    changed = replace(known, source=replace(source, ledger=replace(source.ledger, anchors=turned, source=None)))
    kept = list(addresses(documents, source.ledger.anchors, (), Settings(SITE), styles=citation_styles()))
    work = {
        "read and compare, nothing changed": milliseconds(lambda: (read_ledger(file, schema), *versions.check(known))),
        "compare, all clauses exchanged": milliseconds(lambda: list(versions.check(changed))),
        "compile and validate": milliseconds(lambda: compile_work(source, schema)),
        "pages": milliseconds(lambda: list(of_work(Site(Settings(SITE)), PublishedWork(documents)))),
        "all addresses": milliseconds(lambda: list(addresses(
            documents, source.ledger.anchors, (), Settings(SITE), styles=citation_styles())))}
    return work | {"one address": work["all addresses"] / len(kept), "addresses": len(kept)}


def read_ledger(file: bytes, schema: Schema) -> Ledger:
    """The ledger of a file, read as in a build."""
    return ledger(read(file, "anchors.toml", schema.shapes["anchors"]).value or sys.exit("the ledger cannot be read"))


def cost() -> dict[str, object]:
    """The cost of the ledgers of this project's works, and their share of making those works without PDFs."""
    schema = load.schema(ROOT).value or sys.exit("the schema cannot be read")
    works = {source.work.path: work_cost(source, schema) for source in load.sources(ROOT, schema).value or ()}
    made = ("compile and validate", "pages", "all addresses")
    share = {path: one["read and compare, nothing changed"] / sum(one[name] for name in made)
             for path, one in works.items()}
    return {"unit": "milliseconds of processor time, least of several rounds", "rounds": ROUNDS,
            "machine": platform.platform(), "python": platform.python_version(), "works": works,
            "share of a build without PDFs": share}


def of_a_build(size: int) -> dict[str, float]:
    """Seconds of processor time for a first build of `size` published works without PDFs and search, and of it for
    reading and comparing their ledgers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        made_corpus(folder, size)
        diptych = [str(Path(sys.executable).with_name("diptych")), "-C", str(folder)]
        run([*diptych, "anchors", "accept", "--date", "2026-01-01"])
        built = run([*diptych, "build", *LEAN])["processor"]
        schema = load.schema(folder).value or sys.exit("the schema cannot be read")
        spent, count = 0.0, 0
        for source in load.sources(folder, schema).value or ():
            known, file = compile_work(source, schema), (folder / source.ledger.file).read_bytes()
            started = time.process_time()
            read_ledger(file, schema)
            told = list(versions.check(known))
            spent += time.process_time() - started
            count += len(source.ledger.anchors)
            assert not told, "a work that was just published differs from its ledger"
    return {"works": size, "addresses in ledgers": count, "build": built, "ledgers": spent, "share": spent / built}


def main(corpus: Path | None) -> None:
    """Writes the cost of the ledger; prints the shares of a corpus that were judged rightly."""
    before = json.loads(RESULT.read_text(encoding="utf-8"))
    told = cost() | {"a build without PDFs and search": before.get("a build without PDFs and search", {})}
    write(told)
    if corpus is None:
        return
    dice = random.Random(1)  # noqa: S311 - the same texts each time
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind in KINDS:
        found = list(laws(corpus / kind))
        for law, stranger in zip(found, (*found[1:], found[0]), strict=True):
            for question, rightly, number in outcomes(law, stranger, dice):
                right[question] += rightly
                total[question] += number
    for question, number in total.items():
        print(f"{question:45} {right[question]:5} of {number:5}")


def write(told: object) -> None:
    """Writes and prints the results."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    RESULT.write_text(f"{text}\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    if sys.argv[1:2] == ["works"]:
        known = json.loads(RESULT.read_text(encoding="utf-8"))
        write(known | {"a build without PDFs and search": of_a_build(int(sys.argv[2]))})
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else None)

"""Measures what references and definitions cost a conversion and a build → bench/results/references.json.

usage: python -m bench.references [CORPUS] [works N]     (../shared/corpus if no folder is named)

Conversion: each text is converted with the stage and without it, in turns. The cost is all that the stage adds, also to
reading back, proof and validation of the longer document; `finding` is the stage alone. Of each text the least of
ROUNDS rounds counts. The growth is that of the time of the stage for texts of one and of COPIES copies of the articles
of a law: twice as many references should take twice as long.

Build: the processor time of a cold build of a corpus of N works (bench/corpus.py) without PDFs and search, with the
stage and without it, in turns. The cost is all that the stage adds, also to the pages that show the links. `compiling`
is what it adds to compiling alone.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from diptych.akn.write import Written
from diptych.build import process_pool
from diptych.compile import expression
from diptych.compile.single_text import convert
from diptych.compile.work import compile_work
from diptych.project import load
from diptych.project.load import Schema
from diptych.references import definitions, links

from bench.build import machine
from bench.corpus import make
from bench.peak import run

ROOT: Final = Path(__file__).parent.parent
RESULT: Final = ROOT / "bench/results/references.json"
KINDS: Final = {
    "zh, laws": "zh-law/*.txt", "zh, other documents": "doors/cn-*/*.txt", "zh-Hant, laws": "zh-Hant-law/*.txt",
    "ko, laws": "ko-law/*.txt", "ko, rules": "doors/ko-rule/*.txt",
    "en, Canadian Acts": "references/texts/en-act/*.txt",
    "fr, Canadian Acts": "references/texts/fr-act/*.txt", "en, Canadian regulations": "doors/ca-reg-en/*.txt",
    "fr, Canadian regulations": "doors/ca-reg-fr/*.txt", "en, UK Acts": "doors/uk-act/*.txt",
    "fr, codes": "doors/fr-code/*.txt"}
"""Files of the corpus by kind."""
LEAN: Final = ("--without", "pdf", "--without", "search")
MADE: Final = ("build", "site")
"""Folders that a build makes."""
WITHOUT: Final = """
from diptych.references import definitions, links
links.link = lambda written, *rest, **options: links.Linked(written, ())
definitions.mark = lambda written, *rest, **options: written
from diptych.commands.main import main
if __name__ == "__main__":
    main()
"""
"""The command without the stage, in each of its processes."""
BUILDS: Final = 2
ROUNDS: Final = 5
COPIES: Final = 8
Text = tuple[bytes, str]
"""The bytes of a text and its name."""


class Stage:
    """The stage, timed; or documents left as they are."""

    def __init__(self, *, used: bool = True) -> None:
        self.used = used
        self.seconds = 0.0

    def link(self, written: Written, *rest: Any, **options: Any) -> links.Linked:
        return self.timed(links.link, written, *rest, **options) if self.used else links.Linked(written, ())

    def mark(self, written: Written, *rest: Any, **options: Any) -> Written:
        return self.timed(definitions.mark, written, *rest, **options) if self.used else written

    def timed(self, work: Callable[..., Any], *rest: Any, **options: Any) -> Any:
        """The result of a function whose processor time is added to `seconds`."""
        started = time.process_time()
        result = work(*rest, **options)
        self.seconds += time.process_time() - started
        return result

    def during(self, work: Callable[[], Any]) -> float:
        """Processor seconds of work that uses this stage."""
        with patch.object(expression, "links", self), patch.object(expression, "definitions", self):
            started = time.process_time()
            work()
            return time.process_time() - started


def main() -> None:
    """Measures, writes bench/results/references.json and prints it."""
    words = sys.argv[1:]
    works = int(words.pop()) if "works" in words else 0
    folders = [word for word in words if word != "works"]
    corpus = Path(folders[0]) if folders else ROOT.parent / "shared/corpus"
    schema = load.schema(ROOT).value
    assert schema, "schema/ cannot be read"
    process_pool.settle()
    kinds = {kind: sorted(corpus.glob(files)) for kind, files in KINDS.items()}
    result: dict[str, Any] = {"machine": machine(), "rounds": ROUNDS, "conversion": {
        kind: conversion([(file.read_bytes(), file.name) for file in files], schema)
        for kind, files in kinds.items() if files}}
    if files := kinds["ko, laws"] or [file for files in kinds.values() for file in files]:
        largest = max(files, key=lambda file: file.stat().st_size)
        result["growth"] = growth(largest.read_bytes(), largest.name, schema)
    if works:
        result["build"] = build(works, schema)
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    show(result)


def conversion(texts: Sequence[Text], schema: Schema) -> dict[str, float]:
    """The cost of the stage for texts of a kind, in per cent of a conversion without it."""
    used = alone = finding = 0.0
    for data, name in texts:
        whole, stage, without = compared(partial(convert, data, name, schema))
        used, finding, alone = used + whole, finding + stage, alone + without
    return {"texts": len(texts), "KB": round(sum(len(data) for data, _ in texts) / 1000),
            "references": sum(references(data, name, schema) for data, name in texts),
            "without, ms": round(1000 * alone, 1), "with, ms": round(1000 * used, 1),
            "cost, %": round(100 * (used / alone - 1), 1), "finding, %": round(100 * finding / alone, 1)}


def compared(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Least processor seconds of work with the stage, of the stage in it, and of the work without it, in turns."""
    found = []
    for turn in range(rounds):
        stage, none = Stage(), Stage(used=False)
        order = (stage, none) if turn % 2 else (none, stage)
        seconds = {one: one.during(work) for one in order}
        found.append((seconds[stage], stage.seconds, seconds[none]))
    whole, within, without = (min(column) for column in zip(*found, strict=True))
    return whole, within, without


def references(data: bytes, name: str, schema: Schema) -> int:
    """The linked references of a text."""
    converted = convert(data, name, schema).value
    return converted.data.count(b"<ref ") + converted.data.count(b"<rref ") if converted else 0


def growth(data: bytes, name: str, schema: Schema) -> dict[str, float]:
    """The references of a text and of COPIES times the text, and by how many times the stage takes longer."""
    texts = {"one": data, "many": data * COPIES}
    seconds = {key: compared(partial(convert, text, name, schema))[1] for key, text in texts.items()}
    counts = {key: references(text, name, schema) for key, text in texts.items()}
    return {"references, one": counts["one"], "references, many": counts["many"],
            "times references": round(counts["many"] / max(counts["one"], 1), 2),
            "times seconds": round(seconds["many"] / seconds["one"], 2)}


def build(size: int, schema: Schema) -> dict[str, float]:
    """The cost of the stage for a cold build of a corpus, in per cent of a build without it."""
    with tempfile.TemporaryDirectory() as name:
        root, plain = Path(name) / "project", Path(name) / "without.py"
        make(root, size)
        plain.write_text(WITHOUT, encoding="utf-8")
        sources = load.sources(root, schema).known
        commands = {"with": ("-m", "diptych.commands.main"), "without": (str(plain),)}
        seconds: dict[str, float] = {}
        for turn in range(BUILDS):
            for key in sorted(commands, reverse=bool(turn % 2)):
                seconds[key] = min(cold(root, commands[key]), seconds.get(key, inf))
    times = [compared(partial(compile_work, source, schema), 3) for source in sources]
    added = sum(whole - without for whole, _, without in times)
    return {"works": size, "without, s": round(seconds["without"], 2), "with, s": round(seconds["with"], 2),
            "cost, %": round(100 * (seconds["with"] / seconds["without"] - 1), 1),
            "compiling, %": round(100 * added / seconds["without"], 2)}


def cold(root: Path, command: Sequence[str]) -> float:
    """Processor seconds of a cold build of a project."""
    for folder in MADE:
        shutil.rmtree(root / folder, ignore_errors=True)
    return run([sys.executable, *command, "-C", str(root), "build", *LEAN])["processor"]


def show(result: dict[str, Any]) -> None:
    """Prints the results as a table."""
    for kind, row in result["conversion"].items():
        print(f"{kind:26} {row['texts']:3} texts {row['KB']:6} KB {row['references']:6} references "
              f"{row['without, ms']:8.1f} → {row['with, ms']:8.1f} ms  {row['cost, %']:5.1f} %, "
              f"finding {row['finding, %']:5.1f} %")
    for part in ("growth", "build"):
        if part in result:
            print(part, result[part])


if __name__ == "__main__":
    main()

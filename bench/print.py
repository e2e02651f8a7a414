"""Times the print editions → bench/results/print.json.

Each is measured in its own process:
* Laws of 400 articles from ../shared/corpus (Chinese, Korean, parallel): processor milliseconds for a page, and the
  most memory.
* The editions of the project's own work in a warm process.
* A clause by `diptych pdf`, with its start.
A loop of plain Python shows how fast the machine was meanwhile.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
from diptych.akn.document import Document
from diptych.compile.single_text import Options, convert
from diptych.compile.work import compile_work
from diptych.language import numerals
from diptych.products import pdf_editions, pdf_typesetting
from diptych.products.site_settings import SiteOptions
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.print import edition as print_

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("DIPTYCH_SHARED", ROOT.parent / "shared")) / "corpus"
ARTICLES = 400
CLAUSE = "/akn/cn/act/guobanfa/2012/19/~sec_6"
CHINESE = re.compile(r"\u7b2c[^\s\u6761]{1,9}\u6761(?=\s)")
CHAPTER = re.compile(r"\u7b2c[^\s\u7ae0]{1,5}\u7ae0(?=\s)")
KOREAN = re.compile(r"\uc81c\d+\uc870")
Facts = dict[str, float]


def chinese() -> str:
    """The longest Chinese laws joined, with chapters and articles numbered consecutively."""
    lines = ["\u6cd5", ""]
    files = sorted((CORPUS / "zh-law").glob("*.txt"), key=lambda file: -file.stat().st_size)
    counts = {CHINESE: 0, CHAPTER: 0}
    for file in files:
        started = False
        for line in file.read_text(encoding="utf-8").splitlines():
            kind = next((one for one in counts if one.match(line)), None)
            started = started or kind is CHAPTER
            if kind and started:
                counts[kind] += 1
                if counts[CHINESE] > ARTICLES:
                    return "\n".join(lines) + "\n"
                number = numerals.write(counts[kind], "chinese") or ""
                line = kind.sub(lambda found, number=number: f"{found[0][0]}{number}{found[0][-1]}", line)  # type: ignore[misc]  # noqa: PLW2901
            if started and line.strip():
                lines.append(line)
    return "\n".join(lines) + "\n"


def korean() -> str:
    """The beginning of the longest Korean law."""
    file = max((CORPUS / "ko-law").glob("*.txt"), key=lambda one: one.stat().st_size)
    lines = file.read_text(encoding="utf-8").splitlines()
    places = [index for index, line in enumerate(lines) if KOREAN.match(line)]
    return "\n".join(lines[:places[ARTICLES]]) + "\n"


def document(text: str, name: str, schema: Schema) -> Document:
    """A text as Akoma Ntoso."""
    made = convert(text.encode(), f"{name}.txt", schema, Options())
    assert made.value, made.diagnostics
    return made.value.document


def measured(sheet: pdf_typesetting.PrintJob) -> Facts:
    """The cost of a PDF in the current process."""
    pdf_typesetting.warm()
    began = time.process_time()
    made = pdf_typesetting.make(sheet)
    seconds = time.process_time() - began
    assert made.value, made.diagnostics
    with pikepdf.open(BytesIO(made.value)) as file:
        pages = len(file.pages)
    return {"pages": pages, "milliseconds a page": 1000 * seconds / pages, "bytes": len(made.value),
            "memory in MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def warm(sheets: list[pdf_typesetting.PrintJob]) -> Facts:
    """The cost of PDFs in a process that has made them before."""
    for sheet in sheets:
        pdf_typesetting.make(sheet)
    began = time.process_time()
    made = [pdf_typesetting.make(sheet).value or b"" for sheet in sheets]
    return {"processor seconds": time.process_time() - began, "bytes": sum(map(len, made))}


def alone(task: Callable[..., Facts], *values: object) -> Facts:
    """The result of a task in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(task, *values).result()


def clause() -> Facts:
    """The cost of `diptych pdf` for a clause."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clause.pdf"
        command = [str(Path(sys.executable).with_name("diptych")), "-C", str(ROOT), "pdf", CLAUSE, "--out", str(file)]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        assert file.read_bytes().startswith(b"%PDF")
    return {"seconds": wall, "processor seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def loop() -> float:
    """Processor seconds for twenty million additions."""
    began, total = time.process_time(), 0
    for number in range(20_000_000):
        total += number
    return time.process_time() - began


def main() -> None:
    """Measures, prints and writes the results."""
    schema = load.schema(ROOT).value
    shared = pdf_editions.of_project(ROOT, SiteOptions("https://diptych.example/")).value
    assert schema
    assert shared
    before = loop()
    laws = [document(text, name, schema) for text, name in ((chinese(), "zh"), (korean(), "ko"))]
    pages = {"law, zh": print_.expression(laws[0], shared.imprint),
             "law, ko": print_.expression(laws[1], shared.imprint),
             "law, parallel": print_.parallel(laws, shared.imprint)}
    results = {name: alone(measured, pdf_typesetting.PrintJob(html, (), shared.fonts)) for name, html in pages.items()}
    sources = load.sources(ROOT, schema).value
    assert sources
    texts = compile_work(sources[0], schema).expressions
    results["three editions, warm"] = alone(warm, [
        pdf_editions.sheet([(one.document, one.data) for one in some], shared)
        for some in (texts[:1], texts[1:2], texts)])
    results["clause, cold"] = clause()
    machine = {"system": platform.platform(), "cores": os.cpu_count(), "loop before": round(before, 2),
               "loop after": round(loop(), 2)}
    rounded = {name: {key: round(value, 2) for key, value in facts.items()} for name, facts in results.items()}
    told = {"machine": machine, "results": rounded}
    (ROOT / "bench/results/print.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()

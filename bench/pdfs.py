"""Times PDFs of many works by Diptych, and by other tools with a process for each file (WeasyPrint, Chromium, Typst);
then a build on a Dask cluster and in this machine's own processes. Called by bench/scale.py."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diptych.compile.work import compile_work
from diptych.products import pdf_editions
from diptych.products.site_settings import SiteOptions, site_url
from diptych.project import load

from bench import corpus
from bench.peak import run

SAMPLE = 4
"""Works (chosen) whose three editions the other tools print, with a process for each."""
DIPTYCH = str(Path(sys.executable).with_name("diptych"))
PRINT = "import sys; from weasyprint import HTML; HTML(sys.argv[1]).write_pdf(sys.argv[2])"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer")
ROOT = Path(__file__).parent.parent
Facts = dict[str, float]


def pdfs(folder: Path, count: int) -> dict[str, Facts]:
    """Seconds for a PDF by each tool; Diptych prints `count` works, warm, on one core and on two."""
    root = folder / "pdfs"
    corpus.make(root, count)
    lean = [DIPTYCH, "-C", str(root), "build", "--without", "search"]
    run([*lean, "--without", "pdf"])
    shutil.copytree(root, folder / "pdfs-two", copy_function=shutil.copy2)
    found = {}
    for cores, name in ((1, "pdfs"), (2, "pdfs-two")):
        told = run([DIPTYCH, "-C", str(folder / name), "build", "--without", "search"], cores)
        found[f"diptych, cores: {cores}"] = _each(told, 3 * count)
    pages = list(_pages(root))
    for tool, commands in _tools(folder, pages).items():
        times = [run(command, 1) for command in commands]
        found[tool] = {"wall": sum(one["wall"] for one in times) / len(times),
                       "memory": max(one["memory"] for one in times)}
    return found


def _each(told: Facts, count: int) -> Facts:
    return {"wall": told["wall"] / count, "processor": told["processor"] / count, "memory": told["memory"]}


def _pages(root: Path) -> Iterator[str]:
    """The HTML that Diptych prints of SAMPLE works, with its style sheet."""
    schema, press = load.schema(root).value, pdf_editions.of_project(root, SiteOptions(site_url(root))).value
    assert schema
    assert press
    css = (ROOT / "pipeline/diptych/render/assets/print/print.css").read_text(encoding="utf-8")
    style = f"<style>{css}</style></head>"
    for source in (load.sources(root, schema).value or ())[:SAMPLE]:
        texts = [(one.document, one.data) for one in compile_work(source, schema).expressions]
        for some in (texts, texts[:1], texts[1:]):
            yield pdf_editions.sheet(some, press).html.replace("</head>", style, 1)


def _tools(folder: Path, pages: list[str]) -> dict[str, list[list[str]]]:
    """The commands of each tool that print the pages; Typst gets their words in paragraphs."""
    made: dict[str, list[list[str]]] = {"weasyprint": [], "chromium": [], "typst": []}
    for number, html in enumerate(pages):
        page, target = folder / f"{number}.html", str(folder / f"{number}.pdf")
        page.write_text(html, encoding="utf-8")
        words = re.sub(r"<style.*?</style>|<head.*?</head>", "", html, flags=re.DOTALL)
        plain = re.sub(r"\s*\n\s*", "\n\n", re.sub(r"<[^>]*>", "\n", words))
        text = re.sub(r"([\\#$*_`<>@\[\]=~/+-])", r"\\\1", plain)
        (folder / f"{number}.typ").write_text(
            f'#set text(font: ("Noto Serif CJK SC", "Noto Serif CJK KR"))\n{text}', encoding="utf-8")
        made["weasyprint"].append([sys.executable, "-c", PRINT, str(page), target])
        made["chromium"].append([*CHROMIUM, f"--user-data-dir={folder}/chromium", f"--print-to-pdf={target}",
                                 page.as_uri()])
        made["typst"].append([sys.executable, "-c", TYPST, str(folder / f"{number}.typ"), target])
    return made


def cluster(folder: Path, count: int) -> dict[str, Facts]:
    """Times of a build by a Dask scheduler with two workers and by two processes; both must give the same bytes."""
    found, bytes_ = {}, set()
    with _scheduler(folder) as address:
        for name, more in (("local", []), ("dask", ["--scheduler", address])):
            root = folder / f"cluster-{name}"
            corpus.make(root, count)
            found[name] = run([DIPTYCH, "-C", str(root), "build", "--without", "search", *more])
            bytes_.add((root / "site/SHA256SUMS").read_bytes())
    if len(bytes_) > 1:
        raise SystemExit("Dask and local processes made different bytes")
    return found


@contextmanager
def _scheduler(folder: Path) -> Iterator[str]:
    """The address of a Dask scheduler with two workers."""
    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{arguments[0]}", *arguments[1:]]
        return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    assert scheduler.stderr
    address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    workers = [start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
    time.sleep(5)
    try:
        yield address
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.communicate()


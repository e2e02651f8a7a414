"""Times `diptych build` of this project and its bare tools, interleaved → bench/results/build.json.

Measured are a cold build (AKN, validation, three PDFs, site) and the same build with nothing changed. The bare tools
are `mkdocs build` of a four-page Material site, and WeasyPrint with the three HTML files that Diptych prints, in one
process.
All run in a copy of the project, one after another, ROUNDS times. The result is the median of each.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from diptych.akn.document import emended
from diptych.akn.names import tag
from diptych.compile.work import Compiled, compile_work
from diptych.config.works import pairs
from diptych.products import pdf_editions
from diptych.products.site_settings import SiteOptions, site_url
from diptych.project import load

ROOT = Path(__file__).parent.parent
ROUNDS = 7
PARTS = ("source", "schema", "mkdocs.yml")
TOOLS = ("diptych", "lxml", "mkdocs", "mkdocs-material", "pikepdf", "weasyprint")
TYPESET = """
import sys
from weasyprint import HTML
for page in sys.argv[1:]:
    HTML(page).write_pdf(page + ".pdf")
"""
SITE = "site_name: Bare\ntheme:\n  name: material\n  font: false\n"

Times = dict[str, list[dict[str, float]]]


def main() -> None:
    """Measures, prints a table and writes the results."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = copy_project(folder)
        work = compiled(copy)
        pages, site = print_pages(work, copy, folder), bare_site(work, folder)
        build = [str(Path(sys.executable).with_name("diptych")), "-C", str(copy), "build"]
        times = measure({
            "diptych, cold": build,
            "diptych, nothing changed": build,
            "mkdocs, four pages": [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(site)],
            "weasyprint, three files": [sys.executable, "-c", TYPESET, *map(str, pages)],
        }, (copy / "build", copy / "site", site.parent / "site"))
    report(times)


def copy_project(folder: Path) -> Path:
    """A copy of the project's sources, so that no measurement touches the products here."""
    copy = folder / "project"
    copy.mkdir()
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / part)
    return copy


def compiled(project_folder: Path) -> Compiled:
    """The project's first work."""
    schema = load.schema(project_folder).value
    assert schema
    sources = load.sources(project_folder, schema).value
    assert sources
    return compile_work(sources[0], schema)


def print_pages(work: Compiled, project_folder: Path, folder: Path) -> list[Path]:
    """The three HTML files that Diptych prints, each with its style sheet inside."""
    press = pdf_editions.of_project(project_folder, SiteOptions(site_url(project_folder))).value
    assert press
    css = (ROOT / "pipeline/diptych/render/assets/print/print.css").read_text(encoding="utf-8")
    style = f"<style>{css}</style></head>"
    texts = {one.document.language: (one.document, one.data) for one in work.expressions}
    files = []
    for languages in (*pairs(tuple(texts)), *((language,) for language in texts)):
        name, sheet = "-".join(languages), pdf_editions.sheet([texts[language] for language in languages], press)
        files.append(folder / f"{name}.pdf.html")
        files[-1].write_text(sheet.html.replace("</head>", style, 1), encoding="utf-8")
    return files


def bare_site(work: Compiled, folder: Path) -> Path:
    """The configuration of a new site of four pages with the same texts as Markdown."""
    texts = ["\n\n".join(emended(block) for block in one.document.main.iter(tag("p"))) for one in work.expressions]
    pages = folder / "bare/docs"
    pages.mkdir(parents=True)
    for name, text in {"index": "# Bare", "one": texts[0], "two": texts[1], "both": "\n\n".join(texts)}.items():
        (pages / f"{name}.md").write_text(text, encoding="utf-8")
    file = folder / "bare/mkdocs.yml"
    file.write_text(SITE, encoding="utf-8")
    return file


def run(command: list[str]) -> dict[str, float]:
    """Seconds of wall clock and of processor time of a command, which must succeed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def measure(commands: dict[str, list[str]], products: tuple[Path, ...]) -> Times:
    """The times of all rounds; each round begins without products."""
    times: Times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for folder in products:
            shutil.rmtree(folder, ignore_errors=True)
        for name, command in commands.items():
            times[name].append(run(command))
    return times


def report(times: Times) -> None:
    """Prints the medians and ratios and writes them, with every run, to bench/results/build.json."""
    medians = {unit: {name: statistics.median(one[unit] for one in runs) for name, runs in times.items()}
               for unit in ("wall", "processor")}
    results = {
        "machine": machine(),
        "versions": {"python": platform.python_version(), **{tool: version(tool) for tool in TOOLS}},
        "rounds": ROUNDS, "median seconds": medians,
        "ratios": {unit: ratios(*found.values()) for unit, found in medians.items()}, "runs": times,
    }
    file = ROOT / "bench/results/build.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(rounded(results), indent=1) + "\n", encoding="utf-8")
    for unit, found in medians.items():
        for name, value in {**found, **ratios(*found.values())}.items():
            print(f"{unit:10} {name:32} {value:7.3f}")


def ratios(cold: float, again: float, mkdocs: float, weasyprint: float) -> dict[str, float]:
    """The ratios of a cold build to its bare tools (aim: at most 1.3) and of an idle build to a cold one (0.25)."""
    return {"cold / (mkdocs + weasyprint)": cold / (mkdocs + weasyprint), "nothing changed / cold": again / cold}


def machine() -> dict[str, str | int]:
    """The system, the processor and the number of cores."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    processor = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "unknown")
    return {"system": platform.platform(), "processor": processor, "cores": os.cpu_count() or 0}


def rounded(value: object) -> object:
    """The value with every number rounded to the millisecond."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value


if __name__ == "__main__":
    main()

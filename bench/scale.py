"""Times builds of corpora of several sizes, PDFs, a cluster and other tools → bench/results/scale.json, a drawing and a
table.

`python -m bench.scale --builds 1000 10000` measures the builds alone → bench/results/builds.json and a table, with what
is judged of each size: the shares of the processor time of the cold build, and memory. 10,000 works take an hour on two
cores, and 26 GB below TMPDIR.

`python -m bench.scale 1 10 100 1000` builds corpora of these sizes (bench/corpus.py): cold, unchanged, and with one
clause changed, each without PDFs, then with search. A cold build also makes EPUB, DOCX, citations and translators'
files; `pages alone` makes Akoma Ntoso, validation and pages only. Each figure is of one run: wall seconds, processor
seconds, and the most memory of all processes together.

`plain` is MkDocs with Material in its usual setting: the same texts as Markdown, three pages for a work, automatic
navigation, no search. `lunr` adds its own search; above SEARCHED works it is left out, since it takes a tenth longer
than plain. `by processors` compares the processor time of plain with that of a build on all cores, for shared machines.
bench/convert.py measures conversion, bench/pdfs.py PDFs and the cluster: each is left out where its tool is not
installed.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from diptych.project import load

from bench import corpus, drawing, pdfs
from bench.build import SITE, machine, rounded
from bench.peak import run

ROOT = Path(__file__).parent.parent
TOOLS = ("diptych", "lxml", "mkdocs", "mkdocs-material", "weasyprint", "typst", "distributed",
         "bluebell-akn")
LEAN = ("--without", "pdf", "--without", "search")
ALONE = (*LEAN, *(word for kind in ("books", "exports", "exchange") for word in ("--without", kind)))
PRINTED = 100
"""Works (chosen) that are printed as PDFs."""
SEARCHED = 100
"""The most works (chosen) with an index of lunr; more take minutes."""
OTHERS = ("plain", "lunr")
Runs = dict[str, dict[str, float]]


def main() -> None:
    """Measures, prints a table and writes the results."""
    if sys.argv[1:2] == ["--builds"]:
        keep_builds([int(one) for one in sys.argv[2:]] or [1000, 10_000])
        return
    sizes = [int(one) for one in sys.argv[1:]] or [1, 10, 100]
    few = min(PRINTED, max(sizes))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {str(size): measured(size, folder / str(size)) for size in sizes}
        told = {"machine": machine(), "versions": {"python": platform.python_version(), **versions()},
                "runs": runs, "judged": judged(runs)}
        keep(told)
        for part, tool, measure in (("conversion, one core", "bluebell", conversion),
                                    ("PDFs, each", "typst", lambda: pdfs.pdfs(folder, few)),
                                    ("cluster", "distributed", lambda: pdfs.cluster(folder, few))):
            if find_spec(tool):
                keep({**told, part: measure()})
            else:
                print(f"{part}: not measured, {tool} is not installed")


def versions() -> dict[str, str]:
    """The versions of the tools that are installed."""
    found = {}
    for tool in TOOLS:
        with suppress(PackageNotFoundError):
            found[tool] = version(tool)
    return found


def keep(results: dict[str, Any]) -> None:
    """Writes and prints the results; parts that were not measured now are kept from the last ones."""
    file = ROOT / "bench/results/scale.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    told: dict[str, Any] = {**before, **results}
    told["judged"] |= {name: value for part, judge in (("PDFs, each", printed), ("cluster", clustered)) if part in told
                       for name, value in judge(told[part]).items()}
    file.write_text(json.dumps(rounded(told), indent=1) + "\n", encoding="utf-8")
    file.with_suffix(".svg").write_text(drawing.drawing(results["runs"]), encoding="utf-8")
    table(told)


def keep_builds(sizes: list[int]) -> None:
    """Measures the builds of corpora of some sizes, one after another; writes and prints the results after each."""
    runs: dict[str, Runs] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            runs[str(size)] = builds(size, Path(name) / "project")
        told = {"machine": machine(), "versions": {"python": platform.python_version(), **versions()}, "runs": runs,
                "judged": judged_builds(runs)}
        file = ROOT / "bench/results/builds.json"
        file.write_text(json.dumps(rounded(told), indent=1) + "\n", encoding="utf-8")
    table(told)


def judged_builds(runs: dict[str, Runs]) -> dict[str, float]:
    """Of each size the shares of the processor time of the cold build, and the most memory; of two sizes the ratio of
    the processor time that the cold build takes for a work."""
    shares = {f"{size} works, {name} / cold": told["processor"] / builds["cold"]["processor"]
              for size, builds in runs.items() for name, told in builds.items() if name != "cold"}
    most = {f"{size} works, most memory, MB": max(told["memory"] for told in builds.values())
            for size, builds in runs.items()}
    each = {size: builds["cold"]["processor"] / int(size) for size, builds in runs.items()}
    return shares | most | {f"cold, each of {large} / of {small} works": each[large] / each[small]
                            for small, large in pairwise(sorted(runs, key=int))}


def builds(size: int, root: Path) -> Runs:
    """The cost of builds without PDFs of a new corpus of `size` works: cold, unchanged, with one clause changed, then
    with search."""
    corpus.make(root, size)
    changed = sorted(path.parent for path in (root / "source/works").rglob("work.toml"))
    lean = [pdfs.DIPTYCH, "-C", str(root), "build", *LEAN]
    times = {"cold": run(lean), "unchanged": run(lean)}
    change(changed[0])
    times["one clause"] = run(lean)
    times["search added"] = run(lean[:-2])
    change(changed[-1])
    times["one clause, search"] = run(lean[:-2])
    return times


def measured(size: int, folder: Path) -> Runs:
    """The cost of each build of a corpus of `size` works, and of other tools."""
    root, other = folder / "project", folder / "alone"
    folder.mkdir()
    corpus.make(other, size)
    times = builds(size, root)
    times["pages alone"] = run([pdfs.DIPTYCH, "-C", str(other), "build", *ALONE])
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file"]
    times["plain"] = run([*command, str(plain_site(root, folder / "plain", "[]"))])
    if size <= SEARCHED:
        times["lunr"] = run([*command, str(plain_site(root, folder / "lunr", "[search]"))])
    return times


def judged(runs: dict[str, Runs]) -> dict[str, float]:
    """The shares and ratios of the largest corpus."""
    sizes = sorted(runs, key=int)
    most = {name: told["wall"] for name, told in runs[sizes[-1]].items()}
    shares = {f"{name} / cold": most[name] / most["cold"] for name in ("unchanged", "one clause", "one clause, search")}
    steps = {f"cold, {large} / {small} works": runs[large]["cold"]["wall"] / runs[small]["cold"]["wall"]
             for small, large in pairwise(sizes)}
    clauses = 2 * corpus.CLAUSES * int(sizes[-1])
    busy = {name: told["processor"] for name, told in runs[sizes[-1]].items()}
    cores = os.cpu_count() or 1
    plain = {f"plain / {name}": most["plain"] / most[name] for name in ("cold", "pages alone")}
    plain |= {f"{name}, by processors": cores * busy["plain"] / busy[name.rpartition("/ ")[2]] for name in plain}
    return {**plain, **shares, **steps,
            "search, ms a clause": 1000 * (most["search added"] - most["unchanged"]) / clauses,
            "most memory, MB": max(told["memory"] for name, told in runs[sizes[-1]].items() if name not in OTHERS)}


def printed(found: Runs) -> dict[str, float]:
    """The ratios of PDFs."""
    one, two = (found[f"diptych, cores: {cores}"]["wall"] for cores in (1, 2))
    return {"PDF, weasyprint / one core": found["weasyprint"]["wall"] / one, "PDF, one core / two": one / two}


def clustered(found: Runs) -> dict[str, float]:
    """The ratio of a cluster."""
    return {"rate, dask / local": found["local"]["wall"] / found["dask"]["wall"]}


def conversion() -> dict[str, dict[str, float]]:
    """KB in a second of each kind of text turned into validated Akoma Ntoso, by Diptych and by bluebell in turns."""
    # Its tool for comparison is not among the requirements of the tests.
    from bench import convert  # noqa: PLC0415

    schema = load.schema(ROOT).value
    assert schema
    return {kind: convert.one_core(sorted((corpus.SHARED / kind).glob("*.txt")), schema) for kind in convert.KINDS}


def table(results: dict[str, Any]) -> None:
    """Prints the results as a table."""
    for size, times in results["runs"].items():
        for name, told in times.items():
            share = told["processor"] / times["cold"]["processor"]
            print(f"{size:>6} works  {name:20} {told['wall']:8.2f} s {told['processor']:8.2f} s of processors "
                  f"{told['memory']:6.0f} MB {share:7.3f} of cold")
    for part in ("PDFs, each", "cluster"):
        for name, told in results.get(part, {}).items():
            print(f"{part:14} {name:20} {told['wall']:8.2f} s {told['memory']:6.0f} MB")
    for kind, told in results.get("conversion, one core", {}).items():
        print(f"{kind:14} {told['diptych KB/s']:6} KB/s, bluebell {told['bluebell KB/s']:6} KB/s, "
              f"{told['times, same laws']} times")
    for name, value in results["judged"].items():
        print(f"{name:36} {value:7.3f}")


def change(work: Path) -> None:
    """Changes one clause of a work as an editor would."""
    text = work / "zho.txt"
    text.write_text(re.sub("第三条　", "第三条　为此，", text.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    told = work / "work.toml"
    told.write_text(re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{sha256(text.read_bytes()).hexdigest()}"',
                           told.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def plain_site(project: Path, folder: Path, plugins: str) -> Path:
    """The configuration of a new site with the same texts as Markdown, each text alone and both together."""
    for work in sorted(path.parent for path in (project / "source/works").rglob("work.toml")):
        place = folder / "docs" / work.relative_to(project / "source/works")
        place.mkdir(parents=True)
        texts = {name: (work / f"{name}.txt").read_text(encoding="utf-8") for name in ("zho", "kor")}
        for name, text in {**texts, "both": "\n\n".join(texts.values())}.items():
            (place / f"{name}.md").write_text(f"# {text}", encoding="utf-8")
    (folder / "docs/index.md").write_text("# Plain\n", encoding="utf-8")
    file = folder / "mkdocs.yml"
    file.write_text(f"{SITE}plugins: {plugins}\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    main()

"""Times builds of corpora of several sizes, and PDFs and a cluster beside other tools → bench/results/scale.json, a
drawing and a table.

`python -m bench.scale 1 10 100 1000` takes corpora of so many works (bench/corpus.py): cold, unchanged, one clause
changed, without PDFs, then the same with search; each figure is one run: seconds of wall clock and of processors, and
the most memory of all processes together. `plain` is MkDocs with Material as people set it up: the same texts as
Markdown, three pages a work, automatic navigation, no search; `lunr` is the same with its own search, which is left out
for more than a hundred works. bench/pdfs.py tells of the rest.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import tempfile
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench import corpus, drawing, pdfs
from bench.build import SITE, machine, rounded
from bench.peak import run

ROOT = Path(__file__).parent.parent
TOOLS = ("diptych", "lxml", "mkdocs", "mkdocs-material", "weasyprint", "typst", "distributed")
LEAN = ("--without", "pdf", "--without", "search")
PRINTED = 100
"""Works of which PDFs are made."""
SEARCHED = 100
"""The most works for which lunr's index is made."""
Runs = dict[str, dict[str, float]]


def main() -> None:
    """Measures, prints a table and writes the results."""
    sizes = [int(one) for one in sys.argv[1:]] or [1, 10, 100]
    few = min(PRINTED, max(sizes))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {str(size): measured(size, folder / str(size)) for size in sizes}
        told = {"machine": machine(), "versions": {"python": platform.python_version(),
                                                   **{tool: version(tool) for tool in TOOLS}},
                "runs": runs, "judged": judged(runs), "conversion": conversion()}
        keep(told)
        keep({**told, "PDFs, each": pdfs.pdfs(folder, few)})
        keep({**told, "cluster": pdfs.cluster(folder, few)})


def keep(results: dict[str, Any]) -> None:
    """Writes results, with those parts of the last ones that were not measured now, and prints them."""
    file = ROOT / "bench/results/scale.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    told = {**before, **results}
    file.write_text(json.dumps(rounded(told), indent=1) + "\n", encoding="utf-8")
    file.with_suffix(".svg").write_text(drawing.drawing(results["runs"]), encoding="utf-8")
    table(told)


def measured(size: int, folder: Path) -> Runs:
    """What the builds of a corpus take."""
    root = folder / "project"
    folder.mkdir()
    corpus.make(root, size)
    changed = sorted(path.parent for path in (root / "source/works").rglob("work.toml"))
    lean = [pdfs.DIPTYCH, "-C", str(root), "build", *LEAN]
    times = {"cold": run(lean), "unchanged": run(lean)}
    change(changed[0])
    times["one clause"] = run(lean)
    times["search added"] = run(lean[:-2])
    change(changed[-1])
    times["one clause, search"] = run(lean[:-2])
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file"]
    times["plain"] = run([*command, str(plain_site(root, folder / "plain", "[]"))])
    if size <= SEARCHED:
        times["lunr"] = run([*command, str(plain_site(root, folder / "lunr", "[search]"))])
    return times


def judged(runs: dict[str, Runs]) -> dict[str, float]:
    """The shares and ratios that the largest corpus is judged by."""
    sizes = sorted(runs, key=int)
    most = {name: told["wall"] for name, told in runs[sizes[-1]].items()}
    shares = {f"{name} / cold": most[name] / most["cold"] for name in ("unchanged", "one clause", "one clause, search")}
    steps = {f"cold, {large} / {small} works": runs[large]["cold"]["wall"] / runs[small]["cold"]["wall"]
             for small, large in pairwise(sizes)}
    return {"plain / cold": most["plain"] / most["cold"], **shares, **steps}


def conversion() -> Any:
    """What bench/convert.py found of structure, Akoma Ntoso and validation beside bluebell, if it was run."""
    file = ROOT / "bench/results/convert.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def table(results: dict[str, Any]) -> None:
    """Prints it."""
    for size, times in results["runs"].items():
        for name, told in times.items():
            share = told["wall"] / times["cold"]["wall"]
            print(f"{size:>6} works  {name:20} {told['wall']:8.2f} s {told['processor']:8.2f} s of processors "
                  f"{told['memory']:6.0f} MB {share:7.3f} of cold")
    for part in ("PDFs, each", "cluster"):
        for name, told in results.get(part, {}).items():
            print(f"{part:14} {name:20} {told['wall']:8.2f} s {told['memory']:6.0f} MB")
    for name, value in results["judged"].items():
        print(f"{name:36} {value:7.3f}")


def change(work: Path) -> None:
    """Changes one clause of a work, as its editor would."""
    text = work / "zho.txt"
    text.write_text(re.sub("第三条　", "第三条　为此，", text.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    told = work / "work.toml"
    told.write_text(re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{sha256(text.read_bytes()).hexdigest()}"',
                           told.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def plain_site(project: Path, folder: Path, plugins: str) -> Path:
    """The same texts as Markdown, each by itself and both together; gives the configuration."""
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

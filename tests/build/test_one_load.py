"""The process that builds reads a file twice, for its digest and for what it says, and no other process reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from diptych.build import digests

from tests import base
from tests.conftest import ROOT

HOOK = """
import os, sys
LOG = os.environ["OPENED"]

def opened(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)) and isinstance(arguments[2], int):
        name = os.path.realpath(os.fsdecode(arguments[0]))
        if name.startswith(os.environ["WATCHED"]) and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            handle = os.open(f"{LOG}/{os.getpid()}", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(handle, f"{name}\\n".encode())
            os.close(handle)

sys.addaudithook(opened)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of eight works: more than one process does by itself."""
    root = tmp_path / "project"
    root.mkdir()
    shutil.copytree(ROOT / "schema", root / "schema")
    base.write_base(root)
    for number in range(4, 11):
        shutil.copytree(root / base.FOLDER, root / f"source/works/cn/qingshizhengban/2020/{number}")
    return root


def test_a_cold_build_reads_each_file_of_a_project_once(root: Path, tmp_path: Path) -> None:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook/sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (tmp_path / "log").mkdir()
    path = f"{tmp_path / 'hook'}:{ROOT / 'pipeline'}"
    environment = os.environ | {"OPENED": str(tmp_path / "log"), "WATCHED": str(root), "PYTHONPATH": path}
    command = ("from pathlib import Path; from diptych.build import build; from diptych.build.options import Order;"
               f"build.build(Path({str(root)!r}), lambda _: None, Order(without=frozenset(('pdf', 'books'))))")
    process = subprocess.Popen([sys.executable, "-c", command], env=environment)
    assert process.wait() == 0
    counts = {int(file.name): Counter(file.read_text(encoding="utf-8").splitlines())
              for file in (tmp_path / "log").iterdir()}
    ours = [path for path in (root / "source").rglob("*") if path.is_file()]
    ours += [path for path in (root / "schema").rglob("*.toml") if "interface" not in path.parts]
    first = counts.pop(process.pid)
    assert {path.name: first[str(path)] for path in ours if first[str(path)] > 2} == {}
    assert all(first[str(path)] == 2 for path in ours if path.name in ("work.toml", "received.txt"))
    works = [str(path) for path in (root / "source/works").rglob("*") if path.is_file()]
    assert {path: count[path] for count in counts.values() for path in works if count[path] > 1} == {}


def test_the_digest_of_the_program_covers_the_whole_package(tmp_path: Path) -> None:
    for name in ("pipeline", "schema"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-c", "from diptych.build import digests; print(digests.program()['program'])"]

    def digest() -> str:
        return subprocess.run(command, env=os.environ | {"PYTHONPATH": str(tmp_path / "pipeline")}, check=True,
                              capture_output=True, text=True).stdout.strip()

    before = digest()
    assert before == digests.program()["program"]
    with (tmp_path / "pipeline/diptych/render/html/view.py").open("a", encoding="utf-8") as file:
        file.write("\n# another\n")
    assert digest() != before

"""A process that ends while a command works with files is said with what is known of its end, and without a trace."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import base
from tests.conftest import ROOT

PROGRAM = """
import os, signal, sys
from diptych.build import process_limits
from diptych.commands.main import main
from diptych.readers.formats import received
from tests import base

def deep(*given, **named):
    return deep()

def killed(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

def greedy(*given, **named):
    return bytes(900 << 20)

def faulty(*given, **named):
    return {}["a"]

def broken(data, *given, **named):
    return ENDS[sys.argv[1]]() if base.LINES[0].encode() in data else READ(data, *given, **named)

ENDS = {"deep": deep, "killed": killed, "greedy": greedy, "faulty": faulty}
READ, received.read = received.read, broken
main(sys.argv[2:])
"""
"""The command with a reader that breaks off at texts with some words, in a process that has no threads."""
CAUSES = {"deep": "T026 RecursionError, __main__:9", "killed": "T026 SIGKILL", "greedy": "T020 500 MB",
          "faulty": "T026 KeyError, __main__:18"}


def run(how: str, root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", PROGRAM, how, *command], capture_output=True, text=True, cwd=root,
                          check=False, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'pipeline'}"})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a work of the words, a file without and one with them."""
    base.write_base(tmp_path)
    for name, words in (("good", "试行办法"), ("bad", base.LINES[0])):
        (tmp_path / f"{name}.txt").write_text(f"{words}\n第一条 甲。\n", encoding="utf-8")
    return tmp_path


def said(done: subprocess.CompletedProcess[str], how: str) -> None:
    """Asserts that a command says the end of its process, and nothing of the program's inside."""
    code, cause = CAUSES[how].split(" ", 1)
    every = done.stdout + done.stderr
    assert done.returncode == 1, every
    assert code in every
    assert cause in every
    assert "Traceback" not in every
    assert {"T020", "T026"} - {code} == {other for other in ("T020", "T026") if other not in every}


@pytest.mark.parametrize("how", CAUSES)
def test_a_conversion_says_how_its_process_ended_and_the_others_go_on(how: str, root: Path) -> None:
    (root / "texts").mkdir()
    for name in ("good.txt", "bad.txt"):
        shutil.move(root / name, root / "texts")
    said(run(how, root, "convert", "texts", "--out", "made"), how)
    assert [path.name for path in (root / "made").iterdir()] == ["good.xml"]


@pytest.mark.parametrize("how", ["deep", "killed", "greedy"])
def test_an_addition_says_how_its_process_ended(how: str, root: Path) -> None:
    said(run(how, root, "add", "bad.txt"), how)


@pytest.mark.parametrize(("command", "how"), [("check", "deep"), ("check", "greedy"), ("build", "killed"),
                                              ("build", "faulty")])
def test_a_work_whose_process_ended_is_named(command: str, how: str, root: Path) -> None:
    done = run(how, root, command)
    said(done, how)
    assert base.FOLDER in done.stdout + done.stderr

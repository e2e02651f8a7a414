"""`diptych check` ends whatever a work takes: T020 names the one that takes too much, and the others are checked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from diptych.build import build, process_limits
from diptych.compile.work import compile_work

from tests import base
from tests.conftest import ROOT

GREEDY = "source/works/cn/qingshizhengban/2021/4"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    shutil.copytree(tmp_path / base.FOLDER, tmp_path / GREEDY)
    return tmp_path


def endless(source: object, schema: object) -> object:
    """Compiles as usual; the greedy work never ends."""
    while str(getattr(source, "folder", "")) == GREEDY:
        pass
    return COMPILE(source, schema)  # type: ignore[arg-type]


COMPILE = compile_work
PROGRAM = """
import sys
from pathlib import Path
from diptych.build import build, checked_works, process_limits
from tests.build.test_checked_works import endless

process_limits.limit = lambda _: process_limits.Limit(1, 500)
checked_works.compile_work = endless
for item in build.check(Path(sys.argv[1])).findings:
    print(item.code, item.position.file if item.position else "")
"""
"""A check with a greedy work, in a process that has no threads."""


def test_a_work_that_takes_too_much_is_named_and_the_others_are_checked(root: Path) -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM, str(root)], capture_output=True, text=True, cwd=ROOT,
                          check=False, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'pipeline'}"})
    found = [line.split(" ") for line in said.stdout.splitlines()]
    assert [file for code, file in found if code == "T020"] == [GREEDY], said.stderr
    assert any(file.startswith(base.FOLDER) for _, file in found)


def test_where_there_can_be_no_copy_the_findings_are_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited = build.check(root)
    monkeypatch.setattr(process_limits, "can_fork", lambda: False)
    assert build.check(root) == limited
    assert limited.findings


def test_a_name_that_is_not_utf_8_is_a_finding_of_a_check_and_of_a_build(root: Path) -> None:
    Path(os.fsdecode(bytes(root / base.FOLDER) + b"/caf\xe9.txt")).write_bytes(b"a")
    for report in (build.check(root), build.build(root, lambda _: None)):
        assert [item.position.file for item in report.findings if item.code == "C032" and item.position] == [
            f"{base.FOLDER}/caf\udce9.txt"]

"""`diptych check` ends whatever a work takes: T020 names the one that takes too much, and the others are checked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from diptych.build import build, checked_works, process_limits
from diptych.compile.work import compile_work

from tests import base

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


def test_a_work_that_takes_too_much_is_named_and_the_others_are_checked(
        root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_limits, "limit", lambda _: process_limits.Limit(1, 500))
    monkeypatch.setattr(process_limits, "can_fork", lambda: True)
    monkeypatch.setattr(checked_works, "compile_work", endless)
    report = build.check(root)
    assert [item.position.file for item in report.findings if item.code == "T020" and item.position] == [GREEDY]
    assert {item.position.file.rpartition("/")[0] for item in report.findings if item.position} >= {base.FOLDER}


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

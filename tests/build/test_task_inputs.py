"""The inputs with which tasks were done last are known to the next build, whatever became of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.build.task import Task
from diptych.build.task_inputs import TaskInputs

OLD = Task("pages cn/1", {"zho.xml": "a" * 64, "program": "b" * 64})
NEW = Task("pages cn/1", {"zho.xml": "c" * 64, "program": "b" * 64})
OTHER = Task("pages cn/2", {"kor.xml": "d" * 64})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    known = TaskInputs(tmp_path / "tasks")
    for task in (OLD, OTHER, NEW):
        known.add(task)
    return known.file


def test_the_last_inputs_of_a_task_are_known(file: Path) -> None:
    known = TaskInputs(file)
    assert known.before("pages cn/1") == NEW.marks
    assert known.before("pages cn/2") == OTHER.marks
    assert known.before("pages cn/3") is None


def test_without_a_file_every_task_is_new(tmp_path: Path) -> None:
    assert TaskInputs(tmp_path / "tasks").before("pages cn/1") is None


@pytest.mark.parametrize("damage", [b"\xff" * 300 + b"\n", b"[" * 5_000 + b"\n", b"[]\n", b"\n"])
def test_damaged_lines_hide_no_others(file: Path, damage: bytes) -> None:
    file.write_bytes(damage + file.read_bytes() + damage)
    assert TaskInputs(file).before("pages cn/1") == NEW.marks


def test_a_file_with_many_lines_of_no_use_is_shortened_to_the_last_ones(file: Path) -> None:
    known = TaskInputs(file)
    for _ in range(3):
        known.add(OLD)
        known.add(NEW)
    again = TaskInputs(file)
    again.before("pages cn/1")
    again.shorten({NEW.key}.__contains__)
    assert len(file.read_bytes().splitlines()) == 1
    assert TaskInputs(file).before("pages cn/1") == NEW.marks
    assert TaskInputs(file).before("pages cn/2") is None


def test_a_file_with_few_lines_of_no_use_stays(file: Path) -> None:
    before = file.read_bytes()
    again = TaskInputs(file)
    again.before("pages cn/1")
    again.shorten({NEW.key, OTHER.key}.__contains__)
    assert file.read_bytes() == before

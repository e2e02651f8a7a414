"""What was made before is found by what it is made of, is never believed if it is damaged, does not grow for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.build import cache
from diptych.build.cache import KEPT, Cache, DamagedError
from diptych.build.task import Task, why
from diptych.files import folders

TASK = Task("pages cn/1", {"zho.xml": "a", "program": "b"})
OTHER = Task("pages cn/2", {"zho.xml": "a", "program": "b"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = cache.opened(tmp_path / "cache")
    made.put(TASK, b"made", 0)
    made.put(OTHER, b"other", 2)
    return made.folder


def reopened(folder: Path) -> Cache:
    return cache.opened(folder)


def test_what_was_put_is_found_by_another_process_before_this_one_ends(folder: Path) -> None:
    again = reopened(folder)
    found = again.find(TASK)
    assert found
    assert (again.read(found[0]), found[1]) == (b"made", 0)
    other = again.find(OTHER)
    assert other
    assert other[1] == 2


@pytest.mark.parametrize("inputs", [{"zho.xml": "x", "program": "b"}, {"zho.xml": "a"},
                                    {"zho.xml": "a", "program": "b", "terms": ""}])
def test_other_inputs_are_another_task(folder: Path, inputs: dict[str, str]) -> None:
    assert reopened(folder).find(Task(TASK.name, inputs)) is None


@pytest.mark.parametrize("damage", [b"", b"mad", b"madf", b"made "])
def test_a_damaged_file_is_never_believed(folder: Path, damage: bytes) -> None:
    again = reopened(folder)
    found = again.find(TASK)
    assert found
    (folder / found[0][:2] / found[0]).write_bytes(damage)
    with pytest.raises(DamagedError):
        again.read(found[0])
    assert reopened(folder).find(TASK) is None


def test_a_torn_or_foreign_index_loses_only_what_it_lost(folder: Path) -> None:
    index = folder / "index"
    whole = index.read_bytes()
    for torn in (whole[:-9], whole + b"0" * 70, b"\xff\x00 x\n" + whole, whole + b"a b c d\n", b""):
        index.write_bytes(torn)
        again = reopened(folder)
        for task, data in ((TASK, b"made"), (OTHER, b"other")):
            found = again.find(task)
            assert found is None or again.read(found[0]) == data
    index.write_bytes(whole + whole[:-9])
    assert reopened(folder).find(OTHER)


def test_what_some_builds_did_not_use_goes(folder: Path) -> None:
    for _ in range(KEPT):
        again = reopened(folder)
        assert again.index[OTHER.key]
        found = again.find(TASK)
        assert found
        again.close(())
    assert reopened(folder).find(OTHER) is None
    assert len(list(folder.glob("??/*"))) == 1


def test_what_is_needed_stays_though_nobody_made_it(folder: Path) -> None:
    known = reopened(folder).find(OTHER)
    assert known
    for _ in range(KEPT + 2):
        again = reopened(folder)
        again.find(TASK)
        again.close([known[0]])
    assert again.holds(known[0])


def test_why_a_task_is_done() -> None:
    before = {"zho.xml": "x", "program": "b", "terms": "c"}
    assert why(TASK, None) == "new"
    assert why(TASK, before) == "zho.xml changed; terms gone"
    assert why(TASK, {"program": "c"}) == "program changed; zho.xml added"
    assert why(TASK, TASK.inputs) == "its files are not in the cache"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with folders.lock(tmp_path) as first, folders.lock(tmp_path) as second:
        assert (first, second) == (True, False)
    with folders.lock(tmp_path) as third:
        assert third
    assert list(tmp_path.iterdir()) == []

"""A build holds as long as nothing that it read or made has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import cache

STATE = "build/state.json"
MADE = ("build/akn", "site")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("source/a.txt", "schema/b.toml", "mkdocs.yml", "build/akn/x.xml", "site/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    remember(tmp_path)
    return tmp_path


def remember(root: Path) -> None:
    cache.remember(root, STATE, cache.inputs(root), MADE, [{"code": "A"}])


def current(root: Path) -> cache.Build | None:
    return cache.current(root, STATE, cache.inputs(root), MADE)


def test_nothing_changed(root: Path) -> None:
    found = current(root)
    assert found
    assert found.findings == ({"code": "A"},)


@pytest.mark.parametrize("name", ["source/a.txt", "schema/b.toml", "mkdocs.yml", "build/akn/x.xml", "site/index.html"])
def test_a_change_is_seen(root: Path, name: str) -> None:
    (root / name).write_text("changed", encoding="utf-8")
    assert current(root) is None
    (root / name).write_text(name, encoding="utf-8")
    assert current(root)
    (root / name).unlink()
    assert current(root) is None


@pytest.mark.parametrize("name", ["source/new.txt", "schema/new.toml", "build/akn/new.xml", "site/new.html"])
def test_a_new_file_is_seen(root: Path, name: str) -> None:
    (root / name).touch()
    assert current(root) is None


def test_a_file_that_was_renamed_is_seen(root: Path) -> None:
    (root / "site/index.html").rename(root / "site/other.html")
    assert current(root) is None


@pytest.mark.parametrize("state", ["", "{", "[]", "{}", "null", "\x00",
                                   '{"inputs": {}, "products": {}, "findings": []}'])
def test_a_broken_memory_is_none(root: Path, state: str) -> None:
    (root / STATE).write_text(state, encoding="utf-8")
    assert current(root) is None


def test_another_program_or_library_is_seen(root: Path) -> None:
    told = json.loads((root / STATE).read_text(encoding="utf-8"))
    assert "program/cache.py" in told["inputs"]
    assert {f"library/{name}" for name in cache.LIBRARIES} <= set(told["inputs"])
    assert not [name for name in told["inputs"] if "__pycache__" in name]


def test_one_build_at_a_time(root: Path) -> None:
    with cache.lock(root / "build/.lock") as first, cache.lock(root / "build/.lock") as second:
        assert (first, second) == (True, False)
    with cache.lock(root / "build/.lock") as third:
        assert third

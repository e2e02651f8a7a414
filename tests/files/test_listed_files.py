"""Files keep their names and digests, in the order of their names."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.files.listed_files import listed_files

NAMES = ("a", "a/b", "a-b", "a.b/c", "é/字", "a/b/c", "a/😀", "a/\uffee", "ab")
FILES = {name: sha256(name.encode()).hexdigest() for name in NAMES}


def encoded(files: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), sha.encode()) for name, sha in files]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    mixed = sorted(FILES.items(), key=lambda file: file[1])
    assert list(listed_files(encoded(mixed), tmp_path)) == [(name, FILES[name]) for name in sorted(FILES)]


def test_digests_with_the_byte_that_ends_names_are_kept(tmp_path: Path) -> None:
    zero = "00" * 32
    assert list(listed_files(encoded([("b", zero), ("a", zero)]), tmp_path)) == [("a", zero), ("b", zero)]


def test_other_files_take_the_place_of_those_of_their_names(tmp_path: Path) -> None:
    other = "11" * 32
    listed = listed_files(encoded(FILES.items()), tmp_path).with_files([("a", other), ("new", other)])
    assert dict(listed) == {**FILES, "a": other, "new": other}
    assert [name for name, _ in listed] == sorted({*FILES, "new"})


def test_files_that_are_sorted_by_parts_come_in_one_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diptych.files.listed_files._AT_ONCE", 2)
    mixed = sorted(FILES.items(), key=lambda file: file[1])
    listed = listed_files(encoded(mixed), tmp_path)
    assert list(listed) == list(listed) == [(name, FILES[name]) for name in sorted(FILES)]


def test_no_files_are_listed_as_none(tmp_path: Path) -> None:
    assert not list(listed_files([], tmp_path))

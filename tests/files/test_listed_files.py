"""Files keep their names and digests, in the order of their names."""

from __future__ import annotations

from hashlib import sha256

from diptych.files.listed_files import listed_files

NAMES = ("a", "a/b", "a-b", "a.b/c", "é/字", "a/b/c", "a/😀", "a/\uffee", "ab")
FILES = {name: sha256(name.encode()).hexdigest() for name in NAMES}


def test_files_come_in_the_order_of_their_names() -> None:
    mixed = sorted(FILES.items(), key=lambda file: file[1])
    assert list(listed_files(mixed)) == [(name, FILES[name]) for name in sorted(FILES)]


def test_digests_with_the_byte_that_ends_names_are_kept() -> None:
    zero = "00" * 32
    assert list(listed_files([("b", zero), ("a", zero)])) == [("a", zero), ("b", zero)]


def test_other_files_take_the_place_of_those_of_their_names() -> None:
    other = "11" * 32
    listed = listed_files(FILES.items()).with_files([("a", other), ("new", other)])
    assert dict(listed) == {**FILES, "a": other, "new": other}
    assert [name for name, _ in listed] == sorted({*FILES, "new"})

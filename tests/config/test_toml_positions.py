"""Any bytes are TOML with known places, or findings at the right place; nothing raises."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from diptych.config import toml_positions
from diptych.diagnostics import Position
from hypothesis import given
from hypothesis import strategies as st

from tests import base
from tests.conftest import ROOT

OPEN: dict[str, Any] = {}
KEYS = st.text("abc-_.\" 'é한", min_size=1, max_size=4)
WORK = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")
EDITORIAL = (base.BASE / base.FOLDER / "editorial.toml").read_text(encoding="utf-8")


def codes(data: bytes, shape: dict[str, object]) -> list[str]:
    found = toml_positions.read(data, "x.toml", shape)
    assert (found.value is None) == bool(found.diagnostics)
    return [item.code for item in found.diagnostics]


def quoted(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


PAIRS = st.lists(st.tuples(KEYS, st.sampled_from(["1", '"é"', "[1, [2, 3]]", "{ x = 1 }"]),
                           st.sampled_from(["", "  ", "\t"])), max_size=3, unique_by=lambda pair: pair[0])


@given(tables=st.lists(st.tuples(KEYS, PAIRS), max_size=4), end=st.sampled_from(["\n", "\r\n"]), arrays=st.booleans())
def test_places_agree_with_the_file(tables: list[tuple[str, list[tuple[str, str, str]]]], end: str, *,
                                    arrays: bool) -> None:
    """Every key of every table is where its author wrote it, whatever letters it has."""
    tables = tables if arrays else list({name: (name, pairs) for name, pairs in tables}.values())
    lines: list[str] = []
    places: dict[tuple[str | int, ...], tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for name, pairs in tables:
        counts[name] = counts.get(name, -1) + 1
        path: tuple[str | int, ...] = (name, counts[name]) if arrays else (name,)
        lines += ["# é한", f"[[{quoted(name)}]]" if arrays else f"[{quoted(name)}]"]
        places[path] = (len(lines), 1)
        for key, value, indent in pairs:
            lines.append(f"{indent}{quoted(key)} = {value}")
            places[*path, key] = (len(lines), len(indent) + 1)
    found = toml_positions.read(end.join(lines).encode(), "x.toml", OPEN).value
    assert found
    for place, (line, column) in places.items():
        assert found.position(place) == Position("x.toml", line, column)
        assert found.position((*place, "none", 3)) == Position("x.toml", line, column)


def test_places_within_values() -> None:
    text = 'a = [1, { b = 2 },\n  # x\n  "é", 3]\nc.d = { e = [4] }\n'
    found = toml_positions.read(text.encode(), "x.toml", OPEN).value
    assert found
    assert str(found.position(("a", 1, "b"))) == "x.toml:1:11"
    assert str(found.position(("a", 3))) == "x.toml:3:8"
    assert str(found.position(("c", "d", "e", 0))) == "x.toml:4:14"
    assert str(found.position(())) == "x.toml:1:1"


@pytest.mark.parametrize(("keys", "missing"), [
    ("", ["find"]), ('pattern = "a"', ["count"]), ('pattern = "a"\ncount = 1', ["structural"]),
    ("count = 1", ["pattern"]),
])
def test_of_alternatives_the_nearest_lacks_a_key(keys: str, missing: list[str]) -> None:
    entry = f'[[emendation]]\nlanguage = "zho"\nreplace = "x"\nwhy = "y"\n{keys}\n'
    found = toml_positions.read(entry.encode(), "editorial.toml", base.shape("editorial")).diagnostics
    assert [(item.code, dict(item.facts)["key"]) for item in found] == [("C004", key) for key in missing]


def test_a_byte_order_mark_is_named() -> None:
    [found] = toml_positions.read(b"\xef\xbb\xbfa = 1", "x.toml", OPEN).diagnostics
    assert found.code == "C002"
    assert "byte order mark" in dict(found.facts)["problem"]


def test_a_wrong_word_is_refused_with_all_that_are_right() -> None:
    entry = '[[structure]]\nlanguage = "zho"\nline = "x"\nas = "foo"\nwhy = "y"\n'
    [found] = toml_positions.read(entry.encode(), "editorial.toml", base.shape("editorial")).diagnostics
    assert dict(found.facts)["problem"] == (
        '"foo" is none of "item", "heading", "paragraph", "text", "attachment", "contents", "continuation", "split"')


@given(st.binary(max_size=40))
def test_any_bytes(data: bytes) -> None:
    assert set(codes(data, base.shape("work"))) <= {"C002", "C003", "C004", "C005"}


@given(st.sampled_from(["work", "editorial"]), st.integers(0, 700), st.integers(0, 8), st.text(
    '[]{}="\'\n\\#.,0一甲\x00é', max_size=4))
def test_any_edit_of_a_good_file(name: str, place: int, lost: int, new: str) -> None:
    text = {"work": WORK, "editorial": EDITORIAL}[name]
    changed = text[:place] + new + text[place + lost:]
    assert set(codes(changed.encode(), base.shape(name))) <= {"C002", "C003", "C004", "C005"}


@pytest.mark.parametrize(("data", "place"), [
    (b"\xff", "1:1"), (b'a = 1\nb = "\xc3\xa9\xff"', "2:7"), (b"\xef\xbb\xbfa = 1", "1:1"), (b"a = 1\na = 2", "2:1"),
    (b'a = "\x00"', "1:6"), (b"a = 2020-13-45", "1:9"), (b"a = " + b"9" * 5000, "1:1"),
    (b"a = " + b"[" * 300 + b"]" * 300, "1:1"), (b"a = " + b"[" * 9000, "1:1"), (b"[a\nb = 1", "1:3"),
])
def test_what_is_no_toml(data: bytes, place: str) -> None:
    [found] = toml_positions.read(data, "x.toml", base.shape("terms")).diagnostics
    assert found.code == "C002"
    assert str(found.position) == f"x.toml:{place}"
    assert "(at " not in dict(found.facts)["problem"]


@pytest.mark.parametrize(("before", "after", "code", "place"), [
    ('editor = "editor"', 'editor = "editor"\neditors = 2', "C003", "editors"),
    ('editor = "editor"', 'editor = "editor"\n"ed\\"s" = 2', "C003", '"ed'),
    ('number = "青石政办〔2020〕3号"\n', "", "C004", "[work]"),
    ("authoritative = false", "authoritative = 0", "C005", "authoritative"),
    ("date = 2026-01-01", 'date = "January"', "C005", "date"),
    ("date = 2026-01-01", "date = 2026-01-01T00:00:00Z", "C005", "date"),
    ('file = "received.txt"\nsha256', 'file = "../received.txt"\nsha256', "C005", "file"),
    ('file = "received.txt"\nsha256', 'file = "a\\\\b.txt"\nsha256', "C005", "file"),
    ('document_type = "act"', 'document_type = "novel"', "C005", "document_type"),
    ('name = "opinions"', 'name = "a b"', "C005", "name"),
    ("青石政办〔2020〕3号", "青石\\u0007", "C005", "number"),
    ("青石政办〔2020〕3号", "青石\\uFFFE", "C005", "number"),
    ('zh = "为测试而写。"', '"in French" = "x"', "C003", '"in French"'),
])
def test_what_the_schema_refuses(before: str, after: str, code: str, place: str) -> None:
    assert WORK.count(before) == 1
    text = WORK.replace(before, after)
    [found] = toml_positions.read(text.encode(), "x.toml", base.shape("work")).diagnostics
    assert found.code == code
    assert found.position
    assert text.split("\n")[found.position.line - 1][found.position.column - 1:].startswith(place)


def test_all_mistakes_are_told_in_the_order_of_the_file() -> None:
    changed = WORK.replace("2026-01-01", "1").replace('"act"', '"x"').replace("[markup]", "[markup]\nx = 1")
    found = toml_positions.read(changed.encode(), "x.toml", base.shape("work")).diagnostics
    places = [item.position for item in found]
    assert [item.code for item in found] == ["C005", "C003", "C005"]
    assert places == sorted(item for item in places if item)


def test_dates_are_text() -> None:
    found = toml_positions.read(b"a = 2020-05-08\nb = [{ c = 07:32:00 }]", "x.toml", OPEN).value
    assert found
    assert found.data == {"a": "2020-05-08", "b": [{"c": "07:32:00"}]}
    assert not [value for value in leaves(found.data) if isinstance(value, datetime.date)]


def leaves(value: Any) -> Iterator[Any]:
    for item in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()):
        yield item
        yield from leaves(item)


def test_a_value_of_a_wrong_type_is_refused_with_an_example() -> None:
    schema = json.loads((ROOT / "schema/editorial.schema.json").read_text(encoding="utf-8"))
    found = toml_positions.read(b'[[pair]]\nat = "p_1"\nabsent = "eng"\nwhy = "x"\n', "editorial.toml", schema)
    problems = [dict(item.facts)["problem"] for item in found.diagnostics]
    assert [problem.partition("; example: ")[2] for problem in problems] == ['{ LANGUAGE = "现在，大会" }', '["kor"]']

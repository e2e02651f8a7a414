"""Names of files and entries of schema/, and their text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from diptych.config import schema_entries
from diptych.config.schema_entries import SchemaEntry

from tests.conftest import ROOT


@pytest.mark.parametrize(("name", "file", "path"), [
    ("languages/kor", "languages/kor.toml", ()), ("languages/kor.toml", "languages/kor.toml", ()),
    ("schema/rules.sch", "rules.sch", ()), ("codes/C001", "codes.toml", ("C001",)),
    ("fonts/languages/ko", "fonts.toml", ("languages", "ko")), ("fonts/languages", "fonts.toml", ("languages",)),
    ("citations/styles/apa", "citations/styles.toml", ("apa",))])
def test_an_entry(name: str, file: str, path: tuple[str, ...]) -> None:
    entry = schema_entries.entry(ROOT, name)
    assert entry
    assert (entry.file, entry.path) == (file, path)
    shown = whole = (ROOT / "schema" / file).read_text(encoding="utf-8")
    if path:
        shown, expected = entry.text, tomllib.loads(whole)
        for key in path:
            expected = expected[key]
        found = tomllib.loads(shown)
        for key in path:
            assert list(found) == [key]
            found = found[key]
        assert found == expected
    else:
        assert entry.text == whole


@pytest.mark.parametrize("name", ["", "x", "codes/X999", "languages", "languages/kor/name", "../pyproject.toml",
                                  "/etc/passwd", "fonts/languages/ko/size"])
def test_no_entry(name: str) -> None:
    assert schema_entries.entry(ROOT, name) is None


def test_near_names() -> None:
    assert "languages/kor.toml" in schema_entries.near(ROOT, "languages/korr")
    assert schema_entries.near(ROOT, "@@") == ()


def test_an_entry_is_added_once(tmp_path: Path) -> None:
    apa = SchemaEntry("citations/styles.toml", ("apa",), "[apa]\nx = 1\n")
    assert schema_entries.with_entry(b"", apa) == b"[apa]\nx = 1\n"
    assert schema_entries.with_entry(b"[mla]\ny = 1", apa) == b"[mla]\ny = 1\n\n[apa]\nx = 1\n"
    assert schema_entries.with_entry(b"[apa]\nx = 2\n", apa) is None
    assert schema_entries.with_entry(b"[apa.first]\nx = 2\n", apa) is None
    assert schema_entries.with_entry(b"x", SchemaEntry("rules.sch", (), "y")) is None


def test_where_a_file_comes_from(tmp_path: Path) -> None:
    for name, text in (("codes.toml", '[C001]\ntitle = "x"\n'), ("languages/kor.toml", "x = 1\n"), ("rules.sch", "")):
        (tmp_path / "schema" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "schema" / name).write_text(text, encoding="utf-8")
    (tmp_path / "schema/fonts.toml").write_bytes((ROOT / "schema/fonts.toml").read_bytes())
    found = {name: schema_entries.origin(tmp_path, name)
             for name in ("codes.toml", "languages/kor.toml", "rules.sch", "fonts.toml", "pages.toml")}
    assert found == {"codes.toml": "project + program", "languages/kor.toml": "project", "rules.sch": "project",
                     "fonts.toml": "program", "pages.toml": "program"}

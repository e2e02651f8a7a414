"""The line of a TOML file that leads an editor to its schema, and the schemas in a project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from diptych.commands import add
from diptych.compile.single_text import Options
from diptych.project import editor_schemas, upgrade
from diptych.project.new_project import Answers, new_project

from tests.compile.test_single_text import NOTICE
from tests.conftest import ROOT


def led_to(root: Path, file: Path) -> str:
    """The title of the schema to which the first line of a TOML file leads."""
    directive, path = file.read_text(encoding="utf-8").splitlines()[0].split(" ")
    assert directive == "#:schema"
    schema = (file.parent / path).resolve()
    assert schema.is_relative_to(root.resolve())
    return str(json.loads(schema.read_text(encoding="utf-8"))["title"])


def test_each_file_of_a_new_project_leads_to_its_schema(tmp_path: Path) -> None:
    made = new_project(Answers("A site", ("zho", "kor"), "xx", "Someone", example=True))
    for path, data in made.value or ():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    files = sorted(tmp_path.rglob("*.toml"))
    assert len(files) == 5
    assert [led_to(tmp_path, file) for file in files] == [file.name for file in files]
    assert editor_schemas.copies(tmp_path) == ()


def test_each_file_that_add_writes_leads_to_its_schema(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    planned = add.plan(tmp_path, (tmp_path / "a.txt",), "2020-06-01", Options())
    assert planned.value
    assert add.write(tmp_path, planned.value) == ()
    files = sorted(tmp_path.rglob("*.toml"))
    assert [led_to(tmp_path, file) for file in files] == [file.name for file in files] == ["terms.toml", "work.toml"]


def test_a_copy_of_another_version_is_brought_up_to_date(tmp_path: Path) -> None:
    assert [change.file for change in (upgrade.plan(tmp_path).value or pytest.fail("no plan")).changes] == []
    old = tmp_path / ".schema/work.schema.json"
    old.parent.mkdir()
    old.write_text("{}", encoding="utf-8")
    planned = upgrade.plan(tmp_path).value
    assert planned
    assert [(change.file, change.data) for change in planned.changes] == [
        (".schema/work.schema.json", (ROOT / "schema/work.schema.json").read_bytes())]


def test_a_project_whose_schema_is_packaged_needs_no_copies() -> None:
    assert editor_schemas.copies(ROOT) == ()
    assert editor_schemas.line(ROOT, "source/works/a/b/2020/1", "work") == (
        "#:schema ../../../../../../schema/work.schema.json")

"""A project of an older layout, with a whole copy of schema/, under this program, before and after an upgrade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from diptych.build import build
from diptych.config import project_format, schema_layers
from diptych.files import atomic
from diptych.project import load, upgrade

from tests import base
from tests.conftest import ROOT

OLDER = ROOT / "tests/older"
SIZE = ("[languages.ko]", "size = 12", "size = 13")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project as earlier versions of the program made it: schema/ is a copy of theirs, with one edit of fonts.toml.

    tests/older holds its files as they were; files of schema/ that did not change since are those of today.
    """
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    (tmp_path / "schema/earlier.txt").unlink()
    shutil.copytree(OLDER, tmp_path, dirs_exist_ok=True)
    fonts = (tmp_path / "schema/fonts.toml").read_text(encoding="utf-8")
    head, _, tail = fonts.partition(SIZE[0])
    assert SIZE[1] in tail
    (tmp_path / "schema/fonts.toml").write_text(head + SIZE[0] + tail.replace(*SIZE[1:], 1), encoding="utf-8")
    return tmp_path


def carry_out(root: Path) -> upgrade.Upgrade:
    planned = upgrade.plan(root)
    assert planned.value
    for change in planned.value.changes:
        if change.data is None:
            atomic.remove(root / change.file, above=root)
        else:
            atomic.write(root / change.file, change.data)
    return planned.value


def addresses(root: Path) -> list[str]:
    """The addresses of all clauses of a project that has no error."""
    works, findings = build.compiled(root)
    known = load.catalogue(root)
    assert not known.has_errors(findings)
    assert not any(known.has_errors(work.diagnostics) for work in works)
    return [f"{one.document.work_iri}/~{unit.get('eId')}" for work in works for one in work.expressions
            for unit in one.document.units()]


def test_the_older_files_differ_from_those_of_today() -> None:
    older = [path for path in (OLDER / "schema").rglob("*") if path.is_file()]
    assert len(older) == 4
    for path in older:
        assert path.read_bytes() != (ROOT / "schema" / path.relative_to(OLDER / "schema")).read_bytes()


def test_an_older_project_works_before_and_after(root: Path) -> None:
    before = addresses(root)
    made = carry_out(root)
    assert addresses(root) == before
    assert len(before) > 10
    assert made.kept == ("schema/fonts.toml",)
    assert schema_layers.own_names(root) == ("fonts.toml",)
    assert "[languages.ko]\nsize = 13\n" in (root / "schema/fonts.toml").read_text(encoding="utf-8")
    assert project_format.project_format(root).value == project_format.NEWEST
    assert [item.code for item in build.check(root).findings] == ["K003"]


def test_an_upgrade_is_done_once(root: Path) -> None:
    carry_out(root)
    again = upgrade.plan(root).value
    assert again
    assert (again.changes, again.kept, again.unmarked) == ((), ("schema/fonts.toml",), False)


def test_without_an_edit_the_folder_goes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    made = carry_out(tmp_path)
    assert made.kept == ()
    assert not (tmp_path / "schema").exists()


def test_what_the_author_wrote_stays(tmp_path: Path) -> None:
    own = {"languages/vie.toml": b"x = 1\n", "notes.txt": b"mine", "rules.sch": b"<schema/>", "fonts.toml": b"[broken"}
    for name, content in own.items():
        (tmp_path / "schema" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "schema" / name).write_bytes(content)
    made = upgrade.plan(tmp_path).value
    assert made
    assert made.changes == ()
    assert made.kept == tuple(sorted(f"schema/{name}" for name in own))
    assert made.unmarked


def test_a_newer_project_is_left_alone(root: Path) -> None:
    (root / "mkdocs.yml").write_text("plugins:\n  - diptych:\n      format: 7\n", encoding="utf-8")
    planned = upgrade.plan(root)
    assert planned.value is None
    assert [item.code for item in planned.diagnostics] == ["C014"]


def test_this_repository_is_up_to_date() -> None:
    made = upgrade.plan(ROOT).value
    assert made
    assert (made.changes, made.kept, made.unmarked) == ((), (), False)

"""`diptych schema` and `diptych upgrade`: what they say, and what they write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main
from diptych.project import load

from tests import base
from tests.conftest import ROOT


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


def test_the_list_says_where_each_file_comes_from(tmp_path: Path) -> None:
    (tmp_path / "schema/languages").mkdir(parents=True)
    (tmp_path / "schema/languages/vie.toml").write_text("", encoding="utf-8")
    (tmp_path / "schema/codes.toml").write_text('[C001]\ntitle = "x"\n', encoding="utf-8")
    lines = run(tmp_path, "schema", "list").stdout.splitlines()
    assert {"codes.toml\tproject + program", "languages/vie.toml\tproject", "rules.sch\tprogram"} <= set(lines)
    assert len(lines) > 30


def test_an_entry_is_shown_as_it_counts(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/codes.toml").write_text('[C001]\ntitle = "Gone"\n', encoding="utf-8")
    shown = run(tmp_path, "schema", "show", "codes/C001").stdout
    assert 'title = "Gone"' in shown
    assert 'severity = "error"' in shown
    assert "C002" not in shown
    assert run(ROOT, "schema", "show", "rules").stdout == (ROOT / "schema/rules.sch").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["codes/C001", "languages/kor", "citations/styles/apa", "fonts/languages/ko", "rules",
                                  "equivalents/words", "citations/apa.csl"])
def test_a_copy_changes_nothing_until_it_is_edited_and_is_made_once(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, "schema", "copy", name).exit_code == 0
    [copied] = [path for path in (tmp_path / "schema").rglob("*") if path.is_file()]
    before = copied.read_bytes()
    found = load.schema(tmp_path)
    assert found.value
    assert found.diagnostics == ()
    assert load.catalogue(tmp_path) == load.catalogue(ROOT)
    assert (found.value.rules, found.value.fonts) == (base.schema().rules, base.schema().fonts)
    again = run(tmp_path, "schema", "copy", name)
    assert again.exit_code == 1
    assert f"has {name} already" in again.stderr
    assert copied.read_bytes() == before


def test_a_second_entry_is_added(tmp_path: Path) -> None:
    for name in ("codes/C001", "codes/C002"):
        assert run(tmp_path, "schema", "copy", name).exit_code == 0
    text = (tmp_path / "schema/codes.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("[")] == ["[C001]", "[C002]"]


@pytest.mark.parametrize("name", ["work.schema.json", "messages/ko", "earlier.txt"])
def test_what_belongs_to_the_program_is_not_copied(tmp_path: Path, name: str) -> None:
    said = run(tmp_path, "schema", "copy", name)
    assert said.exit_code == 1
    assert "belongs to the program" in said.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["show", "copy"])
def test_an_unknown_name(tmp_path: Path, verb: str) -> None:
    said = run(tmp_path, "schema", verb, "languages/korr")
    assert said.exit_code == 1
    assert "languages/kor.toml" in said.stderr
    assert not list(tmp_path.iterdir())


def test_a_copy_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "schema").write_text("", encoding="utf-8")
    said = run(tmp_path, "schema", "copy", "rules")
    assert said.exit_code == 1
    assert "error B004" in said.stderr


def test_an_upgrade_says_what_it_does(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    (tmp_path / "schema/languages/vie.toml").write_text("x = 1\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    planned = run(tmp_path, "upgrade", "--dry-run").stdout
    assert sorted(tmp_path.rglob("*")) == before
    assert run(tmp_path, "upgrade").stdout == planned
    assert "schema/codes.toml goes: all of it comes with the program" in planned
    assert "mkdocs.yml changes: the format 1 is stated" in planned
    assert "schema/languages/vie.toml stays: it is the project's own" in planned
    assert [path.name for path in (tmp_path / "schema").rglob("*") if path.is_file()] == ["vie.toml"]
    assert run(tmp_path, "upgrade").stdout.splitlines() == [
        "schema/languages/vie.toml stays: it is the project's own", "Nothing to change."]


def test_an_upgrade_of_a_newer_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - diptych:\n      format: 7\n", encoding="utf-8")
    said = run(tmp_path, "upgrade")
    assert said.exit_code == 1
    assert "mkdocs.yml:3:15: error C014" in said.stderr


@pytest.mark.parametrize("arguments", [
    ("add", "text.txt"), ("check",), ("build",), ("todo",), ("review",), ("cite", "x"),
    ("convert", "text.txt"), ("align", "text.txt", "text.txt"), ("import", "text.xlf")])
def test_no_command_works_on_a_newer_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                            arguments: tuple[str, ...]) -> None:
    base.write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - diptych:\n      format: 7\n", encoding="utf-8")
    (tmp_path / "text.txt").write_text(base.TEXT, encoding="utf-8")
    (tmp_path / "text.xlf").write_text("<xliff/>", encoding="utf-8")
    said = run(tmp_path, *arguments)
    assert said.exit_code == 1
    assert "mkdocs.yml:3:15: error C014" in said.stderr

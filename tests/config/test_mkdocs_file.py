"""mkdocs.yml → plain data with places, and values of the environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from diptych.build import digests
from diptych.config import mkdocs_file, project_format
from diptych.diagnostics import Position


def write(root: Path, text: str) -> Path:
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(("written", "value"), [
    ("!ENV DIPTYCH_A", "https://a.org/"), ("!ENV [DIPTYCH_A]", "https://a.org/"),
    ("!ENV [DIPTYCH_NONE, DIPTYCH_A, x]", "https://a.org/"), ("!ENV [DIPTYCH_NONE, 'b']", "b"),
    ("!ENV DIPTYCH_NONE", None), ("!ENV DIPTYCH_YES", True), ("!!python/name:os.system", ""), ("!relative", "")])
def test_values_of_the_environment_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str,
                                                 value: object) -> None:
    monkeypatch.setenv("DIPTYCH_A", "https://a.org/")
    monkeypatch.setenv("DIPTYCH_YES", "yes")
    file = mkdocs_file.read(write(tmp_path, f"site_url: {written}\n")).value
    assert file
    assert file.value("site_url") == value


def test_another_environment_is_another_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "site_url: !ENV [DIPTYCH_A, DIPTYCH_B]\n")
    monkeypatch.setenv("DIPTYCH_A", "a")
    first = digests.files(tmp_path)
    monkeypatch.setenv("DIPTYCH_A", "b")
    assert digests.files(tmp_path) != first


def test_own_templates_are_read(tmp_path: Path) -> None:
    (tmp_path / "own/partials").mkdir(parents=True)
    (tmp_path / "own/partials/x.html").write_text("x")
    write(tmp_path, "theme:\n  name: material\n  custom_dir: 'own'\n")
    assert "own/partials/x.html" in digests.files(tmp_path)
    write(tmp_path, "theme: {name: material, custom_dir: ..}\n")
    assert set(digests.files(tmp_path)) == {"mkdocs.yml"}


def test_places_and_the_options_of_the_plugin(tmp_path: Path) -> None:
    file = mkdocs_file.read(write(tmp_path, "plugins:\n- search\n- diptych:\n    report: a\n")).value
    assert file
    path, options = file.plugin
    assert (options, file.position(*path, "report")) == ({"report": "a"}, Position("mkdocs.yml", 4, 13))
    assert file.position("nothing") == Position("mkdocs.yml", 1, 1)


@pytest.mark.parametrize("text", ["a: *a", "a: &a [*a]", "a: 2020-13-45", "a: [", "\0"])
def test_what_is_no_yaml_is_said(tmp_path: Path, text: str) -> None:
    assert [item.code for item in mkdocs_file.read(write(tmp_path, text)).diagnostics] == ["S002"]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(("text", "line", "problem"), [
    ("a: b\nc: 2026-02-30\n", 2, "2026-02-30: day is out of range for month"),
    ("a: b\nc: &c [*c]\n", 1, "it is nested too deeply, or holds itself"),
    (BOMB, 1, "it has more than 100000 values: an alias repeats an alias"),
    ("a: b\nc: é\n", 2, "it is not UTF-8"),
])
def test_what_is_wrong_is_said_at_its_place(tmp_path: Path, text: str, line: int, problem: str) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(text.encode("latin-1"))
    [found] = mkdocs_file.read(tmp_path).diagnostics
    assert (found.code, dict(found.facts)["problem"]) == ("S002", problem)
    assert found.position
    assert found.position.line == line


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """Nobody writes into it: to read it would take for ever."""
    os.mkfifo(tmp_path / "mkdocs.yml")
    assert mkdocs_file.read(tmp_path).value == mkdocs_file.SiteFile()
    assert project_format.project_format(tmp_path).value == 0
    assert digests.files(tmp_path) == {}

"""The format of a project in mkdocs.yml: read, refused if newer, written by an upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.config import project_format
from mkdocs.config import load_config

WITHOUT = "site_name: x\nplugins:\n  - diptych\n"


def stated(root: Path, text: str) -> int | list[tuple[str, str]]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    found = project_format.project_format(root)
    return found.value if found.value is not None else [(item.code, str(item.position)) for item in found.diagnostics]


@pytest.mark.parametrize(("text", "expected"), [
    ("", 0), (WITHOUT, 0), ("plugins: [", 0), ("plugins: 3\n", 0), ("- a\n", 0), ("plugins:\n  - search\n", 0),
    ("plugins:\n  - diptych:\n      format: 1\n", 1), ("plugins:\n  diptych:\n    format: 1\n", 1),
    ("plugins: [diptych: {format: 1}]\n", 1), ("site_url: !ENV [X]\nplugins:\n  - diptych: {format: 1}\n", 1),
    ("plugins:\n  - diptych:\n      format: 2\n", [("C014", "mkdocs.yml:3:15")]),
    ("plugins:\n  - diptych:\n      format: 0\n", [("C014", "mkdocs.yml:3:15")]),
    ("plugins:\n  - diptych:\n      format: one\n", [("C014", "mkdocs.yml:3:15")]),
    ("plugins:\n  - diptych:\n      format: [1]\n", [("C014", "mkdocs.yml:3:15")]),
    (f"plugins:\n  - diptych:\n      format: {'9' * 5000}\n", [("C014", "mkdocs.yml:3:15")])])
def test_the_format(tmp_path: Path, text: str, expected: int | list[tuple[str, str]]) -> None:
    assert stated(tmp_path, text) == expected


def test_a_project_without_mkdocs_yml_has_no_format(tmp_path: Path) -> None:
    assert project_format.project_format(tmp_path).value == 0
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff")
    assert project_format.project_format(tmp_path).value == 0
    assert project_format.with_format(tmp_path) is None


@pytest.mark.parametrize(("text", "expected"), [
    (WITHOUT, "site_name: x\nplugins:\n  - diptych:\n      format: 1\n"),
    ("plugins:\n- diptych # ours\n- search\n", "plugins:\n- diptych: # ours\n    format: 1\n- search\n"),
    ("plugins:\n  - diptych:\n", "plugins:\n  - diptych:\n      format: 1\n"),
    ("plugins:\n  - diptych:\n      # Where.\n      paper: a4\n",
     "plugins:\n  - diptych:\n      format: 1\n      # Where.\n      paper: a4\n"),
    ("plugins:\n  diptych:\n    paper: a4\n", "plugins:\n  diptych:\n    format: 1\n    paper: a4\n"),
    ("plugins: [diptych]\n", None), ("plugins:\n  - diptych: {paper: a4}\n", None), ("plugins:\n  - search\n", None),
    ("plugins:\n  - diptych:\n      format: 1\n", None)])
def test_the_format_is_written(tmp_path: Path, text: str, expected: str | None) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    made = project_format.with_format(tmp_path)
    assert (made.decode() if made else None) == expected


def test_mkdocs_takes_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(WITHOUT, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_bytes(project_format.with_format(tmp_path) or b"")
    config = load_config(str(tmp_path / "mkdocs.yml"), strict=True)
    assert config.plugins["diptych"].config.format == 1

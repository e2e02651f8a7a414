"""The theme's style sheet in a site that MkDocs has made."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.build import theme_styles

from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document
from tests.test_mkdocs_plugin import lay_out, project

TWINS = (document(BODY.format(**CHINESE), notes=NOTE), document(BODY.format(**KOREAN), "kor", translation=True))
WHOLE = 100_000
"""Bytes that only the whole style sheet of the theme exceeds."""


def laid(root: Path) -> Path:
    sheets = root / "assets/stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "main.01234567.min.css").write_text(".a{x:1}.b{x:2}.c{x:3}.d{x:4}", "utf-8")
    (root / "index.html").write_text('<link href="main.01234567.min.css"><p class="a">', "utf-8")
    (root / "own.js").write_text("show('c')", "utf-8")
    return root


def test_pages_and_shells_get_a_sheet_of_what_they_use(tmp_path: Path) -> None:
    site = laid(tmp_path / "site")
    shells = theme_styles.reduce(site, {"x/": '<link href="main.01234567.min.css"><p class="b">'})
    [sheet] = (site / "assets/stylesheets").iterdir()
    assert sheet.read_text("utf-8") == ".a{x:1}.b{x:2}.c{x:3}"
    assert sheet.name != "main.01234567.min.css"
    assert shells == {"x/": f'<link href="{sheet.name}"><p class="b">'}
    assert sheet.name in (site / "index.html").read_text("utf-8")


def test_the_name_is_that_of_the_bytes(tmp_path: Path) -> None:
    names = set()
    for folder, classes in (("one", "b"), ("two", "b"), ("three", "d")):
        site = laid(tmp_path / folder)
        theme_styles.reduce(site, {"": f'<p class="{classes}">'})
        names.add((classes, *(sheet.name for sheet in (site / "assets/stylesheets").iterdir())))
    assert len(names) == len({name for _, name in names}) == 2


def test_a_theme_without_the_sheet_stays(tmp_path: Path) -> None:
    assert theme_styles.reduce(tmp_path, {"": "x"}) == {"": "x"}


@pytest.mark.parametrize(("script", "whole"), [("js/own.js", False), ("https://scripts.example.org/a.js", True)])
def test_scripts_of_another_site_may_use_all_of_it(tmp_path: Path, script: str, whole: bool) -> None:  # noqa: FBT001
    root = project(tmp_path / "project", TWINS)
    (root / "source/pages/js").mkdir()
    (root / "source/pages/js/own.js").write_text("document.body.classList.add('md-tag');", "utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"\nextra_javascript: [{script}]\n")
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    [sheet] = (root / "site/assets/stylesheets").glob("main.*.css")
    assert (sheet.stat().st_size > WHOLE) == whole
    # A class that a script of the publisher gives.
    assert ".md-tag" in sheet.read_text("utf-8")

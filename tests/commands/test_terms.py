"""`diptych terms suggest`: the definitions of the texts as entries for the term base."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main

from tests import base
from tests.conftest import ROOT

DEFINED = {base.RECEIVED: ("기간은 30일이며", '기간(이하 "대출기간"이라 한다)은 30일이며')}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    return tmp_path


def defined(root: Path) -> Path:
    """The project with a definition in its text."""
    work = root / base.FOLDER / "work.toml"
    for name, (words, others) in DEFINED.items():
        text = (root / name).read_text(encoding="utf-8")
        assert words in text
        (root / name).write_text(text.replace(words, others), encoding="utf-8")
        said = work.read_text(encoding="utf-8").replace(base.digest(text), base.digest(text.replace(words, others)))
        work.write_text(said, encoding="utf-8")
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "terms", "suggest", *arguments])


def test_a_definition_becomes_an_entry(root: Path) -> None:
    ran = run(defined(root))
    assert ran.exit_code == 0
    entries = tomllib.loads(ran.stdout)["term"]
    assert [(entry["kind"], entry["kor"]["preferred"]) for entry in entries] == [("term", "대출기간")]
    assert entries[0]["id"].startswith("term-cn-")


def test_json_has_the_names_and_the_clause(root: Path) -> None:
    found = json.loads(run(defined(root), "--format", "json").stdout)
    assert [(item["names"], item["clause"]) for item in found] == [({"kor": "대출기간"}, "sec_2__para_2")]


def test_a_term_of_the_term_base_is_left_out(root: Path) -> None:
    entry = run(defined(root)).stdout
    terms = root / "source/terms.toml"
    terms.write_text(terms.read_text(encoding="utf-8") + entry, encoding="utf-8")
    ran = run(root)
    assert (ran.exit_code, ran.stdout) == (0, "")


def test_texts_without_definitions_say_so(root: Path) -> None:
    ran = run(root)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "define no term" in ran.stderr

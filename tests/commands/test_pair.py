"""`diptych pair`: the aligner's entries for the story tests/cases/pairs, written for an editor to confirm."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main

from tests import base
from tests.conftest import ROOT
from tests.test_codes import CODES, lay_out

STORY = ROOT / "tests/cases/pairs"
FOLDER = "source/works/ca/libraries/2026/1"
ABSENT = '[[pair]]\nat.eng = "chairman means"\nabsent = ["fra"]\nwhy.en = "Only the original has this passage."\n'
"""The entry of the story of which the aligner is not sure: an editor took away the signs of a comment."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The story before anybody wrote an entry."""
    lay_out(CODES / "_base", tmp_path)
    shutil.rmtree(tmp_path / "source")
    shutil.copytree(STORY / "source", tmp_path / "source")
    (tmp_path / FOLDER / "editorial.toml").unlink()
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "--lang", "en", *arguments])


def written(root: Path) -> str:
    return (root / FOLDER / "editorial.toml").read_text(encoding="utf-8")


def without_path(text: str) -> str:
    """A file of the editor without its first line, the path of its schema."""
    return text.partition("\n")[2]


def test_the_entries_are_those_of_the_story(root: Path) -> None:
    ran = run(root, "pair")
    assert ran.exit_code == 0, ran.output
    assert "5 entries proposed, 1 more as comments; errors A001 and A002 before: 3, now: 1" in ran.output
    assert written(root).count("The same passage; the texts order or divide its unit differently.") == 4
    assert written(root).count("The texts divide this unit differently.") == 1
    commented = "".join(f"# {line}\n" for line in ABSENT.splitlines())
    assert commented in written(root)
    confirmed = (STORY / FOLDER / "editorial.toml").read_text(encoding="utf-8")
    assert without_path(written(root).replace(commented, ABSENT)) == without_path(confirmed)


def test_run_twice_is_run_once(root: Path) -> None:
    run(root, "pair")
    first = written(root)
    assert "0 entries proposed, 0 more" in run(root, "pair").output
    assert written(root) == first


def test_entries_of_the_editor_stay(root: Path) -> None:
    own = '# mine\n[[pair]]\nat = { eng = "library means", fra = "bibliothèque B" }\nwhy = "The same term."\n'
    (root / FOLDER / "editorial.toml").write_text(own, encoding="utf-8")
    run(root, "pair")
    assert written(root).startswith(own)
    named = [str(entry["at"]["eng"]) for entry in tomllib.loads(written(root))["pair"]]
    assert len(named) == len(set(named)) > 1
    assert len([words for words in named if "library means" in words]) == 1


def test_a_refused_entry_is_not_proposed_again(root: Path) -> None:
    run(root, "pair")
    kept, _, refused = written(root).partition("# 99%: sec_3")
    entry = f"# 99%: sec_3{refused.partition('# not sure')[0]}"
    comment = "".join(line if line.startswith("#") else f"# {line}" for line in entry.strip().splitlines(keepends=True))
    (root / FOLDER / "editorial.toml").write_text(f"{kept}{comment}\n", encoding="utf-8")
    run(root, "pair")
    entries = tomllib.loads(written(root))["pair"]
    assert not [entry for entry in entries if "3 Fees" in str(entry["at"]["eng"])]


def test_proposals_are_guessed_until_somebody_confirms_them(root: Path) -> None:
    run(root, "pair")
    work = root / FOLDER / "work.toml"
    assert tomllib.loads(work.read_text(encoding="utf-8"))["certainty"] == {"pairs": "guessed"}
    assert "pairs (guessed)" in run(root, "check").output
    assert "read the entries" in run(root, "confirm", "--set", "pairs=yes").output
    assert "every fact is confirmed" in run(root, "confirm", "--yes").output
    assert "certainty" not in tomllib.loads(work.read_text(encoding="utf-8"))


def test_nothing_to_propose_writes_nothing(root: Path) -> None:
    shutil.copytree(base.BASE / "source", root / "other/source")
    shutil.copy(root / "mkdocs.yml", root / "other")
    before = {file: file.read_bytes() for file in (root / "other").rglob("*") if file.is_file()}
    assert run(root / "other", "pair").exit_code == 0
    assert {file: file.read_bytes() for file in (root / "other").rglob("*") if file.is_file()} == before


def test_a_file_that_cannot_take_tables_stays(root: Path) -> None:
    own = 'pair = [{ at = { eng = "library means", fra = "bibliothèque B" }, why = "The same term." }]\n'
    (root / FOLDER / "editorial.toml").write_text(own, encoding="utf-8")
    ran = run(root, "pair")
    assert ran.exit_code == 1
    assert "write yours in this form" in ran.output
    assert written(root) == own

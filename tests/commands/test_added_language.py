"""`diptych add --to`: a received text becomes a further language of a work; nothing that is there changes."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.build import build
from diptych.commands.main import main
from diptych.diagnostics import Severity

from tests.base import BASE, FOLDER
from tests.conftest import ROOT
from tests.readers import packages

FRENCH = """Opinions sur la bonne gestion de la bibliothèque publique

À tous les comités de village :

Afin que les habitants lisent commodément, voici les opinions suivantes.

1. Heures d'ouverture

(1) Ouverte toute la journée en semaine.

(2) Ouverte une demi-journée le week-end.

2. Emprunt

Les habitants empruntent sans frais.

(1) Trois livres à la fois.

(2) Trente jours.
"""
REST = "\n(3) Un livre perdu est remboursé.\n"
WORK = "cn/qingshizhengban/2020/3"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "site")
    shutil.copytree(ROOT / "schema", tmp_path / "site/schema")
    return tmp_path / "site"


def run(root: Path, *files: str, to: str = WORK) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "add", "--to", to, *files])


def errors(root: Path) -> list[str]:
    return [item.code for item in build.check(root).findings if item.severity is Severity.ERROR]


def text(folder: Path, words: str, name: str = "fr.txt") -> str:
    (folder / name).write_text(words, encoding="utf-8")
    return str(folder / name)


def test_a_text_is_added_as_a_translation(root: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (root / FOLDER).iterdir()}
    assert run(root, text(tmp_path, FRENCH)).exit_code == 0
    after = {path: path.read_bytes() for path in before}
    table = root / FOLDER / "work.toml"
    assert {path for path in before if before[path] != after[path]} == {table}
    assert after[table].startswith(before[table])
    assert (root / FOLDER / "fr.txt").read_text(encoding="utf-8") == FRENCH
    *_, added = tomllib.loads(after[table].decode())["expression"]
    assert (added["language"], added["file"], added["translation"]["of"]) == ("fra", "fr.txt", "zho")
    assert errors(root) == []


def test_a_text_that_lacks_clauses_is_unfinished(root: Path, tmp_path: Path) -> None:
    assert "complete = false" in run(root, text(tmp_path, FRENCH)).output
    *_, added = tomllib.loads((root / FOLDER / "work.toml").read_text(encoding="utf-8"))["expression"]
    assert added["translation"]["complete"] is False


def test_a_text_with_clauses_of_its_own_is_no_unfinished_one(root: Path, tmp_path: Path) -> None:
    more = FRENCH + REST + "\n(4) Une clause de plus.\n"
    assert run(root, text(tmp_path, more)).exit_code == 0
    *_, added = tomllib.loads((root / FOLDER / "work.toml").read_text(encoding="utf-8"))["expression"]
    assert "complete" not in added["translation"]
    assert "A001" in errors(root)


def test_a_language_that_the_work_has_is_refused(root: Path, tmp_path: Path) -> None:
    before = (root / FOLDER / "work.toml").read_bytes()
    refused = run(root, text(tmp_path, "다른 글\n\n1. 첫째\n\n글이다.\n", "ko.txt"))
    assert refused.exit_code == 1
    assert "V020" in refused.stderr
    assert (root / FOLDER / "work.toml").read_bytes() == before
    assert not (root / FOLDER / "ko.txt").exists()


def test_a_file_with_a_name_that_is_used_gets_another(root: Path, tmp_path: Path) -> None:
    assert run(root, text(tmp_path, FRENCH, "received.txt")).exit_code == 0
    assert (root / FOLDER / "received-fra.txt").is_file()


def test_an_unknown_work_is_named(root: Path, tmp_path: Path) -> None:
    refused = run(root, text(tmp_path, FRENCH), to="cn/nothing/2020/1")
    assert refused.exit_code == 1
    assert "P008" in refused.stderr


def test_pictures_beside_a_text_come_with_it(root: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/m.png").write_bytes(packages.png())
    made = run(root, text(tmp_path, f"# {FRENCH}\n![Le plan](b/m.png)\n", "fr.md"))
    assert "T031" not in made.output
    assert (root / FOLDER / "b/m.png").read_bytes() == packages.png()
    assert "T031" not in {item.code for item in build.check(root).findings}


def test_a_picture_of_another_text_stays(root: Path, tmp_path: Path) -> None:
    (root / FOLDER / "m.png").write_bytes(packages.png(1))
    (tmp_path / "m.png").write_bytes(packages.png())
    assert "another picture has their path" in run(root, text(tmp_path, f"# {FRENCH}\n![](m.png)\n", "fr.md")).output
    assert (root / FOLDER / "m.png").read_bytes() == packages.png(1)

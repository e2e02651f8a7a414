"""The wheel holds all that a project needs: it converts where no project is, and builds one without schema/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from diptych.interface_text import interface

from tests import base
from tests.compile.test_single_text import NOTICE
from tests.conftest import ROOT
from tests.loaded_commands import Loaded

RUN = "import sys; from diptych.commands.main import main; sys.exit(main(sys.argv[1:]))"
Say = Callable[..., tuple[int, str]]
"""A function from a folder and words to the exit status of `diptych`, and what it said."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a wheel, made of a copy of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "copy"
    for name in ("pipeline", "schema"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    subprocess.run([sys.executable, "-c", "from setuptools import build_meta; build_meta.build_wheel('..')"], cwd=copy,
                   check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    shutil.rmtree(copy)
    return folder / "installed"


def run(code: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`diptych` as it is in `code`, run in a folder."""
    return subprocess.run([sys.executable, "-c", RUN, *arguments], cwd=folder, capture_output=True, text=True,
                          check=False, env=os.environ | {"PYTHONPATH": str(code)})


@pytest.fixture(scope="module")
def say(installed: Path) -> Iterator[Say]:
    """`diptych` as it is in the wheel, loaded once for all commands."""
    loaded = Loaded(installed)
    yield partial(loaded.run, environment=os.environ | {"PYTHONPATH": str(installed)})
    loaded.close()


def project(folder: Path) -> None:
    """A project of mkdocs.yml, source/terms.toml and a work, without schema/."""
    base.write_base(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["mkdocs.yml", "source"]


def test_the_wheel_holds_the_package_and_its_tables(installed: Path) -> None:
    held = {path.relative_to(installed) for path in installed.rglob("*") if path.is_file()}
    assert {path.relative_to(ROOT / "pipeline") for path in (ROOT / "pipeline").rglob("*.py")} <= held
    assert Path("diptych/py.typed") in held
    assert {Path("diptych") / path.relative_to(ROOT) for path in (ROOT / "schema").rglob("*") if path.is_file()} <= held


def test_a_wheel_converts_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    converted = run(installed, tmp_path, "convert", "notice.txt", "--out", "made.xml")
    assert (converted.returncode, (tmp_path / "made.xml").is_file()) == (0, True), converted.stderr


@pytest.mark.slow
def test_a_project_without_a_schema_is_built_alike_from_wheel_and_checkout(installed: Path, tmp_path: Path) -> None:
    made = {}
    for name, code in (("wheel", installed), ("checkout", ROOT / "pipeline")):
        (tmp_path / name).mkdir()
        project(tmp_path / name)
        built = run(code, tmp_path / name, "build")
        assert built.returncode == 0, built.stderr
        made[name] = {path.relative_to(tmp_path / name): path.read_bytes()
                      for folder in ("site", "build/akn", "build/pdf") for path in (tmp_path / name / folder).rglob("*")
                      if path.is_file() and path.name not in ("build.txt", "SHA256SUMS", "sw.js")}
    assert len(made["wheel"]) > 50
    assert made["wheel"] == made["checkout"]
    [given_out] = (tmp_path / "wheel/build/exports").rglob("zho-kor.xlf")
    taken_in = run(installed, tmp_path / "wheel", "import", str(given_out))
    assert taken_in.returncode == 0, taken_in.stderr


@pytest.mark.slow
def test_every_command_works_without_a_schema(say: Say, tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "more.txt").write_text(NOTICE, encoding="utf-8")
    iri = "/akn/cn/act/qingshizhengban/2020/3"
    for arguments in (
            ("check",), ("review",), ("todo",), ("anchors", "status"), ("build",),
            ("anchors", "accept", "--date", "2026-01-02"),
            ("cite", iri, "--style", "ris"), ("pdf", iri, "--language", "zh", "--out", "a.pdf"), ("explain", "C001"),
            ("convert", "more.txt", "--out", "a.xml"), ("align", "a.xml", "a.xml"), ("schema", "list"),
            ("add", "more.txt")):
        status, said = say(tmp_path, *arguments)
        assert (arguments, status, "Traceback" in said) == (arguments, 0, False), said
    assert not (tmp_path / "schema").exists()


def test_add_needs_no_project(say: Say, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    for arguments in (("add", "notice.txt"), ("check",)):
        status, said = say(tmp_path, *arguments)
        assert status == 0, said


def test_an_empty_folder_becomes_a_published_example(say: Say, tmp_path: Path) -> None:
    for command in (("init", "--example", "--yes"), ("build",), ("check",)):
        status, said = say(tmp_path, *command)
        assert status == 0, said
        assert "error" not in said
    assert not (tmp_path / "schema").exists()
    work = tmp_path / "site/akn/xx/act/example/2024/1"
    assert [path for name in ("index.html", "zho-kor.pdf", "kor.pdf") if not (path := work / name).is_file()] == []
    with zipfile.ZipFile(work / "zho-kor.epub") as book:
        about = next(book.read(name).decode() for name in book.namelist() if name.endswith("title.xhtml"))
    assert "CC0 1.0" in about
    assert not [language for language in ("zh", "ko") if interface(language).say("print_no_licence") in about]

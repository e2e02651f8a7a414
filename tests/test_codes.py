"""Each diagnostic code has one folder in tests/codes: what is wrong with the small project _base, and what is said."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import build
from pipeline.diagnostics import Finding
from tests.conftest import ROOT, Approve

CODES = ROOT / "tests/codes"
FOLDERS = sorted(folder.name for folder in CODES.iterdir() if folder.name != "_base")


def test_the_base_is_clean(tmp_path: Path) -> None:
    lay_out(CODES / "_base", tmp_path)
    before = files(tmp_path)
    renew_checksums(tmp_path)
    assert files(tmp_path) == before
    assert say(build.check(tmp_path).findings) == ""


@pytest.mark.parametrize("code", FOLDERS)
def test_each_code_is_found(code: str, tmp_path: Path, approve: Approve) -> None:
    lay_out(CODES / code, tmp_path)
    run = edit(tmp_path, read_toml(CODES / code / "edits.toml"))
    said = say(RUNS[run](tmp_path))
    assert str(tmp_path) not in said
    assert f"\n{code} " in f"\n{said}"
    approve(CODES / code / "expected.txt", said)


RUNS: dict[str, Callable[[Path], tuple[Finding, ...]]] = {
    "check": lambda root: build.check(root).findings,
}


def lay_out(folder: Path, root: Path) -> None:
    """The base project with the project's own schema, and the folder's files over it."""
    shutil.copytree(ROOT / "schema", root / "schema")
    for layer in dict.fromkeys((CODES / "_base", folder)):
        shutil.copytree(layer, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("edits.toml", "expected.txt"))


def edit(root: Path, edits: dict[str, Any]) -> str:
    """Carries out the edits; gives the name of the run that finds what is wrong."""
    assert set(edits) <= {"run", "renew", "edit", "remove"}
    for item in edits.get("edit", ()):
        file, find = root / item["file"], item["find"]
        text = file.read_bytes().decode("utf-8")
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {item['file']}"
        file.write_bytes(text.replace(find, item["replace"]).encode("utf-8"))
    for item in edits.get("remove", ()):
        (root / item["file"]).unlink()
    if edits.get("renew", True):
        renew_checksums(root)
    return str(edits.get("run", "check"))


def renew_checksums(root: Path) -> None:
    """Writes the checksums of the received files, as they are now, into work.toml: as its editor would."""
    for work in root.glob("source/works/**/work.toml"):
        text = work.read_text(encoding="utf-8")
        for received in received_files(text):
            file = work.parent / received["file"]
            if file.is_file():
                text = text.replace(received["sha256"], hashlib.sha256(file.read_bytes()).hexdigest())
        work.write_text(text, encoding="utf-8")


def received_files(work: str) -> list[dict[str, str]]:
    """The received files that a work.toml lists with their checksums; none in one that is no TOML."""
    try:
        listed = tomllib.loads(work).get("received", ())
    except tomllib.TOMLDecodeError:
        return []
    return [item for item in listed if {"file", "sha256"} <= set(item)]


def say(findings: tuple[Finding, ...]) -> str:
    """One line a finding."""
    return "".join(f"{finding.code} {finding.severity} {finding.position or '-'} {finding.eid or '-'} "
                   f"{finding.message}\n" for finding in findings)


def read_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def files(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}

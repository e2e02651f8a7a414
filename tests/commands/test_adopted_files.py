"""Akoma Ntoso of others becomes a work: its languages, its address, its origin."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from diptych.build import build
from diptych.commands import add, adopted_files
from diptych.compile.recognised_jurisdiction import AUTO
from diptych.compile.single_text import Options
from diptych.compile.work import compile_work
from diptych.diagnostics import Severity
from diptych.project import load

from tests import base, received_akn
from tests.commands.test_add import added, project


def adopted(root: Path, **files: bytes) -> Path:
    for name, data in files.items():
        (root / f"{name}.xml").write_bytes(data)
    return root / added(root, *(root / f"{name}.xml" for name in files)).folder


def errors(root: Path) -> list[str]:
    return [finding.message for finding in build.check(root).findings if finding.severity is Severity.ERROR]


def test_a_file_is_a_work_that_can_be_built(tmp_path: Path) -> None:
    data = received_akn.act(more='<FRBRsubtype value="law"/><FRBRnumber value="7"/>')
    folder = adopted(project(tmp_path), a=data)
    assert folder.relative_to(tmp_path).as_posix() == "source/works/ch/law/2020-05-06/7"
    assert (folder / "a.xml").read_bytes() == data
    table = tomllib.loads((folder / "work.toml").read_text(encoding="utf-8"))
    assert table["work"]["document_type"] == "act"
    assert "/akn/ch/act/2020/7" in table["provenance"][0]["en"]
    assert errors(tmp_path) == []


def test_two_languages_of_a_work_are_authentic_unless_one_says_that_it_is_a_translation(tmp_path: Path) -> None:
    french = received_akn.act(received_akn.ARTICLE.replace("Das Wasser ist frei", "L’eau est libre"), language="fra")
    folder = adopted(project(tmp_path), a=received_akn.act(), b=french)
    table = tomllib.loads((folder / "work.toml").read_text(encoding="utf-8"))
    assert [(item["language"], item["authentic"]) for item in table["expression"]] == [("deu", True), ("fra", True)]
    assert errors(tmp_path) == []
    source = load.sources(tmp_path, base.schema()).value
    assert source
    texts = [item.document for item in compile_work(source[0], base.schema()).expressions]
    assert [set(text.by_eid) & {"art_1", "art_1__p_1"} for text in texts] == [{"art_1", "art_1__p_1"}] * 2


def test_a_translation_follows_its_original(tmp_path: Path) -> None:
    french = received_akn.act(language="fra").replace(
        b'<FRBRlanguage language="fra"/>', b'<FRBRlanguage language="fra"/><FRBRtranslation '
        b'href="/akn/ch/act/2020/7/deu@" fromLanguage="deu" by="#a" authoritative="false"/>')
    folder = adopted(project(tmp_path), a=french, b=received_akn.act())
    table = tomllib.loads((folder / "work.toml").read_text(encoding="utf-8"))
    assert [item["language"] for item in table["expression"]] == ["deu", "fra"]
    assert table["expression"][1]["translation"]["of"] == "deu"
    assert errors(tmp_path) == []


def test_adding_twice_equals_once(tmp_path: Path) -> None:
    folder = adopted(project(tmp_path), a=received_akn.act())
    before = {path: path.read_bytes() for path in folder.iterdir()}
    again = add.plan(tmp_path, (tmp_path / "a.xml",), "2026-01-01", Options()).value
    assert again
    assert add.write(tmp_path, again) == ()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    (tmp_path / "a.xml").write_bytes(received_akn.act("<article><content><p>Neu</p></content></article>"))
    other = add.plan(tmp_path, (tmp_path / "a.xml",), "2026-01-01", Options()).value
    assert other
    assert [item.code for item in add.write(tmp_path, other)] == ["V003"]


@pytest.mark.parametrize(("written", "code"), [
    ("deu", "deu"), ("ger", "deu"), ("de", "deu"), ("fr", "fra"), ("fre", "fra"), ("mi", "mri"), ("sk", "slk"),
    ("gsw", "gsw"), ("xx-nothing", "und"), ("zh", "zho")])
def test_a_language_has_one_code(written: str, code: str) -> None:
    read = adopted_files.read(received_akn.act(language=written), "a.xml", base.schema(), AUTO).value
    assert read
    assert read.language == code


def test_a_number_that_no_address_can_hold_gives_way_to_the_file_name() -> None:
    read = adopted_files.read(received_akn.act(number="x" * 80), "a.xml", base.schema(), AUTO).value
    assert read
    place = read.place(base.schema(), AUTO)
    assert read.path("water", place) == "ch/act/2020-05-06/water"

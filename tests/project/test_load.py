"""A project's folder is read, and whatever is wrong with a file is a finding at its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from diptych.citations import csl_styles
from diptych.config import toml_positions
from diptych.diagnostics import Diagnostic
from diptych.language.jurisdictions import jurisdiction
from diptych.language.profiles import language
from diptych.project import load
from hypothesis import given
from hypothesis import strategies as st

from tests import base
from tests.conftest import ROOT

SCHEMA = ("languages/kor.toml", "jurisdictions/cn.toml")


def sources(root: Path) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return told(load.sources(root, base.schema()).diagnostics)


def told(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(item.code, str(item.position)) for item in findings]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    return tmp_path


def test_the_base(root: Path) -> None:
    found = load.sources(root, base.schema())
    assert found.diagnostics == ()
    assert found.value
    assert [(one.folder, sorted(one.received)) for one in found.value] == [(base.FOLDER, ["received.txt"])]


@pytest.mark.parametrize(("lost", "expected"), [
    ("source/terms.toml", ("C001", "source/terms.toml:1:1")),
    (base.RECEIVED, ("C001", f"{base.FOLDER}/work.toml:13:1")),
    (f"{base.FOLDER}/work.toml", ("C001", f"{base.FOLDER}/work.toml:1:1")),
])
def test_a_missing_file(root: Path, lost: str, expected: tuple[str, str]) -> None:
    (root / lost).unlink()
    assert sources(root) == [expected]


def test_a_language_is_read_once_and_again_when_its_file_has_changed(root: Path) -> None:
    file = root / "schema/languages/kor.toml"
    file.parent.mkdir(parents=True)
    shutil.copy(ROOT / "schema/languages/kor.toml", file)
    first, second = load.schema(root).value, load.schema(root).value
    file.write_text(file.read_text("utf-8").replace('name = "한국어"', 'name = "조선말"'), "utf-8")
    third = load.schema(root).value
    assert first
    assert second
    assert third
    assert first.languages["kor"] is second.languages["kor"]
    assert third.languages["kor"].name == "조선말"
    assert third.languages["zho"] is first.languages["zho"]
    equal = [load.equivalents(root, known).value for known in (first, second, third)]
    assert equal[0] is equal[1]
    assert equal[0]


def test_editorial_entries_may_be_left_out(root: Path) -> None:
    (root / base.FOLDER / "editorial.toml").unlink()
    assert sources(root) == []


def test_no_works(tmp_path: Path) -> None:
    (tmp_path / "source/works").mkdir(parents=True)
    (tmp_path / "source/terms.toml").touch()
    assert sources(tmp_path) == [("C011", "source/works:1:1")]


@pytest.mark.parametrize("name", ["..", ".", "/etc/passwd", "../x.txt", "a/b.txt", "a\\\\b.txt", "\\u0000", "\\u0007",
                                  "x" * 300, "work.toml/x", "~", "-", "received.txt "])
def test_no_name_of_a_file_leaves_the_folder_or_raises(root: Path, name: str) -> None:
    work = root / base.FOLDER / "work.toml"
    work.write_text(work.read_text(encoding="utf-8").replace(
        'file = "received.txt"\nsha256', f'file = "{name}"\nsha256'), encoding="utf-8")
    [(code, place)] = sources(root)
    assert code in ("C001", "C005", "C010", "C021")
    assert place == f"{base.FOLDER}/work.toml:{'13' if code != 'C005' else '14'}:1"


def test_a_link_out_of_the_folder_is_refused(root: Path) -> None:
    received = root / base.RECEIVED
    received.unlink()
    for target in ("../../../../../terms.toml", str(root / "source/terms.toml")):
        received.symlink_to(target)
        assert sources(root) == [("C010", f"{base.FOLDER}/work.toml:13:1")]
        received.unlink()


def test_a_link_within_the_folder_is_followed(root: Path) -> None:
    (root / base.RECEIVED).rename(root / base.FOLDER / "first.txt")
    (root / base.RECEIVED).symlink_to("first.txt")
    assert sources(root) == []


def test_links_in_circles_and_folders_are_no_files(root: Path) -> None:
    received = root / base.RECEIVED
    received.unlink()
    received.symlink_to("received.txt")
    assert [code for code, _ in sources(root)] == ["C021"]
    received.unlink()
    received.mkdir()
    assert [code for code, _ in sources(root)] == ["C021"]


def test_a_pipe_is_no_file(root: Path) -> None:
    """It would be waited for without end."""
    (root / base.RECEIVED).unlink()
    os.mkfifo(root / base.RECEIVED)
    assert [code for code, _ in sources(root)] == ["C021"]


def test_an_id_twice_in_the_term_base(root: Path) -> None:
    terms = root / "source/terms.toml"
    terms.write_text(terms.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert [code for code, _ in sources(root)] == ["C009"] * 4


def test_documents_that_are_cited_follow_the_term_base(root: Path) -> None:
    known = load.schema(root).value
    assert known
    before = load.terms(root, known).value
    entry = '[[document]]\nid = "a"\niri = "/akn/cn/act/x/2020/1"\nzho = { preferred = "甲法" }\n'
    (root / load.REFERENCES).write_text(entry, encoding="utf-8")
    after = load.terms(root, known)
    assert [term.id for term in (after.value or ())[len(before or ()):]] == ["a"]
    (root / load.REFERENCES).write_text(entry.replace("/akn/", "akn/"), encoding="utf-8")
    assert [item.code for item in load.terms(root, known).diagnostics] == ["C005"]


def test_without_a_schema_that_of_the_program_counts(tmp_path: Path) -> None:
    found, packaged = load.schema(tmp_path), base.schema()
    assert found.value
    assert found.diagnostics == ()
    assert (found.value.rules, found.value.fonts, found.value.shapes, found.value.language_codes) == (
        packaged.rules, packaged.fonts, packaged.shapes, packaged.language_codes)
    assert (list(found.value.languages), list(found.value.jurisdictions)) == (
        list(packaged.languages), list(packaged.jurisdictions))
    assert load.catalogue(tmp_path) == load.catalogue(ROOT)
    same, usual = load.equivalents(tmp_path, found.value).value, load.equivalents(tmp_path, packaged).value
    assert same
    assert usual
    assert (same.words, same.readings, same.variants) == (usual.words, usual.readings, usual.variants)


@pytest.mark.parametrize("file", SCHEMA)
@pytest.mark.parametrize(("text", "code"), [("", "C004"), ("x = [", "C002"), ("\xff", "C004"), ('code = "a"', "C004")])
def test_a_broken_language_or_jurisdiction(tmp_path: Path, file: str, text: str, code: str) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    (tmp_path / "schema" / file).write_text(text.replace("\xff", "# \xff"), encoding="utf-8")
    found = load.schema(tmp_path)
    assert found.value is None
    [item] = found.diagnostics
    assert item.code == code
    assert item.position
    assert item.position.file == f"schema/{file}"


@pytest.mark.parametrize("text", ["", "<a", "<a/>", "<schema xmlns='http://purl.oclc.org/dsdl/schematron'><x/></schema>",
                                  ('<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="]">'
                                  '<assert test="["/></rule></pattern></schema>')])
def test_broken_rules(tmp_path: Path, text: str) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    (tmp_path / "schema/rules.sch").write_text(text, encoding="utf-8")
    assert told(load.schema(tmp_path).diagnostics) == [("X001", "schema/rules.sch:1:1")]


@given(st.sampled_from(SCHEMA), st.integers(0, 3000), st.integers(0, 30), st.text('[]{}()"=\'\n\\|+*?.一', max_size=3))
def test_any_edit_of_the_knowledge_is_read_or_a_finding(file: str, place: int, lost: int, new: str) -> None:
    text = (ROOT / "schema" / file).read_text(encoding="utf-8")
    folder, name = file.split("/")
    known: Mapping[str, Callable[[Mapping[str, Any]], object]] = {"languages": language, "jurisdictions": jurisdiction}
    understand = known[folder]
    found = toml_positions.understood(f"schema/{file}", (text[:place] + new + text[place + lost:]).encode(), understand)
    assert (found.value is None) == bool(found.diagnostics)
    assert name in file


@pytest.mark.parametrize(("file", "before", "after", "code"), [
    ("styles.toml", 'name = "BibTeX"', "name = ", "C002"),
    ("styles.toml", 'name = "BibTeX"\n', "", "C004"),
    ("styles.toml", 'csl = "apa.csl"', 'csl = "mla.csl"', "C005"),
    ("styles.toml", 'format = "ris"', 'format = "endnote"', "C005"),
    ("styles.toml", 'part = "citation"', 'part = "note"', "C005"),
    ("styles.toml", 'language = "kor"', 'language = "fra"', "C008"),
    ("styles.toml", "{y}/{mm}/{dd}", "{year}", "C005"),
    ("bluebook.csl", "</style>", "", "C005"),
    ("kor.toml", " 제{n}편{b}", " 제{number}편", "C005"),
    ("zho.toml", "label = '[节節절]'", "label = '['", "C005"),
])
def test_broken_citation_styles_are_findings(tmp_path: Path, file: str, before: str, after: str, code: str) -> None:
    shutil.copytree(ROOT / csl_styles.CITATIONS, tmp_path / csl_styles.CITATIONS)
    spoilt = tmp_path / csl_styles.CITATIONS / file
    text = spoilt.read_text("utf-8")
    assert before in text
    spoilt.write_text(text.replace(before, after, 1), "utf-8")
    found = csl_styles.citations(tmp_path)
    assert found.value is None
    assert [item.code for item in found.diagnostics] == [code]


def test_without_citation_styles_those_of_the_program_count(tmp_path: Path) -> None:
    assert csl_styles.citations(tmp_path) == csl_styles.citations(ROOT)

"""The packaged schema/ with a project's own over it: what counts, and what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from diptych.citations import csl_styles
from diptych.config import schema_layers
from diptych.diagnostics import Severity
from diptych.products import pdf_editions
from diptych.project import load
from diptych.project.load import Schema

from tests import base
from tests.conftest import ROOT


def write(root: Path, name: str, text: str) -> None:
    (root / "schema" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "schema" / name).write_text(text, encoding="utf-8")


def packaged(name: str) -> str:
    return (ROOT / "schema" / name).read_text(encoding="utf-8")


def known(root: Path) -> Schema:
    found = load.schema(root)
    assert found.diagnostics == ()
    assert found.value
    return found.value


def test_this_repository_has_no_layer_of_its_own(tmp_path: Path) -> None:
    assert schema_layers.own_folder(ROOT) is None
    assert schema_layers.own_names(ROOT) == ()
    (tmp_path / "schema").symlink_to(ROOT / "schema")
    assert schema_layers.own_folder(tmp_path) is None


def test_a_language_is_added_and_another_replaced(tmp_path: Path) -> None:
    write(tmp_path, "languages/vie.toml", packaged("languages/eng.toml").replace('code = "eng"', 'code = "vie"'))
    write(tmp_path, "languages/kor.toml", packaged("languages/kor.toml").replace('name = "', 'name = "My ', 1))
    languages = known(tmp_path).languages
    assert set(languages) == {*base.schema().languages, "vie"}
    assert languages["vie"].code == "vie"
    assert languages["kor"].name == f"My {base.schema().languages['kor'].name}"


def test_a_jurisdiction_is_added(tmp_path: Path) -> None:
    write(tmp_path, "jurisdictions/xx.toml", packaged("jurisdictions/cn.toml").replace('code = "cn"', 'code = "xx"'))
    assert set(known(tmp_path).jurisdictions) == {*base.schema().jurisdictions, "xx"}


def test_one_key_of_a_code_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, "codes.toml", '[K003]\nseverity = "warning"\n')
    before, after = load.catalogue(ROOT).codes["K003"], load.catalogue(tmp_path).codes["K003"]
    assert (before.severity, after.severity) == (Severity.NOTICE, Severity.WARNING)
    assert (before.title, before.message, before.hint) == (after.title, after.message, after.hint)
    assert set(load.catalogue(ROOT).codes) == set(load.catalogue(tmp_path).codes)


def test_a_style_is_added_and_one_keeps_its_csl_file(tmp_path: Path) -> None:
    write(tmp_path, "citations/styles.toml", '[house]\nname = "House"\nlanguage = ""\nformat = "csl"\n'
          'csl = "house.csl"\npart = "bibliography"\ntype = "legislation"\n')
    write(tmp_path, "citations/house.csl", packaged("citations/apa.csl").replace("<style", "<style  ", 1))
    styles = csl_styles.citations(tmp_path).value
    packaged_styles = csl_styles.citations(ROOT).value
    assert styles
    assert packaged_styles
    assert list(styles.styles) == [*packaged_styles.styles, "house"]
    assert styles.styles["house"].csl != styles.styles["apa"].csl == packaged_styles.styles["apa"].csl


def test_one_key_of_a_font_table_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, "fonts.toml", "[languages.ko]\nsize = 13\n")
    own, usual = pdf_editions.families(known(tmp_path)).value, pdf_editions.families(base.schema()).value
    assert own
    assert usual
    assert (usual.languages["ko"].size, own.languages["ko"].size) == (12, 13)
    assert own.languages["ko"].text == usual.languages["ko"].text
    assert own.packages == usual.packages


def test_rows_are_added_and_a_reading_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, "equivalents/words.tsv", "# mine\n读者证\t대출증\treader's ticket\n")
    write(tmp_path, "equivalents/variants.tsv", "㐷\t傌鿿\n")
    own = load.equivalents(tmp_path, known(tmp_path)).value
    usual = load.equivalents(ROOT, base.schema()).value
    assert own
    assert usual
    assert set(own.words) - set(usual.words) == {"读者证", "대출증"}
    assert {sign for sign in own.variants if own.variants[sign] != usual.variants.get(sign)} == {"鿿"}
    assert len(usual.words) > 5000


def test_encodings_and_pages_are_added(tmp_path: Path) -> None:
    write(tmp_path, "encodings.toml", '[[encoding]]\nname = "cp932"\nfamily = "sjis"\nlanguages = ["zho"]\n')
    write(tmp_path, "pages.toml", '[[container]]\nsite = "x"\nxpath = "//main"\n')
    forms, usual = known(tmp_path).forms, base.schema().forms
    assert [item.name for item in forms.encodings] == [*(item.name for item in usual.encodings), "cp932"]
    assert [item.xpath for item in forms.pages.containers] == [
        "//main", *(item.xpath for item in usual.pages.containers)]
    assert forms.pages.fonts == usual.pages.fonts


def test_rules_are_replaced_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, "rules.sch", "<schema xmlns='http://purl.oclc.org/dsdl/schematron'><pattern><rule context='/'>"
                                 "<assert id='R001.1' test='true()'>x</assert></rule></pattern></schema>")
    assert known(tmp_path).rules.startswith(b"<schema")


@pytest.mark.parametrize("name", ["id='Z001.1'", "", "id='C001.1'"])
def test_a_rule_without_a_usable_code_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, "rules.sch", "<schema xmlns='http://purl.oclc.org/dsdl/schematron'><pattern><rule context='/'>"
                                 f"\n<assert {name} test='false()'>x</assert></rule></pattern></schema>")
    found = load.schema(tmp_path)
    assert found.value is None
    assert [(item.code, str(item.position)) for item in found.diagnostics] == [("C008", "schema/rules.sch:2:1")]


def test_a_copy_of_the_packaged_schema_counts_once(tmp_path: Path) -> None:
    for path in (ROOT / "schema").rglob("*"):
        if path.is_file():
            write(tmp_path, path.relative_to(ROOT / "schema").as_posix(), path.read_text(encoding="utf-8"))
    for name in schema_layers.names(ROOT, "**/*"):
        assert schema_layers.data(tmp_path, name) == (ROOT / "schema" / name).read_bytes()
    assert known(tmp_path).shapes == base.schema().shapes


@pytest.mark.parametrize(("name", "text", "place"), [
    ("pages.toml", "heading_fonts = []\n\nx = \\", "2:1"), ("encodings.toml", 'a = 1\nb = "\\u0001"', "2:1"),
    ("languages/kor.toml", "x = ", "1:1"), ("citations/styles.toml", "a = 1\n\n[apa", "3:1")])
def test_a_mistake_is_placed_in_the_file_of_the_project(tmp_path: Path, name: str, text: str, place: str) -> None:
    write(tmp_path, name, text)
    found = csl_styles.citations(tmp_path) if "styles" in name else load.schema(tmp_path)
    [item] = found.diagnostics
    assert found.value is None
    assert item.position
    assert item.position.file == f"schema/{name}"
    assert item.position.line == int(place.partition(":")[0]) or item.code == "C002"


@pytest.mark.parametrize(("name", "code"), [
    ("font.toml", "C015"), ("language/kor.toml", "C015"), ("languages/old/kor.toml", "C015"),
    ("work.schema.json", "C015"), ("messages/ko.toml", "C015"), ("published/index.schema.json", "C015"),
    ("equivalents/own.tsv", "C015"), ("README.md", ""), ("languages/README.md", ""), (".DS_Store", ""),
    ("fonts.toml~", "")])
def test_a_file_that_nothing_reads(tmp_path: Path, name: str, code: str) -> None:
    write(tmp_path, name, "")
    found = load.schema(tmp_path)
    assert found.value
    assert [item.code for item in found.diagnostics] == ([code] if code else [])


def test_a_folder_or_dead_link_in_the_place_of_a_file_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "schema/rules.sch").mkdir(parents=True)
    (tmp_path / "schema/codes.toml").symlink_to("nowhere")
    assert known(tmp_path).rules == base.schema().rules
    assert load.catalogue(tmp_path) == load.catalogue(ROOT)


def test_a_project_cannot_replace_what_a_new_project_is_made_of() -> None:
    names = schema_layers.names(ROOT, "init/**/*")
    assert len(names) > 10
    assert [name for name in names if not schema_layers.fits(name, schema_layers.UNREAD)] == []


def test_each_packaged_file_is_read_or_belongs_to_the_program() -> None:
    for name in schema_layers.names(ROOT, "**/*"):
        content = (ROOT / "schema" / name).read_bytes()
        assert content
        if name.endswith(".toml"):
            assert tomllib.loads(content.decode())

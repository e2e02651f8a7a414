"""The interface languages of a project: catalogues of its own, single words, the languages of its site."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.interface_text import LAST, packaged_interfaces
from diptych.project import interface_catalogues
from diptych.project.interface_catalogues import interfaces
from diptych.render.site import shared_pages
from diptych.render.site.page import Settings

CATALOGUE = 'tag = "eo"\n[words]\nhome = "Hejmo"\nterms = "Vortaro"\nsite_title = "Juraj dokumentoj"\n'


def write(root: Path, name: str, text: str) -> Path:
    file = root / "schema/interface" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return root


def test_without_catalogues_of_its_own_a_project_has_those_of_the_program(tmp_path: Path) -> None:
    assert interfaces(tmp_path).value == packaged_interfaces()
    assert interface_catalogues.names(tmp_path) == ("en", "fr", "ja", "ko", "zh-Hant", "zh")


def test_a_catalogue_of_the_project_is_a_seventh_interface_language(tmp_path: Path) -> None:
    made = interfaces(write(tmp_path, "eo.toml", CATALOGUE), ("en", "eo")).value
    assert made
    assert len(made.catalogues) == 7
    fronts = {page.path: page for page in shared_pages.fronts(
        Settings("https://law.example/", interfaces=made), {"en": (), "eo": ()})}
    assert set(fronts) == {"", "eo/"}
    assert fronts["eo/"].title == "Juraj dokumentoj"
    assert [link.name for link in fronts["eo/"].interfaces] == ["English", "Esperanto"]


def test_where_the_site_names_no_languages_a_new_catalogue_is_one_of_them(tmp_path: Path) -> None:
    usual = packaged_interfaces().languages
    made = interfaces(write(tmp_path, "eo.toml", CATALOGUE)).value
    assert made
    assert made.languages == (*usual, "eo")
    other = interfaces(write(tmp_path, "fr.toml", '[words]\nhome = "Entrée"\n')).value
    assert other
    assert other.languages == (*usual, "eo")


def test_a_missing_word_comes_from_the_chain(tmp_path: Path) -> None:
    write(tmp_path, "zh-Hant-HK.toml", '[words]\nhome = "主頁"\n')
    write(tmp_path, "eo.toml", 'fallback = "fr"\n' + CATALOGUE)
    made = interfaces(tmp_path).value
    assert made
    packaged = packaged_interfaces().catalogues
    cantonese, esperanto = made.catalogues["zh-Hant-HK"], made.catalogues["eo"]
    assert (cantonese.say("home"), cantonese.say("works")) == ("主頁", packaged["zh-Hant"].say("works"))
    assert (esperanto.say("home"), esperanto.say("works")) == ("Hejmo", packaged["fr"].say("works"))
    assert set(esperanto.words) >= set(packaged[LAST].words)


def test_chains_that_lead_to_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, "eo.toml", 'fallback = "ia"\n' + CATALOGUE)
    made = interfaces(write(tmp_path, "ia.toml", 'fallback = "eo"\n[words]\nworks = "Documentos"\n')).value
    assert made
    assert made.catalogues["eo"].say("works") == made.catalogues["ia"].say("works") == "Documentos"
    assert made.catalogues["ia"].say("search") == packaged_interfaces().catalogues[LAST].say("search")


def test_a_single_word_is_replaced(tmp_path: Path) -> None:
    made = interfaces(write(tmp_path, "ko.toml", '[words]\nhome = "처음"\n')).value
    assert made
    packaged = packaged_interfaces().catalogues["ko"]
    assert made.catalogues["ko"].words == {**packaged.words, "home": "처음"}
    assert made.catalogues["ko"].tag == packaged.tag


@pytest.mark.parametrize(("languages", "default", "expected"), [
    (("ko", "ja"), "", ("ko", "ja")), (("ko", "ja", "fr"), "fr", ("fr", "ko", "ja")), ((), "en", ("en", "zh", "ko")),
])
def test_the_front_page_is_in_the_default_language(
        tmp_path: Path, languages: tuple[str, ...], default: str, expected: tuple[str, ...]) -> None:
    made = interfaces(tmp_path, languages, default).value
    assert made
    assert made.languages == expected
    assert [made.home(language) for language in expected] == ["", *(f"{language}/" for language in expected[1:])]
    assert made.home("tlh") == ""


@pytest.mark.parametrize(("text", "code", "line"), [
    ("words = 1", "C005", 1), ('tag = "in Latin"', "C005", 1), ("[words", "C002", 1), ("[word]", "C003", 1),
    ('fallback = "tlh"', "C008", 1), ('[words]\nhome = "{name}"', "C005", 2),
    ('[words]\nnote_mark = "{marker"', "C005", 2),
])
def test_mistakes_in_a_catalogue_are_placed_in_it(tmp_path: Path, text: str, code: str, line: int) -> None:
    found = interfaces(write(tmp_path, "eo.toml", text + "\n"))
    assert found.value is None
    [item] = found.diagnostics
    assert item.position
    assert (item.code, item.position.file, item.position.line) == (code, "schema/interface/eo.toml", line)


def test_a_word_that_nothing_says_is_a_warning(tmp_path: Path) -> None:
    found = interfaces(write(tmp_path, "ko.toml", '[words]\nhom = "x"\nkind_ukase = "칙령"\n'))
    assert found.value
    assert found.value.catalogues["ko"].kind("ukase") == ("칙령", "ko")
    assert [(item.code, str(item.position)) for item in found.diagnostics] == [("C015", "schema/interface/ko.toml:2:1")]


@pytest.mark.parametrize(("name", "expected"), [
    ("zh", "zh"), ("zh-Hans", "zh"), ("ZH-HANT", "zh-Hant"), ("fr", "fr"), ("fr-CA", ""), ("tlh", "")])
def test_a_site_names_its_languages_by_file_or_tag(tmp_path: Path, name: str, expected: str) -> None:
    assert interface_catalogues.named(tmp_path, name) == expected

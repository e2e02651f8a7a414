"""What a build takes from mkdocs.yml: the address, and where errors are reported, with their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.diagnostics import Position
from diptych.products.site_settings import SiteOptions, site_options
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def write(root: Path, text: str) -> Path:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(("text", "address"), [
    ("site_url: https://example.org/\n", "https://example.org/"),
    ("site_url: https://example.org/\nplugins:\n- diptych\n- search\n", "https://example.org/"),
    ("site_name: a\nplugins:\n  diptych:\n    report: mailto:a@example.org\n", ""),
    ("- a\n", ""), ("", ""),
])
def test_the_address_is_that_of_the_file(tmp_path: Path, text: str, address: str) -> None:
    found = site_options(write(tmp_path, text)).value
    assert found
    assert (found.url, found.report) == (address, "mailto:a@example.org" if "mailto" in text else "")


def test_a_missing_file_is_for_mkdocs_to_name(tmp_path: Path) -> None:
    assert site_options(tmp_path).value == SiteOptions()


@pytest.mark.parametrize("plugins", ["plugins:\n- diptych:\n    report: file:///etc/passwd\n",
                                     "plugins:\n  diptych:\n    report: file:///etc/passwd\n"])
def test_an_address_for_reports_is_looked_at_where_it_stands(tmp_path: Path, plugins: str) -> None:
    found = site_options(write(tmp_path, plugins)).diagnostics
    assert [(item.code, item.position) for item in found] == [("S001", Position("mkdocs.yml", 3, 13))]


@given(st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    made = site_options(tmp_path)
    assert (made.value is None) == any(item.code != "S004" for item in made.diagnostics)


def test_paper_and_edition_of_the_pdfs_are_taken_from_the_plugin(tmp_path: Path) -> None:
    text = "plugins:\n- diptych:\n    paper: letter\n    edition: screen\n"
    assert site_options(write(tmp_path, text)).value == SiteOptions("", paper="letter", edition="screen")
    assert [item.code for item in site_options(write(tmp_path, text.replace("letter", "a3"))).diagnostics] == ["S003"]


def test_interface_languages_are_named_by_file_or_tag_and_must_have_a_catalogue(tmp_path: Path) -> None:
    text = "plugins:\n- diptych:\n    languages: [zh-Hans, ko, fr]\n    default_language: ko\n"
    assert site_options(write(tmp_path, text)).value == SiteOptions(languages=("zh", "ko", "fr"), default_language="ko")
    assert site_options(write(tmp_path, "plugins:\n- diptych:\n    default_language: en\n")).value == SiteOptions(
        default_language="en")
    for wrong, line in ((text.replace("fr]", "tlh]"), 3), (text.replace(": ko", ": ja"), 4)):
        found = site_options(write(tmp_path, wrong)).diagnostics
        assert [(item.code, item.position and item.position.line) for item in found] == [("S020", line)]


def test_a_page_for_editors_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    for text, asked in (("", False), ("plugins:\n  - diptych:\n      review: true\n", True),
                        ("plugins:\n  - diptych:\n      review: no\n", False)):
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
        found = site_options(tmp_path).value
        assert found
        assert found.review is asked


@pytest.mark.parametrize(("address", "known"), [
    ("https://laws.city.gov/", True), ("http://localhost:8000/", True), ("https://example.org/", True),
    ("https://laws.example/a/", False), ("https://LAWS.EXAMPLE", False), ("", False), ("laws.city.gov", False),
    ("https://[laws/", False)])
def test_an_address_that_is_nobodys_is_found(tmp_path: Path, address: str, known: bool) -> None:  # noqa: FBT001
    (tmp_path / "mkdocs.yml").write_text(f'site_url: "{address}"\n', encoding="utf-8")
    made = site_options(tmp_path)
    assert made.value
    assert made.value.url == address
    assert [item.code for item in made.diagnostics] == ([] if known else ["S004"])

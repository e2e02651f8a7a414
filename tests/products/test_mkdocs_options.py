"""Each option of mkdocs.yml is followed, or refused by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from diptych.config import schema_layers
from diptych.products import mkdocs_options
from diptych.products.site_settings import site_options
from mkdocs.config.defaults import MkDocsConfig

KNOWN = schema_layers.packaged_table(mkdocs_options.TABLE)


def said(root: Path, options: object) -> list[tuple[str, str]]:
    """The code and the option of each finding on a mkdocs.yml with some options."""
    for folder in ("source/pages/img", "own/.icons"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "source/pages/img/a.svg").write_text("<svg/>")
    (root / "mkdocs.yml").write_text(yaml.safe_dump(options, allow_unicode=True), "utf-8")
    return [(item.code, str(dict(item.facts)["option"])) for item in site_options(root).diagnostics
            if item.code != "S004"]


def nested(name: str, value: object) -> dict[str, object]:
    """An option by its dotted name."""
    first, _, rest = name.partition(".")
    return {first: nested(rest, value) if rest else value}


def test_every_option_of_mkdocs_is_in_the_table() -> None:
    names = {name for name, _ in MkDocsConfig()._schema} - {"config_file_path", "theme", "extra"}
    assert "site_name" in names
    assert names - {*KNOWN["followed"], *KNOWN["refused"]} == set()


@pytest.mark.parametrize("name", sorted(KNOWN["refused"]))
def test_a_refused_option_is_named(tmp_path: Path, name: str) -> None:
    assert said(tmp_path, nested(name, ["x"])) == [("S010", name)]


@pytest.mark.parametrize("name", ["site_nam", "theme.palete", "theme.features"])
def test_an_option_that_there_is_not_is_named(tmp_path: Path, name: str) -> None:
    assert said(tmp_path, nested(name, "x")) == [("S010", name)]


@pytest.mark.parametrize(("name", "value"), [
    ("use_directory_urls", False), ("docs_dir", "sources"), ("strict", False), ("site_dir", "public"),
    ("theme.name", "mkdocs"),
    ("theme.font", {"text": "Noto Serif"}), ("docs_dir", "docs"), ("theme.custom_dir", "nowhere"),
    ("theme.custom_dir", ".."), ("theme.logo", "img/none.svg"), ("theme.logo", "img/a.txt"),
    ("theme.favicon", "img/none.png"), ("theme.palette", {"primary": "puce"}), ("theme.palette", [{"scheme": "sepia"}]),
    ("theme.palette", {"toggle": {"icon": "material/none-such", "name": "x"}}),
    ("extra.analytics", {"provider": "google", "property": "G-1"}), ("extra.consent", {"title": "x"}),
    ("extra.social", [{"icon": "simple/mastodon"}]), ("extra.social", [{"icon": "simple/none-such", "link": "x"}])])
def test_a_value_that_cannot_be_followed_is_named(tmp_path: Path, name: str, value: object) -> None:
    assert said(tmp_path, nested(name, value)) == [("S011", name)]


def test_a_theme_may_be_named_alone(tmp_path: Path) -> None:
    assert said(tmp_path, {"theme": "material"}) == []
    assert said(tmp_path, {"theme": "readthedocs"}) == [("S011", "theme.name")]


@pytest.mark.parametrize(("name", "value"), [
    ("rights", 1), ("rights", {"license": "MIT"}), ("publisher", ["x"]), ("glossary", "no"),
    ("citation_style", "none-such"), ("offline", {"pdf": False}), ("offline", "no")])
def test_an_option_of_the_plugin_that_cannot_be_followed_is_named(tmp_path: Path, name: str, value: object) -> None:
    found = said(tmp_path, {"plugins": [{"diptych": {name: value}}]})
    assert [(code, option.split(".")[:2]) for code, option in found] == [("S011", ["diptych", name])]


@pytest.mark.parametrize("options", [
    {"site_name": "x", "nav": [{"a": "a.md"}], "copyright": "x", "extra_css": ["a.css"], "validation": {}},
    {"theme": {"name": "material", "logo": "img/a.svg", "favicon": "img/a.svg", "custom_dir": "own", "font": False}},
    {"theme": {"palette": [{"scheme": "slate", "primary": "teal", "accent": "custom"}]}},
    {"extra": {"social": [{"icon": "simple/mastodon", "link": "x"}], "generator": False, "own": 1}},
    {"extra": {"analytics": {"provider": "google", "property": "G-1"}, "consent": {"title": "a", "description": "b"}}},
    {"plugins": [{"diptych": {"rights": "CC-BY-4.0", "publisher": {"zh": "x"}, "citation_style": "apa"}}, "search"]}])
def test_what_can_be_followed_is_not_refused(tmp_path: Path, options: object) -> None:
    assert said(tmp_path, options) == []


def test_the_frame_has_the_files_that_every_page_loads(tmp_path: Path) -> None:
    written = {"extra_css": ["css/a.css", "https://fonts.example.org/b.css"],
               "extra_javascript": ["js/a.js", {"path": "js/b.mjs", "type": "module"}, "//cdn.example.org/c.js", 5],
               "theme": {"name": "material", "logo": "img/a.svg", "favicon": "img/a.svg"}}
    assert said(tmp_path, written) == []
    options = site_options(tmp_path).value
    assert options
    assert options.frame == ("css/a.css", "js/a.js", "js/b.mjs", "img/a.svg", "img/a.svg")
    assert said(tmp_path, {"extra_css": 5, "extra_javascript": "a.js"}) == []

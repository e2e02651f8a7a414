"""Declared families and installed fonts."""

from __future__ import annotations

import pytest
from diptych.render.print import fonts
from diptych.render.print.fonts import Declared, Fonts, Installed
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

TABLE = """text = ["A"]
label = ["B"]
title = ["A"]
heading = ["A"]
size = 12
column = 10
leading = 1.5
indent = 1
step = 1
breadth = 1
whole_em = false
whole_words = true
outer = false
"""
SCHEMA = f"""[packages]
A = "fonts-a"
B = "fonts-b"

[languages.default]
{TABLE}"""


@given(st.sets(st.integers(0x20, 0x2FF)))
def test_coverage_knows_the_characters_of_a_charset_and_no_other(points: set[int]) -> None:
    charset = " ".join(f"{point:x}" for point in sorted(points))
    known = fonts.coverage(charset)
    assert {point for point in range(0x300) if chr(point) in known} == points


def test_coverage_takes_both_ends_of_a_range() -> None:
    known = fonts.coverage("20-7e 4e00-9fff")
    assert [character in known for character in " ~\x7f\u4e00\u9fff\ua000"] == [True, True, False, True, True, False]


def test_the_regular_style_speaks_for_its_family() -> None:
    listing = "A|Bold|20-7e\nA|Regular|20-ff\nA|Black|20\n"
    assert "\u00e9" in fonts.installed(listing).families["A"]


def test_a_language_is_set_as_its_longest_declared_prefix() -> None:
    source = (ROOT / "schema/fonts.toml").read_bytes()
    known = fonts.declared(source, "schema/fonts.toml").value
    assert known
    assert known.families("zh-Hant-TW") == ("Noto Serif CJK TC", "Noto Sans CJK TC")
    assert known.families("zh-Hans") == ("Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai")
    # The quotation marks and apostrophes of the Chinese families are as wide as a character.
    assert not {*known.families("en"), *known.families("fr")} & {*known.families("zh"), *known.families("zh-Hant")}
    assert known.setting("fi") == known.setting("default")


def test_office_families_are_found_as_settings_are_and_each_has_a_substitute() -> None:
    known = fonts.declared((ROOT / "schema/fonts.toml").read_bytes(), "schema/fonts.toml").value
    assert known
    assert known.office_fonts("zh-Hans").text == "FangSong"
    assert known.office_fonts("zh-Hant-TW").text == "PMingLiU"
    assert known.office_fonts("fr").label == "Arial"
    used = {name for each in known.office.values()
            for name in (each.text, each.label, each.title, each.heading, each.latin)}
    assert used == set(known.office_families)
    bare = fonts.declared(SCHEMA.encode(), "fonts.toml").value
    assert bare
    assert bare.office_fonts("zh").text == bare.setting("zh").text[0]


def test_names_the_package_of_a_missing_family_and_library() -> None:
    known = fonts.declared(SCHEMA.encode(), "fonts.toml").value
    assert known
    here = Installed(fonts.installed("A|Regular|20-7e").families, ("libharfbuzz-subset.so.0",))
    found = Fonts(known, here).missing(("ko",))
    assert [(item.code, dict(item.facts)["install"]) for item in found] == [
        ("P001", "fonts-b"), ("P002", "libharfbuzz-subset.so.0")]


@pytest.mark.parametrize(("platform", "release", "family", "library"), [
    ("linux", {"ID": "debian"}, "apt-get install --no-install-recommends fonts-lxgw-wenkai",
     "apt-get install --no-install-recommends libpango-1.0-0"),
    ("linux", {"ID": "ubuntu", "ID_LIKE": "debian"}, "apt-get install --no-install-recommends fonts-lxgw-wenkai",
     "apt-get install --no-install-recommends libpango-1.0-0"),
    ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"},
     "apt-get install --no-install-recommends fonts-lxgw-wenkai",
     "apt-get install --no-install-recommends libpango-1.0-0"),
    ("darwin", {}, "brew install font-lxgw-wenkai", "brew install pango"),
    ("linux", {"ID": "void"}, "install the package of your system that brings it; in Debian it is fonts-lxgw-wenkai",
     "install the package of your system that brings it; in Debian it is libpango-1.0-0"),
    ("linux", {}, "install the package of your system that brings it; in Debian it is fonts-lxgw-wenkai",
     "install the package of your system that brings it; in Debian it is libpango-1.0-0"),
])
def test_the_package_is_that_of_the_system(platform: str, release: dict[str, str], family: str, library: str) -> None:
    known = fonts.declared((ROOT / "schema/fonts.toml").read_bytes(), "schema/fonts.toml").value
    assert known
    present = dict.fromkeys(set(known.families("zh")) - {"LXGW WenKai"}, fonts.coverage("20"))
    here = Installed(present, ("libpango-1.0.so.0",), fonts.system_of(platform, release))
    found = Fonts(known, here).missing(("zh",))
    assert [dict(item.facts)["install"] for item in found] == [family, library]


def test_every_system_names_each_family_and_library() -> None:
    known = fonts.declared((ROOT / "schema/fonts.toml").read_bytes(), "schema/fonts.toml").value
    assert known
    assert {name: sorted({*known.packages, *fonts.LIBRARIES} - set(source.packages))
            for name, source in known.systems.items() if source.ids} == {"debian": [], "homebrew": []}


def test_prints_what_a_family_has_and_what_needs_no_glyph() -> None:
    known = fonts.declared(SCHEMA.encode(), "fonts.toml").value
    assert known
    press = Fonts(known, fonts.installed("A|Regular|20-7e e000"))
    assert [press.prints(character, "ko") for character in "a\u2060\n\u00a0\u4e00\ue000"] == [
        True, True, True, True, False, False]


@pytest.mark.parametrize("source", [
    "[packages", SCHEMA.replace("default", "ko"), SCHEMA.replace('B = "fonts-b"\n', ""), SCHEMA + "colour = 1\n",
    SCHEMA.replace("size = 12\n", ""), SCHEMA.replace('text = ["A"]', "text = 3"), "languages = 1\npackages = 2\n",
    SCHEMA.replace("size = 12", 'size = "large"'), SCHEMA.replace('label = ["B"]', "label = []"),
    SCHEMA + '[systems.x]\nids = "x"\ninstall = ""\n', SCHEMA + "[systems.x]\nids = []\n",
    SCHEMA + "\n[office.zh]\ntext = 'A'\n", SCHEMA + "\n[office_families.A]\nother = 1\ncharset = '0'\nfamily = 'x'\n"])
def test_refuses_a_table_it_cannot_use(source: str) -> None:
    made = fonts.declared(source.encode(), "fonts.toml")
    assert made.value is None
    assert {item.code for item in made.diagnostics} == {"P003"}


def test_broken_bytes_are_a_finding() -> None:
    assert [item.code for item in fonts.declared(b"\xff", "fonts.toml").diagnostics] == ["P003"]


def test_looks_up_only_what_is_declared() -> None:
    assert set(fonts.look_up(("No Such Family",)).families) == set()


def test_every_declared_family_has_a_package() -> None:
    made = fonts.declared((ROOT / "schema/fonts.toml").read_bytes(), "schema/fonts.toml")
    assert isinstance(made.value, Declared)
    assert not made.diagnostics


def test_a_typeface_is_the_first_of_its_families_that_is_there() -> None:
    chosen = '[languages.default.typefaces]\nfangsong = ["X", "Y", "Z"]\n'
    known = fonts.declared(f"{SCHEMA}{chosen}".encode(), "fonts.toml").value
    assert known
    assert known.names == {"A", "B", "X", "Y", "Z"}
    usual = known.setting("zh").text
    assert known.set_in("fangsong", {"A", "Z", "Y"}).setting("zh").text == ("Y", *usual)
    assert known.set_in("fangsong", {"A", "Z", "Y"}).setting("zh").typeface == "Y"
    assert known.set_in("fangsong", {"A"}) == known
    assert known.set_in("usual", {"Y"}) == known
    assert not known.setting("zh").typeface


def test_a_typeface_has_a_list_of_families() -> None:
    assert fonts.declared(f"{SCHEMA}typefaces = 5\n".encode(), "fonts.toml").value is None

"""Two files of schema/ merged, and the upper one reduced to what it adds."""

from __future__ import annotations

import tomllib

import pytest
from diptych.config import layer_merge
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

CODES = b"""# All codes.

[C001]
severity = "error"
title = "one"

# The second.
[C002]
severity = "error"
title = "two"
"""
FONTS = b"""[packages]
"A" = "a"
"B" = "b"

[languages.zh]
text = ["A"]
size = 16

[languages.ko]
text = ["B"]
size = 12
"""
STYLES = b"""[apa]
name = "APA"
join = { a = ["b"] }

[mla]
name = "MLA"
"""
PAGES = b"""heading_fonts = ["a", "b"]

[[container]]
site = "x"
xpath = "//x"

[[container]]
site = "x"
xpath = "//y"
"""


@pytest.mark.parametrize(("name", "default", "own", "rest"), [
    ("codes.toml", CODES, CODES.replace(b'"two"', b'"2"'),
     b'# All codes.\n\n# The second.\n[C002]\ntitle = "2"\n'),
    ("codes.toml", CODES, CODES + b'\n[Z001]\ntitle = "mine"\n',
     b'# All codes.\n\n[Z001]\ntitle = "mine"\n'),
    ("fonts.toml", FONTS, FONTS.replace(b"12", b"13"), b"[languages.ko]\nsize = 13\n"),
    ("fonts.toml", FONTS, FONTS.replace(b'"B" = "b"', b'"B" = "b"\n"C" = "c"'), b'[packages]\n"C" = "c"\n\n'),
    ("citations/styles.toml", STYLES, STYLES.replace(b'"APA"', b'"APA 8"'),
     b'[apa]\nname = "APA 8"\njoin = { a = ["b"] }\n\n'),
    ("pages.toml", PAGES, PAGES.replace(b'"x"\nxpath = "//y"', b'"z"\nxpath = "//y"'),
     b'[[container]]\nsite = "z"\nxpath = "//y"\n'),
    ("pages.toml", PAGES, b'heading_fonts = ["c"]\n\n' + PAGES.partition(b"\n\n")[2], b'heading_fonts = ["c"]\n\n'),
    ("equivalents/words.tsv", b"# w\na\tb\nc\td\n", b"# mine\r\na\tb\r\ne\tf\r\n", b"# mine\r\ne\tf\r\n"),
    ("languages/kor.toml", b'a = "1"\nb = 2\n', b'a = "1"\nb = 3\n', b'a = "1"\nb = 3\n'),
])
def test_what_a_copy_adds(name: str, default: bytes, own: bytes, rest: bytes) -> None:
    assert layer_merge.added(name, default, own) == rest
    assert layer_merge.merged(name, default, rest) == layer_merge.merged(name, default, own)


@pytest.mark.parametrize(("name", "default"), [
    ("codes.toml", CODES), ("fonts.toml", FONTS), ("citations/styles.toml", STYLES), ("pages.toml", PAGES),
    ("equivalents/words.tsv", b"a\tb\n"), ("rules.sch", b"<a/>")])
def test_a_copy_adds_nothing(name: str, default: bytes) -> None:
    assert layer_merge.added(name, default, default) is None
    assert layer_merge.merged(name, default, default) == default
    if layer_merge.is_merged(name):
        assert layer_merge.merged(name, default, b"") == default
        assert layer_merge.added(name, default, default.replace(b"\n", b"\r\n")) is None


def test_entries_of_a_list_are_replaced_by_name_and_new_containers_come_first() -> None:
    own = b'[[container]]\nsite = "z"\nxpath = "//y"\n[[container]]\nsite = "n"\nxpath = "//n"\n'
    made = tomllib.loads(layer_merge.merged("pages.toml", PAGES, own).decode())
    assert [(item["site"], item["xpath"]) for item in made["container"]] == [("n", "//n"), ("x", "//x"), ("z", "//y")]
    assert made["heading_fonts"] == ["a", "b"]


def test_a_style_is_replaced_as_a_whole() -> None:
    made = tomllib.loads(layer_merge.merged("citations/styles.toml", STYLES, b'[apa]\nname = "x"\n').decode())
    assert made == {"apa": {"name": "x"}, "mla": {"name": "MLA"}}


def test_rows_with_a_head_are_replaced_only_in_tables_of_readings() -> None:
    assert layer_merge.merged("equivalents/hangul.tsv", b"a\txy\nb\tz\n", b"a\tx\nc\tw\n") == b"a\tx\nb\tz\nc\tw\n"
    assert layer_merge.merged("equivalents/words.tsv", b"a\txy\n", b"a\tx\n") == b"a\txy\na\tx\n"


@pytest.mark.parametrize("own", [b"[C001", b"\xff", b'a = "\\u0001"'])
def test_what_is_no_toml_counts_alone(own: bytes) -> None:
    assert layer_merge.merged("codes.toml", CODES, own) == own
    assert layer_merge.added("codes.toml", CODES, own) == own


NAMES = sorted(name.replace("*", "ko") for name in layer_merge.TABLES)


@given(st.sampled_from(NAMES), st.integers(0, 6000), st.integers(0, 40),
       st.text('[]{}="\n a1', max_size=4))
def test_any_edit_of_a_copy_is_merged_and_reduced_without_loss(name: str, place: int, lost: int, new: str) -> None:
    default = (ROOT / "schema" / name).read_bytes()
    own = default[:place] + new.encode() + default[place + lost:]
    rest = layer_merge.added(name, default, own)
    assert layer_merge.merged(name, default, rest or b"") == layer_merge.merged(name, default, own)

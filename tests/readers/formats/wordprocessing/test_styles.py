"""StyleSheet are resolved with the styles that they build on."""

from __future__ import annotations

from diptych.readers.formats.wordprocessing.styles import StyleSheet, styles
from lxml import etree

from tests.readers.packages import W


def resolved(*chain: tuple[str, str, str]) -> StyleSheet:
    return styles(etree.fromstring(f"<w:styles {W}>" + "".join(
        f'<w:style w:styleId="{name}"><w:basedOn w:val="{base}"/><w:rPr>{look}</w:rPr></w:style>'
        for name, base, look in chain) + "</w:styles>"))


def test_the_nearer_style_decides() -> None:
    known = resolved(("a", "b", ""), ("b", "c", '<w:b w:val="0"/>'), ("c", "", "<w:b/><w:vanish/>"))
    assert [known.of(name).bold for name in ("a", "b", "c", "missing")] == [False, False, True, None]
    assert known.of("a").hidden


def test_a_circle_of_styles_ends() -> None:
    known = resolved(("a", "b", ""), ("b", "a", "<w:b/>"))
    assert known.of("a").bold
    assert known.of("b").bold

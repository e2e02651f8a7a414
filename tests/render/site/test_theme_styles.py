"""The theme's style sheet: only rules for parts that no page has are left out."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from diptych.render.site.theme_styles import rules, trimmed
from hypothesis import given
from hypothesis import strategies as st


def css() -> str:
    found = find_spec("material")
    assert found
    assert found.origin
    [file] = Path(found.origin).parent.glob("templates/assets/stylesheets/main.*.min.css")
    return file.read_text("utf-8")


def whole(text: str) -> str:
    return "".join(rule.head + ("" if rule.body is None else f"{{{rule.body}}}") for rule in rules(text))


def test_selectors_of_absent_parts_go_and_others_stay() -> None:
    text = ('@charset "utf-8";a,.md-nav__link:is(b,c){x:y}.md-search{x:y}@media print{.md-tabs a{x:y}}'
            '@media (a){.md-tabs{x:y}.md-header,.md-topbar{x:"}"}}@keyframes md-nav{0%{x:y}}')
    assert trimmed(text) == (
        '@charset "utf-8";a{x:y}@media (a){.md-header,.md-topbar{x:"}"}}@keyframes md-nav{0%{x:y}}')


def test_the_style_sheet_of_the_theme_is_read_whole_and_keeps_what_pages_use() -> None:
    text = css()
    assert whole(text) == text
    kept = trimmed(text)
    assert len(kept) < 0.7 * len(text)
    assert ".md-nav" not in kept
    for name in (".md-typeset", ".md-header", ".md-content", ".md-sidebar", ".md-footer", ".admonition", ".tabbed-set",
                 ".highlight", ".md-button", "--md-typeset-a-color", "@media print"):
        assert kept.count(name) >= 1, name
    assert trimmed(kept) == kept


@given(st.text(alphabet='a.{};"\\,:()/*', max_size=40))
def test_nothing_of_a_broken_style_sheet_is_lost(text: str) -> None:
    if text.count("{") == text.count("}") == 0:
        assert whole(text) == text
    assert isinstance(trimmed(text), str)

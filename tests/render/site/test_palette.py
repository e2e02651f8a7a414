"""theme.palette → schemes and rules in which text can be read."""

from __future__ import annotations

import re

import pytest
from diptych.render.site import palette
from diptych.render.site.palette import PAPERS, SYSTEM, contrast

NAMES = [*palette._colours("primary")]


@pytest.mark.parametrize("scheme", PAPERS)
@pytest.mark.parametrize("name", NAMES)
def test_text_in_every_colour_can_be_read(name: str, scheme: str) -> None:
    entry = {"scheme": scheme, "primary": name, "accent": name if name in palette._colours("accent") else "custom"}
    rules = dict(re.findall(r"--diptych-([a-z-]+): (#[0-9a-f]{6})", palette.palette(entry).style))
    assert contrast(rules["bar"], rules["bar-ink"]) >= 4.5
    assert all(contrast(rules[kind], PAPERS[scheme]) >= 4.5 for kind in ("link", "accent") if kind in rules)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert palette.readable("#767676", "#ffffff") == "#767676"


@pytest.mark.parametrize(("written", "schemes", "media", "toggled"), [
    (None, ("default", "slate"), True, False), ({"scheme": "slate"}, ("slate",), False, False),
    ([{"scheme": "default", "media": "(prefers-color-scheme: light)", "toggle": {"icon": "a"}},
      {"scheme": "slate", "media": "(prefers-color-scheme: dark)", "toggle": {"icon": "b"}}],
     ("default", "slate"), True, True),
    ([{"scheme": "slate", "toggle": {"icon": "b"}}, {"scheme": "default"}], ("slate", "default"), False, True)])
def test_the_schemes_are_those_of_the_entries(written: object, schemes: tuple[str, ...], media: bool,  # noqa: FBT001
                                              toggled: bool) -> None:  # noqa: FBT001
    found = palette.palette(written)
    assert (found.schemes, found.media, found.toggles is not None) == (schemes, media, toggled)


def test_own_colours_need_no_rules() -> None:
    assert palette.palette([{"primary": "custom", "accent": "custom"}]).style == SYSTEM.style == ""

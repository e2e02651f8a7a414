"""Texts that are not in another."""

from __future__ import annotations

import pytest
from diptych.readers.formats.web_pages.page_sizes import missing


@pytest.mark.parametrize(("texts", "left"), [
    (["ab", "cd"], []), (["cd", "ab"], []), (["ab", "ab"], []), (["cd", "ce", "ab", ""], ["ce"]), ([], [])])
def test_texts_are_found_in_any_order(texts: list[str], left: list[str]) -> None:
    assert list(missing(texts, "xabxcdx")) == left

"""A link is kept if it leads out of the document to something that can be fetched."""

from __future__ import annotations

import pytest
from diptych.readers.formats.hyperlinks import hyperlink
from diptych.readers.formats.lines import Hyperlink


@pytest.mark.parametrize(("target", "base", "whole"), [
    (" https://a.example/b?c=d#e ", "", "https://a.example/b?c=d#e"),
    ("HTTP://a.example", "", "http://a.example"),
    ("mailto:a@b.example", "", "mailto:a@b.example"),
    ('https://a.example/가 나"<', "", "https://a.example/%EA%B0%80%20%EB%82%98%22%3C"),
    ("https://a.example/%20", "", "https://a.example/%20"),
    ("../b", "https://a.example/c/d/e", "https://a.example/c/b"),
    ("//b.example/", "https://a.example/", "https://b.example/"),
])
def test_an_absolute_target_is_a_url(target: str, base: str, whole: str) -> None:
    assert hyperlink(target, base) == Hyperlink(whole)


@pytest.mark.parametrize("target", [
    "", "#a", "b.html", "/b", "//b.example/", "javascript:alert(1)", "data:,a", "file:///a", "https://", "http:///a",
    "https://[a", "mailto:", f"https://a.example/{'b' * 2000}"])
def test_any_other_target_is_no_link(target: str) -> None:
    assert hyperlink(target) is None


def test_a_place_in_the_document_is_no_link_whatever_its_address() -> None:
    assert hyperlink("#a", "https://a.example/") is None

"""The style sheets in a page → the styles of its lists, and the words that they print before and behind elements.

Style sheets in files of their own are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list
from lxml import etree

_SIGN: Final = ("list-style", "content")
"""Names of properties without one of which no style sheet is parsed."""
_LIST_STYLES: Final = frozenset({"list-style", "list-style-type"})
_LISTS: Final = frozenset({"ol", "li"})
"""Elements whose list style counts."""
_PSEUDO_ELEMENTS: Final = frozenset({"before", "after"})
_RULES: Final = 500
"""Most rules that are matched, chosen. If raised, a page with long style sheets takes more time."""
_LONGEST: Final = 1_000_000
"""Most characters of a style sheet that is read, chosen. If raised, a page takes more time."""
_DEPTH: Final = 5
"""Most rules around a rule, chosen. If raised, more of a nested style sheet is read."""
_LETTERS: Final = 2
"""Fewest letters and digits of printed words, chosen; icons have fewer. If lowered, icons are counted as words."""


@dataclass(frozen=True, slots=True)
class _Declared:
    """What a rule declares: a list style, or words."""

    list_style: str
    words: str


def apply(root: etree._Element) -> tuple[str, ...]:
    """The words that style sheets print; the styles of lists become attributes of their elements, in place."""
    matcher = Matcher()
    known = tuple(islice((rule for sheet in root.iter("style") for rule in _of_sheet(sheet.text or "")), _RULES))
    for prelude, declared in known:
        _add(matcher, prelude, declared)
    return tuple(_matched(root, matcher)) if known else ()


def _of_sheet(text: str) -> Iterator[tuple[list[Any], _Declared]]:
    if len(text) <= _LONGEST and any(sign in text for sign in _SIGN):
        yield from _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _rules(nodes: list[Any], depth: int = 0) -> Iterator[tuple[list[Any], _Declared]]:
    """The selectors of rules with what they declare, those for print alone left out."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword in ("media", "supports", "layer") and node.content and (
                depth < _DEPTH and "print" not in _idents(node.prelude)):
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inside, depth + 1)
        elif node.type == "qualified-rule":
            own = tinycss2.parse_declaration_list(node.content, skip_comments=True, skip_whitespace=True)
            declared = _declared([item for item in own if item.type == "declaration"])
            if declared.list_style or declared.words:
                yield node.prelude, declared


def _declared(declarations: list[Any]) -> _Declared:
    styles = [" ".join(_idents(item.value)) for item in declarations if item.lower_name in _LIST_STYLES]
    words = ["".join(_printed(item.value)) for item in declarations if item.lower_name == "content"]
    return _Declared(styles[-1] if styles else "", words[-1] if words else "")


def _printed(values: list[Any]) -> Iterator[str]:
    """The strings of a value; a counter is its name, since it is not counted here."""
    for value in values:
        if value.type == "string":
            yield value.value
        elif value.type == "function" and value.lower_name in ("counter", "counters"):
            yield f"{value.lower_name}({' '.join(_idents(value.arguments))})"


def _idents(values: list[Any]) -> list[str]:
    return [value.lower_value for value in values if value.type == "ident"]


def _add(matcher: Matcher, prelude: list[Any], declared: _Declared) -> None:
    """Adds a rule; one whose selector is unknown matches nothing."""
    try:
        for selector in compile_selector_list(prelude):
            matcher.add_selector(selector, declared)
    except SelectorError:
        return


def _matched(root: etree._Element, matcher: Matcher) -> Iterator[str]:
    for wrapper in ElementWrapper.from_html_root(root).iter_subtree():
        element = wrapper.etree_element
        matches = [(pseudo_element, declared) for _, _, pseudo_element, declared in matcher.match(wrapper)]
        styles = [declared.list_style for pseudo_element, declared in matches
                  if pseudo_element is None and declared.list_style]
        if styles and element.tag in _LISTS:
            # The own style of an element comes first, and counts.
            element.set("style", f"{element.get('style', '')};list-style:{styles[-1]}")
        printed = {pseudo_element: declared.words for pseudo_element, declared in matches
                   if pseudo_element in _PSEUDO_ELEMENTS}
        yield from (words for words in printed.values() if sum(map(str.isalnum, words)) >= _LETTERS)

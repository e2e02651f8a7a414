"""The style sheet of the site generator's theme → the same without the rules for parts that our frame does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

ABSENT: Final = frozenset((
    "annotation", "author", "banner", "clipboard", "consent", "dialog", "drawer", "feedback", "nav", "overlay",
    "pagination", "path", "post", "profile", "progress", "search", "select", "social", "source", "status", "tabs",
    "toggle", "tooltip", "tooltip2", "top", "version"))
"""Parts of the theme that its own templates and scripts make, by the names of their classes behind `md-`."""
_PART: Final = re.compile(r"\.md-([a-z0-9]+)")
"""Pattern of the class of a part of the theme."""
_GROUPS: Final = ("@media", "@supports", "@layer", "@container")
"""At-rules with rules in them."""
_TOKEN: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|[{};]", re.DOTALL)
"""Pattern of a string, a comment, or a mark of the structure."""
_COMMA: Final = re.compile(r",(?![^(\[]*[)\]])")
"""Pattern of a comma between two selectors."""


class Rule(NamedTuple):
    """A rule: its selectors or name, and what is in its braces; None for a statement without braces."""

    head: str
    body: str | None


def trimmed(css: str) -> str:
    """The style sheet without the selectors that name an absent part, and without the rules that have no others."""
    return "".join(map(_trimmed, rules(css)))


def rules(css: str) -> Iterator[Rule]:
    """The outermost rules of a style sheet, in order; nothing is lost."""
    start = opened = depth = 0
    for token in _TOKEN.finditer(css):
        sign = token[0]
        if sign == "{":
            depth += 1
            opened = token.start() if depth == 1 else opened
        elif sign == ";" and not depth:
            yield Rule(css[start:token.end()], None)
            start = token.end()
        elif sign == "}" and depth:
            depth -= 1
            if not depth:
                yield Rule(css[start:opened], css[opened + 1:token.start()])
                start = token.end()
    if css[start:]:
        yield Rule(css[start:], None)


def _trimmed(rule: Rule) -> str:
    head, body = rule
    if body is None:
        return head
    if head.lstrip().startswith(_GROUPS):
        inner = trimmed(body)
        return f"{head}{{{inner}}}" if inner.strip() else ""
    if head.lstrip().startswith("@"):
        return f"{head}{{{body}}}"
    kept = ",".join(selector for selector in _COMMA.split(head) if ABSENT.isdisjoint(_PART.findall(selector)))
    return f"{kept}{{{body}}}" if kept.strip() else ""

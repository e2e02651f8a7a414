"""Templates of labels and dates → regular expressions, and the characters that what fits them can begin and end with.

A template is a regular expression in which a blank stands for optional white space and `{n:chinese|arabic}` for a
numeral of one of these systems, under the name n.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from diptych.language import numerals

BLANK: Final = r"[ \t\u00a0\u3000]*"
NEVER: Final = re.compile(r"(?!)")
_PLACE: Final = re.compile(r"\{(\w+):([\w|-]+)\}")
_PART: Final = re.compile(
    r"\\.|\[\^?\]?[^]\\]*(?:\\.[^]\\]*)*\]|\{\w+:[\w|-]+\}|\{\d*,?\d*\}|\((?:\?(?:<?[=!]|:|P<\w+>))?|.", re.DOTALL)
"""An escape, a class, a numeral, a count, the opening of a group, or one character."""
_NAMED: Final = re.compile(r"\(\?P<\w+>")
_SPECIAL: Final = frozenset(".^$*+?|()[]{}")
_COUNT: Final = re.compile(r"[?*+]|\{\d*,?\d*\}")
_MONTH: Final = "month"

Signs = frozenset[str] | None
"""Characters; None where they can't be told, so that any character may be one."""


@dataclass(frozen=True, eq=False)
class LabelForm:
    """A template as an expression, compiled when it is first used, with the numeral systems of its groups; `offset`
    turns a year of an era into a common one. What fits it begins with one of `first` and ends with one of `last`."""

    source: str
    systems: tuple[tuple[str, tuple[str, ...]], ...]
    offset: int
    first: Signs
    last: Signs

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.systems)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def grouped(self, opening: str) -> str:
        """The expression with that in place of the opening of its named groups."""
        return _NAMED.sub(lambda _: opening, self.source)

    def fits(self, text: str) -> bool:
        """Whether the whole text fits."""
        if self.last is not None and text[-1:] not in self.last:
            return False
        return (self.first is None or text[:1] in self.first) and self.pattern.fullmatch(text) is not None


def form(template: str, months: Sequence[str] = (), offset: int = 0) -> LabelForm:
    """The form that a template describes; `months` are the names that `{month:…}` stands for."""
    systems = tuple((match[1], tuple(match[2].split("|")))
                    for match in _PLACE.finditer(template) if match[1] != _MONTH)
    first, last = (_edge(_PART.findall(template), end) for end in (0, -1))
    return LabelForm("".join(_expanded(template, months)), systems, offset, first, last)


def pattern(words: str | None) -> re.Pattern[str]:
    """A template without numerals, compiled; what nothing fits where there is none."""
    return NEVER if words is None else re.compile(spaced(words))


def one_of(signs: str) -> re.Pattern[str]:
    """What one of these characters matches; what nothing does where there are none."""
    return re.compile(f"[{re.escape(signs)}]") if signs else NEVER


def spaced(template: str) -> str:
    """The expression of a template without numerals."""
    return template.replace(" ", BLANK)


def union(found: Sequence[Signs]) -> Signs:
    """The signs of all of them; None where those of one can't be told."""
    known = [signs for signs in found if signs is not None]
    return frozenset[str]().union(*known) if len(known) == len(found) else None


def _expanded(template: str, months: Sequence[str]) -> Iterator[str]:
    place = 0
    for match in _PLACE.finditer(template):
        names = "|".join(map(re.escape, months)) if match[1] == _MONTH else "|".join(
            map(numerals.pattern, match[2].split("|")))
        yield spaced(template[place:match.start()]) + f"(?P<{match[1]}>{names})"
        place = match.end()
    yield spaced(template[place:])


def _edge(parts: Sequence[str], end: int) -> Signs:
    """The signs that may stand at one end of what fits: 0 its beginning, -1 its end."""
    branches = list(_branches(parts))
    if len(branches) > 1:
        return union([_edge(branch, end) for branch in branches])
    items = [item for item in _items(parts) if item[0] != " "]
    counted = any(_COUNT.fullmatch(item[0]) for item in (items[:2] if end == 0 else items[end:]))
    return None if counted or not items else _signs(items[end], end)


def _signs(item: Sequence[str], end: int) -> Signs:
    """The signs that a single item may begin or end with."""
    head = item[0]
    place = _PLACE.fullmatch(head)
    if place:
        return None if place[1] == _MONTH else union([numerals.signs(system) for system in place[2].split("|")])
    if head.startswith("("):
        return _edge(item[1:-1], end) if head == "(?:" else None
    if head.startswith("["):
        return None if head[1] == "^" or "\\" in head or "-" in head else frozenset(head[1:-1])
    if head.startswith("\\"):
        return None if head[1].isalnum() else frozenset(head[1])
    return None if head in _SPECIAL else frozenset(head)


def _branches(parts: Sequence[str]) -> Iterator[list[str]]:
    """The alternatives of an expression."""
    branch: list[str] = []
    for item in _items(parts, look=True):
        if item == ["|"]:
            yield branch
            branch = []
        else:
            branch += item
    yield branch


def _items(parts: Sequence[str], *, look: bool = False) -> Iterator[list[str]]:
    """Single parts and whole groups; groups that only `look` around may be left out, as they allow no more signs."""
    depth, item = 0, list[str]()
    for part in parts:
        item.append(part)
        depth += part.startswith("(") - part.startswith(")")
        if not depth:
            if look or not item[0].endswith(("=", "!")) or len(item) == 1:
                yield item
            item = []

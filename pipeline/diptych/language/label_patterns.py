"""Templates of labels and dates → regular expressions, and the first and last characters of their matches.

A template is a regular expression. A blank in it is optional white space. `{n:chinese|arabic}` is a group named n: a
numeral of one of these systems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile
from typing import Any, Final, cast

from diptych.language import numerals

BLANK: Final = r"[ \t\u00a0\u3000]{0,60}"
"""White space that a template allows at a space, chosen: labels are spread by fewer. Without a bound, two of these in a
row take time that grows with the square of a run of spaces."""
_NARROW_BLANK: Final = r"[ \t\u00a0]{0,60}"
"""The same for a text without U+3000. A class with a wide character takes ten times as long to be compiled."""
_WIDE_SPACE: Final = "\u3000"
"""The space that only `BLANK` allows."""
NEVER: Final = re.compile(r"\0(?!)")
"""A pattern that matches nothing. A search for a literal NUL passes over a long text faster than one for any place."""
_PLACE: Final = re.compile(r"\{(\w+):([\w|-]+)\}")
_REPEATS: Final = r"\{(?:\d+(?:,\d*)?|,\d+)\}"
_PART: Final = re.compile(
    rf"\\.|\[\^?\]?[^]\\]*(?:\\.[^]\\]*)*\]|\{{\w+:[\w|-]+\}}|{_REPEATS}|\((?:\?(?:<?[=!]|:|P<\w+>))?|.", re.DOTALL)
"""An escape, a class, a numeral, a count, the opening of a group, or a character."""
_NAMED: Final = re.compile(r"\(\?P<\w+>")
_SPECIAL: Final = frozenset(".^$*+?|()[]{}")
_COUNT: Final = re.compile(rf"[?*+]|{_REPEATS}")
_OPTIONAL: Final = ("?", "*", "{0", "{,")
"""Beginnings of counts by which an item may be left out."""
_MONTH: Final = "month"

Words = str | Sequence["Words"] | Mapping[str, "Words"]
"""A pattern as a file of schema/ writes it: see `expression`."""
Signs = frozenset[str] | None
"""A set of characters; None if it is unknown, so that any character may be in it."""


@dataclass(frozen=True, eq=False)
class LabelForm:
    """A template as a regular expression, compiled at first use, and the numeral systems of its groups.

    `offset` is added to the year of an era. A match begins with a character of `first` and ends with one of `last`.
    """

    source: str
    systems: tuple[tuple[str, tuple[str, ...]], ...]
    offset: int
    first: Signs
    last: Signs

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of its groups."""
        return tuple(name for name, _ in self.systems)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.source)

    def grouped(self, opening: str) -> str:
        """The expression with `opening` instead of the opening of its named groups."""
        return _NAMED.sub(lambda _: opening, self.source)

    def fits(self, text: str) -> bool:
        """True if the whole text matches."""
        if self.last is not None and text[-1:] not in self.last:
            return False
        return (self.first is None or text[:1] in self.first) and self.pattern.fullmatch(text) is not None


class _DeferredPattern:
    """A pattern that is compiled when it is first looked for: most texts need few of those of a language."""

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """A function of the compiled pattern, which is found without this one from then on."""
        if name.startswith("__"):  # A copy has no pattern yet when it is asked for such.
            raise AttributeError(name)
        function = getattr(re.compile(self.pattern), name)
        setattr(self, name, function)
        return function


def form(template: str, months: Sequence[str] = (), offset: int = 0, blank: str = BLANK) -> LabelForm:
    """The form of a template; `months` are the alternatives of `{month:…}`, `blank` is white space at a space."""
    systems = tuple((match[1], tuple(match[2].split("|")))
                    for match in _PLACE.finditer(template) if match[1] != _MONTH)
    first, last = (_edge(_PART.findall(template), end) for end in (0, -1))
    return LabelForm(_expanded(template, months, blank), systems, offset, first, last)


def pattern(words: Words | None) -> re.Pattern[str]:
    """A template without numerals, compiled; a pattern that matches nothing for None."""
    return NEVER if words is None else re.compile(spaced(expression(words)))


def expression(words: Words) -> str:
    """The regular expression of a pattern in a file of schema/.

    A string is the expression itself. A list has its alternatives, in the order in which they are tried. A table has
    the alternatives `any` in a group, which `name` may name, between the expressions `before` and `after`.
    """
    if isinstance(words, str):
        return words
    if isinstance(words, Mapping):
        group = f"?P<{words['name']}>" if "name" in words else "?:"
        return f"{words.get('before', '')}({group}{expression(words['any'])}){words.get('after', '')}"
    return "|".join(map(expression, words))


def is_never(pattern: re.Pattern[str]) -> bool:
    """Whether a pattern is NEVER. One that comes from another process is equal to it, and not the same object."""
    return pattern == NEVER


def one_of(signs: str) -> re.Pattern[str]:
    """A pattern of any of these characters; a pattern that matches nothing for none."""
    return re.compile(f"[{re.escape(signs)}]") if signs else NEVER


def deferred(words: Words, blank: str = BLANK) -> re.Pattern[str]:
    """A template without numerals, which is compiled at first use."""
    return deferred_source(spaced(expression(words), blank))


def deferred_source(source: str) -> re.Pattern[str]:
    """A regular expression, which is compiled at first use."""
    return cast("re.Pattern[str]", _DeferredPattern(source))


def blank_in(text: str) -> str:
    """The white space that templates allow at a space, if they are looked for in a text."""
    return BLANK if _WIDE_SPACE in text else _NARROW_BLANK


def spaced(template: str, blank: str = BLANK) -> str:
    """A template without numerals as a regular expression."""
    return template.replace(" ", blank)


def union(sets: Sequence[Signs]) -> Signs:
    """The characters of all sets; None if a set is unknown."""
    known = [signs for signs in sets if signs is not None]
    return frozenset[str]().union(*known) if len(known) == len(sets) else None


def _expanded(template: str, months: Sequence[str], blank: str) -> str:
    """The regular expression of a template."""
    def group(match: re.Match[str]) -> str:
        names = map(re.escape, months) if match[1] == _MONTH else map(numerals.pattern, match[2].split("|"))
        return f"(?P<{match[1]}>{'|'.join(names)})"

    return _PLACE.sub(group, spaced(template, blank))


def _edge(parts: Sequence[str], end: int) -> Signs:
    """The characters at one end of a match: 0 is its beginning, -1 its end."""
    branches = list(_branches(parts))
    if len(branches) > 1:
        return union([_edge(branch, end) for branch in branches])
    items = [item for item in _items(parts) if item[0] != " "]
    if not items or _COUNT.fullmatch(items[end][0]):
        return None
    own = _signs(items[end], end)
    count = items[1][0] if end == 0 and len(items) > 1 and _COUNT.fullmatch(items[1][0]) else ""
    if not count.startswith(_OPTIONAL):
        return own
    rest = list(dropwhile(_is_count, items[1:]))
    return union([own, _edge([part for item in rest for part in item], end)])


def _is_count(item: Sequence[str]) -> bool:
    return _COUNT.fullmatch(item[0]) is not None


def _signs(item: Sequence[str], end: int) -> Signs:
    """The characters at one end of a match of a single item."""
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
    """Single parts and whole groups; lookarounds are left out unless `look`, since they add no characters."""
    depth, item = 0, list[str]()
    for part in parts:
        item.append(part)
        depth += part.startswith("(") - part.startswith(")")
        if not depth:
            if look or not item[0].endswith(("=", "!")) or len(item) == 1:
                yield item
            item = []

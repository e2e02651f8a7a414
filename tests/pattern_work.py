"""A regular expression → the places at which its work may grow faster than the text.

A pattern is read as `re` reads it, and repeats are compared by the characters that they take:

* two repeats in a row that can share a run of characters backtrack against each other;
* the same within a repeat, which is therefore looked at as if it stood there twice;
* a search tries every start, so a repeat must not be reachable from each character of a run that it takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

MANY: Final = 200
"""Repeats of at most so many characters count as bounded, chosen: they multiply the work by no more than that."""
_SAMPLES: Final = "".join(map(chr, range(0x250))) + (
    "\u0301\u0627\u0e01\u1100\u2000\u2010\u2014\u2018\u2019\u201c\u201d\u2026\u202e\u2160\u2460\u3000\u3001\u3002\u3042\u30a2\u4e00"
    "\u7b2c\u7ae0\u9fff\uac00\uc81c\ud7a3\ue000\uff08\uff09\uff10\uff21\U00010000\U00020000")
"""Characters that stand for all others: each script and kind that the patterns distinguish."""
Characters = frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a pattern in the order of matching: the characters it takes, none for an assertion, whether it may take
    nothing, take many, and give characters back. `barred` are characters that must not stand before it. What is
    behind a `free` one cannot fail."""

    takes: Characters
    may_be_empty: bool = False
    many: bool = False
    gives_back: bool = True
    barred: Characters = field(default=frozenset())
    free: bool = True


def suspects(pattern: str, flags: int, *, searched: bool) -> Iterator[str]:
    """What may make the work of a pattern grow faster than the text, in words; nothing for a pattern that is safe."""
    tree = parser.parse(pattern, flags)
    alphabet = frozenset(_SAMPLES) | frozenset(_literals(tree))
    for path in _paths(list(tree), alphabet, tree.state.flags):
        yield from _pairs(path)
        if searched:
            yield from _starts(path)


def _pairs(path: Sequence[Step]) -> Iterator[str]:
    """Repeats of a path that can take the same run of characters, where something behind them may fail."""
    for at, first in enumerate(path):
        if not (first.many and first.gives_back):
            continue
        for place in range(at + 1, len(path)):
            step = path[place]
            shared = first.takes & step.takes
            if step.many and shared and place + 1 < len(path) and all(
                    between.may_be_empty or between.takes & shared for between in path[at + 1:place]):
                yield f"repeats {at} and {place} of {len(path)} share {_shown(shared)}"
                return


def _starts(path: Sequence[Step]) -> Iterator[str]:
    """A repeat that a search can begin at each character of a run of it."""
    for at, step in enumerate(path):
        before = path[:at]
        if not step.many or step.free or any(each.barred and step.takes <= each.barred for each in (*before, step)):
            continue
        if all(each.may_be_empty or each.takes & step.takes for each in before):
            yield f"a search may begin repeat {at} of {len(path)} anywhere in a run of {_shown(step.takes)}"
            return


def _shown(characters: Characters) -> str:
    return repr("".join(sorted(characters, key=lambda each: (not each.isprintable(), each)))[:12])


def _paths(nodes: list[Any], alphabet: Characters, flags: int) -> list[list[Step]]:
    """Ways through a sequence of nodes; of alternatives each is a way of its own, up to a bound."""
    paths: list[list[Step]] = [[]]
    for place, node in enumerate(nodes):
        ends = _node(node, alphabet, flags)
        if not _cannot_fail(nodes[place + 1:]):
            ends = [[replace(step, free=False) for step in end] for end in ends]
        if len(paths) * len(ends) > 400:
            ends = [_merged(ends)]
        paths = [[*path, *end] for path in paths for end in ends]
    return paths


def _cannot_fail(nodes: list[Any]) -> bool:
    """Whether nodes match the empty text wherever they are tried."""
    return all(kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and not value[0]
               or kind is op.SUBPATTERN and _cannot_fail(list(value[3])) for kind, value in nodes)


def _merged(ways: list[list[Step]]) -> list[Step]:
    """Many alternatives as one step that takes what any of them takes."""
    steps = [step for way in ways for step in way]
    return [Step(frozenset().union(*(step.takes for step in steps)), all(
        all(step.may_be_empty for step in way) for way in ways) or any(not way for way in ways),
        any(step.many for step in steps))]


def _node(node: Any, alphabet: Characters, flags: int) -> list[list[Step]]:
    kind, value = node
    if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
        return [[Step(_taken(node, alphabet, flags))]]
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeated(kind, value, alphabet, flags)
    if kind is op.BRANCH:
        return [path for branch in value[1] for path in _paths(list(branch), alphabet, flags)]
    if kind is op.SUBPATTERN:
        _, add, remove, inner = value
        return _paths(list(inner), alphabet, (flags | add) & ~remove)
    if kind is op.ATOMIC_GROUP:
        return [_kept(path) for path in _paths(list(value), alphabet, flags)]
    return [[Step(frozenset(), may_be_empty=True, barred=_barred(kind, value, alphabet, flags))]]


def _barred(kind: Any, value: Any, alphabet: Characters, flags: int) -> Characters:
    """The characters that must not stand before an assertion."""
    if kind in (op.ASSERT_NOT, op.ASSERT) and value[0] < 0:
        named = _single(list(value[1]), alphabet, flags)
        return named if kind is op.ASSERT_NOT else alphabet - named
    if kind is op.AT and value is op.AT_BOUNDARY:
        return frozenset(character for character in alphabet if _is_word(character))
    return alphabet if kind is op.AT and value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING) else frozenset()


def _single(nodes: list[Any], alphabet: Characters, flags: int) -> Characters:
    """The characters that a lookbehind of one character names."""
    paths = _paths(nodes, alphabet, flags)
    return frozenset().union(*(path[0].takes for path in paths if len(path) == 1))


def _repeated(kind: Any, value: Any, alphabet: Characters, flags: int) -> list[list[Step]]:
    least, most, inner = value
    paths = _paths(list(inner), alphabet, flags)
    if most != op.MAXREPEAT and most <= MANY and not any(step.many for path in paths for step in path):
        return [[replace(step, may_be_empty=step.may_be_empty or not least) for step in path] for path in paths]
    given = _kept if kind is op.POSSESSIVE_REPEAT else list
    if all(len(path) == 1 and not path[0].many for path in paths):
        takes = frozenset[str]().union(*(path[0].takes for path in paths))
        return [given([Step(takes, not least, most == op.MAXREPEAT or most > MANY)])]
    if most == 1:
        return [*([] if least else [[]]), *paths]
    paths = [_merged(paths)] if len(paths) > 12 else paths
    nothing: list[list[Step]] = [] if least else [[]]
    if any(step.many for path in paths for step in path):
        return [given([*first, *second]) for first in paths for second in paths] + nothing
    # A run of whole bodies takes any of their characters, behind the first body.
    takes = frozenset[str]().union(*(step.takes for path in paths for step in path))
    return [given([*path, Step(takes, may_be_empty=True, many=True)]) for path in paths] + nothing


def _kept(path: Sequence[Step]) -> list[Step]:
    """A path that gives nothing back."""
    return [replace(step, gives_back=False) for step in path]


def _taken(node: Any, alphabet: Characters, flags: int) -> Characters:
    """The characters of the alphabet that a node of one character takes."""
    kind, value = node
    if kind is op.ANY:
        return alphabet if flags & re.DOTALL else alphabet - {"\n"}
    if kind is op.LITERAL:
        return _cased(frozenset((chr(value),)), flags)
    if kind is op.NOT_LITERAL:
        return alphabet - _cased(frozenset((chr(value),)), flags)
    negated = bool(value) and value[0][0] is op.NEGATE
    taken = frozenset(one for item in value for one in _item(item, alphabet))
    taken = _cased(taken, flags)
    return alphabet - taken if negated else taken


def _cased(characters: Characters, flags: int) -> Characters:
    if not flags & re.IGNORECASE:
        return characters
    return characters | {one.lower() for one in characters} | {one.upper() for one in characters}


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


_CATEGORIES: Final = {
    op.CATEGORY_DIGIT: str.isdecimal, op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: _is_word}
_NEGATED: Final = {op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT, op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
                   op.CATEGORY_NOT_WORD: op.CATEGORY_WORD}


def _item(item: Any, alphabet: Characters) -> Iterable[str]:
    kind, value = item
    if kind is op.LITERAL:
        return (chr(value),)
    if kind is op.RANGE:
        low, high = value
        return (one for one in alphabet if low <= ord(one) <= high)
    if kind is op.CATEGORY:
        test = _CATEGORIES[_NEGATED.get(value, value)]
        return (one for one in alphabet if test(one) != (value in _NEGATED))
    return ()


_INNER: Final = {
    op.IN: lambda value: [value], op.BRANCH: lambda value: value[1], op.SUBPATTERN: lambda value: [value[3]],
    op.MAX_REPEAT: lambda value: [value[2]], op.MIN_REPEAT: lambda value: [value[2]],
    op.POSSESSIVE_REPEAT: lambda value: [value[2]], op.ASSERT: lambda value: [value[1]],
    op.ASSERT_NOT: lambda value: [value[1]], op.ATOMIC_GROUP: lambda value: [value]}
"""The nodes inside a node, by its kind."""


def _literals(nodes: Any) -> Iterator[str]:
    """Every character that a pattern names, and the ends of its ranges."""
    for kind, value in nodes:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif kind is op.RANGE:
            yield from map(chr, value)
        for inner in _INNER[kind](value) if kind in _INNER else ():
            yield from _literals(inner)

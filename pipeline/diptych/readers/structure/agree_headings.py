"""Drafts of twins → the same Drafts, with the same opening words as headings: in every twin or in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit

Path = tuple[tuple[str, str, int], ...]
"""The steps from the body down to a unit: element, number (or `_UNNUMBERED`), place among the siblings with both."""

_UNNUMBERED: Final = "#"
"""Number of a unit without a number in a path."""


def settle(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The Drafts with every candidate heading a heading, or part of the text again.

    Units of twins are matched by number, unnumbered ones by their place among their like. A unit without a counterpart
    is treated as its siblings are.
    """
    if len(drafts) == 1:
        return (_alone(drafts[0]),)
    shown = [dict(_shown(draft.body, ())) for draft in drafts]
    refused = frozenset(path for units in shown for path, headed in units.items() if not headed)
    shared = Counter(path for units in shown for path in units)
    agreed = frozenset(path for path, count in shared.items() if path not in refused and count == len(drafts))
    families = _families(shown)
    headed = agreed | frozenset(path for path in shared if path not in refused and path not in agreed and (
        _like_siblings(path, families, shown, agreed)))
    attachments = _attachments(drafts)
    return tuple(replace(draft, body=_units(draft.body, (), headed), attachments=own)
                 for draft, own in zip(drafts, attachments, strict=True))


def _alone(draft: Draft) -> Draft:
    """A Draft without twins: every candidate is a heading."""
    return replace(draft, body=tuple(map(_with_heading, draft.body)), attachments=tuple(map(_alone, draft.attachments)))


def _with_heading(unit: Unit) -> Unit:
    """The unit with every candidate in it a heading; the same object if there is none."""
    children = tuple([_with_heading(child) if child.run_in or child.children else child for child in unit.children])
    if not unit.run_in and children == unit.children:
        return unit
    return replace(unit, heading=unit.heading + unit.run_in, run_in=(), children=children)


def _attachments(drafts: tuple[Draft, ...]) -> tuple[tuple[Draft, ...], ...]:
    """The attachments of each Draft, settled with those at the same place in its twins."""
    settled: list[list[Draft]] = [[] for _ in drafts]
    for place in zip_longest(*(draft.attachments for draft in drafts)):
        having = [own for own, draft in zip(settled, place, strict=True) if draft]
        for own, draft in zip(having, settle(tuple(filter(None, place))), strict=True):
            own.append(draft)
    return tuple(map(tuple, settled))


def _steps(units: tuple[Unit, ...], path: Path) -> Iterator[tuple[Path, Unit]]:
    """The path of each unit in a unit with this path."""
    seen: Counter[tuple[str, str]] = Counter()
    for unit in units:
        key = (unit.element, unit.number or _UNNUMBERED)
        seen[key] += 1
        yield (*path, (*key, seen[key])), unit


def _shown(units: tuple[Unit, ...], path: Path) -> Iterator[tuple[Path, bool]]:
    """The path of every unit, and whether it has a heading or a candidate."""
    for place, unit in _steps(units, path):
        yield place, bool(unit.heading or unit.run_in)
        yield from _shown(unit.children, place)


def _families(shown: list[dict[Path, bool]]) -> dict[tuple[Path, str], set[Path]]:
    """The units with a counterpart in every twin, by their holder and element."""
    families: dict[tuple[Path, str], set[Path]] = {}
    for path in shown[0] if shown else ():
        if all(path in units for units in shown):
            families.setdefault((path[:-1], path[-1][0]), set()).add(path)
    return families


def _like_siblings(path: Path, families: Mapping[tuple[Path, str], set[Path]], shown: list[dict[Path, bool]],
                   agreed: frozenset[Path]) -> bool:
    """Whether a unit without a counterpart has a heading because its siblings with one have.

    If no sibling has a counterpart, a numbered unit has its heading. An unnumbered unit has it unless its holder has a
    counterpart in every twin: without the heading it would be no unit.
    """
    paired = families.get((path[:-1], path[-1][0]))
    if paired:
        return bool(paired & agreed)
    return path[-1][1] != _UNNUMBERED or not all(path[:-1] in units for units in shown)


def _units(units: tuple[Unit, ...], path: Path, headed: frozenset[Path]) -> tuple[Unit, ...]:
    return tuple(_unit(unit, place, headed) for place, unit in _steps(units, path))


def _unit(unit: Unit, path: Path, headed: frozenset[Path]) -> Unit:
    """The unit with the headings at the paths in `headed`."""
    children = _units(unit.children, path, headed)
    if children and all(_dissolves(before, after) for before, after in zip(unit.children, children, strict=True)):
        blocks = tuple(block for child in children for block in child.content)
        unit, children = replace(unit, intro=(), wrap_up=(), content=unit.intro + blocks + unit.wrap_up), ()
    if not unit.run_in:
        return replace(unit, children=children)
    if path in headed:
        return replace(unit, heading=unit.heading + unit.run_in, run_in=(), children=children)
    if unit.intro or children:
        return replace(unit, run_in=(), children=children, intro=_with_run_in(unit, unit.intro))
    return replace(unit, run_in=(), content=_with_run_in(unit, unit.content))


def _dissolves(before: Unit, after: Unit) -> bool:
    """Whether a unit was one only for its heading, and has none."""
    return bool(before.run_in) and not before.label and not after.heading and not after.children


def _with_run_in(unit: Unit, blocks: tuple[Block | Table, ...]) -> tuple[Block | Table, ...]:
    """The blocks with the candidate before the text of the first."""
    if blocks and isinstance(blocks[0], Block) and not blocks[0].supplied:
        first = blocks[0]
        content = _spaced(unit.run_in, first.content) + first.content
        return (replace(first, content=content, position=_position(unit.run_in)), *blocks[1:])
    return (Block(unit.run_in, _position(unit.run_in)), *blocks)


def _position(inlines: tuple[Inline, ...]) -> Position:
    """The place of the first character; that of a mark is the place of its content."""
    first = inlines[0]
    return _position(first.content) if isinstance(first, Mark) else first.position


def _spaced(run_in: tuple[Inline, ...], after: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The candidate with the blank that was received between it and the text after it."""
    last = run_in[-1]
    if isinstance(last, Text) and after:
        here, there = last.position, _position(after)
        if here.line == there.line and here.column + len(last.text) < there.column:
            return (*run_in[:-1], Text(last.text + " ", here))
    return run_in

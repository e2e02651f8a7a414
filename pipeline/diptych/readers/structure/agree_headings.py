"""Drafts of twins → the same Drafts, agreed on which opening words are headings: in every twin or in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit

Step = tuple[str, str, int]
Path = tuple[Step, ...]
"""From the body down: element, number (or `#` for an unnumbered unit), and which of the like."""

_UNNUMBERED: Final = "#"


def settle(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The Drafts with every candidate heading made a heading or given back to the text. Units are matched by number,
    unnumbered ones by their place among the like; one without a counterpart goes by its siblings."""
    if len(drafts) == 1:
        return (_alone(drafts[0]),)
    shown = [dict(_shown(draft.body, ())) for draft in drafts]
    refused = frozenset(path for units in shown for path, headed in units.items() if not headed)
    shared = Counter(path for units in shown for path in units)
    adopted = frozenset(path for path, count in shared.items() if path not in refused and count == len(drafts))
    alone = frozenset(path for path in shared if path not in refused and path not in adopted)
    families = _families(shown)
    judged = adopted | frozenset(path for path in alone if _like_siblings(path, families, shown, adopted))
    settled = [replace(draft, body=_units(draft.body, (), judged)) for draft in drafts]
    carried = _carried(drafts)
    return tuple(replace(draft, attachments=attachments) for draft, attachments in zip(settled, carried, strict=True))


def _alone(draft: Draft) -> Draft:
    """A Draft without twins: every candidate is a heading."""
    return replace(draft, body=tuple(map(_believed, draft.body)), attachments=tuple(map(_alone, draft.attachments)))


def _believed(unit: Unit) -> Unit:
    if not unit.run_in and not unit.children:
        return unit
    children = tuple([_believed(one) if one.run_in or one.children else one for one in unit.children])
    if not unit.run_in and children == unit.children:
        return unit
    return replace(unit, heading=unit.heading + unit.run_in, run_in=(), children=children)


def _carried(drafts: tuple[Draft, ...]) -> tuple[tuple[Draft, ...], ...]:
    """The attachments, settled with their counterparts by place."""
    longest = max((len(draft.attachments) for draft in drafts), default=0)
    columns: list[list[Draft]] = [[] for _ in drafts]
    for place in range(longest):
        having = [index for index, draft in enumerate(drafts) if place < len(draft.attachments)]
        agreed = settle(tuple(drafts[index].attachments[place] for index in having))
        for index, draft in zip(having, agreed, strict=True):
            columns[index].append(draft)
    return tuple(tuple(column) for column in columns)


def _steps(units: tuple[Unit, ...], path: Path) -> Iterator[tuple[Path, Unit]]:
    seen: Counter[tuple[str, str]] = Counter()
    for unit in units:
        key = (unit.element, unit.number or _UNNUMBERED)
        seen[key] += 1
        yield (*path, (*key, seen[key])), unit


def _shown(units: tuple[Unit, ...], path: Path) -> Iterator[tuple[Path, bool]]:
    """Every unit's path, and whether it has a heading or a candidate."""
    for place, unit in _steps(units, path):
        yield place, bool(unit.heading or unit.run_in)
        yield from _shown(unit.children, place)


def _families(shown: list[dict[Path, bool]]) -> dict[tuple[Path, str], set[Path]]:
    """The units with a counterpart in every twin, by their holder and element."""
    found: dict[tuple[Path, str], set[Path]] = {}
    for path in shown[0] if shown else ():
        if all(path in units for units in shown):
            found.setdefault((path[:-1], path[-1][0]), set()).add(path)
    return found


def _like_siblings(path: Path, families: Mapping[tuple[Path, str], set[Path]], shown: list[dict[Path, bool]],
                   adopted: frozenset[Path]) -> bool:
    """Whether a unit without a counterpart is headed like its siblings that have one. Where none has, a numbered unit
    is, and an unnumbered one, which is a unit only for its heading, unless a twin of its holder does without."""
    paired = families.get((path[:-1], path[-1][0]))
    if paired:
        return bool(paired & adopted)
    return path[-1][1] != _UNNUMBERED or not all(path[:-1] in units for units in shown)


def _units(units: tuple[Unit, ...], path: Path, adopted: frozenset[Path]) -> tuple[Unit, ...]:
    return tuple(_unit(unit, place, adopted) for place, unit in _steps(units, path))


def _unit(unit: Unit, path: Path, adopted: frozenset[Path]) -> Unit:
    children = _units(unit.children, path, adopted)
    if children and all(_dissolves(before, after) for before, after in zip(unit.children, children, strict=True)):
        blocks = tuple(block for child in children for block in child.content)
        unit, children = replace(unit, intro=(), wrap_up=(), content=unit.intro + blocks + unit.wrap_up), ()
    if not unit.run_in:
        return replace(unit, children=children)
    if path in adopted:
        return replace(unit, heading=unit.heading + unit.run_in, run_in=(), children=children)
    if unit.intro or children:
        return replace(unit, run_in=(), children=children, intro=_given_back(unit, unit.intro))
    return replace(unit, run_in=(), content=_given_back(unit, unit.content))


def _dissolves(before: Unit, after: Unit) -> bool:
    """Whether a unit was one only for the sake of its heading, and has none."""
    return bool(before.run_in) and not before.label and not after.heading and not after.children


def _given_back(unit: Unit, blocks: tuple[Block | Table, ...]) -> tuple[Block | Table, ...]:
    """The blocks with the candidate before the text of the first."""
    if blocks and isinstance(blocks[0], Block) and not blocks[0].supplied:
        first = blocks[0]
        content = _spaced(unit.run_in, first.content) + first.content
        return (replace(first, content=content, position=_position(unit.run_in)), *blocks[1:])
    return (Block(unit.run_in, _position(unit.run_in)), *blocks)


def _position(inlines: tuple[Inline, ...]) -> Position:
    """The place of the first character; a mark stands where its content does."""
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

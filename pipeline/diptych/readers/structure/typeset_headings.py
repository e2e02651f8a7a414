"""Draft + the type of its lines → Draft with headings by their type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import is_
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Table, Text, Unit
from diptych.language.profiles import Language
from diptych.readers.formats.lines import Line

_LONGEST: Final = 80
"""Most characters of a heading in heading type; chosen. A longer run is an emphasised paragraph. If raised, more
emphasised text is a heading."""

Ends = Mapping[Position, int]
"""The column at which the heading type of a line ends, by the place of the line's first letter."""


def headed(draft: Draft, lines: Iterable[Line], language: Language) -> Draft:
    """The Draft with a heading for each labelled unit without one whose opening words are in heading type.

    A whole line is a heading. Words that share their line with text are a candidate.
    """
    ends = dict(_end(line) for line in lines if line.strong)
    if not ends:
        return draft
    return replace(draft, body=tuple(_headed(unit, ends, language) for unit in draft.body), attachments=tuple(
        headed(item, lines, language) for item in draft.attachments))


def _end(line: Line) -> tuple[Position, int]:
    skipped, at = len(line.text) - len(line.text.lstrip()), line.position
    return replace(at, column=at.column + skipped), at.column + line.strong


def _headed(unit: Unit, ends: Ends, language: Language) -> Unit:
    children = tuple([_headed(child, ends, language) for child in unit.children])
    own = unit.intro if unit.children else unit.content
    if not all(map(is_, children, unit.children)):
        unit = replace(unit, children=children)
    if not own and len(children) > 1 and not unit.heading:
        return _headed_by_child(unit, ends)
    first = own[0] if own else None
    if unit.heading or unit.run_in or not isinstance(first, Block) or not isinstance(first.content[0], Text):
        return unit
    text = first.content[0]
    words = _opening(unit, text, ends)
    if not words:
        return unit
    if words == text.text.rstrip() and len(first.content) == 1:
        return replace(_with(unit, own[1:]), heading=(text,)) if children or len(own) > 1 else unit
    rest = text.text[len(words):].lstrip()
    if words[-1] not in language.terminal or not rest:
        return unit
    place = replace(text.position, column=text.position.column + len(text.text) - len(rest))
    block = Block((Text(rest, place), *first.content[1:]), place)
    return replace(_with(unit, (block, *own[1:])), run_in=(Text(words, text.position),))


def _headed_by_child(unit: Unit, ends: Ends) -> Unit:
    """The unit whose first child is its heading, if that is one run of text without a label, in heading type."""
    child, *others = unit.children
    if child.label or child.heading or child.run_in or child.children or len(child.content) != 1:
        return unit
    block = child.content[0]
    text = block.content[0] if isinstance(block, Block) and len(block.content) == 1 else None
    if not isinstance(text, Text) or _opening(unit, text, ends) != text.text.rstrip():
        return unit
    return replace(unit, heading=(text,), children=tuple(others))


def _opening(unit: Unit, text: Text, ends: Ends) -> str:
    """The words behind a unit's label that are in heading type; empty if they are too many."""
    label = unit.label[0] if unit.label else None
    if not isinstance(label, Text) or label.position.line != text.position.line:
        return ""
    words = text.text[:max(ends.get(label.position, 0) - text.position.column, 0)].rstrip()
    return words if len(words) <= _LONGEST else ""


def _with(unit: Unit, own: tuple[Block | Table, ...]) -> Unit:
    """The unit with other blocks of its own."""
    return replace(unit, intro=own) if unit.children else replace(unit, content=own)

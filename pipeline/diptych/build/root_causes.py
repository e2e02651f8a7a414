"""Findings → groups: the finding that shows a cause, and the findings that follow from it.

A misread line brings about many findings: its unit has no number, its counterpart in the other text stands alone, and
so do all units around both. They are about one unit, or begin where another finding expects its counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.diagnostics import Finding, Position, Severity

_STRUCTURAL: Final = re.compile(r"[AN]\d{3}")
"""Pattern of the codes that a misread line brings about: numbering and alignment."""
_EDITORIAL: Final = re.compile(r"E(?!004)\d{3}")
"""Pattern of the codes of entries of editorial.toml that are not followed, so that lines stay misread."""
_SCATTERED: Final = "A006"
"""The code of a row of the editor whose parts are scattered. The paragraphs of its units have no counterparts then."""
_UNPAIRED: Final = "A002"
"""The code of a paragraph without a counterpart."""
_NEAR: Final = re.compile(r"(.+):(\d+):\d+")
_DIVISIONS: Final = ("part", "subpart", "chp", "sec", "subsec", "title", "book")
"""First parts of the eIds of divisions: what is wrong in one is not one cause."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding, and those that follow from it."""

    root: Finding
    following: tuple[Finding, ...] = ()


def causes(findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """The findings by cause, in the order of their first ones. Only errors of numbering and alignment follow."""
    group = list(range(len(findings)))

    def find(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    for first, second in _links(findings):
        one, other = sorted((find(first), find(second)))
        group[other] = one
    members: dict[int, list[Finding]] = {}
    for index, finding in enumerate(findings):
        members.setdefault(find(index), []).append(finding)
    return tuple(_cause(own) for own in members.values())


def _cause(findings: Sequence[Finding]) -> Cause:
    """The cause of some findings: an entry of the editor, else a row of it, a number out of order, or the first."""
    root = next((item for pattern in ("E", _SCATTERED, "N", "") for item in findings
                 if item.code.startswith(pattern)), findings[0])
    return Cause(root, tuple(item for item in findings if item is not root))


def _links(findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """The pairs of findings with one cause."""
    structural = [index for index, item in enumerate(findings)
                  if item.severity is Severity.ERROR and _STRUCTURAL.fullmatch(item.code) and item.position]
    refused = {_folder(item.position): index for index, item in reversed(list(enumerate(findings)))
               if item.severity is Severity.ERROR and _EDITORIAL.fullmatch(item.code) and item.position}
    yield from _of_rows(findings, structural)
    units: dict[tuple[str, str], int] = {}
    lines: dict[tuple[str, int], int] = {}
    for index in structural:
        item = findings[index]
        if item.position is None:
            continue
        folder = _folder(item.position)
        if folder in refused:
            yield refused[folder], index
        yield units.setdefault((folder, _unit(item.eid or "")), index), index
        lines.setdefault((item.position.file, item.position.line), index)
    for index in structural:
        near = _NEAR.fullmatch(dict(findings[index].facts).get("near", ""))
        for line in (int(near[2]), int(near[2]) + 1) if near else ():
            if near and (near[1], line) in lines:
                yield lines[near[1], line], index


def _of_rows(findings: Sequence[Finding], structural: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each row of scattered parts with the paragraphs of its units that have no counterpart."""
    for row in (index for index in structural if findings[index].code == _SCATTERED):
        units, folder = dict(findings[row].facts).get("units", "").split(), _folder(findings[row].position)
        for index in structural:
            item = findings[index]
            if item.code == _UNPAIRED and _folder(item.position) == folder and (
                    (item.eid or "").rpartition("__")[0] in units):
                yield row, index


def _folder(place: Position | None) -> str:
    return place.file.rpartition("/")[0] if place else ""


def _unit(eid: str) -> str:
    """The unit of an eId whose findings have one cause: its article, else the division itself."""
    parts = eid.split("__")
    inner = next((at for at, part in enumerate(parts) if part.partition("_")[0] not in _DIVISIONS), len(parts) - 1)
    return "__".join(parts[:inner + 1])

"""Akoma Ntoso → findings on the order of numbers: each series begins at one and goes on by one.

A series is the units of one element name. It may run on through the document (articles; items that continue over
sections) or begin again in each unit. Where numbers are out of order, the fewest units whose removal restores the
order are taken to be the ones that moved, so that the finding names the clause that is in the wrong place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.akn.document import emended
from pipeline.akn.names import HIERARCHY, local, tag
from pipeline.diagnostics import Diagnostic
from pipeline.validate.subject import Subject

Key = tuple[int, ...]
Numbered = tuple[Key, etree._Element]


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """N001 a number is missing, N002 a number stands twice, N003 a unit stands out of order."""
    return tuple(finding for series in _series(subject) for finding in _check(subject, series))


def _series(subject: Subject) -> Iterator[list[Numbered]]:
    """Runs of numbered units that should count on: siblings, joined to the run before if they go on from it."""
    open_runs: dict[str, list[Numbered]] = {}
    for parent in subject.document.main.iter(etree.Element):
        if local(parent.tag) in ("attachment", "hcontainer"):
            yield from open_runs.values()
            open_runs = {}
        for name, siblings in _siblings(subject, parent).items():
            run = open_runs.get(name, [])
            first = siblings[0][0]
            if run and first != (1,) and first > run[-1][0]:
                run += siblings
                continue
            if run:
                yield run
            open_runs[name] = siblings
    yield from open_runs.values()


def _siblings(subject: Subject, parent: etree._Element) -> dict[str, list[Numbered]]:
    found: dict[str, list[Numbered]] = {}
    for child in parent:
        name = local(child.tag)
        value = subject.number(child) if name in HIERARCHY else ""
        if value:
            found.setdefault(name, []).append((_key(value), child))
    return found


def _key(number: str) -> Key:
    return tuple(int(part) for part in number.split("-") if part.isdigit())


def _check(subject: Subject, series: Sequence[Numbered]) -> Iterator[Diagnostic]:
    keys = [key for key, _ in series]
    kept = _longest_rise(keys)
    seen: set[Key] = set()
    last: Key = (0,)
    for index, (key, unit) in enumerate(series):
        label = _label(unit)
        if key in seen:
            yield subject.finding("N002", unit, label=label)
        elif index not in kept:
            yield subject.finding("N003", unit, label=label, before=_label(series[index - 1][1]) if index else "")
        else:
            if not _follows(last, key) and not _explained(last, key, keys):
                yield subject.finding("N001", unit, label=label, before=_label(series[index - 1][1]) if index else "")
            last = key
        seen.add(key)


def _follows(last: Key, key: Key) -> bool:
    """12 → 13, 12 → 12-1 or 12-2 (East Asian branches begin at either), 12-2 → 12-3, 12-2 → 13."""
    if len(key) > len(last):
        return key[:len(last)] == last and key[len(last)] in (1, 2)
    return key[:-1] == last[:len(key) - 1] and key[-1] == last[len(key) - 1] + 1


def _explained(last: Key, key: Key, keys: Sequence[Key]) -> bool:
    """Whether every number between the two stands elsewhere in the series: then it moved and is not missing."""
    return len(last) == len(key) == 1 and all((n,) in keys for n in range(last[0] + 1, key[0]))


def _longest_rise(keys: Sequence[Key]) -> set[int]:
    """Indexes of a longest strictly rising subsequence (patience sorting)."""
    tops: list[Key] = []
    places: list[int] = []
    previous: list[int] = []
    for index, key in enumerate(keys):
        pile = bisect_left(tops, key)
        previous.append(places[pile - 1] if pile else -1)
        tops[pile:pile + 1] = [key]
        places[pile:pile + 1] = [index]
    kept: set[int] = set()
    index = places[-1] if places else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept


def _label(unit: etree._Element) -> str:
    printed = unit.find(tag("num"))
    return "" if printed is None else emended(printed).strip()

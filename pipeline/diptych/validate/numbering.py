"""Akoma Ntoso → findings on the order of numbers: each series begins at 1 and increases by 1.

A series is the units of one element name. It may run through the document (articles; items that continue over
sections) or begin again in each unit. If numbers are out of order, the finding names the units that moved: the fewest
units without which the order is right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from lxml import etree

from diptych.akn.names import HIERARCHY, tag
from diptych.akn.provisions import printed
from diptych.diagnostics import Diagnostic
from diptych.language import numerals
from diptych.language.profiles import read_label
from diptych.validate.context import Subject

ATTACHMENT: Final = tag("attachment")
RESTARTS: Final = frozenset({ATTACHMENT, tag("hcontainer")})
"""Elements in which every series begins again."""
UNITS: Final = (*map(tag, sorted(HIERARCHY)), ATTACHMENT)
_CAPTION: Final = "caption"
"""Name of an hcontainer that is a heading for the units after it; series run through it."""
_COUNT: Final = re.compile(r"\d+|(?<=\d)[a-z]+")
"""Pattern of the counts of a number: figures, and the letters behind them."""
_INSERTED: Final = ("latin", "suffix-lower")
"""Numeral systems of the letters behind a number."""
_BEHIND: Final = 60
"""Characters of a unit's text that are searched for a second label, chosen. Labels further on are mostly references."""
Key = tuple[int, ...]
Numbered = tuple[Key, etree._Element]


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """N001 for a missing number, N002 for a repeated number, N003 for a unit out of order."""
    return tuple(finding for place in _places(subject) for series in _series(subject, place)
                 for finding in _check(subject, series))


def _places(subject: Subject) -> Sequence[etree._Element]:
    """The elements with a series possibly out of order: units in which series begin again, else the document."""
    main = subject.document.main
    if subject.numbers is None:
        return [main]
    odd = _odd(subject.numbers)
    units = [unit for unit in main.iter(*RESTARTS) if unit.get("eId") in odd and _restarts(unit)] if odd else []
    return units if len(units) == len(odd) else [main]


def _odd(numbers: Mapping[str, str]) -> frozenset[str]:
    """The eIds of the outermost units with an irregular series, judged by eIds alone.

    Most documents have none, and their elements need not be visited. Some of these units may be in order after all.
    """
    last: dict[str, Key] = {}
    odd: set[str] = set()
    for eid, number in numbers.items():
        reference, key = eid.removesuffix(number), _key(number)
        before = last.get(reference)
        if len(reference) == len(eid) or (key != (1,) if before is None else not _follows(before, key)):
            odd.add(eid.partition("__")[0])
        last[reference] = key
    return frozenset(odd)


def _series(subject: Subject, place: etree._Element) -> Iterator[list[Numbered]]:
    """Runs of numbered units that should be consecutive: siblings, joined to the run that they continue."""
    open_runs: dict[object, list[Numbered]] = {}
    for parent, families in _families(subject, place).items():
        if _restarts(parent):
            yield from open_runs.values()
            open_runs = {}
        for name, siblings in families.items():
            run = open_runs.get(name, [])
            begins_anew = any(key == (1,) for key, _ in siblings)
            if run and not begins_anew and siblings[0][0] > run[-1][0]:
                run += siblings
                continue
            if run:
                yield run
            open_runs[name] = siblings
    yield from open_runs.values()


def _families(subject: Subject, place: etree._Element) -> dict[etree._Element, dict[object, list[Numbered]]]:
    """The numbered units by parent and element name, parents in document order."""
    families: dict[etree._Element, dict[object, list[Numbered]]] = {}
    for unit in place.iter(*UNITS):
        parent, name = unit.getparent(), unit.tag
        siblings = families.setdefault(parent, {}) if parent is not None else {}
        if _restarts(unit):
            families.setdefault(unit, {})
        number = subject.number(unit) if name != ATTACHMENT else ""
        # A code numbers its articles by book, title and chapter (L111-1), and leaves numbers free.
        if number and number[0].isdecimal():
            siblings.setdefault(name, []).append((_key(number), unit))
    return families


def _restarts(unit: etree._Element) -> bool:
    """Whether every series begins again in a unit; a caption interrupts no series."""
    return unit.tag in RESTARTS and unit.get("name") != _CAPTION


@lru_cache(1024)
def _key(number: str) -> Key:
    """The counts of a number: 12-2 → 12, 2; 12a → 12, 1; l111-1 → 111, 1."""
    return tuple(int(part) if part.isdecimal() else next(filter(None, (
        numerals.value(part, system) for system in _INSERTED)), 0) for part in _COUNT.findall(number))


def _check(subject: Subject, series: Sequence[Numbered]) -> Iterator[Diagnostic]:
    keys = [key for key, _ in series]
    start = _before(series[0][1])
    before: etree._Element | None = None
    if _follows(start, keys[0]) and all(map(_follows, keys, keys[1:])):
        return
    kept, known = _longest_rise(keys), frozenset(keys)
    in_place = {keys[index] for index in kept}
    seen: set[Key] = set()
    last = start
    for index, (key, unit) in enumerate(series):
        if index in kept:
            if before is not None and not _follows(last, key):
                last = _through(subject, before, last)
            if not _follows(last, key) and not _moved_between(last, key, known):
                yield subject.finding("N001", unit, label=printed(unit, "num"), expected=_next(last, key))
            last, before = key, unit
        elif key in in_place or key in seen:
            yield subject.finding("N002", unit, label=printed(unit, "num"))
        else:
            after = printed(series[index - 1][1], "num") if index else ""
            yield subject.finding("N003", unit, label=printed(unit, "num"), before=after)
        seen.add(key)


def _before(unit: etree._Element) -> Key:
    """The number before a series: 0, or 1 if an unnumbered first unit precedes it."""
    first = next(unit.itersiblings(str(unit.tag), preceding=True), None)
    return (0,) if first is None or first.find(tag("num")) is not None else (1,)


def _through(subject: Subject, unit: etree._Element, key: Key) -> Key:
    """The last number of a unit: its own, or that of a second label, as in "Articles 2 to 4: omitted"."""
    num = unit.find(tag("num"))
    if num is None:
        return key
    own, printed_num = subject.label(unit), "".join(num.itertext()).strip()
    text = "".join(unit.itertext()).strip()
    behind = text.removeprefix(printed_num).lstrip()
    joint = subject.language.formulas.through.match(behind[:_BEHIND])
    if joint is None:
        behind = text[:_BEHIND]
        joint = subject.language.formulas.through.search(behind, 0, len(printed_num))
    label = read_label(behind[joint.end():_BEHIND], subject.language) if joint else None
    if label is None or own is not None and label.shape != own.shape:
        return key
    return max(key, label.count)


def _follows(last: Key, key: Key) -> bool:
    """12 → 13, 12 → 12-1 or 12-2 (East Asian branches begin at either), 12-2 → 12-3, 12-2 → 13."""
    if len(key) > len(last):
        return key[:-1] == last and key[-1] in (1, 2)
    return key[:-1] == last[:len(key) - 1] and key[-1] == last[len(key) - 1] + 1


def _next(last: Key, key: Key) -> str:
    """The number expected after `last`, on the level of `key` if both belong together."""
    if key[:-1] == last:
        return "-".join(map(str, (*last, key[-1] - 1)))
    together = len(key) <= len(last) and key[:-1] == last[:len(key) - 1]
    level = len(key) if together else 1
    return "-".join(map(str, (*last[:level - 1], last[level - 1] + 1)))


def _moved_between(last: Key, key: Key, keys: frozenset[Key]) -> bool:
    """Whether every number between the two is elsewhere in the series: it moved and is not missing."""
    outer = key[:-1]
    if outer == last[:len(outer)] and len(last) > len(outer):
        return all((*outer, number) in keys for number in range(last[len(outer)] + 1, key[-1]))
    return outer in keys and any(all((*outer, number) in keys for number in range(first, key[-1])) for first in (1, 2))


def _longest_rise(keys: Sequence[Key]) -> set[int]:
    """Indexes of a longest strictly increasing subsequence (patience sorting); of equal keys the first."""
    tops: list[Key] = []
    places: list[int] = []
    previous: list[int] = []
    for index, key in enumerate(keys):
        pile = bisect_left(tops, key)
        previous.append(places[pile - 1] if pile else -1)
        if tops[pile:pile + 1] == [key]:
            continue
        tops[pile:pile + 1] = [key]
        places[pile:pile + 1] = [index]
    kept: set[int] = set()
    index = places[-1] if places else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept

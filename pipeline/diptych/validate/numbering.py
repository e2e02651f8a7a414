"""Akoma Ntoso → findings on the order of numbers: each series begins at one and goes on by one.

A series is the units of one element name. It may run on through the document (articles; items that continue over
sections) or begin again in each unit. Where numbers are out of order, the fewest units whose removal restores the
order are taken to be the ones that moved, so that the finding names the clause that is in the wrong place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from lxml import etree

from diptych.akn.document import emended
from diptych.akn.names import HIERARCHY, tag
from diptych.diagnostics import Diagnostic
from diptych.language.profiles import read_label
from diptych.validate.context import Subject

ATTACHMENT: Final = tag("attachment")
RESTARTS: Final = frozenset({ATTACHMENT, tag("hcontainer")})
"""Inside these every series begins anew."""
UNITS: Final = (*map(tag, sorted(HIERARCHY)), ATTACHMENT)
_CAPTION: Final = "caption"
_BEHIND: Final = 60
"""How much of a unit's text is read for a second label."""
Key = tuple[int, ...]
Numbered = tuple[Key, etree._Element]


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """N001 a number is missing, N002 a number stands twice, N003 a unit stands out of order."""
    places = _places(subject)
    return tuple(finding for place in places for series in _series(subject, place)
                 for finding in _check(subject, series))


def _places(subject: Subject) -> Sequence[etree._Element]:
    """The elements in which something may be out of order: units that begin every series anew, else the document."""
    main = subject.document.main
    odd = frozenset() if subject.numbers is None else _odd(subject.numbers)
    if not odd and subject.numbers is not None:
        return ()
    found = [unit for unit in main.iter(*RESTARTS) if unit.get("eId") in odd and _restarts(unit)] if odd else []
    return found if found and len(found) == len(odd) else [main]


def _odd(numbers: Mapping[str, str]) -> frozenset[str]:
    """The eIds of the outermost units in which a series does not begin at one or go on by one, as the eIds tell that
    share all but their numbers: most documents have none, and their elements need not be looked at. What is named may
    be in order all the same."""
    last: dict[str, Key] = {}
    found: set[str] = set()
    for eid, number in numbers.items():
        reference, key = eid.removesuffix(number), _key(number)
        before = last.get(reference)
        if len(reference) == len(eid) or (key != (1,) if before is None else not _follows(before, key)):
            found.add(eid.partition("__")[0])
        last[reference] = key
    return frozenset(found)


def _series(subject: Subject, place: etree._Element) -> Iterator[list[Numbered]]:
    """Runs of numbered units that should count on: siblings, joined to the run before if they go on from it."""
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
    """The numbered units by what holds them and by their element, holders in document order."""
    found: dict[etree._Element, dict[object, list[Numbered]]] = {}
    for unit in place.iter(*UNITS):
        parent, name = unit.getparent(), unit.tag
        held = found.setdefault(parent, {}) if parent is not None else {}
        if _restarts(unit):
            found.setdefault(unit, {})
        value = subject.number(unit) if name != ATTACHMENT else ""
        if value:
            held.setdefault(name, []).append((_key(value), unit))
    return found


def _restarts(unit: etree._Element) -> bool:
    """Whether every series begins anew in a unit; one that only names the next ones interrupts nothing."""
    return unit.tag in RESTARTS and unit.get("name") != _CAPTION


@lru_cache(1024)
def _key(number: str) -> Key:
    return tuple(int(part) for part in number.split("-") if part.isdigit())


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
                yield subject.finding("N001", unit, label=_label(unit), expected=_next(last, key))
            last, before = key, unit
        elif key in in_place or key in seen:
            yield subject.finding("N002", unit, label=_label(unit))
        else:
            after = _label(series[index - 1][1]) if index else ""
            yield subject.finding("N003", unit, label=_label(unit), before=after)
        seen.add(key)


def _before(unit: etree._Element) -> Key:
    """What the first number of a series follows: nothing, or the first unit, which bears none."""
    first = next((one for one in unit.itersiblings(preceding=True) if one.tag == unit.tag), None)
    return (0,) if first is None or first.find(tag("num")) is not None else (1,)


def _through(subject: Subject, unit: etree._Element, key: Key) -> Key:
    """The last number that a unit goes for: its own, or that of a second label, as in "Articles 2 to 4: omitted"."""
    printed = unit.find(tag("num"))
    if printed is None:
        return key
    own = subject.label(unit)
    behind = "".join(unit.itertext()).strip().removeprefix("".join(printed.itertext()).strip()).lstrip()
    joint = subject.language.formulas.through.match(behind[:_BEHIND])
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
    """The number that should come after `last`, on the level of `key` where they belong together."""
    if key[:-1] == last:
        return "-".join(map(str, (*last, key[-1] - 1)))
    together = len(key) <= len(last) and key[:-1] == last[:len(key) - 1]
    level = len(key) if together else 1
    return "-".join(map(str, (*last[:level - 1], last[level - 1] + 1)))


def _moved_between(last: Key, key: Key, keys: frozenset[Key]) -> bool:
    """Whether every number between the two stands elsewhere in the series: then it moved and is not missing."""
    outer = key[:-1]
    if outer == last[:len(outer)] and len(last) > len(outer):
        return all((*outer, number) in keys for number in range(last[len(outer)] + 1, key[-1]))
    return outer in keys and any(all((*outer, number) in keys for number in range(first, key[-1])) for first in (1, 2))


def _longest_rise(keys: Sequence[Key]) -> set[int]:
    """Indexes of a longest strictly rising subsequence (patience sorting); of equal keys the first."""
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


def _label(unit: etree._Element) -> str:
    printed = unit.find(tag("num"))
    return "" if printed is None else emended(printed).strip()

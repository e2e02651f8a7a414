"""Words for a clause in any language → the units that they name, and the eIds of a work that these may be.

The words are those that a search knows: the table `search` of schema/languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from diptych.language import numerals
from diptych.language.profiles import Language
from diptych.references.grammar import grammar

_SYSTEMS: Final = ("arabic", "chinese", "ganada", "roman-lower", "lower")
"""Systems of numerals in the order in which a numeral is tried."""
_DEEPEST: Final = 8
"""Most units inside one another that words name; chosen. Raised: a row of brackets takes longer."""
_SEP: Final = "__"
_ITEMS: Final = ("para", "subpara", "item", "subsec", "point", "list")
"""What a number in brackets alone may count: abbreviations in eIds."""
_RESTARTS: Final = ("att_", "addenda", "hcontainer", "cmp")
"""Beginnings of the eIds of parts that number anew."""


class NamedUnit(NamedTuple):
    """A unit that words name: its number, and the abbreviations in eIds that the name may mean."""

    number: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """The units that words from `start` to `end` name, the outermost first."""

    start: int
    end: int
    units: tuple[NamedUnit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PinpointWords:
    """How a language names units: `first` begins a pinpoint, `further` follows a unit, `joint` comes between two
    pinpoints. `gap` comes between a document and its unit, `of` between a unit and its document."""

    first: re.Pattern[str]
    further: re.Pattern[str]
    joint: re.Pattern[str]
    gap: re.Pattern[str]
    of: re.Pattern[str]
    kinds: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=64)
def pinpoint_words(language: Language) -> PinpointWords | None:
    """How a language names units; None if its file says nothing of it."""
    table = language.search
    units: Mapping[str, Sequence[str]] = table.get("units", {})
    if not units:
        return None
    known = grammar(language)
    named = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    ordinals = "|".join(map(re.escape, table.get("ordinals", ())))
    branches = "|".join(map(re.escape, table.get("branches", ()))) or "-"
    first, further = (_behind if ordinals else _before)(named, ordinals, branches)
    bracketed = r"\s*[(\uff08](?P<inner>\w{1,5})[)\uff09]"
    joints = [part.pattern for part in ((known.joint, known.through) if known else ())]
    return PinpointWords(
        re.compile(first, re.IGNORECASE), re.compile(f"{further}|{bracketed}", re.IGNORECASE),
        re.compile("|".join(f"(?:{part})" for part in joints) or "(?!)"),
        known.documents.gap if known else re.compile("(?!)"), re.compile(table.get("of_document", "(?!)")),
        {name.casefold(): tuple(kinds) for name, kinds in units.items()})


def _behind(named: str, ordinals: str, branches: str) -> tuple[str, str]:
    """The patterns of a language with units behind numbers, as in 3 jo: of the first unit, of one inside another."""
    numbered = r"\s*[(\uff08]?\s*(?P<number>[^\W_]{1,9}?)\s*[)\uff09]?\s*"
    unit = f"(?P<unit>{named})(?:\\s?(?:{branches})\\s?(?P<branch>[^\\W_]{{1,4}}?)(?![0-9]))?"
    return f"(?:{ordinals}){numbered}{unit}", f"\\s*(?:{ordinals})?{numbered}{unit}"


def _before(named: str, _: str, branches: str) -> tuple[str, str]:
    """The same patterns of a language with units before numbers, as in section 3."""
    unit = (rf"(?<![^\W\d_])(?P<unit>{named})\.?\s*[(]?(?P<number>\d{{1,4}}[a-z]?|(?<=[(])[a-z]{{1,4}})[)]?"
            rf"(?:(?:{branches})(?P<branch>\d{{1,3}}))?")
    return unit, rf",?\s*{unit}"


def at(text: str, start: int, words: PinpointWords, before: Pinpoint | None = None) -> Pinpoint | None:
    """The pinpoint that begins at a position, with what one `before` it in a list says of both; None if none does."""
    match = words.first.match(text, start)
    unit = _unit(match, words) if match else None
    if match is None or unit is None:
        return None
    units, end = [unit], match.end()
    while len(units) < _DEEPEST and (inner := words.further.match(text, end)) is not None:
        unit = _unit(inner, words)
        if unit is None:
            break
        units, end = [*units, unit], inner.end()
    return Pinpoint(start, end, (*_carried(before, units[0]), *units))


def _carried(before: Pinpoint | None, unit: NamedUnit) -> tuple[NamedUnit, ...]:
    """The outer units that a list says once."""
    alike = [index for index, other in enumerate(before.units) if other.kinds == unit.kinds] if before else []
    return before.units[:alike[0]] if before and alike else ()


def series(text: str, start: int, words: PinpointWords) -> Iterator[Pinpoint]:
    """The pinpoints of a list or range that begins at a position."""
    found = at(text, start, words)
    while found is not None:
        yield found
        joint = words.joint.match(text, found.end)
        found = at(text, joint.end(), words, found) if joint else None


def _unit(match: re.Match[str], words: PinpointWords) -> NamedUnit | None:
    """The unit that a match names; None if its numeral has no value."""
    said = match.groupdict()
    if said.get("inner"):
        number = _number(said["inner"])
        return NamedUnit(number, _ITEMS) if number else None
    number, branch = _number(said["number"]), _number(said["branch"]) if said["branch"] else ""
    if not number:
        return None
    return NamedUnit(f"{number}-{branch}" if branch else number, words.kinds[said["unit"].casefold()])


def _number(numeral: str) -> str:
    values = (numerals.value(numeral.lower(), system) for system in _SYSTEMS)
    return next((str(value) for value in values if value is not None), "")


def resolved(units: Sequence[NamedUnit], eids: Iterable[str]) -> tuple[str, ...]:
    """The eIds that the units may be, of those with the fewest steps; none if the work never had such a unit.

    Units may be left out, as a paragraph with the only list of an article. The only paragraph of an article may have no
    eId of its own.
    """
    steps = [(eid, eid.split(_SEP)) for eid in eids]
    fitting = [(eid, parts) for eid, parts in steps if _fits(parts, units)]
    if not fitting and len(units) > 1 and units[-1].number == "1" and "para" in units[-1].kinds:
        above = resolved(units[:-1], (eid for eid, _ in steps))
        numbered = [eid for eid, _ in steps if any(eid.startswith(f"{place}{_SEP}para_") for place in above)]
        return above if not numbered else ()
    main = [item for item in fitting if not item[0].startswith(_RESTARTS)] or fitting
    shortest = min((len(parts) for _, parts in main), default=0)
    return tuple(eid for eid, parts in main if len(parts) == shortest)


def _fits(parts: Sequence[str], units: Sequence[NamedUnit]) -> bool:
    """Whether the steps of an eId name the units in their order, the last one last."""
    if not _is(parts[-1], units[-1]):
        return False
    left = list(units[:-1])
    for part in parts[:-1]:
        if left and _is(part, left[0]):
            del left[0]
    return not left


def _is(part: str, unit: NamedUnit) -> bool:
    kind, _, number = part.partition("_")
    return number == unit.number and kind in unit.kinds

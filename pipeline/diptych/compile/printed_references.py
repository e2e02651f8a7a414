"""The printed name of a clause, such as sec 6(3) → the eIds that it may mean, by schema/languages.

search-query.js reads the same words in the search of a site.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from diptych.language import numerals
from diptych.language.profiles import Language

_CHINESE: Final = "chinese"
_UNNAMED: Final = ("para", "subsec", "subpara", "item", "point")
"""What a number without a name may be inside a unit, as in section 6(3)."""
_LATIN: Final = re.compile("[a-z\u00df-\u024f]+")
"""Pattern of a name that stands before its number."""
_FEW: Final = 64
"""Ids that a name may mean, at most; chosen. More are of no use to a reader."""


@dataclass(frozen=True, slots=True)
class _UnitNames:
    """The names of units with the abbreviations in eIds, and the patterns of a unit: its name behind its number, its
    name before it, its number alone."""

    abbreviations: Mapping[str, Sequence[str]]
    behind: re.Pattern[str]
    before: re.Pattern[str]
    alone: re.Pattern[str]


def eids(words: str, languages: Iterable[Language]) -> tuple[str, ...]:
    """The eIds that a printed name of a clause may mean, the likeliest first; none if it is no such name."""
    known = _names([language.search for language in languages])
    text = _with_figures(unicodedata.normalize("NFKC", words).lower()).strip()
    chain: list[list[str]] = []
    at = 0
    while at < len(text):
        unit = _unit(text, at, known, inside=bool(chain))
        if unit is None:
            return ()
        steps, at = unit
        chain.append(steps)
    return tuple(islice(map("__".join, product(*chain)), _FEW)) if chain else ()


def _unit(text: str, at: int, known: _UnitNames, *, inside: bool) -> tuple[list[str], int] | None:
    """The last steps of the eIds that a unit printed at a place may have, and the end of it."""
    printed = known.behind.match(text, at) or known.before.match(text, at)
    if printed is not None:
        number = printed["n"] + (f"-{printed['b']}" if printed["b"] else "")
        return [f"{short}_{number}" for short in known.abbreviations[printed["name"]]], printed.end()
    bare = known.alone.match(text, at) if inside else None
    return ([f"{short}_{bare['n']}" for short in _UNNAMED], bare.end()) if bare else None


def _names(tables: Sequence[Mapping[str, object]]) -> _UnitNames:
    """The names of units in all languages."""
    found: dict[str, list[str]] = {}
    for name, shorts in _entries(tables):
        key = unicodedata.normalize("NFKC", name).lower()
        found.setdefault(key, []).extend(short for short in shorts if short not in found.get(key, ()))
    latin, other = ([name for name in found if bool(_LATIN.fullmatch(name)) is is_latin] for is_latin in (True, False))
    ordinal, branch = (_either(word for table in tables for word in _list(table, key))
                       for key in ("ordinals", "branches"))
    number, tail = r"[(\[]?\s*(?P<n>\d+)\s*[)\]]?\s*", rf"(?:\s*(?:{branch})\s*(?P<b>\d+))?[\s,]*"
    return _UnitNames(found, re.compile(rf"(?:{ordinal})?\s*{number}(?P<name>{_either(other)}){tail}"),
                      re.compile(rf"(?P<name>{_either(latin)})\.?\s*{number}{tail}"), re.compile(number + r"[\s,]*"))


def _entries(tables: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, Sequence[str]]]:
    for table in tables:
        units = table.get("units", {})
        yield from units.items() if isinstance(units, Mapping) else ()


def _list(table: Mapping[str, object], key: str) -> Sequence[str]:
    words = table.get(key, ())
    return words if isinstance(words, Sequence) else ()


def _either(words: Iterable[str]) -> str:
    """The pattern of some words, the longest first."""
    return "|".join(map(re.escape, sorted(dict.fromkeys(words), key=len, reverse=True))) or "(?!)"


def _with_figures(text: str) -> str:
    """A text in which Chinese numerals are figures."""
    signs = "".join(sorted(numerals.signs(_CHINESE)))

    def figure(match: re.Match[str]) -> str:
        value = numerals.value(match[0], _CHINESE)
        return match[0] if value is None else str(value)

    return re.sub(f"[{re.escape(signs)}]+", figure, text)

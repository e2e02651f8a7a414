"""The printed name of a clause, such as sec 6(3) → the eIds that it may mean, by schema/languages.

search-query.js reads the same words in the search of a site.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from diptych.akn import iri
from diptych.language import numerals
from diptych.language.profiles import Language

_CHINESE: Final = "chinese"
_LETTERS: Final = ("lower", "roman-lower")
"""What a letter in brackets may be, as in section 6(3)(a)."""
_SERIES: Final = "ganada"
"""The letters that a name has before it in place of a number."""
_UNNAMED: Final = ("para", "subsec", "subpara", "item", "point")
"""What a number without a name may be inside a unit, as in section 6(3)."""
_OUTERMOST: Final = ("sec", "art")
"""The outer unit that a name may mean if numbers without a name follow: subsection 6(3) is in section 6. It may be
numbered through the document: its eId does not name the chapter around it."""
_ATTACHMENT: Final = "att_"
"""The beginning of an attachment's step in an eId."""
_LATIN: Final = re.compile("[a-z\u00df-\u024f]+")
"""Pattern of a name before its number."""
_SECTION: Final = re.compile("\u00a7+")
_BARE: Final = re.compile(r"[(\[]?\s*(\d+(?:[-.]\d+)*|[a-z](?=\)))\s*[)\]]?")
"""Pattern of the number at the end of a range without a name."""
_FEW: Final = 64
"""Ids that a name may mean, at most; chosen. More are of no use to a reader."""


@dataclass(frozen=True, slots=True)
class _UnitNames:
    """The names of units with the abbreviations in eIds, and the patterns of a unit: its name behind its number, its
    name before it, its number alone, and the words by which a unit is one of the next.

    `whole` are units without a number, with their eIds. `through` comes between the ends of a range, `trailing` after a
    name.
    """

    abbreviations: Mapping[str, Sequence[str]]
    behind: re.Pattern[str]
    before: re.Pattern[str]
    alone: re.Pattern[str]
    of: re.Pattern[str]
    whole: Mapping[str, Sequence[str]]
    unnumbered: re.Pattern[str]
    through: re.Pattern[str]
    trailing: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _PrintedUnit:
    """The last steps of the eIds that a printed unit may have, its end, and whether it has a name."""

    steps: Sequence[str]
    end: int
    named: bool


def eids(words: str, languages: Iterable[Language]) -> tuple[str, ...]:
    """The eIds that a printed name of a clause may mean, the likeliest first, with `->` between the ends of a range.

    None if it is no such name.
    """
    tables = [language.search for language in languages]
    known = _names(tables)
    plain = _SECTION.sub("s ", unicodedata.normalize("NFKC", words).lower().replace("\u2019", "'"))
    text = _with_figures(plain, tables).strip()
    return tuple(islice(_single(text, known) or _ranges(text, known), _FEW))


def in_parts(ends: Sequence[str], known: Collection[str]) -> list[str]:
    """The known eIds of sections in parts or chapters that end with these; empty if an end is not that of just one.

    Sections are numbered through a document, but their eIds name the parts around them.
    """
    inner = [[eid for eid in known if eid.endswith(f"__{end}") and _ATTACHMENT not in eid] for end in ends
             if end.startswith(_OUTERMOST[0])]
    return [eids[0] for eids in inner] if len(inner) == len(ends) and all(len(eids) == 1 for eids in inner) else []


def _single(text: str, known: _UnitNames) -> tuple[str, ...]:
    """The eIds of one unit."""
    inner: list[list[Sequence[str]]] = [[]]
    at = 0
    while at < len(text) and not (inner[-1] and known.trailing.fullmatch(text, at)):
        of = known.of.match(text, at) if inner[-1] else None
        if of is not None:
            inner.append([])
            at = of.end()
            continue
        unit = _unit(text, at, known, inside=bool(inner[-1]))
        if unit is None:
            return ()
        if not unit.named and len(inner[-1]) == 1:
            inner[-1][0] = _outermost(inner[-1][0])
        inner[-1].append(unit.steps)
        at = unit.end
    chain = [steps for units in reversed(inner) for steps in units] if inner[-1] else []
    nested = [steps for steps in islice(product(*chain), _FEW)
              if len({step.partition("_")[0] for step in steps}) == len(steps)] if chain else []
    found = ["__".join(steps) for steps in nested]
    return tuple(dict.fromkeys((*found, *filter(None, map(_through_document, nested)))))


def _through_document(steps: Sequence[str]) -> str:
    """The eId of a unit without the units around its article or section; empty if it has neither, or none around."""
    first = next((place for place, step in enumerate(steps) if step.partition("_")[0] in _OUTERMOST), 0)
    return "__".join(steps[first:]) if first else ""


def _ranges(text: str, known: _UnitNames) -> Iterator[str]:
    """The eIds of both ends of a range of units in one unit; the second end may be its number alone."""
    for through in known.through.finditer(text):
        firsts, rest = _single(text[:through.start()], known), text[through.end():]
        bare = _BARE.match(rest)
        is_bare = bare is not None and (bare.end() == len(rest) or known.trailing.fullmatch(rest, bare.end()))
        lasts = _single(rest, known) if not is_bare else ()
        for first in firsts:
            outer, _, step = first.rpartition("__")
            kind = step.partition("_")[0]
            ends = [f"{kind}_{number}" for number in _bare_numbers(bare[1])] if bare and is_bare else [
                last.rpartition("__")[2] for last in lasts if last.rpartition("__")[0] in ("", outer)]
            prefix = f"{outer}__" if outer else ""
            yield from (f"{first}{iri.RANGE}{prefix}{end}" for end in ends if end.partition("_")[0] == kind)


def _bare_numbers(printed: str) -> Iterator[str]:
    """The numbers that a number or a letter without a name may be."""
    if printed.isalpha():
        values = (numerals.value(printed, system) for system in _LETTERS)
        yield from (str(value) for value in values if value)
    else:
        yield printed.replace(".", "-")


def _outermost(steps: Sequence[str]) -> Sequence[str]:
    """The steps of a unit, with those of the section and the article that its name may mean."""
    number = steps[0].partition("_")[2]
    wider = [f"{short}_{number}" for short in _OUTERMOST]
    return list(dict.fromkeys((*steps, *wider) if steps[0] in wider else (*wider, *steps)))


def _unit(text: str, at: int, known: _UnitNames, *, inside: bool) -> _PrintedUnit | None:
    """The unit printed at a place."""
    printed = known.behind.match(text, at) or known.before.match(text, at)
    if printed is not None:
        branch = "".join(f"-{number}" for number in re.findall(r"\d+", printed["b"]))
        number = _number(printed["n"]) + branch
        steps = [f"{short}_{number}" for short in known.abbreviations[printed["name"]]]
        return _PrintedUnit(steps, printed.end(), named=True)
    whole = known.unnumbered.match(text, at)
    if whole is not None:
        return _PrintedUnit(known.whole[whole["name"]], whole.end(), named=True)
    bare = known.alone.match(text, at) if inside else None
    if bare is None:
        return None
    letters = [numerals.value(bare["l"], system) for system in _LETTERS] if bare["l"] else [int(bare["n"])]
    steps = [f"{short}_{number}" for number in letters if number for short in _UNNAMED]
    return _PrintedUnit(steps, bare.end(), named=False) if steps else None


def _number(printed: str) -> str:
    """The number of a unit as eIds have it; letters of a series before figures are a part of it."""
    letters = next((value for system in (_SERIES, "roman-lower") if (value := numerals.value(printed, system))), None)
    return str(letters) if letters else printed.replace(".", "-")


def _names(tables: Sequence[Mapping[str, object]]) -> _UnitNames:
    """The names of units in all languages."""
    found, whole = (_merged(tables, key) for key in ("units", "whole"))
    latin, other = ([name for name in found if bool(_LATIN.fullmatch(name)) is is_latin] for is_latin in (True, False))
    ordinal, branch, of, article, through, trailing = (
        _either(word for table in tables for word in _list(table, key))
        for key in ("ordinals", "branches", "of", "determiners", "through", "trailing"))
    series = "".join(sorted(numerals.signs(_SERIES)))
    figures, tail = r"\d+(?:[-.]\d+)*", rf"(?P<b>(?:\s*(?:{branch})\s*\d+)*)[\s,]*"
    behind = (rf"(?:(?:{article})\s*)?(?:{ordinal})?\s*[(\[]?\s*(?P<n>{figures}|[{series}])\s*[)\]]?\s*"
              rf"(?P<name>{_either(other)}){tail}")
    before = (rf"(?:(?:{article})\s*)?(?P<name>{_either((*latin, *other))})\.?\s*[(\[]?\s*(?:{ordinal})?\s*"
              rf"(?P<n>[a-z]?{figures}|(?<=\s)[ivxlc]+(?![^\W\d_]))\s*[)\]]?\s*{tail}")
    alone = r"[(\[]?\s*(?:(?P<n>\d+)|(?P<l>[a-z]{1,5})(?=\)))\s*[)\]]?[\s,]*"
    return _UnitNames(
        found, re.compile(behind), re.compile(before), re.compile(alone), re.compile(rf"(?:{of})\s*"), whole,
        re.compile(rf"(?P<name>{_either(whole)})[\s,]*"), re.compile(rf"\s*(?:{through})\s*"),
        re.compile(rf"(?:\s*(?:{trailing}))+\s*"))


def _merged(tables: Sequence[Mapping[str, object]], key: str) -> Mapping[str, Sequence[str]]:
    """A table of all languages whose values are lists, with the names in it as they are compared."""
    found: dict[str, list[str]] = {}
    for table in tables:
        entries = table.get(key, {})
        for name, items in entries.items() if isinstance(entries, Mapping) else ():
            known = found.setdefault(unicodedata.normalize("NFKC", name).lower(), [])
            known.extend(item for item in items if item not in known)
    return found


def _list(table: Mapping[str, object], key: str) -> Sequence[str]:
    words = table.get(key, ())
    return words if isinstance(words, Sequence) else ()


def _either(words: Iterable[str]) -> str:
    """The pattern of some words, the longest first."""
    return "|".join(map(re.escape, sorted(dict.fromkeys(words), key=len, reverse=True))) or "(?!)"


def _with_figures(text: str, tables: Sequence[Mapping[str, object]]) -> str:
    """A text in which Chinese numerals and the number words of all languages are figures."""
    signs = "".join(sorted(numerals.signs(_CHINESE)))
    values = {word: number for table in tables for system in _list(table, "numbers")
              for word, number in numerals.words(system).items()}

    def figure(match: re.Match[str]) -> str:
        value = numerals.value(match[0], _CHINESE)
        return match[0] if value is None else str(value)

    words = re.sub(rf"(?<!\w)(?:{_either(values)})(?!\w)", lambda match: str(values[match[0]]), text)
    return re.sub(f"[{re.escape(signs)}]+", figure, words)

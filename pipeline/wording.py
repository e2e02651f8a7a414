"""How a language words what two texts must have in common: numbers, units, negations, lists, inflected names. The table
`wording` of a file in schema/languages → frozen values with compiled patterns; what it leaves out is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

NOTHING: Final = "(?!)"
_DIGIT: Final = "[0-9０-９]"


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """How numbers stand in a text. `pattern` finds a number with its unit: the groups `ahead` and `unit` (what is
    measured, by `units`), `before` and `after` (what shows that a spelled numeral is one), `idiom` (which means the
    numbers of `idioms`) and `never` (words that only look like a number). `part` takes a number apart into Arabic
    figures, `values` and `scales`. `loose` finds words that may stand for a number and need not."""

    pattern: re.Pattern[str]
    part: re.Pattern[str]
    group: str
    decimal: str
    values: Mapping[str, int]
    scales: Mapping[str, int]
    positional: bool
    least: int
    eras: Mapping[str, int]
    units: Mapping[str, str]
    idioms: Mapping[str, tuple[int, ...]]
    loose: re.Pattern[str]
    loosely: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What is known of a language's words; schema/languages/zho.toml says what each key means."""

    numbers: Numbers | None
    negation: re.Pattern[str]
    denial: re.Pattern[str]
    separators: re.Pattern[str]
    conjunctions: re.Pattern[str]
    particles: re.Pattern[str]
    between: tuple[str, ...]
    inflection: str
    free_spacing: bool
    repeated: re.Pattern[str]
    may_repeat: re.Pattern[str]
    repertoire: tuple[str, ...]
    glosses: bool


def wording(data: Mapping[str, Any]) -> Wording:
    """The wording that a table describes; nothing is known of what it leaves out."""
    numbers = data.get("numbers")
    return Wording(
        _numbers(numbers) if numbers else None, _pattern(data.get("negation")), _pattern(data.get("denial")),
        _pattern(data.get("separators")),
        _pattern(data.get("conjunctions")), _pattern(data.get("particles")), tuple(data.get("between", ())),
        data.get("inflection", ""), data.get("free_spacing", False), re.compile(data.get("repeated", NOTHING)),
        _pattern(data.get("may_repeat")), tuple(data.get("repertoire", ())), data.get("glosses", False))


def _numbers(data: Mapping[str, Any]) -> Numbers:
    values, scales, words = data.get("values", {}), data.get("scales", {}), data.get("words", False)
    units, ahead = (_by_form(data.get(name, {})) for name in ("units", "units_ahead"))
    idioms = {form: tuple(numbers) for form, numbers in data.get("idioms", {}).items()}
    loosely = {form.lower(): tuple(numbers) if isinstance(numbers, list) else (numbers,)
               for form, numbers in data.get("loose", {}).items()}
    group, decimal, joint = data.get("group", ""), data.get("decimal", "."), data.get("joint", "")
    figure, spelled = _figure(group, decimal), _spelled(values, scales, joint, words=words)
    scale = rf"(?:{joint}{_any(scales)})+"
    number = rf"(?<![A-Za-z]){figure}(?:{scale}(?:{joint}{figure}(?={scale}))?)*|{spelled}"
    around = (
        rf"(?P<era>{_any(data.get('eras', {}))} ?)?", rf"(?P<ahead>{_any(ahead)})?",
        rf"(?P<before>{data.get('before', NOTHING)})?", rf"(?P<number>{number})",
        rf"(?:[ \u00a0]?(?P<unit>{_any(units)})(?![A-Za-z]))?", rf"(?P<after>(?={data.get('after', NOTHING)}))?")
    pattern = rf"(?P<idiom>{_any(idioms)})|(?P<never>{data.get('never', NOTHING)})|{''.join(around)}"
    loose = rf"(\b{_any(loosely)}\b)" if words else f"({_any(loosely)})"
    return Numbers(
        re.compile(pattern, re.IGNORECASE), re.compile(rf"{figure}|{_any([*values, *scales])}", re.IGNORECASE), group,
        decimal, values, scales, data.get("positional", False), data.get("least", 0), data.get("eras", {}),
        units | ahead, idioms, re.compile(data.get("loose_form", "{}").replace("{}", loose), re.IGNORECASE), loosely)


def _by_form(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What is measured, by each form of the unit."""
    return {form.lower(): name for name, forms in listed.items() for form in forms}


def _figure(group: str, decimal: str) -> str:
    """An Arabic number, its thousands perhaps set apart, with a decimal fraction."""
    grouped = rf"{_DIGIT}{{1,3}}(?:[{re.escape(group)}]{_DIGIT}{{3}}(?!{_DIGIT}))+|" if group else ""
    point = re.escape(decimal)
    return rf"(?:{grouped}{_DIGIT}+)(?:[{point}]{_DIGIT}+(?![{point}]?{_DIGIT}))?"


def _spelled(values: Mapping[str, int], scales: Mapping[str, int], joint: str, *, words: bool) -> str:
    """A number in words or signs; it may begin with a scale, as a Chinese twelve does."""
    if not values:
        return NOTHING
    one = _any([*values, *scales])
    return rf"\b{one}(?:{joint}{one})*\b" if words else rf"{one}(?:{joint}{one})*"


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first; none where there are none."""
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return f"(?:{listed})" if listed else NOTHING


def _pattern(words: str | None) -> re.Pattern[str]:
    return re.compile(NOTHING if words is None else words, re.IGNORECASE)

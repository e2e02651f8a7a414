"""How a language words what two texts must have in common: numbers, units, negations, lists, inflected names. The table
`wording` of a file in schema/languages → frozen values with compiled patterns; what it leaves out is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from diptych.language.numerals import DIGIT

NOTHING: Final = "(?!)"
_SIGN: Final = (
    "[\u2160-\u217b\u2460-\u249b\u2776-\u277f\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
    r"|(?<![\w'’.-])(?-i:[IVX]{2,7}|[IVX](?=e\b))(?=(?:e|er|re|ème)?(?![\w'’-]))")
"""Numerals of one sign (circled, in brackets, with a full stop, Roman), and Roman ones of several capitals."""
_TELLING: Final = 3
"""The least number whose word means nothing but the number."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """How numbers stand in a text. `pattern` finds a number with its unit: the groups `ahead` and `unit` (what is
    measured, by `units`), `before` and `after` (what shows that a spelled numeral is one), `ordinal` (before one that
    counts even if it is a one), `name` and `index` (letters, and the number at their end), `sign` (a numeral of one
    sign, or a Roman one), `idiom` (which means the numbers of `idioms`) and `never` (words that only look like a
    number). `part` takes a number apart into Arabic figures, `values`, `scales` and the decimal `point` of spelled
    ones. Where the text behind a number matches one of `also`, it may also come to what each factor and summand make
    of it. `loose` finds words that may stand for a number and need not."""

    pattern: re.Pattern[str]
    part: re.Pattern[str]
    group: str
    decimal: str
    values: Mapping[str, int]
    scales: Mapping[str, int]
    positional: bool
    least: int
    eras: Mapping[str, int]
    point: str
    also: tuple[tuple[re.Pattern[str], tuple[tuple[int, int], ...]], ...]
    units: Mapping[str, str]
    idioms: Mapping[str, tuple[int, ...]]
    loose: re.Pattern[str]
    loosely: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """What stands `before` (at its end) or `after` (at its beginning) a number that is the least or the most: groups
    `least` and `most`."""

    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What is known of a language's words; schema/languages/zho.toml says what each key means."""

    numbers: Numbers | None
    bounds: Bounds | None
    negation: re.Pattern[str]
    denial: re.Pattern[str]
    prohibition: re.Pattern[str]
    refusal: re.Pattern[str]
    kindred: re.Pattern[str]
    separators: re.Pattern[str]
    conjunctions: re.Pattern[str]
    particles: re.Pattern[str]
    between: tuple[str, ...]
    inflection: str
    free_spacing: bool
    repeated: re.Pattern[str]
    may_repeat: re.Pattern[str]
    repertoire: tuple[str, ...]
    neighbours: tuple[str, ...]
    glosses: bool


def wording(data: Mapping[str, Any]) -> Wording:
    """The wording that a table describes; nothing is known of what it leaves out."""
    numbers, bounds = data.get("numbers"), data.get("bounds")
    return Wording(
        _numbers(numbers) if numbers else None, _bounds(bounds) if bounds else None, _pattern(data.get("negation")),
        _pattern(data.get("denial")), _pattern(data.get("prohibition")), _pattern(data.get("refusal")),
        _kinds(data.get("kindred", {})), _pattern(data.get("separators")), _pattern(data.get("conjunctions")),
        _pattern(data.get("particles")), tuple(data.get("between", ())), data.get("inflection", ""),
        data.get("free_spacing", False), re.compile(data.get("repeated", NOTHING)), _pattern(data.get("may_repeat")),
        tuple(data.get("repertoire", ())), tuple(data.get("neighbours", ())),
        data.get("glosses", False))


def _kinds(data: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern of several, each a group of its name."""
    return _pattern("|".join(f"(?P<{name}>{pattern})" for name, pattern in data.items()) or None)


def _bounds(data: Mapping[str, Any]) -> Bounds:
    """The patterns of a table of bounds; where both the least and the most fit, what is longer stands first."""
    def either(side: str, form: str) -> re.Pattern[str]:
        least, most = data.get(f"least_{side}", NOTHING), data.get(f"most_{side}", NOTHING)
        return re.compile(form.replace("{}", f"(?:(?P<most>{most})|(?P<least>{least}))"), re.IGNORECASE)

    between = data.get("between", "")
    return Bounds(either("before", rf"{{}}{between}$"), either("after", rf"{between}{{}}"))


def _numbers(data: Mapping[str, Any]) -> Numbers:
    values, scales, words = data.get("values", {}), data.get("scales", {}), data.get("words", False)
    units, ahead = (_by_form(data.get(name, {})) for name in ("units", "units_ahead"))
    idioms = {form: tuple(numbers) for form, numbers in data.get("idioms", {}).items()}
    loosely = {form.lower(): tuple(numbers) if isinstance(numbers, list) else (numbers,)
               for form, numbers in data.get("loose", {}).items()}
    group, decimal, point = data.get("group", ""), data.get("decimal", "."), data.get("point", "")
    also = tuple((re.compile(behind, re.IGNORECASE), tuple((factor, summand) for factor, summand in made))
                 for behind, made in data.get("also", {}).items())
    loose = rf"(\b{_any(loosely)}\b)" if words else f"({_any(loosely)})"
    part = rf"{_figure(group, decimal)}|{_any([*values, *scales, *filter(None, [point])])}"
    return Numbers(
        re.compile(_number(data, idioms, units, ahead), re.IGNORECASE), re.compile(part, re.IGNORECASE), group,
        decimal, values, scales, data.get("positional", False), data.get("least", 0), data.get("eras", {}), point, also,
        units | ahead, idioms, re.compile(data.get("loose_form", "{}").replace("{}", loose), re.IGNORECASE), loosely)


def _number(data: Mapping[str, Any], idioms: Iterable[str], units: Iterable[str], ahead: Iterable[str]) -> str:
    """The pattern of a number with all that may stand around it."""
    values, scales, joint = data.get("values", {}), data.get("scales", {}), data.get("joint", "")
    figure = _figure(data.get("group", ""), data.get("decimal", "."))
    spelled = _spelled(values, scales, joint, data.get("point", ""), words=data.get("words", False))
    scale = rf"(?:{joint}{_any(scales)})+"
    number = rf"{figure}(?:{scale}(?:{joint}{figure}(?={scale})|{figure})?)*|{spelled}"
    before, ordinal = data.get("before", NOTHING), data.get("ordinal", NOTHING)
    around = (
        rf"(?P<era>{_any(data.get('eras', {}))} ?)?", rf"(?P<ahead>{_any(ahead)})?",
        rf"(?P<before>(?P<ordinal>{ordinal})|{before})?", rf"(?P<number>{number})",
        rf"(?:[ \u00a0\u202f]?(?P<unit>{_any(units)})(?![A-Za-z]))?", rf"(?P<after>(?={data.get('after', NOTHING)}))?")
    name = r"(?<![A-Za-z])(?P<name>[A-Za-z]++)(?P<index>[0-9]+(?:\.[0-9]+)?)"
    others = rf"(?P<idiom>{_any(idioms)})|(?P<never>{data.get('never', NOTHING)})|(?P<sign>{_SIGN})|{name}"
    return rf"{others}|{''.join(around)}"


def spelled(data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The numbers from three to ninety-nine by their words, in a language that puts a space between words, as its table
    `wording` has them: those of one word and of a ten and a unit."""
    numbers = data.get("numbers", {})
    values: Mapping[str, int] = numbers.get("values", {}) if numbers.get("words") else {}
    yield from ((form, value) for form, value in values.items() if value >= _TELLING)
    yield from ((f"{ten} {one}", tens + ones) for ten, tens in values.items() if tens in range(20, 100, 10)
                for one, ones in values.items() if 0 < ones < 10)


def _by_form(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What is measured, by each form of the unit."""
    return {form.lower(): name for name, forms in listed.items() for form in forms}


def _figure(group: str, decimal: str) -> str:
    """An Arabic number, its thousands perhaps set apart, with a decimal fraction."""
    grouped = rf"{DIGIT}{{1,3}}(?:[{re.escape(group)}]{DIGIT}{{3}}(?!{DIGIT}))+|" if group else ""
    point = re.escape(decimal)
    return rf"(?:{grouped}{DIGIT}+)(?:[{point}]{DIGIT}+(?![{point}]?{DIGIT}))?"


def _spelled(values: Mapping[str, int], scales: Mapping[str, int], joint: str, point: str, *, words: bool) -> str:
    """A number in words or signs, with a decimal fraction if there is a word for its point; it may begin with a scale,
    as a Chinese twelve does."""
    if not values:
        return NOTHING
    one = _any([*values, *scales])
    fraction = rf"(?:{re.escape(point)}{_any(values)}+(?!{_any(scales)}))?" if point else ""
    return rf"\b{one}(?:{joint}{one})*\b" if words else rf"{one}(?:{joint}{one})*{fraction}"


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first; none where there are none."""
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return f"(?:{listed})" if listed else NOTHING


def _pattern(words: str | None) -> re.Pattern[str]:
    return re.compile(NOTHING if words is None else words, re.IGNORECASE)

"""The table `wording` of a file in schema/languages → patterns of the words that two texts must have in common.

They are numbers with their units and bounds, negations, lists and inflected names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from diptych.language.label_patterns import NEVER, Words, expression
from diptych.language.numerals import DIGIT
from diptych.values import from_table

NOTHING: Final = NEVER.pattern
_BARE: Final = rf"(?<![^\s(])\.{DIGIT}+(?!\.?{DIGIT})"
"""Pattern of a decimal fraction without a number before its point. Chosen. If it matches more, marks at the end of a
sentence become numbers."""
_SIGN: Final = (
    "(?-i:[\u2160-\u217b\u2460-\u249b\u2776-\u277f\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
    r"|(?=[IVX])(?<![\w'’.-])(?:[IVX]{2,7}|[IVX](?=e\b))(?=(?i:e|er|re|ème)?(?![\w'’-])))")
"""Numerals of a single sign (circled, in brackets, with a full stop, Roman), and Roman ones of several capitals."""
_UNAMBIGUOUS: Final = 3
"""The least number whose word has no other meaning. Chosen: one and two have. Raised: fewer words are numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The numbers of a language.

    `pattern` matches a number with its unit. Its groups: `ahead` and `unit` (a form of `units`), `before` and `after`
    (they show that a spelled numeral is a number), `ordinal` (before a one that counts), `name` and `index` (letters
    and the number at their end), `sign` (a Roman numeral or one of a single sign), `idiom` (with the numbers of
    `idioms`) and `never` (words that only look like numbers). If a table has `counters`, a numeral in words must begin
    a word and be followed by one of them.

    `part` matches Arabic figures, `values`, `scales` and the spelled decimal `point`. If the text after a number
    matches a pattern of `also`, the number may also be times a factor plus a summand. `compounds` are amounts of two
    numbers: what stands between them, what follows, and the factors of both in their sum. `loose` matches the words of
    `loosely`, which may mean a number and need not. `through` matches what stands between the ends of a range,
    `relative` a reference without number, as to the paragraph before. `omits_references`: texts leave out a reference
    that their context gives.
    """

    pattern: re.Pattern[str]
    part: re.Pattern[str]
    also: tuple[tuple[re.Pattern[str], tuple[tuple[int, int], ...]], ...]
    units: Mapping[str, str]
    idioms: Mapping[str, tuple[int, ...]]
    loose: re.Pattern[str]
    loosely: Mapping[str, tuple[float, ...]]
    compounds: tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[Fraction, Fraction]], ...] = ()
    through: re.Pattern[str] = NEVER
    relative: re.Pattern[str] = NEVER
    omits_references: bool = False
    group: str = ""
    decimal: str = "."
    values: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    positional: bool = False
    least: int = 0
    eras: Mapping[str, int] = field(default_factory=dict)
    point: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Patterns of the text `before` a number (at its end) or `after` it (at its beginning) that make it a bound.

    Their groups are `least` and `most`.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The table `wording` of a language; schema/languages/zho.toml explains its keys."""

    numbers: Numbers | None
    bounds: Bounds | None
    kindred: re.Pattern[str]
    repeated: re.Pattern[str]
    negation: re.Pattern[str] = NEVER
    denial: re.Pattern[str] = NEVER
    prohibition: re.Pattern[str] = NEVER
    refusal: re.Pattern[str] = NEVER
    definition: re.Pattern[str] = NEVER
    one_version: re.Pattern[str] = NEVER
    separators: re.Pattern[str] = NEVER
    conjunctions: re.Pattern[str] = NEVER
    particles: re.Pattern[str] = NEVER
    between: tuple[str, ...] = ()
    inflection: str = ""
    free_spacing: bool = False
    may_repeat: re.Pattern[str] = NEVER
    repertoire: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    glosses: bool = False


def wording(data: Mapping[str, Any]) -> Wording:
    """The wording of a table; a key that is missing matches nothing."""
    numbers, bounds = data.get("numbers"), data.get("bounds")
    kindred = [{"name": name, "any": pattern} for name, pattern in data.get("kindred", {}).items()]
    return from_table(
        Wording, data, _ignoring_case, numbers=_numbers(numbers) if numbers else None,
        bounds=_bounds(bounds) if bounds else None, kindred=_ignoring_case(kindred) if kindred else NEVER,
        repeated=re.compile(_source(data, "repeated")))


def _bounds(data: Mapping[str, Any]) -> Bounds:
    """The bounds of a table; words for the most come first, since they may contain those for the least."""
    def either(side: str, form: str) -> re.Pattern[str]:
        least, most = _source(data, f"least_{side}"), _source(data, f"most_{side}")
        return _ignoring_case(form.replace("{}", f"(?:(?P<most>{most})|(?P<least>{least}))"))

    between = _source(data, "between", "")
    return Bounds(either("before", rf"{{}}{between}$"), either("after", rf"{between}{{}}"))


def _numbers(data: Mapping[str, Any]) -> Numbers:
    """The numbers of a table."""
    units, ahead = (_by_form(data.get(name, {})) for name in ("units", "units_ahead"))
    idioms = {form: tuple(numbers) for form, numbers in data.get("idioms", {}).items()}
    loosely = {form.lower(): tuple(numbers) if isinstance(numbers, list) else (numbers,)
               for form, numbers in data.get("loose", {}).items()}
    loose = rf"(\b{_any(loosely)}\b)" if data.get("words", False) else f"({_any(loosely)})"
    spelled_parts = [*data.get("values", {}), *data.get("scales", {}), *data.get("point", ())]
    part = rf"{_figure(data.get('group', ''), data.get('decimal', '.'))}|{_any(spelled_parts)}"
    return from_table(
        Numbers, data, pattern=_ignoring_case(_number(data, idioms, units, ahead)), part=_ignoring_case(part),
        also=tuple((_ignoring_case(behind), tuple((factor, summand) for factor, summand in terms))
                   for behind, terms in data.get("also", {}).items()),
        compounds=tuple((_ignoring_case(form["between"]), _ignoring_case(form["after"]),
                         (Fraction(str(form["factors"][0])), Fraction(str(form["factors"][1]))))
                        for form in data.get("compounds", ())),
        units=units | ahead, idioms=idioms, loosely=loosely,
        loose=_ignoring_case(_source(data, "loose_form", "{}").replace("{}", loose)),
        through=_ignoring_case(_source(data, "through")), relative=_ignoring_case(_source(data, "relative")))


def _number(data: Mapping[str, Any], idioms: Iterable[str], units: Iterable[str], ahead: Iterable[str]) -> str:
    """The pattern of a number with the words that may surround it."""
    values, scales, joint = data.get("values", {}), data.get("scales", {}), data.get("joint", "")
    measured = rf"(?=[ \u00a0](?:{_any(units)}|{_SYMBOL})(?![A-Za-z]))"
    figure = f"(?:{_figure(data.get('group', ''), data.get('decimal', '.'), measured)})"
    spelled = _spelled(values, scales, joint, data.get("point", ()), words=data.get("words", False))
    if "counters" in data:
        spelled = rf"(?<!\w){spelled}(?={_source(data, 'counters')})"
    # A scale is a whole word, and may be joined to figures: 1million.
    # A figure in brackets repeats the word before it: thirty (30) million.
    gloss = r"|(?<=\d)\)[ ]" if data.get("words", False) else ""
    scale = rf"(?:(?:{joint}|(?<=\d){gloss}){_any(scales)}{'(?![a-z])' if data.get('words', False) else ''})+"
    number = rf"{figure}(?:{scale}(?:{joint}{figure}(?={scale})|{figure})?)*|{spelled}"
    before, ordinal = _source(data, "before"), _source(data, "ordinal")
    boundary = r"\b" if data.get("words", False) else ""
    start = rf"(?={DIGIT}|\.{DIGIT}|{boundary}{_before([*values, *scales])}|{_any(ahead)})"
    around = (
        # Words before a number begin with any character.
        start if before == ordinal == NOTHING and not data.get("eras") else "",
        rf"(?P<era>{_any(data.get('eras', {}))} ?)?", rf"(?P<ahead>{_any(ahead)})?",
        rf"(?P<before>(?P<ordinal>{ordinal})|{before})?", rf"(?P<number>{number})",
        rf"(?:[ \u00a0\u202f]?(?P<unit>{_any(units)})(?![A-Za-z]))?", rf"(?P<after>(?={_source(data, 'after')}))?")
    name = rf"(?<![A-Za-z])(?!{_any(ahead)}\d)(?P<name>[A-Za-z]++)(?P<index>[0-9]+(?:\.[0-9]+)?)"
    others = rf"(?P<idiom>{_any(idioms)})|(?P<never>{_source(data, 'never')})|(?P<sign>{_SIGN})|{name}"
    return rf"{others}|{''.join(around)}"


def spelled(data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The words for numbers from 3 to 99 of a table `wording`, in a language with spaces between words.

    They are single words, and words for a ten and a unit.
    """
    numbers = data.get("numbers", {})
    values: Mapping[str, int] = numbers.get("values", {}) if numbers.get("words") else {}
    yield from ((form, value) for form, value in values.items() if value >= _UNAMBIGUOUS)
    yield from ((f"{ten} {unit}", tens + units) for ten, tens in values.items() if tens in range(20, 100, 10)
                for unit, units in values.items() if 0 < units < 10)


def _by_form(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The unit of measurement by each of its forms."""
    return {form.lower(): name for name, forms in listed.items() for form in forms}


_SYMBOL: Final = "(?-i:[kMGmc\u00b5]?(?:L|V|W|A|J|Pa|Hz|g|m|N|Bq)|BTU|h|min|mi|lb|dB)"
"""Pattern of symbols of units, which are the same in all languages: defined by the International System of Units. If
one is missing, the blank in `2 500 L` separates two numbers."""
_SIGNS_OF_MONEY: Final = "$\uff04\u00a5\uffe5"
"""Signs directly before an amount. Chosen. If one is added, more lists of numbers behind it are one amount."""


def _figure(group: str, decimal: str, measured: str = "") -> str:
    """The pattern of an Arabic number with optional separators of thousands and decimal fraction.

    A fraction may have no number before its point: .20. Blanks separate thousands too before what matches `measured`,
    as in the International System of Units: 2 730 kg; and so may those of a round number: 10 000. The first mark of
    one may be left out: 1500,000."""
    grouped = (rf"{DIGIT}{{1,3}}(?:[{re.escape(group)}]{DIGIT}{{3}}(?!{DIGIT}))+|"
               rf"{DIGIT}{{4}}(?:[{re.escape(group)}]000(?!{DIGIT}))+|") if group else ""
    # An amount may have a blank behind its marks: $8, 200.
    amount = rf"(?<=[{_SIGNS_OF_MONEY}]){DIGIT}{{1,3}}(?:, {DIGIT}{{3}}(?!{DIGIT}))+|" if "," in group else ""
    blanks = (rf"{DIGIT}{{1,3}}(?:[ \u00a0]{DIGIT}{{3}}(?!{DIGIT}))+{measured}|"
              rf"{DIGIT}{{1,3}}(?:[ \u00a0]000(?!{DIGIT}))+|")
    point = re.escape(decimal)
    bare = rf"|{_BARE}" if "." in decimal else ""
    return rf"(?:{amount}{grouped}{blanks}{DIGIT}+)(?:[{point}]{DIGIT}+(?![{point}]?{DIGIT}))?{bare}"


def _spelled(values: Mapping[str, int], scales: Mapping[str, int], joint: str, point: Sequence[str], *,
             words: bool) -> str:
    """The pattern of a number in words or signs, with a decimal fraction if the language has a word for its point.

    It may begin with a scale, as a Chinese twelve does.
    """
    if not values:
        return NOTHING
    part = _any([*values, *scales])
    blank = "[ -]" if words else ""
    digits = rf"(?:{blank}{_any(values)})+(?!{blank}{_any(scales)})"
    fraction = rf"(?:{blank}{_any(point)}{digits})?" if point else ""
    return rf"\b{part}(?:{joint}{part})*{fraction}\b" if words else rf"{part}(?:{joint}{part})*{fraction}"


def _any(words: Iterable[str]) -> str:
    """The pattern of any of the words, the longest first; a pattern that matches nothing for none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    listed = "|".join(map(re.escape, longest_first))
    return f"(?:{_before(longest_first)}(?:{listed}))" if listed else NOTHING


def _before(words: Iterable[str]) -> str:
    """The pattern of a place before a first character of a word: one look passes over all other places."""
    firsts = "".join(map(re.escape, sorted({word[0] for word in words})))
    return f"(?=[{firsts}])" if firsts else NOTHING


def _source(data: Mapping[str, Any], key: str, otherwise: str = NOTHING) -> str:
    """The expression of a pattern in a table; `otherwise` if the key is missing."""
    return expression(data.get(key, otherwise))


def _ignoring_case(words: Words) -> re.Pattern[str]:
    """A pattern compiled without regard to case."""
    return re.compile(expression(words), re.IGNORECASE)

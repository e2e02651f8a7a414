"""What Diptych knows of a language: parsed TOML → frozen values, and the readings they allow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from diptych.language import label_patterns, numerals
from diptych.language.label_patterns import NEVER, LabelForm, Signs, one_of, pattern, union
from diptych.language.wording import Wording, wording
from diptych.language.writing_systems import Script, owner, script
from diptych.values import dataclass

UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters of no width: they stay where they were received, and nothing is read differently for them."""

_CACHED: Final = 8192
"""How many labels are remembered: most documents number alike."""
_SEEN: Final = re.compile(rf"[^\s{UNSEEN}]")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of label. `never` shows, right after it, that the words are a reference and no label. One that stands
    `in_runs` is believed only where others like it count on from one."""

    name: str
    forms: tuple[LabelForm, ...]
    never: re.Pattern[str]
    in_runs: bool = False


@dataclass(frozen=True, eq=False)
class Opening:
    """The forms of labels that may begin with a character, each with its shape."""

    forms: tuple[tuple[Shape, LabelForm], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches everywhere: a group for each of the forms, set where that one matches and no `never` of its
        shape comes after it, and in it a group for each of its numerals."""
        return re.compile("".join(f"(?:(?=((?>{form.grouped('(')}))(?!{shape.never.pattern}))|)"
                                  for shape, form in self.forms))

    @cached_property
    def groups(self) -> tuple[tuple[int, int, Shape, LabelForm], ...]:
        """Of each form the place of its group among all, and where the groups of its numerals end."""
        found, place = [], 0
        for shape, form in self.forms:
            found.append((place, place + 1 + len(form.names), shape, form))
            place = found[-1][1]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Label:
    """A label read at the start of a text: `number` in Arabic digits (`12-2` for a branch), `count` the same as
    numbers, `outer` the numbers of the holders where the label prints them (1.2 → 1); it ends before `end`."""

    shape: str
    number: str
    end: int
    start: int = 0
    count: tuple[int, ...] = ()
    outer: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RunIn:
    """Headings that share their line with the text: the marks that end them and their greatest lengths; one of
    `alone_length` is believed though its siblings have none."""

    numbered_marks: str = ""
    numbered_length: int = 0
    unnumbered_marks: str = ""
    unnumbered_length: int = 0
    line_length: int = 40
    alone_length: int = 0
    clause: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Formulas:
    """Words that show the parts of a document, each tried on a whole line. `appeal` closes a list of items by
    turning to all whom it concerns; `long_title` says below a title what the document is for; `through` alone stands
    right behind a label and before the last of those that it goes for as well."""

    contents: re.Pattern[str] = NEVER
    addressee: re.Pattern[str] = NEVER
    title: re.Pattern[str] = NEVER
    long_title: re.Pattern[str] = NEVER
    not_title: re.Pattern[str] = NEVER
    annotation: re.Pattern[str] = NEVER
    promulgation: re.Pattern[str] = NEVER
    remark: re.Pattern[str] = NEVER
    attachment: re.Pattern[str] = NEVER
    attachment_list: re.Pattern[str] = NEVER
    addenda: re.Pattern[str] = NEVER
    preamble: re.Pattern[str] = NEVER
    closing: re.Pattern[str] = NEVER
    appeal: re.Pattern[str] = NEVER
    caption: re.Pattern[str] = NEVER
    through: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """How sentences end: the marks, those of them that end one only before a space, and words whose full stop ends
    none."""

    ends: str = ""
    spaced: str = ""
    abbreviations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A written language: codes (ISO 639-2, BCP 47, interface), script, labels, dates, punctuation, formulas."""

    code: str
    tag: str
    interface: str
    name: str
    joiner: str
    word_start: bool
    terminal: str
    quotes: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]
    brackets: tuple[tuple[str, str], ...]
    closing: Mapping[str, str]
    closers: re.Pattern[str]
    script: Script
    shapes: tuple[Shape, ...]
    dates: tuple[LabelForm, ...]
    years: tuple[LabelForm, ...]
    months: tuple[str, ...]
    run_in: RunIn
    formulas: Formulas
    sentences: SentenceMarks
    date_ends: Signs
    openings: Mapping[str, Opening]
    otherwise: Opening
    runs: frozenset[str]
    words: Mapping[str, Any]

    @property
    def wording(self) -> Wording:
        """How it words numbers, negations, lists; read from its table `wording` when it is first asked for."""
        return _wording(self)


def written_form(languages: Mapping[str, Language], code: str, text: str) -> Language:
    """Of the forms of a language, which share its code, the one that a text is written in, as its characters show; the
    usual one where nothing shows it."""
    usual = languages[code]
    forms = (usual, *(form for form in languages.values() if form.code == code and form is not usual))
    return forms[owner(text, tuple(form.script for form in forms)) or 0] if len(forms) > 1 else usual


def language(data: Mapping[str, Any]) -> Language:
    """The language that a file of schema/languages describes."""
    months = tuple(data.get("months", ()))
    shapes = tuple(Shape(item["shape"], tuple(label_patterns.form(form, months) for form in item["forms"]),
                         pattern(item.get("never")), item.get("in_runs", False)) for item in data.get("labels", ()))
    forms = tuple((shape, form) for shape in shapes for form in shape.forms)
    dates_ = tuple(label_patterns.form(item["form"], months, item.get("offset", 0)) for item in data.get("dates", ()))
    return Language(
        data["code"], data["tag"], data["interface"], data["name"], data.get("joiner", ""), data["word_start"],
        data["terminal"], _pairs(data.get("quotes", ())), _pairs(data.get("titles", ())),
        _pairs(data.get("brackets", ())), dict(_pairs(data.get("brackets", ()))),
        _closers(_pairs((*data.get("titles", ()), *data.get("brackets", ())))),
        script(data["script"]), shapes,
        dates_,
        tuple(label_patterns.form(item["form"], months, item.get("offset", 0)) for item in data.get("years", ())),
        months,
        _run_in(data.get("run_in", {})),
        Formulas(**{field.name: pattern(data.get("formulas", {}).get(field.name)) for field in fields(Formulas)}),
        _sentences(data.get("sentences", {})), union([form.last for form in dates_]), _openings(forms),
        Opening(tuple(item for item in forms if item[1].first is None)),
        frozenset(shape.name for shape in shapes if shape.in_runs),
        data.get("wording", {}))


@cache
def _wording(known: Language) -> Wording:
    return wording(known.words)


def readings(text: str, language: Language, at: int = 0) -> tuple[Label, ...]:
    """Every way to read a label at the start of a text, or at a place in it, the longest first, else in the language's
    order."""
    sign, start = text[at:at + 1], at
    opening = language.openings.get(sign)
    if opening is None:
        if not sign or sign.isspace() or sign in UNSEEN:
            seen = _SEEN.search(text, at)
            if seen is None:
                return ()
            start = seen.start()
            opening = language.openings.get(text[start], language.otherwise)
        else:
            opening = language.otherwise
    if not opening.forms:
        return ()
    match = opening.pattern.match(text, start)
    if match is None or match.lastindex is None:
        return ()
    return _read(opening, match.groups(), start)


@lru_cache(_CACHED)
def _read(opening: Opening, printed: tuple[str | None, ...], start: int) -> tuple[Label, ...]:
    """The labels that the groups of an opening's pattern bear, the longest first."""
    found = [label for place, end, shape, form in opening.groups if (whole := printed[place]) is not None and (
        label := _label(shape.name, form, printed[place + 1:end], start, start + len(whole))) is not None]
    return tuple(sorted(found, key=lambda label: -label.end))


def read_label(text: str, language: Language) -> Label | None:
    """The likeliest label at the start of a text, such as a printed `num`; None where there is none."""
    return next(iter(readings(text, language)), None)


def dates(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Start, end and ISO form of every full date in a text."""
    found = [(match.start(), match.end(), iso) for form in language.dates for match in form.pattern.finditer(text)
             if (iso := _iso(match, form, language.months)) is not None]
    return tuple(sorted(found))


def may_end_dated(text: str, language: Language) -> bool:
    """Whether a date may stand at the end of a text, by its last character."""
    return language.date_ends is None or text[-1:] in language.date_ends


def years(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Start, end and four digits of every year in a text, those of full dates among them."""
    found = []
    for form in language.years:
        for match in form.pattern.finditer(text):
            year = _numbers(match, form).get("y")
            if year is not None and 1000 <= year + form.offset <= 2999:
                found.append((match.start(), match.end(), str(year + form.offset)))
    return tuple(sorted(found))


def _openings(forms: Sequence[tuple[Shape, LabelForm]]) -> Mapping[str, Opening]:
    """The forms that may begin with each character, in their order, for the characters with which one surely may."""
    signs = sorted(frozenset[str]().union(*(form.first for _, form in forms if form.first is not None)))
    same: dict[tuple[int, ...], Opening] = {}
    found: dict[str, Opening] = {}
    for sign in signs:
        places = tuple(place for place, (_, form) in enumerate(forms) if form.first is None or sign in form.first)
        found[sign] = same.setdefault(places, Opening(tuple(forms[place] for place in places)))
    return found


def _label(shape: str, form: LabelForm, printed: tuple[str | None, ...], start: int, end: int) -> Label | None:
    """The label that bears these numerals, if all of them are."""
    count: list[int] = []
    outer: list[int] = []
    for (name, systems), numeral in zip(form.systems, printed, strict=True):
        number = _value(numeral, systems) if numeral is not None else None
        if number is not None:
            (outer if name[0] == "o" else count).append(number)
        elif numeral is not None:
            return None
    return Label(shape, "-".join(map(str, count)), end, start, tuple(count), tuple(outer))


def _numbers(match: re.Match[str], form: LabelForm) -> dict[str, int]:
    """The values of the groups that took part in a match; a group that is no numeral after all is missing."""
    return {name: number for name, systems in form.systems if match[name] is not None
            for number in [_value(match[name], systems)] if number is not None}


def _value(text: str, systems: tuple[str, ...]) -> int | None:
    for system in systems:
        number = numerals.value(text, system)
        if number is not None:
            return number
    return None


def _iso(match: re.Match[str], form: LabelForm, months: tuple[str, ...]) -> str | None:
    numbers = _numbers(match, form)
    named = match.groupdict().get("month")
    if named is not None:
        numbers["m"] = next(index for index, name in enumerate(months, 1) if name.lower() == named.lower())
    if not {"y", "m", "d"} <= numbers.keys() or numbers["y"] + form.offset < 1000:
        return None
    try:
        return date(numbers["y"] + form.offset, numbers["m"], numbers["d"]).isoformat()
    except (ValueError, OverflowError):
        return None


def _sentences(data: Mapping[str, Any]) -> SentenceMarks:
    return SentenceMarks(data.get("ends", ""), data.get("spaced", ""), frozenset(data.get("abbreviations", ())))


def _run_in(data: Mapping[str, Any]) -> RunIn:
    return RunIn(data.get("numbered_marks", ""), data.get("numbered_length", 0), data.get("unnumbered_marks", ""),
                 data.get("unnumbered_length", 0), data.get("line_length", 40), data.get("alone_length", 0),
                 pattern(data.get("clause")))


def _closers(pairs: Sequence[tuple[str, str]]) -> re.Pattern[str]:
    """What a mark matches that closes what another one opens."""
    return one_of("".join(right for left, right in pairs if left != right))


def _pairs(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((pair[0], pair[-1]) for pair in pairs)

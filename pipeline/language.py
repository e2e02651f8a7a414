"""What Diptych knows of a language and of a jurisdiction: parsed TOML → frozen values, and the readings they allow.

A template in these files is a regular expression in which a blank stands for optional white space
and `{n:chinese|arabic}` for a numeral of one of these systems, under the name n.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from pipeline import numerals

BLANK: Final = r"[ \t\u00a0\u3000]*"
UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters of no width: they stay where they were received, and nothing is read differently for them."""

_IGNORED: Final = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + UNSEEN
_OPENING: Final = rf"[\s{UNSEEN}]*"
_PLACE: Final = re.compile(r"\{(\w+):([\w|-]+)\}")
_NEVER: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled template with the numeral systems of its groups; `offset` turns a year of an era into a common one."""

    pattern: re.Pattern[str]
    systems: tuple[tuple[str, tuple[str, ...]], ...]
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of label. `never` shows, right after it, that the words are a reference and no label."""

    name: str
    forms: tuple[Form, ...]
    never: re.Pattern[str]


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
class Script:
    """How a line shows its language: letters of its own make up at least `share` of the line's letters;
    `characters` are those that tell it from its kin."""

    letters: re.Pattern[str]
    share: float
    characters: frozenset[str]


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
    clause: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class Formulas:
    """Words that show the parts of a document, each tried on a whole line unless it says otherwise."""

    contents: re.Pattern[str] = _NEVER
    addressee: re.Pattern[str] = _NEVER
    title: re.Pattern[str] = _NEVER
    not_title: re.Pattern[str] = _NEVER
    annotation: re.Pattern[str] = _NEVER
    promulgation: re.Pattern[str] = _NEVER
    remark: re.Pattern[str] = _NEVER
    attachment: re.Pattern[str] = _NEVER
    attachment_list: re.Pattern[str] = _NEVER
    addenda: re.Pattern[str] = _NEVER
    preamble: re.Pattern[str] = _NEVER
    closing: re.Pattern[str] = _NEVER
    caption: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class Sentences:
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
    script: Script
    shapes: tuple[Shape, ...]
    dates: tuple[Form, ...]
    years: tuple[Form, ...]
    months: tuple[str, ...]
    run_in: RunIn
    formulas: Formulas
    sentences: Sentences
    forms: tuple[tuple[Shape, Form], ...]
    opening: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Level:
    """A unit of a kind of document: its element, the label shapes that open it, how it shows its heading
    (`line`, `bracket` or none), and the element of the unnumbered paragraphs that it counts, if it does. A floating
    level goes for one only where its labels stand above those that show the kind; before the label of a captioned one
    a line may stand that names it and those after it."""

    element: str
    shapes: tuple[str, ...]
    heading: str = ""
    paragraphs: str = ""
    floating: bool = False
    captioned: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: `needs` are the shapes that show it; `levels` from the outermost in; below them the
    shapes of `outline` in their usual order, those that occur taking the elements of `elements` one by one."""

    name: str
    needs: tuple[str, ...]
    levels: tuple[Level, ...]
    outline: tuple[str, ...]
    elements: tuple[str, ...]
    headings: bool


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A country's documents: the kinds, the more telling first, the shapes of document numbers, and the files of
    schema/languages that it writes in."""

    code: str
    kinds: tuple[Kind, ...]
    numbers: tuple[re.Pattern[str], ...]
    languages: tuple[str, ...] = ()


class HasText(Protocol):
    """Anything with a text, such as a line of a file."""

    @property
    def text(self) -> str: ...


L = TypeVar("L", bound=HasText)


def language(data: Mapping[str, Any]) -> Language:
    """The language that a file of schema/languages describes."""
    months = tuple(data.get("months", ()))
    shapes = tuple(Shape(item["shape"], tuple(_form(form, months, opening=_OPENING) for form in item["forms"]),
                         _pattern(item.get("never"))) for item in data.get("labels", ()))
    forms = tuple((shape, form) for shape in shapes for form in shape.forms)
    script = data["script"]
    return Language(
        data["code"], data["tag"], data["interface"], data["name"], data.get("joiner", ""), data["word_start"],
        data["terminal"], _pairs(data.get("quotes", ())), _pairs(data.get("titles", ())),
        _pairs(data.get("brackets", ())),
        Script(re.compile(f"[{script['letters']}]"), script["share"], frozenset(script.get("characters", ""))), shapes,
        tuple(_form(item["form"], months, item.get("offset", 0)) for item in data.get("dates", ())),
        tuple(_form(item["form"], months, item.get("offset", 0)) for item in data.get("years", ())), months,
        _run_in(data.get("run_in", {})),
        Formulas(**{field.name: _pattern(data.get("formulas", {}).get(field.name)) for field in fields(Formulas)}),
        _sentences(data.get("sentences", {})), forms, _all_at_once([form.pattern.pattern for _, form in forms]))


def jurisdiction(data: Mapping[str, Any]) -> Jurisdiction:
    """The jurisdiction that a file of schema/jurisdictions describes."""
    kinds = tuple(
        Kind(item["name"], tuple(item.get("needs", ())),
             tuple(Level(level["element"], tuple(level["shapes"]), level.get("heading", ""),
                         level.get("paragraphs", ""), level.get("floating", False),
                         level.get("captioned", False))
                   for level in item.get("levels", ())),
             tuple(item.get("outline", ())), tuple(item["elements"]), item.get("headings", False))
        for item in data["kinds"])
    return Jurisdiction(data["code"], kinds, tuple(re.compile(_spaced(number)) for number in data.get("numbers", ())),
                        tuple(data.get("languages", ())))


def readings(text: str, language: Language) -> tuple[Label, ...]:
    """Every way to read a label at the start of a text, the longest first, else in the language's order."""
    fitting = language.opening.match(text)
    if fitting is None or fitting.lastindex is None:
        return ()
    found = [label for group, (shape, form) in enumerate(language.forms, 1) if fitting[group] is not None
             if (label := _label(text, shape, form)) is not None]
    return tuple(found if len(found) < 2 else sorted(found, key=lambda label: -label.end))


def read_label(text: str, language: Language) -> Label | None:
    """The likeliest label at the start of a text, such as a printed `num`; None where there is none."""
    return next(iter(readings(text, language)), None)


def dates(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Start, end and ISO form of every full date in a text."""
    found = [(match.start(), match.end(), iso) for form in language.dates for match in form.pattern.finditer(text)
             if (iso := _iso(match, form, language.months)) is not None]
    return tuple(sorted(found))


def years(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Start, end and four digits of every year in a text, those of full dates among them."""
    found = []
    for form in language.years:
        for match in form.pattern.finditer(text):
            year = _numbers(match, form).get("y")
            if year is not None and 1000 <= year + form.offset <= 2999:
                found.append((match.start(), match.end(), str(year + form.offset)))
    return tuple(sorted(found))


def split(lines: Sequence[L], languages: Sequence[Language]) -> tuple[tuple[L, ...], ...]:
    """The lines of each language, told by script; a line without letters goes with the line before it."""
    letters = re.compile("|".join(known.script.letters.pattern for known in languages) or "(?!)")
    owners = [_owner(line.text, languages, letters) for line in lines]
    current = next((owner for owner in owners if owner is not None), 0)
    parts: tuple[list[L], ...] = tuple([] for _ in languages)
    for line, owner in zip(lines, owners if parts else (), strict=bool(parts)):
        current = current if owner is None else owner
        parts[current].append(line)
    return tuple(tuple(part) for part in parts)


def _owner(text: str, languages: Sequence[Language], letters: re.Pattern[str]) -> int | None:
    """The index of the language that a line is written in: the choosiest whose share of letters it reaches."""
    counts = [len(known.script.letters.findall(text)) for known in languages]
    total = len(letters.findall(text))
    fitting = [index for index, known in enumerate(languages) if total and counts[index] >= known.script.share * total]
    if not fitting:
        return None
    return min(fitting, key=lambda index: (
        languages[index].script.share, -sum(sign in languages[index].script.characters for sign in text), index))


def _all_at_once(patterns: Sequence[str]) -> re.Pattern[str]:
    """A pattern that matches everywhere, with one group for each of the patterns, set where that one matches."""
    plain = (re.sub(r"\?P<\w+>", "?:", pattern) for pattern in patterns)
    return re.compile(_OPENING + "".join(f"(?:(?=({pattern.removeprefix(_OPENING)}))|)" for pattern in plain))


def _label(text: str, shape: Shape, form: Form) -> Label | None:
    match = form.pattern.match(text)
    if match is None or shape.never.match(text, match.end()):
        return None
    count: list[int] = []
    outer: list[int] = []
    for name, systems in form.systems:
        numeral = match[name]
        if numeral is None:
            continue
        number = _value(numeral, systems)
        if number is None:
            return None
        (outer if name[0] == "o" else count).append(number)
    return Label(shape.name, "-".join(map(str, count)), match.end(), _skip(text), tuple(count), tuple(outer))


def _skip(text: str) -> int:
    """Where the white space and unseen characters at the start of a text end."""
    return len(text) - len(text.lstrip(_IGNORED))


def _numbers(match: re.Match[str], form: Form) -> dict[str, int]:
    """The values of the groups that took part in a match; a group that is no numeral after all is missing."""
    return {name: number for name, systems in form.systems if match[name] is not None
            for number in [_value(match[name], systems)] if number is not None}


def _value(text: str, systems: tuple[str, ...]) -> int | None:
    for system in systems:
        number = numerals.value(text, system)
        if number is not None:
            return number
    return None


def _iso(match: re.Match[str], form: Form, months: tuple[str, ...]) -> str | None:
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


def _sentences(data: Mapping[str, Any]) -> Sentences:
    return Sentences(data.get("ends", ""), data.get("spaced", ""), frozenset(data.get("abbreviations", ())))


def _run_in(data: Mapping[str, Any]) -> RunIn:
    return RunIn(data.get("numbered_marks", ""), data.get("numbered_length", 0), data.get("unnumbered_marks", ""),
                 data.get("unnumbered_length", 0), data.get("line_length", 40), data.get("alone_length", 0),
                 _pattern(data.get("clause")))


def _form(template: str, months: tuple[str, ...], offset: int = 0, opening: str = "") -> Form:
    """A template compiled, after the pattern of what may stand before it."""
    systems = tuple((match[1], tuple(match[2].split("|")))
                    for match in _PLACE.finditer(template) if match[1] != "month")
    return Form(re.compile(opening + "".join(_expanded(template, months))), systems, offset)


def _expanded(template: str, months: tuple[str, ...]) -> Iterator[str]:
    place = 0
    for match in _PLACE.finditer(template):
        names = "|".join(map(re.escape, months)) if match[1] == "month" else "|".join(
            map(numerals.pattern, match[2].split("|")))
        yield _spaced(template[place:match.start()]) + f"(?P<{match[1]}>{names})"
        place = match.end()
    yield _spaced(template[place:])


def _spaced(template: str) -> str:
    return template.replace(" ", BLANK)


def _pattern(words: str | None) -> re.Pattern[str]:
    return _NEVER if words is None else re.compile(_spaced(words))


def _pairs(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((pair[0], pair[-1]) for pair in pairs)

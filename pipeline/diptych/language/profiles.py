"""Tables of schema/languages → written languages; texts in them → labels, dates and years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from diptych.language import label_patterns, numerals
from diptych.language.document_forms import DocumentForm, document_form
from diptych.language.label_patterns import NEVER, LabelForm, Signs, one_of, pattern, union
from diptych.language.wording import Wording, wording
from diptych.language.writing_systems import Script, owner, script
from diptych.values import dataclass, from_table

UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width. They are kept as received and ignored by all readers."""

_CACHED: Final = 8192
"""Label readings that are cached; most documents number alike. Chosen. Raised: more memory."""
SERIES: Final = "p"
"""First letter of the name of a group with the letters before a number, which are no part of its count: L in L111-1."""
SUFFIX: Final = "s"
"""First letter of the name of a group with the letters behind a number that insert a unit: A in 12A."""
_THROUGH: Final = "z"
"""First letter of the name of a group with the last number of a range: 7 in (5) to (7)."""
_OUTER: Final = "o"
"""First letter of the name of a group with the number of an enclosing unit: 1 in 1.2."""
_SEEN: Final = re.compile(rf"[^\s{UNSEEN}]")


OTHER: Final = "und"
"""The file of schema/languages for a language that no other file describes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of label. If `never` matches after it, it is a reference. A shape `in_runs` is a label only in a series
    that counts from one."""

    name: str
    forms: tuple[LabelForm, ...]
    never: re.Pattern[str] = NEVER
    in_runs: bool = False


@dataclass(frozen=True, eq=False)
class Opening:
    """The forms of labels that may begin with a character, with their shapes."""

    forms: tuple[tuple[Shape, LabelForm], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern that matches everywhere, with a group for each form and inside it one for each numeral.

        The group of a form is set if the form matches and the `never` of its shape does not follow.
        """
        return re.compile("".join(f"(?:(?=((?>{form.grouped('(')}))(?!{shape.never.pattern}))|)"
                                  for shape, form in self.forms))

    @cached_property
    def groups(self) -> tuple[tuple[int, int, Shape, LabelForm], ...]:
        """For each form the index of its group, the index after the groups of its numerals, and its shape."""
        groups, index = [], 0
        for shape, form in self.forms:
            groups.append((index, index + 1 + len(form.names), shape, form))
            index = groups[-1][1]
        return tuple(groups)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a text, up to `end`. `number` is in Arabic digits (`12-2` for a branch), and keeps the
    letters behind and before it (`12a`, `l111-1`).

    `count` are its numbers. `outer` are those of the enclosing units if the label prints them (1.2 → 1). `through` are
    those of the last unit that a range names, (5) to (7).
    """

    shape: str
    number: str
    end: int
    start: int = 0
    count: tuple[int, ...] = ()
    outer: tuple[int, ...] = ()
    through: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RunIn:
    """Headings on the line of their text: the marks that end them, and their greatest lengths in characters.

    A heading up to `alone_length` needs no sibling with one. `clause` matches text that is no heading. What begins
    with one of `heading_marks` behind the number of a chapter or another division is its heading.
    """

    heading_marks: str = ""
    numbered_marks: str = ""
    numbered_length: int = 0
    unnumbered_marks: str = ""
    unnumbered_length: int = 0
    line_length: int = 40
    alone_length: int = 0
    clause: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Formulas:
    """Patterns of the lines that show the parts of a document.

    `appeal` closes a list of items by addressing all concerned. `long_title` is below a title and explains it.
    Behind an `amendment` are rows that it inserts into another document. A `joint` is before such a row, on a line of
    its own. An `instruction` is the text of a unit that amends. A `division` has no number, but a group `num`.
    An `unnumbered` line is the heading of an article without a number. A line of `supplement` begins addenda if no
    numbering goes on behind it. A `number` of a document is printed alike in several countries, and names none.
    `through` is no whole line: it follows a label and comes before the last label of a range.
    """

    contents: re.Pattern[str] = NEVER
    number: re.Pattern[str] = NEVER
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
    supplement: re.Pattern[str] = NEVER
    preamble: re.Pattern[str] = NEVER
    closing: re.Pattern[str] = NEVER
    appeal: re.Pattern[str] = NEVER
    caption: re.Pattern[str] = NEVER
    amendment: re.Pattern[str] = NEVER
    joint: re.Pattern[str] = NEVER
    instruction: re.Pattern[str] = NEVER
    division: re.Pattern[str] = NEVER
    unnumbered: re.Pattern[str] = NEVER
    through: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """The marks that `ends` a sentence, those that do so only before a space, and words with a full stop."""

    ends: str = ""
    spaced: str = ""
    abbreviations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A written language: codes (ISO 639-2, BCP 47, interface), script, labels, dates, punctuation, formulas.

    `openings` are the forms of labels by first character, `otherwise` those for all other characters. `references` is
    the table of that name, which `diptych.references` reads.
    """

    code: str
    tag: str
    interface: str
    name: str
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
    references: Mapping[str, Any] = field(default_factory=dict)
    definitions: Mapping[str, Any] = field(default_factory=dict)
    """The table of that name, which `diptych.references` reads."""
    search: Mapping[str, Any] = field(default_factory=dict)
    """What a search knows of the language: particles, and names of units with their abbreviations in eIds."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """How labels of units are printed, by their shapes, and the number of a branch, `branch`."""
    joiner: str = ""
    pauses: str = ""
    """Marks of `terminal` behind which a wrapped paragraph goes on if they end a full line."""
    recognised: bool = True
    """Whether a text may be recognised as one in it; else a user must name it."""
    documents: tuple[DocumentForm, ...] = ()
    """The documents that are no laws, the most specific first."""
    also: str = ""
    """Another code of the same written form, under which a term base may have its names: `zho` for `zho-Hans`."""

    def is_named(self, code: str) -> bool:
        """Whether an entry of a term base under this code is in the language."""
        return code in (self.code, self.also)

    @property
    def wording(self) -> Wording:
        """The words for numbers, negations and lists, compiled at first use."""
        return _wording(self)


def written_form(languages: Mapping[str, Language], code: str, text: str) -> Language:
    """The written form of a text by its characters, among the languages with this code; the usual form if they do not
    decide."""
    usual = named(languages, code)
    forms = (usual, *(form for form in languages.values() if form.code == code and form is not usual))
    return forms[owner(text, tuple(form.script for form in forms)) or 0] if len(forms) > 1 else usual


def codes(languages: Mapping[str, Language]) -> frozenset[str]:
    """The codes that an expression may have: those of files of schema/languages, and with their scripts: zho-Hans."""
    return frozenset((*languages, *map(with_script, languages.values())))


def named(languages: Mapping[str, Language], code: str) -> Language:
    """The language of one of `codes`, under this code; any other has the typography of `OTHER` alone."""
    known = languages.get(code)
    if known is None:
        known = next((form for form in languages.values() if with_script(form) == code), None)
        return _coded(languages[OTHER], code, "") if known is None else _coded(known, code, known.code)
    return known if known.code == code else _coded(known, code, "")


@cache
def _coded(known: Language, code: str, also: str) -> Language:
    return replace(known, code=code, also=also)


def with_script(known: Language) -> str:
    """The code of a written form with its script, as in its tag; the code alone if the tag has none."""
    return "-".join((known.code, *known.tag.split("-")[1:]))


def language(data: Mapping[str, Any]) -> Language:
    """The language of a file of schema/languages."""
    months, brackets = tuple(data.get("months", ())), _pairs(data.get("brackets", ()))
    shapes = tuple(from_table(Shape, item, pattern, name=item["shape"], forms=tuple(
        label_patterns.form(form, months) for form in item["forms"])) for item in data.get("labels", ()))
    forms = tuple((shape, form) for shape in shapes for form in shape.forms)
    dates, years = (tuple(label_patterns.form(item["form"], months, item.get("offset", 0))
                          for item in data.get(name, ())) for name in ("dates", "years"))
    titles, sentences = _pairs(data.get("titles", ())), data.get("sentences", {})
    return from_table(
        Language, data, months=months, shapes=shapes, dates=dates, years=years, brackets=brackets, titles=titles,
        quotes=_pairs(data.get("quotes", ())), closing=dict(brackets), closers=_closers((*titles, *brackets)),
        script=script(data["script"]), run_in=from_table(RunIn, data.get("run_in", {}), pattern),
        formulas=from_table(Formulas, data.get("formulas", {}), pattern),
        sentences=from_table(SentenceMarks, sentences, abbreviations=frozenset(sentences.get("abbreviations", ()))),
        date_ends=union([form.last for form in dates]), openings=_openings(forms),
        otherwise=Opening(tuple(item for item in forms if item[1].first is None)),
        runs=frozenset(shape.name for shape in shapes if shape.in_runs), words=data.get("wording", {}),
        documents=tuple(map(document_form, data.get("documents", ()))))


@cache
def _wording(known: Language) -> Wording:
    """The wording of a language, cached by identity."""
    return wording(known.words)


def readings(text: str, language: Language, at: int = 0) -> tuple[Label, ...]:
    """All readings of a label at the start of a text, or at a position in it: the longest first, then in the order of
    the language."""
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
    """The labels of the groups of an opening's pattern, the longest first."""
    labels = [label for place, end, shape, form in opening.groups if (whole := printed[place]) is not None and (
        label := _label(shape.name, form, printed[place + 1:end], start, start + len(whole))) is not None]
    return tuple(sorted(labels, key=lambda label: -label.end))


def read_label(text: str, language: Language) -> Label | None:
    """The likeliest label at the start of a text, such as a printed `num`; None if there is none."""
    return next(iter(readings(text, language)), None)


def dates(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """The start, end and ISO 8601 form of every full date in a text."""
    spans = [(match.start(), match.end(), iso) for form in language.dates for match in form.pattern.finditer(text)
             if (iso := _iso(match, form, language.months)) is not None]
    return tuple(sorted(spans))


def may_end_dated(text: str, language: Language) -> bool:
    """True if the last character of a text may end a date."""
    return language.date_ends is None or text[-1:] in language.date_ends


def years(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """The start, end and four digits of every year in a text, those of full dates included."""
    spans = ((match.start(), match.end(), _numbers(match, form).get("y", -form.offset) + form.offset)
             for form in language.years for match in form.pattern.finditer(text))
    return tuple(sorted((start, end, str(year)) for start, end, year in spans if 1000 <= year <= 2999))


def _openings(forms: Sequence[tuple[Shape, LabelForm]]) -> Mapping[str, Opening]:
    """The forms that may begin with each character, in order, for the first characters of any form."""
    signs = sorted(frozenset[str]().union(*(form.first for _, form in forms if form.first is not None)))
    same: dict[tuple[int, ...], Opening] = {}
    openings: dict[str, Opening] = {}
    for sign in signs:
        places = tuple(place for place, (_, form) in enumerate(forms) if form.first is None or sign in form.first)
        openings[sign] = same.setdefault(places, Opening(tuple(forms[place] for place in places)))
    return openings


def _label(shape: str, form: LabelForm, printed: tuple[str | None, ...], start: int, end: int) -> Label | None:
    """The label with these numerals; None if a group is no numeral."""
    count: list[int] = []
    outer: list[int] = []
    through: list[int] = []
    parts: list[str] = []
    for (name, systems), numeral in zip(form.systems, printed, strict=True):
        if numeral is None:
            continue
        number = _value(numeral, systems)
        if number is None:
            return None
        kind = name[0]
        if kind in (_OUTER, _THROUGH):
            (outer if kind == _OUTER else through).append(number)
            continue
        if kind != SERIES:
            count.append(number)
        if kind in (SERIES, SUFFIX):
            parts.append(numeral.lower())
        else:
            parts.append(f"-{number}" if len(count) > 1 else str(number))
    return Label(shape, "".join(parts), end, start, tuple(count), tuple(outer), tuple(through))


def _numbers(match: re.Match[str], form: LabelForm) -> dict[str, int]:
    """The values of the matched groups that are numerals."""
    return {name: number for name, systems in form.systems if match[name] is not None
            for number in [_value(match[name], systems)] if number is not None}


def _value(text: str, systems: tuple[str, ...]) -> int | None:
    """The value of a numeral in the first system that has it."""
    return next((number for system in systems if (number := numerals.value(text, system)) is not None), None)


def _iso(match: re.Match[str], form: LabelForm, months: tuple[str, ...]) -> str | None:
    """The ISO 8601 form of a matched date; None if there is no such day."""
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


def _closers(pairs: Sequence[tuple[str, str]]) -> re.Pattern[str]:
    """The pattern of the closing marks of pairs."""
    return one_of("".join(closing for opening, closing in pairs if opening != closing))


def _pairs(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The opening and the closing mark of each pair."""
    return tuple((pair[0], pair[-1]) for pair in pairs)

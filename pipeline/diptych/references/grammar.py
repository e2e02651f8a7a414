"""The table `references` of a file in schema/languages → patterns of the words that refer to a unit.

Templates are those of labels: a blank is optional white space, `{n:chinese}` is a numeral.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Final, NamedTuple

from diptych.akn.names import ABBREVIATIONS
from diptych.language import label_patterns, numerals
from diptych.language.label_patterns import BLANK, NEVER, LabelForm, Signs, Words, deferred_source, union
from diptych.language.profiles import SERIES, SUFFIX, Language
from diptych.values import dataclass, from_table

PRECEDING: Final = "preceding"
CURRENT: Final = "current"
SAME: Final = "same"
_ANAPHORS: Final = (PRECEDING, CURRENT, SAME)
_BEFORE: Final = ("annex", "addenda", "outside")
"""Keys of the words before a reference. Where several match, the first counts."""
THIS: Final = "this"
SAME_DOCUMENT: Final = "same"
TITLE: Final = "title"
NAME: Final = "name"
ANNEX: Final = "annex"
_ANYTHING: Final = re.compile("")
_NO_FORM: Final = label_patterns.form("(?!)")
_CITED: Final = (THIS, TITLE, ANNEX, SAME_DOCUMENT, NAME)
"""How a text names a document: as this one, as the same as before, by its title in brackets or bare; and annexes."""
_DEEPEST: Final = 12
"""Most units inside one another that a reference names; chosen. Raised: a row of numbers without words takes longer."""
_ARTICLE: Final = ABBREVIATIONS["article"]
_OF_ARTICLES: Final = "articles"
"""The key of what is other in texts of articles."""
_CACHED: Final = 1024
"""Numerals that are cached; chosen. Raised: more memory."""


@dataclass(frozen=True, slots=True)
class ReferenceLevel:
    """A level of units that a reference names.

    `forms` begin a reference or follow an outer level. `inner` forms only follow an outer level. `later` forms only
    follow another reference in a list. `abbreviations` are those of its elements in eIds.
    """

    abbreviations: tuple[str, ...]
    forms: tuple[LabelForm, ...]
    inner: tuple[LabelForm, ...]
    later: tuple[LabelForm, ...]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A form that names a unit of the level by its place: the unit or units `preceding` this one, the `current` one,
    or the `same` as in the reference before."""

    kind: str
    level: int
    form: LabelForm


_Start = tuple[Anaphor | None, int, LabelForm]
"""A form that begins a reference: its anaphor, if it is one, and its level."""


@dataclass(frozen=True, eq=False)
class UnitOpening:
    """What begins a reference: the number of its group, before those of its numerals, is a key of `starts`."""

    starts: Mapping[int, _Start]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What begins a reference, as a single pattern; one that matches nothing if there are none.

        It is compiled at first use: a text has few of the characters with which a reference may begin.
        """
        groups = "|".join([f"({form.grouped('(')})" for _, _, form in self.starts.values()])
        return re.compile(groups) if groups else NEVER


@dataclass(frozen=True, slots=True, eq=False)
class DocumentNames:
    """How a language names documents; schema/languages/zho.toml explains the keys.

    `cited` matches words for a document, in a group for each kind; a `name` is the end of a bare one, whose beginning
    `bare` or the `known` names show, whose lengths are `lengths`, the greatest first; before a known one comes no
    letter but those of `preceded`; behind a bare one comes what `followed` matches. Around a short name is what
    `short_apart` and `short_followed` match. Names in brackets count if they match `norm`. `gap` comes between a
    document and its unit. `defined` gives a short name to the document before it. `derived` are the endings that make a
    title that of a document made under another, with the words for the other. `kinds` are words for this document, with
    what the title of such a document matches; without an entry it ends with the words. `ending` matches the end of a
    bare name, `apart` what comes before a known one. `behind` comes between a unit and the bare name of its document.
    `short_title` gives a document its short title.
    """

    cited: re.Pattern[str]
    known: frozenset[str] = frozenset()
    lengths: tuple[int, ...] = ()
    preceded: str = ""
    bare: re.Pattern[str] = NEVER
    norm: re.Pattern[str] = NEVER
    gap: re.Pattern[str] = NEVER
    defined: re.Pattern[str] = NEVER
    state: re.Pattern[str] = NEVER
    derived: tuple[tuple[str, str, str], ...] = ()
    kinds: tuple[tuple[str, re.Pattern[str]], ...] = ()
    ending: re.Pattern[str] = NEVER
    apart: re.Pattern[str] = _ANYTHING
    behind: re.Pattern[str] = NEVER
    short_title: re.Pattern[str] = NEVER
    followed: re.Pattern[str] = _ANYTHING
    short_apart: re.Pattern[str] = NEVER
    short_followed: re.Pattern[str] = _ANYTHING

    def made_ending(self, text: str, end: int) -> str:
        """The ending of `derived` that a text has before a place; empty if it has none."""
        return next((ending for ending, _, _ in self.derived if text.endswith(ending, 0, end)), "")

    def known_at(self, text: str, start: int) -> str:
        """The longest known name that a text has at a place; empty if it has none."""
        return next((name for length in self.lengths if (name := text[start:start + length]) in self.known), "")

    def known_before(self, text: str, end: int) -> str:
        """The longest known name that a text has before a place; empty if it has none."""
        return next((name for length in self.lengths if (name := text[max(end - length, 0):end]) in self.known), "")


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The references of a language; schema/languages/zho.toml explains the keys.

    `sought` matches fast where a reference may begin. `openings` match its anaphor or outermost unit, by the first
    character, with those whose first character is unknown; `opening` matches these alone. `further` matches the units
    in it, one inside the other. `follows` are the first characters of inner levels, None if unknown. `lists`: a later
    member of a list may be its number alone. `before` matches the words before a reference that say to what it belongs;
    they end with one of `edges`. `articles` is the level whose units are
    numbered through the document. `annexes` match the label of an annex with its number, `annexes_later` the number
    alone of a further one, behind what `annex_joint` matches. `phrase` matches a list of
    bare numbers with the name of their level, which one of `depths` matches; `figure` is a number in it. `outward`
    comes between a unit and the one around it that is printed after it, `within` between a unit and one in it that does
    not count. `branch` is a member of a list of branches that prints no article. `own_after` matches what says behind a
    unit that it is one of this document. `counted`: such lists are references, in a text of articles. `same_behind`:
    words for the same unit are none unless a reference comes before. `ahead` matches words
    before what is sought with which an anaphor begins. `listed` matches the words between two members of a list that
    do more than join them, `anew` words before an article by which it does not go on with a list. All these are
    compiled at first use.
    """

    levels: tuple[ReferenceLevel, ...]
    anaphors: tuple[Anaphor, ...]
    articles: int
    follows: Signs
    lists: bool
    before: re.Pattern[str]
    openings: Mapping[str, UnitOpening]
    opening: UnitOpening
    further: re.Pattern[str]
    documents: DocumentNames
    sought: re.Pattern[str] = NEVER
    outside_after: re.Pattern[str] = NEVER
    edges: str = ""
    foreign: re.Pattern[str] = NEVER
    phrase: re.Pattern[str] = NEVER
    figure: LabelForm = _NO_FORM
    depths: tuple[tuple[int, re.Pattern[str]], ...] = ()
    outward: re.Pattern[str] = NEVER
    within: re.Pattern[str] = NEVER
    branch: LabelForm = _NO_FORM
    own_after: re.Pattern[str] = NEVER
    amending: re.Pattern[str] = NEVER
    amended: re.Pattern[str] = NEVER
    repealed: re.Pattern[str] = NEVER
    amending_title: re.Pattern[str] = NEVER
    tail: re.Pattern[str] = NEVER
    through: re.Pattern[str] = NEVER
    until: re.Pattern[str] = NEVER
    joint: re.Pattern[str] = NEVER
    unfinished: re.Pattern[str] = NEVER
    sentence: re.Pattern[str] = NEVER
    listed: re.Pattern[str] = NEVER
    anew: re.Pattern[str] = NEVER
    carries: re.Pattern[str] = NEVER
    applied: re.Pattern[str] = NEVER
    annexes: tuple[LabelForm, ...] = ()
    annexes_later: tuple[LabelForm, ...] = ()
    annex_joint: re.Pattern[str] = NEVER
    inherits: bool = False
    addenda_refer_to_body: bool = False
    counted: bool = False
    same_behind: bool = False
    ahead: re.Pattern[str] = NEVER

    def is_article(self, rank: int) -> bool:
        """Whether the units of a level are numbered through the document, as articles are beside sections."""
        return rank == self.articles or _ARTICLE in self.levels[rank].abbreviations

    def chain(self, text: str, at: int) -> str:
        """The words of units named one inside the other, or of an anaphor with units in it; empty without any."""
        opening = self.openings.get(text[at:at + 1], self.opening).pattern.match(text, at)
        inner = self.further.match(text, opening.end()) if opening else None
        return text[at:inner.end()] if inner else ""


class _Templates(NamedTuple):
    """Templates as patterns that are compiled at first use; `blank` is the white space at a blank."""

    blank: str

    def form(self, template: str) -> LabelForm:
        """The form of a template."""
        return label_patterns.form(template, blank=self.blank)

    def pattern(self, words: Words) -> re.Pattern[str]:
        """The pattern of a template without numerals."""
        return label_patterns.deferred(words, self.blank)

    def source(self, words: Words) -> str:
        """The regular expression of a template without numerals."""
        return label_patterns.spaced(label_patterns.expression(words), self.blank)


@cache
def grammar(language: Language, *, of_articles: bool = False, blank: str = BLANK) -> Grammar | None:
    """The references of a language; None if its file says nothing of them.

    A text `of_articles`, not sections, may have other elements for the units that the same words name. `blank` is the
    white space that may be at a blank of a template.
    """
    data = language.references
    if not data:
        return None
    if of_articles and _OF_ARTICLES in data:
        data = _of_articles(data, data[_OF_ARTICLES])
    templates = _Templates(blank)
    levels = tuple(_level(item, templates) for item in data["levels"])
    anaphors = tuple(_anaphors(data, levels, templates))
    articles = _rank(data.get("whole", "article"), levels)
    starts = [(anaphor, anaphor.level, anaphor.form) for anaphor in anaphors]
    firsts = [(None, rank, form) for rank, level in enumerate(levels) for form in level.forms]
    openings = _openings((*starts, *firsts))
    inner = [form for level in levels for form in (*level.forms, *level.inner)]
    before = "|".join(f"(?P<{name}>{templates.source(data[name])})" for name in _BEFORE if name in data)
    named = data.get("depths", {}).items()
    depths = tuple((_rank(element, levels), templates.pattern(words)) for element, words in named)
    figure, branch = (templates.form(data[key]) if key in data else _NO_FORM for key in ("figure", "branch"))
    table = {key: value for key, value in data.items() if key not in ("documents", _OF_ARTICLES)}
    return from_table(
        Grammar, table, templates.pattern, levels=levels, anaphors=anaphors, articles=articles,
        depths=depths, figure=figure, branch=branch, openings=openings,
        opening=_opening([start for start in (*starts, *firsts) if start[2].first is None]),
        further=deferred_source(f"(?:{blank}(?:{_any(inner)})){{0,{_DEEPEST}}}"),
        annexes=tuple(map(templates.form, data.get("annexes", ()))),
        annexes_later=tuple(map(templates.form, data.get("annexes_later", ()))),
        documents=_documents(data.get("documents", {}), language, templates),
        follows=union([form.first for form in inner]),
        lists="branch" in data or any(level.later for level in levels),
        before=deferred_source(before))


def has_articles(language: Language) -> bool:
    """Whether the words of a language name other elements in a text of articles."""
    return _OF_ARTICLES in language.references


def _of_articles(data: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table of a language with the elements and words of texts of articles; that of articles is the level whose
    units are numbered through the document."""
    names = other["elements"]
    first = {ABBREVIATIONS.get(name, name): found[0] for name, found in names.items()}
    levels = [{**level, "elements": names[level["elements"][0]]} for level in data["levels"]
              if level["elements"][0] in names]
    levels.sort(key=lambda level: level["elements"][0] in other.get("outer", ()), reverse=True)
    depths = {first[ABBREVIATIONS.get(name, name)]: words for name, words in data.get("depths", {}).items()}
    words = {key: value for key, value in other.items() if key not in ("elements", "outer")}
    return {**{key: value for key, value in data.items() if key != _OF_ARTICLES}, "whole": "article",
            **{kind: {} for kind in _ANAPHORS}, **words, "levels": levels, "depths": depths}


def _documents(data: Mapping[str, Any], language: Language, templates: _Templates) -> DocumentNames:
    """How the language names documents; nothing does if its file says nothing of it."""
    inner = [(first, last, f"[^{first}{last}]*") for first, last in language.titles]
    titled = [f"{first}{other}(?:{first}{other}{last}{other})*{last}" for first, last, other in inner]
    words = {kind: templates.source(data[kind]) for kind in _CITED if kind in data}
    words[TITLE] = "|".join(filter(None, (*titled, words.get(TITLE))))
    cited = "|".join(f"(?P<{kind}>{words[kind]})" for kind in _CITED if words.get(kind)) if data else "(?!)"
    table = {key: value for key, value in data.items() if key not in _CITED}
    derived = tuple(tuple(item) for item in data.get("derived", ()))
    kinds = tuple((kind, deferred_source(pattern)) for kind, pattern in data.get("kinds", {}).items())
    known = frozenset(data.get("known", ()))
    return from_table(DocumentNames, table, templates.pattern, cited=deferred_source(cited), derived=derived,
                      kinds=kinds, known=known, lengths=tuple(sorted({len(name) for name in known}, reverse=True)),
                      ending=deferred_source(words.get(NAME) or "(?!)"))


def _openings(starts: Sequence[_Start]) -> Mapping[str, UnitOpening]:
    """By each character with which a form is known to begin: the forms that may begin with it."""
    signs = frozenset[str]().union(*(form.first for _, _, form in starts if form.first))
    chosen = {sign: tuple(place for place, start in enumerate(starts)
                          if start[2].first is None or sign in start[2].first) for sign in signs}
    made = {places: _opening([starts[place] for place in places]) for places in set(chosen.values())}
    return {sign: made[places] for sign, places in chosen.items()}


def _opening(starts: Sequence[_Start]) -> UnitOpening:
    """What begins a reference in one of these ways."""
    return UnitOpening(dict(_groups(starts)))


def _any(forms: Sequence[LabelForm]) -> str:
    """The expression of any of these forms, in their order; one that matches nothing if there are none."""
    return "|".join([form.grouped("(?:") for form in forms]) or NEVER.pattern


def _groups(starts: Sequence[_Start]) -> Iterator[tuple[int, _Start]]:
    """What begins a reference, by the number of its group."""
    group = 1
    for item in starts:
        yield group, item
        group += 1 + len(item[2].names)


def path(named: Iterable[tuple[int, str]], levels: Sequence[ReferenceLevel]) -> str:
    """The end of the eId of units that are named one inside the other, by the first name of each level."""
    return "__".join([f"{levels[rank].abbreviations[0]}_{printed}" for rank, printed in named])


def number(printed: Sequence[str | None], form: LabelForm) -> str:
    """The number of the numerals of a form in Arabic digits, `12-2` for a branch; empty if one is none.

    Letters behind a number and letters of a series stay letters: `12a`, `l111-1`.
    """
    parts: list[str] = []
    counted = False
    for numeral, (name, systems) in zip(printed, form.systems, strict=True):
        if numeral is None:
            continue
        value = _value(numeral, systems)
        if not value:
            return ""
        if name[0] in (SERIES, SUFFIX):
            parts.append(numeral.lower())
        else:
            parts.append(f"-{value}" if counted else value)
            counted = True
    return "".join(parts)


@lru_cache(maxsize=_CACHED)
def _value(numeral: str, systems: tuple[str, ...]) -> str:
    """The value of a numeral in Arabic digits; empty if it has none."""
    values = (numerals.value(numeral, system) for system in systems)
    return next((str(value) for value in values if value is not None), "")


def _level(data: Mapping[str, Any], templates: _Templates) -> ReferenceLevel:
    forms = tuple(map(templates.form, data["forms"]))
    inner, later = (tuple(map(templates.form, data.get(key, ()))) for key in ("inner", "later"))
    return ReferenceLevel(tuple(ABBREVIATIONS.get(name, name) for name in data["elements"]), forms, inner, later)


def _anaphors(data: Mapping[str, Any], levels: Sequence[ReferenceLevel], templates: _Templates) -> Iterator[Anaphor]:
    for kind in _ANAPHORS:
        for element, template in data.get(kind, {}).items():
            yield Anaphor(kind, _rank(element, levels), templates.form(template))


def _rank(element: str, levels: Sequence[ReferenceLevel]) -> int:
    """The level that an element is of."""
    name = ABBREVIATIONS.get(element, element)
    return next(rank for rank, level in enumerate(levels) if name in level.abbreviations)

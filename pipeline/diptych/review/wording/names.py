"""The forms of a term base in one language, and their places in a text.

The longest form counts, however it is spaced, inflected, hyphenated or glossed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from diptych.config import works
from diptych.language.profiles import Language
from diptych.review.clause_pairs import Span

_ALIKE: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\uff5e~", "-")
                              | dict.fromkeys("\u318d\u2027\u30fb\uff65\u2022", "\u00b7")
                              | dict.fromkeys("\u201c\u201d\u300c\u300d", '"') | dict.fromkeys("\u2018\u2019", "'"))
"""Hyphens, middle dots and quotation marks by their plain form. Chosen. If a sign is added, more spellings match."""
_UNNAMED: Final = frozenset({"agent", "quantity"})
"""Kinds of terms that are not looked for in texts. Chosen. If one is added, its terms are not checked."""
_GLOSS: Final = re.compile(r"[(（][\u3400-\u9fff\uf900-\ufaff]+[)）]")
"""Pattern of a gloss in Han characters. Chosen. If it matches more, forms are found around other brackets too."""
_SPACE: Final = re.compile(r"\s+")
"""Pattern of white space: defined by Unicode. If it matches more, forms are split at it."""
_Tree = dict[str, "_Tree"]
"""Words as a tree of their letters; an empty key ends a word."""


class FormStatus(IntEnum):
    """The status of a form in the term base, the better first."""

    PREFERRED = 0
    ALLOWED = 1
    FORBIDDEN = 2


@dataclass(frozen=True, slots=True)
class NameForm:
    """A form of a term: its words as in the term base, and its status."""

    term: str
    words: str
    status: FormStatus


@dataclass(frozen=True, slots=True)
class NameOccurrence:
    """A place of a text with a form, which may belong to several terms."""

    span: Span
    forms: tuple[NameForm, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All forms of one language.

    `forms` are those of each term, the better first; `pattern` finds them; `owners` are the forms by their bare words.
    """

    language: Language
    forms: Mapping[str, tuple[NameForm, ...]]
    pattern: re.Pattern[str]
    owners: Mapping[str, tuple[NameForm, ...]]

    def occurrences(self, text: str) -> tuple[NameOccurrence, ...]:
        """The places of the forms in a text, in its order.

        A form inside a longer one is left out. So is a form that begins inside another, unless the language has spaces
        between words."""
        bare, places = _bare(text, self.language)
        occurrences: list[NameOccurrence] = []
        for match in self.pattern.finditer(bare):
            start, end = match.span("form")
            last = match.end() if match.end() > match.start() else end
            span = Span(places[start], places[last - 1] + 1) if places else Span(start, last)
            if (not occurrences or span.end > occurrences[-1].span.end) and _is_whole(span, text):
                occurrences.append(NameOccurrence(span, self.owners[_SPACE.sub(" ", match["form"]).lower()]))
        return tuple(occurrences)

    def has(self, text: str, term: str) -> bool:
        """Whether a text has a form of the term that is not forbidden, even inside a longer form."""
        bare = _bare(text, self.language)[0].lower()
        return any(variant in bare for form in self.forms[term] if form.status is not FormStatus.FORBIDDEN
                   for variant in _variants(form.words, self.language))


def names(terms: Sequence[works.Term], language: Language, ids: frozenset[str]) -> Names:
    """The forms of the terms with these ids in a language."""
    owners: dict[str, dict[str, NameForm]] = {}
    forms = {term.id: tuple(_forms(term, language)) for term in terms if term.id in ids}
    for form in (form for of_term in forms.values() for form in of_term):
        for variant in _variants(form.words, language):
            owners.setdefault(variant, {}).setdefault(form.term, form)
    tree: _Tree = {}
    for variant in owners:
        node = tree
        for sign in variant:
            node = node.setdefault(sign, {})
        node[""] = {}
    pattern = f"(?P<form>{_pattern(tree) if tree else '(?!)'})"
    if language.wording.free_spacing:
        pattern = f"(?={pattern})"
    if _is_spaced(language):
        pattern = rf"(?<!\w){pattern}{language.wording.inflection}(?!\w)"
    return Names(language, forms, re.compile(pattern, re.IGNORECASE),
                 {variant: tuple(by_term.values()) for variant, by_term in owners.items()})


def shared(terms: Sequence[works.Term], languages: Sequence[Language]) -> frozenset[str]:
    """The ids of the terms that texts name and that have a name in each of the languages."""
    return frozenset(term.id for term in terms if term.kind not in _UNNAMED and all(
        any(language.is_named(form.language) for form in term.forms) for language in languages))


def _forms(term: works.Term, language: Language) -> Iterator[NameForm]:
    """The forms of a term in a language, the better first."""
    for form in term.forms:
        if language.is_named(form.language):
            yield NameForm(term.id, form.preferred, FormStatus.PREFERRED)
            yield from (NameForm(term.id, words, FormStatus.ALLOWED) for words in form.allowed)
            yield from (NameForm(term.id, words, FormStatus.FORBIDDEN) for words in form.forbidden)


def _is_spaced(language: Language) -> bool:
    """Whether the language always has spaces between the words of a term."""
    return bool(language.joiner) and not language.wording.free_spacing


def _bare(text: str, language: Language) -> tuple[str, Sequence[int]]:
    """A text in which forms are looked for, and the places of its characters in `text`.

    Glosses, and white space in a language of free spacing, are left out. No places are given if nothing is left out."""
    alike = text.translate(_ALIKE)
    glosses = [match.span() for match in _GLOSS.finditer(text)] if language.wording.glosses else []
    if not glosses and (_is_spaced(language) or not _SPACE.search(text)):
        return alike, ()
    hidden = {index for start, end in glosses for index in range(start, end)}
    places = [index for index, sign in enumerate(text)
              if index not in hidden and (_is_spaced(language) or not sign.isspace())]
    return "".join([alike[index] for index in places]), places


def _is_whole(span: Span, text: str) -> bool:
    """Whether the form is not the end of one word and the beginning of the next by chance."""
    inside = span.start and text[span.start - 1].isalnum() and text[span.start].isalnum()
    return not (inside and _SPACE.search(span.of(text)))


def _variants(words: str, language: Language) -> Iterator[str]:
    """The spellings of a form in a bare text: with the language's joints between its words, and without."""
    parts = [_bare(part, language)[0].lower() for part in _SPACE.split(words.strip())]
    if _is_spaced(language):
        yield " ".join(parts)
        return
    yield from dict.fromkeys(between.join(parts) for between in ("", *language.wording.between))


def _pattern(tree: _Tree) -> str:
    """The pattern of all words of a tree, the longest first."""
    branches = [(r"\s+" if sign == " " else re.escape(sign)) + _pattern(rest) for sign, rest in tree.items() if sign]
    if not branches:
        return ""
    grouped = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{grouped}?" if "" in tree else grouped

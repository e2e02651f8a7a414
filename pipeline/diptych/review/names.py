"""The forms of a term base in one language, and where a text has them: the longest first, however they are spaced,
inflected, hyphenated or glossed."""

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
"""Signs that writers take for one another, as one of them."""
_UNNAMED: Final = frozenset({"agent", "quantity"})
_GLOSS: Final = re.compile(r"[(（][\u3400-\u9fff\uf900-\ufaff]+[)）]")
_SPACE: Final = re.compile(r"\s+")
_Tree = dict[str, "_Tree"]


class FormStatus(IntEnum):
    """What the term base says of a form, the better first."""

    PREFERRED = 0
    ALLOWED = 1
    FORBIDDEN = 2


@dataclass(frozen=True, slots=True)
class NameForm:
    """A form of a term: its words as the term base writes them, and how they stand."""

    term: str
    words: str
    standing: FormStatus


@dataclass(frozen=True, slots=True)
class NameOccurrence:
    """A place in a text that has a form, which may be that of several terms."""

    span: Span
    forms: tuple[NameForm, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All forms of one language: those of each term, the better first; the pattern that finds them; whose each
    is, by its bare words."""

    language: Language
    forms: Mapping[str, tuple[NameForm, ...]]
    pattern: re.Pattern[str]
    owners: Mapping[str, tuple[NameForm, ...]]

    def occurrences(self, text: str) -> tuple[NameOccurrence, ...]:
        """Where a text has a form, in its order; one inside a longer one is not counted, nor one that begins in the
        middle of another, unless the language sets spaces between words."""
        bare, places = _bare(text, self.language)
        found: list[NameOccurrence] = []
        for match in self.pattern.finditer(bare):
            start, end = match.span("form")
            last = match.end() if match.end() > match.start() else end
            span = Span(places[start], places[last - 1] + 1) if places else Span(start, last)
            if (not found or span.end > found[-1].span.end) and _is_whole(span, text):
                found.append(NameOccurrence(span, self.owners[_SPACE.sub(" ", match["form"]).lower()]))
        return tuple(found)

    def has(self, text: str, term: str) -> bool:
        """Whether a text has a form of the term anywhere, be it in a longer one; not one that is forbidden."""
        bare = _bare(text, self.language)[0].lower()
        return any(variant in bare for form in self.forms[term] if form.standing is not FormStatus.FORBIDDEN
                   for variant in _variants(form.words, self.language))


def names(terms: Sequence[works.Term], language: Language, known: frozenset[str]) -> Names:
    """The forms of the terms with these ids in a language."""
    owners: dict[str, dict[str, NameForm]] = {}
    listed = {term.id: tuple(_forms(term, language)) for term in terms if term.id in known}
    for form in (form for forms in listed.values() for form in forms):
        for variant in _variants(form.words, language):
            owners.setdefault(variant, {}).setdefault(form.term, form)
    tree: _Tree = {}
    for variant in owners:
        node = tree
        for sign in variant:
            node = node.setdefault(sign, {})
        node[""] = {}
    one = f"(?P<form>{_pattern(tree)})" if tree else "(?P<form>(?!))"
    if language.wording.free_spacing:
        one = f"(?={one})"
    if _spaced(language):
        one = rf"(?<!\w){one}{language.wording.inflection}(?!\w)"
    return Names(language, listed, re.compile(one, re.IGNORECASE),
                 {variant: tuple(forms.values()) for variant, forms in owners.items()})


def shared(terms: Sequence[works.Term], languages: Sequence[Language]) -> frozenset[str]:
    """The ids of the terms that are named in texts and have a name in each of the languages."""
    codes = {language.code for language in languages}
    return frozenset(term.id for term in terms
                     if term.kind not in _UNNAMED and codes <= {form.language for form in term.forms})


def _forms(term: works.Term, language: Language) -> Iterator[NameForm]:
    """The forms of a term in a language, the better first."""
    for form in term.forms:
        if form.language == language.code:
            yield NameForm(term.id, form.preferred, FormStatus.PREFERRED)
            yield from (NameForm(term.id, words, FormStatus.ALLOWED) for words in form.allowed)
            yield from (NameForm(term.id, words, FormStatus.FORBIDDEN) for words in form.forbidden)


def _spaced(language: Language) -> bool:
    """Whether white space parts the words of its terms for good."""
    return bool(language.joiner) and not language.wording.free_spacing


def _bare(text: str, language: Language) -> tuple[str, Sequence[int]]:
    """A text as forms are sought in it, and the place of each of its characters; no places where none moved."""
    alike = text.translate(_ALIKE)
    glosses = [match.span() for match in _GLOSS.finditer(text)] if language.wording.glosses else []
    if not glosses and (_spaced(language) or not _SPACE.search(text)):
        return alike, ()
    hidden = {index for start, end in glosses for index in range(start, end)}
    places = [index for index, sign in enumerate(text)
              if index not in hidden and (_spaced(language) or not sign.isspace())]
    return "".join([alike[index] for index in places]), places


def _is_whole(span: Span, text: str) -> bool:
    """Whether it is no chance meeting of the end of one word with the beginning of the next."""
    inside = span.start and text[span.start - 1].isalnum() and text[span.start].isalnum()
    return not (inside and _SPACE.search(span.of(text)))


def _variants(words: str, language: Language) -> Iterator[str]:
    """A form as it may stand in a bare text: with what the language puts between its words, and without."""
    parts = [_bare(part, language)[0].lower() for part in _SPACE.split(words.strip())]
    if _spaced(language):
        yield " ".join(parts)
        return
    yield from dict.fromkeys(between.join(parts) for between in ("", *language.wording.between))


def _pattern(tree: _Tree) -> str:
    """A pattern for all words of a tree of their letters, the longest first."""
    branches = [(r"\s+" if sign == " " else re.escape(sign)) + _pattern(rest) for sign, rest in tree.items() if sign]
    if not branches:
        return ""
    grouped = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{grouped}?" if "" in tree else grouped

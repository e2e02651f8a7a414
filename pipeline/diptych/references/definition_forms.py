"""The table `definitions` of a file in schema/languages → patterns of the words that define a term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Final, NamedTuple

from diptych.language.label_patterns import BLANK, NEVER, deferred
from diptych.language.profiles import Language
from diptych.values import dataclass, from_table

TERM: Final = "term"
"""The group of a form that matches the term."""
_HERE: Final = "here"
"""The group that matches words by which the definition is for the unit around it alone."""


@dataclass(frozen=True, slots=True, eq=False)
class DefinitionForms:
    """How a language defines terms; schema/languages/zho.toml explains the keys.

    A definition has one of the words `sought`. Each of `forms` has the group `term`, and may have the group
    `here`. `before` and `after` match around a use of a term. Terms that match `never` whole are none. Those of fewer
    than `shortest` characters are looked for nowhere else. A text that `quoting` matches defines nothing.
    `alphabetical`: the definitions in a clause may be in the order of the alphabet, which is another in other
    languages.
    """

    sought: tuple[str, ...]
    forms: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] = NEVER
    quoting: re.Pattern[str] = NEVER
    alphabetical: bool = False
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    shortest: int = 2


class DefinedTerm(NamedTuple):
    """Where a term is printed in its definition; `here`: the definition is for the unit around it alone."""

    start: int
    end: int
    here: bool


@cache
def definition_forms(language: Language, blank: str = BLANK) -> DefinitionForms | None:
    """The definitions of a language; None if its file says nothing of them. `blank` is the white space that may be at a
    blank of a template."""
    table = language.definitions
    if not table:
        return None
    pattern = partial(deferred, blank=blank)
    return from_table(DefinitionForms, table, pattern, forms=tuple(map(pattern, table["forms"])))


def defined_terms(text: str, known: DefinitionForms) -> Sequence[DefinedTerm]:
    """The terms that a text defines, in its order; of two that overlap the one that an earlier form finds."""
    found: list[DefinedTerm] = []
    if known.quoting.search(text) is not None:
        return found
    for term in _matches(text, known):
        if not any(term.start < other.end and other.start < term.end for other in found):
            found.append(term)
    return sorted(found)


def _matches(text: str, known: DefinitionForms) -> Iterator[DefinedTerm]:
    for form in known.forms:
        for match in form.finditer(text):
            start, end = match.span(TERM)
            if end > start and known.never.fullmatch(text, start, end) is None:
                yield DefinedTerm(start, end, bool(match.groupdict().get(_HERE)))


@dataclass(frozen=True, slots=True)
class TermPattern:
    """A term, and what matches behind and before it where a text uses it; None where anything may be."""

    term: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def find(self, text: str, start: int) -> int:
        """The first place of the term behind one; -1 if there is none."""
        at = text.find(self.term, start)
        while at >= 0:
            end = at + len(self.term)
            if (self.before is None or self.before.match(text, at)) and (
                    self.after is None or self.after.match(text, end)):
                break
            at = text.find(self.term, end)
        return at


def use(term: str, known: DefinitionForms) -> TermPattern:
    """How a text uses a term."""
    return TermPattern(term, known.before, known.after)

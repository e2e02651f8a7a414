"""Works with their titles and numbers, and a text → the places where it names them.

Titles and numbers are compared as folded text: white space, the form of brackets and of digits, and case do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.compile.address_history import WorkHistory
from diptych.language.profiles import Language
from diptych.references.grammar import grammar
from diptych.review.cited_sources.folded_text import CLOSING, OPENING, FoldedText, folded

TITLE: Final = "title"
NUMBER: Final = "number"
_SHORTEST: Final = 3
"""Letters of the shortest title or number that is looked for; chosen. Lowered, common words count as titles."""
_LONGEST: Final = 200
"""Letters of the longest words in brackets beside a name; chosen. Raised: slower."""
_NUMERALS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that a text may cite: its history, its titles and its numbers as printed, the first ones the main ones."""

    history: WorkHistory
    titles: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedWork:
    """A place from `start` to `end` where a text names a work by title, number or both.

    `other_title` and `other_number` are those that stand beside and are not the work's; empty if none does. `certain`:
    the name stands in brackets, or is a number.
    """

    start: int
    end: int
    work: CitedWork
    certain: bool
    other_title: str = ""
    other_number: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class WorkNames:
    """The folded titles and numbers of works: a pattern of all, and the works of each, with the kind of the name.

    A title without marks comes behind no letter but those of `preceded`. `marks` are by language the characters that
    begin a title and no quotation.
    """

    pattern: re.Pattern[str]
    works: Mapping[str, tuple[str, CitedWork]]
    preceded: str
    marks: Mapping[str, frozenset[str]]

    def titled(self, mark: str, work: CitedWork) -> bool:
        """Whether a character begins a title in a language of a work."""
        languages = {text.language for texts in work.history.texts.values() for text in texts}
        return any(mark in self.marks.get(language, ()) for language in languages)


def names(works: Iterable[CitedWork], languages: Sequence[Language]) -> WorkNames:
    """The names of works, among which those of two works mean neither."""
    grammars = [known for known in map(grammar, languages) if known]
    found: dict[str, tuple[str, CitedWork]] = {}
    shared: set[str] = set()
    for work in works:
        titles = {state.sub("", title) for title in work.titles
                  for state in (known.documents.state for known in grammars)}
        for kind, printed in (*((TITLE, title) for title in (*work.titles, *sorted(titles))),
                              *((NUMBER, number) for number in work.numbers)):
            name = folded(printed).letters
            if len(name) < _SHORTEST or name.isdecimal():
                continue
            if found.setdefault(name, (kind, work))[1] is not work:
                shared.add(name)
    known = {name: entry for name, entry in found.items() if name not in shared}
    alternatives = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    marks = {language.code: frozenset(first for first, _ in language.titles) - {first for first, _ in language.quotes}
             for language in languages}
    return WorkNames(re.compile(alternatives or "(?!)"), known, "".join(each.documents.preceded for each in grammars),
                     marks)


def named_works(text: str, plain: FoldedText, known: WorkNames) -> Iterator[NamedWork]:
    """The places where a text names a work, in order; a title and a number side by side are one place."""
    at = 0
    while (match := known.pattern.search(plain.letters, at)) is not None:
        named = _named(text, plain, match, known)
        at = match.end() if named is None else named[1]
        if named is not None:
            yield named[0]


def _named(text: str, plain: FoldedText, match: re.Match[str], known: WorkNames) -> tuple[NamedWork, int] | None:
    """The work named by a match, and the end of its name among the folded letters."""
    kind, work = known.works[match[0]]
    closed = plain.letters[match.start() - 1:match.start()] == OPENING and plain.letters[match.end():][:1] == CLOSING
    if kind == NUMBER:
        return None if _continues(plain.letters, *match.span()) else _numbered(text, plain, match, known)
    if not closed and not _stands_alone(text, plain, *match.span(), known):
        return None
    end = match.end() + closed
    beside = known.pattern.match(plain.letters, end + (plain.letters[end:end + 1] == OPENING))
    other = known.works[beside[0]] if beside else (TITLE, work)
    if other[0] == NUMBER and other[1] is not work:
        # The number decides which work is meant.
        return None
    after = _bracketed_after(plain.letters, end)
    number = _number_in(after, work)
    end = beside.end() if beside and other[0] == NUMBER and not number else end + (len(after) + 2) * bool(number)
    named = NamedWork(0, 0, work, closed, other_number="" if number in _numbers(work) else number)
    return _place(text, plain, (match.start() - closed, end), named), end


def _numbered(text: str, plain: FoldedText, match: re.Match[str], known: WorkNames) -> tuple[NamedWork, int]:
    """The work named by a number, with the title before or behind it."""
    work, letters = known.works[match[0]][1], plain.letters
    closed = letters[match.start() - 1:match.start()] == OPENING and letters[match.end():][:1] == CLOSING
    start, end = match.start() - closed, match.end() + closed
    title, first = _title_before(letters, start)
    if not title or not known.titled(text[plain.places[first]], work):
        title, first = "", start
    after = "" if title or closed else _bracketed_after(letters, end)
    if after and (after in _titles(work) or known.titled(text[plain.places[end]], work)):
        title, end = after, end + len(after) + 2
    wrong = title if title and not _alike(title, _titles(work)) else ""
    return _place(text, plain, (first, end), NamedWork(0, 0, work, certain=True, other_title=wrong)), end


def _place(text: str, plain: FoldedText, span: tuple[int, int], named: NamedWork) -> NamedWork:
    """The name with its place in the text, and with what stands beside it as printed."""
    start, end = span

    def printed(letters: str) -> str:
        at = plain.letters.find(letters, start, end) if letters else -1
        return text[plain.places[at]:plain.places[at + len(letters) - 1] + 1] if at >= 0 else ""

    return NamedWork(plain.places[start], plain.places[end - 1] + 1, named.work, named.certain,
                     printed(named.other_title), printed(named.other_number))


def _continues(letters: str, start: int, end: int) -> bool:
    """Whether a match is a part of a longer number or word."""
    before, after = letters[start - 1:start], letters[end:end + 1]
    return before.isdecimal() and letters[start].isdecimal() or after.isdecimal() and letters[end - 1].isdecimal()


def _stands_alone(text: str, plain: FoldedText, start: int, end: int, known: WorkNames) -> bool:
    """Whether a title without brackets is not the end of a longer one."""
    first = plain.places[start]
    before = text[first - 1:first]
    latin = plain.letters[end - 1].isascii() and text[plain.places[end - 1] + 1:][:1].isalpha()
    return not latin and (not before.isalpha() or before in known.preceded)


def _title_before(letters: str, end: int) -> tuple[str, int]:
    """The words in brackets before a position, and where their bracket opens; an opening bracket may come between."""
    edge = end - 1 if letters[end - 1:end] == OPENING else end
    depth = 0
    for index in range(edge - 1, max(-1, edge - _LONGEST), -1):
        depth += (letters[index] == CLOSING) - (letters[index] == OPENING)
        if depth < 1:
            return (letters[index + 1:edge - 1], index) if index < edge - 1 else ("", -1)
    return "", -1


def _bracketed_after(letters: str, start: int) -> str:
    """The words in brackets at a position, others inside them included; empty if there are none."""
    depth = 0
    for index in range(start, min(len(letters), start + _LONGEST)):
        depth += (letters[index] == OPENING) - (letters[index] == CLOSING)
        if depth < 1:
            return letters[start + 1:index]
    return ""


def _number_in(words: str, work: CitedWork) -> str:
    """The number in folded words in brackets: the first part that looks like one of the work's."""
    for part in re.split("[,;\u3001]", words):
        for number in _numbers(work):
            alike = _NUMERALS.sub("0", part) == _NUMERALS.sub("0", number)
            if alike or _NUMERALS.search(part) and part[-1:] == number[-1:] and not part[-1:].isdecimal():
                return part
    return ""


def _alike(title: str, titles: Sequence[str]) -> bool:
    """Whether a title is one of a work's, or its end: the issuer may be left out."""
    return any(title == known or known.endswith(title) and 2 * len(title) > len(known) or title.endswith(known)
               for known in titles)


def _titles(work: CitedWork) -> tuple[str, ...]:
    return tuple(folded(title).letters for title in work.titles)


def _numbers(work: CitedWork) -> tuple[str, ...]:
    return tuple(folded(number).letters for number in work.numbers)

"""Pairs of clauses → pairs of their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit, UnitPair, unpaired
from diptych.align.texts import align_prepared, cues, prepare
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language

_CLOSING: Final = frozenset("”’»」』》〉）)]】〕］\"'")
_LOOK_BEHIND: Final = 24
"""Characters before a full stop in which an abbreviation is looked for. Chosen: the longest has fewer. Raised:
slower."""
Span = tuple[int, int]
"""Start and end of a sentence in its clause, in characters."""


@dataclass(frozen=True, slots=True)
class SentencePairs:
    """The sentences of two paired clauses, and their pairs by index."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    pairs: tuple[UnitPair, ...]


def align(clauses: Sequence[tuple[str, str]], languages: tuple[Language, Language],
          known: Equivalents = NOTHING) -> tuple[SentencePairs, ...]:
    """The sentence pairs of each pair of clauses.

    Each clause is aligned with evidence from all: give the clauses of a whole document at once.
    """
    sides = [[tuple(split(clause[side], languages[side])) for clause in clauses] for side in (0, 1)]
    ours, theirs = ([AlignedUnit("", clause[side][start:end])
                     for clause, spans in zip(clauses, sides[side], strict=True) for start, end in spans]
                    for side in (0, 1))
    groups = list(zip(_ranges(sides[0]), _ranges(sides[1]), strict=True))
    parallel = [pair for group in groups if len(group[0]) == len(group[1]) for pair in zip(*group, strict=True)]
    evidence = prepare(cues(ours, theirs, known), parallel) if ours and theirs else None
    return tuple(SentencePairs(left, right, _pairs(evidence, *group))
                 for left, right, group in zip(sides[0], sides[1], groups, strict=True))


def _ranges(clauses: Sequence[Sequence[Span]]) -> Iterator[range]:
    """The indexes of each clause's sentences in the whole text."""
    return (range(start, end) for start, end in pairwise(accumulate(map(len, clauses), initial=0)))


def _pairs(evidence: Evidence | None, ours: range, theirs: range) -> tuple[UnitPair, ...]:
    """The pairs of the sentences of two clauses."""
    if evidence is None or not ours or not theirs:
        return unpaired(len(ours), len(theirs))
    if len(ours) == len(theirs) == 1:
        return (UnitPair((0,), (0,), 1.0),)
    return align_prepared(evidence.part(ours.start, ours.stop, theirs.start, theirs.stop))


def split(text: str, language: Language) -> Iterator[Span]:
    """The sentences of a text without surrounding white space; brackets and quotes are not split."""
    start = 0
    for end in (*_ends(text, language), len(text)):
        piece = text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
            start = end


def _ends(text: str, language: Language) -> Iterator[int]:
    """The positions after the marks that end a sentence, and after each line."""
    opening = {pair[0]: pair[1] for pair in (*language.brackets, *language.quotes, *language.titles)
               if pair[0] != pair[1]}
    expected: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        at += 1
        if sign == "\n":
            expected.clear()
            yield at
        elif sign in opening and opening[sign] in text[at:]:
            expected.append(opening[sign])
        elif expected and sign == expected[-1]:
            expected.pop()
            if not expected and text[at - 2] in language.sentences.ends and _may_begin(text, at, language, "."):
                yield at
        elif not expected and sign in language.sentences.ends:
            while at < len(text) and text[at] in _CLOSING | set(language.sentences.ends):
                at += 1
            if _has_ended(text, at, sign, language):
                yield at


def _has_ended(text: str, at: int, mark: str, language: Language) -> bool:
    """False if the mark before this position belongs to an abbreviation or a number."""
    if mark not in language.sentences.spaced:
        return True
    if not _may_begin(text, at, language, mark):
        return False
    words = text[max(0, at - _LOOK_BEHIND):at].rstrip("".join(_CLOSING)).removesuffix(mark).split()
    last = re.split("[(“«‘’'\"]", words[-1])[-1] if words else ""
    return mark != "." or not (last in language.sentences.abbreviations or len(last) == 1 and last.isalpha()
                               and last.isupper() or last.isdigit())


def _may_begin(text: str, at: int, language: Language, mark: str) -> bool:
    """True at the end of a text and before white space, unless a lower-case letter follows a full stop."""
    rest = text[at:].lstrip()
    if not rest or not language.sentences.spaced:
        return True
    return text[at].isspace() and not (mark == "." and rest[0].islower())

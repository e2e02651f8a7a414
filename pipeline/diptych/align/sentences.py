"""Pairs of clauses → their sentences, and which of them say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import prepare, within
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language

_CLOSING: Final = frozenset("”’»」』》〉）)]】〕］\"'")
Span = tuple[int, int]
"""Where a sentence begins and ends in its clause."""


@dataclass(frozen=True, slots=True)
class SentencePairs:
    """The sentences of a pair of clauses by their places, and how they go together."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    pairs: tuple[UnitPair, ...]


def align(clauses: Sequence[tuple[str, str]], languages: tuple[Language, Language],
          known: Equivalents = NOTHING) -> tuple[SentencePairs, ...]:
    """The sentences of each pair of clauses. What the clauses of a whole document show about both texts helps with each
    of them: give them all at once."""
    cut = [(tuple(split(clause[0], languages[0])), tuple(split(clause[1], languages[1]))) for clause in clauses]
    ours, theirs = ([AlignedUnit("", clause[side][start:end]) for clause, spans in zip(clauses, cut, strict=True)
                     for start, end in spans[side]] for side in (0, 1))
    evidence = prepare(ours, theirs, _alike(cut), known) if ours and theirs else None
    done: list[SentencePairs] = []
    i = j = 0
    for left, right in cut:
        if evidence is None or not left or not right:
            pairs: tuple[UnitPair, ...] = (*(UnitPair((at,), (), 1.0) for at in range(len(left))),
                     *(UnitPair((), (at,), 1.0) for at in range(len(right))))
        elif len(left) == len(right) == 1:
            pairs = (UnitPair((0,), (0,), 1.0),)
        else:
            pairs = within(evidence.part(i, i + len(left), j, j + len(right)))
        done.append(SentencePairs(left, right, pairs))
        i, j = i + len(left), j + len(right)
    return tuple(done)


def _alike(cut: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> list[tuple[int, int]]:
    """The sentences, by their places in both texts, of clauses that have as many on both sides: they teach how the
    texts go together."""
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for left, right in cut:
        if len(left) == len(right):
            pairs += [(i + at, j + at) for at in range(len(left))]
        i, j = i + len(left), j + len(right)
    return pairs


def split(text: str, language: Language) -> Iterator[Span]:
    """The sentences of a text, without the white space around them; what stands in brackets or quotes is not cut."""
    start = 0
    for end in _ends(text, language):
        if text[start:end].strip():
            yield _trimmed(text, start, end)
            start = end
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _ends(text: str, language: Language) -> Iterator[int]:
    """The places after the marks that end a sentence, and after each line."""
    opening = {pair[0]: pair[1] for pair in (*language.brackets, *language.quotes, *language.titles)
               if pair[0] != pair[1]}
    waiting: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        sign = text[at]
        at += 1
        if sign == "\n":
            waiting.clear()
            yield at
        elif sign in opening and opening[sign] in text[at:]:
            waiting.append((opening[sign], at))
        elif waiting and sign == waiting[-1][0]:
            waiting.pop()
            if not waiting and text[at - 2] in language.sentences.ends and _begins(text, at, language, "."):
                yield at
        elif not waiting and sign in language.sentences.ends:
            while at < len(text) and text[at] in _CLOSING | set(language.sentences.ends):
                at += 1
            if _ended(text, at, sign, language):
                yield at


def _ended(text: str, at: int, mark: str, language: Language) -> bool:
    """Whether a mark before this place ended a sentence, and not an abbreviation or a number."""
    if mark not in language.sentences.spaced:
        return True
    if not _begins(text, at, language, mark):
        return False
    words = text[max(0, at - 24):at].rstrip("".join(_CLOSING)).removesuffix(mark).split()
    last = re.split("[(“«‘’'\"]", words[-1])[-1] if words else ""
    return mark != "." or not (last in language.sentences.abbreviations or len(last) == 1 and last.isalpha()
                               and last.isupper() or last.isdigit())


def _begins(text: str, at: int, language: Language, mark: str) -> bool:
    """Whether a sentence may begin after this place: after white space, and after a full stop with no small letter."""
    rest = text[at:].lstrip()
    if not rest or not language.sentences.spaced:
        return True
    return text[at].isspace() and not (mark == "." and rest[0].islower())

"""A pair → findings on brackets, quotation marks and titles that are open at one end, or that only one text has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span

_APOSTROPHES = frozenset("'’`\"<>")
"""Marks that need not come in pairs: apostrophes, inches, comparisons."""


def punctuation(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q020 a bracket or mark without its other half, where the twin has no such; Q021 titles that are more in one
    text."""
    loose = [_loose(text, language) for text, language in zip(texts, languages, strict=True)]
    if len(loose[0]) != len(loose[1]):
        side = 0 if len(loose[0]) > len(loose[1]) else 1
        mark = loose[side][0]
        yield Discrepancy("Q020", pair, (mark, None) if side == 0 else (None, mark),
                          (("mark", mark.of(texts[side])), ("language", languages[side].code)))
    elif not any(loose):
        yield from _untitled(texts, languages, pair)


def _untitled(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q021 where both languages have marks for titles and no other marks stand for them."""
    common = [title for title in languages[0].titles if title in languages[1].titles]
    left, right = (_titles(text, common) for text in texts)
    others = {opening for language in languages for opening, closing in (*language.titles, *language.quotes)
              if (opening, closing) not in common}
    if len(left) != len(right) and not any(sign in others for text in texts for sign in text):
        spans = (left[-1], None) if len(left) > len(right) else (None, right[-1])
        yield Discrepancy("Q021", pair, spans, (("left", str(len(left))), ("right", str(len(right)))))


def _loose(text: str, language: Language) -> list[Span]:
    """The brackets and marks without their other half, in the text's order."""
    pairs = {opening: closing for opening, closing in (*language.brackets, *language.quotes, *language.titles)
             if opening != closing and not _APOSTROPHES & {opening, closing}}
    closings = set(pairs.values())
    signs = [(index, sign) for index, sign in enumerate(text) if sign in pairs or sign in closings]
    open_: list[tuple[int, str]] = []
    found: list[int] = []
    for index, sign in signs:
        if sign in pairs:
            open_.append((index, sign))
        elif open_ and pairs[open_[-1][1]] == sign:
            open_.pop()
        elif not _is_label(text, index):
            found.append(index)
    return [Span(index, index + 1) for index in sorted((*found, *(index for index, _ in open_)))]


def _is_label(text: str, index: int) -> bool:
    """Whether a closing bracket ends a label, as in `1)` or `a)`."""
    return text[index] in ")）" and index > 0 and text[index - 1].isalnum() and (
        index < 3 or not text[index - 2].isalnum() or not text[index - 3].isalnum())


def _titles(text: str, common: Sequence[tuple[str, str]]) -> list[Span]:
    """The outermost titles in marks that both languages know."""
    found: list[Span] = []
    for opening, closing in common:
        at = text.find(opening)
        while at >= 0:
            end = text.find(closing, at)
            if end < 0:
                break
            found.append(Span(at, end + 1))
            at = text.find(opening, end)
    return sorted(found)

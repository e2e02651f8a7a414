"""A pair → findings on brackets, quotation marks and title marks without a counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, one_sided

_UNPAIRED: Final = frozenset("'’`\"<>")
"""Marks that need no counterpart: apostrophes, inches, comparisons. Chosen. If one is added, it is not checked."""
_PLAIN: Final = {ord(mark): '"' for mark in "\u201c\u201d\u201f\uff02"}
"""Double quotation marks by the straight one. Chosen. If one is left out, it must be paired with its own kind."""
_REFERENCE: Final = re.compile(r"\d[\d.]*[A-Za-z]{1,4}\Z")
"""Pattern of a number and a letter before the bracket that ends it. Chosen. If it matches more, fewer are checked."""
_FACE: Final = re.compile("[:;=\uff1a\uff1b][-^]?\\Z")
"""Pattern of a face in marks before the bracket that is its mouth. Chosen. If it matches more, fewer are checked."""
_ITEM: Final = re.compile(r"(?<=\s[^\W_])[)\uff09](?=[\s,;])")
"""Pattern of the bracket behind the letter or figure of an item in a sentence. Chosen. If it matches more, as _FACE."""
_LONGEST_LABEL: Final = 12
"""Characters before a bracket in which such a number is looked for. Chosen. If raised, longer ones are labels."""
_LABEL_ENDS: Final = ")）"
"""Closing brackets that may end a label. Chosen. If one is added, a single one after a character is no finding."""


_INCHES: Final = "\u201d"
"""Quotation mark behind a figure that is a sign of inches: 2”x2”. Chosen. If one is added, fewer are checked."""
_PLAIN_BRACKETS: Final = frozenset("()[]{}")
"""Brackets that may be quoted alone. Chosen. If one is added, it needs no counterpart between quotation marks."""

_APART: Final = 2
"""Characters from such a bracket in which its quotation marks are looked for: French puts a space between them. Chosen.
Raised: fewer brackets are checked."""


def punctuation(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q020: a bracket or quotation mark without its counterpart; the twin has fewer. Q021: more titles in one text."""
    loose = [unpaired(text, language) for text, language in zip(texts, languages, strict=True)]
    if len(loose[0]) != len(loose[1]):
        side = 0 if len(loose[0]) > len(loose[1]) else 1
        mark = loose[side][0]
        yield Discrepancy("Q020", pair, one_sided(side, mark),
                          (("mark", mark.of(texts[side])), ("language", languages[side].code)))
    elif not any(loose):
        yield from _untitled(texts, languages, pair)


def unpaired(text: str, language: Language) -> list[Span]:
    """The brackets and quotation marks of a text without their counterpart, in its order."""
    return _loose(_plain(text), language)


def counterpart(mark: str, language: Language) -> tuple[str, bool]:
    """The mark that pairs with a bracket or quotation mark, and whether the latter is the opening one."""
    pairs = [(opening, closing) for opening, closing in (*language.brackets, *language.quotes, *language.titles)]
    closing = next((closing for opening, closing in pairs if opening == mark), "")
    return (closing, True) if closing else (next((opening for opening, other in pairs if other == mark), ""), False)


def _plain(text: str) -> str:
    """A text in which quotation marks are straight if one of the straight ones pairs with another."""
    return text.translate(_PLAIN) if text.count('"') % 2 else text


def _untitled(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q021, if both languages share title marks and neither text has other marks that may replace them."""
    common = [title for title in languages[0].titles if title in languages[1].titles]
    ours, theirs = (_titles(text, common) for text in texts)
    others = {opening for language in languages for opening, closing in (*language.titles, *language.quotes)
              if (opening, closing) not in common}
    if len(ours) != len(theirs) and not any(sign in others for text in texts for sign in text):
        spans = (ours[-1], None) if len(ours) > len(theirs) else (None, theirs[-1])
        yield Discrepancy("Q021", pair, spans, (("left", str(len(ours))), ("right", str(len(theirs)))))


def _loose(text: str, language: Language) -> list[Span]:
    """As `unpaired`, in a text of plain quotation marks; none if all are paired without those that end letters of
    items, as in `(paragraphs a) to d) of it)`."""
    loose = _loose_among(text, language)
    letters = [match.start() for match in _ITEM.finditer(text)] if loose else []
    blank = "".join(" " if index in letters else sign for index, sign in enumerate(text)) if letters else text
    return loose if blank == text or _loose_among(blank, language) else []


def _loose_among(text: str, language: Language) -> list[Span]:
    """The brackets and quotation marks without their counterpart; those between quotation marks alone need none, unless
    one of a pair is so by chance: `"new"("second")`."""
    pairs = {opening: closing for opening, closing in (*language.brackets, *language.quotes, *language.titles)
             if opening != closing and not _UNPAIRED & {opening, closing}}
    if pairs.keys().isdisjoint(text) and set(pairs.values()).isdisjoint(text):
        return []
    marks = [{'"', *(quote[side] for quote in language.quotes)} for side in (0, 1)]
    quoted = {index for index, sign in enumerate(text) if sign in _PLAIN_BRACKETS and _is_quoted(text, index, marks)}
    return min((_opened(text, pairs, without) for without in (quoted, set[int]())), key=len)


def _opened(text: str, pairs: Mapping[str, str], without: AbstractSet[int]) -> list[Span]:
    """The brackets and marks without their counterpart, if each that can end another one does.

    One that another pair encloses is alone in it: `(the “Act)`."""
    opened: list[int] = []
    loose: list[int] = []
    closings = set(pairs.values())
    for index, sign in enumerate(text):
        if index in without:
            continue
        if sign in pairs:
            opened.append(index)
        elif sign in closings:
            around = next((place for place in (-1, -2) if len(opened) >= -place
                           and pairs[text[opened[place]]] == sign), 0)
            if around:
                loose += opened[len(opened) + around + 1:]
                del opened[around:]
            elif not _is_label(text, index):
                loose.append(index)
    return [Span(index, index + 1) for index in sorted((*loose, *opened))]


def _is_quoted(text: str, index: int, marks: Sequence[AbstractSet[str]]) -> bool:
    """Whether a sign is between quotation marks alone, as a text that speaks of it has it: `"["`.

    A straight mark with a space between ends a quotation before it, or begins one behind it."""
    before, after = text[max(0, index - _APART):index], text[index + 1:index + 1 + _APART]
    straight = '"' in (before.rstrip()[-1:], after.lstrip()[:1]) and (before[-1:].isspace() or after[:1].isspace())
    return before.rstrip()[-1:] in marks[0] and after.lstrip()[:1] in marks[1] and not straight


def _is_label(text: str, index: int) -> bool:
    """Whether a closing bracket ends a label, as in `1)`, `a)` or, in a reference, `23a)`, or a face: `:-)`; or a mark
    is one of inches."""
    if text[index] in _INCHES and text[max(0, index - 1)].isdecimal():
        return True
    if text[index] in _LABEL_ENDS and _FACE.search(text, max(0, index - _LONGEST_LABEL), index):
        return True
    if text[index] in _LABEL_ENDS and _REFERENCE.search(text, max(0, index - _LONGEST_LABEL), index):
        return True
    return text[index] in _LABEL_ENDS and index > 0 and text[index - 1].isalnum() and (
        index < 3 or not text[index - 2].isalnum() or not text[index - 3].isalnum())


def _titles(text: str, common: Sequence[tuple[str, str]]) -> list[Span]:
    """The outermost titles in marks of both languages."""
    return sorted(Span(*match.span()) for opening, closing in common
                  for match in re.finditer(f"{re.escape(opening)}.*?{re.escape(closing)}", text, re.DOTALL))

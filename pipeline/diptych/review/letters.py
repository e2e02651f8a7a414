"""A pair → findings on letters: words left in the other language, characters that no text of the language has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, islice
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span

_BRACKETED: Final = re.compile(r"[(（\[［〔「『《〈“‘][^()（）\[\]［］〔〕「」『』《》〈〉“”‘’]*[)）\]］〕」』》〉”’]")
_SENTENCE: Final = re.compile(
    r"(?<![\w-])[A-Z][a-z'’-]*(?:,? [a-z][a-z'’-]*(?![\w/-]|\.\w)){7,}(?:,? [A-Za-z'’-]+(?![\w/-]|\.\w))*")
"""Words in Latin letters that read as a sentence, and not as names or commands."""
_SIGN: Final = 2
"""The bytes of an ideograph or syllable in the character sets of East Asia."""
_OTHERS: Final = ("CYRILLIC", "ARABIC", "HEBREW", "ARMENIAN")
"""Scripts whose letters pass for Latin ones, or stray into a text by mistake."""


def is_written(text: str, language: Language) -> bool:
    """Whether so many letters of a text are of its language's script as its lines have."""
    share, own = language.script.share, sum(map(len, language.script.letters.findall(text)))
    return own >= share * len(text) or own >= share * sum(map(str.isalpha, text))


def letters(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q040 words in the script of the twin, or a sentence in Latin letters that are not the language's own (one a
    clause), unless they stand in brackets or quotation marks; Q043 a character that is
    not of the language's repertoire, or a letter of a third script inside a word."""
    for side, (text, language) in enumerate(zip(texts, languages, strict=True)):
        other = languages[1 - side]
        plain = _BRACKETED.sub(lambda match: " " * len(match[0]), text) if language.wording.glosses else text
        for span in _foreign(plain, language, other):
            yield _finding("Q040", pair, side, span, text)
        for span in islice(_untranslated(text, texts[1 - side], language, other), 1):
            yield _finding("Q040", pair, side, span, text)
        for sign in sorted(sign for sign in set(text) if not sign.isascii() and _is_odd(sign, language)):
            index = text.index(sign)
            yield _finding("Q043", pair, side, Span(index, index + 1), text)


def _foreign(text: str, language: Language, other: Language) -> Iterator[Span]:
    """The runs of letters that only the other language writes; none where nothing is known of the language's letters,
    or where those are Latin ones, which any text may have."""
    own, foreign = language.script.letters, other.script.letters
    if own.pattern == foreign.pattern or foreign.match("a") or not language.wording.repertoire or (
            foreign.search(text) is None):
        return
    alien = [bool(foreign.match(sign)) and not sign.isascii() and not own.match(sign) for sign in text]
    at = 0
    for is_alien, run in groupby(alien):
        length = len(list(run))
        if is_alien:
            yield Span(at, at + length)
        at += length


def _untranslated(text: str, twin: str, language: Language, other: Language) -> Iterator[Span]:
    """The sentences in Latin letters in a text of another script, unless its twin, of another script too, quotes them
    as well."""
    if language.script.letters.match("a") or not language.wording.repertoire:
        return
    for match in _SENTENCE.finditer(_BRACKETED.sub(lambda found: " " * len(found[0]), text)):
        if other.script.letters.match("a") or match[0] not in twin:
            yield Span(*match.span())


@cache
def _is_odd(sign: str, language: Language) -> bool:
    """Whether no character set of the language has an ideograph or syllable, but one of its neighbours' if they are
    known (rare signs of its own may be in none), or a letter is of a third script."""
    charsets = language.wording.repertoire
    if "\u3400" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3":
        own = language.script.letters.match(sign)
        strays = language.wording.neighbours
        return bool(own and charsets) and not _is_in(sign, charsets) and (not strays or _is_in(sign, strays))
    return unicodedata.category(sign)[0] == "L" and unicodedata.name(sign, "").startswith(_OTHERS)


def _is_in(sign: str, charsets: Sequence[str]) -> bool:
    # An encoding may spell out in more bytes what its character set has not.
    return any(len(sign.encode(charset, "ignore")) == _SIGN for charset in charsets)


def _finding(code: str, pair: int, side: int, span: Span, text: str) -> Discrepancy:
    words = span.of(text)
    shown = (("words", words), ("character", f"U+{ord(words[0]):04X}"))
    return Discrepancy(code, pair, (span, None) if side == 0 else (None, span), shown)

"""A pair → findings on letters: untranslated words, and characters foreign to the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, one_sided

_BRACKETED: Final = re.compile(
    r"[(（\[［〔「『《〈“‘«][^()（）\[\]［］〔〕「」『』《》〈〉“”‘’«»]*[)）\]］〕」』》〉”’»]")
"""Pattern of words in brackets or quotation marks. Chosen. If it matches more, fewer words are untranslated."""
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+")
"""Pattern of a word in Latin letters: defined by ASCII. If it matches more, more texts are in their language."""
_SENTENCE: Final = re.compile(
    r"(?<![\w-])[A-Z][a-z'’-]*(?:,? [a-z][a-z'’-]*(?![\w/-]|\.\w)){7,}(?:,? [A-Za-z'’-]+(?![\w/-]|\.\w))*")
"""Pattern of a sentence in Latin letters: a capital and seven words in small letters. Chosen. If the seven is raised,
fewer names and commands are reported, and fewer sentences."""
_WIDTH: Final = 2
"""Bytes of an ideograph or syllable: defined by the character sets of East Asia. If raised, every one is odd."""
_STRAY_SCRIPTS: Final = ("CYRILLIC", "ARABIC", "HEBREW", "ARMENIAN")
"""Unicode names of scripts whose letters are odd in any text. Chosen: they resemble Latin ones or stray in. If one is
added, its letters are reported."""
_REMEMBERED: Final = 4
"""Texts whose script is cached: two pairs, since several checks of a pair ask for it. Chosen. Raised: more memory."""


@lru_cache(_REMEMBERED)
def is_written(text: str, language: Language) -> bool:
    """Whether a text has at least the usual share of letters of the language's script.

    In a text of another script than the Latin one, a word in Latin letters counts as one letter: it may be a name."""
    share, own = language.script.share, sum(map(len, language.script.letters.findall(text)))
    if own >= share * len(text) or own >= share * sum(map(str.isalpha, text)):
        return True
    return bool(own) and not language.script.letters.match("a") and own >= share * (
        own + len(_LATIN_WORD.findall(text)))


def letters(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q040: words in the twin's script, or one foreign sentence in Latin letters, outside brackets and quotation marks;
    in a translation, one sentence that the original has so in the same script.

    Q043: characters outside the language's repertoire, or letters of a third script. A list of languages, each in its
    own script, is no finding."""
    for side, (text, language) in enumerate(zip(texts, languages, strict=True)):
        if _lists_languages(text):
            continue
        other = languages[1 - side]
        plain = _blanked(text) if language.wording.glosses else text
        copied = side == 1 and _are_latin(languages)
        sentences = _copied(text, texts[0]) if copied else _untranslated(text, texts[1 - side], language, other)
        places = [("Q040", span) for span in (*_foreign(plain, language, other), *islice(sentences, 1))]
        places += [("Q043", span) for span in _odd(text, language)]
        for code, span in places:
            words = span.of(text)
            yield Discrepancy(code, pair, one_sided(side, span),
                              (("words", words), ("character", f"U+{ord(words[0]):04X}")))


def _lists_languages(text: str) -> bool:
    """Whether a text has whole words in two scripts that are odd in any text."""
    scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in set(text) if not sign.isascii()}
    return len(scripts & set(_STRAY_SCRIPTS)) > 1


def _odd(text: str, language: Language) -> Iterator[Span]:
    """The first place of each run of characters that are foreign to the language."""
    odd = "".join(sorted(sign for sign in set(text) if not sign.isascii() and _is_odd(sign, language)))
    runs = {match[0]: Span(*match.span()) for match in reversed([*re.finditer(f"[{odd}]+", text)])} if odd else {}
    yield from sorted(runs.values())


def _blanked(text: str) -> str:
    """A text with spaces for the words in brackets and quotation marks."""
    return _BRACKETED.sub(lambda match: " " * len(match[0]), text)


def _foreign(text: str, language: Language, other: Language) -> Iterator[Span]:
    """The runs of letters of the other language's script alone.

    There are none if the language has no repertoire, or if the other's letters are Latin: any text may have those."""
    own, foreign = language.script.letters, other.script.letters
    if own.pattern == foreign.pattern or foreign.match("a") or not language.wording.repertoire or (
            foreign.search(text) is None):
        return
    for match in re.finditer(rf"(?:(?![\0-\x7f]|{own.pattern})(?={foreign.pattern}).)+", text):
        yield Span(*match.span())


def _untranslated(text: str, twin: str, language: Language, other: Language) -> Iterator[Span]:
    """The sentences in Latin letters in a text of another script.

    A sentence that a twin of another script quotes too is left out."""
    if language.script.letters.match("a") or not language.wording.repertoire:
        return
    for match in _SENTENCE.finditer(_blanked(text)):
        if other.script.letters.match("a") or match[0] not in twin:
            yield Span(*match.span())


def _are_latin(languages: LanguagePair) -> bool:
    """Whether both languages are written in Latin letters."""
    return all(language.script.letters.match("a") for language in languages)


def _copied(text: str, original: str) -> Iterator[Span]:
    """The sentences of a translation that its original has, outside brackets and quotation marks."""
    yield from (Span(*match.span()) for match in _SENTENCE.finditer(_blanked(text)) if match[0] in original)


@cache
def _is_odd(sign: str, language: Language) -> bool:
    """Whether a character is foreign to the language.

    An ideograph or syllable is so if no character set of the language has it. If its neighbours' sets are known, one
    of these must have it: rare signs of the language may be in none."""
    charsets = language.wording.repertoire
    if "\u3400" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3":
        own = language.script.letters.match(sign)
        neighbours = language.wording.neighbours
        return bool(own and charsets) and not _is_in(sign, charsets) and (
            not neighbours or _is_in(sign, neighbours))
    return unicodedata.category(sign)[0] == "L" and unicodedata.name(sign, "").startswith(_STRAY_SCRIPTS)


def _is_in(sign: str, charsets: Sequence[str]) -> bool:
    # An encoding may write a sign that its character set lacks, in more bytes.
    return any(len(sign.encode(charset, "ignore")) == _WIDTH for charset in charsets)

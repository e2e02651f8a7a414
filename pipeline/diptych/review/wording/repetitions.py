"""A pair → findings on a word or mark that a text has twice in succession."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, one_sided
from diptych.review.pairing.definition_pairs import is_glossed
from diptych.review.wording.letters import is_written

_COMPOUND: Final = 0.8
"""Share of the usual confidence of a finding on a noun that may end one compound and begin the next. Chosen after first
runs on the texts of bench/pairs.py: four of five texts meant what they print. Raised: they are reported unasked."""
_SHORTEST: Final = 2
"""Signs of the shortest such noun. Chosen: one sign twice is a slip. Raised: more are reported unasked."""


def repetitions(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q041: a repeated word or mark, which the other text does not repeat.

    A text in another language than its own says nothing here. A noun that is doubled without a blank is less sure."""
    repeated = [_repeated(text, language) for text, language in zip(texts, languages, strict=True)]
    for side in (0, 1):
        answered = len(repeated[1 - side])
        if is_written(texts[side], languages[side]) or not any(map(str.isalpha, texts[side])):
            for span in repeated[side][answered:]:
                words = span.of(texts[side])
                yield Discrepancy("Q041", pair, one_sided(side, span), (("words", words),),
                                  confidence=_COMPOUND if _is_noun(words, languages[side]) else 1.0)


def _is_noun(words: str, language: Language) -> bool:
    """Whether doubled words are a word of a few letters without a blank, and no conjunction."""
    word = words[:len(words) // 2]
    return words.isalpha() and len(word) >= _SHORTEST and not language.wording.conjunctions.fullmatch(word)


def _repeated(text: str, language: Language) -> list[Span]:
    """The places of a word or mark that is there twice in succession.

    The end of a heading is none with the text, nor is a term with the first word of its definition."""
    wording = language.wording
    return [Span(*match.span()) for match in wording.repeated.finditer(text)
            if "\n" not in match[0] and not wording.may_repeat.fullmatch(match[match.lastindex or 0])
            and not (match.start() == 0 and is_glossed(text))]

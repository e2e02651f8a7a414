"""A pair → findings on a word or mark that a text has twice in succession."""

from __future__ import annotations

from collections.abc import Iterator

from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, one_sided


def repetitions(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q041: a repeated word or mark."""
    for side, (text, language) in enumerate(zip(texts, languages, strict=True)):
        wording = language.wording
        for match in wording.repeated.finditer(text):
            if not wording.may_repeat.fullmatch(match[match.lastindex or 0]):
                yield Discrepancy("Q041", pair, one_sided(side, Span(*match.span())), (("words", match[0]),))

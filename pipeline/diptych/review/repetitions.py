"""A text → findings where it writes a word or a mark twice in succession."""

from __future__ import annotations

from collections.abc import Iterator

from diptych.language.profiles import Language
from diptych.review.clause_pairs import Discrepancy, Span


def repetitions(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> Iterator[Discrepancy]:
    """Q041 a repeated word or mark."""
    for side, (text, language) in enumerate(zip(texts, languages, strict=True)):
        wording = language.wording
        for match in wording.repeated.finditer(text):
            if not wording.may_repeat.fullmatch(match[match.lastindex or 0]):
                span = Span(*match.span())
                yield Discrepancy("Q041", pair, (span, None) if side == 0 else (None, span), (("words", match[0]),))

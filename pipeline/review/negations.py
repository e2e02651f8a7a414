"""A pair → findings where only one text denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.language import Language
from pipeline.pairs import Discrepancy, Span, Spans
from pipeline.wording import Wording

_SENTENCE: Final = re.compile(r"[^。.!?！？；;\n]*(?:[。.!?！？；;\n]+|$)")


def negations(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> tuple[Discrepancy, ...]:
    """Q050 a negation that nothing in the twin answers to: in the same sentence where both have as many, else in the
    whole clause."""
    wordings = [language.wording for language in languages]
    if not all(wording.negation.groups for wording in wordings):
        return ()
    found = [_found(wording.negation, text) for wording, text in zip(wordings, texts, strict=True)]
    if not any(found):
        return ()
    sentences = [_sentences(text) for text in texts]
    parts = list(zip(*sentences, strict=True)) if len(sentences[0]) == len(sentences[1]) else [
        (Span(0, len(texts[0])), Span(0, len(texts[1])))]
    for part in parts:
        spans = _alone(part, found, texts, wordings)
        if spans:
            side, span = (0, spans[0]) if spans[0] else (1, spans[1])
            return (Discrepancy("Q050", pair, spans, (("words", span.of(texts[side]) if span else ""),)),)
    return ()


def _alone(part: Sequence[Span], found: Sequence[Sequence[Span]], texts: tuple[str, str],
           wordings: Sequence[Wording]) -> Spans | None:
    """The first negation of a part that has no answer in the other text's."""
    for side in (0, 1):
        inside = [span for span in found[side] if part[side].start <= span.start < part[side].end]
        if inside and not wordings[1 - side].denial.search(part[1 - side].of(texts[1 - side])):
            return (inside[0], None) if side == 0 else (None, inside[0])
    return None


def _found(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text) if match["never"] is None]


def _sentences(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _SENTENCE.finditer(text) if match[0].strip()]

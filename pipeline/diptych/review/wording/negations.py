"""A pair → findings on a negation or prohibition that only one text has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.align.sentences import split
from diptych.language.wording import Wording
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, TextPair, one_sided
from diptych.review.wording.letters import is_written

_UNLIKE: Final = 1.8
"""The factor between a sentence pair's ratio of lengths and its clause pair's from which the sentences are no pair.
Chosen. If raised, more clauses are compared sentence by sentence."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, the words of its language, and the places of its negations and of the prohibitions among them."""

    text: str
    wording: Wording
    negations: Sequence[Span]
    prohibitions: Sequence[Span]


def negations(texts: TextPair, languages: LanguagePair, pair: int) -> tuple[Discrepancy, ...]:
    """Q050: the first negation of the text with more of them that nothing in the twin answers.

    A prohibition must be answered by a word that denies, forbids or limits. The comparison is sentence by sentence if
    both clauses have as many, else by clause."""
    wordings = [language.wording for language in languages]
    if not all(wording.negation.groups for wording in wordings) or not all(map(is_written, texts, languages)):
        return ()
    both = list(map(_read, texts, wordings))
    counts = [len(text.negations) for text in both]
    if counts[0] == counts[1]:
        return ()
    side = counts.index(max(counts))
    for part in _parts(texts, languages):
        span = _unanswered(both[side], both[1 - side], part[side], part[1 - side])
        if span:
            return (Discrepancy("Q050", pair, one_sided(side, span), (("words", span.of(texts[side])),)),)
    return ()


def _read(text: str, wording: Wording) -> _Text:
    places = [Span(*match.span()) for match in wording.negation.finditer(text) if match["never"] is None]
    prohibitions = [Span(*match.span()) for match in wording.prohibition.finditer(text)] if places else []
    return _Text(text, wording, places, prohibitions)


def _unanswered(ours: _Text, theirs: _Text, part: Span, other: Span) -> Span | None:
    """The first negation in a part of a text that nothing answers in the part `other` of its twin."""
    denied, forbidden = _inside(ours.negations, part), _inside(ours.prohibitions, part)
    if not denied or _inside(theirs.prohibitions if forbidden else theirs.negations, other):
        return None
    if _is_shared(denied, ours, theirs):
        return None
    twin = _without_kindred(other.of(theirs.text), theirs.wording, part.of(ours.text), ours.wording)
    if not theirs.wording.denial.search(twin):
        return denied[0]
    return forbidden[0] if forbidden and not theirs.wording.refusal.search(twin) else None


def _is_shared(denied: Sequence[Span], ours: _Text, theirs: _Text) -> bool:
    """Whether the twin has one of the negations literally, as in a quoted error message."""
    words = {re.escape(span.of(ours.text)) for span in denied}
    return re.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", theirs.text) is not None


def _without_kindred(twin: str, theirs: Wording, text: str, ours: Wording) -> str:
    """The twin without its words that answer to a kindred word of the text, and so to no negation."""
    kindred = Counter(match.lastgroup for match in ours.kindred.finditer(text))
    kept, at = [], 0
    for match in theirs.kindred.finditer(twin):
        if kindred[match.lastgroup] > 0:
            kindred[match.lastgroup] -= 1
            kept.append(twin[at:match.start()])
            at = match.end()
    return "\n".join((*kept, twin[at:]))


def _inside(spans: Sequence[Span], part: Span) -> list[Span]:
    return [span for span in spans if part.start <= span.start < part.end]


def _parts(texts: TextPair, languages: LanguagePair) -> list[tuple[Span, Span]]:
    """The sentences of both texts side by side, or the whole texts if their number or lengths differ too much."""
    whole = Span(0, len(texts[0])), Span(0, len(texts[1]))
    ours, theirs = ([Span(*span) for span in split(text, language)]
                   for text, language in zip(texts, languages, strict=True))
    pairs = list(zip(ours, theirs, strict=False))
    alike = len(ours) == len(theirs) and all(1 / _UNLIKE < _ratio(*pair) / _ratio(*whole) < _UNLIKE for pair in pairs)
    return pairs if alike else [whole]


def _ratio(left: Span, right: Span) -> float:
    return (right.end - right.start) / (left.end - left.start)

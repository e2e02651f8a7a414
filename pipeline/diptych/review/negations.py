"""A pair → findings where only one text denies or forbids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.align.sentences import split
from diptych.language.profiles import Language
from diptych.language.wording import Wording
from diptych.review.clause_pairs import Discrepancy, Span, Spans
from diptych.review.letters import is_written

_UNLIKE: Final = 1.8
"""Two sentences whose lengths differ by more than this, as times the ratio of their clauses, are no pair."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, how its language denies, and where it does: negations, and prohibitions among them."""

    text: str
    wording: Wording
    negations: Sequence[Span]
    prohibitions: Sequence[Span]


def negations(texts: tuple[str, str], languages: tuple[Language, Language], pair: int) -> tuple[Discrepancy, ...]:
    """Q050 a negation of the text that has more, which nothing in the twin answers to, or a prohibition that no word of
    the twin answers to that denies, forbids or limits: in the same sentence where both clauses have as many, else in
    the whole clause."""
    if not all(language.wording.negation.groups and is_written(text, language)
               for text, language in zip(texts, languages, strict=True)):
        return ()
    both = [_read(text, language.wording) for text, language in zip(texts, languages, strict=True)]
    counts = [len(one.negations) for one in both]
    if counts[0] == counts[1]:
        return ()
    side = counts.index(max(counts))
    for part in _parts(texts, languages):
        span = _alone(both[side], both[1 - side], part[side], part[1 - side])
        if span:
            spans: Spans = (span, None) if side == 0 else (None, span)
            return (Discrepancy("Q050", pair, spans, (("words", span.of(texts[side])),)),)
    return ()


def _read(text: str, wording: Wording) -> _Text:
    found = [Span(*match.span()) for match in wording.negation.finditer(text) if match["never"] is None]
    forbids = [Span(*match.span()) for match in wording.prohibition.finditer(text)] if found else []
    return _Text(text, wording, found, forbids)


def _alone(mine: _Text, theirs: _Text, part: Span, other: Span) -> Span | None:
    """The first negation in a part of a text that has no answer in the other's."""
    denied, forbidden = _inside(mine.negations, part), _inside(mine.prohibitions, part)
    if not denied or _inside(theirs.prohibitions if forbidden else theirs.negations, other):
        return None
    if _is_shared(denied, mine, theirs):
        return None
    twin = _unlike(other.of(theirs.text), theirs.wording, part.of(mine.text), mine.wording)
    if not theirs.wording.denial.search(twin):
        return denied[0]
    return forbidden[0] if forbidden and not theirs.wording.refusal.search(twin) else None


def _is_shared(denied: Sequence[Span], mine: _Text, theirs: _Text) -> bool:
    """Whether the other text has one of the very words, as a foreign name or an error message has them."""
    words = {re.escape(span.of(mine.text)) for span in denied}
    return re.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", theirs.text) is not None


def _unlike(twin: str, theirs: Wording, text: str, mine: Wording) -> str:
    """The twin without those of its words that answer to a like word of the text, and to no negation."""
    known = Counter(match.lastgroup for match in mine.kindred.finditer(text))
    if not known:
        return twin
    kept, at = [], 0
    for match in theirs.kindred.finditer(twin):
        if known[match.lastgroup] > 0:
            known[match.lastgroup] -= 1
            kept.append(twin[at:match.start()])
            at = match.end()
    return "\n".join((*kept, twin[at:]))


def _inside(found: Sequence[Span], part: Span) -> list[Span]:
    return [span for span in found if part.start <= span.start < part.end]


def _parts(texts: tuple[str, str], languages: tuple[Language, Language]) -> list[tuple[Span, Span]]:
    """The sentences of both texts side by side where they have as many, of lengths that go together, else the whole
    texts."""
    whole = Span(0, len(texts[0])), Span(0, len(texts[1]))
    left, right = ([Span(*span) for span in split(text, language)]
                   for text, language in zip(texts, languages, strict=True))
    pairs = list(zip(left, right, strict=False))
    alike = len(left) == len(right) and all(1 / _UNLIKE < _ratio(*pair) / _ratio(*whole) < _UNLIKE for pair in pairs)
    return pairs if alike else [whole]


def _ratio(left: Span, right: Span) -> float:
    return (right.end - right.start) / (left.end - left.start)

"""All pairs of a document → findings on the article before, which one text names by its place and the other by a wrong
number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from diptych.references.grammar import PRECEDING, THIS, Grammar, grammar
from diptych.references.mentions import Mention
from diptych.review.clause_pairs import (
    ClausePair,
    ComparedClause,
    Discrepancy,
    LanguagePair,
    Span,
    TextPair,
    quotations,
)
from diptych.review.referred_units import ReferredUnit, referred
from diptych.review.unit_numbers import same_number
from diptych.review.unit_paths import listed

_ARTICLE: Final = re.compile(r"(?:\A|__)(?:art|sec)_(\d+)(-\d+)?(?:__|\Z)")
"""Pattern of the article in an eId: defined by the Akoma Ntoso Naming Convention 1.0."""


class _Named(NamedTuple):
    """What a text refers to: the places of words for the article before, and the articles with a number."""

    before: tuple[Span, ...]
    articles: tuple[ReferredUnit, ...]


def preceding_articles(pairs: Sequence[ClausePair], texts: Mapping[int, TextPair],
                       languages: LanguagePair) -> Iterator[Discrepancy]:
    """Q005: one text refers to the article before, the other to one article more, whose number is not that."""
    known = [item for item in map(grammar, languages) if item]
    if len(known) < len(languages):
        return
    for index, both in texts.items():
        own = _article(pairs[index].left), _article(pairs[index].right)
        if not own[0] or own[0] != own[1] or not _may_name_it(both, languages):
            continue
        named = [_named(text, item) for text, item in zip(both, known, strict=True)]
        for side in (0, 1):
            if wrong := _wrong(named[side], named[1 - side], own[0]):
                spans = wrong if side == 0 else (wrong[1], wrong[0])
                yield Discrepancy("Q005", index, spans, quotations(spans, both))


def _may_name_it(texts: TextPair, languages: LanguagePair) -> bool:
    """Whether a text has a reference without a number."""
    return any(numbers is not None and numbers.relative.search(text) for text, numbers in zip(
        texts, (language.wording.numbers for language in languages), strict=True))


def _article(clause: ComparedClause | None) -> str:
    """The number of the article before that of a clause; empty if it has none, or is in the first one.

    Before a branch, as 9-1, comes the article of its stem or another branch of it."""
    match = _ARTICLE.search(clause.eid) if clause else None
    if match is None or match[1] == "1" and not match[2]:
        return ""
    return match[1] if match[2] else str(int(match[1]) - 1)


def _named(text: str, known: Grammar) -> _Named:
    """What a text refers to."""
    found = listed(text, known)
    before = tuple(Span(item.start, item.end) for item in found.mentions if _is_before(item, known))
    return _Named(before, tuple(unit for unit in referred(text, found, known) if unit.article))


def _is_before(mention: Mention, known: Grammar) -> bool:
    """Whether a mention is that of the one article before, in this document."""
    return mention.anaphor is not None and mention.anaphor.kind == PRECEDING and (
        mention.anaphor.level == known.articles and not mention.count and not mention.outside
        and (mention.cited is None or mention.cited.kind == THIS))


def _wrong(ours: _Named, theirs: _Named, number: str) -> tuple[Span, Span] | None:
    """The place of words for the article before, and that of the only article in their stead, if its number is not
    that of the article before."""
    if len(ours.before) != 1 or theirs.before:
        return None
    others = [unit for unit in theirs.articles
              if not any(same_number(unit.number, mine.number) for mine in ours.articles)]
    if len(others) != 1 or len(theirs.articles) != len(ours.articles) + 1 or same_number(others[0].number, number):
        return None
    return ours.before[0], others[0].span

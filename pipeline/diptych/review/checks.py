"""Two expressions' clauses → all that the checks find, with what the editor waives of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp

from diptych.config import works
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language
from diptych.review.bounds import bounds
from diptych.review.clause_pairs import ClausePair, Discrepancy, Review
from diptych.review.displaced import displaced
from diptych.review.enumerations import enumerations
from diptych.review.lengths import lengths, ratio
from diptych.review.letters import letters
from diptych.review.names import names, shared
from diptych.review.negations import negations
from diptych.review.numbers import numbers
from diptych.review.punctuation import punctuation
from diptych.review.repetitions import repetitions
from diptych.review.spacings import spacings
from diptych.review.term_renderings import renderings
from diptych.review.terms import Named, terms

_ALONE = (numbers, bounds, punctuation, letters, repetitions, negations, enumerations)
"""The checks that look at one pair at a time and know no terms."""


def review(pairs: Sequence[ClausePair], languages: tuple[Language, Language], known: Sequence[works.Term],
           same: Equivalents = NOTHING) -> Review:
    """What is found in the pairs, by pair and place; `same` says what is the same in several languages."""
    texts = {index: (pair.left.text, pair.right.text) for index, pair in enumerate(pairs) if pair.left and pair.right}
    found = [*_unpaired(pairs), *(one for index, both in texts.items() for check in _ALONE
                                  for one in check(both, languages, index))]
    found += _termed(texts, languages, known)
    found += displaced(pairs, texts, same)
    usual = ratio(texts, languages)
    found += lengths(texts, languages, usual)
    for side, language in enumerate(languages):
        found += spacings({index: both[side] for index, both in texts.items()}, language, side)
    return Review((languages[0].code, languages[1].code), tuple(pairs), tuple(sorted(found, key=_order)),
                  exp(usual.centre) if usual else 0.0)


def _order(one: Discrepancy) -> tuple[int, tuple[int, ...], str]:
    return one.pair, tuple(span.start if span else 0 for span in one.spans), one.code


def _unpaired(pairs: Sequence[ClausePair]) -> Iterator[Discrepancy]:
    """Q032 a clause that only one text has."""
    for index, pair in enumerate(pairs):
        if not pair.left or not pair.right:
            yield Discrepancy("Q032", index, (None, None), ())


def _termed(texts: Mapping[int, tuple[str, str]], languages: tuple[Language, Language],
            known: Sequence[works.Term]) -> Iterator[Discrepancy]:
    common = shared(known, languages)
    if not common:
        return
    both = names(known, languages[0], common), names(known, languages[1], common)
    named: dict[int, Named] = {}
    for index, one in texts.items():
        named[index] = both[0].occurrences(one[0]), both[1].occurrences(one[1])
        yield from terms(named[index], one, both, index)
    yield from renderings(named, texts)


def waived(found: Review, waivers: Sequence[works.Waiver]) -> tuple[Review, tuple[works.Waiver, ...]]:
    """The review with each finding that a waiver names marked by it, and the waivers that name none."""
    marked = tuple(replace(one, waiver=next((waiver for waiver in waivers if _is_named(one, found, waiver)), None))
                   for one in found.found)
    used = {one.waiver for one in marked}
    return replace(found, found=marked), tuple(waiver for waiver in waivers if waiver not in used)


def _is_named(one: Discrepancy, found: Review, waiver: works.Waiver) -> bool:
    pair = found.pairs[one.pair]
    sides = [(side, span) for side, span in zip(pair.sides, one.spans, strict=True) if side]
    words = [span.of(side.text) if span else side.text for side, span in sides]
    return waiver.code == one.code and waiver.eid in [side.eid for side, _ in sides] and any(
        waiver.words in text for text in words)

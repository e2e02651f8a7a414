"""The findings of a document → whether one is on a reference that a text leaves out, as texts may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diptych.references.grammar import PRECEDING, grammar
from diptych.review.clause_pairs import ClausePair, Discrepancy, LanguagePair, Span, article
from diptych.review.cross_references.preceding_units import meant
from diptych.review.cross_references.referred_units import ReferredUnit, referred
from diptych.review.cross_references.unit_paths import listed

_REFERENCE: Final = "Q005"
"""Code of findings on references: defined by this project."""
_NUMBER: Final = "Q001"
"""Code of findings on a number: defined by this project."""
_REACH: Final = 2
"""Pairs before and after one that are searched for its reference. Chosen: a language says before items what another
says in the first of them. Raised: fewer findings are reported unasked."""


def is_omitted(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether a finding is on a reference that the other text leaves out altogether, in a language that does so.

    That is a number of a reference, if each other reference has its answer; or a whole reference, as when a text says
    `cette taxe` for the tax under a section."""
    if all(item.spans) or item.code not in (_REFERENCE, _NUMBER):
        return False
    side = 0 if item.spans[0] else 1
    known = languages[1 - side].wording.numbers
    if known is None or not known.omits_references:
        return False
    own = [unit for unit in _referred(pairs, item.pair, side, languages) if _overlap(unit.span, item.spans[side])]
    if item.code == _NUMBER:
        return bool(own) and _numbers(pairs, item.pair, side, languages).issuperset(
            _numbers(pairs, item.pair, 1 - side, languages))
    return bool(own)


def is_said(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether a finding is on a number of a reference that has its answer in one of the other text, which prints it in
    another way: `Paragraph 13.1`, or names the unit by its place. References are compared by themselves."""
    return item.code == _NUMBER and all(
        _has_answer(item, pairs, side, languages) for side in (0, 1) if item.spans[side])


def _has_answer(item: Discrepancy, pairs: Sequence[ClausePair], side: int, languages: LanguagePair) -> bool:
    """Whether the words of a finding in a text are in a reference to units of numbers that the other refers to."""
    own = {unit.number for unit in _referred(pairs, item.pair, side, languages)
           if _overlap(unit.span, item.spans[side])}
    clause, known = pairs[item.pair].sides[1 - side], grammar(languages[1 - side])
    before = meant(clause, known, languages[1 - side]) if clause and known else frozenset()
    return bool(own) and own <= before | _numbers(pairs, item.pair, 1 - side, languages)


def is_nearby(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether a finding is on a unit that one text alone refers to, and the other does so in a clause nearby alone, as
    in the items below."""
    if all(item.spans) or item.code != _REFERENCE:
        return False
    side = 0 if item.spans[0] else 1
    sought = {unit.number for unit in _referred(pairs, item.pair, side, languages)
              if _overlap(unit.span, item.spans[side])}
    return bool(sought) and any(
        sought <= _numbers(pairs, at, 1 - side, languages) - _numbers(pairs, at, side, languages)
        for at in range(max(0, item.pair - _REACH), min(len(pairs), item.pair + _REACH + 1)))


def _numbers(pairs: Sequence[ClausePair], at: int, side: int, languages: LanguagePair) -> set[str]:
    """The numbers of the units that a text of a pair refers to."""
    return {unit.number for unit in _referred(pairs, at, side, languages)}


def is_own(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether a finding is on a reference to the article that holds the clause: the other text has none in its place,
    as when it says `paragraph 1`."""
    if item.code != _REFERENCE:
        return False
    named = [[unit for unit in _referred(pairs, item.pair, side, languages) if _overlap(unit.span, span)]
             for side, span in enumerate(item.spans)]
    return any(named[side] and not any(unit.article for unit in named[1 - side]) and _are_own(
        named[side], item, pairs, side, languages) and not _names_one_before(item, pairs, 1 - side, languages)
               for side in (0, 1))


def _are_own(units: Sequence[ReferredUnit], item: Discrepancy, pairs: Sequence[ClausePair], side: int,
             languages: LanguagePair) -> bool:
    """Whether units are the article that holds the clause, or in it and known to the other text, which has no other in
    their place."""
    clause = pairs[item.pair].sides[side]
    own = article(clause.eid) if clause else ""
    known = set() if item.spans[1 - side] else {
        unit.number for unit in _referred(pairs, item.pair, 1 - side, languages)}
    return any(unit.article for unit in units) and all(
        unit.number == own if unit.article else unit.number in known for unit in units)


def _names_one_before(item: Discrepancy, pairs: Sequence[ClausePair], side: int, languages: LanguagePair) -> bool:
    """Whether the words of a finding in a text are those for the article before."""
    clause, known = pairs[item.pair].sides[side], grammar(languages[side])
    return clause is not None and known is not None and any(
        mention.anaphor and mention.anaphor.kind == PRECEDING and known.is_article(mention.anaphor.level)
        and _overlap(Span(mention.start, mention.end), item.spans[side])
        for mention in listed(clause.text, known).mentions)


def _referred(pairs: Sequence[ClausePair], place: int, side: int, languages: LanguagePair) -> list[ReferredUnit]:
    """The units that a text of a pair refers to."""
    clause = pairs[place].sides[side]
    known = grammar(languages[side])
    return referred(clause.text, listed(clause.text, known), known) if clause and known else []


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end

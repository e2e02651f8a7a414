"""The clause pairs of two expressions → the discrepancies of all checks, and the editor's waivers of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import exp
from typing import Final

from diptych.config import works
from diptych.review.clause_pairs import FIRST_LINE, ClausePair, Discrepancy, LanguagePair, Review, TextPair
from diptych.review.confidence.alike import first_of_many
from diptych.review.confidence.duplicates import distinct, first_of_rows
from diptych.review.confidence.neighbours import in_context
from diptych.review.confidence.precision import DEFAULT, confidence, is_default
from diptych.review.cross_references.preceding_units import preceding_units
from diptych.review.cross_references.references import references
from diptych.review.pairing.definition_pairs import of_known_terms, of_one_unit, of_one_version
from diptych.review.placement.cut_lines import cut
from diptych.review.placement.displaced import displaced
from diptych.review.placement.lengths import lengths, ratio
from diptych.review.placement.omissions import (
    below_titles,
    headings,
    held,
    led_in,
    paragraphs,
    scattered,
    surrounded,
)
from diptych.review.placement.run_on_lists import run_on
from diptych.review.quantities.enumerations import enumerations
from diptych.review.quantities.numbers import bounds, numbers
from diptych.review.wording.letters import letters
from diptych.review.wording.names import names, shared
from diptych.review.wording.negations import negations
from diptych.review.wording.punctuation import punctuation
from diptych.review.wording.repetitions import repetitions
from diptych.review.wording.spacings import spacings
from diptych.review.wording.terms import TermPlaces, renderings, terms

_PAIR_CHECKS: Final = (numbers, bounds, punctuation, letters, repetitions, enumerations)
"""The checks that need one pair only, and no terms. Chosen. If one is added, its codes are reported too."""
_SINGLE_CODE_CHECKS: Final = {"Q050": negations}
"""As _PAIR_CHECKS, by the only code of their findings. Chosen for speed: those whose code is not asked for are not
made."""


def review(pairs: Sequence[ClausePair], languages: LanguagePair, term_base: Sequence[works.Term],
           asked: AbstractSet[str] | None = None) -> Review:
    """All discrepancies of the pairs, sorted by pair and place, each with its confidence.

    Those that are probably none may be missing unless their codes are `asked`, or None for all codes. Q032: a clause
    or a heading that one of the texts lacks."""
    texts = {index: (pair.left.text, pair.right.text) for index, pair in enumerate(pairs)
             if pair.left and pair.right and not pair.unlike}
    discrepancies = [Discrepancy("Q032", index, (None, None)) for index, pair in enumerate(pairs)
                     if not pair.left or not pair.right]
    checks = (*_PAIR_CHECKS, *(check for code, check in _SINGLE_CODE_CHECKS.items()
                               if asked is None or code in asked or is_default(code)))
    for index, pair_texts in texts.items():
        for check in checks:
            discrepancies += check(pair_texts, languages, index)
        discrepancies += references(pair_texts, languages, index, pairs[index])
    discrepancies += _of_terms(texts, languages, term_base)
    usual = ratio(texts, languages)
    referred = {item.pair for item in discrepancies if item.code == "Q005"}
    others = {index: both for index, both in texts.items() if index not in referred}
    discrepancies += [*displaced(pairs, languages), *preceding_units(pairs, others, languages),
                      *headings(pairs, usual), *paragraphs(pairs, usual, languages),
                      *lengths(texts, languages, usual)]
    for side, language in enumerate(languages):
        discrepancies += spacings({index: pair_texts[side] for index, pair_texts in texts.items()}, language, side)
    alone = surrounded(pairs, usual)
    doubtful = (
        held(pairs, usual) | scattered(pairs) | run_on(pairs, usual) | of_one_version(pairs, languages)
        | of_known_terms(pairs) | below_titles(pairs, usual) | cut(pairs) | led_in(pairs)
        | of_one_unit(pairs, languages))
    weighed = tuple(replace(item, confidence=round(item.confidence * confidence(
                        item, pairs[item.pair], languages, is_surrounded=item.pair in alone,
                        is_doubtful=item.pair in doubtful), 2))
                    for item in distinct([*in_context(sorted(discrepancies, key=_order), pairs, languages)], texts,
                                         languages)
                    if not _is_label(item, pairs[item.pair]))
    shown = first_of_many([*first_of_rows(weighed, pairs, DEFAULT)], DEFAULT)
    return Review((languages[0].code, languages[1].code), tuple(pairs), tuple(shown),
                  exp(usual.centre) if usual else 0.0)


def _is_label(item: Discrepancy, pair: ClausePair) -> bool:
    """Whether a number without answer begins a text, and is the printed number of the clause in the other text; or is
    a first line with one word, as `Subparagraph 1`, or its beginning, as `Section Four: Meetings`."""
    if item.code != "Q001" or all(item.spans):
        return False
    side = 0 if item.spans[0] else 1
    clause, other, span = pair.sides[side], pair.sides[1 - side], item.spans[side]
    if clause is None or other is None or span is None:
        return False
    unit = other.eid.removesuffix(FIRST_LINE)
    label = other.label or ("" if unit == other.eid else unit.rpartition("_")[2])
    labels = label, label.rpartition(".")[2], other.enclosing if unit != other.eid else ""
    if span.start == 0 and _plain(_printed(span.of(clause.text))) in map(_plain, labels):
        return True
    word = clause.text[:span.start].rpartition("\n")[2].strip()
    rest = clause.text[span.end:].partition("\n")[0].strip()
    return word.isalpha() and (not rest or rest.startswith(":"))


def _printed(words: str) -> str:
    """A number without the word behind it, which is no unit if the number is that of a clause."""
    return words.partition(" ")[0] if words[:1].isdecimal() else words


def _plain(number: str) -> str:
    """A number with full stops between its parts: 2-3 is that of clause 2.3."""
    return number.replace("-", ".")


def confident(result: Review) -> Review:
    """The review without the discrepancies that are probably none; waived ones are kept."""
    kept = tuple(item for item in result.discrepancies if item.waiver or item.confidence >= DEFAULT)
    return replace(result, discrepancies=kept, doubtful=len(result.discrepancies) - len(kept))


def _order(discrepancy: Discrepancy) -> tuple[int, tuple[int, ...], str]:
    return discrepancy.pair, tuple(span.start if span else 0 for span in discrepancy.spans), discrepancy.code


def _of_terms(texts: Mapping[int, TextPair], languages: LanguagePair,
              term_base: Sequence[works.Term]) -> Iterator[Discrepancy]:
    """Q010 to Q014, by the terms that have a name in both languages."""
    common = shared(term_base, languages)
    if not common:
        return
    sides = names(term_base, languages[0], common), names(term_base, languages[1], common)
    places: dict[int, TermPlaces] = {}
    for index, (left, right) in texts.items():
        places[index] = sides[0].occurrences(left), sides[1].occurrences(right)
        yield from terms(places[index], (left, right), sides, index)
    yield from renderings(places, texts)


def waived(review_: Review, waivers: Sequence[works.Waiver]) -> tuple[Review, tuple[works.Waiver, ...]]:
    """The review with each discrepancy marked by the first waiver that names it, and the waivers that name none."""
    marked = tuple(replace(discrepancy, waiver=_waiver(discrepancy, review_, waivers))
                   for discrepancy in review_.discrepancies)
    used = {discrepancy.waiver for discrepancy in marked}
    return replace(review_, discrepancies=marked), tuple(waiver for waiver in waivers if waiver not in used)


def _waiver(discrepancy: Discrepancy, review_: Review, waivers: Sequence[works.Waiver]) -> works.Waiver | None:
    """The first waiver with the discrepancy's code, one of its eIds, and words of its place or clause."""
    pair = review_.pairs[discrepancy.pair]
    sides = [(clause, span) for clause, span in zip(pair.sides, discrepancy.spans, strict=True) if clause]
    words = [span.of(clause.text) if span else clause.text for clause, span in sides]
    return next((waiver for waiver in waivers if waiver.code == discrepancy.code
                 and waiver.eid in [clause.eid for clause, _ in sides]
                 and any(waiver.words in text for text in words)), None)

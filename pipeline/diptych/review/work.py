"""A compiled work → what a review of its texts finds, clause by clause, with the places in the received texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diptych.akn.document import Document
from diptych.compile.work import Compiled, received_lines
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language, written_form
from diptych.project.load import Schema
from diptych.review.checks import review, waived
from diptych.review.clause_pairs import Discrepancy, Review
from diptych.review.pairing import pairs
from diptych.review.source_places import Place, Places, places


@dataclass(frozen=True, slots=True)
class ReviewTables:
    """What a review goes by: the languages by code, the term base, and what is the same in several languages."""

    languages: Mapping[str, Language]
    terms: Sequence[works.Term] = ()
    same: Equivalents = NOTHING


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """A finding of a review: the clause, its places by language, and the finding as a diagnostic, at its place in the
    translation where it has one."""

    eid: str
    discrepancy: Discrepancy
    places: tuple[tuple[str, Place], ...]
    finding: Diagnostic


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One translation of a work, known by its path, held against its original: what was found. With the first one goes
    E004 for each waiver that names nothing in any of them."""

    work: str
    review: Review
    entries: tuple[ReviewEntry, ...]
    diagnostics: tuple[Diagnostic, ...]


def reviewed(work: Compiled, schema: Schema, same: Equivalents = NOTHING) -> tuple[Reviewed, ...]:
    """Each translation of a work, held against its original; `same` says what is the same in several languages."""
    if len(work.expressions) < 2:
        return ()
    lines = received_lines(work.source, schema)
    located = {one.document.language: places(one.document, lines[one.document.language]) for one in work.expressions}
    documents = [one.document for one in work.expressions]
    knowledge = ReviewTables(schema.languages, work.source.terms, same)
    found = tuple(reviews(documents, knowledge, work.source.editorial.waivers))
    idle = [waiver for waiver in found[0][1] if all(waiver in left for _, left in found)]
    unfit = tuple(diagnostic("E004", one.position, waived=one.code, place=one.eid) for one in idle)
    return tuple(Reviewed(work.source.work.path, one, tuple(_entry(item, one, located) for item in one.found),
                          unfit if index == 0 else ()) for index, (one, _) in enumerate(found))


def reviews(documents: Sequence[Document], known: ReviewTables,
            waivers: Sequence[works.Waiver]) -> Iterator[tuple[Review, tuple[works.Waiver, ...]]]:
    """The review of each translation, the original being the first document, with the waivers that name nothing."""
    original, *translations = documents
    mine = [waiver for waiver in waivers if waiver.is_of_review]
    for translation in translations:
        left, right = (written_form(known.languages, one.language, one.text) for one in (original, translation))
        found = review(pairs(original, translation, known.same), (left, right), known.terms, known.same)
        yield waived(_finished(found, translation), mine)


def _finished(found: Review, translation: Document) -> Review:
    """The review without what an unfinished translation still lacks: it is known, and `diptych todo` lists it."""
    if translation.translation is None or translation.translation.complete:
        return found
    return replace(found, found=tuple(one for one in found.found if found.pairs[one.pair].right))


def _entry(one: Discrepancy, found: Review, located: Mapping[str, Places]) -> ReviewEntry:
    pair = found.pairs[one.pair]
    there = tuple(
        (language, located[language].of(clause, span) if clause else _before(found, one.pair, side, located[language]))
        for side, (language, clause, span) in enumerate(zip(found.languages, pair.sides, one.spans, strict=True)))
    return ReviewEntry(pair.eid, one, there, Diagnostic(one.code, _position(one, there), pair.eid, one.facts))


def _before(found: Review, pair: int, side: int, located: Places) -> Place:
    """Where a clause that a text has not would stand: behind the last one before it."""
    last = next((clause for one in reversed(found.pairs[:pair]) if (clause := one.sides[side])), None)
    end = located.of(last, None).end if last else located.lines[0][1]
    return Place(end, end, "")


def _position(one: Discrepancy, there: Sequence[tuple[str, Place]]) -> Position:
    """The place in the translation, unless only the original has the words."""
    only_left = one.spans[0] and not one.spans[1] or not there[1][1].text
    return there[0 if only_left else 1][1].position

"""A compiled work → the review of its texts, clause by clause, with the places in the received texts."""

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
from diptych.review.checks import confident, review, waived
from diptych.review.clause_pairs import Discrepancy, Review
from diptych.review.pairing.twins import pairs
from diptych.review.source_places import Place, Places, places


@dataclass(frozen=True, slots=True)
class ReviewTables:
    """The tables of a review: the languages by code, the term base, the equivalents."""

    languages: Mapping[str, Language]
    terms: Sequence[works.Term] = ()
    same: Equivalents = NOTHING


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """A finding of a review: the clause, its places by language, and the diagnostic.

    The diagnostic's position is in the translation if this has words for the finding."""

    eid: str
    discrepancy: Discrepancy
    places: tuple[tuple[str, Place], ...]
    finding: Diagnostic


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review of one pair of texts of a work, which is known by its path.

    `diagnostics` of the first pair are an E004 for each waiver that names nothing in any of them."""

    work: str
    review: Review
    entries: tuple[ReviewEntry, ...]
    diagnostics: tuple[Diagnostic, ...]


def reviewed(work: Compiled, schema: Schema, equivalents: Equivalents = NOTHING, *,
             everything: bool = False) -> tuple[Reviewed, ...]:
    """The review of each pair of texts of a work; `everything`: with the findings that are probably none."""
    if len(work.expressions) < 2:
        return ()
    lines = received_lines(work.source, schema)
    documents = [expression.document for expression in work.expressions]
    located = {document.language: places(document, lines[document.language]) for document in documents}
    tables = ReviewTables(schema.languages, work.source.terms, equivalents)
    results = tuple(reviews(documents, tables, work.source.editorial.waivers, work.source.work.pairs,
                            everything=everything))
    idle = [waiver for waiver in results[0][1] if all(waiver in unused for _, unused in results)]
    unfit = tuple(diagnostic("E004", waiver.position, waived=waiver.code, place=waiver.eid) for waiver in idle)
    return tuple(Reviewed(work.source.work.path, result,
                          tuple(_entry(discrepancy, result, located) for discrepancy in result.discrepancies),
                          unfit if index == 0 else ()) for index, (result, _) in enumerate(results))


def reviews(documents: Sequence[Document], tables: ReviewTables, waivers: Sequence[works.Waiver],
            asked: Sequence[works.LanguagePair] = (), *,
            everything: bool = False) -> Iterator[tuple[Review, tuple[works.Waiver, ...]]]:
    """The review of each pair of texts, and the waivers that name nothing in it. The first document is the original;
    `asked` are the pairs that work.toml asks for. `everything`: with the findings that are probably none."""
    by_language = {document.language: document for document in documents}
    ours = [waiver for waiver in waivers if waiver.is_of_review]
    for original, translation in ((by_language[left], by_language[right])
                                  for left, right in works.pairs(tuple(by_language), asked)):
        left, right = (written_form(tables.languages, document.language, document.text)
                       for document in (original, translation))
        result = review(pairs(original, translation, tables.same), (left, right), tables.terms,
                        None if everything else {waiver.code for waiver in ours})
        marked, idle = waived(_without_missing(result, translation), ours)
        yield marked if everything else confident(marked), idle


def _without_missing(result: Review, translation: Document) -> Review:
    """The review; missing clauses of a translation declared incomplete are left out, as `diptych todo` lists them."""
    if translation.translation is None or translation.translation.complete:
        return result
    return replace(result, discrepancies=tuple(
        discrepancy for discrepancy in result.discrepancies if result.pairs[discrepancy.pair].right))


def _entry(discrepancy: Discrepancy, result: Review, located: Mapping[str, Places]) -> ReviewEntry:
    eid = result.pairs[discrepancy.pair].eid
    by_language = tuple((language, _place(discrepancy, result, side, located[language]))
                        for side, language in enumerate(result.languages))
    finding = Diagnostic(discrepancy.code, _position(discrepancy, by_language), eid, discrepancy.facts)
    return ReviewEntry(eid, discrepancy, by_language, finding)


def _place(discrepancy: Discrepancy, result: Review, side: int, located: Places) -> Place:
    """The place of a discrepancy in a text; in a text without the clause, the end of the last clause before it."""
    clause = result.pairs[discrepancy.pair].sides[side]
    if clause:
        return located.of(clause, discrepancy.spans[side])
    before = reversed(result.pairs[:discrepancy.pair])
    last = next((other for pair in before if (other := pair.sides[side])), None)
    end = located.of(last, None).end if last else located.lines[0][1]
    return Place(end, end, "")


def _position(discrepancy: Discrepancy, by_language: Sequence[tuple[str, Place]]) -> Position:
    """The place in the translation, unless only the original has the words."""
    only_left = discrepancy.spans[0] and not discrepancy.spans[1] or not by_language[1][1].text
    return by_language[0 if only_left else 1][1].position

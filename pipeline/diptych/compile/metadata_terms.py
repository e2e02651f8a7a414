"""What the metadata of a text names: the entries of those that it is by, and the documents of the term base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diptych.akn import iri
from diptych.config import works
from diptych.project.load import Source
from diptych.readers.editing import inline_marks
from diptych.references.cited_units import CitedUnits


def agents(work: works.Work, expression: works.Expression) -> Iterator[str]:
    """The ids of those that the metadata of an expression name."""
    yield from (work.issuer, work.editor, work.official.by)
    if expression.translation:
        yield expression.translation.translator


def unknown_issuer(source: Source) -> works.Term:
    """The entry that the issuer refers to if it is unknown."""
    return works.Term(works.UNKNOWN_ISSUER, "organization", "", (), (), source.work.position)


def cited_documents(source: Source, language: str) -> Mapping[str, tuple[str, ...]]:
    """The IRIs of the documents that a work's texts may name, by their names in a language.

    A name in the term base or in references.toml counts before that of a work of the project.
    """
    named: dict[str, tuple[str, ...]] = {}
    for work in source.cited:
        for known, name in work.names:
            if known == language:
                named[name] = tuple(dict.fromkeys((*named.get(name, ()), work.iri)))
    return {**named, **documents(source.terms, language)}


def cited_units(source: Source) -> Mapping[str, CitedUnits]:
    """By IRI: the units of the works of the project that a work's texts name, at the date of its version."""
    date = "" if source.work.version == works.UNKNOWN_DATE else source.work.version
    found: dict[str, CitedUnits] = {}
    for work in source.cited:
        dated = work.version(date)
        version = dated or work.version("")
        if version is not None:
            found[work.iri] = CitedUnits(frozenset(version.eids.split()), frozenset(version.repealed.split()),
                                         dated is not None)
    return found


def documents(terms: Sequence[works.Term], language: str) -> Mapping[str, tuple[str, ...]]:
    """The IRIs of the documents of the term base, by all their names in a language."""
    named: dict[str, tuple[str, ...]] = {}
    forms = ((form, term.iri) for term in terms for form in term.forms
             if term.kind in (works.DOCUMENT, inline_marks.CITED) and term.iri.startswith(iri.ROOT))
    for form, address in forms:
        for name in (form.preferred, *form.allowed) if form.language == language else ():
            named[name] = tuple(dict.fromkeys((*named.get(name, ()), address)))
    return named

"""A compiled work → how other works of its project cite it; a work's words for others → the works that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.akn import iri
from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors
from diptych.akn.names import tag
from diptych.compile.work import Compiled
from diptych.config.works import DRAFT, UNKNOWN_DATE, ReferencedVersion, ReferencedWork
from diptych.project.load import Schema
from diptych.references.blocks import TAG
from diptych.references.documents import normal
from diptych.references.grammar import NAME, DocumentNames, grammar
from diptych.references.links import repealed_units

_REVISED: Final = re.compile(r"\s*[(\uff08\u3014][^()\uff08\uff09\u3014\u3015]*[)\uff09\u3015]\s*$")
_LINE: Final = "p"
_SEVERAL: Final = 3
"""Works of one name that are told apart, at most; chosen. Two others remain where a text has the name itself."""
_REFERENCES: Final = (tag("ref"), tag("rref"))


@dataclass(frozen=True, slots=True)
class CitableWork:
    """A work as others cite it, and what its own texts name.

    `known` are its names without spaces, by language; it has none if it is not to be listed. `names` are words of its
    texts that may end with the title of another work, by language. `links` are the addresses that its texts lead to.
    """

    work: ReferencedWork
    known: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[str, ...] = ()


def citable(work: Compiled, schema: Schema) -> CitableWork:
    """How others cite a work, and what its texts name. The work must have expressions."""
    versions = [version for version in (*work.earlier, work) if version.expressions]
    documents = [item.document for version in versions for item in version.expressions]
    named: dict[str, set[str]] = {}
    for item in (item for version in versions for item in version.expressions):
        named.setdefault(item.document.language, set()).update(item.names)
    names = () if work.source.work.status == DRAFT else tuple(dict.fromkeys(
        name for version in versions for item in version.expressions
        for name in _names(item.document, item.data.decode(), schema)))
    links = {address.text for document in documents for address in _addresses(document)}
    own = documents[0].work_iri
    return CitableWork(
        ReferencedWork(own, names, tuple(_version(version, schema) for version in versions)),
        tuple((language, _normal(name, language, schema)) for language, name in names),
        tuple((language, tuple(sorted(words))) for language, words in sorted(named.items())),
        tuple(sorted(links - {own})))


def by_name_alone(address: str, known: tuple[tuple[str, str], ...]) -> CitableWork:
    """A work of which the IRI and the names are known, and no unit."""
    return CitableWork(ReferencedWork(address, (), (ReferencedVersion("", "", ""),)), known)


def all_cited(works: Mapping[str, CitableWork]) -> Mapping[str, tuple[ReferencedWork, ...]]:
    """By folder the other works that each work names, in the order of their IRIs; none for a work that names none."""
    by_name: dict[tuple[str, str], list[ReferencedWork]] = {}
    for work in works.values():
        for key in dict.fromkeys(work.known):
            by_name.setdefault(key, []).append(work.work)
    # A name of several works leads to none of them: that there are several is all that a text must know.
    by_name = {key: found if len(found) == 1 else [replace(work, versions=()) for work in found[:_SEVERAL]]
               for key, found in by_name.items()}
    by_iri = {work.work.iri: work.work for work in works.values() if work.known}
    lengths = sorted({len(name) for _, name in by_name})
    found = {}
    for folder, work in works.items():
        named = {address: by_iri[address] for address in work.links if address in by_iri}
        for other in _called(work, by_name, lengths):
            if other.versions or other.iri not in named:
                named[other.iri] = other
        named.pop(work.work.iri, None)
        if named:
            found[folder] = tuple(named[address] for address in sorted(named))
    return found


def _called(work: CitableWork, by_name: Mapping[tuple[str, str], Sequence[ReferencedWork]],
            lengths: Sequence[int]) -> Iterator[ReferencedWork]:
    """The works whose names the words of a work may end with; `lengths` are those of the names, in order."""
    for language, ending in ((language, ending) for language, words in work.names for ending in words):
        for length in lengths:
            yield from by_name.get((language, ending[-length:]), ()) if length <= len(ending) else ()


def _addresses(document: Document) -> Iterator[iri.Address]:
    """The addresses that the references of a text lead to."""
    for element in document.main.iter(*_REFERENCES):
        address = iri.address(element.get("href", "") or element.get("from", ""))
        if address is not None:
            yield address


def _names(document: Document, xml: str, schema: Schema) -> Iterator[tuple[str, str]]:
    """The title of a text, also without a bracket behind it, its short title, and its number if texts cite by it."""
    language = document.language
    title = " ".join(document.title.split())
    names = _documents(language, schema)
    plain = TAG.sub("", xml) if names else ""
    short = (match[NAME] for match in names.short_title.finditer(plain)) if names else ()
    for name in (title, _REVISED.sub("", title), *short):
        if len(name) > 1:
            yield language, name
    number = document.printed_number
    if names and number and any(match.end() == len(number) for match in names.ending.finditer(number)):
        yield language, number


def _version(work: Compiled, schema: Schema) -> ReferencedVersion:
    """The units of a version of a work."""
    text = work.expressions[0]
    eids = [eid for eid in anchors(text.document) if eid.rpartition("__")[2].partition("_")[0] != _LINE]
    language = schema.languages.get(text.document.language)
    known = grammar(language) if language else None
    gone = sorted(set(repealed_units(text.data.decode(), known, set(eids)))) if known else ()
    date = work.source.work.version
    return ReferencedVersion("" if date == UNKNOWN_DATE else date, " ".join(eids), " ".join(gone))


def _normal(name: str, language: str, schema: Schema) -> str:
    names = _documents(language, schema)
    return normal(name, names) if names else "".join(name.split())


def _documents(language: str, schema: Schema) -> DocumentNames | None:
    """How a language names documents."""
    profile = schema.languages.get(language)
    known = grammar(profile) if profile else None
    return known.documents if known else None

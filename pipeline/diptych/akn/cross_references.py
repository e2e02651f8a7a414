"""The texts of a work → which of their clauses refer to which clauses, of this work and of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn import iri
from diptych.akn.document import Document, emended
from diptych.akn.names import tag
from diptych.akn.provisions import provisions

_ELEMENTS: Final = (tag("ref"), tag("rref"))
_SEP: Final = "__"


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A printed reference: the provision that holds it, its words, and the work with the first and the last clause that
    it names. `name` is the title of a work without an IRI. A work as a whole has no clauses."""

    eid: str
    words: str
    work: str
    first: str
    last: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReferringClause:
    """A clause of a work with titles by language, and the clauses `first` to `last` of another work that it names."""

    work: str
    titles: tuple[tuple[str, str], ...]
    eid: str
    target: str
    first: str
    last: str


def cross_references(document: Document) -> Iterator[CrossReference]:
    """The references of a text in its order; those to a term of the glossary are none."""
    holders = {item.eid for item in provisions(document)}
    for element in document.main.iter(*_ELEMENTS):
        named = _named(document, element.get("href", "") or element.get("from", ""))
        if named is None:
            continue
        work, clause, name = named
        last = _named(document, element.get("upTo", ""))
        yield CrossReference(_holder(element, holders), " ".join(emended(element).split()), work, clause,
                             last[1] if last else clause, name)


def _named(document: Document, href: str) -> tuple[str, str, str] | None:
    """The work and the clause of an address, and the title if it is that of an entry in the metadata."""
    if not href.startswith("#"):
        named = iri.address(href) if href else None
        return (named.work, named.first, "") if named else None
    target = document.by_eid.get(href[1:])
    if target is None:
        return None
    if next(target.iterancestors(tag("meta")), None) is None:
        return document.work_iri, href[1:], ""
    if target.get("name") != "document":
        return None
    return "", target.get("href", "").partition("#")[2], target.get("showAs", "")


def _holder(element: etree._Element, known: Iterable[str]) -> str:
    """The eId of the innermost provision around a reference; else that of the element around it."""
    around = [eid for outer in element.iterancestors() if (eid := outer.get("eId"))]
    return next((eid for eid in around if eid in known), around[0] if around else "")


def referring(documents: Sequence[Document]) -> tuple[ReferringClause, ...]:
    """The clauses of a work that name another work or a clause of it, each once for all its texts."""
    own, titles = documents[0].work_iri, tuple((document.language, document.title) for document in documents)
    return tuple(dict.fromkeys(
        ReferringClause(own, titles, item.eid, item.work, item.first, item.last)
        for document in documents for item in cross_references(document) if item.work not in ("", own)))


def back_references(documents: Sequence[Document], others: Iterable[ReferringClause] = ()) -> Mapping[
        str, tuple[ReferringClause, ...]]:
    """By eId: the clauses that name a clause of a work, those of the same work first. `others` are those of others.

    A range names each clause from its first to its last. No clause refers to itself.
    """
    own = documents[0].work_iri
    inner = (ReferringClause(own, (), item.eid, own, item.first, item.last) for document in documents
             for item in cross_references(document) if item.work == own and item.first)
    order = list(dict.fromkeys(eid for document in documents for eid in document.by_eid))
    places = {eid: place for place, eid in enumerate(order)}
    found: dict[str, dict[ReferringClause, None]] = {}
    for item in (*inner, *others):
        for eid in _through(item.first, item.last, order, places):
            if eid != item.eid or item.work != own:
                found.setdefault(eid, {})[ReferringClause(item.work, item.titles, item.eid, own, eid, eid)] = None
    return {eid: tuple(items) for eid, items in found.items()}


def _through(first: str, last: str, order: Sequence[str], places: Mapping[str, int]) -> Sequence[str]:
    """The clauses of a range: those beside its first, up to its last; the two ends if they are in different units."""
    if first == last or first not in places or last not in places or places[first] > places[last]:
        return tuple(dict.fromkeys(eid for eid in (first, last) if eid in places))
    outer, _, step = first.rpartition(_SEP)
    kind = step.partition("_")[0]
    between = order[places[first]:places[last] + 1]
    return [eid for eid in between if eid.rpartition(_SEP)[0] == outer and eid.rpartition(_SEP)[2].partition("_")[0]
            == kind]

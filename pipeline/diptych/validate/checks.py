"""Akoma Ntoso → findings of the rules that neither XSD nor XPath 1 can express."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from diptych.akn import ids
from diptych.akn.document import emended
from diptych.akn.names import DOCUMENT_TYPES, HIERARCHY, PARTS, XML, local, tag
from diptych.config import media
from diptych.diagnostics import Diagnostic
from diptych.language.profiles import dates
from diptych.validate import characters, iris
from diptych.validate.context import Subject, in_meta

LOCAL = ("href", "refersTo", "source", "by", "as", "from", "upTo", "alternativeTo", "refs", "start", "end", "period")
"""Attributes that may refer to a local `#id`."""
LANG = f"{{{XML}}}lang"
WHOLE = HIERARCHY | DOCUMENT_TYPES | PARTS | {"akomaNtoso", "p", "heading"}
"""Elements in the language of the document; an inline inside them may quote another language."""
SCHEMES = ("http://", "https://", "mailto:", "/akn/", "#")
"""Beginnings of the links that are allowed."""


def validate(subject: Subject, language_codes: frozenset[str]) -> tuple[Diagnostic, ...]:
    """R020 to R028.

    R020 is an unconventional eId, R021 a dangling reference, R022 a forbidden link. R023 is an IRI that contradicts
    its FRBR fields. R024 is an unknown language code, R025 an unreadable character. R026 is a date that its text
    contradicts, R027 a repeated wId, R028 a contradictory xml:lang.
    """
    return (*_ids(subject), *_references(subject), *_links(subject), *iris.validate(subject),
            *_languages(subject, language_codes), *characters.validate(subject), *_dates(subject), *_repeated(subject),
            *_contradictory(subject))


def _ids(subject: Subject) -> Iterator[Diagnostic]:
    for element, eid in ids.expected(subject.document.root, subject.number).items():
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
            # An empty href declares the document itself the master expression (naming convention §5.5.3).
            is_master = not value and local(element.tag) == "FRBRmasterExpression"
            is_picture = name == "src" and value.startswith(media.FOLDER) and "/" not in value[len(media.FOLDER):]
            if not (is_master or is_picture) and (
                    not value.startswith(SCHEMES) or any(character.isspace() for character in value)):
                yield subject.finding("R022", element, value=value, name=local(element.tag))


def _languages(subject: Subject, codes: frozenset[str]) -> Iterator[Diagnostic]:
    for element in subject.document.root.iter(tag("FRBRlanguage"), tag("FRBRtranslation")):
        value = element.get("language") or element.get("fromLanguage") or ""
        if value.partition("-")[0] not in codes:
            yield subject.finding("R024", element, value=value)


def _dates(subject: Subject) -> Iterator[Diagnostic]:
    for element in subject.document.main.iter(tag("date"), tag("docDate")):
        printed = [iso for _, _, iso in dates(emended(element), subject.language)]
        date = element.get("date", "")[:10]
        if printed and date not in printed:
            yield subject.finding("R026", element, problem=f"the text says {printed[0]}, its date attribute {date}")


def _contradictory(subject: Subject) -> Iterator[Diagnostic]:
    own = subject.language.tag.partition("-")[0]
    for element in subject.document.root.iter(etree.Element):
        value = element.get(LANG)
        if value and local(element.tag) in WHOLE and not in_meta(element) and value.partition("-")[0] not in (
                own, subject.language.code):
            yield subject.finding("R028", element, value=value, language=subject.document.language)


def _repeated(subject: Subject) -> Iterator[Diagnostic]:
    units = [unit for unit in subject.document.units() if unit.get("wId")]
    counts = Counter(unit.get("wId") for unit in units)
    for unit in units:
        if counts[unit.get("wId")] > 1:
            yield subject.finding("R027", unit, value=unit.get("wId"))

"""A work's expressions → statements in the ontology of ELI, the same as RDFa, in JSON-LD and in Turtle.

The addresses are this site's own, none is an assigned ELI. A date that is unknown is not stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import permalink

ELI: Final = "http://data.europa.eu/eli/ontology#"
PATH: Final = "work.ttl"
"""File with the statements in Turtle."""
FORMATS: Final = {"xml": "application/xml", "pdf": "application/pdf"}
"""Media types of the files that embody a text, by their suffix."""
_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
"""The EU's list of languages, by ISO 639-2 codes in capitals."""
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DATE: Final = f"{_XSD}date"
_STRING: Final = f"{_XSD}string"
_CODE: Final = 3
"""Letters of an ISO 639-2 code."""
_SERIES: Final = 4
"""Parts of a work's IRI up to the series of the work: none, akn, country and document type; then its subtype."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_FORBIDDEN: Final = str.maketrans({character: f"\\u{ord(character):04X}" for character in ' <>"{}|^`\\'})
"""The characters that Turtle does not allow in an IRI."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a subject, an address: a property of ELI with an address, or with words.

    Words have a language or a datatype. The `name` of a statement on the class of the subject is empty.
    """

    subject: str
    name: str
    value: str
    language: str = ""
    datatype: str = ""

    @property
    def is_link(self) -> bool:
        """Whether the value is an address."""
        return not (self.language or self.datatype)


def statements(documents: Sequence[Document], site_url: str, files: Iterable[str]) -> tuple[Statement, ...]:
    """The statements on a work, or a dated version of it, its texts and their files, whose names are `files`."""
    names = frozenset(files)
    return (*_work(documents, site_url), *(
        statement for document in documents for statement in _text(document, documents, site_url, names)))


def _work(documents: Sequence[Document], site_url: str) -> Iterator[Statement]:
    """The statements on a work or version. The date of an amended text is no first date of the work: it is left out."""
    original = documents[0]
    work, series = permalink(site_url, original.home), original.work_iri.split("/")
    yield Statement(work, "", "LegalResource")
    yield Statement(work, "id_local", original.number or original.work_iri, datatype=_STRING)
    yield Statement(work, "type_document", permalink(site_url, "/".join(series[:_SERIES + 1])))
    yield from _dated(work, "date_document", original.known_date)
    if original.version or original.version_date == original.known_date:
        yield from _dated(work, "first_date_entry_in_force", original.legal.in_force_from)
    yield from (Statement(work, "is_realized_by", permalink(site_url, document.address)) for document in documents)


def _text(document: Document, documents: Sequence[Document], site_url: str,
          names: frozenset[str]) -> Iterator[Statement]:
    """The statements on a text and its files. A translation does not enter into force: it has no such date."""
    text = permalink(site_url, document.address)
    yield Statement(text, "", "LegalExpression")
    yield Statement(text, "realizes", permalink(site_url, document.home))
    yield Statement(text, "title", document.title, language=interface_text.tag(document))
    yield Statement(text, "language", _LANGUAGES + document.language[:_CODE].upper())
    yield from _dated(text, "version_date", document.version_date)
    if document.translation is None:
        yield from _dated(text, "first_date_entry_in_force", document.legal.in_force_from)
    else:
        yield from (Statement(text, "is_translation_of", permalink(site_url, other.address)) for other in documents
                    if other.language == document.translation.from_language)
    if document.rights.licence:
        yield Statement(text, "licence", document.rights.licence.url)
    held = {permalink(site_url, document.home) + name: media for suffix, media in FORMATS.items()
            if (name := f"{document.language}.{suffix}") in names}
    yield from (Statement(text, "is_embodied_by", file) for file in held)
    for file, media in held.items():
        yield Statement(file, "", "Format")
        yield Statement(file, "embodies", text)
        yield Statement(file, "format", _MEDIA_TYPES + media)


def _dated(subject: str, name: str, date: str) -> Iterator[Statement]:
    if date:
        yield Statement(subject, name, date, datatype=_DATE)


def rdfa(said: Sequence[Statement]) -> Iterator[etree._Element]:
    """The statements as elements of a page's head; the first of each subject has its class."""
    for subject, group in groupby(said, key=lambda statement: statement.subject):
        kinds = {}
        for statement in group:
            if not statement.name:
                kinds = {"typeof": ELI + statement.value}
                continue
            yield _tag(subject, statement, kinds)
            kinds = {}


def _tag(subject: str, statement: Statement, kinds: Mapping[str, str]) -> etree._Element:
    if statement.is_link:
        return etree.Element("link", None, None, about=subject, **kinds, rel=ELI + statement.name,
                             href=statement.value)
    worded = {"lang": statement.language} if statement.language else {"datatype": statement.datatype}
    return etree.Element("meta", None, None, about=subject, **kinds, property=ELI + statement.name,
                         content=statement.value, **worded)


def json_ld(said: Sequence[Statement]) -> list[Mapping[str, Any]]:
    """The statements as nodes for `@included` of a document in JSON-LD."""
    nodes: list[Mapping[str, Any]] = []
    for subject, group in groupby(said, key=lambda statement: statement.subject):
        node: dict[str, Any] = {"@id": subject}
        for statement in group:
            if not statement.name:
                node["@type"] = ELI + statement.value
            else:
                node.setdefault(ELI + statement.name, []).append(_json_value(statement))
        nodes.append(node)
    return nodes


def _json_value(statement: Statement) -> Mapping[str, str]:
    if statement.is_link:
        return {"@id": statement.value}
    worded = {"@language": statement.language} if statement.language else {"@type": statement.datatype}
    return {"@value": statement.value, **worded}


def turtle(said: Sequence[Statement]) -> bytes:
    """The statements as a file in Turtle."""
    blocks = [f"@prefix eli: <{ELI}> .\n@prefix xsd: <{_XSD}> .\n"]
    for subject, group in groupby(said, key=lambda statement: statement.subject):
        lines = [f"eli:{statement.name} {_turtle_value(statement)}" if statement.name else f"a eli:{statement.value}"
                 for statement in group]
        blocks.append(f"{_address(subject)}\n    " + " ;\n    ".join(lines) + " .\n")
    return "\n".join(blocks).encode()


def _turtle_value(statement: Statement) -> str:
    if statement.is_link:
        return _address(statement.value)
    words = statement.value.translate(_ESCAPES)
    if statement.language:
        return f'"{words}"@{statement.language}'
    return f'"{words}"^^xsd:{statement.datatype.removeprefix(_XSD)}'


def _address(url: str) -> str:
    return f"<{url.translate(_FORBIDDEN)}>"

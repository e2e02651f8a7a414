"""Received bytes → validated Akoma Ntoso, without a project. Facts that the text lacks are unknown, never invented.

The Work IRI of a converted text is `/akn/{jurisdiction}/act/unknown/{date}/{number}`, with `judgment` or `doc` for
`act` if it shows itself to be a judgment or a contract. The date is the printed one,
else year 0001. The number is the printed one, else the name of the file. Characters that an address cannot have become
hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from diptych.akn.document import Document
from diptych.akn.metadata import Identity
from diptych.compile.expression import Reference, express
from diptych.compile.recognised_jurisdiction import AUTO, country_of, recognise_jurisdiction, unnamed
from diptych.compile.recognised_language import recognise_language, refusal
from diptych.config import works
from diptych.config.rights import UNSTATED
from diptych.config.works import UNKNOWN_DATE
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Draft
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language
from diptych.project.load import Schema
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.formats.pictures import Beside, nothing
from diptych.readers.structure import agree_headings, embedded_objects, structure, typeset_headings
from diptych.readers.structure.identity import PrintedIdentity, identify
from diptych.validate import characters, numbering, xsd
from diptych.validate.context import Subject

_UNSAFE: Final = re.compile(r"[^\w-]+")
_EDITOR: Final = "diptych"
"""Id of the agent that marks the text up."""


@dataclass(frozen=True, slots=True)
class Options:
    """The language and the jurisdiction of a text, as far as the user knows them.

    A language is named by its code, its tag or its interface language: `zh` is every written form of Chinese.
    """

    language: str = AUTO
    jurisdiction: str = AUTO


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Akoma Ntoso, its recognised encoding, language and jurisdiction, and its pictures by name."""

    data: bytes
    document: Document
    encoding: str
    language: Language
    jurisdiction: Jurisdiction
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def convert(data: bytes, file: str, schema: Schema, options: Options = Options(),
            beside: Beside = nothing) -> Result[Converted]:
    """The text as valid Akoma Ntoso that is proved to hold every character. `beside` gives the pictures in its folder.

    Without a value, T015 is an unknown language, T021 an unsupported one, T023 one that is not recognised, T016 an
    unknown jurisdiction; else the proof or the XSD failed.
    """
    read = received.read(data, file, schema.forms, beside)
    if read.value is None:
        return Result(None, read.diagnostics)
    lines = read.value.lines
    key = recognise_language(lines, schema, options.language)
    refused = refusal(lines, schema, (key,) if key else (), options.language, file)
    if key is None or refused:
        return Result(None, (*read.diagnostics, *refused))
    place = recognise_jurisdiction(lines, key, schema, options.jurisdiction)
    if place is None:
        return Result(None, (*read.diagnostics, diagnostic(
            "T016", Position(file), language=key, jurisdiction=options.jurisdiction)))
    language, jurisdiction = schema.languages[key], schema.jurisdictions[place]
    country = country_of(lines, place, schema, options.jurisdiction)
    draft = _drafted(lines, language, jurisdiction)
    identity = identify(draft)
    expression, proof = express(draft, language, _reference(identity, draft, file, country), lines)
    subject = Subject(expression.document, language, file, expression.positions, expression.numbers,
                      jurisdiction.numbering)
    broken = (*xsd.validate(subject), *((proof.difference,) if proof.difference else ()))
    findings = (*read.diagnostics, *unnamed(country, place, options.jurisdiction, file), *_unknown(identity, file),
                *broken, *numbering.validate(subject), *characters.validate(subject), *expression.unlinked)
    converted = Converted(expression.data, expression.document, read.value.encoding, language,
                          schema.jurisdictions[country], read.value.pictures)
    return Result(None if broken else converted, findings)


def _drafted(lines: tuple[Line, ...], language: Language, jurisdiction: Jurisdiction) -> Draft:
    draft = typeset_headings.headed(structure.read(lines, language, jurisdiction).known, lines, language)
    return embedded_objects.embedded(agree_headings.settle((draft,))[0], lines)


def series_path(jurisdiction: str, date: str, number: str) -> str:
    """The path of a work whose series is unknown; `number` gets hyphens for characters that an address cannot have."""
    return f"{jurisdiction}/unknown/{date}/{_UNSAFE.sub('-', number).strip('-') or 'unknown'}"


def _reference(printed: PrintedIdentity, draft: Draft, file: str, jurisdiction: str) -> Reference:
    """The identity of a text, from its printed identity and the name of its file alone.

    A name with bytes that are not UTF-8 has a question mark for each of them: XML cannot hold them.
    """
    file = file.encode(errors="replace").decode()
    name = file.rpartition("/")[2].partition(".")[0]
    date, number, title = printed.date or UNKNOWN_DATE, printed.number or name, printed.title or name
    place = Position(file)
    issuer = "issuer" if printed.issuer else "unknown"
    path = series_path(jurisdiction, printed.date or UNKNOWN_DATE[:4], number)
    expression = works.Expression(draft.language, file, date, UNSTATED, None, place)
    work = works.Work(path, draft.element or "act", draft.name or "act", date, number, issuer, jurisdiction,
                      UNKNOWN_DATE, _EDITOR, (), (expression,), (), place)
    forms = (works.TermForm(draft.language, printed.issuer, (), (), ""),) if printed.issuer else ()
    iri = f"/akn/ontology/organization/unreg.{_UNSAFE.sub('-', printed.issuer)}" if printed.issuer else ""
    terms = (works.Term(issuer, "organization", iri, forms, (), place), works.Term(_EDITOR, "agent", "", (), (), place))
    return Reference(Identity(work, expression, title, title), terms, terms_used=False,
                     names_used=False)


def _unknown(printed: PrintedIdentity, file: str) -> Iterator[Diagnostic]:
    """V001 for each part of the identity that the text does not print."""
    for part in ("title", "number", "date", "issuer"):
        if not getattr(printed, part):
            yield diagnostic("V001", Position(file), what=part)

"""Received bytes → validated Akoma Ntoso, without a project: what the text does not say is unknown, never invented.

The Work IRI of a converted text is `/akn/{jurisdiction}/act/unknown/{date}/{number}`: the date that the document
prints, else year 0001; the number that it prints, else the name of its file. What cannot stand in an address becomes a
hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.akn.document import Document
from diptych.akn.metadata import UNKNOWN_DATE
from diptych.akn.metadata import Identity as Metadata
from diptych.compile.expression import Reference, express
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Draft
from diptych.language.jurisdictions import Jurisdiction, any_number
from diptych.language.profiles import Language
from diptych.language.writing_systems import owner, split
from diptych.project.load import Schema
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.structure import agree_headings, structure, typeset_headings
from diptych.readers.structure.identity import PrintedIdentity, identify
from diptych.validate import characters, numbering, xsd
from diptych.validate.context import Subject

AUTO: Final = "auto"
_SAMPLE: Final = 40
"""How many lines, about, show the language of a text."""
_OPENING: Final = 25
"""How many characters of each are looked at."""
_SHARE: Final = 0.2
"""The least share of a text's lines that is no quotation but a text in a language of its own."""
_FRONT: Final = 30
"""How many lines at each end may hold the document's number."""
_NUMBER: Final = 60
"""The greatest length of a document's number."""
_UNSAFE: Final = re.compile(r"[^\w-]+")
_DIPTYCH: Final = "diptych"


@dataclass(frozen=True, slots=True)
class Options:
    """The language and the jurisdiction of a text, where somebody knows them. A language is named by its code, its tag
    or the language that it is a form of: `zh` is every written form of Chinese."""

    language: str = AUTO
    jurisdiction: str = AUTO


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Akoma Ntoso, with what was taken for its encoding, language and jurisdiction."""

    data: bytes
    document: Document
    encoding: str
    language: Language
    jurisdiction: Jurisdiction


def convert(data: bytes, file: str, schema: Schema, options: Options = Options()) -> Result[Converted]:
    """The text as Akoma Ntoso that is valid and proved to hold every character, or the findings that say why not."""
    read = received.read(data, file, schema.forms)
    if read.value is None:
        return Result(None, read.diagnostics)
    lines = read.value.lines
    language = recognise_language(lines, schema, options.language)
    if language is None:
        return Result(None, (*read.diagnostics, diagnostic("T015", Position(file), language=options.language)))
    jurisdiction = recognise_jurisdiction(lines, language, schema, options.jurisdiction)
    if jurisdiction is None:
        return Result(None, (*read.diagnostics, diagnostic("T016", Position(file), language=language)))
    draft = structure.read(lines, schema.languages[language], schema.jurisdictions[jurisdiction]).value
    if draft is None:
        raise ValueError(f"no Draft of {file}")
    draft = typeset_headings.headed(draft, lines, schema.languages[language])
    draft = typeset_headings.tabled(agree_headings.settle((draft,))[0], lines)
    said = identify(draft)
    made, proof = express(draft, _reference(said, draft, file, jurisdiction), lines)
    subject = Subject(made.document, schema.languages[language], file, made.positions, made.numbers)
    broken = (*xsd.validate(subject), *((proof.difference,) if proof.difference else ()))
    findings = (*read.diagnostics, *_unknown(said, file), *broken, *numbering.validate(subject),
                *characters.validate(subject))
    if broken:
        return Result(None, findings)
    return Result(Converted(made.data, made.document, read.value.encoding, schema.languages[language],
                            schema.jurisdictions[jurisdiction]), findings)


def recognise_language(lines: Sequence[Line], schema: Schema, wanted: str) -> str | None:
    """The key of the language that a text is written in, by its script, among those that `wanted` names."""
    known = _named(schema, wanted)
    step = max(1, len(lines) // _SAMPLE)
    sample = "".join(line.text[:_OPENING] for line in lines[::step])
    if not known:
        return None
    key = tuple(known)[owner(sample, tuple(one.script for one in known.values())) or 0]
    return key if known[key].script.letters.search(sample) else None


def recognise_languages(lines: Sequence[Line], schema: Schema, wanted: str) -> tuple[str, ...]:
    """The keys of the languages that a good part of a text's lines is written in, the first to occur first. Of those
    that share their letters, as written forms of one language do, there is one: a line does not show which it is in."""
    known = _named(schema, wanted)
    written = [line for line in lines if line.text.strip()]
    by_letters: dict[str, list[Line]] = {}
    for key, part in zip(known, split(written, tuple(one.script for one in known.values())), strict=True):
        by_letters.setdefault(known[key].script.letters.pattern, []).extend(part)
    parts = sorted((part for part in by_letters.values() if len(part) > _SHARE * len(written)),
                   key=lambda part: min(line.position for line in part))
    found = (recognise_language(part, schema, wanted) for part in parts)
    return tuple(key for key in found if key)


def _named(schema: Schema, wanted: str) -> dict[str, Language]:
    """The languages that a user may mean."""
    return {key: language for key, language in schema.languages.items()
            if wanted in (AUTO, key, language.code, language.tag, language.interface)}


def recognise_jurisdiction(lines: Sequence[Line], language: str, schema: Schema, wanted: str) -> str | None:
    """The code of the jurisdiction whose document numbers the text bears, else of the first that uses its language."""
    if wanted != AUTO:
        return wanted if wanted in schema.jurisdictions else None
    home = [code for code, place in schema.jurisdictions.items() if language in place.languages]
    places = [schema.jurisdictions[code] for code in dict.fromkeys((*home, *schema.jurisdictions))]
    pattern = any_number(tuple(place.numbers for place in places))
    for line in (*lines[:_FRONT], *lines[-_FRONT:]):
        text = line.text.strip()
        match = pattern.fullmatch(text) if 0 < len(text) <= _NUMBER else None
        if match is not None and match.lastindex is not None:
            return places[match.lastindex - 1].code
    return home[0] if home else None


def _reference(said: PrintedIdentity, draft: Draft, file: str, jurisdiction: str) -> Reference:
    """Who a text is, from what it prints and the name of its file alone."""
    name = file.rpartition("/")[2].partition(".")[0]
    date, number = said.date or UNKNOWN_DATE, said.number or name
    place = Position(file)
    issuer = "issuer" if said.issuer else "unknown"
    path = f"{jurisdiction}/unknown/{said.date or UNKNOWN_DATE[:4]}/{_UNSAFE.sub('-', number).strip('-') or 'unknown'}"
    expression = works.Expression(draft.language, file, date, "unknown", None, place)
    work = works.Work(path, "act", "act", date, number, issuer, jurisdiction, UNKNOWN_DATE, _DIPTYCH, (),
                       (expression,), (), place)
    title = said.title or name
    forms = (works.TermForm(draft.language, said.issuer, (), (), ""),) if said.issuer else ()
    iri = f"/akn/ontology/organization/unreg.{_UNSAFE.sub('-', said.issuer)}" if said.issuer else ""
    terms = (works.Term(issuer, "organization", iri, forms, (), place),
             works.Term(_DIPTYCH, "agent", "", (), (), place))
    return Reference(Metadata(work, expression, title, title), terms)


def _unknown(said: PrintedIdentity, file: str) -> Iterator[Diagnostic]:
    """V001 for each part of the identity that the text does not show."""
    for what, value in (("title", said.title), ("number", said.number), ("date", said.date), ("issuer", said.issuer)):
        if not value:
            yield diagnostic("V001", Position(file), what=what)

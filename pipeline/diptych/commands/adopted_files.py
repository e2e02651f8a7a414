"""Akoma Ntoso by others → what `diptych add` says of it in work.toml: languages, address, kind, provenance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from diptych import interface_text
from diptych.akn import iri, received_identity, received_xml
from diptych.akn.received_identity import ReceivedIdentity
from diptych.compile.recognised_jurisdiction import AUTO, NOWHERE
from diptych.compile.single_text import series_path
from diptych.config.toml_edit import quoted
from diptych.config.works import UNDETERMINED, UNKNOWN_DATE
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.language.jurisdictions import Jurisdiction
from diptych.project.load import Schema
from diptych.readers.structure.identity import PrintedIdentity

_UNSAFE: Final = re.compile(r"[^\w-]+")
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_SERIES: Final = re.compile(r"[a-z][a-z0-9-]*")
_PART: Final = 60
"""Most characters of a part of an address, chosen. A longer number is a sentence or an address."""


@dataclass(frozen=True, slots=True)
class AdoptedFile:
    """A document in Akoma Ntoso: what it says of itself, and its language as an ISO 639-2 code."""

    identity: ReceivedIdentity
    language: str

    @property
    def printed(self) -> PrintedIdentity:
        """Its identity as that of any text."""
        stated = self.identity
        return PrintedIdentity(stated.title, stated.number, stated.date, stated.issuer)

    @property
    def certainty(self) -> str:
        """How far its date is known."""
        return "missing" if not self.identity.date else "guessed" if self.identity.year_only else "read"

    def place(self, known: Schema, wanted: str) -> Jurisdiction:
        """The jurisdiction of the work: that of its country, else nobody's."""
        code = self.identity.country if wanted == AUTO else wanted
        return known.jurisdictions.get(code, known.jurisdictions[NOWHERE])

    def path(self, stem: str, place: Jurisdiction) -> str:
        """The folder of its work below source/works: country, subtype, date, number, as its metadata state them."""
        stated = self.identity
        country = stated.country if place.code in (NOWHERE, stated.country) and stated.country else place.code
        date = (stated.date or UNKNOWN_DATE)[:4] if stated.year_only or not stated.date else stated.date
        series = next((part for part in map(_safe, (stated.subtype.lower(), stated.name.lower()))
                       if _SERIES.fullmatch(part)), stated.document_type.lower())
        number = next(filter(None, map(_safe, (*_numbers(stated), stem))), "unknown")
        path = f"{country}/{series}/{date}/{number}"
        return path if iri.parts(path) else series_path(country, date[:4], number)

    @property
    def kind(self) -> tuple[str, str]:
        """The document type of its work, and its @name."""
        stated = self.identity
        name = stated.name if _NAME.fullmatch(stated.name) else stated.document_type
        return stated.document_type, name


def read(data: bytes, file: str, known: Schema, wanted: str) -> Result[AdoptedFile]:
    """A file in Akoma Ntoso; `wanted` is the language that its user names, or `auto`. T015: that is none."""
    received = received_xml.read(data, file, known.vocabularies)
    stated = received_identity.identity(received.value.root) if received.value else None
    if received.value is None or stated is None:
        missing = () if received.value is None else (
            diagnostic("X002", received.value.places[0], name=received_xml.ROOT),)
        return Result(None, (*received.diagnostics, *missing))
    language = _language(stated.language if wanted == AUTO else wanted, known)
    if not language and wanted != AUTO:
        return Result(None, (diagnostic("T015", Position(file), letters="-", language=wanted),))
    return Result(AdoptedFile(stated, language or UNDETERMINED))


def _language(code: str, known: Schema) -> str:
    """The ISO 639-2 code of a language, terminological where there are two; empty if it is none."""
    if code in known.languages:
        return code
    short = interface_text.code(code.lower())
    same = [other for other in known.language_codes if interface_text.code(other) == short]
    # Of two codes the terminological one has the letters of the shorter code in their order: deu, not ger. French has
    # two such codes, of which schema/languages has one.
    return max(same, key=lambda other: (other in known.languages, bool(re.search(".*".join(short), other)), other),
               default="")


def _numbers(stated: ReceivedIdentity) -> Iterator[str]:
    """What may be the number in the address, the best first."""
    yield stated.number if len(stated.number) <= _PART else ""
    try:
        yield iri.parsed(stated.iri).number
    except ValueError:
        yield ""
    parts = [part for part in stated.iri.partition("://")[2].split("/")[1:] if part and not part.startswith("!")]
    yield "-".join(parts[-3:])


def _safe(words: str) -> str:
    return _UNSAFE.sub("-", words).strip("-_") if len(words) <= _PART else ""


def different(files: Sequence[tuple[Path, AdoptedFile]]) -> Iterator[Diagnostic]:
    """V023 for each file that names another work than the first."""
    first, named = files[0][0], files[0][1].identity.iri
    yield from (diagnostic("V023", Position(file.name), work=item.identity.iri or "-", first=first.name, other=named)
                for file, item in files[1:] if item.identity.iri != named)


def provenance(adopted: AdoptedFile, file: str) -> Iterator[str]:
    """The lines of work.toml that say from where a text was adopted, in every language of the interface."""
    source = adopted.identity.iri or file
    yield from ("", "[[provenance]]")
    yield from (f"{name if '-' not in name else quoted(name)} = {quoted(words.say('adopted_from', source=source))}"
                for name, words in interface_text.packaged_interfaces().catalogues.items())

"""The lines of a text → the jurisdiction whose kinds of documents it has, and the country that it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.jurisdictions import any_number, any_of
from diptych.project.load import Schema
from diptych.readers.formats.lines import Line

AUTO: Final = "auto"
"""The language or jurisdiction of a text whose user names none: it is recognised."""
_FRONT: Final = 30
"""Lines at each end that are searched for the document's number, chosen. More would reach the body."""
_NUMBER: Final = 60
"""Greatest length of a document's number in characters, chosen. A higher one would match sentences."""
_NAMED: Final = 160
"""Characters of each of these lines in which a country is named, chosen. More would read provisions."""
NOWHERE: Final = "xx"
"""The code of no country (ISO 3166-1 leaves it to its users)."""


def recognise_jurisdiction(lines: Sequence[Line], language: str, schema: Schema, wanted: str) -> str | None:
    """The code of the jurisdiction whose kinds of documents a text has.

    It is the one whose document number the text prints, else the one whose signs it has, else the first with its
    language.
    """
    if wanted != AUTO:
        return wanted if wanted in schema.jurisdictions else None
    usual = home(language, schema)
    numbered = numbered_by(lines, (*usual, *schema.jurisdictions), schema)
    if numbered:
        return numbered
    signs = tuple([schema.jurisdictions[code].signs for code in usual])
    edges = _edges(lines) if len(usual) > 1 else ""
    shown = usual if edges and any_of(signs).search(edges) else []
    return next((code for code in shown if schema.jurisdictions[code].signs.search(edges)), usual[0] if usual else None)


def country_of(lines: Sequence[Line], place: str, schema: Schema, wanted: str) -> str:
    """The code of a text's country: the one that its user wants, else the one that it names; `NOWHERE` for none.

    `place` is the jurisdiction whose kinds of documents it has. Nothing is guessed from the language.
    """
    return place if wanted != AUTO else named_country(lines, place, schema)


def unnamed(country: str, place: str, wanted: str, file: str) -> tuple[Diagnostic, ...]:
    """V021 for a text without a country, unless its user wants none."""
    return (diagnostic("V021", Position(file), levels=place),) if country == NOWHERE != wanted else ()


def named_country(lines: Sequence[Line], usual: str, schema: Schema) -> str:
    """The code of the jurisdiction that a text names by its document number or in words; `NOWHERE` for none.

    It is none too if the words name several. `usual` is the jurisdiction whose kinds of documents it has; its
    words count before those of others.
    """
    numbered = numbered_by(lines, (usual, *schema.jurisdictions), schema)
    edges = _edges(lines)
    if numbered or schema.jurisdictions[usual].names.search(edges):
        return numbered or usual
    places = schema.jurisdictions
    if not any_of(tuple([place.names for place in places.values()])).search(edges):
        return NOWHERE
    named = [code for code, place in places.items() if place.names.search(edges)]
    return named[0] if len(named) == 1 else NOWHERE


def shows_country(lines: Sequence[Line], language: str, place: str, schema: Schema) -> bool:
    """Whether a text shows its jurisdiction: no other one has the language by custom, or the text names it."""
    return len(home(language, schema)) == 1 or named_country(lines, place, schema) == place


def home(language: str, schema: Schema) -> list[str]:
    """The codes of the jurisdictions whose kinds of documents a language has by custom."""
    return [code for code, place in schema.jurisdictions.items() if language in place.languages]


def _edges(lines: Sequence[Line]) -> str:
    """The beginnings of the lines at both ends of a text, each behind a line feed."""
    edges = (*lines[:_FRONT], *lines[max(_FRONT, len(lines) - _FRONT):])
    return "".join([f"\n{line.text[:_NAMED].strip()}" for line in edges])


def numbered_by(lines: Sequence[Line], codes: Sequence[str], schema: Schema) -> str | None:
    """The code of the jurisdiction, the first of these, whose document number a line at an end of a text is."""
    places = [schema.jurisdictions[code] for code in dict.fromkeys(codes)]
    pattern = any_number(tuple(place.numbers for place in places))
    for line in (*lines[:_FRONT], *lines[-_FRONT:]):
        text = line.text.strip()
        match = pattern.fullmatch(text) if 0 < len(text) <= _NUMBER else None
        if match is not None and match.lastindex is not None:
            return places[match.lastindex - 1].code
    return None

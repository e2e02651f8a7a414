"""Tables on the rights in a text → values: its licence, who holds the rights, a statement in several languages.

The same table is in work.toml, for the work or for one expression, and among the options of mkdocs.yml. The nearest one
counts, whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from diptych.values import dataclass

FILE: Final = "licences.tsv"
"""The table of licences in schema/."""
STATUSES: Final = ("official-document", "unknown")
"""What is known of the rights in a text without a licence, in the words of work.toml."""
WAIVED: Final = "cc0"
"""The status of a text whose authors waive their rights in it."""
LICENSED: Final = "licensed"
RESERVED: Final = "reserved"
"""The status of a text of which a holder or a statement is known, but no licence."""
ANY: Final = "und"
"""The language of words that are the same in all languages (ISO 639-2: undetermined)."""
_SHORT: Final = {"cc0": "CC0-1.0"}
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")
Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX identifier, empty if it goes by its address; its name and address.

    A licence that no table knows has no address.
    """

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights in a text. `holder` and `statement` are by BCP 47 tag."""

    status: str = "unknown"
    licence: Licence | None = None
    holder: Words = ()
    statement: Words = ()


UNSTATED: Final = Rights()


def licences(table: bytes) -> Mapping[str, Licence]:
    """The licences of a table by identifier; a row without three columns is left out."""
    rows = (line.split("\t") for line in table.decode().splitlines() if line[:1] != "#")
    return {row[0]: Licence(*row) for row in rows if len(row) == len(Licence.__dataclass_fields__)}


def rights(written: str | Mapping[str, Any], known: Mapping[str, Licence]) -> Rights:
    """The rights that a TOML or YAML value says: a status, a licence, or a table; `known` are licences by id."""
    name = "status" if written in STATUSES else "licence"
    table = {name: written} if isinstance(written, str) else written
    licence = _licence(table["licence"], known) if table.get("licence") else None
    holder, statement = _words(table.get("holder", ())), _words(table.get("statement", ()))
    status = WAIVED if licence and licence.id == _SHORT[WAIVED] else LICENSED if licence else (
        RESERVED if holder or statement else UNSTATED.status)
    return Rights(table.get("status", status), licence, holder, statement)


def _licence(name: str, known: Mapping[str, Licence]) -> Licence:
    name = _SHORT.get(name, name)
    by_address = {licence.url: licence for licence in known.values()}
    return known.get(name) or by_address.get(name) or Licence("", name, name if _ADDRESS.fullmatch(name) else "")


def _words(written: str | Mapping[str, str] | tuple[()]) -> Words:
    return ((ANY, written),) if isinstance(written, str) else tuple(dict(written).items())

"""Tables [legal] and [official] of work.toml and version.toml → what the editor vouches for: legal status, source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class LegalStatus:
    """The state of a work and the dates of its life, ISO 8601; what is not stated is empty.

    `as_of` is the date of the text. `repealed_by` is the title of the repealing document, and its IRI if it is known.
    """

    state: str = ""
    adopted: str = ""
    published: str = ""
    in_force_from: str = ""
    in_force_until: str = ""
    as_of: str = ""
    repealed_by: tuple[str, str] = ("", "")

    @property
    def stated(self) -> bool:
        """Whether anything is stated."""
        return self != UNSTATED


@dataclass(frozen=True, slots=True)
class OfficialSource:
    """An official text, by URL or citation; when the received text was compared with it, and by whom (an id of the
    term base). What is not stated is empty."""

    source: str = ""
    compared: str = ""
    by: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether the text was compared with its official source."""
        return bool(self.source and self.compared)


UNSTATED: Final = LegalStatus()
NO_SOURCE: Final = OfficialSource()


def legal_status(table: Mapping[str, Any]) -> LegalStatus:
    """The status of a checked table [legal]."""
    repealing = table.get("repealed_by", {})
    named = (repealing, "") if isinstance(repealing, str) else (repealing.get("title", ""), repealing.get("iri", ""))
    return LegalStatus(**{**table, "repealed_by": named})


def official_source(table: Mapping[str, Any]) -> OfficialSource:
    """The source of a checked table [official]."""
    return OfficialSource(**table)

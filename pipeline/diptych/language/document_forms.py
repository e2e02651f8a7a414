"""Tables [[documents]] of schema/languages → documents that are no laws: judgments, contracts and their parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from diptych.language.jurisdictions import DocumentKind, Level
from diptych.language.label_patterns import NEVER, pattern
from diptych.values import dataclass, from_table


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of a document, and its rows: a whole row that `row` matches, or the rows `below` such a row.

    `element` is its Akoma Ntoso inline, empty for a row that is front matter and no more. The groups of `row` whose
    names begin with `words` are the part; without them it is the row. A part of the `back` is at the end. A row that
    `joins` ends no list of rows below another.
    """

    element: str
    row: re.Pattern[str] = NEVER
    below: re.Pattern[str] = NEVER
    back: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of the body: it begins with a row that `row` matches, or `below` such a row; the first with the body."""

    element: str
    row: re.Pattern[str] = NEVER
    below: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """A kind of document by what it prints: each of its `signs` is one of its first rows.

    The first sign is among the first `within` rows.
    `element` and `name` are those of its Akoma Ntoso document. `opens` is a row before its body. `body` are its units;
    without them they are those of the jurisdiction.
    """

    element: str
    name: str
    signs: tuple[re.Pattern[str], ...]
    parts: tuple[FormPart, ...] = ()
    sections: tuple[FormSection, ...] = ()
    opens: re.Pattern[str] = NEVER
    body: DocumentKind | None = None
    within: int = 100


def document_form(data: Mapping[str, Any]) -> DocumentForm:
    """The form of a table [[documents]]."""
    units = data.get("body")
    body = None if units is None else from_table(DocumentKind, units, name=data["name"], levels=tuple(
        from_table(Level, level) for level in units.get("levels", ())))
    return from_table(
        DocumentForm, data, pattern, signs=tuple(map(pattern, data["signs"])), body=body,
        parts=tuple(from_table(FormPart, part, pattern) for part in data.get("parts", ())),
        sections=tuple(from_table(FormSection, part, pattern) for part in data.get("sections", ())))

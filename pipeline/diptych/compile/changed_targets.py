"""A work in several versions → the references of earlier versions whose targets have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.fingerprints import anchors, words
from diptych.akn.names import first_id, tag
from diptych.compile.expression import Expression
from diptych.diagnostics import Diagnostic, Position, diagnostic


@dataclass(frozen=True, slots=True)
class DatedTexts:
    """The texts of a version, and its date."""

    date: str
    expressions: Sequence[Expression]


def changed_targets(versions: Sequence[DatedTexts]) -> Iterator[Diagnostic]:
    """R035 for each reference to a unit of the same text whose words differ in a later version; the oldest is first."""
    for place, version in enumerate(versions):
        for expression in version.expressions:
            later = [(other.date, found) for other in versions[place + 1:]
                     if (found := _twin(other.expressions, expression.document.language))]
            yield from _changed(expression, later) if later else ()


def _twin(expressions: Sequence[Expression], language: str) -> Document | None:
    """The text in a language."""
    return next((item.document for item in expressions if item.document.language == language), None)


def _changed(expression: Expression, later: Sequence[tuple[str, Document]]) -> Iterator[Diagnostic]:
    units = anchors(expression.document)
    known: dict[str, str] = {}
    for element in expression.document.main.iter(tag("ref"), tag("rref")):
        targets = dict.fromkeys(element.get(name, "")[1:] for name in ("href", "from", "upTo")
                                if element.get(name, "#")[1:] in units)
        for eid in targets:
            if eid not in known:
                known[eid] = _since(eid, units, later)
            if known[eid]:
                yield diagnostic("R035", _position(expression, element), first_id(element.iterancestors()) or None,
                                 text=emended(element), unit=eid, date=known[eid])


def _since(eid: str, units: Mapping[str, etree._Element], later: Sequence[tuple[str, Document]]) -> str:
    """The date of the first version in which a unit has other words or is not there; empty if there is none."""
    own = words(units[eid])
    return next((date for date, document in later
                 if eid not in anchors(document) or words(anchors(document)[eid]) != own), "")


def _position(expression: Expression, element: etree._Element) -> Position:
    """The author's place of a reference, or of the element around it."""
    eids = (outer.get("eId", "") for outer in (element, *element.iterancestors()))
    return next((expression.positions[eid] for eid in eids if eid in expression.positions), Position(""))

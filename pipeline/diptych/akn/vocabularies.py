"""The drafts and national profiles of Akoma Ntoso, what is renamed in them, and the versions that are not read
(schema/akoma_ntoso.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from diptych.akn.names import local, tag
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class MarkupVocabulary:
    """A draft or profile: its name, the pattern of its namespace, and the new names of attributes and elements.

    `metadata` are the names of its own elements that are metadata wherever they stand.
    """

    name: str
    namespace: re.Pattern[str]
    attributes: tuple[tuple[str, str], ...]
    elements: Mapping[str, str]
    metadata: frozenset[str]

    def upgrade(self, root: etree._Element) -> None:
        """Renames the attributes and elements of a tree, in place; no attribute takes the place of another."""
        for element in root.iter(etree.Element):
            name = local(element.tag)
            if element.tag == tag(name) and name in self.elements:
                element.tag = tag(self.elements[name])
            for old, new in self.attributes:
                if old in element.attrib and new not in element.attrib:
                    element.set(new, element.attrib.pop(old))


@dataclass(frozen=True, slots=True)
class UnreadVersion:
    """A version that is not read: its name, the pattern of its namespace, and the way to one that is."""

    name: str
    namespace: re.Pattern[str]
    way: str


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All drafts and profiles that are read, and the versions that are not."""

    known: tuple[MarkupVocabulary, ...]
    unread: tuple[UnreadVersion, ...] = ()

    def of_namespace(self, namespace: str) -> MarkupVocabulary | None:
        """The vocabulary of a namespace; None if no table has it."""
        return next((item for item in self.known if item.namespace.fullmatch(namespace)), None)

    def unread_version(self, namespace: str) -> UnreadVersion | None:
        """The version that is not read with a namespace, which may be empty; None if no table has it."""
        return next((item for item in self.unread if item.namespace.fullmatch(namespace)), None)


def vocabularies(data: Mapping[str, Any]) -> Vocabularies:
    """The vocabularies of the file schema/akoma_ntoso.toml."""
    known = tuple([
        MarkupVocabulary(item["name"], re.compile(item["namespace"]), tuple(item.get("attributes", {}).items()),
                         dict(item.get("elements", {})), frozenset(item.get("metadata", ())))
        for item in data.get("vocabularies", ())])
    return Vocabularies(known, tuple([UnreadVersion(item["name"], re.compile(item["namespace"]), item["way"])
                                      for item in data.get("unread", ())]))

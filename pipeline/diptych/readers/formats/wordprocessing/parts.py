"""The relationships of a package → the names of the parts of a Word document (Open Packaging Conventions, ECMA-376)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.readers.formats.zipped_xml import Package, local

DOCUMENT: Final = "word/document.xml"
"""Usual name of the part with the text."""
NOTES: Final = {"footnotes": "footnote", "endnotes": "endnote"}
"""Roots of the parts with notes, in the order in which notes without a mark are read, and the element of one note."""
_PACKAGE: Final = "_rels/.rels"
"""Name of the part with the relationships of the package."""
_KINDS: Final = ("styles", "numbering", *NOTES)
"""Ends of the types of relationships of a document to parts that are read."""
_CHUNK: Final = "/aFChunk"
"""End of the type of the relationship to a document that is inserted, defined by ECMA-376, part 1, 11.3.1."""
_COUNTED: Final = frozenset({"docx", "htm", "html", "mht", "ole", "rtf", "txt", "xhtml", "xml"})
"""Suffixes of the parts that are counted by themselves, whatever refers to them."""


@dataclass(frozen=True, slots=True)
class WordParts:
    """The names of the parts that are read: the document, and the others by the end of their relationship's type."""

    document: str
    others: Mapping[str, str]

    @property
    def roots(self) -> Mapping[str, str]:
        """The names of the parts with text, by their root element."""
        return {"document": self.document, **{kind: self.others[kind] for kind in NOTES}}

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.document, *self.others.values()})


def parts(package: Package) -> WordParts | None:
    """The parts of a Word document; None if the package is none. Word gives parts of a copy a number: document2.xml."""
    stated = next((name for relation in package.part(_PACKAGE)
                   if (name := target(relation, "")) in package.names
                   and relation.get("Type", "").endswith("/officeDocument")), DOCUMENT)
    document = stated if stated == DOCUMENT or _is_document(package, stated) else DOCUMENT
    if document not in package.names:
        return None
    folder = posixpath.dirname(document)
    related = {relation.get("Type", "").rpartition("/")[2]: name for relation in relations(package, document)
               if (name := target(relation, folder)) in package.names}
    return WordParts(document, {kind: related.get(kind, f"word/{kind}.xml") for kind in _KINDS})


def chunks(package: Package, word: WordParts) -> frozenset[str]:
    """The ids of the relationships of a document to inserted documents that are counted as parts of the package."""
    folder = posixpath.dirname(word.document)
    return frozenset(relation.get("Id", "") for relation in relations(package, word.document)
                     if relation.get("Type", "").endswith(_CHUNK)
                     and (name := target(relation, folder)) in package.names
                     and name.rpartition(".")[2].lower() in _COUNTED)


def _is_document(package: Package, name: str) -> bool:
    """Whether a part is the text of a Word document; other programs have workbooks and presentations there."""
    return name.endswith(".xml") and local(package.part(name)) == "document"


def relations(package: Package, name: str) -> etree._Element:
    """The relationships of a part."""
    folder, _, own = name.rpartition("/")
    return package.part(f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels")


def target(relation: etree._Element, folder: str) -> str:
    """The name of the part that a relationship of a part in a folder leads to; an address outside as it is."""
    address = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return address
    return posixpath.normpath(address[1:] if address.startswith("/") else f"{folder}/{address}".lstrip("/"))

"""A zipped document (DOCX, HWPX) → its XML parts, each unpacked once and within limits on size, elements and depth."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

_BYTES: Final = 12_000_000
"""Bytes that the parts of any package may unpack to; chosen, with `_RATIO` ten times the largest package measured. If
raised, a malicious package takes more memory."""
_RATIO: Final = 40
"""Bytes that the parts may unpack to beyond `_BYTES` for each byte of the package; chosen, twice the ratio of documents
with large tables. If raised, a malicious package takes more memory."""
_TAGS: Final = 400_000
"""Tags that the parts of any package may have; chosen: 200,000 elements are a document of 4,000 pages. If raised, a
small package takes more time and memory."""
_TAGS_RATIO: Final = 1
"""Tags that the parts may have beyond `_TAGS` for each byte of the package; chosen, three times the most that was
measured. If raised, a large malicious package takes more memory."""
_DEPTH: Final = 128
"""Most elements around an element; chosen: ten text boxes in each other have 110. If raised, the interpreter's stack
may not suffice."""
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (_DEPTH + 1)})")
"""Whether an element has more than `_DEPTH` elements around it; each element is visited once."""
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
"""Begin of the namespaces of a document in the strict form of ECMA-376."""
_TRANSITIONAL: Final = {
    _STRICT + b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    _STRICT + b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
"""Namespaces of the transitional form for those of the strict one; ECMA-376, part 4, Annex A, lists both."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
"""Exceptions that a damaged or encrypted package raises."""


class UnreadableError(Exception):
    """A package that can't be read, with the reason; `received` makes a finding of it."""


@dataclass(slots=True)
class Package:
    """An open package: the names of its parts, its size in bytes, and the bytes and tags unpacked so far."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    size: int
    unpacked: int = 0
    tags: int = 0

    def part(self, name: str) -> etree._Element:
        """The root element of an XML part; an empty element if the package has no such part.

        Raises UnreadableError for a broken part, and for one beyond a limit.
        """
        if name not in self.names:
            return etree.Element("missing")
        data = _transitional(self._bytes(name))
        # libxml2 refuses more than 256 elements in each other by itself, and texts of more than 10 MB.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
                raise UnreadableError(f"{name} has more than {_DEPTH} elements in each other, or a text without "
                                      "end") from error
            raise UnreadableError(f"{name} is broken") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(f"{name} declares a document type or entities, which no such document may")
        if _TOO_DEEP(root):
            raise UnreadableError(f"{name} has more than {_DEPTH} elements in each other")
        return root

    def picture(self, name: str) -> bytes | None:
        """The bytes of a part that is no XML; None if the package has no such part. Raises UnreadableError as `part`
        does."""
        return self._unpacked(name) if name in self.names else None

    def _bytes(self, name: str) -> bytes:
        """The unpacked bytes of an XML part."""
        data = self._unpacked(name)
        self.tags += data.count(b"<")
        most = _TAGS + _TAGS_RATIO * self.size
        if self.tags > most:
            raise UnreadableError(f"its parts have more than {most:,} tags")
        return data

    def _unpacked(self, name: str) -> bytes:
        """The unpacked bytes of a part. The size that the package states is checked before anything is unpacked."""
        try:
            self.unpacked += self.archive.getinfo(name).file_size
            most = _BYTES + _RATIO * self.size
            if self.unpacked > most:
                raise UnreadableError(f"its parts unpack to more than {most:,} bytes")
            return self.archive.read(name)
        except _BROKEN as error:
            raise UnreadableError(f"{name} is broken") from error


def _transitional(data: bytes) -> bytes:
    """A part of a document with the namespaces of the transitional form."""
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL.items():
            data = data.replace(strict, usual)
    return data


def package(data: bytes) -> Package | None:
    """The package in these bytes; None if they are no package."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        return Package(archive, frozenset(archive.namelist()), len(data))
    except _BROKEN:
        return None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

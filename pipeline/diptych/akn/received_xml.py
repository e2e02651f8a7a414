"""Bytes of Akoma Ntoso by others → their tree, the place of each element, and the words as they stand in the bytes.

The bytes are not trusted: expat reads them first, within bounds, and refuses a document type declaration where it
begins, so that no entity is ever defined. Nothing is fetched.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from lxml import etree

from diptych.akn.document import parser
from diptych.akn.names import AKN, local
from diptych.akn.vocabularies import MarkupVocabulary, UnreadVersion, Vocabularies
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

ROOT: Final = "akomaNtoso"
IMPORT: Final = " diptych import: "
"""The beginning of the comment that says of which file `diptych import` made a text."""
DEPTH: Final = 120
"""Most elements inside each other, chosen: published documents stay below 60. Raised, renderers recurse too deep."""
BYTES: Final = 60_000_000
"""Most bytes of a file, chosen: the largest published ones have some 20 million. Raised, a tree may fill the memory."""
ELEMENTS: Final = 1_000_000
"""Most elements of a file, chosen: ten times those of the largest published ones. Raised, memory may run out."""
_HEAD: Final = 20_000
"""Bytes in which the root element is searched, chosen. More cost time for every received file."""
_BEGINNING: Final = 200
"""Bytes in which a file of XML has its first mark behind white space, chosen. More cost time for every file."""
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte order marks (Unicode, section 23.8)."""


@dataclass(frozen=True, slots=True)
class ReceivedXml:
    """A file in Akoma Ntoso 3.0, or brought to it: its root, and the places of its elements in document order.

    `words` are its texts outside metadata with their places, read without the tree. `vocabulary` is None for 3.0.
    """

    root: etree._Element
    places: tuple[Position, ...]
    words: tuple[tuple[str, Position], ...]
    vocabulary: MarkupVocabulary | None


class _StopError(Exception):
    """The end of a walk: what is wrong at the place where it ended, or empty."""


@dataclass(slots=True)
class _Walk:
    """What expat has met so far: the places of elements, the words, the names of the open elements."""

    file: str
    parser: expat.XMLParserType
    places: list[Position]
    words: list[tuple[str, Position]]
    around: list[str]
    metadata: frozenset[str]
    hidden: int = 0

    @property
    def position(self) -> Position:
        return Position(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, name: str, _: object) -> None:
        self.places.append(self.position)
        self.around.append(name)
        self.hidden += _local(name) in self.metadata
        if len(self.around) > DEPTH:
            raise _StopError(f"more than {DEPTH} elements are inside each other")
        if len(self.places) > ELEMENTS:
            raise _StopError(f"it has more than {ELEMENTS} elements")

    def end(self, name: str) -> None:
        self.around.pop()
        self.hidden -= _local(name) in self.metadata

    def text(self, words: str) -> None:
        if not self.hidden:
            self.words.append((words, self.position))


def is_imported(data: bytes) -> bool:
    """Whether a received file was written by an import."""
    return f"<!--{IMPORT}".encode() in data


def is_akoma_ntoso(data: bytes) -> bool:
    """Whether the root element of a file is akomaNtoso, in any namespace."""
    begins = data[:_BEGINNING].lstrip()[:1] == b"<" or data.startswith(_MARKS)
    return begins and _root(data).rpartition("\n")[2] == ROOT


def read(data: bytes, file: str, vocabularies: Vocabularies) -> Result[ReceivedXml]:
    """The file, brought to Akoma Ntoso 3.0 by the table of vocabularies.

    X001: it is not well-formed. X002: it has a document type declaration, or another root. T022: it is in a version
    that is not read. T019: it is larger or deeper than any law.
    """
    if len(data) > BYTES:
        return Result(None, (diagnostic("T019", Position(file), problem=f"it has more than {BYTES} bytes"),))
    opening, _, name = _root(data).rpartition("\n")
    vocabulary = vocabularies.of_namespace(opening)
    metadata = frozenset({"meta", *(vocabulary.metadata if vocabulary else ())})
    walk = _Walk(file, expat.ParserCreate(), [], [], [], metadata)
    refused = _refused(walk, data)
    if refused is not None:
        return Result(None, (refused,))
    if opening != AKN and vocabulary is None:
        return Result(None, (_unread(vocabularies.unread_version(opening) if name == ROOT else None, walk.places[0]),))
    try:
        root = etree.fromstring(_renamed(data, opening) if vocabulary else data, parser(own=False))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return Result(None, (diagnostic("X001", Position(file, line or 1, (column or 0) + 1), problem=error.msg),))
    if root.tag != f"{{{AKN}}}{ROOT}":
        return Result(None, (diagnostic("X002", walk.places[0], name=local(root.tag)),))
    if vocabulary:
        vocabulary.upgrade(root)
    return Result(ReceivedXml(root, tuple(walk.places), tuple(walk.words), vocabulary))


def _unread(version: UnreadVersion | None, place: Position) -> Diagnostic:
    """T022 for a version that is not read; X002 for one that no table names."""
    return diagnostic("X002", place, name=ROOT) if version is None else diagnostic(
        "T022", place, name=version.name, way=version.way)


def _refused(walk: _Walk, data: bytes) -> Diagnostic | None:
    """Why the bytes are not read; None if they may be."""
    def declared(*_: object) -> None:
        raise _StopError

    parser = walk.parser
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = walk.text, declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - whether it is the last part
    except _StopError as stopped:
        problem = str(stopped)
        return (diagnostic("T019", walk.position, problem=problem) if problem
                else diagnostic("X002", walk.position, name="!DOCTYPE"))
    except expat.ExpatError as error:
        place = Position(walk.file, error.lineno, error.offset + 1)
        return diagnostic("X001", place, problem=expat.ErrorString(error.code))
    except (ValueError, LookupError) as error:
        return diagnostic("X001", Position(walk.file), problem=str(error))
    return None


def _root(data: bytes) -> str:
    """The name of the root element behind its namespace and a line break; empty if the bytes are no XML."""
    found: list[str] = []

    def start(name: str, _: object) -> None:
        found.append(name)
        raise _StopError

    parser = expat.ParserCreate(namespace_separator="\n")
    parser.StartElementHandler = start
    with suppress(expat.ExpatError, _StopError, ValueError, LookupError):
        parser.Parse(data[:_HEAD], False)  # noqa: FBT003 - whether it is the last part
    return found[0] if found else ""


def _renamed(data: bytes, namespace: str) -> bytes:
    """The bytes with Akoma Ntoso 3.0 in every declaration of a namespace."""
    declared = re.compile(rb"(\bxmlns(?::[^\s=]+)?\s*=\s*[\"'])" + re.escape(namespace).encode() + rb"(?=[\"'])")
    return declared.sub(rb"\g<1>" + AKN.encode(), data)


def _local(name: str) -> str:
    return name.rpartition(":")[2]

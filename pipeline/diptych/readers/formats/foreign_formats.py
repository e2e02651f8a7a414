"""Bytes → the name of a format that is not read, and the way out (schema/formats.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from diptych.values import dataclass

_ROOT: Final = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?:<!--.*?-->|<![^>]*+>|<\?[^>]*+>)\s*+)*+<((?:[\w.-]+:)?([^\W\d][\w.-]*+))([^<>]*+)>",
    re.DOTALL)
"""Pattern of what is before the root element of XML, and of its opening tag."""
_HEAD: Final = 20_000
"""Characters in which the root element is searched, chosen. More cost time."""
_DECLARED: Final = re.compile(r"\s*<\?xml\b")


@dataclass(frozen=True, slots=True)
class ForeignFormat:
    """A format that is not read: its name, and the way to one that is."""

    name: str
    way: str


@dataclass(frozen=True, slots=True)
class _File:
    """A format known by the bytes at its start, and by any of the words that it holds, if there are some."""

    start: bytes
    holds: tuple[bytes, ...]
    format: ForeignFormat


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """A vocabulary of XML, known by its root element or by a namespace in its opening tag."""

    root: re.Pattern[str] | None
    namespace: re.Pattern[str] | None
    format: ForeignFormat


@dataclass(frozen=True, slots=True)
class ForeignFormats:
    """All formats that are not read, the most specific first."""

    files: tuple[_File, ...]
    vocabularies: tuple[_Vocabulary, ...]

    def of_bytes(self, data: bytes) -> ForeignFormat | None:
        """The format of a file by its bytes; None if no table has it."""
        return next((known.format for known in self.files if data.startswith(known.start) and (
            not known.holds or any(words in data for words in known.holds))), None)

    def of_text(self, source: str) -> ForeignFormat | None:
        """The vocabulary of a text that is XML; None for a text that is none."""
        opening = _ROOT.match(source[:_HEAD]) if source.lstrip()[:1] == "<" else None
        if opening is None or not (_DECLARED.match(source) or source.rstrip().endswith(f"</{opening[1]}>")):
            return None
        known = next((item.format for item in self.vocabularies if (
            item.root is not None and item.root.fullmatch(opening[2])) or (
            item.namespace is not None and item.namespace.search(opening[3]))), None)
        return known or ForeignFormat(f"XML with the root element {opening[1]}", _SAVE)


_SAVE: Final = "save the document as DOCX, HTML or plain text where it was published"


def foreign_formats(data: Mapping[str, Any]) -> ForeignFormats:
    """The formats of the file schema/formats.toml."""
    return ForeignFormats(
        tuple(_File(_bytes(item), tuple(form for words in item.get("holds", ()) for form in (
            words.encode(), words.encode("utf-16-le"))), _format(item)) for item in data.get("files", ())),
        tuple(_Vocabulary(_pattern(item.get("root")), _pattern(item.get("namespace")), _format(item))
              for item in data.get("vocabularies", ())))


def _bytes(item: Mapping[str, Any]) -> bytes:
    return bytes.fromhex(item["hex"]) if "hex" in item else str(item["start"]).encode()


def _format(item: Mapping[str, Any]) -> ForeignFormat:
    return ForeignFormat(item["name"], item["way"])


def _pattern(words: str | None) -> re.Pattern[str] | None:
    return None if words is None else re.compile(words)

"""A zipped document (DOCX, HWPX) → its XML parts, and the labels that its program prints before paragraphs."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from lxml import etree

from diptych.language.numerals import SYSTEMS, write

_LARGEST: Final = 1 << 27
"""The most bytes that a part may unpack to, 128 MiB; chosen. If raised, a malicious package takes more memory."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
"""Exceptions that a damaged or encrypted package raises."""
_PLACE: Final = re.compile(r"[%^](\d)")
"""Pattern of a number's place in a template: %1 in DOCX, ^1 in HWPX."""


class UnreadableError(Exception):
    """A package that can't be read, with the reason; `received` makes a finding of it."""


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """One level of an automatic numbering: first number, numeral system, template. In the template %1 or ^1 is the
    number of the outermost level. A bullet has no system; its sign is the template."""

    start: int
    system: str
    template: str


@dataclass(slots=True)
class Counters:
    """The latest number in each list of a document, by depth."""

    reached: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, name: str, levels: Mapping[int, NumberingLevel], depth: int) -> str:
        """The label of the next paragraph of a list at this depth; the numbers of deeper levels start over."""
        level = levels[depth]
        counts = self.reached.setdefault(name, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return _PLACE.sub(lambda match: self._number(counts, levels, int(match[1]) - 1, level), level.template)

    def _number(self, counts: Mapping[int, int], levels: Mapping[int, NumberingLevel], depth: int,
                shown: NumberingLevel) -> str:
        level = levels.get(depth, shown)
        written = write(counts.get(depth, level.start), level.system) if level.system in SYSTEMS else None
        if written is None:
            raise UnreadableError(f"numbers of the kind {level.system}")
        return written


def part(data: bytes, name: str) -> etree._Element:
    """The root element of an XML part; an empty element if the package has no such part."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            if name not in package.namelist():
                return etree.Element("missing")
            if package.getinfo(name).file_size > _LARGEST:
                raise UnreadableError(f"{name} is too large")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
            return etree.fromstring(package.read(name), parser)
    except (*_BROKEN, etree.XMLSyntaxError) as error:
        raise UnreadableError(f"{name} is broken") from error


def names(data: bytes) -> tuple[str, ...]:
    """The names of a package's parts; none if the bytes are no package."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return tuple(package.namelist())
    except _BROKEN:
        return ()

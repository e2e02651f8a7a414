"""The drawings of a Word document (DrawingML, VML) → its pictures, with their files, alternative texts and sizes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.draft import Mark
from diptych.readers.formats.pictures import PictureShelf
from diptych.readers.formats.wordprocessing.parts import WordParts, relations, target
from diptych.readers.formats.zipped_xml import Package, local

PICTURES: Final = frozenset({"blip", "imagedata"})
"""Elements of one picture: of DrawingML and of VML."""
_RELATION: Final = frozenset({"embed", "link", "id", "href"})
"""Attributes of these elements that name a relationship, defined by ECMA-376."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FRAMES: Final = frozenset({"inline", "anchor"})
"""Elements around the pictures of a drawing, with its size and its words, defined by ECMA-376, part 1, 20.4."""
_SHAPES: Final = frozenset({"shape", "rect"})
"""Elements around a picture of VML."""
_EMU: Final = 9525
"""English Metric Units of a CSS pixel, defined by ECMA-376, part 1, 20.1.2.1: 914,400 are an inch."""
_POINT: Final = 96 / 72
"""CSS pixels of a point, defined by CSS."""
_MEASURE: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5}(?:\.\d{1,9})?)pt")
"""Pattern of a measure in points of a shape of VML."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The pictures of a package: `targets` are the names of their parts by the root of the part that shows them and the
    id of the relationship."""

    package: Package
    targets: Mapping[tuple[str, str], str]
    shelf: PictureShelf
    spoken: list[str] = field(default_factory=list)

    def picture(self, element: etree._Element) -> Mark:
        """The picture of an element of PICTURES, as an inline element."""
        root = local(element.getroottree().getroot())
        keys = [value for name, value in element.attrib.items()
                if str(name).startswith(_RELATIONS) and str(name).removeprefix(_RELATIONS) in _RELATION]
        source = next((self.targets[root, str(key)] for key in keys if (root, str(key)) in self.targets), "")
        data = self.package.picture(source) if source else None
        words, size = _described(element)
        if words.strip():
            self.spoken.append(words)
        return self.shelf.picture(data, source.rpartition("/")[2] if data is not None else source, words, size)


def drawings(package: Package, shelf: PictureShelf, parts: WordParts) -> Drawings:
    """The pictures of the parts of a document with text."""
    targets = {(root, relation.get("Id", "")): target(relation, posixpath.dirname(name))
               for root, name in parts.roots.items() for relation in relations(package, name)
               if relation.get("Type", "").endswith("/image")}
    return Drawings(package, targets, shelf)


def held(element: etree._Element) -> int:
    """The number of pictures in an element."""
    return sum(1 for item in element.iter(etree.Element) if local(item) in PICTURES)


def _described(element: etree._Element) -> tuple[str, tuple[int, int]]:
    """The words that stand for a picture, and its width and height in CSS pixels, by the frame around it."""
    for outer in element.iterancestors():
        if local(outer) in _FRAMES:
            extent, properties = (next((child for child in outer if local(child) == name), None)
                                  for name in ("extent", "docPr"))
            words = "" if properties is None else properties.get("descr") or properties.get("title") or ""
            if sum(1 for _ in outer.iter("{*}blip")) > 1 or extent is None:
                return words, (0, 0)
            return words, (_pixels(extent.get("cx", "")), _pixels(extent.get("cy", "")))
        if local(outer) in _SHAPES:
            measures = {name: round(float(number) * _POINT)
                        for name, number in _MEASURE.findall(outer.get("style", ""))}
            return outer.get("alt", ""), (measures.get("width", 0), measures.get("height", 0))
    return "", (0, 0)


def _pixels(units: str) -> int:
    return max(round(int(units) / _EMU), 1) if units.isascii() and units.isdecimal() and len(units) < 12 else 0

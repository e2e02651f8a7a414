"""The bytes of a package → every character and picture in it: a walk that knows names of elements alone.

It shares no code with the readers, so that a mistake of theirs can't hide here.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.parsers import expat

_PARTS: Final = re.compile(r"word/(?:[^/]+|charts/[^/]+|diagrams/data[^/]*)\.xml|"
                           r"Contents/(?:section|masterpage)\d+\.xml")
"""Pattern of the names of parts with text: of DOCX (word/) and of HWPX (Contents/)."""
_TEXTS: Final = frozenset({"t", "text", "delText", "instrText", "delInstrText", "script", "mainText", "subText"})
"""Elements whose characters are text, in any namespace."""
_DATA: Final = frozenset({
    "FieldCodes", "LinkType", "LockedField", "align", "binData", "booleanParam", "f", "fldData", "floatParam",
    "formatCode", "integerParam", "oddFooter", "oddHeader", "pctHeight", "pctPosHOffset", "pctPosVOffset", "pctWidth",
    "posOffset", "separator", "shapeComment", "stringParam", "v"})
"""Elements whose characters are data, in any namespace (ECMA-376, KS X 6101): those of 68 received packages among
them."""
_SIGNS: Final = {"noBreakHyphen": "\u2011", "hyphen": "-"}
"""Elements that are one visible character."""
_ATTRIBUTES: Final = {"compose": "composeText"}
"""Elements whose text is an attribute."""
_PICTURES: Final = {"blip": "", "imagedata": "", "img": "binaryItemIDRef"}
"""Elements of one picture in DOCX and in HWPX, with the attribute that they have if there is a picture."""
_LAST: Final = 0x10FFFF
"""The last code point, defined by Unicode."""


_COUNTED: Final = frozenset({*_TEXTS, *_SIGNS, *_ATTRIBUTES, *_PICTURES, "sym"})
"""Elements that are text or a picture, or hold it."""


class _Walk:
    """The characters and the number of pictures of one part so far, and the texts that are stray. `depth` counts the
    elements with text around the place, `around` has the names of all elements around it. `counted` has the local name
    of each element that is counted, by its name with a prefix; empty for any other."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.stray: list[str] = []
        self.around: list[str] = []
        self.pictures = 0
        self.depth = 0
        self.counted: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.around.append(name)
        local = self.counted.get(name)
        if local is None:
            local = self.counted[name] = known if (known := _local(name)) in _COUNTED else ""
        if local:
            self._count(local, attributes)

    def _count(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _TEXTS:
            self.depth += 1
        elif name in _SIGNS:
            self.texts.append(_SIGNS[name])
        elif name in _ATTRIBUTES:
            self.texts.append(attributes.get(_ATTRIBUTES[name], ""))
        elif name in _PICTURES:
            self.pictures += not _PICTURES[name] or _PICTURES[name] in attributes
        else:
            self.texts.append(_symbol(next((value for key, value in attributes.items() if key.endswith("char")), "")))

    def end(self, name: str) -> None:
        self.around.pop()
        if self.counted[name] in _TEXTS:
            self.depth -= 1

    def characters(self, text: str) -> None:
        if self.depth:
            self.texts.append(text)
        elif not text.isspace() and _local(self.around[-1]) not in _DATA:
            self.stray.append(text)


def _local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def _symbol(code: str) -> str:
    number = int(code or "fffd", 16)
    is_text = 0x1F < number <= _LAST and not 0xD7FF < number < 0xE000 and number not in (0xFFFE, 0xFFFF)
    return chr(number) if is_text else "\ufffd"


@dataclass(frozen=True, slots=True)
class PackageInventory:
    """How often each visible character is in the text of a package, the texts where no text can be, and how many
    pictures it shows."""

    characters: Counter[str]
    stray: tuple[str, ...]
    pictures: int


def inventory(data: bytes) -> PackageInventory:
    """What is in a package that was read before."""
    texts: list[str] = []
    stray: list[str] = []
    pictures = 0
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for item in archive.infolist():
            if _PARTS.fullmatch(item.filename):
                walk = _part(archive.read(item))
                texts += walk.texts
                stray += walk.stray
                pictures += walk.pictures
    return PackageInventory(visible("".join(texts)), tuple(stray), pictures)


def visible(text: str) -> Counter[str]:
    """How often each visible character is in a text."""
    counts = Counter(text)
    for space in [character for character in counts if character.isspace()]:
        del counts[space]
    return counts


def _part(data: bytes) -> _Walk:
    walk, parser = _Walk(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    is_final = True
    parser.Parse(data, is_final)
    return walk

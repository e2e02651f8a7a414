"""The bytes of a package → every character and picture in it: a walk that knows names of elements alone.

It shares no code with the readers, so that a mistake of theirs can't hide here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.parsers import expat

_PARTS: Final = re.compile(r"(?!\[Content_Types\]|docProps/|customXml/|META-INF/|Preview/|Scripts/|Contents/header|"
                           r"(?:settings|version)\.xml).*\.xml", re.IGNORECASE)
"""Pattern of the names of XML parts, but those with data about the package."""
_DATA_PARTS: Final = re.compile(r"customXml/item\d*\.xml", re.IGNORECASE)
"""Pattern of the names of parts with data for other programs, defined by ECMA-376, part 1, 15.2.5."""
_DOCUMENTS: Final = re.compile(r"(?!docProps/|Preview/|Scripts/)(?:.*/embeddings/.*|.*\."
                               r"(?:html?|xhtml|mht|txt|rtf|docx|ole))", re.IGNORECASE)
"""Pattern of the names of documents in a package."""
_TEXTS: Final = frozenset({"t", "text", "delText", "instrText", "delInstrText", "script", "mainText", "subText",
                             "v", "shapeComment"})
"""Elements whose characters are text, in any namespace."""
_DATA: Final = frozenset({
    "FieldCodes", "LinkType", "LockedField", "align", "binData", "booleanParam", "f", "fldData", "floatParam",
    "formatCode", "integerParam", "oddFooter", "oddHeader", "pctHeight", "pctPosHOffset", "pctPosVOffset", "pctWidth",
    "posOffset", "separator", "stringParam"})
"""Elements whose characters are data, in any namespace (ECMA-376, KS X 6101): those of 68 received packages among
them."""
_SIGNS: Final = {"noBreakHyphen": "\u2011", "hyphen": "-"}
"""Elements that are one visible character."""
_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "compose": ("composeText",), "textpath": ("string",), "textart": ("text",), "listEntry": ("val",),
    "listItem": ("displayText",), "docPr": ("descr", "title"), "tblCaption": ("val",), "tblDescription": ("val",),
    "shape": ("alt",), "rect": ("alt",), "btn": ("caption",), "checkBtn": ("caption",), "radioBtn": ("caption",)}
"""Elements whose text is in attributes: of symbols, letters as drawings, choices of forms, descriptions, buttons."""
_PICTURES: Final = {"blip": "", "imagedata": "", "img": "binaryItemIDRef"}
"""Elements of one picture in DOCX and in HWPX, with the attribute that they have if there is a picture."""
_LAST: Final = 0x10FFFF
"""The last code point, defined by Unicode."""
_ZIP: Final = b"PK\x03\x04"
"""First bytes of a package."""
_WRITTEN: Final = frozenset({"htm", "html", "xhtml", "mht", "txt", "rtf"})
"""Suffixes of documents of characters."""
_MARKS: Final = re.compile(r"<[^<>]*>|\\[a-z]{1,32}-?\d{0,10} ?|[{}]")
"""Pattern of a tag of HTML and of a control word of RTF."""
_LARGEST: Final = 12_000_000
"""Bytes of a document in a package that is counted, chosen: as many as the parts of any package may have. If raised, a
malicious package takes more memory."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError)
"""Exceptions that a damaged or encrypted package raises."""


_COUNTED: Final = frozenset({*_TEXTS, *_SIGNS, *_ATTRIBUTES, *_PICTURES, "sym"})
"""Elements that are text or a picture, or hold it."""


class _Walk:
    """The characters and the number of pictures of the parts so far, and the texts that are stray. `depth` counts the
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
            self.texts += [value for key, value in attributes.items() if _local(key) in _ATTRIBUTES[name]]
        elif name in _PICTURES:
            self.pictures += not _PICTURES[name] or _PICTURES[name] in attributes
        else:
            self.texts.append(_symbol(next((value for key, value in attributes.items() if key.endswith("char")), "")))

    def read(self, data: bytes) -> None:
        """Adds what is in a part."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        is_final = True
        parser.Parse(data, is_final)

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
    pictures it shows. `data` are the texts of data for other programs. `documents` are the texts of documents in the
    package, empty for one that is no text."""

    characters: Counter[str]
    stray: tuple[str, ...]
    pictures: int
    data: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def inventory(data: bytes) -> PackageInventory:
    """What is in a package that was read before."""
    walk = _Walk()
    others: list[str] = []
    documents: list[str] = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for item in archive.infolist():
            if _PARTS.fullmatch(item.filename):
                walk.read(archive.read(item))
            elif _DATA_PARTS.fullmatch(item.filename):
                others += _data(archive, item)
            elif _DOCUMENTS.fullmatch(item.filename):
                documents.append(_document(archive, item))
    return PackageInventory(visible("".join(walk.texts)), tuple(walk.stray), walk.pictures, tuple(others),
                            tuple(documents))


def _data(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> Iterator[str]:
    """The text of a part with data; none if it is broken, since no program shows it."""
    walk = _Walk()
    try:
        walk.read(archive.read(item) if item.file_size < _LARGEST else b"")
    except (expat.ExpatError, ValueError, *_BROKEN):
        return
    words = "".join((*walk.texts, *walk.stray))
    if not words.isspace() and words:
        yield words


def _document(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> str:
    """The text of a document in a package, without marks; empty for one that is no text, is broken or too large."""
    try:
        data = archive.read(item) if item.file_size < _LARGEST else b""
        if data.startswith(_ZIP):
            return _zipped_text(data)
    except (expat.ExpatError, ValueError, *_BROKEN):
        return ""
    suffix = item.filename.rpartition(".")[2].lower()
    words = data.decode("utf-8", errors="replace") if suffix in _WRITTEN else ""
    return words if suffix == "txt" else _MARKS.sub(" ", words)


def _zipped_text(data: bytes) -> str:
    """The text of a document that is a package itself."""
    walk = _Walk()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        items = [item for item in archive.infolist() if _PARTS.fullmatch(item.filename)]
        for item in items if sum(item.file_size for item in items) < _LARGEST else ():
            walk.read(archive.read(item))
    return "".join(walk.texts)


def visible(text: str) -> Counter[str]:
    """How often each visible character is in a text."""
    counts = Counter(text)
    for space in [character for character in counts if character.isspace()]:
        del counts[space]
    return counts

"""The bytes of a picture → its kind and size; pictures of a received text → inline elements that name them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from diptych.config import media
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.draft import Mark
from diptych.readers.formats.inline_objects import changed_pictures
from diptych.readers.formats.lines import Line, pictures

Beside = Callable[[str], bytes | None]
"""A function from the relative address of a picture to its bytes; None if there is no such file."""
ELEMENT: Final = "img"
"""Name of a picture, defined by Akoma Ntoso."""
_BYTES: Final = 10_000_000
"""Greatest size of a picture in bytes, chosen. If raised, pages load slowly."""
_PIXELS: Final = 50_000_000
"""Most pixels of a picture, chosen: a page of A4 at 700 dpi. If raised, a small file takes more memory in a PDF."""
_WIDEST: Final = 10_000
"""Greatest width and height that a text may give a picture, in CSS pixels; chosen. If raised, nothing is shown
larger, since pages bound pictures."""
_NAMED: Final = 3
"""Pictures that a finding names, chosen. If raised, the finding is longer."""
_LONGEST: Final = 200
"""Characters of an address that stands for a picture without a file, chosen. If raised, such data is published."""
_UNKNOWN: Final = "unknown"
"""Name of a picture that has none, or data that can't be read."""
_SAFE: Final = ":/?#[]@!$&'()*+,;=%~"
"""Characters, besides letters, digits and `_.-`, that a URL may have, defined by RFC 3986, section 2."""
_MISSING: Final = "there is no file of theirs"
_FOREIGN: Final = "they are no PNG, JPEG or GIF in RGB or grey"
_LARGE: Final = f"they are larger than {_BYTES // 1_000_000} MB or {_PIXELS // 1_000_000} million pixels"
"""Reasons why a picture is not published, as messages give them."""
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
"""Pattern of the beginning of an address that is not relative to the text."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
"""First bytes of a PNG file (PNG, 5.2); the next chunk begins with its length and IHDR."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the frame of a JPEG file, which has its size (ITU-T T.81, B.1.1.3)."""
_COLOURS: Final = frozenset({1, 3})
"""Components of a JPEG in grey or in RGB. One in CMYK has four, and no place in PDF/A with a profile for RGB."""


@dataclass(frozen=True, slots=True)
class PictureForm:
    """The suffix of a picture's files, and its size in pixels."""

    suffix: str
    width: int
    height: int


def nothing(_: str) -> bytes | None:
    """The bytes of a file beside a text that has none."""
    return None


def received(source: str, words: str, width: str = "", height: str = "") -> Mark:
    """A picture as a page names it: its address, its words, its measures as written."""
    return _element(source.strip(), words, (_measure(width), _measure(height)))


def settled(lines: Iterable[Line], shelf: PictureShelf, beside: Beside) -> tuple[Line, ...]:
    """The lines with the files of their pictures: data in their addresses, or files beside the text."""
    def change(picture: Mark) -> Mark:
        known = dict(picture.attributes)
        size = int(known.get("width", 0)), int(known.get("height", 0))
        return shelf.picture(_bytes(known["src"], beside), known["src"], known.get("alt", ""), size)

    return tuple([changed_pictures(line, change) if (line.table or line.figure or line.spans) and (
        next(pictures((line,)), None) is not None) else line for line in lines])


def _bytes(source: str, beside: Beside) -> bytes | None:
    """The bytes of a picture; None for one elsewhere on the web, or outside the folder of the text."""
    if source.startswith("data:"):
        content = source.partition(";base64,")[2]
        try:
            return b64decode(unquote(content), validate=False) if content and len(content) < 2 * _BYTES else None
        except ValueError:
            return None
    path = unquote(urlsplit(source).path) if not _SCHEME.match(source) else ""
    is_within = path and not path.startswith("/") and "\\" not in path and ".." not in path.split("/")
    return beside(path.removeprefix("./")) if is_within else None


def _measure(written: str) -> int:
    digits = written.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 0


def form(data: bytes) -> PictureForm | None:
    """The form of a picture that is published; None for other bytes."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) > 24:
        return PictureForm("png", *unpack_from(">II", data, 16))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) > 10:
        return PictureForm("gif", *unpack_from("<HH", data, 6))
    return _jpeg(data) if data.startswith(b"\xff\xd8\xff") else None


def _jpeg(data: bytes) -> PictureForm | None:
    """The form of a JPEG file, by its frame."""
    place = 2
    while place + 10 <= len(data) and data[place] == 0xFF:
        marker, (length,) = data[place + 1], unpack_from(">H", data, place + 2)
        if marker in _FRAMES:
            height, width, components = unpack_from(">HHB", data, place + 5)
            return PictureForm("jpg", width, height) if components in _COLOURS else None
        # A fill byte may stand before a marker.
        place += 1 if marker == 0xFF else 2 + max(length, 2)
    return None


@dataclass(slots=True)
class PictureShelf:
    """The pictures of a text so far: their bytes by name, and the names of those without a file by the reason."""

    files: dict[str, bytes] = field(default_factory=dict)
    unshown: dict[str, list[str]] = field(default_factory=dict)

    def picture(self, data: bytes | None, source: str, words: str, size: tuple[int, int] = (0, 0)) -> Mark:
        """The inline element of a picture: with the name of its file, else with the address that was received.

        `words` stand for it. `size` is its width and height in CSS pixels, 0 if the text gives none.
        """
        known = form(data) if data is not None and len(data) <= _BYTES else None
        reason = _reason(data, known)
        if data is None or known is None or reason:
            self.unshown.setdefault(reason, []).append(_UNKNOWN if source.startswith("data:") else source)
            return _element(_address(source), words, size)
        name = media.name(data, known.suffix)
        self.files[name] = data
        return _element(media.FOLDER + name, words, size if all(size) else (known.width, known.height))

    def findings(self, file: str) -> Iterator[Diagnostic]:
        """T031 for each reason why pictures have no file."""
        for reason, sources in self.unshown.items():
            names = ", ".join(dict.fromkeys(source[:_LONGEST] or "?" for source in sources[:_NAMED]))
            yield diagnostic("T031", Position(file), count=len(sources), problem=reason, names=names)


def _address(source: str) -> str:
    """The address of a picture without a file: that on the web, else its name in the folder of pictures."""
    if source.lower().startswith(("https://", "http://")):
        return quote(source[:_LONGEST], safe=_SAFE)
    name = "" if source.startswith("data:") else source.replace("\\", "/").rpartition("/")[2]
    return media.FOLDER + quote(name[:_LONGEST] or _UNKNOWN, safe="")


def _reason(data: bytes | None, known: PictureForm | None) -> str:
    """Why a picture is not published; empty if it is."""
    if data is None:
        return _MISSING
    if len(data) > _BYTES or known is not None and known.width * known.height > _PIXELS:
        return _LARGE
    return "" if known is not None and known.width and known.height else _FOREIGN


def _element(source: str, words: str, size: tuple[int, int]) -> Mark:
    measures = tuple((name, str(min(number, _WIDEST))) for name, number in zip(("width", "height"), size, strict=True)
                     if number > 0)
    spoken = " ".join(words.split())
    return Mark(ELEMENT, (("src", source), *((("alt", spoken),) if spoken else ()), *measures), ())

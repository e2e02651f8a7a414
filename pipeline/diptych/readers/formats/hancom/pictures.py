"""The pictures of a Hangul document: their files, alternative texts and sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.draft import Mark
from diptych.readers.formats.package_reading import ALTERNATES, DESCRIPTIONS, Omissions
from diptych.readers.formats.pictures import PictureShelf
from diptych.readers.formats.zipped_xml import Package, local

PICTURE: Final = "img"
"""Element of one picture, defined by KS X 6101."""
REFERENCE: Final = "binaryItemIDRef"
"""Attribute of a picture with the id of its file in the manifest."""
DESCRIPTION: Final = "shapeComment"
"""Element of the words that describe a shape or a picture, defined by KS X 6101."""
_MANIFEST: Final = "Contents/content.hpf"
_UNIT: Final = 75
"""Units of Hangul (HWPUNIT) in a CSS pixel, defined by KS X 6101: 7,200 are an inch."""
_OBJECTS: Final = frozenset({"pic", "rect", "ellipse", "polygon", "container"})
"""Elements around a picture that have its size and its words."""


@dataclass(frozen=True, slots=True)
class HangulPictures:
    """The pictures of a package: `targets` are the names of their parts by their ids, `spoken` the alternative texts of
    those that were read."""

    package: Package
    targets: Mapping[str, str]
    shelf: PictureShelf
    spoken: list[str] = field(default_factory=list)

    def picture(self, element: etree._Element) -> Mark:
        """The picture of an element PICTURE, as an inline element."""
        target = self.targets.get(element.get(REFERENCE, ""), "")
        data = self.package.picture(target) if target else None
        words, size = _described(element)
        self.spoken.append(words)
        return self.shelf.picture(data, target.rpartition("/")[2] or element.get(REFERENCE, ""), words, size)


def hangul_pictures(package: Package, shelf: PictureShelf) -> HangulPictures:
    """The pictures that the manifest of a package lists."""
    return HangulPictures(package, {item.get("id", ""): item.get("href", "")
                                    for item in package.part(_MANIFEST).iter("{*}item")}, shelf)


def held(element: etree._Element) -> int:
    """The number of pictures in an element."""
    return sum(1 for item in element.iter(etree.Element) if local(item) == PICTURE and item.get(REFERENCE) is not None)


def _described(element: etree._Element) -> tuple[str, tuple[int, int]]:
    """The alternative text of a picture, and its width and height in CSS pixels, by the object around it."""
    around = next((outer for outer in element.iterancestors() if local(outer) in _OBJECTS), None)
    if around is None:
        return "", (0, 0)
    parts = {local(child): child for child in around}
    words = "".join(parts[DESCRIPTION].itertext()) if DESCRIPTION in parts else ""
    size = next((parts[name] for name in ("sz", "curSz") if name in parts), None)
    return words, (0, 0) if size is None else (_pixels(size.get("width", "")), _pixels(size.get("height", "")))


def omit_descriptions(parts: Iterable[etree._Element], texts: Container[str], spoken: Sequence[str],
                      omissions: Omissions) -> Sequence[str]:
    """Leaves out the descriptions in parts that are alternative text of no picture.

    Returned are the words of `spoken` that are in no part.

    A description that repeats an alternative text says nothing new. One in an element of `texts` is text.
    """
    waiting = Counter("".join(words.split()) for words in spoken)
    known = frozenset(waiting)
    for part in parts:
        for element in part.iter(f"{{*}}{DESCRIPTION}"):
            words = "".join(element.itertext())
            key = "".join(words.split())
            if not key or any(local(outer) in texts for outer in element.iterancestors()):
                continue
            if waiting[key]:
                waiting[key] -= 1
            else:
                omissions.add(ALTERNATES if key in known else DESCRIPTIONS, words)
    return tuple(waiting.elements())


def _pixels(units: str) -> int:
    return round(int(units) / _UNIT) if units.isascii() and units.isdecimal() and len(units) < 12 else 0

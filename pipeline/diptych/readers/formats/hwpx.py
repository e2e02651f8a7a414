"""A Hangul document (HWPX, KS X 6101) → its lines, with automatic numbers, tables, notes and pictures."""

from __future__ import annotations

import re
from typing import Final

from diptych.readers.formats import package_reading
from diptych.readers.formats.hancom import head, pictures
from diptych.readers.formats.hancom.body import SectionReader
from diptych.readers.formats.hancom.content import WRITTEN, text
from diptych.readers.formats.lines import Line
from diptych.readers.formats.package_reading import Omissions, PackageReading, TrackedChanges
from diptych.readers.formats.pictures import PictureShelf
from diptych.readers.formats.zipped_xml import Package, UnreadableError, local

FIRST: Final = "Contents/section0.xml"
"""Name of the first part with text."""
_SECTION: Final = re.compile(r"Contents/section(\d+)\.xml")
"""Pattern of the name of a part that holds text, and its place among these parts."""
_MASTER: Final = "masterPage"
"""Root of a part with the background of pages."""
_UNREAD: Final = re.compile(r"(?:META-INF|Preview|Scripts|docProps)/.*|Contents/header.*|(?:settings|version)\.xml",
                            re.IGNORECASE)
"""Pattern of the names of parts about the package."""


def read(package: Package, file: str) -> PackageReading:
    """The document's lines, and what was left out. A position's line is the paragraph's number."""
    sections = sorted((int(match[1]), match[0]) for name in package.names if (match := _SECTION.fullmatch(name)))
    if not sections:
        raise UnreadableError("there is no text in the package")
    omissions, shelf = Omissions(), PictureShelf()
    shown = pictures.hangul_pictures(package, shelf)
    reader = SectionReader(head.head(package.part("Contents/header.xml")), omissions, shown, file)
    lines: list[Line] = []
    inserted = deleted = 0
    parts = [package.part(name) for _, name in sections]
    for section in parts:
        lines += reader.lines(section)
        inserted += sum(1 for _ in section.iter("{*}insertBegin"))
        deleted += sum(1 for _ in section.iter("{*}deleteBegin"))
    others = [package.part(name) for name in sorted(package.names)
              if name.lower().endswith(".xml") and not (_SECTION.fullmatch(name) or _UNREAD.fullmatch(name))]
    for root in others:
        words, held = text(root), pictures.held(root)
        if words.strip() or held:
            is_master = local(root) == _MASTER
            omissions.add(package_reading.HEADERS if is_master else package_reading.EMBEDDED, words, held)
    repeated = pictures.omit_descriptions((*parts, *others), WRITTEN, shown.spoken, omissions)
    return PackageReading(tuple(lines), (*reader.printed, *repeated), omissions.texts, omissions.pictures, shelf,
                          TrackedChanges(inserted, deleted), tuple(shown.spoken))

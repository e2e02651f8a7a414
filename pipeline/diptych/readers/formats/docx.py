"""A Word document (WordprocessingML, ECMA-376) → its lines, with automatic numbers, tables, notes and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from diptych.readers.formats import package_reading
from diptych.readers.formats.package_reading import Omissions, PackageReading, TrackedChanges
from diptych.readers.formats.pictures import PictureShelf
from diptych.readers.formats.wordprocessing import captions, drawings, links, lists, notes, styles
from diptych.readers.formats.wordprocessing.body import BodyReader
from diptych.readers.formats.wordprocessing.content import ContentReader, text
from diptych.readers.formats.wordprocessing.lists import Numbering
from diptych.readers.formats.wordprocessing.properties import W
from diptych.readers.formats.zipped_xml import Package, UnreadableError, local

DOCUMENT: Final = "word/document.xml"
"""Name of the part with the text."""
_STYLES: Final = "word/styles.xml"
_NUMBERING: Final = "word/numbering.xml"
_OTHER: Final = re.compile(r"word/(?:[^/]+|charts/[^/]+|diagrams/data[^/]*)\.xml")
"""Pattern of the names of other parts that may hold text."""
_INSERTED: Final = ("ins", "moveTo")
_DELETED: Final = ("del", "moveFrom")
"""Elements of tracked changes, defined by ECMA-376, part 1, 17.13.5."""
_KINDS: Final = {"hdr": package_reading.HEADERS, "ftr": package_reading.HEADERS, "comments": package_reading.COMMENTS}
"""Kind of a part that is left out, by the name of its root element."""


def read(package: Package, file: str, fonts: Sequence[str]) -> PackageReading:
    """The document's lines, and what was left out. Notes without a mark are at the end.

    `fonts` are the families of heading type, in lower case. A position's line is the paragraph's number.
    """
    body = package.part(DOCUMENT).find(W + "body")
    if body is None:
        raise UnreadableError("there is no text in the package")
    omissions, shelf = Omissions(), PictureShelf()
    noted = {name: package.part(name) for name in notes.PARTS}
    content = ContentReader(styles.styles(package.part(_STYLES)), fonts, notes.notes(noted, omissions), omissions,
                            links.links(package), drawings.drawings(package, shelf))
    reader = BodyReader(content, Numbering(lists.lists(package.part(_NUMBERING))), file, counted=captions.counted(body))
    lines = reader.lines(body)
    for note in content.notes.rest():
        lines += reader.lines(note)
    bullets = drawings.held(package.part(_NUMBERING))
    if bullets:
        omissions.add(package_reading.BULLETS, "", bullets)
    _omit_parts(package, omissions)
    return PackageReading(tuple(lines), tuple(reader.printed), omissions.texts, omissions.pictures, shelf,
                          _tracked([body, *noted.values()]))


def _tracked(parts: Iterable[etree._Element]) -> TrackedChanges:
    """The tracked changes of parts, also those of marks of paragraphs and of rows (ECMA-376, part 1, 17.13.5)."""
    counts = [[sum(1 for _ in part.iter(*(W + name for name in names))) for names in (_INSERTED, _DELETED)]
              for part in parts]
    return TrackedChanges(*map(sum, zip(*counts, strict=True)))


def _omit_parts(package: Package, omissions: Omissions) -> None:
    """Leaves out the parts beside the document that have text or pictures, and every chart."""
    for name in sorted(package.names - {DOCUMENT, _STYLES, _NUMBERING, *notes.PARTS}):
        if _OTHER.fullmatch(name):
            root = package.part(name)
            words, pictures = text(root), drawings.held(root)
            if words.strip() or pictures or "/chart" in name:
                omissions.add(_KINDS.get(local(root), package_reading.EMBEDDED), words, pictures)

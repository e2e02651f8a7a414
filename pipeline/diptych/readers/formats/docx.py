"""A Word document (WordprocessingML, ECMA-376) → its lines, with automatic numbers, tables, notes and pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from diptych.readers.formats import package_reading
from diptych.readers.formats.package_reading import Omissions, PackageReading, TrackedChanges
from diptych.readers.formats.pictures import PictureShelf
from diptych.readers.formats.wordprocessing import (
    captions,
    descriptions,
    drawings,
    forms,
    links,
    lists,
    notes,
    styles,
)
from diptych.readers.formats.wordprocessing.body import BodyReader
from diptych.readers.formats.wordprocessing.content import ContentReader, text
from diptych.readers.formats.wordprocessing.lists import Numbering
from diptych.readers.formats.wordprocessing.parts import NOTES, WordParts, chunks
from diptych.readers.formats.wordprocessing.properties import W
from diptych.readers.formats.zipped_xml import Package, UnreadableError, local

_UNREAD: Final = re.compile(r"\[Content_Types\]\.xml|(?:docProps|customXml)/.*", re.IGNORECASE)
"""Pattern of the names of parts about the package, and of data for other programs."""
_INSERTED: Final = ("ins", "moveTo")
_DELETED: Final = ("del", "moveFrom")
"""Elements of tracked changes, defined by ECMA-376, part 1, 17.13.5."""
_KINDS: Final = {"hdr": package_reading.HEADERS, "ftr": package_reading.HEADERS, "comments": package_reading.COMMENTS,
                 "glossaryDocument": package_reading.BUILDING_BLOCKS}
"""Kind of a part that is left out, by the name of its root element."""
_CHART: Final = "chartSpace"
"""Root of a part with a chart, defined by ECMA-376, part 1, 21.2.2.29."""
_DIAGRAMS: Final = ("dataModel", "drawing")
"""Roots of the parts with a diagram and with a drawing of it (ECMA-376, part 1, 21.4.2.10; [MS-ODRAWXML], 2.1)."""


def read(package: Package, parts: WordParts, file: str, fonts: Sequence[str]) -> PackageReading:
    """The document's lines, and what was left out. Notes without a mark are at the end.

    `fonts` are the families of heading type, in lower case. A position's line is the paragraph's number.
    """
    document, numbering = package.part(parts.document), package.part(parts.others["numbering"])
    body = document.find(W + "body")
    if body is None:
        raise UnreadableError("there is no text in the package")
    omissions, shelf = Omissions(), PictureShelf()
    noted = {root: package.part(parts.others[root]) for root in NOTES}
    content = ContentReader(styles.styles(package.part(parts.others["styles"])), fonts, notes.notes(noted, omissions),
                            omissions, links.links(package, parts), drawings.drawings(package, shelf, parts),
                            chunks(package, parts))
    reader = BodyReader(content, Numbering(lists.lists(numbering)), file, counted=captions.counted(body))
    lines = reader.lines(body)
    for note in content.notes.rest():
        lines += reader.lines(note)
    bullets = drawings.held(numbering)
    if bullets:
        omissions.add(package_reading.BULLETS, "", bullets)
    others = [package.part(name) for name in sorted(package.names - parts.names)
              if name.lower().endswith(".xml") and not _UNREAD.fullmatch(name)]
    _omit_parts(others, omissions)
    all_parts = (document, numbering, *noted.values(), *others)
    forms.omit_choices(all_parts, omissions)
    repeated = descriptions.omit(all_parts, content.drawings.spoken, omissions)
    return PackageReading(tuple(lines), (*reader.printed, *repeated), omissions.texts, omissions.pictures, shelf,
                          _tracked([body, *noted.values()]), tuple(content.drawings.spoken))


def _tracked(parts: Iterable[etree._Element]) -> TrackedChanges:
    """The tracked changes of parts, also those of marks of paragraphs and of rows (ECMA-376, part 1, 17.13.5)."""
    counts = [[sum(1 for _ in part.iter(*(W + name for name in names))) for names in (_INSERTED, _DELETED)]
              for part in parts]
    return TrackedChanges(*map(sum, zip(*counts, strict=True)))


def _omit_parts(parts: Iterable[etree._Element], omissions: Omissions) -> None:
    """Leaves out parts beside the document that have text or pictures, and every chart.

    The drawing of a diagram says what the diagram says, which precedes it in the order of names.
    """
    diagrams: list[str] = []
    for root in parts:
        name, words, pictures = local(root), text(root), drawings.held(root)
        is_known = name in _DIAGRAMS and _is_among(words, diagrams)
        if words.strip() or pictures or name == _CHART:
            omissions.add(package_reading.ALTERNATES if is_known else _KINDS.get(name, package_reading.EMBEDDED),
                          words, pictures)
        if name in _DIAGRAMS:
            diagrams.append(words)


def _is_among(words: str, others: Iterable[str]) -> bool:
    """Whether a text has the characters of another one, in whatever order."""
    return any(not Counter(words) - Counter(other) for other in others)

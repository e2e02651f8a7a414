"""The relationships of parts and the codes of fields → the links of a Word document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from diptych.readers.formats.hyperlinks import hyperlink
from diptych.readers.formats.lines import Hyperlink
from diptych.readers.formats.wordprocessing.parts import WordParts, relations
from diptych.readers.formats.zipped_xml import Package, local

ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
"""Attribute with the id of a relationship, defined by ECMA-376, part 1, section 22.8."""
_CODE: Final = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
"""Pattern of a field that is a link, with its target, defined by ECMA-376, part 1, section 17.16.5.25."""

Links = Mapping[tuple[str, str], Hyperlink]
"""The links by the root of their part and the id of their relationship."""


def links(package: Package, parts: WordParts) -> Links:
    """The links in the parts with text that lead out of the document."""
    found: dict[tuple[str, str], Hyperlink] = {}
    for root, name in parts.roots.items():
        for relation in relations(package, name):
            link = hyperlink(relation.get("Target", "")) if relation.get("Type", "").endswith("/hyperlink") else None
            if link is not None:
                found[root, relation.get("Id", "")] = link
    return found


def linked(element: etree._Element, known: Links) -> Hyperlink | None:
    """The link that an element `hyperlink` or a simple field is; None if it leads to no other document."""
    if local(element) == "fldSimple":
        return coded(next((value for name, value in element.attrib.items() if str(name).endswith("}instr")), ""))
    return known.get((local(element.getroottree().getroot()), element.get(ID, "")))


def coded(code: str | bytes) -> Hyperlink | None:
    """The link that the code of a field is; None for another field."""
    match = _CODE.match(str(code))
    return hyperlink(match[1]) if match else None

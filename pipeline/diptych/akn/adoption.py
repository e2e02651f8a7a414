"""Akoma Ntoso by others + a work.toml → the expression that is published: their text, ids and metadata, our identity.

Every element stays. What the naming convention needs is supplied: an identification of the project's own, and an eId
where a unit or paragraph has none. An eId that is used twice, or that no address can hold, becomes the wId.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn import merged_metadata, provisions
from diptych.akn.ids import UNNUMBERED_ONCE
from diptych.akn.metadata_element import Element
from diptych.akn.names import ABBREVIATIONS, AKN, DOCUMENT_TYPES, first_id, local, tag
from diptych.akn.received_xml import ReceivedXml
from diptych.diagnostics import Position

RECEIVED: Final = "urn:diptych:received:1"
"""Namespace of the elements of `proprietary` that keep attributes which Akoma Ntoso does not allow at their place."""
_FORBIDDEN: Final = re.compile(r"The attribute '([^']+)' is not allowed")
REFERRING: Final = ("href", "refersTo", "source", "by", "as", "from", "upTo", "alternativeTo", "refs", "start", "end",
                    "period", "for", "pos", "status")
"""Attributes that may refer to a local `#id`."""
_SCHEMA_PLACES: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Namespace of attributes that name files of schemas, which are never fetched."""
_UNSAFE: Final = re.compile(r"[\s/\\?#%~<>\"'&*|:]|->|^\.+$")
"""Pattern of what an eId in an address or in a file's name cannot hold."""
_LONG: Final = 180
"""Most bytes of an eId, which names a folder of the site; file systems allow 255. Raised, nothing else can be added."""


@dataclass(frozen=True, slots=True)
class AdoptedText:
    """An adopted document: its bytes, and the place in the received file of each of its elements in document order.

    Elements of our own have no place.
    """

    data: bytes
    places: tuple[Position | None, ...]


def main_element(root: etree._Element) -> etree._Element | None:
    """The document element of a tree; None if it has none."""
    return next((child for child in root if local(child.tag) in DOCUMENT_TYPES and child.tag == tag(local(child.tag))),
                None)


def adopt(received: ReceivedXml, meta: Element, name: str, schema: etree.XMLSchema) -> AdoptedText:
    """The document with our `meta`; `name` is that of a document without one.

    The received tree is changed. Attributes that the `schema` forbids move into the metadata.
    """
    root = received.root
    main = main_element(root)
    if main is None:
        raise ValueError("Akoma Ntoso without a document")
    places = dict(zip(root.iter(etree.Element), received.places, strict=True))
    _clean(root)
    for beside in [child for child in root.iterchildren(etree.Element) if child is not main]:
        main.append(beside)
    if not main.get("name"):
        main.set("name", name)
    merged_metadata.merge(main, meta, received.vocabulary.metadata if received.vocabulary else frozenset())
    _mark(main)
    _identify(root, main)
    _set_apart(main, schema)
    etree.cleanup_namespaces(root, top_nsmap={None: AKN})
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return AdoptedText(data, tuple(places.get(element) for element in root.iter(etree.Element)))


def _clean(root: etree._Element) -> None:
    """Removes comments, processing instructions and the places of schemas, in place; the text behind them stays."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in root.iter(etree.Element):
        for attribute in [key for key in element.attrib if str(key).startswith(_SCHEMA_PLACES)]:
            del element.attrib[attribute]


def _mark(main: etree._Element) -> None:
    """Numbers the notes of a text in which no note has a mark, in place."""
    notes = list(main.iter(tag("authorialNote")))
    if not any(note.get("marker") for note in notes):
        for number, note in enumerate(notes, start=1):
            note.set("marker", str(number))


def _identify(root: etree._Element, main: etree._Element) -> None:
    """Gives each unit and paragraph a unique eId that an address can hold, in place.

    Our own metadata come first: their ids stay. References to an id that changes follow it.
    """
    owned = merged_metadata.owned(main)
    own_ids = frozenset(element.get("eId", "") for element in owned)
    cited = frozenset((*provisions.cited(main), *main.iter(tag("authorialNote"), tag("note"))))
    taken = {element.get("eId") for element in root.iter(etree.Element)}
    used: set[str] = set(own_ids)
    renamed: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for element in [item for item in root.iter(etree.Element) if item not in owned]:
        eid = element.get("eId", "")
        if eid and eid not in used and _is_usable(eid):
            used.add(eid)
        elif eid or element in cited:
            fresh = _fresh(element, taken, numbers)
            if eid:
                element.set("wId", element.get("wId", eid))
            if eid and (eid in own_ids or eid not in used):
                renamed.setdefault(eid, fresh)
            element.set("eId", fresh)
            taken.add(fresh)
    if renamed:
        _refer(root, renamed, owned)


def _is_usable(eid: str) -> bool:
    return not _UNSAFE.search(eid) and len(eid.encode()) <= _LONG


def _fresh(element: etree._Element, taken: set[str | None], numbers: Counter[str]) -> str:
    """A new eId: the eId of the unit around it, its own name, and a number."""
    name = local(element.tag)
    around = next((eid for outer in element.iterancestors() if (eid := outer.get("eId")) and len(eid) < _LONG // 2
                   and local(outer.tag) in provisions.UNITS), "")
    stem = "__".join(part for part in (around, ABBREVIATIONS.get(name, name)) if part)
    if name in UNNUMBERED_ONCE and stem not in taken:
        return stem
    while True:
        numbers[stem] += 1
        fresh = f"{stem}_{numbers[stem]}"
        if fresh not in taken:
            return fresh


def _refer(root: etree._Element, renamed: Mapping[str, str], owned: AbstractSet[etree._Element]) -> None:
    """Lets every local reference follow the ids that have changed, but those of our own metadata."""
    for element in (item for item in root.iter(etree.Element) if item not in owned):
        follows = {name: f"#{renamed[value[1:]]}" for name in REFERRING
                   if (value := element.get(name, "")).startswith("#") and value[1:] in renamed}
        for name, value in follows.items():
            element.set(name, value)


def _set_apart(main: etree._Element, schema: etree.XMLSchema) -> None:
    """Moves every attribute that the schema does not allow at its place into the metadata, in place."""
    root = main.getroottree().getroot()
    if schema.validate(root):
        return
    prefixes = {prefix: uri for element in root.iter(etree.Element) for prefix, uri in element.nsmap.items() if prefix}
    kept: list[etree._Element] = []
    for error in schema.error_log:
        forbidden = _FORBIDDEN.search(error.message)
        found = root.getroottree().xpath(error.path, namespaces=prefixes) if forbidden and error.path else []
        kept += [_kept(element, forbidden[1]) for element in (found if isinstance(found, list) else ())
                 if forbidden and isinstance(element, etree._Element) and forbidden[1] in element.attrib]
    merged_metadata.keep(main, kept)


def _kept(element: etree._Element, attribute: str) -> etree._Element:
    """An attribute as an element of the metadata, no longer on its own element."""
    return etree.Element(f"{{{RECEIVED}}}attribute", {
        "element": local(element.tag), "at": first_id((element, *element.iterancestors())),
        "name": attribute, "value": element.attrib.pop(attribute)}, {"r": RECEIVED})

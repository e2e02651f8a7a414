"""The metadata of Akoma Ntoso by others + those of a work.toml → one `meta`: ours first, theirs behind them.

Our identification names the work, the expression and the file. Their IRIs become aliases, their dates, authors and
numbers follow ours; what is not allowed there is an alias, or a part of `proprietary`. What replaces an element
of theirs keeps its ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from lxml import etree

from diptych.akn.metadata_element import Element
from diptych.akn.names import AKN, DIPTYCH, local, tag

ALIAS: Final = "received"
"""Name of the alias that holds the IRI under which others publish a document."""
_SECTIONS: Final = ("identification", "publication", "classification", "lifecycle", "workflow", "analysis",
                    "temporalData", "references", "notes", "proprietary", "presentation")
"""The sections of `meta` in the order of the schema."""
_LEVELS: Final = ("FRBRWork", "FRBRExpression", "FRBRManifestation")
_COMMON: Final = ("FRBRthis", "FRBRuri", "FRBRalias", "FRBRdate", "FRBRauthor", "componentInfo", "preservation")
_ORDER: Final = (*_COMMON, "FRBRcountry", "FRBRsubtype", "FRBRnumber", "FRBRname", "FRBRprescriptive",
                 "FRBRversionNumber", "FRBRauthoritative", "FRBRmasterExpression", "FRBRlanguage", "FRBRtranslation",
                 "FRBRportion", "FRBRformat")
"""Children of a level in the order of the schema; FRBRauthoritative is the last of a work."""
_REPEATED: Final = frozenset({"FRBRalias", "FRBRdate", "FRBRauthor", "FRBRnumber", "FRBRname", "FRBRtranslation"})
"""Children of a level that may occur several times."""
_REPEATED_SECTIONS: Final = (tag("references"), tag("lifecycle"))
"""Sections of which an earlier adoption wrote one too."""
_IDS: Final = ("eId", "wId", "GUID")
"""Attributes that identify an element."""
_VALUES: Final = ("value", "language", "date", "href", "name", "as")
"""Attributes that say what a child of a level says."""
_GENERATED: Final = f"{tag('lifecycle')}/{tag('eventRef')}[@type='generation']"
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")


def merge(main: etree._Element, ours: Element, metadata: AbstractSet[str]) -> None:
    """Puts our metadata into the `meta` of a document, in place.

    `metadata` are the names of elements that belong there wherever they occur.
    """
    own = etree.fromstring(f'<akomaNtoso xmlns="{AKN}">{ours.written("")}</akomaNtoso>')[0]
    meta = main.find(tag("meta"))
    if meta is None:
        meta = etree.Element(tag("meta"))
        main.insert(0, meta)
    for element in [item for item in main.iter(etree.Element) if local(item.tag) in metadata]:
        _move(element, meta)
    theirs = meta.find(tag("identification"))
    _forget(meta, own)
    _generated_once(meta, own)
    if theirs is not None:
        meta.remove(theirs)
        _add_levels(own, theirs, meta)
    sections = [*own, *(child for child in meta if child not in own)]
    meta[:] = sorted(sections, key=_section)


def keep(main: etree._Element, elements: Sequence[etree._Element]) -> None:
    """Puts elements of other namespaces into `proprietary` of a merged `meta`, in place."""
    meta = main.find(tag("meta"))
    if meta is not None and elements:
        section = etree.SubElement(meta, tag("proprietary"), source="#")
        section.extend(elements)
        meta[:] = sorted(meta, key=_section)


def owned(main: etree._Element) -> AbstractSet[etree._Element]:
    """The elements of our own metadata with an eId, in a merged `meta`."""
    meta = main.find(tag("meta"))
    first = [None if meta is None else meta.find(tag(name)) for name in ("identification", "references")]
    ours = [] if meta is None else [section for section in meta.iterfind(tag("lifecycle")) if _is_ours(section)]
    return frozenset(element for section in (*first, *ours) if section is not None
                     for element in section.iter(etree.Element) if element.get("eId"))


def _section(section: etree._Element) -> int:
    name = local(section.tag)
    return _SECTIONS.index(name) if name in _SECTIONS else len(_SECTIONS)


def _move(element: etree._Element, meta: etree._Element) -> None:
    """Moves an element, without the text behind it, into `proprietary`, with the id of the element around it."""
    around = element.getparent()
    if around is None or any(outer.tag == tag("proprietary") for outer in element.iterancestors()):
        return
    source = f"#{around.get('eId')}" if around.get("eId") else "#"
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        around.text = (around.text or "") + element.tail
    element.tail = None
    etree.SubElement(meta, tag("proprietary"), source=source).append(element)


def _forget(meta: etree._Element, own: etree._Element) -> None:
    """Removes what an earlier adoption put there: our provenance, references and events that ours repeat."""
    for section in list(meta.iterchildren(etree.Element)):
        emptied = len(section) > 0 and section.tag in (tag("proprietary"), *_REPEATED_SECTIONS)
        if section.tag == tag("proprietary"):
            for element in [child for child in section if str(child.tag).startswith(f"{{{DIPTYCH}}}")]:
                section.remove(element)
        elif section.tag in _REPEATED_SECTIONS:
            again = {_key(item) for item in own.iterfind(f"{section.tag}/*")}
            for element in [child for child in section if _key(child) in again]:
                section.remove(element)
        if emptied and not len(section):
            meta.remove(section)


def _generated_once(meta: etree._Element, own: etree._Element) -> None:
    """Removes our event of generation from our metadata if the document has its own, in place."""
    events = own.find(tag("lifecycle"))
    if events is None or meta.find(_GENERATED) is None:
        return
    for event in own.findall(_GENERATED):
        events.remove(event)
    if not len(events):
        own.remove(events)


def _is_ours(lifecycle: etree._Element) -> bool:
    """Whether all events of a lifecycle refer to our own references."""
    return all(event.get("source", "").startswith(("#original_", "#amendment_")) for event in lifecycle)


def _key(element: etree._Element) -> tuple[str, ...]:
    return (str(element.tag), *(f"{name}={value}" for name, value in sorted(element.attrib.items())))


def _add_levels(own: etree._Element, theirs: etree._Element, meta: etree._Element) -> None:
    """Adds their identification to ours, level by level; parts that no level takes go into `proprietary`."""
    taken = {element.get("eId") for element in own.iter(etree.Element)}
    _hand_on_ids(theirs, own[0], taken)
    for name in _LEVELS:
        level, other = own.find(f"{tag('identification')}/{tag(name)}"), theirs.find(tag(name))
        if level is not None and other is not None:
            _hand_on_ids(other, level, taken)
            for child in list(other.iterchildren(etree.Element)):
                _unite(child, _same(level, child), taken)
            added = [*_added(level, other)]
            level[:] = sorted((*level, *added), key=lambda child: _place(child, name))
    item = theirs.find(tag("FRBRItem"))
    if item is not None:
        own[0].append(item)
    for element in [child for child in theirs if child.tag not in (*map(tag, _LEVELS), tag("FRBRItem"))]:
        if not str(element.tag).startswith(f"{{{AKN}}}") and isinstance(element.tag, str):
            etree.SubElement(meta, tag("proprietary"), source="#").append(element)


def _same(level: etree._Element, child: etree._Element) -> etree._Element | None:
    """Our element of the same name and the same value; None if there is none."""
    values = [child.get(name) for name in _VALUES]
    return next((ours for ours in level.iterchildren(etree.Element)
                 if ours.tag == child.tag and [ours.get(name) for name in _VALUES] == values), None)


def _unite(theirs: etree._Element, ours: etree._Element | None, taken: AbstractSet[str | None]) -> None:
    """Gives our element the ids of theirs, in place; an element that may be repeated goes if ours says all it says.

    Otherwise it stays, with its ids on it alone. How theirs shows a number that ours shows otherwise is an alias.
    """
    level = theirs.getparent()
    if ours is None or level is None:
        return
    if local(theirs.tag) not in _REPEATED:
        _hand_on_ids(theirs, ours, taken)
    elif _says_all(ours, theirs) and _can_take_ids(ours, theirs, taken):
        _hand_on_ids(theirs, ours, taken)
        shown = theirs.get("showAs")
        if shown and shown != ours.get("showAs"):
            etree.SubElement(level, tag("FRBRalias"), name=f"{ALIAS} number", value=shown)
        level.remove(theirs)


def _says_all(ours: etree._Element, theirs: etree._Element) -> bool:
    """Whether ours has all attributes of theirs but its ids; a number may be shown otherwise."""
    aside = (*_IDS, "showAs") if local(theirs.tag) == "FRBRnumber" else _IDS
    return all(ours.get(name) == value for name, value in theirs.attrib.items() if name not in aside)


def _can_take_ids(ours: etree._Element, theirs: etree._Element, taken: AbstractSet[str | None]) -> bool:
    """Whether ours has all ids of theirs once they are handed on."""
    given = [(ours.get(name), theirs.get(name)) for name in _IDS if theirs.get(name)]
    return all(own == other or own is None and other not in taken for own, other in given)


def _hand_on_ids(theirs: etree._Element, ours: etree._Element | None, taken: AbstractSet[str | None]) -> None:
    """Gives our element the ids of theirs that it lacks, in place; none that is `taken` in our metadata."""
    for name in _IDS if ours is not None else ():
        given = theirs.get(name)
        if ours is not None and given and ours.get(name) is None and given not in taken:
            ours.set(name, given)


def _place(child: etree._Element, level: str) -> int:
    name = local(child.tag)
    if name == "FRBRauthoritative" and level == _LEVELS[0]:
        return len(_ORDER)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _added(level: etree._Element, other: etree._Element) -> Iterator[etree._Element]:
    """The facts of their level that ours lacks: as they are, or as an alias."""
    present = {local(child.tag) for child in level}
    for child in list(other.iterchildren(etree.Element)):
        name, value = local(child.tag), child.get("value", "")
        child.tail = None
        if name in ("FRBRuri", "FRBRthis"):
            ours = level.find(tag(name))
            if value and (ours is None or ours.get("value") != value):
                yield _alias(ALIAS if name == "FRBRuri" else f"{ALIAS} this", value, child)
        elif name == "FRBRdate" and not _DATE.fullmatch(child.get("date", "")):
            yield _alias(f"{ALIAS} date", child.get("date", ""), child)
        elif name in _REPEATED or name in _ORDER and name not in present:
            present.add(name)
            yield child
        elif (given := value or child.get("language", "")) and given not in {
                ours.get("value", ours.get("language", "")) for ours in level.iter(str(child.tag))}:
            yield _alias(f"{ALIAS} {name.removeprefix('FRBR')}", given, child)


def _alias(name: str, value: str, theirs: etree._Element) -> etree._Element:
    """An alias with the ids of the element that it replaces."""
    alias = etree.Element(tag("FRBRalias"), name=name, value=value)
    for key in _IDS:
        if theirs.get(key):
            alias.set(key, theirs.get(key, ""))
    return alias

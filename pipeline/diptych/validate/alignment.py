"""Akoma Ntoso twins → findings on differences of structure: eIds, elements, numbers and order must be the same.

If twins have different counts of unnumbered blocks in one unit, ordinals alone would name the wrong block. The blocks
are then paired by their digits, names and lengths, and the finding names the block without a twin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import emended
from diptych.akn.names import HIERARCHY, local, tag
from diptych.align.pairs import AlignedUnit
from diptych.align.texts import pairs_one_to_one
from diptych.align.units import terms
from diptych.diagnostics import Diagnostic, diagnostic
from diptych.validate.context import Subject, in_meta

BLOCKS = frozenset({"p", "table", "heading", "blockList", "item"})
ALIGNED = HIERARCHY | BLOCKS | {"header", "preface", "preamble", "body", "mainBody", "judgmentBody", "conclusions",
                                "attachment"}
"""Elements that must have a twin."""
CONTAINERS = frozenset({"header", "preface", "preamble", "conclusions"})
"""Elements without a number that hold blocks."""
PARAGRAPHS = frozenset({"p", "table"})
PARTS = frozenset({"docTitle", "docNumber", "inline", "signature", "docDate"})
"""Inline elements by which a block is a certain part of a document."""


@dataclass(frozen=True, slots=True)
class _Twin:
    """One side: its subject, and by eId the elements that must have a twin, in document order.

    `leads` is true of the original, whose parts alone a [[pair]] can say to be absent elsewhere.
    """

    subject: Subject
    elements: dict[str, etree._Element]
    leads: bool


def validate(left: Subject, right: Subject) -> tuple[Diagnostic, ...]:
    """A001 to A006.

    A001 is a unit or part without a twin, A002 a paragraph or unnumbered unit without one. A003 is a different element
    or number under one eId, A004 a different order. The untranslated clauses of an unfinished translation are one
    notice, A005. A006 is a row of the editor whose parts are scattered.
    """
    original, other = _twin(left, right, leads=True), _twin(right, left, leads=False)
    translation = right.document.translation
    lacking = [*_unpaired(original, other), *_blocks(original, other)]
    if translation and not translation.complete:
        missing = [item for item in lacking if item.eid in original.elements and item.eid not in other.elements]
        lacking = [item for item in lacking if item not in missing]
        if missing:
            eids = " ".join(item.eid or "" for item in missing)
            first = next(iter(other.elements.values()), right.document.main)
            lacking.append(diagnostic("A005", right.position(first), count=len(missing), eids=eids))
    return (*lacking, *_unpaired(other, original), *_different(original, other), *_order(original, other),
            *_scattered(left, right))


def _twin(subject: Subject, other: Subject, *, leads: bool) -> _Twin:
    """The elements of a side that must have a twin: not those that the editor sets in a row or says to be absent."""
    elements = {element.get("eId", ""): element for element in subject.document.main.iter(etree.Element)
                if local(element.tag) in ALIGNED and element.get("eId") and not in_meta(element)}
    if subject.document.paired:
        rows = _rows(other)
        elements = {eid: element for eid, element in elements.items()
                    if counterparts.enclosing_row(element) not in rows
                    and not counterparts.is_lacking(element, other.document.language)}
    return _Twin(subject, elements, leads)


def _rows(subject: Subject) -> Mapping[str, Sequence[etree._Element]]:
    """The elements of each row that the editor made, by the eId of its first part."""
    rows: dict[str, list[etree._Element]] = {}
    for element in subject.document.main.iter(etree.Element) if subject.document.paired else ():
        if name := counterparts.row(element):
            rows.setdefault(name, []).append(element)
    return rows


def _scattered(left: Subject, right: Subject) -> Iterator[Diagnostic]:
    """A006 for each row whose parts do not follow each other in one unit, the same in both texts."""
    ours, theirs = _rows(left), _rows(right)
    for name in (name for name in ours if name in theirs):
        holders = {_around(side[name]) for side in (ours, theirs)}
        if len(holders) > 1 or None in holders:
            units = {part.get("eId", "").rpartition("__")[0] for side in (ours, theirs) for part in side[name]}
            yield right.finding("A006", theirs[name][0], what=_shown(theirs[name][0]),
                                other=left.document.language, units=" ".join(sorted(filter(None, units))))


def _around(parts: Sequence[etree._Element]) -> str | None:
    """The eId of the unit around parts that follow each other in it; None if they do not."""
    unit = counterparts.holder(parts[0])
    inside = [] if unit is None else list(counterparts.parts(unit))
    start = next((at for at, part in enumerate(inside) if part is parts[0]), len(inside))
    return unit.get("eId", "") if unit is not None and inside[start:start + len(parts)] == list(parts) else None


def _unpaired(twin: _Twin, other: _Twin) -> Iterator[Diagnostic]:
    """A001 for each unit, part and heading that the other side lacks, but not for those inside it.

    Of a container, such as the preamble, it names the blocks: the editor can pair these.
    """
    missing: set[str] = set()
    last = ""
    for eid, element in twin.elements.items():
        if eid in other.elements:
            last = eid
            continue
        if local(element.tag) in CONTAINERS and next(element.iterchildren(*map(tag, BLOCKS)), None) is not None:
            continue
        missing.add(eid)
        holder = _holder(twin, element)
        if holder not in missing and not (_is_loose(twin, element) and _miscounted(twin, other, holder, element)):
            near = other.elements.get(last)
            yield twin.subject.finding(
                "A001", element, what=_shown(element), language=twin.subject.document.language,
                other=other.subject.document.language, lacking=_lacking(twin, other, eid),
                near=other.subject.position(near) if near is not None else other.subject.file)


def _lacking(twin: _Twin, other: _Twin, eid: str) -> str:
    """The entry of editorial.toml for an element that the other side does not have.

    A passage of the translation alone is set beside a part of the original.
    """
    own, theirs = twin.subject.document.language, other.subject.document.language
    if twin.leads:
        return f"[[pair]] at = {{ {own} = '{eid}' }}, absent = ['{theirs}']"
    return f"[[pair]] at = {{ {own} = '{eid}', {theirs} = '…' }}"


def _holder(twin: _Twin, element: etree._Element) -> str:
    """The eId of the nearest aligned element around this one."""
    return next((eid for outer in element.iterancestors() if (eid := outer.get("eId", "")) in twin.elements), "")


def _is_loose(twin: _Twin, element: etree._Element) -> bool:
    """Whether an element's eId is only an ordinal, which cannot identify a missing element."""
    name = local(element.tag)
    return name in PARAGRAPHS or name in HIERARCHY and not twin.subject.number(element)


def _miscounted(twin: _Twin, other: _Twin, holder: str, element: etree._Element) -> bool:
    """Whether both sides have the holder but different counts of such elements: A002 names the one without a twin."""
    if holder not in other.elements:
        return False
    ours, theirs = (_loose(side, holder).get(_kind(element), []) for side in (twin, other))
    return len(ours) != len(theirs)


def _kind(element: etree._Element) -> str:
    name = local(element.tag)
    return "p" if name in PARAGRAPHS else name


def _blocks(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    """A002 for the paragraphs and unnumbered units without a twin, unit by unit."""
    ratio = _ratio(left, right)
    for unit in (eid for eid in left.elements if eid in right.elements):
        groups = [_loose(twin, unit) for twin in (left, right)]
        for kind in sorted(groups[0].keys() | groups[1].keys()):
            ours, theirs = (group.get(kind, []) for group in groups)
            if len(ours) == len(theirs):
                continue
            pairs = _pair(ours, theirs, ratio)
            yield from _blocks_alone(left, right, (ours, theirs, pairs), unit)
            yield from _blocks_alone(right, left, (theirs, ours, {j: i for i, j in pairs.items()}), unit)


def _blocks_alone(twin: _Twin, other: _Twin, group: tuple[list[etree._Element], list[etree._Element],
                                                          dict[int, int]], unit: str) -> Iterator[Diagnostic]:
    """A002 for each block of one side without a pair; it names the last paired block before it."""
    ours, theirs, pairs = group
    near = other.elements[unit]
    for index, block in enumerate(ours):
        if index in pairs:
            near = theirs[pairs[index]]
            continue
        yield twin.subject.finding("A002", block, what=_shown(block), language=twin.subject.document.language,
                                   other=other.subject.document.language, ours=len(ours),
                                   lacking=_lacking(twin, other, block.get("eId", "")),
                                   theirs=len(theirs), near=other.subject.position(near))


def _loose(twin: _Twin, unit: str) -> dict[str, list[etree._Element]]:
    """The unit's own paragraphs, and its unnumbered units by name; not those of the units inside it."""
    element = twin.elements[unit]
    by_kind: dict[str, list[etree._Element]] = {}
    for box in (element, *element):
        for child in box if box is element or local(box.tag) in ("content", "intro", "wrapUp") else ():
            if child.get("eId", "") in twin.elements and _is_loose(twin, child):
                by_kind.setdefault(_kind(child), []).append(child)
    return by_kind


def _ratio(left: _Twin, right: _Twin) -> float:
    """The ratio of the texts' lengths: characters of the right text for each of the left."""
    lengths = [len(emended(body)) if (body := twin.subject.document.main.find(tag("body"))) is not None else 0
               for twin in (left, right)]
    return (lengths[1] + 1) / (lengths[0] + 1)


def _pair(left: Sequence[etree._Element], right: Sequence[etree._Element], ratio: float) -> dict[int, int]:
    """The best pairs, in order, of blocks with the same parts: indexes of the right side by those of the left."""
    pairs: dict[int, int] = {}
    for parts in sorted(set(map(_parts, left))):
        ours, theirs = ([index for index, block in enumerate(side) if _parts(block) == parts]
                        for side in (left, right))
        units = [_unit(left[index]) for index in ours], [_unit(right[index]) for index in theirs]
        pairs |= {ours[i]: theirs[j] for i, j in pairs_one_to_one(*units, ratio)}
    return pairs


def _parts(block: etree._Element) -> tuple[str, ...]:
    """The parts of a document in a block, by name."""
    inner = (element for element in block.iter(etree.Element) if element is not block)
    return tuple(sorted({element.get("name", "") if local(element.tag) == "inline" else local(element.tag)
                         for element in inner if local(element.tag) in PARTS}))


def _unit(block: etree._Element) -> AlignedUnit:
    return AlignedUnit(block.get("eId", ""), emended(block), terms=frozenset(terms(block)))


def _different(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    """A003 for each eId under which the sides have different elements or numbers."""
    for eid, element in left.elements.items():
        twin = right.elements.get(eid)
        if twin is None:
            continue
        theirs, ours = _nature(left.subject, element), _nature(right.subject, twin)
        if ours != theirs:
            yield right.subject.finding("A003", twin, ours=" ".join(ours), theirs=" ".join(theirs),
                                        other=left.subject.document.language, near=left.subject.position(element))


def _nature(subject: Subject, element: etree._Element) -> tuple[str, ...]:
    name = local(element.tag)
    return (name, subject.number(element)) if name in HIERARCHY else (name,)


def _order(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    """A004 for the first common eId whose place in the order differs."""
    ours = [eid for eid in left.elements if eid in right.elements]
    theirs = [eid for eid in right.elements if eid in left.elements]
    for mine, other in zip(ours, theirs, strict=True):
        if mine != other:
            element = right.elements[other]
            yield right.subject.finding("A004", element, what=_shown(element), other=left.subject.document.language,
                                        near=left.subject.position(left.elements[mine]))
            return


def _shown(element: etree._Element) -> str:
    """The beginning of an element's printed text: its label and first words."""
    parts = element if local(element.tag) in HIERARCHY else (element,)
    text = " ".join(" ".join(emended(part) for part in parts).split())
    return text[:24] + ("…" if len(text) > 24 else "")

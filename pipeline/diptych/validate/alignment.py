"""Akoma Ntoso twins → findings where their structures part: the same eIds, elements and numbers, in the same order.

Where two twins hold a different number of unnumbered blocks in one unit, ordinals alone would name the wrong one:
the blocks are then paired by their digits, names and lengths, so that the finding names the block that has no twin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.akn.document import emended
from diptych.akn.names import HIERARCHY, local, tag
from diptych.align.pairs import AlignedUnit
from diptych.align.texts import pairs_one_to_one
from diptych.align.units import terms
from diptych.diagnostics import Diagnostic, diagnostic
from diptych.validate.context import Subject

BLOCKS = frozenset({"p", "table", "heading", "blockList", "item"})
ALIGNED = HIERARCHY | BLOCKS | {"preface", "preamble", "body", "mainBody", "conclusions", "attachment"}
PARAGRAPHS = frozenset({"p", "table"})
PARTS = frozenset({"docTitle", "docNumber", "inline", "signature", "docDate"})


@dataclass(frozen=True, slots=True)
class _Twin:
    """One side: its subject, and what must be aligned by eId, in document order."""

    subject: Subject
    elements: dict[str, etree._Element]


def validate(left: Subject, right: Subject) -> tuple[Diagnostic, ...]:
    """A001 a unit or part without twin, A002 a paragraph or unnumbered unit without twin, A003 other elements or
    numbers under one eId, A004 another order. While a translation is not complete, what it does not have yet is one
    notice, A005, as long as nothing else stands at its address."""
    one, two = _twin(left), _twin(right)
    said = right.document.translation
    lacking = [*_unpaired(one, two), *_blocks(one, two)]
    if said and not said.complete:
        missing = [item for item in lacking if item.eid in one.elements and item.eid not in two.elements]
        lacking = [item for item in lacking if item not in missing]
        if missing:
            eids = " ".join(item.eid or "" for item in missing)
            first = next(iter(two.elements.values()), right.document.main)
            lacking.append(diagnostic("A005", right.position(first), count=len(missing), eids=eids))
    return (*lacking, *_unpaired(two, one), *_different(one, two), *_order(one, two))


def _twin(subject: Subject) -> _Twin:
    main = subject.document.main
    return _Twin(subject, {element.get("eId", ""): element for element in main.iter(etree.Element)
                           if local(element.tag) in ALIGNED and element.get("eId") and not _in_meta(element)})


def _in_meta(element: etree._Element) -> bool:
    return any(one.tag == tag("meta") for one in element.iterancestors())


def _unpaired(twin: _Twin, other: _Twin) -> Iterator[Diagnostic]:
    """Units, parts and headings that the other side lacks; what stands inside such a one is not named again."""
    missing: set[str] = set()
    last = ""
    for eid, element in twin.elements.items():
        if eid in other.elements:
            last = eid
            continue
        missing.add(eid)
        holder = _holder(twin, element)
        if holder not in missing and not (_is_loose(twin, element) and _miscounted(twin, other, holder, element)):
            near = other.elements.get(last)
            yield twin.subject.finding(
                "A001", element, what=_shown(element), other=other.subject.document.language,
                near=other.subject.position(near) if near is not None else other.subject.file)


def _holder(twin: _Twin, element: etree._Element) -> str:
    """The eId of the nearest aligned element around this one."""
    return next((eid for one in element.iterancestors() if (eid := one.get("eId", "")) in twin.elements), "")


def _is_loose(twin: _Twin, element: etree._Element) -> bool:
    """Whether an eId only counts the element among its like, so that it cannot tell which one is missing."""
    name = local(element.tag)
    return name in PARAGRAPHS or name in HIERARCHY and not twin.subject.number(element)


def _miscounted(twin: _Twin, other: _Twin, holder: str, element: etree._Element) -> bool:
    """Whether both sides have the holder but not as many such elements: then A002 tells which is left over."""
    if holder not in other.elements:
        return False
    ours, theirs = (_loose(side, holder).get(_kind(element), []) for side in (twin, other))
    return len(ours) != len(theirs)


def _kind(element: etree._Element) -> str:
    name = local(element.tag)
    return "p" if name in PARAGRAPHS else name


def _blocks(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    """The paragraphs and unnumbered units that have no twin, unit by unit."""
    ratio = _ratio(left, right)
    for unit in (eid for eid in left.elements if eid in right.elements):
        groups = [_loose(twin, unit) for twin in (left, right)]
        for kind in sorted(groups[0].keys() | groups[1].keys()):
            ours, theirs = (group.get(kind, []) for group in groups)
            if len(ours) == len(theirs):
                continue
            pairs = _pair(ours, theirs, ratio)
            yield from _left_over(left, right, (ours, theirs, pairs), unit)
            yield from _left_over(right, left, (theirs, ours, [(j, i) for i, j in pairs]), unit)


def _left_over(twin: _Twin, other: _Twin, group: tuple[list[etree._Element], list[etree._Element],
                                                       list[tuple[int, int]]], unit: str) -> Iterator[Diagnostic]:
    ours, theirs, pairs = group
    paired = dict(pairs)
    near = other.elements[unit]
    for index, block in enumerate(ours):
        if index in paired:
            near = theirs[paired[index]]
            continue
        yield twin.subject.finding("A002", block, what=_shown(block), other=other.subject.document.language,
                                   ours=len(ours), theirs=len(theirs), near=other.subject.position(near))


def _loose(twin: _Twin, unit: str) -> dict[str, list[etree._Element]]:
    """The unit's own paragraphs, and its unnumbered units by name; not those of the units inside it."""
    element = twin.elements[unit]
    found: dict[str, list[etree._Element]] = {}
    for box in (element, *element):
        for child in box if box is element or local(box.tag) in ("content", "intro", "wrapUp") else ():
            if _is_loose(twin, child):
                found.setdefault(_kind(child), []).append(child)
    return found


def _ratio(left: _Twin, right: _Twin) -> float:
    """How many characters of the right language the whole text takes for one of the left."""
    lengths = [len(emended(body)) if (body := twin.subject.document.main.find(tag("body"))) is not None else 0
               for twin in (left, right)]
    return (lengths[1] + 1) / (lengths[0] + 1)


def _pair(left: Sequence[etree._Element], right: Sequence[etree._Element], ratio: float) -> list[tuple[int, int]]:
    """The best pairs in order of blocks that hold the same parts of a document."""
    pairs: list[tuple[int, int]] = []
    for parts in sorted({_parts(one) for one in left}):
        ours, theirs = ([at for at, one in enumerate(side) if _parts(one) == parts] for side in (left, right))
        found = pairs_one_to_one([_unit(left[at]) for at in ours], [_unit(right[at]) for at in theirs], ratio)
        pairs += [(ours[i], theirs[j]) for i, j in found]
    return pairs


def _parts(block: etree._Element) -> tuple[str, ...]:
    """Which parts of a document a block holds."""
    inner = (element for element in block.iter(etree.Element) if element is not block)
    return tuple(sorted({element.get("name", "") if local(element.tag) == "inline" else local(element.tag)
                         for element in inner if local(element.tag) in PARTS}))


def _unit(block: etree._Element) -> AlignedUnit:
    return AlignedUnit(block.get("eId", ""), emended(block), terms=frozenset(terms(block)))


def _different(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    for eid, element in left.elements.items():
        twin = right.elements.get(eid)
        if twin is None:
            continue
        ours, theirs = (_nature(side.subject, one) for side, one in ((left, element), (right, twin)))
        if ours != theirs:
            yield right.subject.finding("A003", twin, ours=" ".join(theirs), theirs=" ".join(ours),
                                        other=left.subject.document.language, near=left.subject.position(element))


def _nature(subject: Subject, element: etree._Element) -> tuple[str, ...]:
    name = local(element.tag)
    return (name, subject.number(element)) if name in HIERARCHY else (name,)


def _order(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    """The first common eId that does not come in the same place on both sides."""
    ours = [eid for eid in left.elements if eid in right.elements]
    theirs = [eid for eid in right.elements if eid in left.elements]
    for mine, other in zip(ours, theirs, strict=True):
        if mine != other:
            element = right.elements[other]
            yield right.subject.finding("A004", element, what=_shown(element), other=left.subject.document.language,
                                        near=left.subject.position(left.elements[mine]))
            return


def _shown(element: etree._Element) -> str:
    """The beginning of what a reader sees of an element: its label and first words."""
    parts = element if local(element.tag) in HIERARCHY else (element,)
    text = " ".join(" ".join(emended(part) for part in parts).split())
    return text[:24] + ("…" if len(text) > 24 else "")

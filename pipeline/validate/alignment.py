"""Akoma Ntoso twins → findings where their structures part: the same eIds, elements and numbers, in the same order.

Where two twins hold a different number of unnumbered blocks in one unit, ordinals alone would name the wrong one:
the blocks are then paired by their digits and lengths, so that the finding names the block that has no twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.akn.document import emended
from pipeline.akn.names import HIERARCHY, local, tag
from pipeline.diagnostics import Diagnostic
from pipeline.validate.subject import Subject

BLOCKS = frozenset({"p", "table", "heading", "blockList", "item"})
ALIGNED = HIERARCHY | BLOCKS | {"preface", "preamble", "body", "mainBody", "conclusions", "attachment"}
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Twin:
    """One side: its subject, and what must be aligned by eId, in document order."""

    subject: Subject
    elements: dict[str, etree._Element]


def validate(left: Subject, right: Subject) -> tuple[Diagnostic, ...]:
    """A001 a unit or part without twin, A002 a block without twin, A003 other elements or numbers under one eId,
    A004 another order."""
    one, two = _twin(left), _twin(right)
    return (*_unpaired(one, two), *_unpaired(two, one), *_blocks(one, two), *_different(one, two), *_order(one, two))


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
        above = twin.subject.eid(parent) if (parent := element.getparent()) is not None else ""
        missing.add(eid)
        if above not in missing and not _is_paragraph(element):
            near = other.elements.get(last)
            yield twin.subject.finding(
                "A001", element, what=_shown(element), other=other.subject.document.language,
                near=other.subject.position(near) if near is not None else other.subject.file)


def _is_paragraph(element: etree._Element) -> bool:
    return local(element.tag) in ("p", "table")


def _blocks(left: _Twin, right: _Twin) -> Iterator[Diagnostic]:
    """The paragraphs that have no twin, unit by unit."""
    for unit in (eid for eid in left.elements if eid in right.elements and not _is_paragraph(left.elements[eid])):
        ours, theirs = (_paragraphs(twin, unit) for twin in (left, right))
        if len(ours) == len(theirs):
            continue
        pairs = _pair([emended(p) for p in ours], [emended(p) for p in theirs])
        for twin, other, blocks, side in ((left, right, ours, 0), (right, left, theirs, 1)):
            paired = {pair[side] for pair in pairs}
            for index in (i for i in range(len(blocks)) if i not in paired):
                yield twin.subject.finding(
                    "A002", blocks[index], what=_shown(blocks[index]), other=other.subject.document.language,
                    ours=len(blocks), theirs=len(ours) + len(theirs) - len(blocks),
                    near=other.subject.position(other.elements[unit]))


def _paragraphs(twin: _Twin, unit: str) -> list[etree._Element]:
    """The unit's own paragraphs, not those of the units inside it."""
    element = twin.elements[unit]
    return [child for box in (element, *element) if box is element or local(box.tag) in ("content", "intro", "wrapUp")
            for child in box if _is_paragraph(child)]


def _pair(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The best pairs in order: a pair gains by common digits and by a length in proportion; leaving one out is
    worth nothing. Dynamic programming over both sides."""
    ratio = (sum(map(len, right)) + 1) / (sum(map(len, left)) + 1)
    ratio = min(max(ratio, 0.5), 4.0)
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + _gain(left[i], right[j], ratio))
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j + 1] + _gain(left[i], right[j], ratio):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _gain(left: str, right: str, ratio: float) -> float:
    numbers, others = set(_DIGITS.findall(left)), set(_DIGITS.findall(right))
    digits = len(numbers & others) / len(numbers | others) if numbers | others else 0.5
    expected, actual = len(left) * ratio + 1, len(right) + 1
    return 0.05 + digits + min(expected, actual) / max(expected, actual)


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
    text = " ".join("".join(emended(child) for child in element).split()) if len(element) else ""
    text = text or " ".join(emended(element).split())
    return text[:24] + ("…" if len(text) > 24 else "")

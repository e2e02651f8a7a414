"""The fragment of a text → a clause or a range of it, to be printed alone: with its notes, links out of it absolute."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from lxml import etree

from diptych.render.html.elements import drop

_BLOCKS: Final = frozenset({"section", "p", "div", "table", "ul", "ol", "h1"})
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def cut(article: etree._Element, ends: Sequence[str], address: str, suffixes: Collection[str] = ("",)) -> bool:
    """Leaves of a fragment, in place, one clause or all from the first to the last of `ends`, and their notes.

    Gives whether both ends are in the fragment. `address` is that of the text; ids of an element may end in one of
    `suffixes`.
    """
    found = [_with_id(article, {eid, *(eid + suffix for suffix in suffixes)}) for eid in ends]
    blocks = [_block(one) for one in found if one is not None]
    if not blocks or len(blocks) < len(ends):
        return False
    kept = _between(blocks[0], blocks[-1])
    marked = {link.get("href", "").removeprefix("#") for block in kept for link in block.iter("a")}
    lists = [one for one in article if "akn-notes" in one.get("class", "")]
    for item in [one for listed in lists for one in listed.iter("li") if one.get("id") not in marked]:
        drop(item)
    for child in list(article):
        if child not in lists:
            article.remove(child)
    for place, block in enumerate(kept):
        block.tail = None
        article.insert(place, block)
    _lead_out(article, address, suffixes)
    _level(kept)
    return True


def _with_id(article: etree._Element, names: Collection[str]) -> etree._Element | None:
    return next((one for one in article.iter("*") if one.get("id") in names), None)


def _between(first: etree._Element, last: etree._Element) -> list[etree._Element]:
    """The blocks from one to another, in their order: the one around the other if one is inside the other."""
    before, after = [first, *first.iterancestors()], [last, *last.iterancestors()]
    common = next(one for one in before if one in after)
    if common in (first, last):
        return [common]
    left, right = before[:before.index(common)], after[:after.index(common)]
    for one in left[:-1]:
        _remove(list(one.itersiblings(preceding=True)))
    for one in right[:-1]:
        _remove(list(one.itersiblings()))
    inside = list(common)
    return inside[inside.index(left[-1]):inside.index(right[-1]) + 1]


def _remove(elements: Sequence[etree._Element]) -> None:
    for one in elements:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)


def _block(found: etree._Element) -> etree._Element:
    """The row or the block that an element is or stands in."""
    around = (found, *found.iterancestors())
    row = next((one for one in around if "akn-row" in one.get("class", "").split()), None)
    return row if row is not None else next(one for one in around if one.tag in _BLOCKS)


def _lead_out(article: etree._Element, address: str, suffixes: Collection[str]) -> None:
    """Gives links to what is not here their lasting address."""
    there = {one.get("id") for one in article.iter("*")}
    for link in article.iter("a"):
        name = link.get("href", "")[1:] if link.get("href", "").startswith("#") else ""
        if name and name not in there:
            plain = next((name.removesuffix(suffix) for suffix in suffixes if suffix and name.endswith(suffix)), name)
            link.set("href", f"{address}~{plain}")


def _level(blocks: Sequence[etree._Element]) -> None:
    """Gives headings the levels that follow on that of the page."""
    headings = [one for block in blocks for one in block.iter(*_HEADINGS)]
    levels = sorted({one.tag for one in headings})
    for one in headings:
        one.tag = f"h{min(levels.index(one.tag) + 2, 6)}"

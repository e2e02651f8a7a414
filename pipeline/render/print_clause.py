"""The fragment of a text → one clause of it, to be printed by itself: its notes with it, links out of it absolute."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from lxml import etree

from pipeline.render.markup import drop

_BLOCKS: Final = frozenset({"section", "p", "div", "table", "ul", "ol", "h1"})
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def cut(article: etree._Element, eid: str, address: str, suffixes: Collection[str] = ("",)) -> bool:
    """Leaves of a fragment, in place, the block that has or holds an eId, and the notes that are marked in it; whether
    there is one. `address` is that of the text; ids of an element may end in one of `suffixes`."""
    names = {eid, *(eid + suffix for suffix in suffixes)}
    found = next((one for one in article.iter("*") if one.get("id") in names), None)
    if found is None:
        return False
    block = _block(found)
    marked = {link.get("href", "").removeprefix("#") for link in block.iter("a")}
    lists = [one for one in article if "akn-notes" in one.get("class", "")]
    for item in [one for listed in lists for one in listed.iter("li") if one.get("id") not in marked]:
        drop(item)
    for child in list(article):
        if child not in lists:
            article.remove(child)
    block.tail = None
    article.insert(0, block)
    _lead_out(article, address, suffixes)
    _level(block)
    return True


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


def _level(block: etree._Element) -> None:
    """Gives headings the levels that follow on that of the page."""
    levels = sorted({one.tag for one in block.iter(*_HEADINGS)})
    for one in list(block.iter(*_HEADINGS)):
        one.tag = f"h{min(levels.index(one.tag) + 2, 6)}"

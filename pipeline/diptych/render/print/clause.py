"""Fragment of a text → a clause or a range of clauses for an edition of its own, with notes and absolute links."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from lxml import etree

from diptych.render.html.elements import drop
from diptych.render.html.queries import classes

_BLOCKS: Final = frozenset({"section", "p", "div", "table", "ul", "ol", "h1"})
"""Elements that can be printed by themselves."""
_CUT_OFF: Final = "cut-off"
"""Temporary name of the elements outside a range."""


def cut(article: etree._Element, ends: Sequence[str], address: str, suffixes: Collection[str] = ("",)) -> bool:
    """Whether both ends of a range are in a fragment.

    If so, everything outside the range is removed, in place, except the notes that it marks. `ends` are one eId or two.
    `address` is the text's; links out of the range get it. The ids of an element may end in any of `suffixes`.
    """
    blocks = [_block(element) for eid in ends if (element := _with_id(article, eid, suffixes)) is not None]
    if not blocks or len(blocks) < len(ends):
        return False
    kept = _between(blocks[0], blocks[-1])
    marked = {link.get("href", "").removeprefix("#") for block in kept for link in block.iter("a")}
    lists = [child for child in article if "akn-notes" in child.get("class", "")]
    for note in [note for notes in lists for note in notes.iter("li") if note.get("id") not in marked]:
        drop(note)
    for block in kept:
        block.tail = None
    article[:] = [*kept, *lists]
    _make_links_absolute(article, address, suffixes)
    return True


def _with_id(article: etree._Element, eid: str, suffixes: Collection[str]) -> etree._Element | None:
    """The element with an eId, with any suffix or none."""
    ids = {eid, *(eid + suffix for suffix in suffixes)}
    return next((element for element in article.iter("*") if element.get("id") in ids), None)


def _between(first: etree._Element, last: etree._Element) -> list[etree._Element]:
    """The blocks of a range in document order; a single block if one end contains the other.

    Siblings before the first end and after the last are removed, in place.
    """
    before, after = [first, *first.iterancestors()], [last, *last.iterancestors()]
    common = next(element for element in before if element in after)
    if common in (first, last):
        return [common]
    from_first, from_last = before[:before.index(common)], after[:after.index(common)]
    cut_off = [sibling for element in from_first[:-1] for sibling in element.itersiblings(preceding=True)]
    cut_off += [sibling for element in from_last[:-1] for sibling in element.itersiblings()]
    for sibling in cut_off:
        sibling.tag = _CUT_OFF
    etree.strip_elements(common, _CUT_OFF)
    return common[common.index(from_first[-1]):common.index(from_last[-1]) + 1]


def _block(element: etree._Element) -> etree._Element:
    """The row of the parallel edition around an element, else the nearest block; the element itself may be either."""
    around = (element, *element.iterancestors())
    row = next((holder for holder in around if "akn-row" in classes(holder)), None)
    return row if row is not None else next(holder for holder in around if holder.tag in _BLOCKS)


def _make_links_absolute(article: etree._Element, address: str, suffixes: Collection[str]) -> None:
    """Gives links to elements outside the fragment their permanent address, in place."""
    present = {element.get("id") for element in article.iter("*")}
    for link in article.iter("a"):
        name = link.get("href", "")[1:] if link.get("href", "").startswith("#") else ""
        if name and name not in present:
            plain = next((name.removesuffix(suffix) for suffix in suffixes if suffix and name.endswith(suffix)), name)
            link.set("href", f"{address}~{plain}")


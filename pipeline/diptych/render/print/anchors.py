"""The HTML of a text → the same with fewer elements, one for the ids that stand at one place.

A typesetter pays for each element, most for one with an id, and a screen reader reads through each. So wrappers that
hold only the first thing inside them go, and their ids become further names (`data-also`) of what stands there; the
PDF has a named destination for each.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

_WRAPPERS: Final = frozenset({"akn-content", "akn-intro", "akn-wrapUp"})
"""Classes of blocks that look like nothing."""

_UNLIKE: Final = frozenset({"akn-preface", "akn-conclusions"})
"""Classes of what holds rows of a look of their own."""

_SEEN: Final = frozenset({"akn-supplied", "akn-codepoint", "akn-docTitle", "akn-inline", "akn-marker", "akn-note-kind",
                          "akn-note-words", "akn-number", "akn-above"})
"""Classes of inline elements that print.css or the edition knows."""

_LOOKLESS: Final = frozenset({"class", "id", "data-refers", "data-name", "datetime"})
"""Attributes that print without."""


def fold(article: etree._Element) -> None:
    """Folds a fragment, in place; links inside it still lead to where they led."""
    moved: dict[str, str] = {}
    for row in [one for one in article.iter("div") if "akn-row" in _classes(one)]:
        _fold_row(row, moved)
    for wrapper in [one for one in article.iter("div") if _WRAPPERS & _classes(one)]:
        _fold_wrapper(wrapper, moved)
    for section in [one for one in article.iter("section") if one.get("data-eid")]:
        _fold_first(section, moved)
    for cell in [one for one in article.iter("div") if "akn-cell" in _classes(one)]:
        _fold_cell(cell)
    for inline in [one for one in article.iter("span", "time") if not one.get("id")]:
        if not _SEEN & _classes(inline) and set(inline.attrib) <= _LOOKLESS:
            unwrap(inline)
    for link in article.iter("a"):
        target = link.get("href", "").removeprefix("#")
        if target in moved:
            link.set("href", f"#{moved[target]}")


def names(tree: Any) -> dict[Any, tuple[str, ...]]:
    """The names of each element that has any: its id, then those that `fold` left."""
    return {element: (element.get("id"), *element.get("data-also", "").split())
            for element in tree.iter() if element.get("id")}


def unwrap(element: etree._Element) -> None:
    """Puts the content of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place, last = parent.index(element), element.getprevious()
    _add(parent, last, element.text)
    for child in list(element):
        parent.insert(place, child)
        place, last = place + 1, child
    _add(parent, last, element.tail)
    parent.remove(element)


def _fold_row(row: etree._Element, moved: dict[str, str]) -> None:
    """All ids inside a row are names of the row, with their language and without."""
    for inner in [one for one in row.iterdescendants("*") if one.get("id")]:
        name = inner.get("id", "")
        plain = name.rpartition("-")[0]
        if not row.get("id"):
            row.set("id", plain)
        _move(inner, row, moved)
        if plain and plain != row.get("id"):
            _name(row, plain)


def _fold_cell(cell: etree._Element) -> None:
    """A cell that holds one paragraph and no more is that paragraph, where rows are set like one another."""
    block = next(iter(cell), None)
    apart = any(_UNLIKE & _classes(above) for above in cell.iterancestors())
    if block is None or len(cell) > 1 or block.tag != "p" or block.get("id"):
        return
    if apart or (cell.text or "").strip():
        return
    cell.tag, cell.text = block.tag, None
    cell.attrib.update({**block.attrib, "class": f"{cell.get('class', '')} {block.get('class', '')}".strip(),
                        "lang": block.get("lang") or cell.get("lang") or ""})
    block.tail = None
    unwrap(block)


def _fold_wrapper(wrapper: etree._Element, moved: dict[str, str]) -> None:
    first = next(iter(wrapper), None)
    if first is None or (wrapper.text or "").strip():
        return
    if wrapper.get("id") and first.get("id"):
        _move(wrapper, first, moved)
    elif wrapper.get("id"):
        first.set("id", wrapper.attrib.pop("id"))
    # White space between blocks is nothing, but would show beside a block that is set in line.
    wrapper.text = None
    for block in (wrapper, *wrapper):
        block.tail = block.tail if (block.tail or "").strip() else None
    unwrap(wrapper)


def _fold_first(section: etree._Element, moved: dict[str, str]) -> None:
    """The headings of a unit, and text that begins on its first line, stand where the unit stands."""
    first = next(iter(section), None)
    if first is None or "akn-row" in _classes(first) or not section.get("id"):
        return
    if "akn-headline" in _classes(first):
        for heading in [one for one in first.iter("span") if one.get("id") and "akn-heading" in _classes(one)]:
            _move(heading, section, moved)
        run_in = "akn-run-in" in _classes(section)
        first = first.getnext() if run_in else None
    if first is not None and first.tag == "p" and first.get("id"):
        _move(first, section, moved)


def _move(source: etree._Element, target: etree._Element, moved: dict[str, str]) -> None:
    """Makes the id and the further names of an element names of another."""
    names = [source.attrib.pop("id"), *source.attrib.pop("data-also", "").split()]
    for name in names:
        _name(target, name)
        moved[name] = target.get("id", "")


def _name(target: etree._Element, name: str) -> None:
    names = (target.get("data-also") or "").split()
    if name != target.get("id") and name not in names:
        target.set("data-also", " ".join([*names, name]))


def _add(parent: etree._Element, before: etree._Element | None, text: str | None) -> None:
    if before is None:
        parent.text = (parent.text or "") + (text or "")
    else:
        before.tail = (before.tail or "") + (text or "")


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())

"""HTML of a text → the same text in fewer elements, with all of its ids.

Typesetting time grows with the number of elements, most with elements that have an id. A wrapper around a block is
removed and its id becomes a further name (`data-also`) of the block. The PDF has a named destination for each name.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from diptych.render.html.queries import classes, with_class

_WRAPPERS: Final = frozenset({"akn-content", "akn-intro", "akn-wrapUp"})
"""Classes of blocks without a style of their own."""

_STYLED_PARTS: Final = frozenset({"akn-preface", "akn-conclusions"})
"""Classes of parts whose rows have a style of their own, so that their cells are not folded."""

_STYLED_INLINES: Final = frozenset({
    "akn-supplied", "akn-codepoint", "akn-docTitle", "akn-inline", "akn-marker", "akn-note-kind", "akn-note-words",
    "akn-number", "akn-above"})
"""Classes of inline elements that print.css styles or the edition looks for."""

_UNPRINTED_ATTRIBUTES: Final = frozenset({"class", "id", "data-refers", "data-name", "datetime"})
"""Attributes that change nothing in print."""

_UNWRAPPED: Final = "unwrapped"
"""Temporary name of an element that is replaced by its content."""


def fold(article: etree._Element) -> None:
    """Folds a fragment, in place. A link to a removed id leads to the element that took the id over."""
    moved: dict[str, str] = {}
    for row in with_class(article, "akn-row", "div"):
        _fold_row(row, moved)
    for wrapper in [block for block in article.iter("div") if _WRAPPERS & classes(block)]:
        _fold_wrapper(wrapper, moved)
    for section in [section for section in article.iter("section") if section.get("data-eid")]:
        _fold_first(section, moved)
    for cell in with_class(article, "akn-cell", "div"):
        _fold_cell(cell)
    for inline in [inline for inline in article.iter("span", "time") if not inline.get("id")]:
        if not _STYLED_INLINES & classes(inline) and set(inline.attrib) <= _UNPRINTED_ATTRIBUTES:
            unwrap(inline)
    for link in article.iter("a"):
        target = link.get("href", "").removeprefix("#")
        if target in moved:
            link.set("href", f"#{moved[target]}")


def names(tree: Any) -> dict[Any, tuple[str, ...]]:
    """The names of each element with an id: the id, then the names that `fold` added."""
    return {element: (element.get("id"), *element.get("data-also", "").split())
            for element in tree.iter() if element.get("id")}


def unwrap(element: etree._Element) -> None:
    """Replaces an element by its content, in place."""
    parent = element.getparent()
    if parent is not None:
        element.tag = _UNWRAPPED
        etree.strip_tags(parent, _UNWRAPPED)


def _fold_row(row: etree._Element, moved: dict[str, str]) -> None:
    """Makes all ids inside a row names of the row, with their language suffix and without."""
    for inner in [inner for inner in row.iterdescendants("*") if inner.get("id")]:
        plain = inner.get("id", "").rpartition("-")[0]
        if not row.get("id"):
            row.set("id", plain)
        _move_names(inner, row, moved)
        if plain:
            _add_name(row, plain)


def _fold_cell(cell: etree._Element) -> None:
    """Makes a cell that holds a single paragraph that paragraph, but in parts with a style of their own."""
    block = next(iter(cell), None)
    styled = any(_STYLED_PARTS & classes(part) for part in cell.iterancestors())
    if block is None or len(cell) > 1 or block.tag != "p" or block.get("id") or styled or (cell.text or "").strip():
        return
    cell.tag, cell.text = block.tag, None
    cell.attrib.update({**block.attrib, "class": f"{cell.get('class', '')} {block.get('class', '')}".strip(),
                        "lang": block.get("lang") or cell.get("lang") or ""})
    block.tail = None
    unwrap(block)


def _fold_wrapper(wrapper: etree._Element, moved: dict[str, str]) -> None:
    """Removes a wrapper that begins with a block; the block takes over its id."""
    first = next(iter(wrapper), None)
    if first is None or (wrapper.text or "").strip():
        return
    if wrapper.get("id") and first.get("id"):
        _move_names(wrapper, first, moved)
    elif wrapper.get("id"):
        first.set("id", wrapper.attrib.pop("id"))
    # White space between blocks prints nothing, but would show beside a block that is set inline.
    wrapper.text = None
    for block in (wrapper, *wrapper):
        block.tail = block.tail if (block.tail or "").strip() else None
    unwrap(wrapper)


def _fold_first(section: etree._Element, moved: dict[str, str]) -> None:
    """Makes the ids of a unit's headings, and of text on its first line, names of the unit."""
    first = next(iter(section), None)
    if first is None or "akn-row" in classes(first) or not section.get("id"):
        return
    if "akn-headline" in classes(first):
        for heading in with_class(first, "akn-heading", "span"):
            if heading.get("id"):
                _move_names(heading, section, moved)
        first = first.getnext() if "akn-run-in" in classes(section) else None
    if first is not None and first.tag == "p" and first.get("id"):
        _move_names(first, section, moved)


def _move_names(source: etree._Element, target: etree._Element, moved: dict[str, str]) -> None:
    """Makes the names of an element names of another; `moved` gets the id of the new element by name."""
    for name in (source.attrib.pop("id"), *source.attrib.pop("data-also", "").split()):
        _add_name(target, name)
        moved[name] = target.get("id", "")


def _add_name(target: etree._Element, name: str) -> None:
    names = (target.get("data-also") or "").split()
    if name != target.get("id") and name not in names:
        target.set("data-also", " ".join([*names, name]))

"""The list of notes of a fragment → notes that a reading system shows at their marks (EPUB SSV 1.1)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html.elements import make
from diptych.render.html.queries import classes, with_class

OPS: Final = "http://www.idpf.org/2007/ops"
"""The namespace of the attribute `epub:type`."""
EPUB_TYPE: Final = f"{{{OPS}}}type"
"""Qualified name of the attribute `epub:type`."""


def pop_up(tree: etree._Element) -> None:
    """Makes each listed note an `aside` with its number and each mark a reference to it, in place."""
    targets: dict[str, str] = {}
    for item in with_class(tree, "akn-note", "li"):
        targets |= {inner.get("id", ""): item.get("id", "") for inner in item.iter("span") if inner.get("id")}
        number = item.attrib.pop("value", "")
        if number:
            label = make("span", "akn-note-number", f"[{number}]")
            label.tail = " "
            item.insert(0, label)
        item.tag = "aside"
        item.set(EPUB_TYPE, "footnote")
        item.set("role", "doc-footnote")
    for section in with_class(tree, "akn-notes", "section"):
        section.set(EPUB_TYPE, "footnotes")
        for series in section.findall("ol"):
            series.tag = "div"
    for link in tree.iter("a"):
        if "akn-mark" in classes(link):
            link.set(EPUB_TYPE, "noteref")
            target = link.get("href", "").removeprefix("#")
            link.set("href", f"#{targets.get(target, target)}")

"""Destinations of a tagged PDF 2.0 → destinations that also name a structure element (ISO 32000-2, 12.3.2.3).

PDF/UA-2 requires them of links and bookmarks (ISO 14289-2, 8.8). The place on the page stays for other readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from diptych.render.print.pdf_tags import TagTree


def add(pdf: pydyf.PDF, tree: TagTree) -> None:
    """Gives named destinations and bookmarks their structure elements, in place."""
    names = pdf.catalog["Names"]["Dests"]["Names"] if "Dests" in pdf.catalog.get("Names", {}) else []
    for index in range(0, len(names), 2):
        place, element = names[index + 1], tree.named.get(names[index].string)
        target = tree.document if element is None else tree.shown(element)
        names[index + 1] = pydyf.Dictionary({"D": place, "SD": _beginning(place, target)})
    bookmarked = iter([element for element in tree.html.languages if element.get("data-bookmark")])
    for item in _bookmarks(pdf):
        title = item["Title"].string
        element = next((each for each in bookmarked if each.get("data-bookmark") == title), None)
        place, target = item.pop("Dest"), tree.document if element is None else tree.shown(element)
        item["A"] = pydyf.Dictionary({"S": "/GoTo", "D": place, "SD": _beginning(place, target)})


def _beginning(place: Any, target: Any) -> pydyf.Array:
    """A destination with a structure element instead of the page."""
    return pydyf.Array([target.reference, *place[1:]])


def _bookmarks(pdf: pydyf.PDF) -> Iterator[Any]:
    """The bookmarks in the order of the text."""
    return (item for item in pdf.objects if isinstance(item, dict) and "Title" in item and "Dest" in item)

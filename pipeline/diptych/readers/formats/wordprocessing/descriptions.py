"""The descriptions of pictures, shapes and tables of a Word document, and which of them stand for a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree

from diptych.readers.formats.package_reading import ALTERNATES, DESCRIPTIONS, Omissions
from diptych.readers.formats.zipped_xml import local

_ATTRIBUTES: Final = {"docPr": ("descr", "title"), "tblCaption": ("val",), "tblDescription": ("val",),
                      "shape": ("alt",), "rect": ("alt",)}
"""Elements with descriptions, and the attributes that hold them: DrawingML, tables, VML."""
_ELEMENTS: Final = tuple(f"{{*}}{name}" for name in _ATTRIBUTES)


def omit(parts: Iterable[etree._Element], spoken: Sequence[str], omissions: Omissions) -> Sequence[str]:
    """Leaves out the descriptions in parts that stand for no picture; those of `spoken` that are in no part.

    A description that says again what is known says nothing new: Word writes one for each rendering of a shape.
    """
    waiting = Counter(map(_visible, spoken))
    known = set(waiting)
    for words in _descriptions(parts):
        key = _visible(words)
        if waiting[key]:
            waiting[key] -= 1
        elif key:
            omissions.add(ALTERNATES if key in known else DESCRIPTIONS, words)
            known.add(key)
    return tuple(waiting.elements())


def _descriptions(parts: Iterable[etree._Element]) -> Iterator[str]:
    for part in parts:
        for element in part.iter(*_ELEMENTS):
            names = _ATTRIBUTES[local(element)]
            yield from (str(value) for name, value in element.attrib.items() if _name(name) in names)


def _name(name: str | bytes) -> str:
    return str(name).rpartition("}")[2]


def _visible(words: str) -> str:
    return "".join(words.split())

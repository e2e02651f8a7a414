"""A bitext → XLIFF 2.1: every passage of the original with its translation, or with room for it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from pipeline.akn.names import XML
from pipeline.render.exchange.passages import Bitext, Passage

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of XLIFF 2.0 and 2.1 alike (XLIFF 2.1, 4.1)."""

_E = ElementMaker(namespace=XLIFF, nsmap={None: XLIFF})
_PRESERVE = {f"{{{XML}}}space": "preserve"}


def xliff(bitext: Bitext) -> bytes:
    """The passages of the original in its order; what only the translation has no XLIFF can say."""
    target = {"trgLang": bitext.tags[1]} if bitext.tags[1] else {}
    notes = [_E.note(bitext.standing, category="standing")] if bitext.standing else []
    file = _E.file(*([_E.notes(*notes)] if notes else []), *_units(bitext), id="work", original=bitext.url, **_PRESERVE)
    root = _E.xliff(file, version="2.1", srcLang=bitext.tags[0], **target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def identity(passage: Passage) -> str:
    """A unit's id, an NMTOKEN: the eId; its heading is told from its text after a dot."""
    return passage.eid if passage.part == "text" else f"{passage.eid}.{passage.part}"


def _units(bitext: Bitext) -> Iterator[etree._Element]:
    for passage in bitext.passages:
        if passage.original is None:
            continue
        said = passage.translated
        notes = [_E.note(text, category=what) for what, text in (
            ("number", passage.original.number), ("number-translated", said.number if said else ""),
            ("supplied", "by the editor" if said and said.supplied else "")) if text]
        segment = _E.segment(_E.source(passage.original.words), state="translated" if said else "initial")
        if said:
            segment.append(_E.target(said.words))
        yield _E.unit(*([_E.notes(*notes)] if notes else []), segment, id=identity(passage), name=passage.url)

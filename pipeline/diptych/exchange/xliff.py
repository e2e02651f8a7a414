"""A bitext → XLIFF 2.1: every passage of the original with its translation, or with room for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker

from diptych.akn.iri import permalink
from diptych.akn.names import XML
from diptych.exchange.bitext import TEXT, Bitext, Passage, Segment, in_order

XLIFF: Final = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of XLIFF 2.0 and 2.1 (XLIFF 2.1, 4.1)."""
_E: Final = ElementMaker(namespace=XLIFF, nsmap={None: XLIFF})
_OUTDATED: Final = "the original changed since it was translated"
_PRESERVE: Final = {f"{{{XML}}}space": "preserve"}


def xliff(bitext: Bitext) -> bytes:
    """The passages of the original in its order. XLIFF has no room for passages of the translation alone."""
    target = {"trgLang": bitext.tags[1]} if bitext.tags[1] else {}
    notes = [_E.note(text, category=category) for category, text in (
        ("preview", bitext.preview[0]), ("standing", bitext.status[0])) if text]
    file = _E.file(*([_E.notes(*notes)] if notes else []), *_units(bitext), id="work",
                   original=permalink(bitext.site_url, bitext.original.home), **_PRESERVE)
    root = _E.xliff(file, version="2.1", srcLang=bitext.tags[0], **target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def identity(passage: Passage) -> str:
    """A unit's id, an NMTOKEN: the eId, with a dot and the part for the heading."""
    return passage.eid if passage.part == TEXT else f"{passage.eid}.{passage.part}"


def _units(bitext: Bitext) -> Iterator[etree._Element]:
    for passage in bitext.passages:
        original, translated = passage.original, passage.translated
        if original:
            notes = [_E.note(text, category=category) for category, text in (
                ("number", original.number), ("number-translated", translated.number if translated else ""),
                ("supplied", "by the editor" if translated and translated.supplied else ""),
                ("outdated", _OUTDATED if translated and passage.eid in bitext.outdated else "")) if text]
            yield _E.unit(*([_E.notes(*notes)] if notes else []), *_segments(bitext, original, passage),
                          id=identity(passage), name=passage.url)


def _segments(bitext: Bitext, original: Segment, passage: Passage) -> Iterator[etree._Element]:
    """A segment for each sentence if both languages have them in the same order, else one for the passage."""
    translated = passage.translated
    sentences = bitext.sentences.get((passage.eid, passage.part), ())
    state = "initial" if translated is None or passage.eid in bitext.outdated else "translated"
    if translated is None or not sentences or not in_order(sentences):
        yield _segment(original.words, translated.words if translated else None, state)
        return
    ends = (0, 0)
    for sentence in sentences:
        spans = [span or (0, 0) for span in sentence.spans]
        gap = [text[end:span[0]] for text, end, span
               in zip((original.words, translated.words), ends, spans, strict=True)]
        if any(gap):
            yield _E.ignorable(_E.source(gap[0]), _E.target(gap[1]))
        yield _segment(sentence.original, sentence.translated, state)
        ends = spans[0][1], spans[1][1]


def _segment(original: str, translated: str | None, state: str) -> etree._Element:
    target = [] if translated is None else [_E.target(translated)]
    return _E.segment(_E.source(original), *target, state=state)

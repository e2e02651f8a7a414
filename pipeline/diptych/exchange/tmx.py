"""A bitext → TMX 1.4b: a translation memory with the permalinks of the clauses as its ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml.builder import E

from diptych.akn.names import XML
from diptych.exchange.bitext import TEXT, Bitext, Passage, Segment

_LANG: Final = f"{{{XML}}}lang"


def tmx(bitext: Bitext, version: str) -> bytes:
    """The passages that both languages have, each followed by its sentences if it has several.

    `version` is that of this program."""
    header = E.header(
        E.note(bitext.original.title), *_preview(bitext),
        *([E.note(bitext.status[0], {_LANG: bitext.status[1]})] if bitext.translation else []),
        creationtool="Diptych", creationtoolversion=version, segtype="block", datatype="plaintext", adminlang="en",
        srclang=bitext.tags[0], **{"o-tmf": "AkomaNtoso", "o-encoding": "UTF-8"})
    root = E.tmx(header, E.body(*_units(bitext)), version="1.4")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True,
                          doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def _preview(bitext: Bitext) -> Iterator[etree._Element]:
    """A property and a note of the header that say that the work is a preview (TMX 1.4b, header)."""
    notice, tag = bitext.preview
    if notice:
        yield E.prop(bitext.original.preview, type="x-preview")
        yield E.note(notice, {_LANG: tag})


def _units(bitext: Bitext) -> Iterator[etree._Element]:
    for passage in bitext.passages:
        if passage.original and passage.translated:
            outdated = [E.prop("yes", type="x-outdated")] if passage.eid in bitext.outdated else []
            yield _unit(bitext, passage, outdated, passage.original, passage.translated, tuid=identity(passage))
            yield from _sentences(bitext, passage)


def _sentences(bitext: Bitext, passage: Passage) -> Iterator[etree._Element]:
    """A unit for each of the passage's sentences that both languages have."""
    for number, sentence in enumerate(bitext.sentences.get((passage.eid, passage.part), ()), 1):
        if sentence.original and sentence.translated:
            yield _unit(bitext, passage, [], Segment(sentence.original), Segment(sentence.translated),
                        tuid=f"{passage.url}#{passage.part}-{number}", segtype="sentence")


def _unit(bitext: Bitext, passage: Passage, notes: list[etree._Element], original: Segment, translated: Segment,
          **attributes: str) -> etree._Element:
    return E.tu(E.prop(passage.eid, type="x-eId"), E.prop(passage.part, type="x-part"), *notes,
                _variant(original, bitext.tags[0]), _variant(translated, bitext.tags[1]), **attributes)


def identity(passage: Passage) -> str:
    """A unit's id: the clause's permalink, with a fragment for the heading."""
    return passage.url if passage.part == TEXT else f"{passage.url}#{passage.part}"


def _variant(segment: Segment, tag: str) -> etree._Element:
    props = [E.prop(segment.number, type="x-number")] if segment.number else []
    props += [E.prop("editor", type="x-supplied")] if segment.supplied else []
    return E.tuv(*props, E.seg(segment.words), {_LANG: tag})

"""A bitext → TMX 1.4b: a translation memory whose units bear the lasting addresses of the clauses."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import E

from diptych.akn.names import XML
from diptych.exchange.bitext import TEXT, Bitext, Passage, Segment

_LANG = f"{{{XML}}}lang"


def tmx(bitext: Bitext, version: str) -> bytes:
    """The passages that both languages have, and behind each its sentences if it has several. `tuid` is the permalink;
    `version` is that of this program."""
    header = E.header(
        E.note(bitext.original.title),
        *([E.note(bitext.standing[0], {_LANG: bitext.standing[1]})] if bitext.translation else []),
        creationtool="Diptych", creationtoolversion=version, segtype="block", datatype="plaintext", adminlang="en",
        srclang=bitext.tags[0], **{"o-tmf": "AkomaNtoso", "o-encoding": "UTF-8"})
    root = E.tmx(header, E.body(*_units(bitext)), version="1.4")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True,
                          doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def _units(bitext: Bitext) -> Iterator[etree._Element]:
    for passage in bitext.passages:
        if passage.original and passage.translated:
            yield E.tu(
                E.prop(passage.eid, type="x-eId"), E.prop(passage.part, type="x-part"),
                *([E.prop("yes", type="x-outdated")] if passage.eid in bitext.outdated else []),
                _variant(passage.original, bitext.tags[0]), _variant(passage.translated, bitext.tags[1]),
                tuid=identity(passage))
            yield from _sentences(bitext, passage)


def _sentences(bitext: Bitext, passage: Passage) -> Iterator[etree._Element]:
    """The passage's sentences, each a unit of its own as far as both languages have it."""
    for number, sentence in enumerate(bitext.sentences.get((passage.eid, passage.part), ()), 1):
        if sentence.original and sentence.translated:
            yield E.tu(E.prop(passage.eid, type="x-eId"), E.prop(passage.part, type="x-part"),
                       _variant(Segment(sentence.original), bitext.tags[0]),
                       _variant(Segment(sentence.translated), bitext.tags[1]),
                       tuid=f"{passage.url}#{passage.part}-{number}", segtype="sentence")


def identity(passage: Passage) -> str:
    """A unit's id: the clause's permalink; its heading is told from its text as a fragment of it."""
    return passage.url if passage.part == TEXT else f"{passage.url}#{passage.part}"


def _variant(said: Segment, tag: str) -> etree._Element:
    props = [E.prop(said.number, type="x-number")] if said.number else []
    props += [E.prop("editor", type="x-supplied")] if said.supplied else []
    return E.tuv(*props, E.seg(said.words), {_LANG: tag})

"""A bitext → XLIFF 2.1: every passage of the original with its translation, or with room for it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from diptych.akn.names import XML
from diptych.exchange.bitext import TEXT, Bitext, Passage, Segment, Sentence

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of XLIFF 2.0 and 2.1 alike (XLIFF 2.1, 4.1)."""

_E = ElementMaker(namespace=XLIFF, nsmap={None: XLIFF})
_OUTDATED = "the original changed since it was translated"
_PRESERVE = {f"{{{XML}}}space": "preserve"}


def xliff(bitext: Bitext) -> bytes:
    """The passages of the original in its order; what only the translation has no XLIFF can say."""
    target = {"trgLang": bitext.tags[1]} if bitext.tags[1] else {}
    notes = [_E.note(bitext.standing[0], category="standing")] if bitext.translation else []
    file = _E.file(*([_E.notes(*notes)] if notes else []), *_units(bitext), id="work", original=bitext.url, **_PRESERVE)
    root = _E.xliff(file, version="2.1", srcLang=bitext.tags[0], **target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def identity(passage: Passage) -> str:
    """A unit's id, an NMTOKEN: the eId; its heading is told from its text after a dot."""
    return passage.eid if passage.part == TEXT else f"{passage.eid}.{passage.part}"


def _units(bitext: Bitext) -> Iterator[etree._Element]:
    for passage in bitext.passages:
        if passage.original is None:
            continue
        said = passage.translated
        notes = [_E.note(text, category=what) for what, text in (
            ("number", passage.original.number), ("number-translated", said.number if said else ""),
            ("supplied", "by the editor" if said and said.supplied else ""),
            ("outdated", _OUTDATED if said and passage.eid in bitext.outdated else "")) if text]
        yield _E.unit(*([_E.notes(*notes)] if notes else []), *_segments(bitext, passage.original, said, passage),
                      id=identity(passage), name=passage.url)


def _segments(bitext: Bitext, original: Segment, said: Segment | None, passage: Passage) -> Iterator[etree._Element]:
    """A segment for each sentence where those of both languages follow each other in the same order, else one."""
    sentences = bitext.sentences.get((passage.eid, passage.part), ())
    state = "initial" if said is None or passage.eid in bitext.outdated else "translated"
    if said is None or not sentences or not all(map(_in_order, sentences, sentences[1:])):
        yield _segment(original.words, said, state)
        return
    ends = (0, 0)
    for sentence in sentences:
        spans = [span or (0, 0) for span in sentence.spans]
        gap = [text[end:span[0]] for text, end, span in zip((original.words, said.words), ends, spans, strict=True)]
        if any(gap):
            yield _E.ignorable(_E.source(gap[0]), _E.target(gap[1]))
        yield _segment(sentence.original, Segment(sentence.translated), state)
        ends = spans[0][1], spans[1][1]


def _in_order(one: Sentence, following: Sentence) -> bool:
    """Whether a sentence follows another in both languages; one that a language lacks is nowhere to be put there."""
    return all(before and after and before[1] <= after[0]
               for before, after in zip(one.spans, following.spans, strict=True))


def _segment(original: str, said: Segment | None, state: str) -> etree._Element:
    made = _E.segment(_E.source(original), state=state)
    if said:
        made.append(_E.target(said.words))
    return made

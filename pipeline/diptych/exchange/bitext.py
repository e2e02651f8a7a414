"""An original and a translation → their passages side by side, from which every exchange format is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.counterparts import enclosing_row
from diptych.akn.document import Document, emended, received
from diptych.akn.iri import permalink
from diptych.akn.names import local, tag
from diptych.akn.provisions import UNITS, Provision, provisions
from diptych.align.pairs import UnitPair
from diptych.align.sentences import SentencePairs, Span, align
from diptych.config.works import LanguagePair, pairs
from diptych.interface_text import Interfaces
from diptych.language.equivalents import Equivalents
from diptych.language.profiles import Language, written_form

HEADING: Final = "heading"
"""The part of a provision that is its heading."""
TEXT: Final = "text"
"""The part of a provision that is its text."""
PassageKey = tuple[str, str]
"""The eId of a passage's provision, and its part."""
_NONE: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})
"""No outdated passages in any language."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The words of a passage in one language, the number printed before them, and whether the editor supplied them."""

    words: str
    number: str = ""
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision's heading or its text, or the caption of a table, in both languages; either may lack it."""

    eid: str
    part: str
    url: str
    original: Segment | None
    translated: Segment | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a few of a passage in each language; either may be empty.

    `spans` are its places in the words of both languages, None for a language that lacks it."""

    original: str
    translated: str
    spans: tuple[Span | None, Span | None]


@dataclass(frozen=True)
class Bitext:
    """A translation beside its original. `translation` is None while there is only the original.

    `sentences` are those of the passages that have several. `outdated` are the eIds of passages that were translated
    before their original changed."""

    original: Document
    translation: Document | None
    site_url: str
    sentences: Mapping[PassageKey, tuple[Sentence, ...]] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()
    interfaces: Interfaces = field(default_factory=interface_text.packaged_interfaces)

    @cached_property
    def tags(self) -> tuple[str, str]:
        """The BCP 47 tags of both languages; the second is empty while there is no translation."""
        return interface_text.tag(self.original), interface_text.tag(self.translation) if self.translation else ""

    @cached_property
    def status(self) -> tuple[str, str]:
        """The kind of translation in words, and the tag of their language: the translation's own, or English."""
        if self.translation is None:
            return "", ""
        return (interface_text.standing(self.translation, self.interfaces), self.interfaces.of(self.tags[1]).tag)

    @cached_property
    def preview(self) -> tuple[str, str]:
        """The notice that the work is a preview, and the tag of its language; empty if it is none."""
        if not self.original.preview:
            return "", ""
        words = self.interfaces.of(self.tags[1] or self.tags[0])
        return f"{words.say('preview')}. {words.say(f'preview_{self.original.preview}')}", words.tag

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """The eId of the passage to which the editor joins a provision, by the eId of each provision of such a row."""
        texts = (text for text in (self.original, self.translation) if text and text.paired)
        return {item.eid: item.row for text in texts for item in provisions(text) if enclosing_row(item.element)}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in the original's order, then those of the translation alone."""
        originals, translations = _segments(self.original, self.rows), _segments(self.translation, self.rows)
        return tuple(Passage(*key, permalink(self.site_url, self.original.home, key[0]),
                             originals.get(key), translations.get(key)) for key in originals | translations)

    @cached_property
    def by_key(self) -> Mapping[PassageKey, Passage]:
        """The passages by eId and part."""
        return {(passage.eid, passage.part): passage for passage in self.passages}

    @cached_property
    def words(self) -> str:
        """All words of the original in NFC, a line for each of its lines."""
        lines = [line.strip() for passage in self.passages if passage.original
                 for line in passage.original.words.split("\n")]
        return unicodedata.normalize("NFC", "\n".join(lines))


def bitexts(documents: Sequence[Document], site_url: str, outdated: Mapping[str, frozenset[str]] = _NONE,
            known: Interfaces | None = None, asked: Sequence[LanguagePair] = ()) -> tuple[Bitext, ...]:
    """The texts of each pair of languages, or the original alone without a translation.

    `outdated` are eIds by the second language of a pair; `asked` are the pairs that work.toml asks for. Words on the
    texts come from the catalogues `known`, or from the packaged ones.
    """
    words = known or interface_text.packaged_interfaces()
    by_language = {document.language: document for document in documents}
    return tuple(Bitext(by_language[left], by_language[right], site_url, outdated=outdated.get(right, frozenset()),
                        interfaces=words)
                 for left, right in pairs(tuple(by_language), asked)) or (
        Bitext(documents[0], None, site_url, interfaces=words),)


def with_sentences(bitext: Bitext, languages: Mapping[str, Language], equivalents: Equivalents) -> Bitext:
    """The bitext with the sentences of the passages that both languages have; `languages` are by code."""
    if bitext.translation is None:
        return bitext
    left, right = (written_form(languages, document.language, document.text)
                   for document in (bitext.original, bitext.translation))
    both = {key: (passage.original.words, passage.translated.words)
            for key, passage in bitext.by_key.items() if passage.original and passage.translated}
    aligned = align(list(both.values()), (left, right), equivalents)
    sentences = {key: tuple(_sentence(pair, cut, *words) for pair in cut.pairs)
                 for (key, words), cut in zip(both.items(), aligned, strict=True)}
    return replace(bitext, sentences={key: several for key, several in sentences.items() if len(several) > 1})


def in_order(sentences: Sequence[Sentence]) -> bool:
    """Whether both languages have all of the sentences, and in the same order."""
    ends = [-1, -1]
    for side, span in ((side, span) for sentence in sentences for side, span in enumerate(sentence.spans)):
        if not span or span[0] < ends[side]:
            return False
        ends[side] = span[1]
    return True


def _sentence(pair: UnitPair, cut: SentencePairs, original: str, translated: str) -> Sentence:
    spans = _span(pair.left, cut.left), _span(pair.right, cut.right)
    words = [text[slice(*span)] if span else "" for text, span in zip((original, translated), spans, strict=True)]
    return Sentence(words[0], words[1], spans)


def _span(places: Sequence[int], spans: Sequence[Span]) -> Span | None:
    return (spans[places[0]][0], spans[places[-1]][1]) if places else None


def _segments(document: Document | None, rows: Mapping[str, str]) -> dict[PassageKey, Segment]:
    """The segments of a text; the provisions of a row of the editor are one, a line for each of theirs."""
    segments: dict[PassageKey, Segment] = {}
    for key, own in _own_segments(document):
        row = rows.get(key[0], key[0])
        first = segments.get((row, TEXT)) if key[0] in rows else None
        segments[(row, TEXT) if key[0] in rows else key] = own if first is None else replace(
            first, words=f"{first.words}\n{own.words}", supplied=first.supplied and own.supplied)
    return segments


def _own_segments(document: Document | None) -> Iterator[tuple[PassageKey, Segment]]:
    listed = tuple(provisions(document)) if document else ()
    in_paragraphs = {provision.parent for provision in listed if provision.name == "p"}
    waiting = dict(captions(document, in_paragraphs)) if document else {}
    bare: list[Provision] = []
    for provision in listed:
        for table in [table for table in waiting if table in provision.element.iterancestors()]:
            yield _of_caption(waiting.pop(table), table)
        segments = tuple(_of_provision(provision, in_paragraphs))
        if not segments:
            bare += [provision] if provision.number else []
            continue
        (key, first), *others = segments
        yield key, _numbered(first, provision, bare) if bare else first
        yield from others
        bare.clear()
    yield from (_of_caption(caption, table) for table, caption in waiting.items())


def _of_caption(caption: etree._Element, table: etree._Element) -> tuple[PassageKey, Segment]:
    return (table.get("eId", ""), TEXT), Segment(emended(caption).strip(), "", _is_supplied(caption))


def captions(document: Document, in_paragraphs: Collection[str]) -> Mapping[etree._Element, etree._Element]:
    """The captions by their tables, as far as the text of no unit has their words.

    `in_paragraphs` are the eIds of units whose paragraphs are provisions."""
    return {table: caption for caption in document.main.iter(tag("caption"))
            if (table := caption.getparent()) is not None and emended(caption).strip()
            and _unit(table) in in_paragraphs}


def _unit(element: etree._Element) -> str:
    """The eId of the unit around an element."""
    return next((eid for outer in element.iterancestors() if local(outer.tag) in UNITS and (eid := outer.get("eId"))),
                "")


def _numbered(segment: Segment, provision: Provision, bare: Sequence[Provision]) -> Segment:
    """The segment with the numbers of the units around it that have no words of their own: an article's, before its
    first paragraph."""
    around = frozenset(provision.element.iterancestors())
    numbers = [unit.number for unit in bare if unit.element in around]
    return replace(segment, number=" ".join([*numbers, segment.number]).rstrip())


def printed_lines(document: Document, passage: Passage, rows: Mapping[str, str]) -> tuple[etree._Element, ...]:
    """The elements that print the words of a passage in a text, a line each; `rows` are those of the bitext."""
    listed = tuple(provisions(document))
    joined = passage.eid in rows
    own = [item for item in listed if rows.get(item.eid, item.eid) == passage.eid]
    table = document.by_eid.get(passage.eid) if not own else None
    if table is not None:
        return tuple(table.iterchildren(tag("caption")))
    holders = {item.parent for item in listed if item.name == "p"} if joined else ()
    return tuple(line for item in own for line in (
        *(item.element.iterchildren(f"{{*}}{HEADING}") if joined or passage.part == HEADING else ()),
        *(() if item.eid in holders or passage.part == HEADING else item.lines)))


def _of_provision(provision: Provision, in_paragraphs: Collection[str]) -> Iterator[tuple[PassageKey, Segment]]:
    """The heading and the text of a provision; a unit leaves its text to its paragraphs if these are provisions."""
    supplied = _is_supplied(provision.element)
    if provision.heading:
        yield (provision.eid, HEADING), Segment(provision.heading, provision.number, supplied)
    if provision.text and provision.eid not in in_paragraphs:
        yield (provision.eid, TEXT), Segment(
            provision.text, "" if provision.heading else provision.number, supplied)


def _is_supplied(element: etree._Element) -> bool:
    """Whether all words of an element are the editor's."""
    return bool(emended(element).strip()) and not received(element).strip()

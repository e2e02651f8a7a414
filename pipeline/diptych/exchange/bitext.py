"""An original and a translation → their passages side by side: what every exchange format is written from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document, emended, received
from diptych.akn.iri import permalink
from diptych.akn.provisions import Provision, provisions
from diptych.align.pairs import UnitPair
from diptych.align.sentences import SentencePairs, Span, align
from diptych.language.equivalents import Equivalents
from diptych.language.profiles import Language, written_form

HEADING = "heading"
TEXT = "text"
_NOTHING: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Segment:
    """What one language says in a passage: its words and the number printed before them; `supplied` by the editor."""

    words: str
    number: str = ""
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a provision's heading or its text has in both languages; either may be missing."""

    eid: str
    part: str
    url: str
    original: Segment | None
    translated: Segment | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the passage says in one sentence or a few of each language; either may be empty. `spans` are its places in
    the words of both, None for a language that does not have it."""

    original: str
    translated: str
    spans: tuple[Span | None, Span | None]


@dataclass(frozen=True)
class Bitext:
    """A translation beside what it translates. `translation` is None while there is only the original. `sentences`, by
    the passages' eIds and parts, are of those that have several; `outdated` are the eIds of those that were translated
    before their original changed."""

    original: Document
    translation: Document | None
    site_url: str
    sentences: Mapping[tuple[str, str], tuple[Sentence, ...]] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()

    @cached_property
    def url(self) -> str:
        """The lasting address of the work."""
        return permalink(self.site_url, self.original.home)

    @cached_property
    def tags(self) -> tuple[str, str]:
        """The BCP 47 tags of both languages; the second is empty while there is no translation."""
        return interface_text.tag(self.original), interface_text.tag(self.translation) if self.translation else ""

    @cached_property
    def standing(self) -> tuple[str, str]:
        """What kind of translation it is, and the tag of the language that says so: its own, or English."""
        if self.translation is None:
            return "", ""
        return (interface_text.standing(self.translation),
                interface_text.interface(interface_text.code(self.translation.language)).tag)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in the original's order, then those that only the translation has."""
        sides = [_said(self.original), _said(self.translation) if self.translation else {}]
        return tuple(Passage(eid, part, permalink(self.site_url, self.original.home, eid),
                             sides[0].get((eid, part)), sides[1].get((eid, part)))
                     for eid, part in dict.fromkeys(key for side in sides for key in side))

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Passage]:
        """The passages by address and part."""
        return {(passage.url, passage.part): passage for passage in self.passages}

    @cached_property
    def words(self) -> str:
        """All words of the original, a line for each, as Unicode composes them."""
        lines = [line.strip() for passage in self.passages if passage.original
                 for line in passage.original.words.split("\n")]
        return unicodedata.normalize("NFC", "\n".join(lines))


def bitexts(documents: Sequence[Document], site_url: str,
            outdated: Mapping[str, frozenset[str]] = _NOTHING) -> tuple[Bitext, ...]:
    """The original beside each translation, `outdated` by its language; alone where there is none."""
    original, others = documents[0], documents[1:]
    return tuple(Bitext(original, other, site_url, outdated=outdated.get(other.language, frozenset()))
                 for other in others) or (Bitext(original, None, site_url),)


def with_sentences(bitext: Bitext, languages: Mapping[str, Language], known: Equivalents) -> Bitext:
    """The bitext with the sentences of its passages, as far as both languages have them; `languages` are those that are
    known, by code."""
    if bitext.translation is None:
        return bitext
    left, right = (written_form(languages, one.language, one.text) for one in (bitext.original, bitext.translation))
    pairs = [(passage, passage.original.words, passage.translated.words)
             for passage in bitext.passages if passage.original and passage.translated]
    found = align([(original, translated) for _, original, translated in pairs], (left, right), known)
    cut = {(passage.eid, passage.part): tuple(_sentence(pair, sentences, original, translated)
                                              for pair in sentences.pairs)
           for (passage, original, translated), sentences in zip(pairs, found, strict=True)}
    return replace(bitext, sentences={key: sentences for key, sentences in cut.items() if len(sentences) > 1})


def _sentence(pair: UnitPair, sentences: SentencePairs, original: str, translated: str) -> Sentence:
    spans = _span(pair.left, sentences.left), _span(pair.right, sentences.right)
    words = [text[slice(*span)] if span else "" for text, span in zip((original, translated), spans, strict=True)]
    return Sentence(words[0], words[1], spans)


def _span(places: Sequence[int], spans: Sequence[Span]) -> Span | None:
    return (spans[places[0]][0], spans[places[-1]][1]) if places else None


def _said(document: Document) -> Mapping[tuple[str, str], Segment]:
    found = tuple(provisions(document))
    in_paragraphs = {item.parent for item in found if item.name == "p"}
    return {key: said for item in found for key, said in _of_provision(item, in_paragraphs)}


def _of_provision(item: Provision, in_paragraphs: AbstractSet[str]) -> Iterator[tuple[tuple[str, str], Segment]]:
    """A unit whose paragraphs are provisions themselves leaves its text to them."""
    supplied = bool(emended(item.element).strip()) and not received(item.element).strip()
    if item.heading:
        yield (item.eid, HEADING), Segment(item.heading, item.number, supplied)
    if item.text and item.eid not in in_paragraphs:
        yield (item.eid, TEXT), Segment(item.text, "" if item.heading else item.number, supplied)

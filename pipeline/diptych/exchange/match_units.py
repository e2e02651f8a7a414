"""A translator's units → the passages of a bitext that they are of, and what they say there that is new."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diptych.align.sentences import Span
from diptych.diagnostics import Position, Result, diagnostic
from diptych.exchange.bitext import Bitext, Passage, Sentence
from diptych.exchange.read_back import Returned


@dataclass(frozen=True, slots=True)
class Reading:
    """New words for a part of a passage's translation."""

    passage: Passage
    span: Span
    words: str
    position: Position


def is_addressed(unit: Returned, bitext: Bitext) -> bool:
    """Whether a unit bears an address of the work as it is published there, and speaks the languages of the bitext."""
    return bool(unit.url) and unit.url.partition("~")[0] == bitext.url and bool(unit.targets(bitext.tags))


def is_of(unit: Returned, bitext: Bitext) -> bool:
    """Whether a unit without an address has words that stand in the newest version of the original."""
    return not unit.url and not bitext.original.version and bool(unit.targets(bitext.tags)) and any(
        source.strip() and _plain(source) in bitext.words for source in unit.sources(bitext.tags[0]))


def readings(unit: Returned, bitext: Bitext) -> tuple[Result[Reading], ...]:
    """What a unit says of each place that it is of: nothing where that is what stands there. A unit that is of none
    gives nothing at all; one whose clause there is, and whose original is not its words, I003."""
    if not unit.url:
        return tuple(_reading(unit, passage, span, bitext)
                     for passage in bitext.passages for span in _spans(unit, passage, bitext))
    passage = bitext.by_place.get((unit.url, unit.part))
    if passage is None:
        return ()
    span = next(_spans(unit, passage, bitext), None)
    if span is None:
        return (Result(None, (diagnostic("I003", unit.position, passage.eid, name=passage.url),)),)
    return (_reading(unit, passage, span, bitext),)


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing that a program may have done by itself: space at line ends, the way in which
    characters are composed."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in unicodedata.normalize("NFC", text.strip()).split("\n"))


def _spans(unit: Returned, passage: Passage, bitext: Bitext) -> Iterator[Span]:
    """The parts of a translation whose original a unit has as its source: the whole passage, one of its sentences, or
    several that a program made one."""
    sources = unit.sources(bitext.tags[0])
    said = passage.translated.words if passage.translated else ""
    original = passage.original.words if passage.original else ""
    if not unit.sentence and any(same(source, original) for source in sources if original):
        yield 0, len(said)
        return
    sentences = bitext.sentences.get((passage.eid, passage.part), ())
    for start in sorted(range(len(sentences)), key=lambda at: at + 1 != unit.sentence):
        for end in range(start + 1, len(sentences) + 1):
            run = _run(sentences[start:end])
            if run is None:
                break
            if any(same(source, original[slice(*run[0])]) for source in sources):
                yield run[1]


def _run(sentences: Sequence[Sentence]) -> tuple[Span, Span] | None:
    """Where sentences stand in both texts, if each follows the one before it in both."""
    spans = [(one.spans[0], one.spans[1]) for one in sentences if one.spans[0] and one.spans[1]]
    if len(spans) < len(sentences) or any(
            one[side][1] > following[side][0] for one, following in pairwise(spans) for side in (0, 1)):
        return None
    return (spans[0][0][0], spans[-1][0][1]), (spans[0][1][0], spans[-1][1][1])


def _reading(unit: Returned, passage: Passage, span: Span, bitext: Bitext) -> Result[Reading]:
    """What a unit says at a place; nothing if that is what stands there, I004 to I007 if it cannot be taken."""
    targets = [words for words in unit.targets(bitext.tags) if words.strip()]
    said = passage.translated
    if said is None:
        return _told("I004", unit, passage) if targets else Result(None)
    old = said.words[slice(*span)]
    if not targets or _is_copy(targets[0], unit, bitext) and not same(targets[0], old):
        return _told("I007", unit, passage)
    if any(not same(words, targets[0]) for words in targets):
        return _told("I006", unit, passage)
    if same(targets[0], old):
        return Result(None)
    if said.supplied:
        return _told("I005", unit, passage)
    return Result(Reading(passage, span, _composed(targets[0].strip(), old), unit.position))


def _is_copy(words: str, unit: Returned, bitext: Bitext) -> bool:
    """Whether a translation is the original once more; figures are the same in all languages."""
    return any(map(str.isalpha, words)) and any(same(words, source) for source in unit.sources(bitext.tags[0]))


def _composed(words: str, old: str) -> str:
    """Words composed as those are for which they stand: some programs take characters apart."""
    return unicodedata.normalize("NFC", words) if unicodedata.is_normalized("NFC", old) else words


def _told(code: str, unit: Returned, passage: Passage) -> Result[Reading]:
    return Result(None, (diagnostic(code, unit.position, passage.eid, name=passage.url),))

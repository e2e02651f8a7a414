"""A translator's units → the passages of a bitext that they belong to, and their new words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.align.sentences import Span
from diptych.diagnostics import Position, Result, diagnostic
from diptych.exchange.bitext import Bitext, Passage, Sentence, in_order
from diptych.exchange.read_back import Returned


@dataclass(frozen=True, slots=True)
class Reading:
    """New words for a range of a passage's translation.

    `apart` are the elements of a passage with notes, each with its own words: its lines, and the blocks of its notes.
    """

    passage: Passage
    span: Span
    words: str
    position: Position
    apart: tuple[tuple[etree._Element, str], ...] = ()


def belongs(unit: Returned, bitext: Bitext) -> bool:
    """Whether a unit is of the languages of the bitext and of its version of the work.

    A unit without an address belongs to the newest version if the original has its words."""
    if not unit.targets(bitext.tags):
        return False
    if unit.address:
        return unit.address.text == bitext.original.home
    return not bitext.original.version and any(
        source.strip() and _plain(source) in bitext.words for source in unit.sources(bitext.tags[0]))


def readings(unit: Returned, bitext: Bitext) -> tuple[Result[Reading], ...]:
    """The reading of a unit for each place that it belongs to, empty if nothing changes there.

    A unit without a place gives nothing. I003 if its clause is published with another original."""
    if not unit.address:
        return tuple(_reading(unit, passage, span, bitext)
                     for passage in bitext.passages for span in _spans(unit, passage, bitext))
    passage = bitext.by_key.get((unit.address.clause, unit.part))
    if passage is None:
        return ()
    span = next(_spans(unit, passage, bitext), None)
    return (_reading(unit, passage, span, bitext) if span else _refused("I003", unit, passage),)


def same(text: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space at line ends and the composition of characters."""
    return _plain(text) == _plain(other)


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in unicodedata.normalize("NFC", text.strip()).split("\n"))


def _spans(unit: Returned, passage: Passage, bitext: Bitext) -> Iterator[Span]:
    """The ranges of a translation whose original is a unit's source.

    They are the whole passage, or sentences: the unit's own, or several that a program joined."""
    sources = unit.sources(bitext.tags[0])
    translated = passage.translated.words if passage.translated else ""
    original = passage.original.words if passage.original else ""
    if not unit.sentence and any(same(source, original) for source in sources if original):
        yield 0, len(translated)
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
    """The ranges of sentences in both texts; None if one does not follow the one before it in both."""
    if not in_order(sentences):
        return None
    ours, theirs = ([sentence.spans[side] or (0, 0) for sentence in sentences] for side in (0, 1))
    return (ours[0][0], ours[-1][1]), (theirs[0][0], theirs[-1][1])


def _reading(unit: Returned, passage: Passage, span: Span, bitext: Bitext) -> Result[Reading]:
    """The new words of a unit for a range; none if they are the published ones, I004 to I007 if they are refused."""
    targets = [words for words in unit.targets(bitext.tags) if words.strip()]
    translated = passage.translated
    if translated is None:
        return _refused("I004", unit, passage) if targets else Result(None)
    old = translated.words[slice(*span)]
    if not targets or _is_copy(targets[0], unit, bitext) and not same(targets[0], old):
        return _refused("I007", unit, passage)
    if any(not same(words, targets[0]) for words in targets):
        return _refused("I006", unit, passage)
    if same(targets[0], old):
        return Result(None)
    if translated.supplied:
        return _refused("I005", unit, passage)
    return Result(Reading(passage, span, _composed(targets[0].strip(), old), unit.position))


def _is_copy(words: str, unit: Returned, bitext: Bitext) -> bool:
    """Whether a translation is a copy of the original; figures are the same in all languages."""
    return any(map(str.isalpha, words)) and any(same(words, source) for source in unit.sources(bitext.tags[0]))


def _composed(words: str, old: str) -> str:
    """Words in NFC if the old ones are: some programs decompose characters."""
    return unicodedata.normalize("NFC", words) if unicodedata.is_normalized("NFC", old) else words


def _refused(code: str, unit: Returned, passage: Passage) -> Result[Reading]:
    return Result(None, (diagnostic(code, unit.position, passage.eid, name=passage.url),))

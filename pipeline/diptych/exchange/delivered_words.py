"""What a translator's file says of an original → the words of a translation, by paragraph and heading."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from diptych.akn.document import emended
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.exchange.bitext import HEADING, Bitext, Passage, PassageKey, printed_lines
from diptych.exchange.match_units import same
from diptych.exchange.read_back import Returned
from diptych.exchange.word_file import FileParagraph, WordFile
from diptych.exchange.word_readings import MarkedPlace, marked_words

_QUOTED: Final = 40
"""Most characters of words that a message quotes. Chosen. If raised, messages become longer."""


@dataclass(frozen=True, slots=True)
class DeliveredWords:
    """The words of a translation by the eIds of paragraphs and headings, the numbers of units, and the findings."""

    words: Mapping[str, str]
    findings: tuple[Diagnostic, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)


def of_units(units: Sequence[Returned], bitext: Bitext, tags: tuple[str, str], joiner: str) -> DeliveredWords:
    """The words of the units of an XLIFF or TMX file. `bitext` has the original alone, `tags` are both languages.

    A unit without an address is known by its source: a passage, or sentences of one, which `joiner` joins. I002, I003,
    I006, I008: as for a corrected translation. I018 if a passage has other lines than the original.
    """
    findings: list[Diagnostic] = []
    words: dict[PassageKey, str] = {}
    memory = _Memory(joiner)
    for unit in units:
        targets = [text.strip() for text in unit.targets(tags) if text.strip()]
        sources = unit.sources(tags[0])
        passage = bitext.by_key.get((unit.address.clause, unit.part)) if unit.address else None
        if unit.address and passage is None:
            findings.append(diagnostic("I002", unit.position, name=unit.url))
        elif any(not same(text, targets[0]) for text in targets):
            findings.append(_found("I006", unit, passage))
        elif not targets or not unit.confirmed and _is_copy(targets[0], sources):
            continue
        elif passage is None or unit.sentence:
            memory.add(sources, targets[0], unit)
        elif passage.original and any(same(source, passage.original.words) for source in sources):
            key = passage.eid, passage.part
            if key in words and not same(words[key], targets[0]):
                findings.append(_found("I006", unit, passage))
            words.setdefault(key, targets[0])
        else:
            findings.append(_found("I003", unit, passage))
    words |= {key: text for key, passage in bitext.by_key.items() if key not in words and passage.original
              and (text := memory.translated(passage.original.words))}
    placed = [_placed(bitext, bitext.by_key[key], text, units[0].position) for key, text in words.items()]
    return DeliveredWords({eid: text for each in placed for eid, text in each.words.items()},
                          (*findings, *memory.findings(), *(item for each in placed for item in each.findings)))


def of_word(file: WordFile, known: Sequence[MarkedPlace], printed: Mapping[str, str],
            findings: Sequence[Diagnostic]) -> DeliveredWords:
    """The words of the DOCX file of an original, and the numbers that it prints in place of the `printed` ones by eId.

    Words that are those of the original are not translated.
    """
    marked, spread = marked_words(file.paragraphs)
    # A caption is known by its table.
    words = {place.element.get("eId", place.key[0]): " ".join(text.split("\n")) for place in known
             if (text := marked.get(place.name, "").strip()) and place.name not in spread
             and not (_has_letters(text) and same(text, emended(place.element, noted=False)))}
    numbers = _numbers(file.paragraphs, {place.name: place for place in known}, printed)
    return DeliveredWords(words, tuple(findings), dict(numbers))


def _numbers(paragraphs: Iterable[FileParagraph], known: Mapping[str, MarkedPlace],
             printed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The numbers that a file prints before the words of its units, where they are other than the original's.

    A paragraph with the numbers of several units tells none of them.
    """
    originals = {_bare(number) for place in known.values() for number in place.numbers}
    for paragraph in paragraphs:
        begun = next((known[name] for name in paragraph.begun if name in known), None)
        number = "".join(piece.words for piece in paragraph.pieces if piece.names.isdisjoint(known)).strip()
        if begun is None or not number or _bare(number) in originals or not printed.get(begun.key[0]):
            continue
        if max(map(len, begun.numbers), default=0) <= len(printed[begun.key[0]]):
            yield begun.key[0], number


def _placed(bitext: Bitext, passage: Passage, words: str, position: Position) -> DeliveredWords:
    """The words of a passage by the eIds of the paragraphs that print it; I018 if their lines are not as many."""
    if passage.part == HEADING and passage.eid not in bitext.rows:
        return DeliveredWords({f"{passage.eid}__{HEADING}": " ".join(words.split("\n"))})
    lines = [tuple(line.iter("{*}p", "{*}heading", "{*}caption"))
             for line in printed_lines(bitext.original, passage, bitext.rows)]
    new = [line.strip() for line in words.split("\n") if line.strip()]
    written = [line for line in lines if line and any("".join(map(str, each.itertext())).strip() for each in line)]
    if len(new) != len(written) or any(len(line) > 1 for line in written):
        return DeliveredWords({}, (diagnostic("I018", position, passage.eid, name=passage.url, count=len(written),
                                              found=len(new)),))
    # A caption is known by its table.
    return DeliveredWords({line[0].get("eId") or passage.eid: text for line, text in zip(written, new, strict=True)})


def _is_copy(words: str, sources: Iterable[str]) -> bool:
    return _has_letters(words) and any(same(words, source) for source in sources)


def _has_letters(words: str) -> bool:
    return any(map(str.isalpha, words))


def _bare(words: str) -> str:
    return "".join(words.split())


def _found(code: str, unit: Returned, passage: Passage | None) -> Diagnostic:
    name = passage.url if passage else "".join(unit.texts[0][1])[:_QUOTED]
    return diagnostic(code, unit.position, passage.eid if passage else None, name=name)


class _Memory:
    """A translation memory: translations by their sources, longest first for each first character."""

    def __init__(self, joiner: str) -> None:
        self.joiner = joiner
        self.units: dict[str, tuple[str, Returned]] = {}
        self.used: set[str] = set()
        self.doubtful: list[Diagnostic] = []

    def add(self, sources: Iterable[str], words: str, unit: Returned) -> None:
        """Takes a unit in; I006 if its source has another translation already."""
        for source in map(_plain, sources):
            if not source:
                continue
            if source in self.units and not same(self.units[source][0], words):
                self.doubtful.append(_found("I006", unit, None))
            self.units.setdefault(source, (words, unit))

    def translated(self, words: str) -> str:
        """The translation of a passage all of whose sentences are known; empty otherwise."""
        index: defaultdict[str, list[str]] = defaultdict(list)
        for source in sorted(self.units, key=len, reverse=True) if self.units else ():
            index[source[0]].append(source)
        lines = [self._line(_plain(line), index) for line in _plain(words).split("\n")]
        return "\n".join(lines) if all(lines) else ""

    def _line(self, line: str, index: Mapping[str, Sequence[str]]) -> str:
        parts: list[str] = []
        at = 0
        while at < len(line):
            source = next((each for each in index.get(line[at], ()) if line.startswith(each, at)), None)
            if source is None:
                return ""
            parts.append(self.units[source][0])
            self.used.add(source)
            at += len(source)
            at += len(line[at:]) - len(line[at:].lstrip())
        return self.joiner.join(parts)

    def findings(self) -> Iterator[Diagnostic]:
        """I006 for a source with two translations; I008 for a unit that is in no passage."""
        yield from self.doubtful
        yield from (diagnostic("I008", unit.position, name="") for source, (_, unit) in self.units.items()
                    if source not in self.used)


def _plain(words: str) -> str:
    return "\n".join(line.strip() for line in unicodedata.normalize("NFC", words.strip()).split("\n"))

"""A DOCX file that came back and a text → the new words of its clauses, and what else was changed in the file."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.provisions import Provision, provisions
from diptych.akn.word_marks import bookmark
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.exchange.bitext import HEADING, TEXT, PassageKey
from diptych.exchange.word_file import FileParagraph, WordFile

_GENERATED: Final = frozenset({"Notice", "Absent", "Colophon", "ColophonTitle", "ColumnTitle"})
"""Ids of the styles of what is no text of the work."""
_BRACKETS: Final = "\u3014\u3015"
"""The brackets around a paragraph that the editor supplied."""
_SPACE: Final = re.compile(r"\s+")
_QUOTED: Final = 40
"""Most characters of words that a message quotes. Chosen. If raised, messages become longer."""

_NO_ROWS: Final[Mapping[str, str]] = MappingProxyType({})
"""The rows of a text that the editor pairs with no other."""


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """A heading or paragraph of a passage, the line that it is (part of), and the name of the bookmark around it.

    `numbers` may stand before it: its own, and with it those of units around it that have no words of their own.
    """

    key: PassageKey
    name: str
    element: etree._Element
    line: etree._Element
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class FileReading:
    """The words of the passages of a text in a file, by eId and part, and the findings on the file."""

    words: Mapping[PassageKey, str]
    findings: tuple[Diagnostic, ...]


def places(document: Document, suffix: str = "", rows: Mapping[str, str] = _NO_ROWS) -> tuple[MarkedPlace, ...]:
    """The places of a text in a file. A file with several texts has a `suffix` in the bookmarks of each.

    `rows` are those that the editor made.
    """
    listed = tuple(provisions(document))
    inside = {provision.parent for provision in listed if provision.name == "p"}
    known: list[MarkedPlace] = []
    before: tuple[str, ...] = ()
    for provision in listed:
        elements = tuple(_elements(provision, leaves=provision.eid in inside))
        before = (*before, provision.number)
        numbers = frozenset("".join(before[start:]) for start in range(len(before)))
        for part, element, line in elements:
            name = bookmark(element.get("eId", "") + suffix)
            key = (rows[provision.eid], TEXT) if provision.eid in rows else (provision.eid, part)
            known.append(MarkedPlace(key, name, element, line, numbers))
            numbers = frozenset({""})
        before = () if elements else before
    return tuple(known)


def _elements(provision: Provision, *, leaves: bool) -> Iterator[tuple[str, etree._Element, etree._Element]]:
    """The heading and the paragraphs of a provision, each with its part and its line. A provision `leaves` its text to
    the provisions in it, or has it itself."""
    if provision.heading:
        yield from ((HEADING, heading, heading) for heading in provision.element.iterchildren(f"{{*}}{HEADING}")
                    if heading.get("eId"))
    for line in () if leaves else provision.lines:
        yield from ((TEXT, paragraph, line) for paragraph in line.iter("{*}p")
                    if paragraph.get("eId") and emended(paragraph).strip()
                    and next(paragraph.iterancestors("{*}authorialNote"), None) is None)


def reading(file: WordFile, known: Sequence[MarkedPlace], path: str) -> FileReading:
    """What a file says at each of the known places of a text. `path` is that of the file."""
    words, spread = marked_words(file.paragraphs)
    joined = _joined(file.paragraphs, {place.name for place in known if place.key[1] == TEXT})
    lost = [place for place in known if not words.get(place.name, "").strip()]
    noted = [place for place in known if place not in lost and _is_noted(place.element)]
    changed = [place for place in noted if _plain(_without_notes(place.element)) != _plain(words[place.name])]
    findings = (
        *(_finding("I012", place, path) for place in lost),
        *(_finding("I013", place, path) for place in known if place.name in spread | joined),
        *(_finding("I015", place, path) for place in _moved(file, known)),
        *(_finding("I005", place, path) for place in changed))
    found = {place.name: emended(place.element).strip() if place in noted else words[place.name].strip()
             for place in known if place not in lost and place not in changed and place.name not in spread}
    return FileReading(_passages(known, found), tuple(findings))


def outside(file: WordFile, known: Sequence[MarkedPlace], numbers: Collection[str], path: str) -> Iterator[Diagnostic]:
    """I014 for words that are in no clause, and for a number that is not that of its clause.

    `numbers` are those of all units, which may stand by themselves.
    """
    names, alone = {place.name: place for place in known}, {_plain(number) for number in numbers}
    for paragraph in file.paragraphs:
        if paragraph.style in _GENERATED:
            continue
        marked = list(dict.fromkeys(name for piece in paragraph.pieces for name in piece.names if name in names))
        loose = _plain("".join(piece.words for piece in paragraph.pieces
                               if piece.names.isdisjoint(names)).strip(_BRACKETS + " "))
        begun = [name for name in marked if name in paragraph.begun]
        wanted = {_plain(number) for number in names[begun[0]].numbers} if begun else {""} if marked else alone | {""}
        if loose not in wanted:
            yield diagnostic("I014", Position(path), names[marked[0]].key[0] if marked else "",
                             words=loose[:_QUOTED] or next(iter(wanted)))


def marked_words(paragraphs: Sequence[FileParagraph]) -> tuple[Mapping[str, str], frozenset[str]]:
    """The words in each bookmark, and the bookmarks that are in several paragraphs."""
    pieces = [(name, index, piece.words) for index, paragraph in enumerate(paragraphs) for piece in paragraph.pieces
              for name in piece.names]
    words: defaultdict[str, str] = defaultdict(str)
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for name, index, text in pieces:
        words[name] += text
        holders[name] |= {index} if text.strip() else set()
    return words, frozenset(name for name, where in holders.items() if len(where) > 1)


def _joined(paragraphs: Sequence[FileParagraph], names: Collection[str]) -> frozenset[str]:
    """The bookmarks that come after another one of `names` in the same paragraph."""
    held = (dict.fromkeys(name for piece in paragraph.pieces for name in piece.names if name in names)
            for paragraph in paragraphs)
    return frozenset(name for of_paragraph in held for name in tuple(of_paragraph)[1:])


def _moved(file: WordFile, known: Sequence[MarkedPlace]) -> Iterator[MarkedPlace]:
    """The places that come before the one that they follow in the text."""
    order = {name: at for at, name in enumerate(name for paragraph in file.paragraphs for name in paragraph.begun)}
    there = [place for place in known if place.name in order]
    return (later for earlier, later in pairwise(there) if order[later.name] < order[earlier.name])


def _passages(known: Sequence[MarkedPlace], found: Mapping[str, str]) -> Mapping[PassageKey, str]:
    """The words of each passage all of whose places were found, a line for each of its lines."""
    lines: defaultdict[PassageKey, dict[etree._Element, list[MarkedPlace]]] = defaultdict(dict)
    for place in known:
        lines[place.key].setdefault(place.line, []).append(place)
    return {key: "\n".join(_line(line, own, found) for line, own in of_key.items()) for key, of_key in lines.items()
            if all(place.name in found for own in of_key.values() for place in own)}


def _line(line: etree._Element, known: Sequence[MarkedPlace], found: Mapping[str, str]) -> str:
    """The words of a line: as they are published where the file differs in white space alone, else as in the file."""
    words, at = emended(line).strip(), 0
    for place in known:
        published, new = emended(place.element).strip(), found[place.name]
        at = words.index(published, at)
        new = published if _plain(published) == _plain(new) else new
        words = words[:at] + new + words[at + len(published):]
        at += len(new)
    return words


def _is_noted(element: etree._Element) -> bool:
    """Whether an element has notes of the text itself, which a file has elsewhere."""
    return next(element.iter("{*}authorialNote"), None) is not None


def _without_notes(element: etree._Element) -> str:
    bare = deepcopy(element)
    for note in list(bare.iter("{*}authorialNote")):
        note[:] = []
        note.text = None
    return emended(bare)


def _plain(words: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", words)).strip()


def _finding(code: str, place: MarkedPlace, path: str) -> Diagnostic:
    return diagnostic(code, Position(path), place.key[0], name=place.name)

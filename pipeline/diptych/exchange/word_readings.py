"""A DOCX file that came back and a text → the new words of its clauses, and what else was changed in the file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lxml import etree

from diptych.akn import word_marks
from diptych.akn.document import Document, emended
from diptych.akn.names import local
from diptych.akn.provisions import Provision, provisions
from diptych.akn.word_marks import bookmark
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.exchange.bitext import HEADING, TEXT, PassageKey, captions
from diptych.exchange.word_file import FileParagraph, WordFile

_AROUND: Final[Mapping[str, str]] = {word_marks.NOTICES: "I019", word_marks.HEADS: "I020",
                                     word_marks.COLOPHON: "I021", word_marks.NOTES: "I022"}
"""The codes of changes of what is no text of the work, by the names of the properties with digests of it."""
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
    `notes` are the blocks of its notes and their bookmarks.
    """

    key: PassageKey
    name: str
    element: etree._Element
    line: etree._Element
    numbers: frozenset[str]
    notes: tuple[tuple[str, etree._Element], ...] = ()


@dataclass(frozen=True, slots=True)
class FileReading:
    """The words of the passages of a text in a file, by eId and part, and the findings on the file.

    `apart` are the lines and the blocks of notes of the passages with notes, each with its own words.
    """

    words: Mapping[PassageKey, str]
    findings: tuple[Diagnostic, ...]
    apart: Mapping[PassageKey, tuple[tuple[etree._Element, str], ...]] = field(default_factory=dict)


def places(document: Document, suffix: str = "", rows: Mapping[str, str] = _NO_ROWS) -> tuple[MarkedPlace, ...]:
    """The places of a text in a file. A file with several texts has a `suffix` in the bookmarks of each.

    `rows` are those that the editor made.
    """
    listed = tuple(provisions(document))
    inside = {provision.parent for provision in listed if provision.name == "p"}
    waiting = dict(captions(document, inside))
    known: list[MarkedPlace] = []
    before: tuple[str, ...] = ()
    for provision in listed:
        known += [_captioned(waiting.pop(table), table.get("eId", ""), suffix)
                  for table in [table for table in waiting if table in provision.element.iterancestors()]]
        elements = tuple(_elements(provision, leaves=provision.eid in inside))
        before = (*before, provision.number)
        numbers = frozenset("".join(before[start:]) for start in range(len(before)))
        for part, element, line in elements:
            name = bookmark(element.get("eId", "") + suffix)
            key = (rows[provision.eid], TEXT) if provision.eid in rows else (provision.eid, part)
            known.append(MarkedPlace(key, name, element, line, numbers, tuple(_notes(element, suffix))))
            numbers = frozenset({""})
        before = () if elements else before
    return tuple(known)


def _captioned(caption: etree._Element, table: str, suffix: str) -> MarkedPlace:
    """The place of a caption, which is known by the eId of its table."""
    return MarkedPlace((table, TEXT), bookmark(table + suffix), caption, caption, frozenset({""}),
                       tuple(_notes(caption, suffix)))


def _notes(element: etree._Element, suffix: str) -> Iterator[tuple[str, etree._Element]]:
    """The blocks of the notes in an element that have words, with the names of their bookmarks."""
    for note in element.iter("{*}authorialNote"):
        for index, block in enumerate(note.iterchildren(etree.Element)):
            if emended(block).strip():
                yield word_marks.note_line(note.get("eId", "") + suffix, index), block


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
    bare, spread = marked_words(file.paragraphs)
    words, _ = marked_words(file.paragraphs, noted=True)
    lines = _note_lines(file.paragraphs)
    joined = _joined(file.paragraphs, {place.name for place in known if place.key[1] == TEXT})
    lost = [(place, place.name) for place in known if not words.get(place.name, "").strip()]
    lost += [(place, name) for place in known for name, _ in place.notes if not lines.get(name, "").strip()]
    fixed = [place for place in known for name, block in place.notes
             if local(block.tag) != "p" and _solid(emended(block)) != _solid(lines.get(name, ""))]
    findings = (
        *(diagnostic("I012", Position(path), place.key[0], name=name) for place, name in lost),
        *(_finding("I013", place, path) for place in known if place.name in spread | joined),
        *(_finding("I015", place, path) for place in _moved(file, known)),
        *(_finding("I005", place, path) for place in fixed))
    left_out = {place.name for place, _ in lost} | {place.name for place in fixed} | spread
    found = {place.name: words[place.name].strip() for place in known if place.name not in left_out}
    passages = _by_line(known, found)
    return FileReading(
        {key: "\n".join(_line(line, own, found) for line, own in of_key.items()) for key, of_key in passages.items()},
        tuple(findings),
        {key: tuple(_apart(of_key, bare, lines)) for key, of_key in passages.items()
         if any(place.notes for own in of_key.values() for place in own)})


def around(file: WordFile, path: str) -> Iterator[Diagnostic]:
    """I019 to I022 for changes of what is no text of the work, which an import does not take in; I023 for comments."""
    for name, code in _AROUND.items():
        wanted, texts = word_marks.digests(file.marks, name), file.around.get(name, ())
        missing = Counter(wanted)
        missing.subtract(map(word_marks.paragraph_digest, texts))
        changed = [words for words in dict.fromkeys(texts) if word_marks.paragraph_digest(words) not in wanted]
        gone = sum(count for count in missing.values() if count > 0) - len(changed)
        yield from (diagnostic(code, Position(path), words=_plain(words)[:_QUOTED]) for words in changed)
        if gone > 0 and not changed:
            yield diagnostic(code, Position(path), words=f"\u2212{gone}")
    if file.comments:
        yield diagnostic("I023", Position(path), count=file.comments)


def outside(file: WordFile, known: Sequence[MarkedPlace], numbers: Collection[str], path: str) -> Iterator[Diagnostic]:
    """I014 for words that are in no clause, and for a number that is not that of its clause.

    `numbers` are those of all units, which may stand by themselves.
    """
    names, alone = {place.name: place for place in known}, {_plain(number) for number in numbers}
    for paragraph in file.paragraphs:
        if paragraph.style in word_marks.STYLES:
            continue
        marked = list(dict.fromkeys(name for piece in paragraph.pieces for name in piece.names if name in names))
        loose = _plain("".join(piece.words for piece in paragraph.pieces
                               if piece.names.isdisjoint(names)).strip(_BRACKETS + " "))
        begun = [name for name in marked if name in paragraph.begun]
        wanted = {_plain(number) for number in names[begun[0]].numbers} if begun else {""} if marked else alone | {""}
        if loose not in wanted:
            yield diagnostic("I014", Position(path), names[marked[0]].key[0] if marked else "",
                             words=loose[:_QUOTED] or next(iter(wanted)))


def marked_words(paragraphs: Sequence[FileParagraph], *,
                 noted: bool = False) -> tuple[Mapping[str, str], frozenset[str]]:
    """The words in each bookmark, and the bookmarks that are in several paragraphs. `noted`: with those of notes."""
    pieces = [(name, index, piece.words) for index, paragraph in enumerate(paragraphs) for piece in paragraph.pieces
              for name in piece.names if noted or not piece.note]
    words: defaultdict[str, str] = defaultdict(str)
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for name, index, text in pieces:
        words[name] += text
        holders[name] |= {index} if text.strip() else set()
    return words, frozenset(name for name, where in holders.items() if len(where) > 1)


def _note_lines(paragraphs: Sequence[FileParagraph]) -> Mapping[str, str]:
    """The words of the blocks of notes by their bookmarks."""
    words: defaultdict[str, str] = defaultdict(str)
    for piece in (piece for paragraph in paragraphs for piece in paragraph.pieces if piece.note):
        words[piece.note] += piece.words
    return words


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


def _by_line(known: Sequence[MarkedPlace], found: Collection[str],
             ) -> Mapping[PassageKey, Mapping[etree._Element, Sequence[MarkedPlace]]]:
    """The places of each passage all of whose places were found, by line."""
    lines: defaultdict[PassageKey, dict[etree._Element, list[MarkedPlace]]] = defaultdict(dict)
    for place in known:
        lines[place.key].setdefault(place.line, []).append(place)
    return {key: of_key for key, of_key in lines.items()
            if all(place.name in found for own in of_key.values() for place in own)}


def _line(line: etree._Element, known: Sequence[MarkedPlace], found: Mapping[str, str], *, noted: bool = True) -> str:
    """The words of a line: as they are published where the file differs in white space alone, else as in the file."""
    words, at = emended(line, noted=noted).strip(), 0
    for place in known:
        published = emended(place.element, noted=noted).strip()
        at = words.index(published, at)
        new = _as_published(published, found[place.name])
        words = words[:at] + new + words[at + len(published):]
        at += len(new)
    return words


def _apart(lines: Mapping[etree._Element, Sequence[MarkedPlace]], bare: Mapping[str, str],
           notes: Mapping[str, str]) -> Iterator[tuple[etree._Element, str]]:
    """The lines of a passage without their notes, and the paragraphs of these notes, each with its words."""
    for line, own in lines.items():
        yield line, _line(line, own, {place.name: bare.get(place.name, "").strip() for place in own}, noted=False)
        for name, block in (each for place in own for each in place.notes if local(each[1].tag) == "p"):
            yield block, _as_published(emended(block).strip(), notes[name].strip())


def _as_published(published: str, new: str) -> str:
    """New words, or the published ones if white space alone differs."""
    return published if _plain(published) == _plain(new) else new


def _solid(words: str) -> str:
    return "".join(_plain(words).split())


def _plain(words: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", words)).strip()


def _finding(code: str, place: MarkedPlace, path: str) -> Diagnostic:
    return diagnostic(code, Position(path), place.key[0], name=place.name)

"""Lines + emendations that count before the structure is read → emended lines; their Draft → the received text in it.

A place in the emended text is the number of visible characters before it: white space is not kept by a Draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import TypeVar

from diptych.config.works import Editorial, Emendation
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Block, Draft, Inline, NoteRef, Table, Text, Unit
from diptych.draft import Emendation as Emended
from diptych.readers.editing.editorial import common_ends, emendation_note
from diptych.readers.editing.inlines import with_texts
from diptych.readers.editing.quotations import Quotation, hits, misplaced
from diptych.readers.editing.sequences import change_each, rebuilt
from diptych.readers.formats.lines import Line
from diptych.readers.structure.line_corrections import miscounted

Placed = TypeVar("Placed", bound=Block | Table | Unit)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A change of the characters from `start` to `end` in a line, and the key of its note."""

    line: int
    start: int
    end: int
    inserted: str
    note: str


@dataclass(frozen=True, slots=True)
class EditedPlace:
    """An edit in the emended text: the visible characters from `start` to `end` were inserted for the `deleted` ones.

    If it inserted no visible one, it is `behind` the character before it, or else before the next one.
    """

    start: int
    end: int
    deleted: str
    inserted: str
    note: str
    position: Position
    behind: bool


@dataclass(frozen=True, slots=True)
class EmendedLines:
    """The emended lines, their edits in order, and the received place of each visible character of these lines."""

    lines: tuple[Line, ...]
    edits: tuple[EditedPlace, ...] = ()
    received: Mapping[int, Position] = field(default_factory=dict)


def emended(lines: tuple[Line, ...], editorial: Editorial, language: str) -> Result[EmendedLines]:
    """The lines with the structural emendations of a language applied.

    E001, E002, E005: a quotation has not exactly one place. E006: two emendations change the same letters. E007: a
    pattern meets another number of places. E008: it is no regular expression. E010: no letter would be left.
    """
    findings: list[Diagnostic] = []
    edits: list[Edit] = []
    for number, item in enumerate(editorial.emendations):
        if item.structural and item.language == language:
            new = list(_edits(lines, item, emendation_note(number, item).key, findings))
            if any(_overlap(edit, other) for edit in new for other in edits):
                findings.append(diagnostic("E006", item.position, quoted=item.find or item.pattern, language=language))
            else:
                edits += new
    applied = _applied(lines, sorted(edits)) if edits else EmendedLines(lines)
    if edits and not any(line.text.strip() for line in applied.lines):
        first = next(item for item in editorial.emendations if item.structural and item.language == language)
        findings.append(diagnostic("E010", first.position, quoted=first.find or first.pattern, reading="structural"))
        applied = EmendedLines(lines)
    return Result(applied, tuple(findings))


def with_received(draft: Draft, emended: EmendedLines) -> Draft:
    """The Draft of emended lines with the edits as emendations, and the other characters in their received places."""
    if not emended.edits:
        return draft
    reader = _Reader(list(emended.edits), emended.received)
    edited = change_each(draft, lambda items: with_texts(items, reader.text))

    def placed(item: Placed) -> Placed:
        return replace(item, position=reader.moved.get(item.position, item.position))

    return rebuilt(edited, lambda blocks: tuple(map(placed, blocks)), placed)


def _edits(lines: Sequence[Line], item: Emendation, note: str, findings: list[Diagnostic]) -> Iterator[Edit]:
    """The edits of an emendation; adds its findings, then without an edit."""
    if item.pattern:
        yield from _replaced(lines, item, note, findings)
        return
    quotation = Quotation(item.find, item.within)
    found = list(hits([line.text for line in lines], quotation))
    if len(found) == 1:
        yield _least(found[0][0], found[0][1], item.find, item.replace, note)
    else:
        places = [replace(lines[index].position, column=lines[index].position.column + at) for index, at in found]
        findings.append(misplaced(quotation, item.position, places, item.language))


def _replaced(lines: Sequence[Line], item: Emendation, note: str, findings: list[Diagnostic]) -> Iterator[Edit]:
    """The edits at all places that a pattern meets, which must be as many as the editor says."""
    try:
        found = [(index, match) for index, line in enumerate(lines) for match in re.finditer(item.pattern, line.text)]
        edits = [_least(index, match.start(), match[0], match.expand(item.replace), note) for index, match in found]
    except (re.error, IndexError) as error:
        findings.append(diagnostic("E008", item.position, pattern=item.pattern, problem=error))
        return
    if len(found) == item.count:
        yield from edits
        return
    places = [replace(lines[index].position, column=lines[index].position.column + match.start())
              for index, match in found]
    findings.append(miscounted(item.pattern, item.count, item.language, item.position, places))


def _least(line: int, at: int, old: str, new: str, note: str) -> Edit:
    """The edit of the letters that differ."""
    head, tail = common_ends(old, new)
    return Edit(line, at + head, at + len(old) - tail, new[head:len(new) - tail], note)


def _overlap(edit: Edit, other: Edit) -> bool:
    return edit.line == other.line and (
        edit.start < other.end and other.start < edit.end or edit.start == other.start)


def _applied(lines: tuple[Line, ...], edits: Sequence[Edit]) -> EmendedLines:
    """The lines with edits that do not overlap, in their order."""
    by_line: dict[int, list[Edit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, []).append(edit)
    new, places, received = list(lines), list[EditedPlace](), dict[int, Position]()
    visible = 0
    for index, line in enumerate(lines):
        for edit in by_line.get(index, ()):
            places.append(_place(line, edit, visible + _shift(line, by_line[index], edit.start)))
        if index in by_line:
            received.update(_received(line, by_line[index], visible))
            new[index] = replace(line, text=_text(line.text, by_line[index]))
        visible += _visible(new[index].text)
    return EmendedLines(tuple(new), tuple(places), received)


def _text(text: str, edits: Sequence[Edit]) -> str:
    """The emended text of a line."""
    for edit in reversed(edits):
        text = text[:edit.start] + edit.inserted + text[edit.end:]
    return text


def _shift(line: Line, edits: Sequence[Edit], start: int) -> int:
    """The number of visible characters of the emended line before an offset of the received line."""
    before = [edit for edit in edits if edit.start < start]
    return _visible(_text(line.text[:start], before))


def _place(line: Line, edit: Edit, start: int) -> EditedPlace:
    deleted = line.text[edit.start:edit.end]
    position = replace(line.position, column=line.position.column + edit.start)
    return EditedPlace(start, start + _visible(edit.inserted), deleted, edit.inserted, edit.note, position,
                       not deleted or not line.text[edit.end:].strip())


def _received(line: Line, edits: Sequence[Edit], visible: int) -> Iterator[tuple[int, Position]]:
    """The received place of each visible character of an emended line; that of an edit for an inserted one."""
    starts = [0, *(edit.end for edit in edits)]
    ends = [*(edit.start for edit in edits), len(line.text)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        kept = [(at, line.text[at]) for at in range(start, end)]
        added = [(edits[index].start, sign) for sign in edits[index].inserted] if index < len(edits) else []
        for at, sign in (*kept, *added):
            if not sign.isspace():
                yield visible, replace(line.position, column=line.position.column + at)
                visible += 1


def _visible(text: str) -> int:
    """The number of characters that are no white space."""
    return len("".join(text.split()))


@dataclass(frozen=False, slots=True)
class _Reader:
    """The edits that are still to come while a Draft is walked through, and the visible characters so far. `moved` are
    the received places of the texts whose emended place is another one."""

    edits: list[EditedPlace]
    received: Mapping[int, Position]
    visible: int = 0
    moved: dict[Position, Position] = field(default_factory=dict)

    def text(self, item: Text) -> Iterator[Inline]:
        """A text with the edits that begin in it, at its start or right behind it."""
        first, size = self.visible, _visible(item.text)
        self.visible += size
        own = self._own(first + size)
        if not own and first not in self.received:
            yield item
            return
        self.moved[item.position] = self.received.get(first, item.position)
        seen = [at for at, sign in enumerate(item.text) if not sign.isspace()]
        edges = sorted({first, first + size, *(min(max(place, first), first + size)
                                               for edit in own for place in (edit.start, edit.end))})
        yield from self._at(own, first, first)
        for low, high in pairwise(edges):
            start = 0 if low == first else seen[low - first]
            end = len(item.text) if high == first + size else seen[high - first]
            yield from self._piece(own, item, (low, high), item.text[start:end])
            yield from self._at(own, high, first)

    def _own(self, last: int) -> list[EditedPlace]:
        """The edits that begin before the character `last`, or right behind the one before it; takes those that end."""
        own = list(takewhile(lambda edit: edit.start < last or edit.start == edit.end == last and edit.behind,
                             self.edits))
        self.edits[:len(own)] = [edit for edit in own if edit.end > last]
        return own

    def _at(self, own: Iterable[EditedPlace], place: int, first: int) -> Iterator[Inline]:
        """The edits at a place that insert no visible character."""
        for edit in own:
            if edit.start == edit.end and max(edit.start, first) == place:
                yield Emended(edit.deleted, edit.inserted, edit.position)
                yield NoteRef(edit.note, edit.position)

    def _piece(self, own: Iterable[EditedPlace], item: Text, span: tuple[int, int], words: str) -> Iterator[Inline]:
        """A piece of a text: received, or inserted by an edit, of which the first piece has the deleted characters."""
        low, high = span
        edit = next((edit for edit in own if edit.start <= low and high <= edit.end and edit.start < edit.end), None)
        if edit is None:
            yield Text(words, self.received.get(low, item.position))
            return
        inserted = words if edit.inserted[-1:].isspace() or high < edit.end else words.rstrip()
        yield Emended(edit.deleted if low == edit.start else "", inserted, edit.position)
        if high == edit.end:
            yield NoteRef(edit.note, edit.position)
            if inserted != words:
                yield Text(words[len(inserted):], edit.position)

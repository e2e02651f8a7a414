"""A passage in a translator's new words → the editorial entries for it, each no longer than the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Final

from lxml import etree

from diptych.akn.document import emended
from diptych.akn.names import local
from diptych.align.sentences import Span
from diptych.config.works import Emendation
from diptych.exchange.quotation import EntangledError, Lines, quoted

_APART: Final = 4
"""Unchanged characters that separate two changes. Chosen. If raised, more changes become one entry."""
_WORD: Final = 16
"""Characters of the longest word that an entry keeps whole. Chosen. If raised, entries in a language without spaces
become longer."""
_Change = tuple[int, int, str]
"""The start and end of old words in a line, and the new words."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A change of the received text: `find`, inside the longer quotation `within`, becomes `replace`.

    An empty `find` changes nothing. `instead` are the emendations that it supersedes."""

    find: str
    within: str
    replace: str
    instead: tuple[Emendation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of a line that is emended throughout or nowhere: its ranges in the published and the received line."""

    edited: bool
    published: Span
    received: Span


def revision(lines: Sequence[etree._Element], words: str, every: Sequence[tuple[etree._Element, str]],
             existing: Sequence[Emendation] = ()) -> tuple[Replacement, ...]:
    """The changes that make the printed `lines` of a passage read as `words`.

    `every` are all lines of the document with their received text: a quotation must be unique in them. `existing` are
    the emendations so far. Raises EntangledError."""
    filled = [(element, text) for element, text in every if text.strip()]
    texts = tuple(text for _, text in filled)
    places = {element: at for at, (element, _) in enumerate(filled)}
    old = [line for line in lines if emended(line).strip()]
    new = [line.strip() for line in words.split("\n") if line.strip()]
    if len(old) != len(new):
        raise EntangledError
    return tuple(change for line, text in zip(old, new, strict=True)
                 for change in _of_line(line, text, Lines(texts, places.get(line, -1)), existing))


def without_notes(line: etree._Element) -> etree._Element:
    """A copy of a line in which the notes of the text itself have no words."""
    bare = deepcopy(line)
    for note in list(bare.iter("{*}authorialNote")):
        note[:] = []
        note.text = None
    return bare


def _of_line(line: etree._Element, words: str, texts: Lines, existing: Sequence[Emendation]) -> Iterator[Replacement]:
    pieces, published = tuple(_pieces(line)), emended(line)
    received = "".join(text for kind, text in pieces if kind != "ins")
    lead = len(published) - len(published.lstrip())
    changes = [(start + lead, end + lead, new) for start, end, new in _differences(published.strip(), words)]
    runs = tuple(_runs(pieces))
    edited = [run for run in runs if run.edited]
    for start, end, new in _widened(published, changes, edited):
        change = (*_span(start, end, edited), new)
        if _touched(start, end, edited):
            yield _superseding(received, change, texts, existing)
        else:
            limits = next(run.received for run in runs if not run.edited
                          and run.published[0] <= start <= end <= run.published[1])
            yield Replacement(*quoted(received, *_whole_words(received, change, limits), texts))


def _superseding(received: str, change: _Change, texts: Lines, existing: Sequence[Emendation]) -> Replacement:
    """A change of words that were emended before, which supersedes those emendations."""
    start, end, new = change
    instead = tuple(emendation for emendation in existing if (other := _emended(received, emendation)) and (
        other[0] < end and start < other[1] or start <= other[0] == other[1] <= end))
    if not instead:
        raise EntangledError
    if new == received[start:end]:
        return Replacement("", "", "", instead)
    return Replacement(*quoted(received, start, end, new, texts), instead)


def _emended(line: str, emendation: Emendation) -> Span | None:
    """The characters of a received line that an emendation changes; None if it is of another line."""
    within = next((part for part in emendation.within.split("\n") if emendation.find in part), emendation.within)
    at, inside = line.find(within), within.find(emendation.find)
    if at < 0 or inside < 0:
        return None
    head = _common(emendation.find, emendation.replace)
    tail = _common(emendation.find[head:][::-1], emendation.replace[head:][::-1])
    return at + inside + head, at + inside + len(emendation.find) - tail


def _common(text: str, other: str) -> int:
    """The number of characters that two texts have in common at their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))


def _runs(pieces: Sequence[tuple[str, str]]) -> Iterator[_Run]:
    """The runs of a line; a deletion and an insertion side by side are one."""
    published = received = 0
    for edited, group in groupby(pieces, key=lambda piece: bool(piece[0])):
        before = published, received
        for kind, text in group:
            published += len(text) if kind != "del" else 0
            received += len(text) if kind != "ins" else 0
        yield _Run(edited, (before[0], published), (before[1], received))


def _touched(start: int, end: int, edited: Sequence[_Run]) -> list[Span]:
    """The emended places in the published line that a range overlaps, or that deleted words beside it."""
    return [run.published for run in edited if start < run.published[1] and run.published[0] < end
            or start <= run.published[0] == run.published[1] <= end]


def _widened(line: str, changes: Sequence[_Change], edited: Sequence[_Run]) -> Sequence[_Change]:
    """The changes of a published line, each widened to the whole of the emended places that it touches."""
    regions: list[_Change] = []
    for start, end, new in changes:
        touched = _touched(start, end, edited)
        first, last = min((start, *(span[0] for span in touched))), max((end, *(span[1] for span in touched)))
        if regions and first < regions[-1][1]:
            first, until, words = regions.pop()
            words = words[:len(words) - (until - start)] if until > start else words + line[until:start]
            last = max(last, until)
        else:
            words = line[first:start]
        regions.append((first, last, words + new + line[end:last]))
    return regions


def _span(start: int, end: int, edited: Sequence[_Run]) -> Span:
    """The range in the received line of a range in the published line that cuts no emended place in two."""
    return (start - sum(_gain(run) for run in edited if run.published[1] <= start and run.published[0] < start),
            end - sum(_gain(run) for run in edited if run.published[1] <= end))


def _gain(run: _Run) -> int:
    """The characters by which emendations made a run longer."""
    return (run.published[1] - run.published[0]) - (run.received[1] - run.received[0])


def _differences(old: str, new: str) -> Iterator[_Change]:
    """The changes from old words to new ones."""
    joined: list[tuple[int, int, int, int]] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and joined and start - joined[-1][1] < _APART:
            joined[-1] = (joined[-1][0], end, joined[-1][2], new_end)
        elif tag != "equal":
            joined.append((start, end, new_start, new_end))
    return ((start, end, new[new_start:new_end]) for start, end, new_start, new_end in joined)


def _whole_words(line: str, change: _Change, limits: Span) -> _Change:
    """A change of a received line with its first and last word whole, for readers of the entry.

    It stays as it is in a language without spaces, and never goes beyond the limits."""
    start, end, new = change
    first = max((at for at in range(limits[0], start + 1) if at == 0 or line[at - 1].isspace()), default=start)
    last = min((at for at in range(end, limits[1] + 1) if at == len(line) or line[at].isspace()), default=end)
    if start - first > _WORD or last - end > _WORD:
        return change
    return first, last, line[first:start] + new + line[end:last]


def _pieces(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The text of a line in pieces: published as received (""), inserted (ins) or deleted (del) by the editor."""
    for kind, group in groupby(_leaves(element, ""), key=itemgetter(0)):
        joined = "".join(text for _, text in group)
        if joined:
            yield kind, joined


def _leaves(element: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    yield kind, element.text or ""
    for child in element:
        name = local(child.tag)
        editorial = child.get("status") == "editorial"
        if name:
            mark = name if editorial and name in ("ins", "del") else "ins" if editorial else kind
            yield from _leaves(child, mark)
        yield kind, child.tail or ""

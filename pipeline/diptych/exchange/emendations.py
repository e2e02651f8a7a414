"""A passage in a translator's new words → the editorial entries that say them, each no longer than the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, takewhile
from typing import Final

from lxml import etree

from diptych.akn.names import local
from diptych.align.sentences import Span
from diptych.config.works import Emendation
from diptych.exchange.quotation import EntangledError, Lines, quoted

_APART: Final = 4
"""Changes with fewer unchanged characters between them are one."""

_WORD: Final = 16
"""What has no space within so many characters has no words to be kept whole."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """In the received text `find`, inside the longer quotation `within`, is replaced; nothing is if `find` is empty.
    `instead` are the emendations that it takes the place of."""

    find: str
    within: str
    replace: str
    instead: tuple[Emendation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Where the editor's hand is: from and to which character of the published and of the received line."""

    published: Span
    received: Span


def revision(lines: Sequence[etree._Element], words: str, every: Sequence[tuple[etree._Element, str]],
             standing: Sequence[Emendation] = ()) -> tuple[Replacement, ...]:
    """What makes of the printed lines the new words. `every` are all lines of the document with what was received in
    each: in them each quotation stands once; `standing` the emendations that are there. Raises EntangledError."""
    filled = [(element, text) for element, text in every if text.strip()]
    texts = tuple(text for _, text in filled)
    places = {element: at for at, (element, _) in enumerate(filled)}
    old = [line for line in lines if _published(line).strip()]
    new = [line.strip() for line in words.split("\n") if line.strip()]
    if len(old) != len(new):
        raise EntangledError
    return tuple(change for line, said in zip(old, new, strict=True)
                 for change in _of_line(line, said, Lines(texts, places.get(line, -1)), standing))


def _of_line(line: etree._Element, words: str, texts: Lines,
             standing: Sequence[Emendation]) -> Iterator[Replacement]:
    pieces = tuple(_pieces(line))
    published = _published(line)
    received = "".join(text for kind, text in pieces if kind != "ins")
    lead = len(published) - len(published.lstrip())
    found = [(start + lead, end + lead, new) for start, end, new in _differences(published.strip(), words)]
    runs = tuple(_runs(pieces))
    for start, end, replacement in _widened(published, found, runs):
        place = None if _touched(start, end, runs) else _received(pieces, start, end)
        if place is not None:
            yield Replacement(*quoted(received, *_whole_words(received, place, replacement), texts))
        else:
            yield _anew(received, _span(start, end, runs), replacement, texts, standing)


def _anew(received: str, place: Span, replacement: str, texts: Lines, standing: Sequence[Emendation]) -> Replacement:
    """The change of words that were emended before, in the place of those emendations."""
    start, end = place
    instead = tuple(one for one in standing if (other := _emended(received, one)) and (
        other[0] < end and start < other[1] or start <= other[0] == other[1] <= end))
    if not instead:
        raise EntangledError
    if replacement == received[start:end]:
        return Replacement("", "", "", instead)
    return Replacement(*quoted(received, start, end, replacement, texts), instead)


def _emended(line: str, one: Emendation) -> Span | None:
    """Where the letters stand in a received line that an emendation changes, if it is of that line."""
    within = next((part for part in one.within.split("\n") if one.find in part), one.within)
    at, inside = line.find(within), within.find(one.find)
    if at < 0 or inside < 0:
        return None
    head = _common(one.find, one.replace)
    tail = _common(one.find[head:][::-1], one.replace[head:][::-1])
    return at + inside + head, at + inside + len(one.find) - tail


def _common(left: str, right: str) -> int:
    """How many characters two texts have in common at their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _runs(pieces: Sequence[tuple[str, str]]) -> Iterator[_Run]:
    """What the editor deleted and inserted in one place, by places."""
    published = received = 0
    for plain, group in groupby(pieces, key=lambda piece: not piece[0]):
        before = published, received
        for kind, text in group:
            published += len(text) if kind != "del" else 0
            received += len(text) if kind != "ins" else 0
        if not plain:
            yield _Run((before[0], published), (before[1], received))


def _touched(start: int, end: int, runs: Sequence[_Run]) -> list[Span]:
    """Where in the published line the editor's hand is that a place in it overlaps, or that deleted words beside it."""
    return [run.published for run in runs if start < run.published[1] and run.published[0] < end
            or start <= run.published[0] == run.published[1] <= end]


def _widened(line: str, found: Sequence[tuple[int, int, str]], runs: Sequence[_Run]) -> Iterator[tuple[int, int, str]]:
    """The differences from a published line, each with the whole of what the editor did where it touches that."""
    regions: list[tuple[int, int, str]] = []
    for start, end, new in found:
        touched = _touched(start, end, runs)
        first, last = min((start, *(one[0] for one in touched))), max((end, *(one[1] for one in touched)))
        if regions and first < regions[-1][1]:
            first, until, said = regions.pop()
            said = said[:len(said) - (until - start)] if until > start else said + line[until:start]
            last = max(last, until)
        else:
            said = line[first:start]
        regions.append((first, last, said + new + line[end:last]))
    yield from regions


def _span(start: int, end: int, runs: Sequence[_Run]) -> Span:
    """The place in the received line of one in the published line that cuts no run in two."""
    return (start - sum(_grown(run) for run in runs if run.published[1] <= start and run.published[0] < start),
            end - sum(_grown(run) for run in runs if run.published[1] <= end))


def _grown(run: _Run) -> int:
    """By how many characters the editor made a line longer in a place."""
    return (run.published[1] - run.published[0]) - (run.received[1] - run.received[0])


def _differences(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Where old words end and new ones stand: start, end, replacement."""
    codes = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    joined: list[tuple[int, int, int, int]] = []
    for _, start, end, new_start, new_end in codes:
        if joined and start - joined[-1][1] < _APART:
            joined[-1] = (joined[-1][0], end, joined[-1][2], new_end)
        else:
            joined.append((start, end, new_start, new_end))
    yield from ((start, end, new[new_start:new_end]) for start, end, new_start, new_end in joined)


def _received(pieces: Sequence[tuple[str, str]], start: int, end: int) -> tuple[int, int, int, int] | None:
    """The same range in the received line, and that of the text around it that nobody has touched; None where it is
    not all such text."""
    published = received = 0
    for kind, text in pieces:
        if kind == "" and published <= start and end <= published + len(text):
            return received + start - published, received + end - published, received, received + len(text)
        published += len(text) if kind != "del" else 0
        received += len(text) if kind != "ins" else 0
    return None


def _whole_words(line: str, place: tuple[int, int, int, int], replacement: str) -> tuple[int, int, str]:
    """The change with the words whole that it begins and ends in, so that people can read the entry; where a language
    sets no spaces, as it is."""
    start, end, least, most = place
    first = max((at for at in range(least, start + 1) if at == 0 or line[at - 1].isspace()), default=start)
    last = min((at for at in range(end, most + 1) if at == len(line) or line[at].isspace()), default=end)
    if start - first > _WORD or last - end > _WORD:
        return start, end, replacement
    return first, last, line[first:start] + replacement + line[end:last]


def _published(line: etree._Element) -> str:
    return "".join(text for kind, text in _pieces(line) if kind != "del")


def _pieces(element: etree._Element, kind: str = "") -> Iterator[tuple[str, str]]:
    """The text of a line in pieces, each received and published (""), inserted (ins) or deleted (del) by the editor;
    neighbours of a kind joined."""
    kept = ""
    last = kind
    for found, text in _leaves(element, kind):
        if found != last and kept:
            yield last, kept
            kept = ""
        last, kept = found, kept + text
    if kept:
        yield last, kept


def _leaves(element: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    yield kind, element.text or ""
    for child in element:
        name = local(child.tag)
        editorial = child.get("status") == "editorial"
        if name:
            mark = name if editorial and name in ("ins", "del") else "ins" if editorial else kind
            yield from _leaves(child, mark)
        yield kind, child.tail or ""

"""Lines + tables [[structure]] of editorial.toml → the lines with the readings of the editor, some of them divided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from diptych.config.structural_corrections import SPLIT, StructuralCorrection
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.readers.editing.quotations import Quotation, hits, misplaced
from diptych.readers.formats.lines import Line, LineReading

_SHOWN: Final = 5
"""Places that a finding lists, chosen. More make it longer."""
_QUOTED: Final = 24
"""Characters of a line that a finding quotes, chosen."""
Place = tuple[int, int]
"""The index of a line and an offset in it."""


def corrected(lines: tuple[Line, ...], corrections: Iterable[StructuralCorrection],
              language: str) -> Result[tuple[Line, ...]]:
    """The lines with the readings of all corrections for a language.

    E001, E002, E005: a quotation has not exactly one place. E007: a pattern meets another number of places. E008: it is
    no regular expression. E009: two entries read the same line.
    """
    own = [item for item in corrections if item.language == language]
    if not own:
        return Result(lines)
    findings: list[Diagnostic] = []
    cuts: dict[int, set[int]] = {}
    for item in (item for item in own if item.reading == SPLIT):
        for index, at in placed(lines, item, findings):
            cuts.setdefault(index, set()).add(at)
    divided = [part for index, line in enumerate(lines) for part in _divided(line, cuts.get(index, ()))]
    for item in (item for item in own if item.reading != SPLIT):
        for index, _ in placed(divided, item, findings):
            if divided[index].reading:
                findings.append(diagnostic("E009", item.position, quoted=_short(divided[index].text)))
            else:
                divided[index] = _read(divided, index, item, findings)
    return Result(tuple(divided), tuple(findings))


def placed(lines: Sequence[Line], item: StructuralCorrection, findings: list[Diagnostic]) -> list[Place]:
    """The places of a correction in the lines; adds its findings, then without a place."""
    if item.pattern:
        return matched(lines, item, findings, each=item.reading == SPLIT)
    places: list[Place] = []
    for words in item.lines:
        found = _quoted(lines, words)
        if len(found) == 1:
            places += found
        else:
            findings.append(misplaced(Quotation(words.partition("\n")[0], words), item.position,
                                      [_position(lines[index], at) for index, at in found], item.language))
    return places


def matched(lines: Sequence[Line], item: StructuralCorrection, findings: list[Diagnostic], *,
            each: bool) -> list[Place]:
    """The lines that the pattern of a correction meets, or each of its matches; none, and a finding, if it meets
    another number of places."""
    places = list(_matches(lines, item.pattern, each=each))
    if len(places) != item.count:
        findings.append(miscounted(item.pattern, item.count, item.language, item.position,
                                   [_position(lines[index], at) for index, at in places]))
        return []
    return places


def miscounted(pattern: str, count: int, language: str, entry: Position, places: Sequence[Position]) -> Diagnostic:
    """E007 for a pattern that meets other places than it must, E008 if it is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        return diagnostic("E008", entry, pattern=pattern, problem=error)
    shown = ", ".join(map(str, places[:_SHOWN])) + " …" * (len(places) > _SHOWN)
    return diagnostic("E007", entry, pattern=pattern, language=language, count=count, actual=len(places),
                      places=shown or "–")


def _matches(lines: Sequence[Line], pattern: str, *, each: bool) -> Iterator[Place]:
    """The places that a pattern meets in the lines without their outer white space; none if it is no pattern."""
    try:
        compiled = re.compile(pattern)
    except re.error:
        return
    for index, line in enumerate(lines):
        text, lead = line.text.strip(), len(line.text) - len(line.text.lstrip())
        matches = [match.start() for match in compiled.finditer(text)] if text else []
        yield from ((index, lead + start) for start in matches[:None if each else 1])


def _quoted(lines: Sequence[Line], words: str) -> list[Place]:
    """The places of quoted words: whole lines, if there are such, else parts of lines. Behind a line break the words
    only show which line is meant."""
    texts = [line.text for line in lines]
    whole = [(index, len(text) - len(text.lstrip())) for index, text in enumerate(texts) if text.strip() == words]
    return whole or list(hits(texts, Quotation(words.partition("\n")[0], words)))


def _divided(line: Line, cuts: Iterable[int]) -> Iterator[Line]:
    """The parts of a line that begin at its start and at each of some offsets in it."""
    edges = [0, *sorted(at for at in cuts if line.text[:at].strip()), len(line.text)]
    for start, end in pairwise(edges):
        yield line if end - start == len(line.text) else replace(
            line, text=line.text[start:end], position=_position(line, start), spans=(),
            strong=min(max(line.strong - start, 0), end - start))


def _read(lines: Sequence[Line], index: int, item: StructuralCorrection, findings: list[Diagnostic]) -> Line:
    """A line with its reading; adds E001 if no line before it has the words of its holder."""
    under = next((_position(lines[place], lines[place].text.index(item.under)) for place in range(index - 1, -1, -1)
                  if item.under in lines[place].text), None) if item.under else None
    if item.under and under is None:
        findings.append(diagnostic("E001", item.position, quoted=item.under, language=item.language))
    return replace(lines[index], reading=LineReading(item.reading, item.position, item.label, under))


def _position(line: Line, at: int) -> Position:
    return replace(line.position, column=line.position.column + at)


def _short(text: str) -> str:
    """The beginning of a line, to be shown in a finding."""
    words = text.strip()
    return words if len(words) <= _QUOTED else words[:_QUOTED - 1] + "…"

"""Rows → pieces: which labels open a unit, by their shape, their place in the line and the sequence they continue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.language import UNSEEN, Kind, Label, Language, Level, readings
from pipeline.model import Text
from pipeline.readers.layout import Row, clip, joined

_LEAPS: Final = 10
"""How far a small label (1. or ①) may leap ahead of its sequence and still be believed."""
_QUOTED: Final = 40
"""How many rows a quotation may span."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A row, or the part of it that one label opens; without a label it is text of the unit before it."""

    label: Label | None
    rank: int
    num: tuple[Text, ...]
    heading: tuple[Text, ...]
    texts: tuple[Text, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place of every label shape in the nesting of one document, outermost first, and the element it opens."""

    places: Mapping[str, int]
    levels: tuple[Level, ...]

    def rank(self, shape: str) -> int:
        """The depth of a shape; -1 for a shape that opens nothing here."""
        return self.places.get(shape, -1)

    def level(self, rank: int) -> Level:
        return self.levels[rank]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label as it may be read at the start of a row, with how it is printed there."""

    index: int
    label: Label
    style: str


def pieces(rows: tuple[Row, ...], kind: Kind, language: Language) -> tuple[Ranks, tuple[Piece, ...]]:
    """The rows with their accepted labels, and the nesting that these labels show."""
    quoted = _quoted(rows, language)
    shapes = {shape for level in kind.levels for shape in level.shapes} | set(kind.outline)
    candidates = tuple(
        () if quoted[index] else tuple(Candidate(index, label, _style(row.text, label))
                                       for label in row.labels if label.shape in shapes)
        for index, row in enumerate(rows))
    levels = _levels(kind, [found[0].label.shape for found in candidates if found])
    wide = _ranks(levels, kind, frozenset(shapes))
    accepted = _accept(rows, candidates, wide, language)
    found = tuple(
        piece for row, label in zip(rows, accepted, strict=True) for piece in _cut(row, label, wide, language))
    present = frozenset(piece.label.shape for piece in found if piece.label is not None)
    used = _ranks(levels, kind, present)
    return used, tuple(replace(piece, rank=used.rank(piece.label.shape)) if piece.label else piece for piece in found)


def _levels(kind: Kind, order: list[str]) -> tuple[tuple[str, Level], ...]:
    """The shapes of the kind's levels; a floating one only where its labels stand above those that show the kind:
    most are followed by such a label and not by their own like."""
    after = Counter(pair for pair in pairwise(order))
    return tuple((shape, level) for level in kind.levels for shape in level.shapes
                 if not level.floating or after[shape, kind.needs[0]] > after[shape, shape])


def _ranks(levels: tuple[tuple[str, Level], ...], kind: Kind, present: frozenset[str]) -> Ranks:
    """The nesting of a kind of document, reduced to the shapes that are present."""
    held = tuple((shape, level) for shape, level in levels if shape in present)
    outline = [shape for shape in kind.outline if shape in present and shape not in {name for name, _ in held}]
    found = (*held, *((shape, Level(kind.elements[min(place, len(kind.elements) - 1)], (shape,)))
                      for place, shape in enumerate(outline)))
    return Ranks({shape: place for place, (shape, _) in enumerate(found)}, tuple(level for _, level in found))


def _style(text: str, label: Label) -> str:
    """How a label is printed: with blanks inside or not, and what comes after it."""
    printed, rest = text[label.start:label.end], text[label.end:]
    inside = "wide" if any(sign.isspace() for sign in printed) else "tight"
    if not rest.strip():
        return f"{inside} end"
    return f"{inside} {'blank' if rest[0].isspace() else 'bracket' if rest[0] in '(（【[' else 'text'}"


def _quoted(rows: tuple[Row, ...], language: Language) -> list[bool]:
    """For each row whether it begins within a quotation that an earlier row opened and a later one closes."""
    inside = [False] * len(rows)
    for left, right in language.quotes:
        if left == right:
            continue
        opened = -1
        for index, row in enumerate(rows):
            first_close, first_open = row.text.find(right), row.text.find(left)
            if opened >= 0 and first_close >= 0 and not 0 <= first_open < first_close:
                if index - opened <= _QUOTED:
                    inside[opened + 1:index + 1] = [True] * (index - opened)
                opened = -1
            if row.text.rfind(left) > row.text.rfind(right):
                opened = index
    return inside


def _accept(rows: tuple[Row, ...], candidates: tuple[tuple[Candidate, ...], ...], nesting: Ranks,
            language: Language) -> list[Label | None]:
    """The label of each row that opens a unit."""
    styles = _styles(candidates)
    following = _following(candidates)
    accepted: list[Label | None] = []
    last: dict[str, tuple[int, ...]] = {}
    total: dict[str, tuple[int, ...]] = {}
    for index, (row, found) in enumerate(zip(rows, candidates, strict=True)):
        before = rows[index - 1] if index else None
        placed = before is None or row.gap or _ended(before, accepted[-1], language)
        chosen = _choose(found, last, total, following[index], styles, placed=placed)
        accepted.append(chosen)
        if chosen is not None:
            rank = nesting.rank(chosen.shape)
            last = {shape: count for shape, count in last.items() if nesting.rank(shape) < rank}
            last[chosen.shape] = total[chosen.shape] = chosen.count
    return accepted


def _choose(found: tuple[Candidate, ...], last: dict[str, tuple[int, ...]], total: dict[str, tuple[int, ...]],
            supported: set[str], styles: dict[str, set[str]], *, placed: bool) -> Label | None:
    """The reading that continues a sequence, else one that is well placed and looks like its kind."""
    for candidate in found:
        label, shape = candidate.label, candidate.label.shape
        usual = candidate.style in styles[shape]
        if _continues(label, last.get(shape)) and (placed or usual and candidate.style.endswith("end")):
            return label
    for candidate in found:
        label, shape = candidate.label, candidate.label.shape
        if not placed or candidate.style not in styles[shape]:
            continue
        if _follows(label.count, total.get(shape)) or shape in supported or _near(label, last.get(shape)):
            return label
    return None


def _continues(label: Label, last: tuple[int, ...] | None) -> bool:
    """Whether a label is the first of its sequence or the next one."""
    return label.count == (1,) if last is None else _follows(label.count, last)


def _follows(count: tuple[int, ...], last: tuple[int, ...] | None) -> bool:
    """Whether a number comes right after another: 12, 12-2 (or 12-1), 12-3, 13."""
    if not last:
        return False
    if len(count) == 1:
        return count[0] == last[0] + 1
    if count[:-1] == last:
        return count[-1] in (1, 2)
    return len(count) <= len(last) and count[:-1] == last[:len(count) - 1] and count[-1] == last[len(count) - 1] + 1


def _near(label: Label, last: tuple[int, ...] | None) -> bool:
    """Whether a label out of sequence is still believable: great divisions always, small ones near their sequence."""
    if label.shape in ("part", "subpart", "chapter", "section", "subsection", "article"):
        return True
    return abs(label.count[0] - (last[0] if last else 0)) <= (_LEAPS if last else 2)


def _styles(candidates: tuple[tuple[Candidate, ...], ...]) -> dict[str, set[str]]:
    """For each shape the ways of printing that are not exceptions in this document."""
    counts: dict[str, Counter[str]] = {}
    for found in candidates:
        for candidate in found:
            counts.setdefault(candidate.label.shape, Counter())[candidate.style] += 1
    return {shape: {style for style, count in counter.items() if count * 20 >= counter.total() or _telling(style)}
            for shape, counter in counts.items()}


def _telling(style: str) -> bool:
    return not style.endswith("text")


def _following(candidates: tuple[tuple[Candidate, ...], ...]) -> list[set[str]]:
    """For each row the shapes whose next label in the document continues the one here."""
    found: list[set[str]] = [set() for _ in candidates]
    latest: dict[str, tuple[int, ...]] = {}
    for index in range(len(candidates) - 1, -1, -1):
        for candidate in candidates[index]:
            shape, count = candidate.label.shape, candidate.label.count
            if _follows(latest.get(shape, (0,)), count):
                found[index].add(shape)
            latest[shape] = count
    return found


def _ended(row: Row, label: Label | None, language: Language) -> bool:
    """Whether a row is complete: it ends with a mark that ends something, or is a labelled line or short."""
    text = row.text.rstrip().rstrip(UNSEEN)
    return label is not None or not text or text[-1] in language.terminal or text[-1] in _closers(language) or (
        len(text) <= language.run_in.line_length)


def _closers(language: Language) -> str:
    return "".join(right for _, right in (*language.quotes, *language.brackets, *language.titles))


def _cut(row: Row, label: Label | None, nesting: Ranks, language: Language) -> Iterator[Piece]:
    """The pieces of a row: one for the label that opens it and one for each deeper first label on the same line."""
    if label is None:
        yield Piece(None, -1, (), (), clip(row.texts, 0), row)
        return
    offset = 0
    while True:
        rank = nesting.rank(label.shape)
        end = offset + label.end
        heading_end = end
        if nesting.level(rank).heading == "bracket":
            heading_end = end + _bracket(row.text[end:], language)
        rest = row.text[heading_end:]
        inner = next((found for found in readings(rest, language) if found.count == (1,) and (
            nesting.rank(found.shape) > rank) and found.shape not in ("figure", "article")), None)
        stop = None if inner is None else heading_end + inner.start
        yield Piece(label, rank, clip(row.texts, offset, end), clip(row.texts, end, heading_end),
                    clip(row.texts, heading_end, stop), row)
        if inner is None:
            return
        label, offset = inner, heading_end


def _bracket(rest: str, language: Language) -> int:
    """Where the bracketed heading at the start of a text ends; 0 if there is none."""
    stripped = rest.lstrip()
    pair = next((pair for pair in language.brackets if stripped.startswith(pair[0])), None)
    if pair is None or pair[0] in "<〈" or readings(stripped, language):
        return 0
    depth = 0
    for index, sign in enumerate(rest):
        depth += (sign == pair[0]) - (sign == pair[1])
        if depth == 0 and sign == pair[1]:
            return index + 1
    return 0


def text_of(piece: Piece) -> str:
    """The text of a piece without its label and bracketed heading."""
    return joined(piece.texts)

"""Rows → labels: which words at the start of a row open a unit, by their shape, their place and their sequence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diptych.language.profiles import UNSEEN, Label, Language
from diptych.readers.structure.openings import DIVISIONS
from diptych.readers.structure.rows import Row
from diptych.values import dataclass

_LEAPS: Final = 50
"""How far a small label (1. or ①) may stand from its sequence and still be believed."""
_QUOTED: Final = 40
"""How many rows a quotation may span."""
_TITLED: Final = 3
"""How many rows a title may span."""
GOES_ON: Final = tuple("\uff0c\u3001,\u318d\u00b7")
"""Marks after which a sentence goes on."""
_BRACKETS: Final = "(（【["
_END: Final = "end"
_TEXT: Final = "text"
"""What may come after a label, besides a blank and a bracket: nothing, and words."""
_SPACE: Final = re.compile(r"\s")
_ENOUGH: Final = 5
"""How many labels of a shape show a custom."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label as it may be read at the start of a row, with how it is printed there; one that stops with a mark that
    ends sentences may be the end of a sentence."""

    label: Label
    style: str
    stops: bool


Candidates = tuple[tuple[Candidate, ...], ...]
"""For each row the labels that may be read there."""
Accepted = tuple[Label | None, ...]
Counts = Mapping[str, tuple[int, ...]]
Manners = Mapping[tuple[str, str], int]
"""How usual each way of printing each shape is."""


def candidates(rows: tuple[Row, ...], shapes: frozenset[str], inside: Sequence[bool],
               language: Language) -> Candidates:
    """The labels of these shapes at the start of each row, none for a row inside a quotation."""
    return tuple([
        () if within or not row.labels else tuple([
            Candidate(label, _style(row.text, label), row.text[label.end - 1] in language.terminal)
            for label in row.labels if label.shape in shapes])
        for row, within in zip(rows, inside, strict=True)])


def _style(text: str, label: Label) -> str:
    """How a label is printed: with blanks inside or not, and what comes after it."""
    inside = "tight " if text[label.start:label.end].isalnum() or not _SPACE.search(
        text, label.start, label.end) else "wide "
    after = text[label.end:label.end + 1]
    if not after:
        return inside + _END
    if after.isspace():
        return inside + ("blank" if text[label.end:].strip() else _END)
    return inside + ("bracket" if after in _BRACKETS else _TEXT)


def quoted(rows: tuple[Row, ...], language: Language) -> list[bool]:
    """For each row whether it begins within a quotation or a title that a row before opened and a later one closes."""
    inside = [False] * len(rows)
    whole = "".join([row.text for row in rows])
    pairs = (*((pair, _QUOTED) for pair in language.quotes), *((pair, _TITLED) for pair in language.titles))
    for (left, right), reach in pairs:
        for first, last in _quotations(rows, left, right, reach) if left != right and left in whole else ():
            inside[first:last] = [True] * (last - first)
    return inside


def _quotations(rows: tuple[Row, ...], left: str, right: str, reach: int) -> Iterator[tuple[int, int]]:
    """The rows that begin within a quotation: from the one after its opening to the one that closes it."""
    opened = -1
    for index, row in enumerate(rows):
        if left not in row.text and right not in row.text:
            continue
        close, reopened = row.text.find(right), row.text.find(left)
        if opened >= 0 and close >= 0 and not 0 <= reopened < close:
            if index - opened <= reach:
                yield opened + 1, index + 1
            opened = -1
        if row.text.rfind(left) > row.text.rfind(right):
            opened = index


def accept(rows: tuple[Row, ...], found: Candidates, places: Mapping[str, int], language: Language) -> Accepted:
    """The label of each row that opens a unit; `places` are the depths of the shapes."""
    manners = _manners(found)
    ends = frozenset((*language.terminal, *[
        right for _, right in (*language.quotes, *language.brackets, *language.titles)]))
    wrapped = sum(len(row.texts) > 1 for row in rows) * 20 > len(rows)
    accepted: list[Label | None] = []
    last: dict[str, tuple[int, ...]] = {}
    total: dict[str, tuple[int, ...]] = {}
    printed: dict[str, tuple[int, ...]] = {}
    latest = ""
    for index, (row, candidates) in enumerate(zip(rows, found, strict=True)):
        if not candidates:
            accepted.append(None)
            if language.formulas.addenda.fullmatch(row.text):
                last, latest = {}, ""
            continue
        if candidates[0].label.outer and not _held(candidates[0], printed):
            accepted.append(None)
            continue
        chosen = _sure(candidates[0], last, manners)
        if chosen is None:
            placed = 2 if not index or row.gap else _place(
                rows[index - 1], ends, language, labelled=accepted[-1] is not None, wrapped=wrapped)
            chosen = _continuing(candidates, last, manners, placed=placed) or (
                _standing(found, index, last, total, manners, placed=placed) if placed else None)
        accepted.append(chosen)
        if chosen is not None:
            if chosen.shape != latest:
                latest, depth = chosen.shape, places[chosen.shape]
                last = {shape: count for shape, count in last.items() if places[shape] < depth}
                printed = {shape: printed[shape] for shape in last if shape in printed}
            last[latest] = total[latest] = chosen.count
            printed[latest] = chosen.outer + chosen.count
    return tuple(accepted)


def _sure(candidate: Candidate, last: Counts, manners: Manners) -> Label | None:
    """The reading, where it continues a sequence wherever it stands."""
    label = candidate.label
    before = last.get(label.shape)
    if not _continues(label, before):
        return None
    style = candidate.style
    return label if style.endswith(_END) or before is not None and manners[label.shape, style] > 1 else None


def _continuing(candidates: tuple[Candidate, ...], last: Counts, manners: Manners, *, placed: int) -> Label | None:
    """The reading that continues a sequence."""
    for candidate in candidates:
        label, shape = candidate.label, candidate.label.shape
        if not _continues(label, last.get(shape)):
            continue
        manner = manners[shape, candidate.style]
        if candidate.style.endswith(_END) or manner and (placed or manner > 1 and shape in last):
            return label
    return None


def _standing(found: Candidates, index: int, last: Counts, total: Counts, manners: Manners, *,
              placed: int) -> Label | None:
    """The reading that continues none, but is well placed and printed like its kind."""
    for candidate in found[index]:
        label, shape = candidate.label, candidate.label.shape
        goes_on, manner = _follows(label.count, total.get(shape)), manners[shape, candidate.style]
        if manner < (1 if goes_on and shape in DIVISIONS else 2) or placed < 2 and candidate.stops:
            continue
        if goes_on or _near(label, last.get(shape)) or _supported(found, index, label):
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
    if label.shape in DIVISIONS:
        return True
    return abs(label.count[0] - (last[0] if last else 0)) <= _LEAPS


def _held(candidate: Candidate, printed: Counts) -> bool:
    """Whether a label such as 3.2 that words follow at once, and so may be a quantity, bears the number of the unit
    that would hold it, or is the first below the next one. `printed` are the whole numbers of the open units."""
    label = candidate.label
    holders = [number[:len(label.outer)] for number in printed.values() if len(number) >= len(label.outer)]
    if not holders or label.outer in holders or not candidate.style.endswith("text"):
        return True
    return label.count == (1,) and (*label.outer[:-1], label.outer[-1] - 1) in holders


def _manners(found: Candidates) -> Manners:
    """How usual each way of printing each shape is here: 2 where it is common, 1 where it is rare, 0 where labels of
    the shape stand alone on their lines and this one runs into its text. What names what it numbers is printed alike
    in a text: words right after it soon show a reference."""
    styles = Counter([(candidate.label.shape, candidate.style) for candidates in found for candidate in candidates])
    shapes: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for (shape, style), count in styles.items():
        shapes[shape] += count
        alone[shape] += count * style.endswith(_END)
    manners = {}
    for (shape, style), count in styles.items():
        least = 3 if shape in DIVISIONS else 20
        common = 2 if not style.endswith(_TEXT) or count * least >= shapes[shape] else 1
        odd = style.endswith(_TEXT) and shapes[shape] >= _ENOUGH and alone[shape] * 5 >= shapes[shape] * 4
        manners[shape, style] = 0 if odd else common
    return manners


def _supported(found: Candidates, index: int, label: Label) -> bool:
    """Whether the next label of its shape in the document continues a label of the row."""
    for place in range(index + 1, len(found)):
        counts = [other.label.count for other in found[place] if other.label.shape == label.shape]
        if counts:
            return _follows(counts[-1], label.count)
    return False


def _place(before: Row, ends: frozenset[str], language: Language, *, labelled: bool, wrapped: bool) -> int:
    """How well a label stands after a row: 2 where the row ends with a mark that ends something, and in text that was
    not wrapped also where it is labelled or short; in wrapped text these are worth 1; 0 where the row must go on."""
    text = before.text.rstrip().rstrip(UNSEEN)
    if not text or text[-1] in ends:
        return 2
    if labelled or text[-1] not in GOES_ON and len(text) <= language.run_in.line_length:
        return 1 if wrapped else 2
    return 0

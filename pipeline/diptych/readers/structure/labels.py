"""Rows → labels: the words at the start of a row that open a unit, by their shape, their place and their sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from diptych.config.structural_corrections import ITEM
from diptych.language.label_patterns import is_never
from diptych.language.profiles import UNSEEN, Formulas, Label, Language, readings
from diptych.readers.structure import amendments
from diptych.readers.structure.ambiguous_labels import settled
from diptych.readers.structure.amendments import Amendment
from diptych.readers.structure.label_candidates import (
    END,
    GOES_ON,
    HEADED,
    TEXT,
    Candidate,
    Candidates,
    Counts,
    follows,
    inner,
    opens,
)
from diptych.readers.structure.openings import DIVISIONS
from diptych.readers.structure.rows import Row
from diptych.values import dataclass

_LEAPS: Final = 50
"""Greatest distance of a small label (1. or ①) from its sequence; chosen. If raised, more amounts and years at the
start of a row are labels."""
_WRAPPED: Final = 20
"""Rows to each row of several lines in a wrapped text, at most; chosen. If raised, more texts count as wrapped, and
labels behind short rows are less certain in them."""
_COMMON_DIVISION: Final = 3
"""Labels of a division to each label of a common style, at most; chosen. If raised, rarer styles are common, and more
references are labels."""
_COMMON: Final = 20
"""Labels of another shape to each label of a common style, at most; chosen. If raised, rarer styles are common, and
more amounts are labels."""
_ENOUGH: Final = 5
"""Fewest labels of a shape that show a custom; chosen. If raised, short texts have no custom."""
_ALONE: Final = 0.8
"""Least share of labels alone on their lines that makes a label within its line a reference; chosen. If raised, more
such references are labels."""
_WHOLE: Final = frozenset(".,;")
"""Marks behind which an amendment inserts nothing, so that its pattern need not be tried."""
_SOLE: Final = 3
"""Frequency of a style of labels alone on their lines, which nearly all labels of the shape have; chosen above the
others. If lowered to 2, it is taken for a common style."""
_UNITS: Final = frozenset(("article", "figure", "dot"))
"""Shapes of the labels that articles and sections bear."""
_BEFORE_HEADINGS: Final = (":", "\u2013", "\u2014")
"""Marks between the number of a division and its heading."""
_INNER: Final = 12
"""Characters behind a label in which a label of a deeper level is read; chosen. If lowered, more labels are missed."""
Frequencies = Mapping[tuple[str, str], int]
"""The frequency of each style of each shape: 3 nearly all, alone on their lines, 2 common, 1 rare, 0 foreign to the
document."""


@dataclass(frozen=False, slots=True)
class _Numbering:
    """The numbers that a document has reached: the `last` of each shape that is open, the last in `total`, and all
    numbers that they `printed`. `latest` is the shape of the latest label; `openings` are the words right behind the
    latest label of each shape. `returned`: an amendment ended right before the row. `lettered`: the latest article has
    letters before its number (L111-1). `annexed`: the row is in an annex among such articles."""

    last: dict[str, tuple[int, ...]] = field(default_factory=dict)
    total: dict[str, tuple[int, ...]] = field(default_factory=dict)
    printed: dict[str, tuple[int, ...]] = field(default_factory=dict)
    latest: str = ""
    openings: dict[str, str] = field(default_factory=dict)
    amendment: Amendment | None = None
    returned: bool = False
    lettered: bool = False
    annexed: bool = False

    def take(self, label: Label, text: str, places: Mapping[str, int], language: Language) -> None:
        """Go on to a label of a row with this text, and to the first labels of deeper levels right behind it."""
        if label.shape == "article":
            self.lettered, self.annexed = label.number[0].isalpha(), False
        opened: Label | None = label
        while opened is not None:
            if opened.shape != self.latest:
                self.latest, depth = opened.shape, places[opened.shape]
                self.last = {shape: count for shape, count in self.last.items() if places[shape] < depth}
                self.printed = {shape: self.printed[shape] for shape in self.last if shape in self.printed}
            self.last[opened.shape] = self.total[opened.shape] = opened.through or opened.count
            self.printed[opened.shape] = opened.outer + opened.count
            self.openings[opened.shape] = text[opened.end:opened.end + _INNER]
            opened = inner(text, opened.end, places[opened.shape], places, language)

    def skip(self, row: Row, formulas: Formulas) -> None:
        """Pass a row without a label; addenda and unnumbered divisions number anew."""
        if self.amendment is not None:
            amendments.passes(self.amendment, row.text, formulas)
        self.annexed = self.annexed or self.lettered and formulas.unnumbered.fullmatch(row.text) is not None
        if row.addenda or formulas.division.fullmatch(row.text):
            self.last, self.latest = {}, ""

    def amend(self, language: Language) -> None:
        """Begin an amendment on the next row."""
        inner = {label.shape: label.count for shape in self.last for label in readings(self.openings[shape], language)
                 if label.count == (1,)}
        self.amendment = Amendment({**inner, **self.last})

    def refuses(self, candidates: tuple[Candidate, ...], text: str, language: Language) -> bool:
        """Whether the labels of a row open nothing: they are quantities, are inserted into another document, or are
        articles without letters in an annex of a code."""
        if self.annexed and candidates[0].label.shape == "article" and candidates[0].label.number[0].isdecimal():
            return True
        if candidates[0].label.outer and not _is_held(candidates[0], self.printed):
            return True
        inserted = self.amendment is not None and amendments.holds(
            self.amendment, [candidate.label for candidate in candidates], text, follows, language)
        self.returned = not inserted and self.amendment is not None
        if not inserted:
            self.amendment = None
        return inserted


def accept(rows: tuple[Row, ...], read: Candidates, places: Mapping[str, int],
           language: Language) -> tuple[Label | None, ...]:
    """The label of each row that opens a unit; `places` are the depths of the shapes."""
    frequencies = _frequencies(read)
    ends = frozenset((*language.terminal, *[
        right for _, right in (*language.quotes, *language.brackets, *language.titles)]))
    wrapped = sum(len(row.texts) > 1 for row in rows) * _WRAPPED > len(rows)
    accepted: list[Label | None] = []
    numbering, amends = _Numbering(), language.formulas.amendment
    for index, (row, candidates) in enumerate(zip(rows, read, strict=True)):
        stated = candidates[0].label if candidates and (row.role == ITEM or row.below) else None
        if not is_never(amends) and index and rows[index - 1].text[-1] not in _WHOLE and (
                amends.fullmatch(rows[index - 1].text)):
            numbering.amend(language)
        if not candidates or stated is None and numbering.refuses(candidates, row.text, language):
            if not candidates:
                numbering.skip(row, language.formulas)
            accepted.append(None)
            continue
        if stated is None and (row.text[-1] not in ends and _interrupts(read, index, numbering.total) or (
                _is_inside(read, index, numbering.last, places))):
            accepted.append(None)
            continue
        own = settled(_own(candidates, numbering.last, row.text), numbering.last, (rows, read, index), places, language)
        # A likely label that continues a sequence in any place needs no look at the row before.
        chosen = stated or _continuing(own[:1], numbering.last, frequencies, placed=0)
        if chosen is None:
            placed = 2 if not index or row.gap or numbering.returned else _place(
                rows[index - 1], ends, language, labelled=accepted[-1] is not None, wrapped=wrapped) or int(
                    numbering.latest in HEADED)
            chosen = _continuing(own, numbering.last, frequencies, placed=placed) or (
                not placed and _alone(own, row.text, numbering.total, {} if wrapped else frequencies)) or (
                _isolated(own, numbering, frequencies, (read, index), placed=placed) if placed else None)
        accepted.append(chosen)
        if chosen is not None and row.below is None:
            numbering.take(chosen, row.text, places, language)
    return tuple(accepted)


def _continuing(candidates: tuple[Candidate, ...], last: Counts, frequencies: Frequencies, *,
                placed: int) -> Label | None:
    """The first label that begins a sequence or is the next one of it."""
    for candidate in candidates:
        label = candidate.label
        if not opens(label, last):
            continue
        frequency = frequencies[label.shape, candidate.style]
        if candidate.style.endswith(END) or frequency and (placed or frequency > 1 and label.shape in last):
            return label
    return None


def _isolated(candidates: tuple[Candidate, ...], numbering: _Numbering, frequencies: Frequencies,
              place: tuple[Candidates, int], *, placed: int) -> Label | None:
    """The first label that continues no sequence, but is well placed and printed like others of its shape."""
    for candidate in candidates:
        label, shape = candidate.label, candidate.label.shape
        goes_on, frequency = follows(label.count, numbering.total.get(shape)), frequencies[shape, candidate.style]
        if frequency < (1 if goes_on and shape in DIVISIONS else 2) or placed < 2 and candidate.stops:
            continue
        if goes_on or candidate.worded or _is_near(label, numbering.last.get(shape)) or _is_supported(*place, label):
            return label
    return None


def _alone(candidates: tuple[Candidate, ...], text: str, total: Counts, frequencies: Frequencies) -> Label | None:
    """The first label of a division that needs no complete row before it: it is alone on its line and the next one in
    the document, or so as nearly all of its shape are; or a mark is between its number and its heading."""
    for candidate in candidates:
        label = candidate.label
        if candidate.style.endswith(END) and label.shape in DIVISIONS and (
                follows(label.count, total.get(label.shape)) or (
                    frequencies.get((label.shape, candidate.style)) == _SOLE)):
            return label
        if frequencies and label.shape in HEADED and _is_headed(text, label):
            return label
    return None


def _is_headed(text: str, label: Label) -> bool:
    """Whether a mark is between the number of a division and its heading."""
    return text[label.end:].lstrip().startswith(_BEFORE_HEADINGS)


def _own(candidates: tuple[Candidate, ...], last: Counts, text: str) -> tuple[Candidate, ...]:
    """The candidates without those that quote a unit of another document.

    A letter behind a number (9A) inserts a unit behind the one with this number. So the latest unit must have this
    number, or the one before. An article alone on its line is none of another document, nor is a division with a mark
    between its number and its heading.
    """
    if not any(candidate.label.number[-1].isalpha() for candidate in candidates):
        return candidates
    return tuple([candidate for candidate in candidates if not _is_foreign(candidate, last, text)])


def _is_foreign(candidate: Candidate, last: Counts, text: str) -> bool:
    """Whether a label with a letter behind its number inserts a unit elsewhere than behind the latest unit."""
    label = candidate.label
    before = last.get(label.shape)
    if len(label.count) < 2 or label.number[-1].isdecimal() or before is None:
        return False
    if label.shape == "article" and candidate.style.endswith(END) or label.shape in HEADED and (
            _is_headed(text, label)):
        return False
    return not 0 <= label.count[0] - before[0] <= 1


def _is_near(label: Label, last: tuple[int, ...] | None) -> bool:
    """Whether a label out of sequence is credible: of a division always, of another shape near its sequence."""
    return label.shape in DIVISIONS or abs(label.count[0] - (last[0] if last else 0)) <= _LEAPS


def _is_held(candidate: Candidate, printed: Counts) -> bool:
    """Whether a label with the numbers of its holders, such as 3.2, is below them, or is no quantity.

    It may be a quantity if words are right behind it. Then an open unit must have the number 3, or the label must be
    the first below the next unit. `printed` are the whole numbers of the open units.
    """
    label = candidate.label
    holders = [number[:len(label.outer)] for number in printed.values() if len(number) >= len(label.outer)]
    if not holders or label.outer in holders or not candidate.style.endswith(TEXT):
        return True
    return label.count == (1,) and (*label.outer[:-1], label.outer[-1] - 1) in holders


def _frequencies(read: Candidates) -> Frequencies:
    """The frequency of each style of each shape in the document.

    A style is foreign if words follow its labels, but nearly all labels of the shape are alone on their lines. Its
    labels are references.
    """
    styles = Counter([(candidate.label.shape, candidate.style) for candidates in read for candidate in candidates])
    shapes: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for (shape, style), count in styles.items():
        shapes[shape] += count
        alone[shape] += count * style.endswith(END)
    frequencies = {}
    for (shape, style), count in styles.items():
        least = _COMMON_DIVISION if shape in DIVISIONS else _COMMON
        common = 2 if not style.endswith(TEXT) or count * least >= shapes[shape] else 1
        if shapes[shape] >= _ENOUGH and alone[shape] >= _ALONE * shapes[shape]:
            common = 0 if style.endswith(TEXT) else _SOLE if style.endswith(END) else common
        frequencies[shape, style] = common
    return frequencies


def _is_supported(read: Candidates, index: int, label: Label) -> bool:
    """Whether the next label of its shape in the document continues a label of the row."""
    for place in range(index + 1, len(read)):
        counts = [other.label.count for other in read[place] if other.label.shape == label.shape]
        if counts:
            return follows(counts[-1], label.count)
    return False


def _interrupts(read: Candidates, index: int, total: Counts) -> bool:
    """Whether a row has the label 1 alone, and the next of its shape goes on from those before: 39, 1, 40.

    No label of a division is one: units of a law stand as received.
    """
    if any(candidate.label.count != (1,) or candidate.label.shape in DIVISIONS for candidate in read[index]):
        return False
    before = [(candidate.label.shape, count) for candidate in read[index]
              if (count := total.get(candidate.label.shape)) is not None and count > (1,)]
    return len(before) == len(read[index]) and all(
        next((any(label.count == (count[0] + 1,) for label in labels) for labels in _later(read, index, shape)), False)
        for shape, count in before)


def _is_inside(read: Candidates, index: int, last: Counts, places: Mapping[str, int]) -> bool:
    """Whether a row names a division within a section or an article, as a list of the parts of a register does: the
    next label goes on with the numbers below that unit, which a division would end."""
    if any(candidate.label.shape not in HEADED for candidate in read[index]):
        return False
    depth = places[read[index][0].label.shape]
    held = [places[shape] for shape in last if shape in _UNITS and places[shape] > depth]
    following = next((candidates for candidates in read[index + 1:] if candidates), ()) if held else ()
    return any(places[candidate.label.shape] > max(held) and follows(
        candidate.label.count, last.get(candidate.label.shape)) for candidate in following)


def _later(read: Candidates, index: int, shape: str) -> Iterator[Sequence[Label]]:
    """The possible labels of a shape on each row behind one that has any."""
    for place in range(index + 1, len(read)):
        labels = [candidate.label for candidate in read[place] if candidate.label.shape == shape]
        if labels:
            yield labels


def _place(before: Row, ends: frozenset[str], language: Language, *, labelled: bool, wrapped: bool) -> int:
    """The rank of the place behind a row: 2 if the row is complete, 1 if it may be, 0 if it is incomplete.

    A row is complete if it ends with one of `ends`. A labelled or short row is complete in text that was not wrapped,
    and may be complete in wrapped text.
    """
    text = before.text.rstrip(UNSEEN)
    if not text or text[-1] in ends:
        return 2
    if labelled or text[-1] not in GOES_ON and len(text) <= language.run_in.line_length:
        return 1 if wrapped else 2
    return 0

"""Lines → how they were wrapped, and which lines continue the row before them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from diptych.language.profiles import UNSEEN, Label, Language, read_label, readings
from diptych.readers.formats.lines import Line
from diptych.readers.structure.openings import DIVISIONS, Printed, follows, openings

_CLOSING: Final = re.compile(r"[、。，；：！？）》〉”’」』〕】,.;:!?)\]]")
"""Pattern of a mark that can't begin a paragraph, so that a line that begins with it continues one."""
_SHORT: Final = 2
"""Most characters of a label that may be the last syllable of a sentence; chosen for the Korean ending `da.`. If
raised, more labels alone on a line continue the row before them."""
_REACH: Final = 200
"""Characters before and after a line end in which an open bracket is searched; chosen. If raised, longer brackets
join lines, and long lines take more time."""
_NOTE: Final = 4
"""Most lines of an annotation in brackets; chosen. If raised, an unclosed bracket may join unrelated lines."""
_LEAST: Final = 30
"""Narrowest wrapped width, in half-width cells; chosen. If raised, narrow columns are not joined."""
_MOST: Final = 160
"""Widest wrapped width, in half-width cells; chosen. If raised, unwrapped paragraphs may be taken for lines."""
_TOLERANCE: Final = 2
"""Cells by which full lines differ; chosen: one full-width character. If raised, nearly full lines count as full."""
_NEARLY: Final = 12
"""Cells that a nearly full line lacks at most; chosen: a word. If raised, fewer texts count as cut within words."""
_AFTER_FIRST: Final = ((2,), (1, 2), (1, 1))
"""Numbers that may follow the number 1; chosen: 2, and the branches 1-2 and 1-1. If raised, a
label for 1 whose list skips 2 begins a row."""
_FULL: Final = 4
"""Fewest full lines of a wrapped text; chosen. If raised, short texts are not joined."""
_SHARE: Final = 0.12
"""Least share of full lines among the lines of a wrapped text; chosen. If raised, texts of short paragraphs are not
joined; if lowered, lists of equal lines are."""
_WIDER: Final = 0.03
"""Greatest share of lines that are wider than the width; chosen. If raised, unwrapped texts are joined by accident."""
_WIDE: Final = 0.97
"""Quantile of the line widths that is the width of lines broken between words; chosen: the widest are exceptions. If
raised, a single long line hides the width."""
_FITTED: Final = 0.8
"""Least share of line ends at which the next word had no room, in lines broken between words; chosen. If raised, texts
with headings among their lines are not joined."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """The way in which a text was wrapped. `width` is its greatest width in half-width cells, 0 if it was not wrapped.

    `cut`: lines end within words, after so many characters; every character counts two cells. `firsts` are the
    indexes of lines that begin with the first label of a list.
    """

    width: int = 0
    cut: bool = False
    firsts: frozenset[int] = frozenset()

    def size(self, text: str) -> int:
        """The width of a text in cells, counted as when it was wrapped."""
        return _doubled(text) if self.cut else cells(text)

    def is_full(self, text: str) -> bool:
        """Whether a line with this text has no room for another full-width character."""
        return self.size(text) >= self.width - _TOLERANCE


Labels = Sequence[tuple[Label, ...]]


def wrapping(lines: Sequence[Line], bare: Sequence[str], labels: Labels, language: Language) -> Wrap:
    """The way in which the lines were wrapped. `bare` are their texts without outer white space, `labels` their labels.

    Lines were wrapped if many that end no sentence have one width. Lines broken between words were wrapped if the next
    word would have exceeded the greatest width.
    """
    if len(_running_on(bare, language)) < max(_FULL, _SHARE * (len(bare) - bare.count(""))):
        return Wrap()
    texts = [line.text.rstrip() for line in lines]
    width, cut = _width(texts, cells, language), False
    if not width and language.word_start:
        width, cut = _cut_width(texts, language), True
    if not width and language.word_start:
        width, cut = _ragged_width(texts, labels, language), False
    return Wrap(width, cut, _firsts(bare, labels) - _continued(lines, bare, labels, language)) if width else Wrap()


def cells(text: str) -> int:
    """The width of a text in half-width cells: a character outside Latin-1 counts twice."""
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))


def _doubled(text: str) -> int:
    return 2 * len(text)


def _running_on(texts: Sequence[str], language: Language) -> list[str]:
    """The texts that end no sentence and that another text follows at once."""
    return [text for text, following in pairwise(texts) if text and following and text[-1] not in language.terminal]


def _width(texts: Sequence[str], size: Callable[[str], int], language: Language) -> int:
    """The most frequent width of lines that run on; 0 if too few lines have it, or too many are wider."""
    sizes = map(size, _running_on(texts, language))
    full = Counter([width for width in sizes if width >= _LEAST])
    if not full:
        return 0
    width = max(full, key=lambda item: (full[item] + full[item - 1] + full[item + 1], item))
    near = sum(count for size, count in full.items() if abs(size - width) <= _TOLERANCE)
    written = len(texts) - texts.count("")
    # In a text of short paragraphs few lines are full; they tell as much if each line that runs on is one of them.
    if near < _FULL or near < _SHARE * written and near < full.total():
        return 0
    limit = width + _TOLERANCE
    wider = sum([1 for text in texts if 2 * len(text) > limit and size(text) > limit])
    return width if wider <= _WIDER * written else 0


def _cut_width(texts: Sequence[str], language: Language) -> int:
    """The width of lines that end within words; 0 if no more lines are full than nearly full."""
    width = _width(texts, _doubled, language)
    lacking = [width - _doubled(text) for text in _running_on(texts, language)]
    full = sum(1 for lack in lacking if abs(lack) <= _TOLERANCE)
    nearly = sum(1 for lack in lacking if _TOLERANCE < lack <= _NEARLY)
    return width if full > nearly else 0


def _ragged_width(texts: Sequence[str], labels: Labels, language: Language) -> int:
    """The width of lines broken between words; 0 if the next word would often have had room."""
    sizes = sorted(cells(text) for text in texts if text)
    width = sizes[int(_WIDE * len(sizes))] if sizes else 0
    if not _LEAST <= width <= _MOST:
        return 0
    fitted = [cells(text) + 1 + cells(following.split(maxsplit=1)[0]) > width
              for (text, following), read in zip(pairwise(texts), labels[1:], strict=True)
              if text and following and text[-1] not in language.terminal and not read]
    return width if sum(fitted) >= max(_FULL, _SHARE * len(sizes), _FITTED * len(fitted)) else 0


def _firsts(texts: Sequence[str], labels: Labels) -> frozenset[int]:
    """The indexes of texts with a label for 1, if the next label of its shape is one of `_AFTER_FIRST`.

    Of a division only the first counts, as a text may mention its first article again.
    """
    firsts: set[int] = set()
    latest: dict[str, tuple[int, ...]] = {}
    divisions: dict[str, int] = {}
    for index in range(len(texts) - 1, -1, -1):
        before_text = [label for label in labels[index] if texts[index][label.end:].strip()]
        for label in before_text:
            first = label.count == (1,) and latest.get(label.shape) in _AFTER_FIRST
            if label.shape in DIVISIONS:
                divisions[label.shape] = index if first else -1
            elif first:
                firsts.add(index)
        latest.update((label.shape, label.count) for label in before_text)
    return frozenset(firsts.union(divisions.values()))


def _continued(lines: Sequence[Line], texts: Sequence[str], labels: Labels, language: Language) -> frozenset[int]:
    """The indexes of lines that begin like the item before them and are indented more, within its sentence: they go on
    with it, as `rooms` and then `1, 2 and 3`."""
    continued: set[int] = set()
    latest: dict[tuple[str, tuple[int, ...]], int] = {}
    for index, found in enumerate(labels):
        for label in found[:1]:
            before = latest.get((label.shape, label.count), -1)
            if 0 <= before == index - 1 and texts[before][-1] not in language.terminal and (
                    _indent(lines[index]) > _indent(lines[before])):
                continued.add(index)
            latest[label.shape, label.count] = index
    return frozenset(continued)


def noted(texts: Sequence[str], language: Language) -> frozenset[int]:
    """The indexes of texts that continue a note in brackets. The note begins and ends with whole texts."""
    noted: set[int] = set()
    for index, text in enumerate(texts):
        right = language.closing.get(text[:1])
        if right is None or right in text:
            continue
        following = range(index + 1, min(index + _NOTE, len(texts)))
        end = next((place for place in following if right in texts[place] or not texts[place]), None)
        if end is not None and texts[end].endswith(right) and not any(
                text[0] in texts[place] for place in range(index + 1, end + 1)):
            noted.update(range(index + 1, end + 1))
    return frozenset(noted)


def goes_on(parts: list[Line], line: Line, wrap: Wrap, latest: Callable[[], Mapping[str, Printed]],
            labels: tuple[Label, ...], language: Language) -> bool:
    """Whether a line continues the row of the lines in `parts`.

    `labels` are read at the start of the line; `latest` gives the latest label of each shape in the rows before.
    """
    after = line.text.strip()
    if not wrap.width and not language.closers.search(after, 0, _REACH):
        return False
    before = parts[-1].text.rstrip()
    pauses = bool(wrap.width) and before[-1] in language.pauses and wrap.is_full(before)
    if not pauses and _ends(parts, before, language) and not (wrap.width and _hangs(parts, line, wrap, language)):
        return False
    if not _open_bracket(before, after, language) and not (wrap.width and _fills(before, after, wrap, language)):
        return False
    return not _starts_anew(parts, after, latest, labels, language)


def _ends(parts: list[Line], text: str, language: Language) -> bool:
    """Whether the last line, which has this text, ends a sentence, or ends with an annotation behind a sentence."""
    last = text[-1]
    if last in language.terminal:
        return True
    opening = next((left for left, right in language.brackets if right == last), None)
    if opening is None:
        return False
    whole = " ".join([line.text.strip() for line in parts[-_NOTE:]])
    start = whole.rfind(opening)
    before = whole[:start].rstrip() if start > 0 else ""
    return before[-1:] in tuple(language.terminal) and bool(language.formulas.annotation.fullmatch(whole[start:]))


def _fills(before: str, after: str, wrap: Wrap, language: Language) -> bool:
    """Whether the next word or character had no room in a line, in cells or in characters."""
    first = cells(after.split(maxsplit=1)[0]) + 1 if language.word_start and not wrap.cut else 2
    return wrap.is_full(before) or wrap.size(before) + first > wrap.width or (
        _doubled(before) >= wrap.width and not language.word_start) or bool(_CLOSING.match(after))


def _hangs(parts: list[Line], line: Line, wrap: Wrap, language: Language) -> bool:
    """Whether a line is indented more than the label of its row, and the line before it is full."""
    return _indent(line) > _indent(parts[0]) and wrap.is_full(parts[-1].text.rstrip()) and (
        read_label(parts[0].text, language) is not None)


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _starts_anew(parts: list[Line], after: str, latest: Callable[[], Mapping[str, Printed]],
                 labels: tuple[Label, ...], language: Language) -> bool:
    """Whether a line begins a row: by a heading of addenda, a label alone, or a label that continues a sequence.

    The label follows that of the row or the latest of its shape, and is printed like it. A label of `_SHORT`
    characters alone may end a sentence.
    """
    if not labels:
        return language.formulas.addenda.fullmatch(after) is not None
    end = labels[0].end
    printed = after[:end].rstrip()
    if not after[end:].strip(UNSEEN) and (end > _SHORT or printed[-1] in language.terminal):
        return end > _SHORT or printed[0].isdecimal()
    opening = parts[0].text.strip()
    own = dict(openings(opening, readings(opening, language), language))
    return any(follows(label, after, *known[label.shape]) for label in labels for known in (own, latest())
               if label.shape in known)


def _open_bracket(before: str, after: str, language: Language) -> bool:
    """Whether a title or bracket opened in one line is closed in the next."""
    for left, right in (*language.titles, *language.brackets):
        closed = after.find(right, 0, _REACH)
        if closed >= 0 and left != right and not 0 <= after.find(left) < closed and (
                before.rfind(left, -_REACH) > before.rfind(right, -_REACH)):
            return True
    return False

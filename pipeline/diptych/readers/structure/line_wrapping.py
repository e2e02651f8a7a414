"""Lines → how they were wrapped, and which line goes on with the one before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from diptych.language.profiles import UNSEEN, Label, Language, read_label, readings
from diptych.readers.formats.lines import Line
from diptych.readers.structure.openings import DIVISIONS, Latest, follows, openings

_CLOSING: Final = re.compile(r"[、。，；：！？）》〉”’」』〕】,.;:!?)\]]")
_SHORT: Final = 2
_REACH: Final = 200
"""How far back an open bracket is looked for."""
_NOTE: Final = 4
"""How many lines an annotation may span."""
_LEAST: Final = 30
_NEARLY: Final = 12
"""How many cells a nearly full line lacks."""
_AFTER_FIRST: Final = ((2,), (1, 2), (1, 1))
"""What comes after the number 1."""
_FULL: Final = 4
_SHARE: Final = 0.12
"""How many lines at least are full where lines were wrapped, and what share of all."""
_MOST: Final = 160
"""The widths, in cells, that texts are wrapped at."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text was wrapped by machine: its greatest width in half-width cells, 0 where it was not; whether words
    were cut, every character counting as two cells; and the lines, by index, that open with the first label of a
    list."""

    width: int = 0
    cut: bool = False
    firsts: frozenset[int] = frozenset()

    def size(self, text: str) -> int:
        """The width of a text, as it was counted when it was wrapped."""
        return 2 * len(text) if self.cut else cells(text)


Labels = Sequence[tuple[Label, ...]]
_UNWRAPPED: Final = Wrap()


def wrapping(lines: Sequence[Line], bare: Sequence[str], labels: Labels, language: Language) -> Wrap:
    """How the lines were wrapped; `bare` are their texts without white space at the ends, `labels` what these may be
    read to begin with. The clearest sign is that
    many lines which end nothing are of one width; of lines that break only between words, that their next word would
    have made them wider than any is."""
    runs_on = sum([1 for text, following in pairwise(bare) if text and following and text[-1] not in language.terminal])
    if runs_on < max(_FULL, _SHARE * (len(bare) - bare.count(""))):
        return _UNWRAPPED
    texts = [line.text.rstrip() for line in lines]
    width, cut = _width(texts, cells, language), False
    if not width and language.word_start:
        width, cut = _cut_width(texts, language), True
    if not width and language.word_start:
        width, cut = _ragged(texts, labels, language), False
    return Wrap(width, cut, _firsts(bare, labels)) if width else _UNWRAPPED


def cells(text: str) -> int:
    """The width of a text in half-width cells: what is not Latin counts twice."""
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))


def _doubled(text: str) -> int:
    return 2 * len(text)


def _width(texts: Sequence[str], size: Callable[[str], int], language: Language) -> int:
    runs_on = [size(text) for text, following in pairwise(texts)
               if text and following and text[-1] not in language.terminal]
    full = Counter([width for width in runs_on if width >= _LEAST])
    if not full:
        return 0
    width = max(full, key=lambda item: (full[item] + full[item - 1] + full[item + 1], item))
    near = sum(count for size, count in full.items() if abs(size - width) <= 2)
    written = len(texts) - texts.count("")
    if near < max(_FULL, _SHARE * written):
        return 0
    wider = sum([1 for text in texts if 2 * len(text) > width + 2 and size(text) > width + 2])
    return width if wider <= 0.03 * written else 0


def _cut_width(texts: Sequence[str], language: Language) -> int:
    """The width of lines that break after so many characters, in words too: more of them are full than nearly full."""
    width = _width(texts, _doubled, language)
    runs_on = [_doubled(text) for text, following in pairwise(texts)
               if text and following and text[-1] not in language.terminal]
    full = sum(1 for size in runs_on if abs(size - width) <= 2)
    nearly = sum(1 for size in runs_on if 2 < width - size <= _NEARLY)
    return width if full > nearly else 0


def _ragged(texts: Sequence[str], labels: Labels, language: Language) -> int:
    """The width of lines that break between words."""
    sizes = sorted(cells(text) for text in texts if text)
    width = sizes[int(0.97 * len(sizes))] if sizes else 0
    if not _LEAST <= width <= _MOST:
        return 0
    pairs = [cells(text) + 1 + cells(following.split(maxsplit=1)[0]) > width
             for (text, following), read in zip(pairwise(texts), labels[1:], strict=True)
             if text and following and text[-1] not in language.terminal and not read]
    return width if sum(pairs) >= max(_FULL, _SHARE * len(sizes), 0.8 * len(pairs)) else 0


def _firsts(texts: Sequence[str], labels: Labels) -> frozenset[int]:
    """The lines that open with a label for 1 whose shape's next label in the text is one for 2 or a branch of 1; of the
    great divisions only the first of each, as a text may speak of its first article again."""
    found: set[int] = set()
    latest: dict[str, tuple[int, ...]] = {}
    divisions: dict[str, int] = {}
    for index in range(len(texts) - 1, -1, -1):
        before_text = [label for label in labels[index] if texts[index][label.end:].strip()]
        for label in before_text:
            first = label.count == (1,) and latest.get(label.shape) in _AFTER_FIRST
            if label.shape in DIVISIONS:
                divisions[label.shape] = index if first else -1
            elif first:
                found.add(index)
        latest.update((label.shape, label.count) for label in before_text)
    return frozenset(found.union(divisions.values()))


def noted(texts: Sequence[str], language: Language) -> frozenset[int]:
    """The lines that go on with a note in brackets: one that a line begins with and a line soon after ends with."""
    found: set[int] = set()
    for index, text in enumerate(texts):
        right = language.closing.get(text[:1])
        if right is None or right in text:
            continue
        following = range(index + 1, min(index + _NOTE, len(texts)))
        end = next((place for place in following if right in texts[place] or not texts[place]), None)
        if end is not None and texts[end].endswith(right) and not any(
                text[0] in texts[place] for place in range(index + 1, end + 1)):
            found.update(range(index + 1, end + 1))
    return frozenset(found)


def goes_on(parts: list[Line], line: Line, wrap: Wrap, latest: Latest, labels: tuple[Label, ...]) -> bool:
    """Whether a line, which begins with one of the labels, goes on with the row begun in `parts`, by what the two lines
    hold."""
    language = latest.language
    after = line.text.strip()
    if not wrap.width and not language.closers.search(after, 0, _REACH):
        return False
    before = parts[-1].text.rstrip()
    if _ends(parts, before, language) and not (wrap.width and _hangs(parts, line, wrap, language)):
        return False
    if not _open_bracket(before, after, language) and not (wrap.width and _fills(before, after, wrap, language)):
        return False
    return not _starts_anew(parts, after, latest, labels)


def _ends(parts: list[Line], text: str, language: Language) -> bool:
    """Whether the last line ends with a mark that ends something, or with an annotation after one."""
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
    """Whether a line is as long as lines were made, in cells or in characters, so that the next one goes on with it."""
    first = cells(after.split(maxsplit=1)[0]) + 1 if language.word_start and not wrap.cut else 2
    size = wrap.size(before)
    return size >= wrap.width - 2 or size + first > wrap.width or (
        2 * len(before) >= wrap.width and not language.word_start) or bool(_CLOSING.match(after))


def _hangs(parts: list[Line], line: Line, wrap: Wrap, language: Language) -> bool:
    """Whether a line is indented below the label that opens its row, after a full line."""
    indent = len(line.text) - len(line.text.lstrip())
    opening = len(parts[0].text) - len(parts[0].text.lstrip())
    return indent > opening and wrap.size(parts[-1].text.rstrip()) >= wrap.width - 2 and (
        read_label(parts[0].text, language) is not None)


def _starts_anew(parts: list[Line], after: str, latest: Latest, found: tuple[Label, ...]) -> bool:
    """Whether a line is the heading of addenda or a label alone, or its label follows that of its row or the latest of
    its shape, printed alike. A label alone that might be the last syllable of a sentence is that."""
    language = latest.language
    if not found:
        return language.formulas.addenda.fullmatch(after) is not None
    printed = after[:found[0].end].rstrip()
    if not after[found[0].end:].strip(UNSEEN) and (found[0].end > _SHORT or printed[-1] in language.terminal):
        return found[0].end > _SHORT or printed[0].isdecimal()
    opening = parts[0].text.strip()
    own = dict(openings(opening, readings(opening, language), language))
    return any(follows(label, after, *known[label.shape]) for label in found for known in (own, latest.read())
               if label.shape in known)


def _open_bracket(before: str, after: str, language: Language) -> bool:
    """Whether a title or bracket opened in one line is closed in the next."""
    for left, right in (*language.titles, *language.brackets):
        closed = after.find(right, 0, _REACH)
        if closed >= 0 and left != right and not 0 <= after.find(left) < closed and (
                before.rfind(left, -_REACH) > before.rfind(right, -_REACH)):
            return True
    return False

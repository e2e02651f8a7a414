"""Lines of a drawn table → their posts and what is between them, at columns of half-width cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from diptych.diagnostics import Position
from diptych.readers.formats.plain_text.drawn_signs import ARMS, POSTS, RULE, STRONG, TYPED_POSTS, TYPED_RULE, width
from diptych.readers.formats.table_grid import WIDEST
from diptych.values import dataclass

NARROW: Final = 1
"""Width of an ambiguous character in Latin type, in half-width cells; defined by UAX #11."""
WIDE: Final = 2
"""Width of an ambiguous character in East Asian type, in half-width cells; defined by UAX #11."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """How a table is measured, in half-width cells: the width of a character that is wide in East Asian type alone, and
    how far a post may be beside its column."""

    ambiguous: int
    tolerance: int

    def width(self, text: str) -> int:
        """The width of a text."""
        return width(text, self.ambiguous)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is between two posts: its text with its place. `rule`: a rule is drawn there; `strong`: a heavy one."""

    text: str
    position: Position
    rule: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of a drawn table: its posts, and the gaps between them."""

    posts: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def ruled(self) -> bool:
        """Whether a rule is in the line."""
        return any(gap.rule for gap in self.gaps)

    @property
    def pure(self) -> bool:
        """Whether the line is a rule alone."""
        return all(gap.rule for gap in self.gaps)

    @property
    def drawing(self) -> str:
        """The characters that draw."""
        return "".join((*self.posts, *(gap.text for gap in self.gaps if gap.rule)))


def drawn(text: str, at: Position) -> DrawnLine | None:
    """The line with this text; None if text is beside its outer posts or runs into a rule, or it has too many cells."""
    pattern = TYPED_POSTS if TYPED_RULE.search(text) else POSTS
    found = [(match.start(), match[0]) for match in pattern.finditer(text)]
    if not 1 < len(found) <= WIDEST or text[:found[0][0]].strip() or text[found[-1][0] + 1:].strip():
        return None
    gaps = []
    for (left, before), (right, after) in pairwise(found):
        gap = _gap(text[left + 1:right], Position(at.file, at.line, at.column + left + 1), before, after)
        if gap is None:
            return None
        gaps.append(gap)
    return DrawnLine(tuple(post for _, post in found), tuple(gaps))


def _gap(text: str, at: Position, left: str, right: str) -> Gap | None:
    """The gap between two posts; None if a text runs into a rule."""
    begins, ends = "r" in ARMS[left], "l" in ARMS[right]
    if RULE.fullmatch(text) and (begins or ends):
        return Gap(text, at, rule=True, strong=STRONG.fullmatch(text) is not None)
    runs_in = begins and RULE.match(text[:1]) or ends and RULE.match(text[-1:])
    return None if runs_in else Gap(text, at)


def columns(lines: Sequence[DrawnLine], ruler: Ruler) -> tuple[int, ...]:
    """The columns of the posts in the rules of a table; none if they are too many, or a rule is beside them."""
    known = [0]
    for line in sorted((line for line in lines if line.ruled), key=lambda line: not line.pure):
        if places(line, known, ruler, added=known) is None or len(known) > WIDEST:
            return ()
    return tuple(known)


def places(line: DrawnLine, known: Sequence[int], ruler: Ruler, added: list[int] | None = None) -> (
        tuple[int, ...] | None):
    """The columns of the posts of a line; None if one is in no known column. Those of rules are `added`."""
    found = [0]
    for post, gap in zip(line.posts, line.gaps, strict=False):
        start = found[-1] + ruler.width(post)
        place = _nearest(known, found[-1], start, gap, ruler)
        if place is None and gap.rule and added is not None:
            place = start + ruler.width(gap.text)
            insort(added, place)
        if place is None:
            return None
        found.append(place)
    return tuple(found)


def _nearest(known: Sequence[int], before: int, start: int, gap: Gap, ruler: Ruler) -> int | None:
    """The known column in which the post behind a gap may be, behind the column `before`; the likeliest of several.

    A rule has the width of its characters. It may be one too long or too short, as no cell is empty of columns.
    """
    likely = start + ruler.width(gap.text)
    index = bisect_left(known, likely)
    if index < len(known) and known[index] == likely:
        return likely
    low, high = (likely - ruler.ambiguous, likely + ruler.ambiguous) if gap.rule else (
        start + width(gap.text, NARROW) - ruler.tolerance, start + width(gap.text, WIDE) + ruler.tolerance)
    first = bisect_left(known, max(low, before + 1))
    return min(known[first:bisect_right(known, high)], key=lambda place: abs(place - likely), default=None)

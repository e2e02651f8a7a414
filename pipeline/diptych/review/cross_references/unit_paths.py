"""The references of a text → the numbers of each unit that they name and of those printed around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from diptych.references.grammar import SAME, Grammar, number
from diptych.references.mentions import Mention, mentions
from diptych.review.clause_pairs import Span
from diptych.review.cross_references.unit_numbers import compared

_LONGEST_RANGE: Final = 400
"""Units of a range that are counted, at most; chosen. A longer one is taken for its two ends."""
_MARKS: Final = " \t\u00a0,"
"""Blanks and the comma between a unit and one in it."""
INNER: Final = "."
"""What is between the number of an article and that of a unit in it, in one number: `Paragraph 13.1`."""
_OF: Final = re.compile(r"\s+\w")
"""Pattern of a word right behind a unit that says in what it is. Chosen. If it matches more, units change places."""
_INSIDE: Final = re.compile(r"(?<=\d)[.(]")
"""Pattern of what is between the numbers of a unit and of one in it, as printed: 13.1, or 13(1)."""
Steps = tuple[tuple[int, str], ...]
"""Levels with the numbers of their units, the outermost first."""


class UnitPath(NamedTuple):
    """The numbers of a unit that a text refers to and of those around it that are printed, the outermost first.

    `group` is the list that it is a member of, `level` that of the unit; -1 if words say in what it is.
    """

    numbers: tuple[str, ...]
    span: Span
    group: int
    level: int = -1


class PrintedReference(NamedTuple):
    """Words for units of one list: the level of the outermost, those around the members, and the members.

    `joined`: it goes on with the list before. `alone`: nothing before it gives it a unit around its own. `same`: its
    outermost unit is that of the reference before.
    """

    span: Span
    level: int
    steps: Steps
    members: tuple[tuple[int, str, Span], ...]
    joined: bool
    alone: bool = False
    same: bool = False


class NumberList(NamedTuple):
    """A list of bare numbers with the name of their level, and where each is printed.

    The numbers inside a range have the place of its end."""

    level: int
    numbers: tuple[tuple[str, Span], ...]
    span: Span


class Listed(NamedTuple):
    """The references of a text: the mentions outside lists of bare numbers, and these lists.

    `whole`: nothing follows one that could not be read.
    """

    mentions: tuple[Mention, ...]
    phrases: tuple[NumberList, ...]
    whole: bool


def listed(text: str, known: Grammar) -> Listed:
    """The references of a text."""
    phrases = tuple(_number_lists(text, known))
    found = tuple(mention for mention in mentions(text, known) if not any(
        words.span.start < mention.end and mention.start < words.span.end for words in phrases))
    phrases = tuple(words for words in phrases if not _is_line(text, words.span))
    whole = all(mention.whole for mention in found) and not any(
        known.unfinished.match(text, words.span.end) for words in phrases)
    return Listed(found, phrases, whole)


def _is_line(text: str, span: Span) -> bool:
    """Whether words are one of several lines, which names the unit below it."""
    return "\n" in text and text[:span.start].rstrip(_MARKS)[-1:] in ("", "\n") and (
        text[span.end:].lstrip(_MARKS)[:1] in ("", "\n"))


def _number_lists(text: str, known: Grammar) -> Iterator[NumberList]:
    """The lists of bare numbers; one that ends a range is a part of that with its beginning."""
    before: NumberList | None = None
    for match in known.phrase.finditer(text):
        numbers, span = tuple(_phrase_numbers(match, known)), Span(*match.span())
        if before is not None:
            through = known.through.fullmatch(text, before.span.end, span.start)
            if through and before.level == _phrase_level(match, known):
                inner = tuple((shown, numbers[0][1]) for shown in between(before.numbers[-1][0], numbers[0][0]))
                numbers, span = (*before.numbers, *inner, *numbers[1:]), Span(before.span.start, span.end)
            else:
                yield before
        before = NumberList(_phrase_level(match, known), numbers, span)
    if before is not None:
        yield before


def unit_paths(text: str, found: Listed, known: Grammar) -> list[UnitPath]:
    """The paths of all units that a text refers to, in its order.

    A unit printed before the one that it is in, as in `item 2 of paragraph 1`, comes after it in the path.
    """
    items = sorted([*map(_of_mention, found.mentions), *map(_of_list, found.phrases)],
                   key=lambda item: item.span)
    gaps = [text[item.span.end:after.span.start] for item, after in pairwise(items)]
    around, holding = _around(items, gaps, known)
    paths, group = list[UnitPath](), 0
    for place, item in enumerate(items):
        group += not item.joined
        for level, printed, span in () if place in holding else item.members:
            steps = (*around[place], *item.steps, (level, printed))
            numbers = tuple(compared(part) for _, step in steps for part in step.split(INNER))
            own = item.alone and len(numbers) == 1
            paths.append(UnitPath(numbers, span, group, -1 if own else level))
    return paths


def with_levels(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> tuple[list[UnitPath], list[UnitPath]]:
    """The paths of two texts; a branch of one of them is a unit in another, if the other text has that: `Article 13.1`
    for paragraph 1 of article 13."""
    return _with_levels(left, right), _with_levels(right, left)


def _with_levels(ours: Sequence[UnitPath], theirs: Sequence[UnitPath]) -> list[UnitPath]:
    known = {path.numbers for path in theirs}
    parted = [tuple(part for printed in path.numbers for part in printed.split("-")) for path in ours]
    return [path._replace(numbers=parts) if path.numbers not in known and parts in known else path
            for path, parts in zip(ours, parted, strict=True)]


def _of_mention(mention: Mention) -> PrintedReference:
    """A mention with the units at its end, those of a range included."""
    span = Span(mention.start, mention.end)
    alone = mention.anaphor is not None or mention.cited is not None
    same = mention.anaphor is not None and mention.anaphor.kind == SAME
    if not mention.named:
        return PrintedReference(span, mention.level, (), (), mention.joined, alone, same)
    level, last = mention.named[-1]
    steps, numbers = mention.named[:-1], [last]
    if mention.last:
        end, value = mention.last[-1]
        first = next((printed for rank, printed in mention.named if rank == end), "")
        steps = tuple(step for step in mention.named if step[0] < end)
        level, numbers = end, [first or value, *between(first, value)]
    members = tuple((level, printed, span) for printed in numbers)
    return PrintedReference(span, mention.level, steps, members, mention.joined, alone, same)


def _of_list(words: NumberList) -> PrintedReference:
    """A list of numbers with the name of their level."""
    members = tuple((words.level, printed, span) for printed, span in words.numbers)
    return PrintedReference(words.span, words.level, (), members, joined=False)


def _phrase_level(match: re.Match[str], known: Grammar) -> int:
    """The level of a list of bare numbers; that below all levels if it is none of them."""
    return next((rank for rank, words in known.depths if words.search(match[0])), len(known.levels))


def _phrase_numbers(match: re.Match[str], known: Grammar) -> Iterator[tuple[str, Span]]:
    """The numbers of a list of bare numbers with their places; those inside a range have the place of its end."""
    end, first = 0, ""
    for figure in known.figure.pattern.finditer(match[0]):
        span = Span(match.start() + figure.start(), match.start() + figure.end())
        shown = number(figure.groups(), known.figure)
        shown = shown.replace("-", INNER) if _INSIDE.search(figure[0]) else shown
        if first and known.through.match(match[0], end):
            yield from ((inner, span) for inner in between(first, shown))
        else:
            yield shown, span
        end, first = figure.end(), shown


def _around(items: Sequence[PrintedReference], gaps: Sequence[str], known: Grammar) -> tuple[list[Steps], set[int]]:
    """For each reference the units around it that others print, after it or else before it; and the places of these."""
    around, holding = _behind(items, gaps, known)
    for place, (before, item) in enumerate(pairwise(items)):
        inside = before.level < item.level and (not gaps[place].strip() or known.outward.fullmatch(gaps[place]))
        steps = (*around[place], *before.steps, *((level, printed) for level, printed, _ in before.members[-1:]))
        if item.same:
            around[place + 1] = tuple(step for step in steps if step[0] <= item.level)
        elif not item.alone and not around[place + 1] and place + 1 not in holding and (
                item.joined or inside or known.joint.fullmatch(gaps[place])):
            around[place + 1] = tuple(step for step in steps if step[0] < item.level)
            if inside and not item.joined:
                holding.add(place)
    return around, holding


def _behind(items: Sequence[PrintedReference], gaps: Sequence[str], known: Grammar) -> tuple[list[Steps], set[int]]:
    """For each reference the units around it that are printed after it, and the places of these.

    A word between them tells that the second one holds the first, whatever their levels: `Section 3 of Paragraph 1`."""
    around: list[Steps] = [()] * len(items)
    holding = set[int]()
    for place in reversed(range(len(gaps))):
        item, after = items[place], items[place + 1]
        alone = len(after.members) <= 1 and not after.joined and not _is_placed(items, gaps, place, known)
        contains = after.level < item.level or after.level > item.level and _OF.match(gaps[place])
        if contains and alone and known.outward.fullmatch(gaps[place]):
            inner = range(place + 2, place + 3) if _goes_on(items, gaps, place, around) else range(0)
            whole = tuple((level, printed) for held in (after, *(items[at] for at in inner))
                          for level, printed, _ in held.members)
            around[place] = (*around[place + 1], *after.steps, *whole)
            holding.update((place + 1, *inner))
        elif around[place + 1] and item.level <= after.level and known.joint.fullmatch(gaps[place]):
            around[place] = tuple(step for step in around[place + 1]
                                  if step[0] < item.level or item.level == after.level)
    return around, holding


def _goes_on(items: Sequence[PrintedReference], gaps: Sequence[str], place: int, around: Sequence[Steps]) -> bool:
    """Whether the unit around a reference goes on with one in it: `item 2 of Article 9, paragraph 1`."""
    if place + 1 >= len(gaps) or gaps[place + 1].strip() != ",":
        return False
    item, after, inner = items[place:place + 3]
    return after.level < inner.level < item.level and len(inner.members) == 1 and not around[place + 2]


def _is_placed(items: Sequence[PrintedReference], gaps: Sequence[str], place: int, known: Grammar) -> bool:
    """Whether commas alone part a reference from those at both sides, and it is in the one before: a list that begins
    with an outer unit prints each before those in it."""
    start = place
    while start and items[start - 1].level == items[place].level and (
            known.outward.fullmatch(gaps[start - 1]) or known.joint.fullmatch(gaps[start - 1])):
        start -= 1
    if start == 0 or gaps[place].strip() != "," or not (
            known.outward.fullmatch(gaps[start - 1]) or not gaps[start - 1].strip(_MARKS)):
        return False
    begin = start - 1
    while begin and known.outward.fullmatch(gaps[begin - 1]):
        begin -= 1
    outer = items[start - 1].level
    return items[begin].level <= outer < items[place].level and (
        outer < items[_outermost(items, gaps, place, known)].level)


def _outermost(items: Sequence[PrintedReference], gaps: Sequence[str], place: int, known: Grammar) -> int:
    """The place of the outermost unit of those behind a reference, each around the one before it; the last is said to
    be so by a word."""
    last = place
    while place < len(gaps) and items[place + 1].level < items[place].level and known.outward.fullmatch(gaps[place]):
        place += 1
        last = last if gaps[place - 1].strip() == "," else place
    return last


def between(first: str, last: str) -> Iterator[str]:
    """The numbers of a range after its first, the last included; branches of one number are a range too."""
    stem, _, start = first.rpartition("-")
    other, _, end = last.rpartition("-")
    plain = stem == other and start.isdecimal() and end.isdecimal() and 0 < int(end) - int(start) < _LONGEST_RANGE
    numbers = range(int(start) + 1, int(end) + 1) if plain else ()
    yield from (f"{stem}-{value}" if stem else str(value) for value in numbers)
    if not plain:
        yield last

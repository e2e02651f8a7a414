"""The units that two texts refer to, in their order → a unit of one text in the place of another of its twin.

A number that recurs elsewhere in the text is found so, for which comparing the sets of numbers is blind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Final

from diptych.review.cross_references.unit_numbers import ANY, is_in_order
from diptych.review.cross_references.unit_paths import UnitPath

_SURE: Final = 3
"""Members of a list from which one exchanged member shows, though the twin has the other list as well. Chosen. Raised:
fewer changed lists are found."""
_MOST: Final = 400
"""Units of a text that are compared, at most; chosen. Raised: slower, since all are compared with all."""
Replaced = tuple[UnitPath, UnitPath] | None


def replaced(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> Replaced:
    """The first unit of the left text in the place of another of the right, with the other; None if there is none.

    Units are in the same place if equal ones are before and behind them, if no other answers to them, or if they are
    in lists whose other members are equal.
    """
    if max(len(left), len(right)) > _MOST:
        return None
    return (_between_equal(left, right) or _without_answer(left, right) or _of_lists(left, right)
            or _turned(_of_lists(right, left)))


def is_coarser(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> bool:
    """Whether the texts differ only in that one names a unit where the other names what is in it.

    `alinéa 4a)` means subparagraphs 4(a)(i) and (ii)."""
    ours, theirs = ({path.numbers for path in paths} for paths in (left, right))
    return _are_parts(ours - theirs, theirs - ours) or _are_parts(theirs - ours, ours - theirs)


def _are_parts(paths: AbstractSet[tuple[str, ...]], units: AbstractSet[tuple[str, ...]]) -> bool:
    """Whether all paths go on with those of units, and each unit has at least two of them."""
    held = [[path for path in paths if len(path) > len(unit) and path[:len(unit)] == unit] for unit in units]
    return bool(units) and all(len(parts) > 1 for parts in held) and sum(map(len, held)) == len(paths)


def cut(ours: Sequence[UnitPath], theirs: Sequence[UnitPath]) -> UnitPath | None:
    """The first member of a list that the other text lacks, if that has other members of the list as they are.

    Each unit of the other text answers to one at most.
    """
    shown = {path.numbers for path in theirs}
    lists = {path.group for path in ours if len(path.numbers) > 1 and path.numbers in shown}
    member = next((path for path in unanswered(ours, theirs)[0] if len(path.numbers) > 1 and path.group in lists
                   and path.numbers not in shown), None)
    return member or _shortened(ours, theirs)


def _shortened(ours: Sequence[UnitPath], theirs: Sequence[UnitPath]) -> UnitPath | None:
    """The first member of a list or range that the one with the other members lacks, if the text has its number less
    often."""
    more = _members(ours) - _members(theirs)
    return _lacking(list(_lists(ours)), list(_lists(theirs)), more) or _lacking(
        list(_ranges(ours)), list(_ranges(theirs)), more) if more else None


def cut_range(ours: Sequence[UnitPath], theirs: Sequence[UnitPath]) -> UnitPath | None:
    """The first unit of a range that ends elsewhere in the other text, if the text has its number more often. Words for
    a unit, which may be in the place of one in a list, are no end of a range."""
    more = _members(ours) - _members(theirs)
    ranges, others = ([paths for paths in _lists(side) if _is_range(paths)] for side in (ours, theirs))
    return _lacking(ranges, others, more) if more else None


def _is_range(paths: Sequence[UnitPath]) -> bool:
    """Whether the members of a list are units one behind the other, of which some are printed at one place."""
    numbers = [path.numbers[-1] for path in paths]
    return len({path.span for path in paths}) < len(paths) and all(map(str.isdecimal, numbers)) and all(
        int(after) == int(before) + 1 for before, after in pairwise(numbers))


def _lacking(lists: Sequence[Sequence[UnitPath]], others: Sequence[Sequence[UnitPath]],
             more: Counter[str]) -> UnitPath | None:
    """The first member of a list that the shorter one of the other text lacks; `more` are numbers that may be such."""
    kept, known = ([_members(paths) for paths in side] for side in (lists, others))
    for paths in lists:
        members = _members(paths)
        shorter = [other for other in known if other.total() > 1 and other < members and other not in kept]
        if shorter and members not in known and members - shorter[0] <= more:
            return next(path for path in paths if path.numbers[-1] in members - shorter[0])
    return None


def _between_equal(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> Replaced:
    """Units that differ in one number between units that are equal; each text has its own more often."""
    ours, theirs = ([path.numbers for path in paths] for paths in (left, right))
    more, fewer = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    for kind, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "replace":
            continue
        open_ = unanswered([path for path in left[start:end] if path.numbers in more],
                           [path for path in right[first:last] if path.numbers in fewer])
        if pair := _alike(*open_, alone=end - start == last - first == 1):
            return pair
    return None


def _without_answer(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> Replaced:
    """Units that differ in one number if each answers to one of the other text at most, and one of them to none."""
    ours, theirs = unanswered(left, right)
    strange = [path for path in ours if not any(answers(path, other) for other in right)]
    foreign = [path for path in theirs if not any(answers(path, other) for other in left)]
    known, shown = ({path.numbers for path in paths} for paths in (left, right))
    return (_alike(strange, [path for path in right if path.numbers not in known] if theirs else [])
            or _alike([path for path in left if path.numbers not in shown] if ours else [], foreign))


def _of_lists(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> Replaced:
    """The members in which two lists of as many members differ, if the other text has neither list as a whole."""
    ours, theirs = list(_lists(left)), list(_lists(right))
    kept, known = ([_members(paths) for paths in lists] for lists in (ours, theirs))
    for paths, members in zip(ours, kept, strict=True):
        if any(members <= other for other in known):
            continue
        for twins, other in zip(theirs, known, strict=True):
            more, fewer = members - other, other - members
            lone = len(twins) < _SURE and any(other <= another for another in kept)
            if more.total() == fewer.total() == 1 < len(twins) and not lone:
                return (next(path for path in paths if path.numbers[-1] in more),
                        next(path for path in twins if path.numbers[-1] in fewer))
    return None


def _turned(pair: Replaced) -> Replaced:
    """The pair with its units exchanged."""
    return (pair[1], pair[0]) if pair else None


def _members(paths: Sequence[UnitPath]) -> Counter[str]:
    """The numbers of the members of a list."""
    return Counter(path.numbers[-1] for path in paths)


def _lists(paths: Sequence[UnitPath]) -> Iterator[Sequence[UnitPath]]:
    """The lists of a text with several members."""
    for _, members in groupby(paths, key=lambda path: path.group):
        found = list(members)
        if len(found) > 1:
            yield found


def _ranges(paths: Sequence[UnitPath]) -> Iterator[Sequence[UnitPath]]:
    """The ranges of a text: units that are printed at one place."""
    for _, members in groupby(paths, key=lambda path: path.span):
        found = list(members)
        if len(found) > 1:
            yield found


def _alike(ours: Sequence[UnitPath], theirs: Sequence[UnitPath], *, alone: bool = False) -> Replaced:
    """The first two that differ in one number; of a single number each only if they are `alone`."""
    return next(((one, other) for one in ours for other in theirs if _differ_once(one, other)
                 and (alone or len(one.numbers) > 1)), None)


def _differ_once(one: UnitPath, other: UnitPath) -> bool:
    """Whether two units differ in one number; one may leave out others that the other prints, if it keeps one."""
    short, long = sorted((one.numbers, other.numbers), key=len)
    return not answers(one, other) and (len(short) == len(long) or len(short) > 1) and any(
        is_in_order((*short[:place], ANY, *short[place + 1:]), long) for place in range(len(short)))


def in_the_unit_before(ours: Sequence[UnitPath], theirs: Sequence[UnitPath]) -> list[UnitPath]:
    """The paths of a text; a unit that is printed alone is in the unit around the one of its level before it, if the
    other text prints one around it, and that is another."""
    paths = list[UnitPath]()
    known, printed = {path.numbers for path in theirs}, [path for path in ours if len(path.numbers) > 1]
    free = [path for path in theirs if not any(answers(path, other) for other in printed)]
    before: UnitPath | None = None
    for path in ours:
        alone = len(path.numbers) == 1
        if alone and before and before.level == path.level >= 0:
            numbers = (*before.numbers[:-1], *path.numbers)
            wrong = numbers not in known and any(_have_others_around(numbers, other.numbers) for other in free)
            paths.append(path._replace(numbers=numbers) if wrong else path)
        else:
            before = None if alone else path
            paths.append(path)
    return paths


def _have_others_around(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two units of one number are in units of which one number differs."""
    return len(one) == len(other) and one[-1] == other[-1] and (
        sum(mine != yours for mine, yours in zip(one, other, strict=True)) == 1)


def contradictions(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> tuple[list[UnitPath], list[UnitPath]]:
    """The paths of each text that answer to none of the other: one may leave out units that the other prints.

    If each path answers to one at most, and both texts have one left, these two answer to none if they differ in one
    number.
    """
    ours, theirs = unanswered(left, right)
    lone = len(left) == len(right) and len(ours) == len(theirs) == 1
    if lone and len(ours[0].numbers) == len(theirs[0].numbers) and _alike(ours, theirs):
        return ours, theirs
    return ([path for path in ours if not any(answers(path, other) for other in right)],
            [path for path in theirs if not any(answers(path, other) for other in left)])


def unanswered(left: Sequence[UnitPath], right: Sequence[UnitPath]) -> tuple[list[UnitPath], list[UnitPath]]:
    """The paths of each text that are left if each answers to one of the other at most; equal ones answer first."""
    ours, free = list[UnitPath](), _unpaired(right, left)
    for path in sorted(_unpaired(left, right), key=lambda path: sum(answers(path, other) for other in free)):
        other = next((item for item in free if answers(path, item)), None)
        if other:
            free.remove(other)
        else:
            ours.append(path)
    return sorted(ours, key=lambda path: path.span), free


def _unpaired(ours: Iterable[UnitPath], theirs: Iterable[UnitPath]) -> list[UnitPath]:
    """The paths that the other text has not as often."""
    left = Counter(path.numbers for path in theirs)
    unpaired = list[UnitPath]()
    for path in ours:
        if left[path.numbers]:
            left[path.numbers] -= 1
        else:
            unpaired.append(path)
    return unpaired


def answers(one: UnitPath, other: UnitPath) -> bool:
    """Whether the numbers of one path are those of the other, or some of them in their order."""
    short, long = sorted((one.numbers, other.numbers), key=len)
    return is_in_order(short, long)

"""All pairs of a document → findings on headings in one text only, the clauses whose neighbours are whole without them,
and those whose words may be elsewhere."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import (
    ENDS_PART,
    ClausePair,
    ComparedClause,
    Discrepancy,
    LanguagePair,
    Span,
    is_item,
    length,
    one_sided,
)
from diptych.review.figures import numbers_in
from diptych.review.pairing.definition_pairs import is_glossed
from diptych.review.placement.lengths import Ratio

_HEADING: Final = "heading"
"""Last part of a heading's eId: defined by the Akoma Ntoso Naming Convention 1.0."""
_PREFACE: Final = "preface"
"""eId of the titles of a text: defined by the Akoma Ntoso Naming Convention 1.0."""
_HEADED: Final = 0.9
"""Share of the clauses with a heading that have one in both texts, from which a missing one is reported. Chosen.
Raised: fewer headings are reported."""
_FEWEST: Final = 3
"""Clauses with a heading in both texts from which a missing one is reported. Chosen. Raised: as _HEADED."""
_ROOM: Final = 0.5
"""Share of a clause's words for which a neighbour's other text must have room to hold it. Chosen on the texts to learn
from of bench/pairs.py. Raised: more clauses in one text only are reported unasked."""
_HEADING_ALONE: Final = 0.4
"""Share of the length expected of a twin, below which it is the heading alone. Chosen. Raised: more paragraphs without
counterpart are reported."""
_WHOLE: Final = re.compile("[.;\u3002\uff1b]\\s*\\Z")
"""Pattern of the end of a clause that is a sentence. Chosen. If it matches more, as _HEADING_ALONE."""
_SENTENCE: Final = 48
"""Characters of the shortest such sentence, in the text that has more; twice as many in an item. Chosen: a language may
have a name for what the other says in a few words. Raised: as _HEADING_ALONE."""
_ITEM: Final = "."
"""What is between the numbers of a unit and of an item in it, in a clause's number."""
_LEADS: Final = re.compile("[:\uff1a]\\s*\\Z")
"""Pattern of the end of a line before items. Chosen. If it matches more, more clauses in one text only are reported
unasked."""
_NEAR: Final = 12
"""Pairs on either side of a clause among which others without counterpart are counted. Chosen. Raised: fewer clauses in
one text only are reported unasked."""
_SCATTERED: Final = 4
"""Clauses without counterpart near each other in each of the texts, from which their texts differ in order. Chosen on
the texts to learn from of bench/pairs.py. Raised: more clauses in one text only are reported unasked."""
_PARTS: Final = 0.08
"""Share of the unnumbered clauses that are without counterpart in each text, from which parts have another place.
Chosen on the texts to learn from. Raised: as _SCATTERED."""


def headings(pairs: Sequence[ClausePair], usual: Ratio | None) -> Iterator[Discrepancy]:
    """Q032: a heading of a clause whose twin has none, if nearly all headings of clauses are in both texts.

    The first heading is none of these if the title of its other text has room for it."""
    twins = [(index, pair.left, pair.right) for index, pair in enumerate(pairs) if pair.left and pair.right
             and not pair.unlike and _paragraphs(pair.left) == _paragraphs(pair.right) > 0]
    both = sum(bool(_heading(left)) and bool(_heading(right)) for _, left, right in twins)
    lost = [(index, left, right) for index, left, right in twins if bool(_heading(left)) != bool(_heading(right))]
    if both < _FEWEST or both < _HEADED * (both + len(lost)):
        return
    for index, left, right in lost:
        side, clause = (0, left) if _heading(left) else (1, right)
        alone = replace(clause, text=_heading(clause))
        if usual and (index == 1 and not _is_full(pairs[0], _alone(alone, side), usual) or _is_heading_of(
                *((right, left) if side == 0 else (left, right)), math.exp(usual.centre * (1 - 2 * side)))):
            continue
        yield Discrepancy("Q032", index, one_sided(side, Span(0, len(_heading(clause)))))


def paragraphs(pairs: Sequence[ClausePair], usual: Ratio | None, languages: LanguagePair) -> Iterator[Discrepancy]:
    """Q032: the paragraphs of a clause, if the twin has headings alone and is much shorter, and does not print them or
    their numbers."""
    if usual is None:
        return
    for index, pair in enumerate(pairs):
        if not pair.left or not pair.right:
            continue
        for side, clause, twin in ((0, pair.left, pair.right), (1, pair.right, pair.left)):
            if _is_heading_of(twin, clause, math.exp(usual.centre * (1 - 2 * side))) and not _has_numbers(
                    (twin, languages[1 - side]), (clause, languages[side])):
                yield from _lost(index, side, clause, twin)


def _lost(index: int, side: int, clause: ComparedClause, twin: ComparedClause) -> Iterator[Discrepancy]:
    """The finding on the paragraphs of a clause, unless its twin prints them."""
    start = len(_heading(clause)) + 1 if _heading(clause) else 0
    if clause.text[start:] not in twin.text:
        yield Discrepancy("Q032", index, one_sided(side, Span(start, len(clause.text))))


def _is_heading_of(twin: ComparedClause, clause: ComparedClause, scale: float) -> bool:
    """Whether the twin of a clause with a heading and paragraphs is one short line and no sentence; or that of a
    numbered sentence a few.

    `scale` is the usual ratio of its length to that of the clause."""
    least = _SENTENCE * (1 + (_ITEM in clause.label))
    sentence = clause.label and _WHOLE.search(clause.text) and length(clause) * max(1.0, scale) >= least
    return _paragraphs(clause) > 0 and bool(sentence or _heading(clause) and len(twin.blocks) == 1) and (
        length(twin) < _HEADING_ALONE * scale * length(clause)
        and not any(map(ENDS_PART.search, twin.text.split("\n"))))


def _has_numbers(twin: tuple[ComparedClause, Language], clause: tuple[ComparedClause, Language]) -> bool:
    """Whether a clause has numbers, and its twin all of these, as `3.7 GHz to 4.2 GHz`; each in its language."""
    theirs, numbers = (numbers_in(side.text, language) for side, language in (twin, clause))
    return bool(numbers) and numbers <= theirs


def _heading(clause: ComparedClause) -> str:
    """The first line of a clause if it is a heading."""
    first = clause.blocks[0] if clause.blocks else ""
    return clause.text.partition("\n")[0] if first.rpartition("__")[2] == _HEADING else ""


def _paragraphs(clause: ComparedClause) -> int:
    """The number of lines of a clause that are no headings."""
    return sum(block.rpartition("__")[2] != _HEADING for block in clause.blocks)


def surrounded(pairs: Sequence[ClausePair], usual: Ratio | None) -> AbstractSet[int]:
    """The indexes of clauses without counterpart, between two pairs whose other text has no room for their words."""
    if usual is None:
        return frozenset()
    return {index for index, pair in enumerate(pairs) if not (pair.left and pair.right) and 0 < index < len(pairs) - 1
            and all(_is_full(near, pair, usual) for near in (pairs[index - 1], pairs[index + 1]))}


def held(pairs: Sequence[ClausePair], usual: Ratio | None) -> AbstractSet[int]:
    """The indexes of unnumbered lines around items without counterpart, and of first or last lines that have room.

    A language may say before the items of a unit what another says after them. A definition with the other language's
    term at its end is no such line."""
    if usual is None:
        return frozenset()
    around = {_unit(clause) or clause.eid for pair in pairs for clause in pair.sides if clause}
    around = {unit.rpartition("__")[0] for unit in around} - {""}
    twins: defaultdict[str, list[int]] = defaultdict(list)
    alone: list[tuple[int, str]] = []
    for index, pair in enumerate(pairs):
        lines = [clause for clause in pair.sides if clause]
        units = [_unit(clause) for clause in lines]
        if len(lines) == 1 and units[0] and not is_item(lines[0].text) and not is_glossed(lines[0].text):
            alone.append((index, units[0]))
        elif all(units):
            for unit in around.intersection(units):
                twins[unit].append(index)
    return {doubtful for index, unit in alone for other in (unit, unit.rpartition("__")[0]) if other in twins
            for twin in (twins[other][0], twins[other][-1]) if not _is_full(pairs[twin], pairs[index], usual)
            for doubtful in (index, twin)}


def _unit(clause: ComparedClause) -> str:
    """The eId of the unit of which a clause is a line without number; nothing for other clauses."""
    unit, _, line = clause.eid.rpartition("__p_")
    return unit if unit and line.isdecimal() else ""


def scattered(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of clauses without counterpart among many others in both texts, which differ in their order.

    They are near each other; or they have no numbers, and are so many of both texts that parts have another place."""
    return _near_others(pairs) | _of_moved_parts(pairs)


def below_titles(pairs: Sequence[ClausePair], usual: Ratio | None) -> AbstractSet[int]:
    """The index of a heading without counterpart right below the titles, if those of the other text have room for it.

    A text may print both without a line between them."""
    if usual is None or len(pairs) < 2 or pairs[0].eid != _PREFACE or _is_full(pairs[0], pairs[1], usual):
        return frozenset()
    lines = [clause for clause in pairs[1].sides if clause]
    bare = [line for line in lines if not (line.label and _WHOLE.search(line.text) or _unit(line))]
    return {1} if len(lines) == len(bare) == 1 else frozenset()


def led_in(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of lines before items that one text alone has, where the other leads in to these with its sentence
    before: `The plan is in writing, and contains the following:`."""
    return {index for index, (before, pair) in enumerate(pairwise(pairs), 1) for side in (0, 1)
            if (line := pair.sides[side]) and not pair.sides[1 - side] and _LEADS.search(line.text)
            and (own := before.sides[side]) and not _LEADS.search(own.text)
            and (twin := before.sides[1 - side]) and _LEADS.search(twin.text)}


def _of_moved_parts(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of unnumbered clauses without counterpart if each text has many of them."""
    unnumbered = [(index, pair) for index, pair in enumerate(pairs)
                  if not any(clause.label for clause in pair.sides if clause)]
    alone = [[index for index, pair in unnumbered if pair.sides[side] and not pair.sides[1 - side]] for side in (0, 1)]
    many = max(2 * _SCATTERED, _PARTS * len(unnumbered))
    return {index for side in alone for index in side} if min(map(len, alone)) >= many else frozenset()


def _near_others(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of clauses without counterpart near many others in both texts."""
    before = [[0, *accumulate(not pair.sides[1 - side] for pair in pairs)] for side in (0, 1)]
    last = len(pairs)
    return {index for index, pair in enumerate(pairs) if not (pair.left and pair.right)
            and all(side[min(last, index + _NEAR + 1)] - side[max(0, index - _NEAR)] >= _SCATTERED
                    for side in before)}


def _alone(clause: ComparedClause, side: int) -> ClausePair:
    """A clause of one of the texts, without counterpart."""
    return ClausePair(clause, None) if side == 0 else ClausePair(None, clause)


def _is_full(near: ClausePair, alone: ClausePair, usual: Ratio) -> bool:
    """Whether the other text of a pair is too short to hold the words of a clause without counterpart too."""
    if not near.left or not near.right or near.unlike:
        return False
    left, right = (length(clause) for clause in near.sides)
    surplus = right - left * math.exp(usual.centre)
    if alone.left:
        return surplus < _ROOM * length(alone.left) * math.exp(usual.centre)
    return -surplus < _ROOM * length(alone.right)

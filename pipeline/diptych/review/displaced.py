"""All pairs of a document → findings on clauses that have another place than their twins, and on replaced clauses."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import Final

from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, LanguagePair, marker
from diptych.review.letters import is_written
from diptych.review.settled import crosswise

_SORTED: Final = 0.75
"""Share of neighbours in alphabetical order from which a list is sorted. Chosen. Raised: fewer lists are, and more of
their members are under another's number."""
_BEGINNING: Final = 24
"""Characters at the beginning of a text by which it is sorted. Chosen. Raised: slower."""
_AWAY: Final = 1 / 3
"""Share of the members of a sorted list that have another place in each language. Chosen. Raised: as _SORTED."""
_RANGE: Final = 40
"""Pairs on either side with which a clause may have changed places. Chosen for speed. Raised: slower, and exchanges
over a longer distance are found."""
_FEWEST: Final = 3
"""Members of the shortest sorted list. Chosen: two are sorted by chance. Raised: as _SORTED."""
_Twins = tuple[ComparedClause, ComparedClause]


def displaced(pairs: Sequence[ClausePair], languages: LanguagePair) -> Iterator[Discrepancy]:
    """Q034: a clause under another's number, or at another's place. Q035: a clause that says something else.

    A list that is in alphabetical order in both texts may have another order in each. If consecutive numbers are higher
    by the same number, the first is reported; so is the first of consecutive clauses that moved together. A text in
    another language says nothing here, and the same text in both languages, as a formula, has no place of its own."""
    twins = {index: _marked(pair.left, pair.right) for index, pair in enumerate(pairs) if pair.left and pair.right}
    crossed = {index for index, _ in crosswise([(index, right.place) for index, (_, right) in twins.items()
                                                if right.place >= 0])}
    exempt = {index for members in _sorted_lists(twins, crossed) for index in members}
    shift, moved = ("", 0), (-1, 0)
    for index, (left, right) in twins.items():
        before, shift = shift, _shift(left, right)
        distance = right.place - left.place
        if pairs[index].unlike:
            if not all(map(is_written, (left.text, right.text), languages)):
                continue
            yield Discrepancy("Q035", index, (None, None))
        elif index not in exempt and left.text != right.text and (
                shift[1] and shift != before or index in crossed and _is_moved(index, twins, languages)):
            if index not in crossed or moved != (index - 1, distance):
                yield Discrepancy("Q034", index, (None, None), (("clause", right.eid),))
            moved = index, distance


def _marked(left: ComparedClause, right: ComparedClause) -> _Twins:
    """Two clauses; if neither has a number but both begin with one, or both with a letter, these are their numbers."""
    signs = marker(left.text), marker(right.text)
    if left.label or right.label or not all(signs) or signs[0].isdecimal() != signs[1].isdecimal():
        return left, right
    return replace(left, label=signs[0].casefold()), replace(right, label=signs[1].casefold())


def _shift(left: ComparedClause, right: ComparedClause) -> tuple[str, int]:
    """The unit around a clause, and by how much its twin's number is higher; 0 if one has no number or they are of two
    levels.

    Numbers that are no integers differ by their texts."""
    ours, theirs = (clause.label.rpartition(".")[2] for clause in (left, right))
    depths = [clause.label.count(".") for clause in (left, right)]
    if not ours or not theirs or ours == theirs or depths[0] != depths[1]:
        return left.enclosing, 0
    if ours.isdecimal() and theirs.isdecimal():
        return left.enclosing, int(theirs) - int(ours)
    return f"{left.eid} {right.eid}", 1


def _is_moved(index: int, twins: Mapping[int, _Twins], languages: LanguagePair) -> bool:
    """Whether a clause that is out of order has another place.

    One without number in the same unit has so if it changed places with another, and is no definition: definitions have
    the order of each language, and lines around a list the order of its grammar."""
    left, right = twins[index]
    if left.label or right.label or left.enclosing != right.enclosing:
        return (left.label, left.enclosing) != (right.label, right.enclosing)
    if any(language.wording.definition.search(clause.text)
           for clause, language in zip((left, right), languages, strict=True)):
        return False
    near = (twins.get(other) for other in range(index - _RANGE, index + _RANGE + 1))
    return any(pair is not None and pair[0].label == pair[1].label == "" and pair[0].enclosing == left.enclosing and (
        pair[0].place - left.place) * (pair[1].place - right.place) < 0 for pair in near)


def _sorted_lists(twins: Mapping[int, _Twins], crossed: AbstractSet[int]) -> Iterator[Sequence[int]]:
    """The indexes of the pairs of each list that is in alphabetical order in both texts, first line included or not."""
    lists: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for index, (left, _) in twins.items():
        lists[left.enclosing, bool(left.label)].append(index)
    for members in lists.values():
        for start in (0, 1):
            listed = [sorted((twins[index][side].place, _key(twins[index][side].text)) for index in members[start:])
                      for side in (0, 1)]
            away = sum(twins[index][0].label != twins[index][1].label or index in crossed for index in members)
            if len(members) >= _FEWEST and away >= _AWAY * len(members) and all(map(_is_sorted, listed)):
                yield members


def _is_sorted(members: Sequence[tuple[int, str]]) -> bool:
    """Whether most neighbours are in alphabetical order."""
    words = [word for _, word in members]
    return sum(first < second for first, second in pairwise(words)) >= _SORTED * (len(words) - 1)


def _key(text: str) -> str:
    """The letters at the beginning of a text, without accents and marks, by which it is sorted."""
    plain = unicodedata.normalize("NFKD", text[:_BEGINNING]).casefold()
    return "".join(sign for sign in plain if sign.isalpha())

"""All pairs of a document → findings on clauses that have another place than their twins, and on replaced clauses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import Final

from diptych.language.numerals import value
from diptych.review.clause_pairs import (
    FIRST_LINE,
    ClausePair,
    ComparedClause,
    Discrepancy,
    LanguagePair,
    article,
    marker,
)
from diptych.review.pairing.definition_pairs import define_each_other, is_repealed
from diptych.review.pairing.settled import crosswise
from diptych.review.wording.letters import is_written

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
_MOVES: Final = 3
"""Moves of unnumbered clauses in one unit beyond which its parts have another order. Chosen. Raised: as _SORTED."""
_TOGETHER: Final = 3
"""Places between two clauses of one move, and between their distances. Chosen: a moved part has lines that are paired
elsewhere. Raised: fewer moves."""
_DOUBT: Final = 0.5
"""Confidence of a finding on such an order, as times the usual one. Chosen. Raised: it is reported unasked."""
_TERM: Final = 80
"""Characters at the beginning of a definition in which it has its verb. Chosen. If raised, more clauses are taken for
definitions, and their exchanges are not found."""
_UNPRINTED: Final = re.compile(r"\Ahcontainer_\d+__(?!art_)")
"""Pattern of a part under a mere heading at the beginning of an eId."""
_LATER: Final = re.compile(r"__p_(?!1\Z)\d+\Z")
"""Pattern of the end of the eId of a later line."""
_AGAIN: Final = re.compile(r"__oc_\d+(?:__p_\d+)?\Z")
"""Pattern of the end of the eId of a unit with the number of one before it in its place: defined by this project."""
_SERIES: Final = ("lower", "roman-lower")
"""Numerals whose signs are letters. Chosen. If one is added, more labels are of one place."""
_Twins = tuple[ComparedClause, ComparedClause]


def displaced(pairs: Sequence[ClausePair], languages: LanguagePair) -> Iterator[Discrepancy]:
    """Q034: a clause under another's number, or at another's place. Q035: a clause that says something else.

    A list that is in alphabetical order in both texts may have another order in each. If consecutive numbers are higher
    by the same number, the first is reported; so is the first of clauses that moved together. If many unnumbered parts
    of a unit moved, the first is reported, with less confidence. A text in another language says nothing here. A text
    that both have, as a formula, or that is twice in both has no place of its own. A clause whose article is without
    counterpart in the other text is less sure."""
    twins = {index: _marked(pair.left, pair.right) for index, pair in enumerate(pairs) if pair.left and pair.right}
    crossed = {index for index, _ in crosswise([(index, right.place) for index, (_, right) in twins.items()
                                                if right.place >= 0])} - _in_place(twins)
    crossed -= {index for index, (left, right) in twins.items() if left.eid == right.eid}
    exempt = {index for members in _sorted_lists(twins, crossed) for index in members} | _repeated(twins)
    exempt |= crossed & _defined(twins, languages)
    alone = _alone(pairs, 0), _alone(pairs, 1)
    shift, moves = ("", 0), list[int]()
    for index, (left, right) in twins.items():
        before, shift = shift, _shift(left, right)
        if pairs[index].unlike:
            if all(map(is_written, (left.text, right.text), languages)):
                yield Discrepancy("Q035", index, (None, None))
        elif index in exempt or left.text == right.text:
            continue
        elif index in crossed and (shift[1] and shift != before or _is_moved(index, twins, languages)):
            moves.append(index)
        elif shift[1] and shift != before:
            yield _displaced(index, right, _share(left, right, alone))
    yield from (replace(item, confidence=item.confidence * _share(*twins[item.pair], alone))
                for item in _moved(moves, twins))


def _displaced(index: int, right: ComparedClause, share: float = 1.0) -> Discrepancy:
    """The finding on a clause under another's number or at another's place."""
    return Discrepancy("Q034", index, (None, None), (("clause", right.eid),), confidence=share)


def _alone(pairs: Sequence[ClausePair], side: int) -> AbstractSet[str]:
    """The numbers of the articles of a text whose clauses are all without counterpart."""
    numbers = [{article(clause.eid) for pair in pairs if (clause := pair.sides[side])
                and bool(pair.sides[1 - side]) is paired} for paired in (False, True)]
    return numbers[0] - numbers[1] - {""}


def _share(left: ComparedClause, right: ComparedClause, alone: tuple[AbstractSet[str], AbstractSet[str]]) -> float:
    """The share of the usual confidence that two clauses of different articles have another place.

    It is lower if the article of one is without counterpart in the other text: its translation is there."""
    numbers = article(left.eid), article(right.eid)
    return _DOUBT if numbers[0] != numbers[1] and (numbers[0] in alone[1] or numbers[1] in alone[0]) else 1.0


def _moved(moves: Sequence[int], twins: Mapping[int, _Twins]) -> Iterator[Discrepancy]:
    """The findings on clauses out of order: one for those that moved together."""
    exchanged = _exchanged(twins)
    firsts = [index for before, index in pairwise([-1, *moves])
              if before < 0 or not _is_together(before, index, twins, exchanged)]
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for index in firsts:
        left, right = twins[index]
        if not left.label and not right.label and index not in exchanged:
            parts[left.enclosing].append(index)
    doubtful = {index: place for several in parts.values() if len(several) > _MOVES
                for place, index in enumerate(several)}
    for index in firsts:
        if not doubtful.get(index):
            yield _displaced(index, twins[index][1], _DOUBT if index in doubtful else 1.0)


def _is_together(before: int, index: int, twins: Mapping[int, _Twins], exchanged: AbstractSet[int]) -> bool:
    """Whether two clauses are near each other, and moved equally far; roughly so if they have no number.

    Two exchanges side by side are two moves."""
    distances = [right.place - left.place for left, right in (twins[before], twins[index])]
    if index - before == 1 and distances[0] == distances[1]:
        return True
    return index - before <= _TOGETHER and abs(distances[0] - distances[1]) <= _TOGETHER and not any(
        at in exchanged or clause.label for at in (before, index) for clause in twins[at])


def _ranks(twins: Mapping[int, _Twins]) -> Mapping[int, int]:
    """The places of the twins among each other, by those of the clauses."""
    places = [right.place for _, right in twins.values()]
    return {at: rank for rank, at in enumerate(sorted(range(len(places)), key=places.__getitem__))}


def _exchanged(twins: Mapping[int, _Twins]) -> AbstractSet[int]:
    """The indexes of clauses that have each other's place, those without a twin left out."""
    ranks = _ranks(twins)
    return {index for at, index in enumerate(twins) if at != ranks[at] and ranks[ranks[at]] == at}


def _in_place(twins: Mapping[int, _Twins]) -> AbstractSet[int]:
    """The indexes of clauses between others that changed places: they are out of order with these, not by themselves.

    Others moved over an unchanged one too, and are out of order with it."""
    ranks = _ranks(twins)
    return {index for at, index in enumerate(twins) if at == ranks[at]}


def _repeated(twins: Mapping[int, _Twins]) -> AbstractSet[int]:
    """The indexes of unnumbered clauses whose texts are there more than once in both languages."""
    counts = [Counter(both[side].text for both in twins.values()) for side in (0, 1)]
    return {index for index, both in twins.items() if not both[0].label and not both[1].label
            and all(counts[side][both[side].text] > 1 for side in (0, 1))}


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
    ours, theirs = (clause.label.rpartition(".")[2].lstrip("/") for clause in (left, right))
    depths = [clause.label.count(".") for clause in (left, right)]
    if not ours or not theirs or ours == theirs or depths[0] != depths[1] or _is_last(ours, theirs) or (
            _is_counted_alike(ours, theirs) or any(map(_is_repeated, (left, right)))):
        return left.enclosing, 0
    if ours.isdecimal() and theirs.isdecimal():
        return left.enclosing, int(theirs) - int(ours)
    return f"{left.eid} {right.eid}", 1


def _is_counted_alike(ours: str, theirs: str) -> bool:
    """Whether two labels are letters or Roman numbers of the same place: ii and b."""
    places = [{value(label, series) for series in _SERIES} - {None} for label in (ours.lower(), theirs.lower())]
    return not places[0].isdisjoint(places[1])


def _is_repeated(clause: ComparedClause) -> bool:
    """Whether a clause has the number of one before in its unit, as all items have in sources of Markdown."""
    return _AGAIN.search(clause.eid) is not None


def _is_last(ours: str, theirs: str) -> bool:
    """Whether one of two numbers is the last part of the other: 2 of 1-2, if one text prints sections alone."""
    return ours.endswith(f"-{theirs}") or theirs.endswith(f"-{ours}")


def _is_moved(index: int, twins: Mapping[int, _Twins], languages: LanguagePair) -> bool:
    """Whether a clause that is out of order has another place.

    One without number in the same unit has so if it changed places with another, and is no definition: definitions have
    the order of each language, and lines around a list the order of its grammar."""
    left, right = twins[index]
    if _is_around(left, right) or _is_around(right, left):
        return False
    if left.label or right.label or left.enclosing != right.enclosing:
        return (left.label, left.enclosing) != (right.label, right.enclosing)
    if any(language.wording.definition.search(clause.text)
           for clause, language in zip((left, right), languages, strict=True)):
        return False
    near = (twins.get(other) for other in range(index - _RANGE, index + _RANGE + 1))
    return any(pair is not None and pair[0].label == pair[1].label == "" and pair[0].enclosing == left.enclosing and (
        pair[0].place - left.place) * (pair[1].place - right.place) < 0 for pair in near)


def _defined(twins: Mapping[int, _Twins], languages: LanguagePair) -> AbstractSet[int]:
    """The indexes of definitions, and of the items that follow one in both texts: each language has them in the order
    of its alphabet."""
    found = set[int]()
    for index, (left, right) in twins.items():
        before = twins.get(index - 1) if index - 1 in found else None
        follows = before is not None and left.place - before[0].place == right.place - before[1].place == 1
        if _define(left, right, languages) or follows and any(
                clause.label or marker(clause.text) for clause in (left, right)):
            found.add(index)
    return found


def _define(left: ComparedClause, right: ComparedClause, languages: LanguagePair) -> bool:
    """Whether two clauses without number define a term, or did until that was repealed; French may have no verb."""
    if left.label or right.label:
        return False
    both = left.text, right.text
    return define_each_other(*both) or all(map(is_repealed, both)) or any(
        language.wording.definition.search(text, 0, _TERM) for text, language in zip(both, languages, strict=True))


def _is_around(first: ComparedClause, last: ComparedClause) -> bool:
    """Whether the first line of a unit and a later line in it are what is said around a list, or in an item of it: a
    language may say it before the list, and another after it."""
    unit, line = (_UNPRINTED.sub("", clause.eid) for clause in (first, last))
    if not unit.endswith(FIRST_LINE) or line == unit:
        return False
    around = unit.removesuffix(FIRST_LINE)
    inside = bool(last.label) and line.startswith(f"{around}__") and line.count("__") == unit.count("__")
    return inside or not last.label and (
        line.startswith(unit.removesuffix(FIRST_LINE[-3:]))) and _LATER.search(line) is not None


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

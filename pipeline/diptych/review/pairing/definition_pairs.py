"""Units of two texts → the pairs of their definitions, which each language has in the order of its own alphabet.

A definition begins with its term and ends with that of the other text in brackets: `Minister means … (ministre)`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from diptych.align.left_headings import LONGEST_HEADING
from diptych.align.pairs import AlignedUnit
from diptych.review.clause_pairs import FIRST_LINE, ClausePair, ComparedClause, LanguagePair, article, is_item
from diptych.review.pairing.contradictions import introduces

_GLOSS: Final = re.compile(r"\(([^()]{3,})\)\W*\Z")
"""Pattern of a term in brackets at the end of a definition. Chosen. If it matches more, more definitions are paired."""
_REPEALED: Final = re.compile(r"[^.;:\[\]]{2,80}\[[^\[\]]+\]\s*")
"""Pattern of a term whose definition was repealed. Chosen. If it matches more, more clauses have no sure place."""
_LETTERS: Final = 3
"""Letters at the beginning of a definition by which it is looked up: the shortest term in brackets has as many. Chosen
for speed. If raised, shorter terms are missed."""
_MOST_ITEMS: Final = 100
"""Items of a definition, at most. Chosen for speed. Raised: long lists of numbered units take more time."""
_Units = tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]]
"""The units of both texts."""
_Link = tuple[tuple[int, ...], tuple[int, ...]]


def with_definitions(links: Sequence[_Link], units: _Units) -> list[_Link]:
    """The links, with those of definitions that name each other's terms, and of their items, in the place of others."""
    found = list(_with_items(definitions(units), units))
    taken = [{unit for link in found for unit in link[side]} for side in (0, 1)]
    return [link for link in links if not taken[0].intersection(link[0]) and not taken[1].intersection(link[1])] + found


def definitions(units: _Units) -> Mapping[int, int]:
    """The first units of definitions of the right by those of the left, of which each begins with the term with which
    the other ends; none of which there are two."""
    glosses = [_glosses(side) for side in units]
    beginnings = [{at: _beginning(side[at].text) for at in terms} for side, terms in zip(units, glosses, strict=True)]
    by_letters: defaultdict[str, list[int]] = defaultdict(list)
    for j, beginning in beginnings[1].items():
        by_letters[beginning[:_LETTERS]].append(j)
    mutual = [(i, j) for i, gloss in glosses[0].items() for j in by_letters[gloss[:_LETTERS]]
              if _begins(beginnings[1][j], gloss) and _begins(beginnings[0][i], glosses[1][j])]
    counts = Counter(i for i, _ in mutual), Counter(j for _, j in mutual)
    return {i: j for i, j in mutual if counts[0][i] == counts[1][j] == 1}


def define_each_other(left: str, right: str) -> bool:
    """Whether two texts are definitions, each of the term with which the other ends."""
    ours, theirs = _gloss(left), _gloss(right)
    return bool(ours and theirs) and _begins(_beginning(right), ours) and _begins(_beginning(left), theirs)


def is_glossed(text: str) -> bool:
    """Whether a text ends with a term in brackets, as a definition does."""
    return bool(_gloss(text))


def is_repealed(text: str) -> bool:
    """Whether a text is a term whose definition was repealed, with a note: `Chairman[Repealed, 1999, c. 12, s. 53]`."""
    return _REPEALED.fullmatch(text) is not None


def of_terms(links: Sequence[_Link], units: _Units) -> Iterator[_Link]:
    """The links of definitions left over, of which one ends with the term in brackets with which the other begins."""
    taken = [{unit for link in links for unit in link[side]} for side in (0, 1)]
    terms = [[(unit, _gloss(text.text)) for unit, text in enumerate(units[side]) if unit not in taken[side]]
             for side in (0, 1)]
    new = set[int]()
    for i, term in terms[0]:
        beginning = _beginning(units[0][i].text)
        for j, other in terms[1]:
            if j not in new and (term and _beginning(units[1][j].text).startswith(term)
                                 or other and beginning.startswith(other)):
                new.add(j)
                yield (i,), (j,)
                break


def _glosses(units: Sequence[AlignedUnit]) -> dict[int, str]:
    """The terms in brackets by the first units of the definitions that end with them."""
    glosses: dict[int, str] = {}
    for place, unit in enumerate(units):
        if gloss := _gloss(unit.text):
            glosses[_first(units, place)] = gloss
    return glosses


def _first(units: Sequence[AlignedUnit], last: int) -> int:
    """The first unit of a definition that ends at a place: that before its items."""
    first = last - 1 if _closes(units, last) else last
    while first and last - first < _MOST_ITEMS and _is_item(units[first]):
        first -= 1
    return first if first < last and introduces(units[first]) else last


def _closes(units: Sequence[AlignedUnit], place: int) -> bool:
    """Whether a line goes on with a definition behind its items: `and that has not ceased to be such land; (terre)`.

    A sentence does if it ends with a term, since each definition before it would have ended so."""
    before, line = units[max(0, place - 1)], units[place]
    goes_on = line.text[:1].islower() or bool(_gloss(line.text))
    return place > 0 and not _is_item(line) and goes_on and _is_item(before) and not _gloss(before.text)


def _is_item(unit: AlignedUnit) -> bool:
    return bool(unit.label) or is_item(unit.text)


def _items(units: Sequence[AlignedUnit], first: int) -> range:
    """The places of the items of a definition; none if it has none."""
    stop = first + 1
    while stop < len(units) and stop - first <= _MOST_ITEMS and _is_item(units[stop]):
        stop += 1
    stop += stop < len(units) and stop - first > 1 and _closes(units, stop)
    items = range(first + 1, stop) if introduces(units[first]) else range(0)
    ends = [place for place in items if _gloss(units[place].text)]
    return range(items.start, ends[0] + 1) if ends else range(0)


def _with_items(pairs: Mapping[int, int], units: _Units) -> Iterator[_Link]:
    """The links of definitions and of their items; the items that one alone has go with it."""
    for i, j in pairs.items():
        ours, theirs = _items(units[0], i), _items(units[1], j)
        if len(ours) and len(theirs):
            yield (i,), (j,)
            yield from _of_items((ours, theirs), units)
        else:
            yield (i, *ours), (j, *theirs)


def _of_items(items: tuple[range, range], units: _Units) -> Iterator[_Link]:
    """The links of the items of a definition, if both have as many; else those of the items of the highest level, with
    all that is in one of them if the other is undivided; else all of them together if one text alone has items in
    items."""
    groups = tuple(map(_by_highest, items, units))
    depths = [max(units[side][place].label.count(".") for place in held) for side, held in enumerate(items)]
    if len(items[0]) == len(items[1]):
        yield from (((own,), (other,)) for own, other in zip(*items, strict=True))
    elif len(groups[0]) == len(groups[1]):
        for own, other in zip(*groups, strict=True):
            if len(own) == len(other):
                yield from (((ours,), (theirs,)) for ours, theirs in zip(own, other, strict=True))
            elif 1 in (len(own), len(other)):
                yield own, other
    elif depths[0] != depths[1]:
        yield tuple(items[0]), tuple(items[1])


def _by_highest(items: range, units: Sequence[AlignedUnit]) -> list[tuple[int, ...]]:
    """The items in groups, of which each begins with one of the highest level."""
    depths = [units[place].label.count(".") for place in items]
    starts = [place for place, depth in zip(items, depths, strict=True) if depth <= min(depths)]
    starts = sorted({items.start, *starts})
    return [tuple(range(start, stop)) for start, stop in zip(starts, [*starts[1:], items.stop], strict=True)]


def of_one_version(pairs: Sequence[ClausePair], languages: LanguagePair) -> AbstractSet[int]:
    """The indexes of clauses of a definition at whose end its text says that one language has it."""
    found = set[int]()
    for side, language in enumerate(languages):
        own = sorted((clause.place, index) for index, pair in enumerate(pairs) if (clause := pair.sides[side]))
        units = [_unit(pairs[index].sides[side]) for _, index in own]
        for last, unit in enumerate(units):
            if language.wording.one_version.search(unit.text):
                found.update(index for _, index in own[_first(units, last):last + 1])
    return found


def of_known_terms(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of clauses without counterpart that end with a term of the other text.

    A line of the same article begins with the term there. It is no definition that has a counterpart of its own."""
    found = set[int]()
    for side in (0, 1):
        beginnings: defaultdict[str, list[str]] = defaultdict(list)
        for clause in (clause for pair in pairs if (clause := pair.sides[1 - side]) and not (
                pair.left and pair.right and define_each_other(pair.left.text, pair.right.text))):
            beginnings[article(clause.eid)].append(_beginning(clause.text))
        alone = [(index, clause) for index, pair in enumerate(pairs)
                 if (clause := pair.sides[side]) and not pair.sides[1 - side]]
        found |= {index for index, clause in alone if (term := _gloss(clause.text)) and any(
            _begins(text, term) for text in beginnings[article(clause.eid)])}
    return found


def of_one_unit(pairs: Sequence[ClausePair], languages: LanguagePair) -> AbstractSet[int]:
    """The indexes of definitions without counterpart in a unit of which each text has such: each is in the order of its
    alphabet."""
    alone: tuple[defaultdict[str, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for index, pair in enumerate(pairs):
        for side, (clause, language) in enumerate(zip(pair.sides, languages, strict=True)):
            unit = clause.eid.rpartition("__")[0] if clause and not pair.sides[1 - side] else ""
            if clause and unit and language.wording.definition.search(clause.text):
                alone[side][unit].append(index)
    return {index for unit in alone[0].keys() & alone[1].keys() for side in alone for index in side[unit]}


def _unit(clause: ComparedClause | None) -> AlignedUnit:
    """A clause as a unit; the first line of an item has the number of the item."""
    if clause is None:
        return AlignedUnit("", "")
    label = clause.label or (clause.enclosing if clause.eid.endswith(FIRST_LINE) else "")
    return AlignedUnit(clause.eid, clause.text, label=label)


def _begins(text: str, term: str) -> bool:
    """Whether a text begins with a term, and no longer word."""
    return text.startswith(term) and not text[len(term):len(term) + 1].isalnum()


def _gloss(text: str) -> str:
    """The term in brackets at the end of a definition; nothing if there is none."""
    match = _GLOSS.search(text, max(0, len(text) - LONGEST_HEADING))
    return match[1].casefold() if match else ""


def _beginning(text: str) -> str:
    return text[:LONGEST_HEADING].casefold()

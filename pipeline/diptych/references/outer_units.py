"""References of a text → the same with the units around them that other words print, as paragraph 2 of article 5."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from diptych.language.label_patterns import is_never
from diptych.references.grammar import Grammar, number, path
from diptych.references.mentions import Mention, Named, carries_on, words_before

_MARKS: Final = " \t\u00a0,"
"""Blanks and the comma between a unit and one in it."""
_FEWEST: Final = 2
"""References of which one can be printed around another, at least."""
_INSIDE: Final = "."
"""What is between the numbers of an article and of a unit in it. Chosen. If one is added, branches are such units."""
_NONE: Final = 1000
"""A level below all, chosen."""


def completed(text: str, found: Sequence[Mention], known: Grammar) -> Sequence[Mention]:
    """The references with the units around each that are printed behind it, or before it in a text of articles.

    Two such references become one with the words of both. The other members of a list are in the unit behind the last.
    """
    if is_never(known.outward) and not known.counted:
        return found
    items = _with_lists(text, found, known) if known.counted else found
    if len(items) < _FEWEST:
        return items
    items = _inside_before(text, items, known) if known.counted else items
    out: list[Mention] = []
    holder: Mention | None = None
    after: Mention | None = None
    for item in reversed(items):
        if after and _is_inside(text, item, out[-1], known):
            holder = out.pop()
            out.append(_placed(item, holder, item.start, holder.end, known))
        elif holder and after and item.level == after.level and _goes_on(text, item, after, known):
            out.append(_placed(item, holder, item.start, item.end, known))
        else:
            holder = None
            out.append(item)
        after = item
    out.reverse()
    return _joined(text, out, known) if known.counted else out


def _joined(text: str, items: Sequence[Mention], known: Grammar) -> list[Mention]:
    """The references with those that go on with a list of bare numbers, or with a unit printed in two parts."""
    out = list(items[:1])
    for before, item in pairwise(items):
        joint = _is_bare(item) and not item.joined and known.joint.fullmatch(text, before.end, item.start)
        out.append(replace(item, joined=True) if joint else item)
    return out


def _is_inside(text: str, item: Mention, outer: Mention, known: Grammar) -> bool:
    """Whether words between two references say that the first is a unit in the second."""
    gap = known.outward.fullmatch(text, item.end, outer.start)
    single = not outer.last and not outer.joined
    return gap is not None and _is_bare(item) and single and _deepest(outer) < item.level and (
        known.counted or bool(gap[0].strip(_MARKS)))


def _goes_on(text: str, item: Mention, after: Mention, known: Grammar) -> bool:
    """Whether the second of two references goes on with a list that begins with the first."""
    named = known.counted and known.joint.fullmatch(text, item.end, after.start) is not None
    return _is_bare(item) and (after.joined or named)


def _is_bare(item: Mention) -> bool:
    """Whether a reference names a unit by its number alone."""
    return bool(item.named) and item.anaphor is None and item.cited is None


def _deepest(outer: Mention) -> int:
    """The level of the innermost unit that a reference names; one below all for a document."""
    if outer.named:
        return outer.named[-1][0]
    return outer.anaphor.level if outer.anaphor else _NONE


def _placed(item: Mention, outer: Mention, start: int, end: int, known: Grammar) -> Mention:
    """A reference to a unit inside the one that another names."""
    named: Named = (*outer.named, *item.named)
    whole = item.whole and (outer.whole or outer.end == item.start)
    # The words that say that a reference belongs to another document are behind all of it.
    outside = outer.outside or outer.level >= 0 and outer.start == start and item.outside
    return Mention(start, end, outer.cited, outer.anaphor, outer.count, named, path(named, known.levels), item.last,
                   outside=outside, addenda=outer.addenda, whole=whole,
                   outer=outer if outer.level >= 0 and (outer.end == end or outer.start == start) else None)


def _inside_before(text: str, items: Sequence[Mention], known: Grammar) -> list[Mention]:
    """The references with those in the one before that no word parts from it, as article 5, paragraph 2."""
    out: list[Mention] = []
    named = False
    for place, listed in enumerate(items):
        outer = out[-1] if out else None
        # The words before a list that say that it belongs to another document are those for the document.
        named = named and listed.joined
        item = replace(listed, outside=False) if named else listed
        behind = items[place + 1] if place + 1 < len(items) else None
        # In "paragraph 2, article 5, paragraph 1, article 7" the first comma shows the order of all.
        outward = len(out) > 1 and outer is not None and _is_inside(text, out[-2], outer, known)
        between = behind is not None and _is_inside(text, item, behind, known) and (
            outward or bool(text[item.end:behind.start].strip(_MARKS)))
        if outer and _follows(text, outer, item, known) and not between:
            out[-1] = _placed(item, outer, outer.start, item.end, known)
            named = outer.level < 0
        else:
            out.append(item)
    return out


def _follows(text: str, outer: Mention, item: Mention, known: Grammar) -> bool:
    """Whether a reference names units in the document or the unit that the one before names."""
    if not _is_bare(item) or item.joined or outer.last:
        return False
    if outer.level < 0:
        return known.documents.gap.fullmatch(text, outer.end, item.start) is not None
    return _deepest(outer) < item.level and not text[outer.end:item.start].strip(_MARKS)


def _with_lists(text: str, found: Sequence[Mention], known: Grammar) -> Sequence[Mention]:
    """The references with the lists of bare numbers, such as paragraphs 1 and 3, which give way to all others."""
    listed = list(_lists(text, known))
    if not listed:
        return found
    starts = [item.start for item in found]
    items = list(found)
    for item in listed:
        place = bisect(starts, item.start)
        before = found[place - 1] if place else None
        if before and before.end > item.start or place < len(found) and starts[place] < item.end:
            continue
        continues = not item.joined and before is not None and carries_on(text, before.end, item.start, known)
        items.append(replace(item, continues=True) if continues else item)
    return sorted(items, key=lambda item: item.start)


def _lists(text: str, known: Grammar) -> Iterator[Mention]:
    """The units of lists of bare numbers; a range is one reference."""
    before: Mention | None = None
    for match in known.phrase.finditer(text):
        rank = next((rank for rank, words in known.depths if words.search(match[0])), -1)
        for item in _members(text, match.span(), rank, known) if rank >= 0 else ():
            through = before and before.named[-1][0] == rank and not before.last and known.through.fullmatch(
                text, before.end, item.start)
            if before and not through:
                yield before
            before = _ranged(before, item) if before and through else item
    if before:
        yield before


def _members(text: str, span: tuple[int, int], rank: int, known: Grammar) -> Iterator[Mention]:
    """The units of a list of bare numbers; the first begins with the list, the last ends with it."""
    figures = list(known.figure.pattern.finditer(text, *span))
    context = words_before(text, span[0], known)
    if context and context["annex"]:
        return
    whole = known.unfinished.match(text, span[1]) is None
    outside = known.outside_after.match(text, span[1]) is not None or bool(context and context["outside"])
    for place, figure in enumerate(figures):
        named = _named(figure, rank, known)
        if len(named) > 1 and not f"{text[:span[0]]}{text[span[1]:]}".strip():
            continue  # The label of a unit, alone on its line.
        start = figure.start() if place else span[0]
        end = span[1] if figure is figures[-1] else figure.end()
        item = Mention(start, end, None, named=named, path=path(named, known.levels), joined=bool(place),
                       outside=outside, whole=whole)
        through = known.through.match(text, figures[place - 1].end(), figure.start()) if place else None
        yield item if through is None else Mention(through.end(), end, None, named=named, outside=outside, whole=whole)


def _named(figure: re.Match[str], rank: int, known: Grammar) -> Named:
    """The unit that a bare number names: `13.1` is unit 1 in article 13."""
    printed = number(figure.groups(), known.figure)
    article, _, inner = printed.partition("-")
    inside = inner and _INSIDE in figure[0] and rank > known.articles
    return ((known.articles, article), (rank, inner)) if inside else ((rank, printed),)


def _ranged(first: Mention, last: Mention) -> Mention:
    """The range from one unit to another."""
    return Mention(first.start, last.end, None, named=first.named, path=first.path, last=last.named,
                   joined=first.joined, outside=last.outside, whole=last.whole)

"""The references of a text → the numbers of the units that they name, each with its place and its list."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from diptych.language.label_patterns import LabelForm
from diptych.references.grammar import Grammar
from diptych.references.grammar import number as unit_number
from diptych.references.mentions import Mention
from diptych.review.clause_pairs import Span
from diptych.review.cross_references.unit_numbers import compared
from diptych.review.cross_references.unit_paths import INNER, Listed, NumberList, between

ANNEX: Final = "annex"
"""The number of an annex begins so: it is none of an article."""


class ReferredUnit(NamedTuple):
    """The number of a unit that a text refers to, where it is printed, and the list that it is in.

    `member`: it is a member of the list, and no unit around one. `article`: it is numbered through the document.
    `whole`: nothing follows that could not be read. `part`: the abbreviation of a unit in which articles are, else
    empty.
    """

    number: str
    span: Span
    group: int
    member: bool
    article: bool = False
    whole: bool = True
    part: str = ""


def common(left: Sequence[ReferredUnit], right: Sequence[ReferredUnit], known: Sequence[Grammar]) -> tuple[
        list[ReferredUnit], list[ReferredUnit]]:
    """The units of two texts without the parts and chapters that the other language's grammar does not read."""
    names = [{name for level in grammar.levels for name in level.abbreviations} for grammar in known]
    ours, theirs = ([unit for unit in side if not unit.part or unit.part in other]
                    for side, other in ((left, names[1]), (right, names[0])))
    return ours, theirs


def referred(text: str, found: Listed, known: Grammar) -> list[ReferredUnit]:
    """The units that a text refers to, in its order."""
    units, group = list[ReferredUnit](), 0
    articles = _article_levels(found, known)
    for mention in found.mentions:
        group += not mention.joined
        units += _of_mention(mention, group, articles, known)
    for words in found.phrases:
        group += 1
        article = _level(words, known) in articles
        units += [unit for printed, span in words.numbers for unit in _in_list(printed, span, group, article=article)]
    for form in known.annexes:
        end = 0
        for match in form.pattern.finditer(text):
            if match.start() < end:
                continue
            group += 1
            members = list(_annexes(text, match, form, group, known))
            units, end = units + members, members[-1].span.end
    return sorted(units, key=lambda unit: unit.span)


def _in_list(printed: str, span: Span, group: int, *, article: bool) -> Iterator[ReferredUnit]:
    """The unit of a list of bare numbers, with the article around it if its number has both."""
    around, inner, own = printed.rpartition(INNER)
    if inner:
        yield ReferredUnit(around, span, group, member=False, article=True)
    yield ReferredUnit(own, span, group, member=True, article=article and not inner)


def _annexes(text: str, first: re.Match[str], form: LabelForm, group: int, known: Grammar) -> Iterator[ReferredUnit]:
    """The annexes of a list whose first one is matched; those inside a range have the place of its end."""
    printed = unit_number(first.groups(), form)
    yield ReferredUnit(f"{ANNEX} {printed}", Span(*first.span()), group, member=True)
    end = first.end()
    while (joint := known.annex_joint.match(text, end)) and (
            later := next(((match, other) for other in known.annexes_later
                           if (match := other.pattern.match(text, joint.end()))), None)):
        before, printed = printed, unit_number(later[0].groups(), later[1])
        inner = between(before, printed) if known.through.fullmatch(joint[0]) else [printed]
        yield from (ReferredUnit(f"{ANNEX} {number}", Span(*later[0].span()), group, member=True) for number in inner)
        end = later[0].end()


def _article_levels(found: Listed, known: Grammar) -> frozenset[int]:
    """The levels whose units are numbered through the document: articles if the text names any. Its sections are parts
    of them then, as in `Article 31, Section 1`."""
    levels = {rank for mention in found.mentions for rank, _ in (*mention.named, *mention.last)}
    levels |= {_level(words, known) for words in found.phrases}
    through = frozenset(filter(known.is_article, levels))
    return through - {known.articles} or through


def _level(words: NumberList, known: Grammar) -> int:
    return min(words.level, len(known.levels) - 1)


def _of_mention(mention: Mention, group: int, articles: Container[int], known: Grammar) -> Iterator[ReferredUnit]:
    """The units of a reference."""
    span = Span(mention.start, mention.end)
    for place, (rank, number) in enumerate(mention.named, start=1):
        is_last = place == len(mention.named)
        yield ReferredUnit(compared(number), span, group, is_last, rank in articles, mention.whole,
                           _part(rank, known))
    if mention.last:
        rank, last = mention.last[-1]
        first = next((number for level, number in mention.named if level == rank), "")
        for number in between(first, last):
            yield ReferredUnit(compared(number), span, group, member=True, article=rank in articles,
                               part=_part(rank, known))


def _part(rank: int, known: Grammar) -> str:
    """The abbreviation of a level above articles; empty for others."""
    return known.levels[rank].abbreviations[0] if rank < known.articles else ""

"""A pair → findings on references: units that one text refers to and the other does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from diptych.language.profiles import Language
from diptych.references.grammar import Grammar, grammar
from diptych.references.grammar import number as unit_number
from diptych.references.mentions import Mention
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Span, Spans, TextPair, quotations
from diptych.review.figures import figures
from diptych.review.replaced_units import contradictions, cut, replaced
from diptych.review.unit_numbers import compared, same_number
from diptych.review.unit_paths import Listed, between, listed, unit_paths

_ANNEX: Final = "annex"
"""The number of an annex begins so: it is none of an article."""
_LATIN: Final = re.compile("[a-zA-Z]")


class ReferredUnit(NamedTuple):
    """The number of a unit that a text refers to, where it is printed, and the list that it is in.

    `member`: it is a member of the list, and no unit around one. `article`: it is numbered through the document.
    `whole`: nothing follows that could not be read.
    """

    number: str
    span: Span
    group: int
    member: bool
    article: bool = False
    whole: bool = True


def references(texts: TextPair, languages: LanguagePair, pair: int) -> Iterator[Discrepancy]:
    """Q005: the texts refer to different units, or one leaves out members of a list or a range of the other.

    Units are compared by number, not by level: a language may name fewer levels. A reference that a text leaves out
    altogether is no discrepancy, since texts say `as mentioned` in its place; that to an article or annex is one where
    no word stands for it. Beside a reference that could be read in part only, one is if both texts have a unit without
    an answer in references that were read whole.
    """
    known = [item for item in map(grammar, languages) if item]
    if len(known) < len(languages):
        return
    found = [listed(text, item) for text, item in zip(texts, known, strict=True)]
    spans = _of_numbers(texts, languages, known, found)
    if not any(spans):
        spans = _of_paths(texts, languages, known, found)
    if any(spans):
        yield Discrepancy("Q005", pair, spans, quotations(spans, texts))


def _of_numbers(texts: TextPair, languages: LanguagePair, known: Sequence[Grammar], found: Sequence[Listed]) -> Spans:
    """The places of units whose numbers the other text does not have; none if all are there."""
    left, right = (referred(text, item, grammar_) for text, item, grammar_ in zip(texts, found, known, strict=True))
    if not left or not right:
        return None, None
    whole = all(unit.whole for unit in (*left, *right))
    ours = [unit for unit in _unanswered(left, right, texts[1], languages[1]) if unit.whole or unit.article]
    theirs = [unit for unit in _unanswered(right, left, texts[0], languages[0]) if unit.whole or unit.article]
    if not whole and not (ours and theirs):
        return None, None
    ours, theirs = ours or _replacing(theirs, left, right), theirs or _replacing(ours, right, left)
    if ours and theirs:
        return next(((unit.span, other.span) for unit in ours for other in theirs if unit.article == other.article),
                    (ours[0].span, theirs[0].span))
    if is_relative(texts, languages, 0 if theirs else 1):
        return None, None
    missing = _missing(ours, left, right, texts[1], languages[1])
    other = _missing(theirs, right, left, texts[0], languages[0])
    return missing if any(missing) else (other[1], other[0])


def _of_paths(texts: TextPair, languages: LanguagePair, known: Sequence[Grammar], found: Sequence[Listed]) -> Spans:
    """The places of units whose numbers, with those of the units around them, the other text does not have.

    One number may stand for several units of a clause: item 1 of article 12 is none of article 15.
    """
    if not all(item.whole for item in found):
        return None, None
    left, right = (unit_paths(text, item, grammar_) for text, item, grammar_ in zip(texts, found, known, strict=True))
    ours, theirs = contradictions(left, right)
    if ours and theirs:
        return ours[0].span, theirs[0].span
    if exchanged := replaced(left, right):
        return exchanged[0].span, exchanged[1].span
    ends = cut(left, right), cut(right, left)
    ours_cut, theirs_cut = (None if is_relative(texts, languages, 1 - side) else path for side, path in enumerate(ends))
    return ours_cut.span if ours_cut else None, theirs_cut.span if theirs_cut else None


def _missing(open_: Sequence[ReferredUnit], ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit], text: str,
             language: Language) -> Spans:
    """The place of a unit without an answer, and that of the list which lacks it in the other text; none if it may be
    left out."""
    if member := _cut(open_, ours, theirs):
        return member.span, _nearest(member, ours, theirs)
    lone = _lone(open_, text, language)
    return (lone.span, None) if lone else (None, None)


def _unanswered(ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit], text: str, language: Language) -> (
        list[ReferredUnit]):
    """The units whose number is nowhere in the other text, or the only one that is there less often.

    The latter is a repeated number in the place of another. A number in words, such as `one`, answers to no unit.
    """
    known = {unit.number for unit in theirs}
    open_ = [unit for unit in ours if unit.number not in known
             and not any(same_number(unit.number, number) for number in known)]
    if not open_:
        return _exchanged(ours, theirs)
    printed = _printed(text, language)
    return [unit for unit in open_ if unit.number not in printed]


def _printed(text: str, language: Language) -> set[str]:
    """The numbers of a text; one in words, such as `one`, is none."""
    shown = [figure for figure in figures(text, language)
             if not _is_word(figure.span.of(text))]
    return {printed for figure in shown for printed in (
        figure.span.of(text).replace(".", "-"), *map(str, (*figure.numbers, *figure.others)))}


def _replacing(open_: Sequence[ReferredUnit], ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit]) -> (
        list[ReferredUnit]):
    """The units of a text in the place of those of the other without an answer: their numbers are there as well, but
    not as often, or not as that of an article. There are none in the place of none."""
    if not open_:
        return []
    articles = {unit.number for unit in theirs if unit.article}
    if articles and any(unit.article for unit in open_):
        return [unit for unit in ours if unit.article and unit.number not in articles]
    more = _excess(ours, theirs)
    return [unit for unit in ours if unit.number in more]


def _exchanged(ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit]) -> list[ReferredUnit]:
    """The units whose number is there once more than in the other text, if both have as many units."""
    more, fewer = _excess(ours, theirs), _excess(theirs, ours)
    if len(ours) != len(theirs) or more.total() > 1:
        return []
    return [unit for unit in ours if unit.number in more
            and not any(same_number(unit.number, number, whole=True) for number in fewer)]


def _excess(ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit]) -> Counter[str]:
    """The numbers that a text has more often than the other, with how much more often."""
    return Counter(unit.number for unit in ours) - Counter(unit.number for unit in theirs)


def _is_word(printed: str) -> bool:
    """Whether a number is printed in Latin letters."""
    return _LATIN.search(printed) is not None and not any(sign.isdecimal() for sign in printed)


def is_relative(texts: TextPair, languages: LanguagePair, side: int) -> bool:
    """Whether the text of a side has more references without a number, as to the unit before, than its twin."""
    counts = [len(numbers.relative.findall(text)) if numbers else 0
              for text, numbers in zip(texts, (language.wording.numbers for language in languages), strict=True)]
    return counts[side] > counts[1 - side]


def _lone(open_: Sequence[ReferredUnit], text: str, language: Language) -> ReferredUnit | None:
    """The article or annex without an answer in a text that has no reference without a number."""
    known = language.wording.numbers
    if known is None or known.relative.search(text):
        return None
    return next((unit for unit in open_ if unit.article or unit.number.startswith(_ANNEX)), None)


def _cut(open_: Iterable[ReferredUnit], ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit]) -> (
        ReferredUnit | None):
    """The first member of a list or range without an answer, if other members have one."""
    numbers = {unit.number for unit in theirs}
    return next((unit for unit in open_ if unit.member and any(
        other.member and other.group == unit.group and other.number in numbers for other in ours)), None)


def _nearest(cut: ReferredUnit, ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit]) -> Span | None:
    """The place in the other text of the last member of a list that is there."""
    members = {unit.number for unit in ours if unit.group == cut.group and unit.member}
    return next((unit.span for unit in reversed(theirs) if unit.number in members), None)


def referred(text: str, found: Listed, known: Grammar) -> list[ReferredUnit]:
    """The units that a text refers to, in its order."""
    units, group = list[ReferredUnit](), 0
    for mention in found.mentions:
        group += not mention.joined
        units += _of_mention(mention, group, known)
    for words in found.phrases:
        group += 1
        article = known.is_article(min(words.level, len(known.levels) - 1))
        units += [ReferredUnit(printed, span, group, member=True, article=article) for printed, span in words.numbers]
    for form in known.annexes:
        for match in form.pattern.finditer(text):
            group += 1
            printed = f"{_ANNEX} {unit_number(match.groups(), form)}"
            units.append(ReferredUnit(printed, Span(*match.span()), group, member=True))
    return sorted(units, key=lambda unit: unit.span)


def _of_mention(mention: Mention, group: int, known: Grammar) -> Iterator[ReferredUnit]:
    """The units of a reference."""
    span = Span(mention.start, mention.end)
    for place, (rank, number) in enumerate(mention.named, start=1):
        is_last = place == len(mention.named)
        yield ReferredUnit(compared(number), span, group, is_last, known.is_article(rank), mention.whole)
    if mention.last:
        rank, last = mention.last[-1]
        first = next((number for level, number in mention.named if level == rank), "")
        for number in between(first, last):
            yield ReferredUnit(compared(number), span, group, member=True, article=known.is_article(rank))

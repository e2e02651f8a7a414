"""All pairs of a document → findings on a unit that one text names by its place and the other by a wrong number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from diptych.language.profiles import Language
from diptych.references.grammar import PRECEDING, THIS, Grammar, grammar
from diptych.references.mentions import Mention
from diptych.review.clause_pairs import (
    ClausePair,
    ComparedClause,
    Discrepancy,
    LanguagePair,
    Span,
    TextPair,
    quotations,
)
from diptych.review.cross_references.referred_units import ANNEX, ReferredUnit, referred
from diptych.review.cross_references.unit_numbers import same_number
from diptych.review.cross_references.unit_paths import UnitPath, listed
from diptych.review.figures import figures

_STEP: Final = re.compile(r"(?:\A|__)(?P<name>art|sec|para|subsec)_(?P<stem>\d+)(?P<branch>-\d+)?(?=__|\Z)")
"""Pattern of articles and paragraphs in an eId: defined by the Akoma Ntoso Naming Convention 1.0."""
_ARTICLES: Final = ("art", "sec")
"""Abbreviations of units that are numbered through a document: defined by the same convention."""


class _Named(NamedTuple):
    """What a text refers to: the words for units before the current one, and the units with a number. `others`: words
    without a number that are none of the former."""

    before: tuple[Mention, ...]
    units: tuple[ReferredUnit, ...]
    others: int


class _Places(NamedTuple):
    """The numbers of the units that words for those before mean: of articles, and of paragraphs in one."""

    articles: frozenset[str]
    paragraphs: frozenset[str]


def preceding_units(pairs: Sequence[ClausePair], texts: Mapping[int, TextPair],
                    languages: LanguagePair) -> Iterator[Discrepancy]:
    """Q005: one text refers to the article or paragraph before, the other to one unit more, whose number is neither
    that nor one around it."""
    known = [item for item in map(grammar, languages) if item]
    if len(known) < len(languages):
        return
    for index, both in texts.items():
        eid = _common_eid(pairs[index])
        if not eid or not _may_name_it(both, languages):
            continue
        named = [_named(text, item, language) for text, item, language in zip(both, known, languages, strict=True)]
        for side in (0, 1):
            wrong = _wrong(named[side], named[1 - side], _places(named[side], eid, known[side]),
                           _figures(both[side], languages[side]), known[side])
            if wrong:
                spans = wrong if side == 0 else (wrong[1], wrong[0])
                yield Discrepancy("Q005", index, spans, quotations(spans, both))
                break


def meant(clause: ComparedClause, known: Grammar, language: Language) -> frozenset[str]:
    """The numbers of the articles and paragraphs that a clause refers to as those before it."""
    if not _own(clause):
        return frozenset()
    places = _places(_named(clause.text, known, language), clause.eid, known)
    return places.articles | places.paragraphs


def by_number(pair: ClausePair, mentions: Sequence[Mention], paths: Sequence[UnitPath], known: Grammar) -> int:
    """How many words of a text for the article before name it where the other text of a pair prints its number, around
    another unit if the words name one in it."""
    words = [item for item in mentions if _is_before(item) and item.anaphor and known.is_article(item.anaphor.level)]
    eid = _common_eid(pair) if words else ""
    if not eid:
        return 0
    printed = [{path.numbers[0] for path in paths if len(path.numbers) > 1 or not item.named} for item in words]
    return sum(_places(_Named((item,), (), 0), eid, known).articles <= numbers
               for item, numbers in zip(words, printed, strict=True))


def _may_name_it(texts: TextPair, languages: LanguagePair) -> bool:
    """Whether a text has a reference without a number."""
    return any(numbers is not None and numbers.relative.search(text) for text, numbers in zip(
        texts, (language.wording.numbers for language in languages), strict=True))


def _common_eid(pair: ClausePair) -> str:
    """The eId of two clauses that are in the same article; empty if they are not."""
    own = [_own(clause) for clause in pair.sides]
    return pair.left.eid if pair.left and own[0] and own[0] == own[1] else ""


def _own(clause: ComparedClause | None) -> list[str]:
    return [match[0] for match in _STEP.finditer(clause.eid) if match["name"] in _ARTICLES] if clause else []


def _named(text: str, known: Grammar, language: Language) -> _Named:
    """What a text refers to."""
    found = listed(text, known)
    before = tuple(item for item in found.mentions if _is_before(item))
    numbers = language.wording.numbers
    words = numbers.relative.findall(text) if numbers else []
    return _Named(before, tuple(referred(text, found, known)), len(words) - len(before))


def _is_before(mention: Mention) -> bool:
    """Whether a mention is that of units before the current one, in this document."""
    return mention.anaphor is not None and mention.anaphor.kind == PRECEDING and not mention.outside and (
        mention.cited is None or mention.cited.kind == THIS)


def _places(named: _Named, eid: str, known: Grammar) -> _Places:
    """The numbers of the units that the words of a text for those before mean in a clause.

    A paragraph before is in the article of the clause, whose number may stand beside it."""
    steps = {match["name"]: match for match in _STEP.finditer(eid)}
    article = next(steps[name] for name in _ARTICLES if name in steps)
    articles, paragraphs = set[str](), set[str]()
    for mention in named.before:
        level = mention.anaphor.level if mention.anaphor else known.articles
        own = next((steps[name] for name in known.levels[level].abbreviations if name in steps), None)
        if known.is_article(level):
            articles.update(_numbers_before(article, mention.count))
        else:
            articles.add(article["stem"] + (article["branch"] or ""))
            paragraphs.update(_numbers_before(own, mention.count) if own else ())
    return _Places(frozenset(articles), frozenset(paragraphs))


def _numbers_before(step: re.Match[str], count: str) -> list[str]:
    """The numbers of the `count` units before one, of one if it is empty.

    Before a branch, as 9-1, comes the unit of its stem or another branch of it; before the first unit comes none."""
    if step["branch"]:
        return [step["stem"]]
    stem, most = int(step["stem"]), int(count) if count.isdecimal() else 1
    return [str(stem - back) for back in range(1, most + 1) if back < stem]


def _figures(text: str, language: Language) -> frozenset[str]:
    """The numbers of a text."""
    return frozenset(str(number) for figure in figures(text, language) for number in (*figure.numbers, *figure.others))


def _wrong(ours: _Named, theirs: _Named, places: _Places, printed: frozenset[str], known: Grammar) -> (
        tuple[Span, Span] | None):
    """The place of words for a unit before, and that of the only unit in their stead, if its number is neither that of
    the one nor of one around it."""
    if not ours.before or ours.others or theirs.before or theirs.others:
        return None
    articles = [item for item in ours.before if item.anaphor and known.is_article(item.anaphor.level)]
    words = ours.before if len(ours.before) == 1 else articles
    article = _wrong_article(words[0], ours, theirs, places.articles) if len(words) == 1 else None
    return article or _wrong_paragraph(ours, theirs, places, printed)


def _wrong_article(words: Mention, ours: _Named, theirs: _Named, numbers: frozenset[str]) -> tuple[Span, Span] | None:
    """The same of an article that the text has more than the other, which has the `words` in its place."""
    more, fewer = ([unit for unit in side.units if unit.article] for side in (theirs, ours))
    others = [unit for unit in more if not any(same_number(unit.number, mine.number) for mine in fewer)]
    if len(others) != 1 or len(more) != len(fewer) + 1 or not numbers:
        return None
    wrong = not any(same_number(others[0].number, number) for number in numbers)
    return (_span(words), others[0].span) if wrong else None


def _wrong_paragraph(ours: _Named, theirs: _Named, places: _Places, printed: frozenset[str]) -> (
        tuple[Span, Span] | None):
    """The same of a unit in an article: a paragraph in the place of that before, or of one in the article before."""
    open_ = [unit for unit in theirs.units if not unit.article and not unit.number.startswith(ANNEX)
             and unit.number not in printed
             and not any(same_number(unit.number, number)
                         for number in (*places.paragraphs, *(mine.number for mine in ours.units)))]
    if len(open_) != 1:
        return None
    if places.paragraphs:
        return _span(ours.before[0]), open_[0].span
    more = Counter(unit.number for unit in ours.units) - Counter(unit.number for unit in theirs.units)
    mine = next((unit for unit in ours.units if unit.number in more), None)
    return (mine.span, open_[0].span) if mine else None


def _span(mention: Mention) -> Span:
    return Span(mention.start, mention.end)

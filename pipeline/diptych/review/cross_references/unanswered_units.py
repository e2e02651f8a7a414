"""The units that two texts refer to → those of one whose numbers the other does not have, or not as often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from diptych.language.profiles import Language
from diptych.review.cross_references.referred_units import ANNEX, ReferredUnit
from diptych.review.cross_references.unit_numbers import same_number
from diptych.review.figures import figures

_ZEROS: Final = re.compile(r"\.0*(?=\d)")
"""Pattern of the point before a branch, and of noughts that its number begins with: 112.06 is 112-6."""
_LATIN: Final = re.compile("[a-zA-Z]")


def unanswered(ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit], text: str, language: Language) -> (
        list[ReferredUnit]):
    """The units whose number is nowhere in the other text, or the only one that is there less often.

    The latter is a repeated number in the place of another. A branch may be a unit in an article: `Article 13.1`. A
    number in words, such as `one`, answers to no unit.
    """
    known = {unit.number for unit in theirs}
    stems = {unit.number for unit in ours if unit.article}
    known |= {inner for unit in theirs for stem, _, inner in [unit.number.partition("-")] if inner and stem in stems}
    open_ = [unit for unit in ours if unit.number not in known
             and not any(same_number(unit.number, number) for number in known)]
    if not open_:
        return _exchanged(ours, theirs)
    printed = _printed(text, language)
    return [unit for unit in open_ if unit.number.removeprefix(f"{ANNEX} ") not in printed]


def _printed(text: str, language: Language) -> set[str]:
    """The numbers of a text; one in words, such as `one`, is none."""
    shown = [figure for figure in figures(text, language)
             if not _is_word(figure.span.of(text))]
    return {printed for figure in shown for printed in (
        _ZEROS.sub("-", figure.span.of(text)), *map(str, (*figure.numbers, *figure.others)))}


def replacing(open_: Sequence[ReferredUnit], ours: Sequence[ReferredUnit], theirs: Sequence[ReferredUnit]) -> (
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

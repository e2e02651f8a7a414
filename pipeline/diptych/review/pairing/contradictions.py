"""Two units of one place → whether they say different things, so that one replaces the translation of the other."""

from __future__ import annotations

import math
import re
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.left_headings import is_heading
from diptych.align.pairs import AlignedUnit, UnitPair

_PAIRED: Final = (16.3, -4.36, 17.2, -11.2)
"""Weights of 1, of ln(1 + informative words), of the similarity and of that usual in the texts in the log-odds that two
units of one place are translations. Fitted by logistic regression to pairs and replaced clauses, and rounded;
bench/fit/replaced.py compares them with a new fit. Raised: fewer replaced clauses are found."""
_REPLACED: Final = 0.0
"""Log-odds below which two units contradict each other. Chosen on typed texts of 4,377 clauses: with -0.5 three of 242
replaced clauses fewer are found, and as many free translations taken for replaced. Raised: more of both."""
_UNNUMBERED: Final = -1.5
"""As _REPLACED, for units without a number: prose is translated more freely. Chosen, as _REPLACED. Raised: as
_REPLACED."""
_BEFORE_ITEMS: Final = -2.7
"""As _UNNUMBERED, for two lines before items. Chosen on the texts of the fit. Raised: as _REPLACED."""
_JUDGED: Final = 3.0
"""Informative words of units that can contradict each other. Chosen. Raised: fewer replaced clauses are found."""
_MANY: Final = 5.0
"""Informative words of units that contradict each other by these log-odds alone. Chosen on the texts to learn from, as
the next: of 34 replaced clauses with fewer words 30 are below both bounds, of 7 free translations 3. Raised: fewer
replaced clauses are found, fewer free translations taken for them."""
_FEW_WORDS: Final = -3.0
"""Log-odds by words below which units with fewer words contradict each other. Chosen, as _MANY. Raised: more replaced
clauses are found."""
_ENOUGH: Final = 7.0
"""Informative words of headings, and of lines before items, that can contradict each other. Chosen: headings are
rendered freely, and grammar decides what is said before the items. Raised: fewer replaced ones are found."""
_SHORT_HEADING: Final = 60
"""Characters of headings that cannot contradict each other. Chosen. Raised: fewer replaced headings are found."""
_FOREIGN: Final = -4.8
"""Log-odds by words of units without words in common. Chosen by the measures of bench/pairs.py. Raised: more clauses
are replaced ones, free translations of short ones among them."""
_TOLD: Final = 2.5
"""Informative words of the shorter of such units. Chosen. Raised: fewer clauses are replaced ones."""
_IMPROBABLE: Final = 0.4
"""Probability of a pair below which its units say different things. Chosen on typed texts to learn from: of 17,682
pairs 19 are below it. Raised: more clauses are replaced ones, free translations among them."""
_TOLD_MUCH: Final = 8.0
"""Informative words of such a pair. Chosen: with as many, all of these pairs contradict each other by the weights too.
Raised: fewer clauses are replaced ones."""
_GOES_ON: Final = frozenset(",:\uff0c\uff1a\ufe30")
"""Marks at the end of a line with which a sentence goes on. Chosen. If one is added, more lines are no titles."""
_LINKED: Final = re.compile(r"[;,] \w{1,4}\Z")
"""Pattern of the end of an item with the word that links it to the next. Chosen. If it matches more, more units have
enough words to contradict each other."""
_WORDS: Final = re.compile("[A-Za-z]+")
_ACRONYM: Final = re.compile("[A-Z]{2,5}s?")
"""Pattern of an acronym. Chosen. If it matches more, more units cannot contradict each other."""
_SHARE: Final = 0.3
"""Share of the words of a unit that are acronyms, from which it says too little. Chosen. Raised: more replaced clauses
are found."""
_WHOLE_ENDS: Final = frozenset(".;!?)\u3002\uff1b\uff01\uff1f\uff09\u201d\u00bb")
"""Marks at the end of a unit that introduces no items. Chosen. If one is added, fewer units left over are paired."""


def contradict(evidence: Evidence, i: int, j: int, *, is_numbered: bool = True, is_before_items: bool = False) -> bool:
    """Whether two units have enough words to judge, and say different things.

    They must do so more if they have no number, and most before items: a language may say there what another denies."""
    support = evidence.support(i, i + 1, j, j + 1)
    log_odds = sum(weight * measure for weight, measure in zip(_PAIRED, measures(evidence, i, j), strict=True))
    bound = _BEFORE_ITEMS if is_before_items else _REPLACED if is_numbered else _UNNUMBERED
    return support >= _JUDGED and log_odds < bound and (support >= _MANY or evidence.content(i, j) < _FEW_WORDS)


def measures(evidence: Evidence, i: int, j: int) -> tuple[float, float, float, float]:
    """What shows whether two units are translations: the factors of `_PAIRED`."""
    support = evidence.support(i, i + 1, j, j + 1)
    return 1.0, math.log1p(support), evidence.similarity(i, j), min(1.0, evidence.usual)


def are_foreign(units: tuple[AlignedUnit, AlignedUnit], evidence: Evidence, i: int, j: int) -> bool:
    """Whether two units have no words in common, and one is the part of a sentence; few words tell so much."""
    return not all(map(_is_title, units)) and evidence.support(i, i + 1, j, j + 1) >= _TOLD and (
        evidence.content(i, j) < _FOREIGN)


def is_improbable(pair: UnitPair, evidence: Evidence) -> bool:
    """Whether the units of a pair are improbable twins, and have words enough to tell so."""
    ours, theirs = pair.left, pair.right
    return pair.confidence < _IMPROBABLE and evidence.support(
        ours[0], ours[-1] + 1, theirs[0], theirs[-1] + 1) >= _TOLD_MUCH


def _is_title(unit: AlignedUnit) -> bool:
    """Whether a unit is a heading that begins as a title does, and goes on with nothing."""
    return is_heading(unit) and not unit.text[:1].islower() and unit.text.rstrip()[-1:] not in _GOES_ON


def are_brief(units: tuple[AlignedUnit, AlignedUnit], evidence: Evidence, i: int, j: int) -> bool:
    """Whether two units are headings, or lines before items, with too few words to contradict each other."""
    if any(map(_is_linked, units)):
        return False
    few = evidence.support(i, i + 1, j, j + 1) < _ENOUGH
    return all(map(is_heading, units)) and (few or max(len(unit.text) for unit in units) <= _SHORT_HEADING) or (
        few and all(map(introduces, units)))


def _is_linked(unit: AlignedUnit) -> bool:
    """Whether a unit is an item that goes on with the next: it ends with `; or`, or `, and`."""
    return bool(unit.label) and _LINKED.search(unit.text) is not None


def is_abbreviated(unit: AlignedUnit) -> bool:
    """Whether a unit is mostly acronyms, whose words the other text has in full: `Copies of the CAA TC and/or STC`."""
    words = _WORDS.findall(unit.text)
    acronyms = sum(1 for word in words if _ACRONYM.fullmatch(word))
    return acronyms > 1 and acronyms >= _SHARE * len(words)


def introduces(unit: AlignedUnit) -> bool:
    """Whether a unit ends without its sentence, before items."""
    return unit.text.rstrip()[-1:] not in _WHOLE_ENDS

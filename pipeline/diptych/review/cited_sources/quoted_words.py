"""Quotations beside a citation, and the comparison of quoted words with the texts of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors, words
from diptych.language.profiles import Language
from diptych.references.grammar import grammar
from diptych.review.cited_sources.folded_text import letters

_ELLIPSIS: Final = re.compile("\u2026+|\\.{3,}|\u22ef+")
_NEAR: Final = 40
"""Characters between a citation and its quotation, at most; chosen. Raised, other quotations count as its own."""
_SHORTEST: Final = 4
"""Letters of the shortest quotation that is compared; chosen. Lowered, a quoted term counts as quoted words."""
_LONG: Final = 12
"""Letters of a quotation that is compared even if nothing in the work is like it; chosen. Lowered, a term in quotation
marks counts as wrong words."""
_ALIKE: Final = 0.6
"""Least similarity of short quoted words to those of the clause, of which 1 is equality; chosen. Lowered, terms in
quotation marks count as wrong words."""
_AROUND: Final = 6
"""Letters shown on each side of a difference; chosen."""
_END: Final = re.compile(r"[\u3002\uff1b]|[.;!?]\s")
"""Pattern of the end of a sentence, over which no citation reaches."""
_BESIDE: Final = re.compile(r"[\s,.;:\u3001\u3002\uff0c\uff1a]*[(\uff08\u2013\u2014-]+\s*")
"""Pattern of what comes between a quotation and the citation behind it."""


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Quoted words from `start` to `end`, without their marks."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class WordDifference:
    """The first place where quoted words differ from those of a clause: both with a few letters around."""

    quoted: str
    present: str
    likeness: float


def quotations(text: str, languages: Sequence[Language]) -> tuple[QuotedWords, ...]:
    """The quotations in a text, in order, the outermost of those inside one another; not the titles of documents."""
    pairs = tuple(dict.fromkeys(pair for language in languages for pair in language.quotes if pair[0] != "'"))
    known = [(language, grammar(language)) for language in languages]
    titled = [({*language.titles} - {*language.quotes}, names.documents.norm) for language, names in known if names]
    found: list[QuotedWords] = []
    for match in _marks(pairs).finditer(text):
        inside = next(index for index, group in enumerate(match.groups()) if group is not None) + 1
        marks = match[0][0], match[0][-1]
        if not any(marks in titles and norm.search(match[inside]) for titles, norm in titled):
            found.append(QuotedWords(match.start(inside), match.end(inside), match[inside]))
    return tuple(found)


@lru_cache(maxsize=16)
def _marks(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """The pattern of words between quotation marks; straight marks are those of all languages."""
    every = dict.fromkeys((*pairs, ('"', '"')))
    return re.compile("|".join(f"{re.escape(first)}([^{re.escape(first + last)}]{{1,4000}}){re.escape(last)}"
                               for first, last in every))


def beside(text: str, start: int, end: int, limits: tuple[int, int],
           quoted: Sequence[QuotedWords]) -> QuotedWords | None:
    """The quotation behind a citation in its sentence, else the one directly before it; `limits` are the end of the
    citation before and the start of the next one."""
    for item in quoted:
        if end <= item.start <= min(end + _NEAR, limits[1]) and not _END.search(text, end, item.start):
            return item if len(letters(item.words)) >= _SHORTEST else None
    before = [item for item in quoted if limits[0] <= item.start and item.end < start]
    if before and _BESIDE.fullmatch(text[before[-1].end + 1:start]):
        return before[-1] if len(letters(before[-1].words)) >= _SHORTEST else None
    return None


def holds(quoted: str, text: str) -> bool:
    """Whether the letters of a text hold quoted words; an ellipsis stands for any words."""
    at = 0
    for piece in filter(None, map(letters, _ELLIPSIS.split(quoted))):
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


@lru_cache(maxsize=64)
def clause_letters(document: Document) -> Mapping[str, str]:
    """The letters of each clause of a text by eId."""
    return {eid: letters(words(element)) for eid, element in anchors(document).items()}


def places(quoted: str, texts: Iterable[Document]) -> tuple[str, ...]:
    """The innermost clauses of some texts that hold quoted words."""
    found: dict[str, None] = {}
    for text in texts:
        inside = [eid for eid, own in clause_letters(text).items() if holds(quoted, own)]
        found.update(dict.fromkeys(eid for eid in inside if not any(
            other.startswith(f"{eid}__") and "__p_" not in other[len(eid):] for other in inside)))
    return tuple(eid for eid in found if "__p_" not in eid) or tuple(found)


def difference(quoted: str, texts: Iterable[str]) -> WordDifference | None:
    """The first difference from the likest of some texts; None if short words are like none, as a term is."""
    plain = letters(_ELLIPSIS.sub("", quoted))
    best = max((_compared(plain, text) for text in texts), key=lambda item: item.likeness, default=None)
    if best is None or len(plain) < _LONG and best.likeness < _ALIKE:
        return None
    return best


def _compared(plain: str, text: str) -> WordDifference:
    """The first difference of letters from the part of a text that is most like them."""
    matcher = SequenceMatcher(None, text, plain, autojunk=False)
    block = max(matcher.get_matching_blocks(), key=lambda item: item.size)
    start = max(0, block.a - block.b)
    part = text[start:start + len(plain)]
    inner = SequenceMatcher(None, part, plain, autojunk=False)
    change = next((item for item in inner.get_opcodes() if item[0] != "equal"), ("equal", 0, 0, 0, 0))
    _, first, last, from_, to = change
    return WordDifference(plain[max(0, from_ - _AROUND):to + _AROUND], part[max(0, first - _AROUND):last + _AROUND],
                          inner.ratio())

"""Findings of all checks → those that an editor does not know from another finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from diptych.align.sentences import split
from diptych.review.clause_pairs import ClausePair, Discrepancy, LanguagePair, TextPair
from diptych.review.wording.letters import is_written

_OF_DOCUMENTS: Final = frozenset({"Q042", "Q043"})
"""Codes of findings on a spelling or a character, which an editor corrects in the whole document. Chosen. If one is
added, it is reported at its first place only."""

_ROW: Final = 4
"""Clauses in a row without counterpart of which the first alone is reported. Chosen: an editor sees the others there.
Raised: more findings."""
_IN_ROW: Final = 0.7
"""Share of the usual confidence of the findings on the others. Chosen. Raised: they are reported unasked."""


def distinct(discrepancies: Sequence[Discrepancy], texts: Mapping[int, TextPair],
             languages: LanguagePair) -> Iterator[Discrepancy]:
    """The findings in their order, without those that repeat another one.

    These are a number (Q001) inside a wrong reference (Q005); the numbers after the first in a sentence which the other
    text lacks; a spelling or character that was reported before; the clauses after the first in a row that are left
    untranslated (Q040)."""
    referred = {item.pair: item for item in discrepancies if item.code == "Q005"}
    lacking: dict[tuple[int, int], Discrepancy] = {}
    known: set[tuple[str, int, str]] = set()
    for item in discrepancies:
        if item.code == "Q001" and item.pair in referred and _overlap(item, referred[item.pair]):
            continue
        if item.code == "Q001" and not all(item.spans):
            place = item.pair, _side(item)
            if place in lacking and _is_one_sentence(lacking[place], item, texts[item.pair], languages):
                continue
            lacking[place] = item
        if item.code in _OF_DOCUMENTS:
            key = item.code, _side(item), dict(item.facts)["words"]
            if key in known:
                continue
            known.add(key)
        if item.code == "Q040" and _continues(item, texts, languages):
            continue
        yield item


def first_of_rows(discrepancies: Sequence[Discrepancy], pairs: Sequence[ClausePair], least: float) -> (
        Iterator[Discrepancy]):
    """The findings; of those on a long row of clauses without counterpart, the others are less sure than the first.

    That is the first whose confidence is `least` or more. A long row of headings has no such first: one text prints
    them in all units."""
    rows = _rows(pairs)
    sizes, known = Counter(rows), {row for at, row in enumerate(rows) if _heads(pairs, at)}
    for item in discrepancies:
        row = rows[item.pair]
        if sizes[row] < _ROW or item.confidence < least:
            yield item
        elif row in known:
            yield replace(item, confidence=round(item.confidence * _IN_ROW, 2))
        else:
            known.add(row)
            yield item


def _rows(pairs: Sequence[ClausePair]) -> Sequence[int]:
    """For each pair the first of its row: consecutive clauses of one text without counterpart, else the pair alone.

    The headings of numbered units that one text lacks are a row, wherever they are."""
    sides = [(bool(pair.left), bool(pair.right)) for pair in pairs]
    rows: list[int] = []
    firsts: dict[tuple[bool, bool], int] = {}
    for index, side in enumerate(sides):
        if _heads(pairs, index):
            rows.append(firsts.setdefault(side, index))
            continue
        continues = index > 0 and not all(side) and side == sides[index - 1]
        rows.append(rows[-1] if continues else index)
    return rows


def _heads(pairs: Sequence[ClausePair], index: int) -> bool:
    """Whether a pair has one clause, the heading of the numbered unit that holds the clause of the next pair, which has
    a counterpart."""
    if all(pairs[index].sides) or index + 1 == len(pairs) or not all(pairs[index + 1].sides):
        return False
    both = zip(pairs[index].sides, pairs[index + 1].sides, strict=True)
    return any(heading and inner and heading.label and inner.eid.startswith(f"{heading.eid}__")
               for heading, inner in both)


def _overlap(item: Discrepancy, other: Discrepancy) -> bool:
    """Whether the words of two findings overlap in one of the texts."""
    return any(mine and theirs and mine.start < theirs.end and theirs.start < mine.end
               for mine, theirs in zip(item.spans, other.spans, strict=True))


def _is_one_sentence(first: Discrepancy, item: Discrepancy, texts: TextPair, languages: LanguagePair) -> bool:
    """Whether the words of two findings are in one sentence, and the first one is as sure."""
    side = _side(item)
    spans = first.spans[side], item.spans[side]
    return first.confidence >= item.confidence and any(
        all(span and start <= span.start < end for span in spans) for start, end in split(texts[side], languages[side]))


def _side(item: Discrepancy) -> int:
    """The text that has the words of a finding: 0 or 1."""
    return 0 if item.spans[0] else 1


def _continues(item: Discrepancy, texts: Mapping[int, TextPair], languages: LanguagePair) -> bool:
    """Whether a clause and the one before it are both left untranslated."""
    side = _side(item)
    return all(at in texts and (texts[at][0] == texts[at][1] or not is_written(texts[at][side], languages[side]))
               for at in (item.pair - 1, item.pair))

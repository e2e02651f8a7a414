"""Rows → the kind of their document."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from diptych.language.jurisdictions import DocumentKind, Jurisdiction
from diptych.language.label_patterns import is_never
from diptych.language.profiles import Language, readings
from diptych.readers.structure.openings import DIVISIONS, bracketed
from diptych.readers.structure.rows import Row


def choose(body: Sequence[Row], inside: Sequence[bool], jurisdiction: Jurisdiction, language: Language,
           above: Sequence[Row] = ()) -> DocumentKind:
    """The kind of the document: the jurisdiction's first kind whose needs the labels outside quotations meet, else its
    last. `above` are the rows before and of its title.

    A shape is met by a label for 1, by several labels or by a division that is alone on its line. An `introduced` kind
    must have its numbers below sentences; of one with `several` there must be two labels.
    A kind whose level is `above` a shape must have its labels above those.
    """
    shown = body if not any(inside) else [row for row, within in zip(body, inside, strict=True) if not within]
    counts = Counter((label.shape, label.count == (1,) or label.shape in DIVISIONS and label.end == len(row.text))
                     for row in shown for label in row.labels)
    return next((kind for kind in jurisdiction.kinds
                 if all(_is_met(need, counts, kind) for need in kind.needs) and (
                     not kind.introduced or _introduced(shown, kind, language)) and (
                     _is_above_all(shown, kind) and _is_titled(above, kind))),
                jurisdiction.kinds[-1])


def _is_met(shape: str, counts: Mapping[tuple[str, bool], int], kind: DocumentKind) -> bool:
    """Whether there are labels enough of a shape, by the shapes and whether each is one for 1."""
    first, others = counts[shape, True], counts[shape, False]
    return first + others > 1 if kind.several else bool(first) or others > 1


def is_above(shape: str, other: str, order: Sequence[str]) -> bool:
    """Whether the labels of a shape hold those of another one, by the shapes of the labels in their order.

    More of them are followed by the other shape than the other way round. If both are as many, the first one is above.
    """
    after = Counter(pairwise(order))
    down, up = after[shape, other], after[other, shape]
    return down > up or down == up > 0 and order.index(shape) < order.index(other)


def _is_above_all(rows: Sequence[Row], kind: DocumentKind) -> bool:
    """Whether the labels that show a kind are above those that its level for them must hold."""
    held = [(need, level.above) for need in kind.needs for level in kind.levels if level.above and need in level.shapes]
    order = [row.labels[0].shape for row in rows if row.labels] if held else []
    return all(is_above(shape, other, order) for shape, other in held)


def _is_titled(rows: Sequence[Row], kind: DocumentKind) -> bool:
    """Whether one of some rows is a title that the kind needs."""
    return is_never(kind.titled) or any(kind.titled.fullmatch(row.text) for row in rows)


def _introduced(rows: Sequence[Row], kind: DocumentKind, language: Language) -> bool:
    """Whether a sentence introduces most of the first numbers below the labels that show a kind."""
    place = next(place for place, level in enumerate(kind.levels) if kind.needs[0] in level.shapes)
    introduced: Counter[bool] = Counter()
    lead: str | None = None
    for row in rows:
        opening = next((label for label in row.labels if label.shape == kind.needs[0]), None)
        if opening is not None:
            at = bracketed(row.text, language, opening.end)
            lead = row.text[at:].strip()
            if readings(row.text, language, at):
                introduced[False], lead = introduced[False] + 1, None
        elif lead is None:
            continue
        elif any(label.shape in kind.levels[place + 1].shapes and label.count == (1,) for label in row.labels):
            introduced[_is_sentence(lead, language)] += 1
            lead = None
        elif not row.labels:
            lead = row.text
    return introduced[True] > introduced[False]


def _is_sentence(text: str, language: Language) -> bool:
    """Whether a text is too long for a heading or ends with a mark that ends sentences."""
    return len(text) > language.run_in.line_length or bool(text) and (
        unicodedata.normalize("NFKC", text[-1]) in language.terminal)

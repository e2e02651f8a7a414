"""Rows → the kind of their document."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from diptych.language.jurisdictions import DocumentKind, Jurisdiction
from diptych.language.label_patterns import NEVER
from diptych.language.profiles import Language, readings
from diptych.readers.structure.openings import bracketed
from diptych.readers.structure.rows import Row


def choose(body: Sequence[Row], inside: Sequence[bool], jurisdiction: Jurisdiction, language: Language,
           above: Sequence[Row] = ()) -> DocumentKind:
    """The kind of the document: the jurisdiction's first kind whose needs the labels outside quotations meet, else its
    last. `above` are the rows before and of its title.

    A shape is met by a label for 1 or by several labels. An `introduced` kind must have its numbers below sentences.
    """
    shown = body if not any(inside) else [row for row, within in zip(body, inside, strict=True) if not within]
    counts = Counter((label.shape, label.count == (1,)) for row in shown for label in row.labels)
    return next((kind for kind in jurisdiction.kinds
                 if all(counts[need, True] or counts[need, False] > 1 for need in kind.needs) and (
                     not kind.introduced or _introduced(shown, kind, language)) and (
                     kind.titled is NEVER or any(kind.titled.fullmatch(row.text) for row in above))),
                jurisdiction.kinds[-1])


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

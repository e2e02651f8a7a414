"""A text → the number of its sentences, with or without the parts that another language may end with a full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_STOP: Final = re.compile(
    "[.!?](?=\\s+(?![a-z\u00df-\u00ff\\d\\s])|\\W*\\Z)|(?<=[a-z]{3})\\.(?=[A-Z][a-z\\s])|[;\u3002\uff01\uff1f\uff1b]")
"""Pattern of a mark that ends a sentence, or a part of one that may be a sentence in the other language; a blank may be
left out behind it. Chosen. If it matches more in long units, more units are alone."""
_PART: Final = frozenset(";\uff1b")
"""Marks that end a part of a sentence. Chosen, as _STOP."""
_SEVERAL: Final = 3
"""Texts to which one text may answer by its sentences. Chosen. Raised: fewer units are alone."""
_ENDS: Final = frozenset(".!?\u3002\uff01\uff1f")
"""Marks at the end of a text of whole sentences. Chosen. If one is added, fewer units are alone."""


def sentences(text: str, *, whole: bool = False) -> int:
    """The number of sentences of a text, or of `whole` ones alone; at least 1."""
    return max(1, sum(1 for stop in _STOP.finditer(text) if not (whole and stop[0] in _PART)))


def are_as_many(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one text and a few others have as many sentences, all of them whole ones."""
    few, several = sorted((len(ours), len(theirs)))
    counts = [sum(sentences(text, whole=True) for text in side) for side in (ours, theirs)]
    return few == 1 < several <= _SEVERAL and counts[0] == counts[1] and all(
        text.rstrip()[-1:] in _ENDS for text in (*ours, *theirs))

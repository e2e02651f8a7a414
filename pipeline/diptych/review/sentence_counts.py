"""A text → the number of its sentences, with or without the parts that another language may end with a full stop."""

from __future__ import annotations

import re
from typing import Final

_STOP: Final = re.compile(
    "[.!?](?=\\s+(?![a-z\u00df-\u00ff\\d\\s])|\\W*\\Z)|(?<=[a-z]{3})\\.(?=[A-Z][a-z])|[;\u3002\uff01\uff1f\uff1b]")
"""Pattern of a mark that ends a sentence, or a part of one that may be a sentence in the other language; a blank may be
left out behind it. Chosen. If it matches more in long units, more units are alone."""


_PART: Final = frozenset(";\uff1b")
"""Marks that end a part of a sentence. Chosen, as _STOP."""


def sentences(text: str, *, whole: bool = False) -> int:
    """The number of sentences of a text, or of `whole` ones alone; at least 1."""
    return max(1, sum(1 for stop in _STOP.finditer(text) if not (whole and stop[0] in _PART)))

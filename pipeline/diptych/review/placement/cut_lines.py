"""All pairs of a document → lines without counterpart that a received text has cut within a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from diptych.review.clause_pairs import ClausePair, ComparedClause, is_item

_PART: Final = re.compile("[.,;:!?)\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09](?:\\s\\w{1,4})?\\s*\\Z")
"""Pattern of the end of a line that is a sentence or an item (`; and`). Chosen. If it matches more, fewer lines are
cut."""
_CUT: Final = re.compile(
    "[\uff0c\uff1b\u3002][^\uff0c\uff1b\u3002]*[\u3400-\u9fff]\\s*\\Z|[^\\W\\d_\u3400-\u9fff]\\s*\\Z")
"""Pattern of a line that is cut within a sentence: Chinese with marks in it and none at its end, or one in an alphabet
that ends with a word. Chosen. If it matches more, fewer clauses in one text only are reported unasked."""


def cut(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of lines without counterpart that are cut at their end, or go on with a line cut at its end.

    The line behind begins with no number. In an alphabet it begins with a small letter."""
    found = set[int]()
    for side in (0, 1):
        lines = [(index, clause) for index, pair in enumerate(pairs) if (clause := pair.sides[side])]
        cuts = [{first, second} for (first, line), (second, following) in pairwise(lines) if _is_cut(line, following)]
        alone = {index for index, _ in lines if not pairs[index].sides[1 - side]}
        found |= alone & set[int]().union(*cuts)
    return found


def _is_cut(line: ComparedClause, following: ComparedClause) -> bool:
    """Whether a line ends within a sentence with which the following one goes on."""
    if following.label or is_item(following.text) or _PART.search(line.text) or not _CUT.search(line.text):
        return False
    begins = following.text.lstrip()[:1]
    return begins.islower() or not begins.isupper() and bool(_PART.search(following.text))

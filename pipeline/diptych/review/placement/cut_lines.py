"""All pairs of a document → lines without counterpart that a received text has cut within a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from diptych.review.clause_pairs import ENDS_PART, ClausePair, ComparedClause, is_item

_CUT: Final = re.compile("[\uff0c\uff1b\u3002][^\uff0c\uff1b\u3002]*[\u3400-\u9fff]\\s*\\Z")
"""Pattern of a Chinese line that is cut within a sentence: it has marks, and none at its end. Chosen. If it matches
more, fewer clauses in one text only are reported unasked."""
_WORD: Final = re.compile("[^\\W\\d_\u1100-\uffff]\\s*\\Z")
"""Pattern of the end of a line in an alphabet with capitals that ends with a word. Chosen. If it matches more, as
_CUT."""
_LONG: Final = 60
"""Characters of such a line that is no item of a list without marks. Chosen. Raised: more clauses are reported."""


def cut(pairs: Sequence[ClausePair]) -> AbstractSet[int]:
    """The indexes of lines without counterpart that end within a sentence, or go on with the sentence of such a line.

    The second line begins with no number. In Chinese it ends as a sentence does. In an alphabet it begins with a small
    letter."""
    found = set[int]()
    for side in (0, 1):
        lines = [(index, clause) for index, pair in enumerate(pairs) if (clause := pair.sides[side])]
        cuts = [{first, second} for (first, line), (second, following) in pairwise(lines) if _is_cut(line, following)]
        alone = {index for index, _ in lines if not pairs[index].sides[1 - side]}
        found |= alone & set[int]().union(*cuts)
    return found


def _is_cut(line: ComparedClause, following: ComparedClause) -> bool:
    """Whether a line ends within a sentence with which the following one goes on."""
    if following.label or is_item(following.text) or ENDS_PART.search(line.text):
        return False
    if _CUT.search(line.text):
        return bool(ENDS_PART.search(following.text))
    return len(line.text) >= _LONG and following.text.lstrip()[:1].islower() and bool(_WORD.search(line.text))

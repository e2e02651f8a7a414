"""A number and a text → whether the text has the word for the number with its letters in another order."""

from __future__ import annotations

import re
from typing import Final

from diptych.language.profiles import Language
from diptych.review.figures import Figure

_WORD: Final = re.compile("[a-z]{5,}")
"""Pattern of a word that may be misspelt. Chosen. If it matches shorter ones, `own` is one."""


def is_misspelt(figure: Figure, text: str, language: Language) -> bool:
    """Whether a text has the letters of the word for a number in another order: `thrity`."""
    numbers = language.wording.numbers
    if numbers is None:
        return False
    known = {word[0] + "".join(sorted(word)) for word, value in numbers.values.items()
             if value in figure.numbers and _WORD.fullmatch(word)}
    return bool(known) and any(token[0] + "".join(sorted(token)) in known for token in _WORD.findall(text.lower()))

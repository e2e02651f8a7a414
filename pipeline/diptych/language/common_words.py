"""The language of a text in Latin letters, by its commonest words (schema/common_words.toml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from diptych.values import dataclass

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH: Final = 40
"""Fewest words of a text whose language is recognised; chosen. If lowered, names and titles decide."""
_CLEARLY: Final = 1.25
"""How many times more common words than any language in question another must have; chosen. If lowered, quotations and
related languages decide."""
_LEAST: Final = 0.12
"""Least share of common words in a language; chosen: it is about 0.3 in running text. If lowered, lists of names
decide."""
_MOST: Final = 1000
"""Words of the text that are counted, chosen. More cost time."""


@dataclass(frozen=True, slots=True)
class CommonWords:
    """The commonest words of languages by ISO 639-2 code, and the languages' English names."""

    words: Mapping[str, frozenset[str]]
    names: Mapping[str, str]

    def other_language(self, texts: Sequence[str], known: Collection[str]) -> str | None:
        """The name of the language of a text, if it is clearly none of the `known` languages; None if it may be."""
        counts = Counter(_sample(texts))
        total = counts.total()
        if total < _ENOUGH:
            return None
        scores = {code: sum(counts[word] for word in words) / total for code, words in self.words.items()}
        own = max((scores.get(code, 0.0) for code in known), default=0.0)
        best = max(scores, key=lambda code: scores[code])
        return self.names[best] if scores[best] >= max(_LEAST, _CLEARLY * own) and best not in known else None


def common_words(data: Mapping[str, Any]) -> CommonWords:
    """The words of the file schema/common_words.toml."""
    return CommonWords({code: frozenset(item["words"].split()) for code, item in data.items()},
                       {code: item["name"] for code, item in data.items()})


def _sample(texts: Sequence[str]) -> list[str]:
    """Words from all over a text, in lower case."""
    words: list[str] = []
    step = max(1, sum(map(len, texts)) // (_MOST * 8))
    for text in texts[::step]:
        words += _WORD.findall(text.lower())
    return words[:_MOST]

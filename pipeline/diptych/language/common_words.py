"""The language of a text by its commonest words (schema/common_words.toml)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from diptych.values import dataclass

_ENOUGH: Final = 40
"""Fewest words of a text in which a small lead of a language decides; chosen. If lowered, related languages decide."""
_FEWEST: Final = 12
"""Fewest words of a text whose language is recognised; chosen. If lowered, names and titles decide."""
_SURELY: Final = 2.0
"""The same as `_CLEARLY`, for a text of fewer than `_ENOUGH` words; chosen. If lowered, quotations decide in it."""
_CLEARLY: Final = 1.25
"""How many times more common words than any language in question another must have; chosen. If lowered, quotations and
related languages decide."""
_LEAST: Final = 0.12
"""Least share of common words in a language; chosen: it is about 0.3 in running text. If lowered, lists of names
decide."""
_FAINT: Final = 0.05
"""Least share of common words in the shortest text of a language that is read, chosen: a statutory table has none. If
raised, titles and tables are refused."""
_PLAIN: Final = 0.2
"""The same in `_MOST` words, chosen: law in English and French has 0.26 and more, a text in a language without a list
up to 0.18. If lowered, creoles are read; if raised, laws with many tables are refused."""
_SEVERAL: Final = 2
"""Fewest different common words of another language by which fewer than 12 words are not known; chosen. If lowered,
English titles with one word that is also German or Spanish are refused."""
_REPEATS: Final = 20
"""One word counts for at most this fraction of a text in `is_known`, chosen: short words belong to many languages
by chance, as `on` and `be` do."""
_MOST: Final = 160
"""Words of the text that are counted, chosen. More cost time."""
_LINE: Final = 1000
"""Characters of a line that are read, chosen. More cost time."""


@dataclass(frozen=True, slots=True)
class CommonWords:
    """The languages, by ISO 639-2 code, in which a word is among the commonest, and the languages' English names."""

    languages: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]

    def other_language(self, texts: Sequence[str], known: Collection[str]) -> str | None:
        """The name of the language of a text, if it is clearly none of the `known` languages; None if it may be."""
        sample = _sample(texts)
        if len(sample) < _FEWEST:
            return None
        counts = Counter([code for word in sample for code in self.languages.get(word, ())])
        own = max((counts[code] for code in known), default=0)
        best = max(self.names, key=lambda code: counts[code])
        lead = _CLEARLY if len(sample) >= _ENOUGH else _SURELY
        clear = counts[best] >= max(_LEAST * len(sample), lead * own)
        return self.names[best] if clear and best not in known else None

    def tells(self, texts: Sequence[str]) -> bool:
        """Whether a text has enough words to show its language."""
        return len(_sample(texts)) >= _FEWEST

    def is_known(self, texts: Sequence[str], known: Collection[str]) -> bool:
        """Whether a text has as many different common words of one of the `known` languages as running text has.

        A text of fewer than 12 words has not enough to tell, so it may be known, unless it has several common words of
        another language and more of them.
        """
        sample = _sample(texts)
        if len(sample) < _FEWEST:
            return not self._is_foreign(texts, known)
        most = max(1, len(sample) // _REPEATS)
        repeated = [(code, min(count, most)) for word, count in Counter(sample).items()
                    for code in self.languages.get(word, ())]
        own = max((sum([count for code, count in repeated if code == language]) for language in known), default=0)
        return own >= len(sample) * (_FAINT + (_PLAIN - _FAINT) * len(sample) / _MOST)


    def _is_foreign(self, texts: Sequence[str], known: Collection[str]) -> bool:
        """Whether a few words, those beside punctuation too, are of another language than the `known` ones."""
        letters = "".join([character if character.isalpha() else " " for character in "\n".join(texts)[:_LINE].lower()])
        counts = Counter([code for word in dict.fromkeys(letters.split()) for code in self.languages.get(word, ())])
        own = max((counts[code] for code in known), default=0)
        return max((counts[code] for code in self.names), default=0) >= max(_SEVERAL, own + 1)


def common_words(data: Mapping[str, Any]) -> CommonWords:
    """The words of the file schema/common_words.toml."""
    languages: dict[str, tuple[str, ...]] = {}
    for code, item in data.items():
        for word in dict.fromkeys(item["words"].split()):
            languages[word] = (*languages.get(word, ()), code)
    return CommonWords(languages, {code: item["name"] for code, item in data.items()})


def _sample(texts: Sequence[str]) -> list[str]:
    """Words from all over a text, in lower case; without those that have a punctuation mark."""
    step = max(1, sum([min(len(text), _LINE) for text in texts]) // (_MOST * 8))
    lines = "\n".join([text[:_LINE] for text in texts[::step]])
    return [word for word in lines.lower().replace("'", " ").replace("’", " ").split() if word.isalpha()][:_MOST]

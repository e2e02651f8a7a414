"""Languages, the term base and readings of characters → what the browser must know to understand a query.

assets/theme/assets/diptych/search-query.js reads these files, each when a query needs it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from diptych.config.works import Term
from diptych.language import numerals
from diptych.language.equivalents import Equivalents, non_initial
from diptych.language.profiles import Language
from diptych.render.site import search_entries

_CHINESE: Final = "chinese"
_SERIES: Final = "ganada"
"""The letters that stand before the name of a unit instead of a number."""
_LATIN: Final = re.compile("[^\\W\\d_]*[a-z]")
"""Pattern of a name in Latin letters."""


_BETWEEN: Final = ("of", "determiners", "through", "trailing")
"""Words between a unit and the one around it, before the name of a unit, between the ends of a range, and behind it."""


def grammar(languages: Mapping[str, Language]) -> Mapping[str, Any]:
    """The words of all languages that a query may contain, for JSON: numerals and number words with their values, names
    of units with the abbreviations in eIds, letters and words around their numbers, units without a number with their
    eIds, words between the ends of a range and behind a name, names of months with their numbers, particles."""
    known = [language.search for language in languages.values()]
    return {
        "numerals": {sign: value for sign in sorted(numerals.signs(_CHINESE)) if (value := _value(sign)) is not None},
        "series": {sign: numerals.value(sign, _SERIES) for sign in sorted(numerals.signs(_SERIES))},
        "words": {word: value for table in known for system in table.get("numbers", ())
                  for word, value in numerals.words(system).items()},
        "units": _merged(known, "units"), "whole": _merged(known, "whole"),
        "ordinals": _all(known, "ordinals"), "branches": _all(known, "branches"),
        **{key: list(dict.fromkeys(word for table in known for word in table.get(key, ()))) for key in _BETWEEN},
        "months": {_folded(name): number for language in languages.values()
                   for number, name in enumerate(language.months, 1)},
        "particles": sorted(_all(known, "particles"), key=lambda particle: (-len(particle), particle))}


def names(terms: Sequence[Term]) -> list[list[Any]]:
    """For each name in Latin letters the words that a text has for it, for JSON: the words of the name, the names.

    The id of a term is its English name in lower case.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for term in terms:
        forms = [name for form in term.forms for name in (form.preferred, *form.allowed)]
        texts = [name for name in forms if not _LATIN.match(_folded(name))]
        latin = (term.id.replace("-", " "), *(name for name in forms if name not in texts))
        for name in latin if texts else ():
            found[" ".join(search_entries.elements(name))].update(dict.fromkeys(texts))
    return [[name, list(texts)] for name, texts in sorted(found.items())]


def readings(characters: Iterable[str], equivalents: Equivalents) -> Mapping[str, str]:
    """The characters with each reading, for JSON: Hanyu Pinyin without tones, and Korean syllables."""
    # The dictionary of characters alone: that of phrases loads slowly.
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    found: dict[str, dict[str, None]] = defaultdict(dict)
    known = {sign for sign in characters if len(sign) == 1}
    for sign in sorted(known):
        for reading in pinyin_dict.get(ord(sign), "").split(","):
            found[_toneless(reading)][sign] = None
    for sign, reading in sorted(equivalents.readings.items()):
        plain = search_entries.key(sign)
        if plain in known:
            for syllable in (reading, *non_initial(reading)):
                found[syllable][plain] = None
    found.pop("", None)
    return {reading: "".join(signs) for reading, signs in sorted(found.items())}


def _toneless(reading: str) -> str:
    """A syllable of pinyin in the letters a to z; v is for u with a diaeresis."""
    marked = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in marked if letter.isascii() and letter.isalpha())


def _folded(name: str) -> str:
    """A name as a search compares it, its words apart."""
    return " ".join(search_entries.elements(name)) if any(map(str.isascii, name)) else search_entries.key(name)


def _value(sign: str) -> int | None:
    """The value of a Chinese sign; that of a power of ten is that of one of it, since it is no numeral by itself."""
    alone = numerals.value(sign, _CHINESE)
    return numerals.value(f"{numerals.write(1, _CHINESE)}{sign}", _CHINESE) if alone is None else alone


def _merged(tables: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, list[str]]:
    """A table of all languages whose values are lists, with the names in it as a search compares them."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for name, items in table.get(key, {}).items():
            found[_folded(name)].extend(each for each in items if each not in found[_folded(name)])
    return found


def _all(tables: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(search_entries.key(word) for table in tables for word in table.get(key, ())))

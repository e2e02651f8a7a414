"""A bitext → its files for translators and their programs, with their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from diptych.config.works import LanguagePair
from diptych.exchange.bitext import Bitext
from diptych.exchange.tables import comma_separated, json_lines
from diptych.exchange.tmx import tmx
from diptych.exchange.xliff import xliff

_ALWAYS: Final = ("xlf", "csv", "jsonl")
"""Suffixes of the files that an original without translation has too."""
_PAIRED: Final = ("tmx", *_ALWAYS)
"""Suffixes of the files of a translation."""
TERMS: Final = "terms/terms.tbx"
"""The path of the term base on a site."""


def names(original: str, pairs: Sequence[LanguagePair]) -> tuple[str, ...]:
    """The names of all files of a work: of each pair of its languages, or of the original alone."""
    paired = [f"{left}-{right}.{suffix}" for left, right in pairs for suffix in _PAIRED]
    return tuple(paired or [f"{original}.{suffix}" for suffix in _ALWAYS])


def files(bitext: Bitext, version: str, *, escaped: bool = False) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of the files of one pair of texts, or of an original without a translation.

    `version` is that of this program. No cell of a table is a formula if they are `escaped`."""
    original, other = bitext.original.language, bitext.translation
    memory = (tmx(bitext, version),) if bitext.translation else ()
    named = names(original, ((original, other.language),) if other else ())
    table = comma_separated(bitext, escaped=escaped)
    return zip(named, (*memory, xliff(bitext), table, json_lines(bitext)), strict=True)

"""A bitext → its files for translators and their programs, under the names that they have everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from diptych.exchange.bitext import Bitext
from diptych.exchange.tables import comma_separated, json_lines
from diptych.exchange.tmx import tmx
from diptych.exchange.xliff import xliff

_MEMORY: Final = "tmx"
_ALWAYS: Final = ("xlf", "csv", "jsonl")
"""What is made of an original without translation too."""
TERMS: Final = "terms/terms.tbx"
"""The place of the term base on a site."""


def names(languages: Sequence[str]) -> tuple[str, ...]:
    """The names of all files of a work in these languages, the original first."""
    original, *others = languages
    pairs = [f"{original}-{other}.{kind}" for other in others for kind in (_MEMORY, *_ALWAYS)]
    return tuple(pairs or [f"{original}.{kind}" for kind in _ALWAYS])


def files(bitext: Bitext, version: str) -> Iterator[tuple[str, bytes]]:
    """The files of one translation, or of an original that has none; `version` is that of this program."""
    languages = [one.language for one in (bitext.original, bitext.translation) if one]
    made = (tmx(bitext, version),) if bitext.translation else ()
    return zip(names(languages), (*made, xliff(bitext), comma_separated(bitext), json_lines(bitext)), strict=True)

"""A bitext → its files for translators and their programs, with their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

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


def names(languages: Sequence[str]) -> tuple[str, ...]:
    """The names of all files of a work in these languages, the original first."""
    original, *others = languages
    pairs = [f"{original}-{other}.{suffix}" for other in others for suffix in _PAIRED]
    return tuple(pairs or [f"{original}.{suffix}" for suffix in _ALWAYS])


def files(bitext: Bitext, version: str) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of the files of one translation, or of an original without one.

    `version` is that of this program."""
    languages = [document.language for document in (bitext.original, bitext.translation) if document]
    memory = (tmx(bitext, version),) if bitext.translation else ()
    return zip(names(languages), (*memory, xliff(bitext), comma_separated(bitext), json_lines(bitext)), strict=True)

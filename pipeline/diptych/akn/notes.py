"""The notes on a text in its metadata: those of the editor, and those of another publisher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from babel.core import get_global
from lxml import etree

from diptych.akn.names import XML, tag
from diptych.values import dataclass

KINDS: Final = ("comment", "emendation", "supplied")
"""Kinds of notes of the editor. Others class their notes in words of their own: these are comments."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the editor: `kind` is one of KINDS, `words` by interface language."""

    eid: str
    marker: str
    kind: str
    words: Mapping[str, str]


def read(element: etree._Element, language: str) -> Note:
    """The note of an element of `meta`; `language` is the code of the text, for words that name no language."""
    kind = next((name for name in element.get("class", "").split() if name in KINDS), KINDS[0])
    words: dict[str, list[str]] = {}
    for block in element.iterchildren(etree.Element):
        words.setdefault(_language(block) or _short(language), []).append(_words(block))
    return Note(element.get("eId", ""), element.get("marker", ""), kind,
                {name: "\n".join(filter(None, lines)) for name, lines in words.items()})


def _language(block: etree._Element) -> str:
    """The tag of the language that a block, or an element around it, names; empty if none does."""
    return next((name for outer in (block, *block.iterancestors()) if (name := outer.get(f"{{{XML}}}lang"))), "")


def _short(code: str) -> str:
    """The BCP 47 tag of a language by its ISO 639-2 code."""
    first, _, script = code.partition("-")
    alias = get_global("language_aliases").get(first, first)
    return "-".join(filter(None, (alias if isinstance(alias, str) else alias[0], script)))


def _words(block: etree._Element) -> str:
    """The words of a block; those of the parts of a list or table are apart."""
    if block.tag == tag("p"):
        return "".join(map(str, block.itertext()))
    return " ".join(words for piece in block.itertext() if (words := str(piece).strip()))

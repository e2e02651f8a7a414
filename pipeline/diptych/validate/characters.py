"""Akoma Ntoso → findings on unreadable characters: private use, unassigned, replacement, controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.akn.document import bare
from diptych.akn.names import tag
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject

_USUAL: Final = re.compile("[^\t\n\r -~\u00a0-\u024f\u2010-\u205e\u2190-\u23ff\u2460-\u26ff\u3001-\u3020"
                           "\u3041-\u3096\u30a0-\u30ff\u3131-\u318e\u3220-\u33ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uffbe]")
"""Characters outside common blocks, in which all are assigned: their categories are looked up one by one."""
_ODD: Final = ("\ufffd", "\x85")
"""Unreadable characters that `str.isprintable` accepts, or that `bare` removes as white space."""


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """R025 for each private-use or unassigned character, U+FFFD and control that the editor did not delete."""
    meta = subject.document.main.find(tag("meta"))
    noted = "" if meta is None else "".join(meta.itertext())
    text = subject.document.text + noted
    # Most texts are printable. Without white space they have no control character left but those of `_ODD`.
    if (subject.document.letters + bare(noted)).isprintable() and not any(sign in text for sign in _ODD):
        return ()
    odd = frozenset(character for character in _USUAL.findall(text) if _unreadable(character))
    return tuple(_findings(subject, odd)) if odd else ()


def _unreadable(character: str) -> bool:
    return character == "\ufffd" or (
        unicodedata.category(character) in ("Co", "Cn", "Cc") and character not in "\t\n\r")


def _findings(subject: Subject, odd: frozenset[str]) -> Iterator[Diagnostic]:
    for element in subject.document.main.iter(etree.Element):
        own = (element.text or "") if element.tag != tag("del") else ""
        for character in dict.fromkeys(own + "".join(child.tail or "" for child in element)):
            if character in odd:
                yield subject.finding("R025", element, character=f"U+{ord(character):04X}")

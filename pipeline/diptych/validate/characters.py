"""Akoma Ntoso → findings on characters that cannot be read (private use, unassigned, replacement, controls) or seen
(bidirectional controls, zero-width and tag characters)."""

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
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")
"""Characters without a glyph: those with the property Default_Ignorable_Code_Point (Unicode 15, section 5.21), line and
paragraph separators, interlinear annotation."""
_ODD: Final = re.compile("[\ufffd\x85\u2028\u2029\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters to be found that `str.isprintable` accepts, or that `bare` removes as white space."""


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """R025 for each private-use or unassigned character, U+FFFD and control that the editor did not delete; R033 for
    each element with invisible characters that the script of the text does not need."""
    meta = subject.document.main.find(tag("meta"))
    noted = "" if meta is None else "".join(meta.itertext())
    text = subject.document.text + noted
    # Most texts are printable. Without white space they have no control character left but those of `_ODD`.
    if (subject.document.letters + bare(noted)).isprintable() and not _ODD.search(text):
        return ()
    needed = subject.language.script.invisible
    unreadable = frozenset(character for character in _USUAL.findall(text) if _unreadable(character))
    invisible = frozenset(character for character in _INVISIBLE.findall(text) if not needed.match(character))
    return tuple(_findings(subject, unreadable, invisible)) if unreadable or invisible else ()


def _unreadable(character: str) -> bool:
    return character == "\ufffd" or (
        unicodedata.category(character) in ("Co", "Cn", "Cc") and character not in "\t\n\r")


def _findings(subject: Subject, unreadable: frozenset[str], invisible: frozenset[str]) -> Iterator[Diagnostic]:
    for element in subject.document.main.iter(etree.Element):
        own = (element.text or "") if element.tag != tag("del") else ""
        characters = dict.fromkeys(own + "".join(child.tail or "" for child in element))
        for character in filter(unreadable.__contains__, characters):
            yield subject.finding("R025", element, character=f"U+{ord(character):04X}")
        hidden = [character for character in characters if character in invisible]
        if hidden:
            yield subject.finding("R033", element, characters=", ".join(map(_named, hidden)))


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()

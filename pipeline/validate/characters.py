"""Akoma Ntoso → findings on characters that nobody can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lxml import etree

from pipeline.akn.names import tag
from pipeline.diagnostics import Diagnostic
from pipeline.validate.subject import Subject


def validate(subject: Subject) -> tuple[Diagnostic, ...]:
    """R025 for each private-use or unassigned character, U+FFFD and C1 control that the editor did not delete."""
    odd = frozenset(character for character in set("".join(subject.document.main.itertext()))
                    if _unreadable(character))
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

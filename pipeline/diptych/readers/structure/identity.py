"""Draft → the identity that the document prints: title, number, date and issuer; empty where it prints none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.draft import Block, Draft, Mark
from diptych.readers.editing.inlines import marks, published

_WIDE: Final = "[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]"
"""Pattern of Han characters, kana and their marks, beside which a space means nothing."""
_APART: Final = re.compile(f"(?<={_WIDE}) | (?={_WIDE})")


@dataclass(frozen=True, slots=True)
class PrintedIdentity:
    """The identity that a document prints. `date` is ISO 8601; the other fields are as printed, `number` without spaces
    beside Han characters."""

    title: str
    number: str
    date: str
    issuer: str


def identify(draft: Draft) -> PrintedIdentity:
    """The identity in the front and back matter. The date is at the end of the document, else below its title.

    A judgment has the number of its docket, its court for issuer, and its citation if it prints no title.
    """
    front, back = ([mark for block in blocks if isinstance(block, Block)
                    for mark in marks(block.content)]
                   for blocks in (draft.preface, draft.conclusions))
    dates = (dict(mark.attributes)["date"] for mark in (*back, *front) if mark.name == "docDate")
    docket, cited = (_words(front, name) for name in ("docketNumber", "neutralCitation"))
    return PrintedIdentity(_words(front, "docTitle") or cited, _APART.sub("", _words(front, "docNumber") or docket),
                           next(dates, ""), _words(back, "signature") or _words(front, "courtType"))


def _words(marks: Sequence[Mark], name: str) -> str:
    """The text of the first mark of that name."""
    first = next((mark for mark in marks if mark.name == name), None)
    return " ".join(published(first.content).split()) if first else ""

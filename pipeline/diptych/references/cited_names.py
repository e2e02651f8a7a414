"""Words of a text → the document that they name: its title in brackets, a bare or short name, or as this one."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from diptych.references.grammar import NAME, Grammar
from diptych.values import dataclass

_LONGEST: Final = 40
"""Characters of a bare name with the word before it, at most; chosen. Raised: slower."""
_AROUND: Final = 12
"""Characters before a name that show whether it is whole; chosen. Raised: slower."""


class BareNames(NamedTuple):
    """Names of documents without brackets, the longest first: `short` ones that the text defines, and `known` ones.

    Before a `known` one comes no letter but those that its language allows. `sought` matches like that of the grammar,
    and where a short name begins that the grammar does not look for.
    """

    short: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    sought: re.Pattern[str] | None = None


NO_NAMES: Final = BareNames()


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """Words for a document: how they name it, and the name."""

    start: int
    end: int
    kind: str
    name: str


def cited(text: str, at: int, grammar: Grammar, names: BareNames) -> CitedDocument | None:
    """The words at a position that name a document; a bare name ends there."""
    short = _short_name(text, at, names, grammar)
    if short:
        return CitedDocument(at, at + len(short), NAME, short)
    match = grammar.documents.cited.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    if match.lastgroup != NAME:
        return CitedDocument(at, match.end(), match.lastgroup, match[match.lastgroup])
    end = match.end()
    name = _known_name(text, end, grammar, names)
    if name:
        start = end - len(name)
        name = max(name, grammar.documents.known_at(text, start), key=len)
        return CitedDocument(start, start + len(name), NAME, name)
    bare = grammar.documents.bare.match(text, max(0, end - _LONGEST), end)
    if bare is None or grammar.documents.followed.match(text, end) is None:
        return None
    return CitedDocument(bare.start(NAME), end, NAME, bare[NAME])


def _short_name(text: str, at: int, names: BareNames, grammar: Grammar) -> str:
    """The short name that a text defines and that is at a position as a word of its own; empty if there is none."""
    known = grammar.documents
    name = next((name for name in names.short if text.startswith(name, at)), "") if names.sought else ""
    apart = name and known.short_apart.search(text, max(0, at - _AROUND), at) is not None
    return name if apart and known.short_followed.match(text, at + len(name)) is not None else ""


def _known_name(text: str, end: int, grammar: Grammar, names: BareNames) -> str:
    """The bare name of a document that ends at a position; empty if none does."""
    if not names.short and not names.known and not grammar.documents.known:
        return ""
    if text.endswith(names.short, 0, end):
        return next(name for name in names.short if text.endswith(name, 0, end))
    made = grammar.documents.made_ending(text, end)
    for ending in ("", made) if made else ("",):
        stem = end - len(ending)
        known = next((name for name in names.known if text.endswith(name, 0, stem)), "") if (
            text.endswith(names.known, 0, stem)) else ""
        for name in (known, grammar.documents.known_before(text, stem)):
            if name and _is_whole(text, stem - len(name), grammar):
                return name + ending
    return ""


def _is_whole(text: str, start: int, grammar: Grammar) -> bool:
    """Whether a name that begins at a position is not the end of a longer one."""
    before = text[max(0, start - 1):start]
    whole = not before.isalpha() or before in grammar.documents.preceded
    return whole and grammar.documents.apart.search(text, max(0, start - _AROUND), start) is not None


def behind(text: str, end: int, grammar: Grammar, names: BareNames) -> CitedDocument | None:
    """The bare name of a document behind a unit of it, as in section 3 of the Water Act."""
    match = grammar.documents.behind.match(text, end)
    name = next((name for name in names.known if text.startswith(name, match.end())), "") if match else ""
    if match is None or not name or text[match.end() + len(name):match.end() + len(name) + 1].isalnum():
        return None
    return CitedDocument(match.end(), match.end() + len(name), NAME, name)

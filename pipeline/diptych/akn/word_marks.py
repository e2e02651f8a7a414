"""A text → the marks by which its DOCX is known when it comes back: names of bookmarks, identity, digest of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from diptych.akn.document import Document
from diptych.akn.provisions import provisions

IDENTITY: Final = "DiptychText"
"""Name of the document property with the address of the text."""
WORDS: Final = "DiptychWords"
"""Name of the document property with the digest of the words of the text."""
NOTICES: Final = "DiptychNotices"
"""Name of the document property with the digests of notices, of names of texts and of sentences on absent clauses."""
COLOPHON: Final = "DiptychColophon"
"""Name of the document property with the digests of the lines of the colophon."""
HEADS: Final = "DiptychHeads"
"""Name of the document property with the digests of heads and feet of pages."""
NOTES: Final = "DiptychNotes"
"""Name of the document property with the digests of the editor's notes."""
STYLES: Final[Mapping[str, str]] = {
    "Notice": NOTICES, "Absent": NOTICES, "ColumnTitle": NOTICES, "Colophon": COLOPHON, "ColophonTitle": COLOPHON}
"""The properties of what is no text of the work, by the ids of the styles of its paragraphs."""
_DIGEST: Final = 8
"""Hexadecimal digits of the digest of a paragraph. Chosen: if lowered, a changed paragraph may have the digest of
another."""
_DIGESTS: Final = 28
"""Digests in a property: Word keeps 255 characters of a text in a property."""
_NOT_IN_NAME: Final = re.compile(r"\W")
"""Pattern of the characters that a bookmark name cannot have."""
FORMULA: Final = "DiptychFormula"
"""Beginning of the names of document properties with the linear form of a formula; a number follows."""
LONGEST_FORMULA: Final = 255
"""Greatest length of a linear form that is kept in a property: that of a text in a property of Word."""
_FORMULA_MARK: Final = "fx_"
"""Beginning of the bookmark names of formulas, whose number follows: no eId begins with it."""
_FORMULA_NAME: Final = re.compile(_FORMULA_MARK + r"(\d{1,6})(?:_\w*)?")
"""Pattern of such a name, with what LibreOffice adds to one that is taken."""
_LINE: Final = "nl_"
"""Beginning of the bookmark names of blocks of notes: no eId begins with it."""
_LINE_LENGTH: Final = 19
"""Characters of such a name. Chosen: LibreOffice, which reads notes twice, adds up to ten to a name that is taken, and
cuts names off at 40 characters. If raised, longer names are cut."""
_NAME_LENGTH: Final = 40
"""Greatest length of a bookmark name in Word. If raised, Word drops longer bookmarks."""


def bookmark(eid: str) -> str:
    """The bookmark name of an eId: letters, digits and underscores, at most 40 characters, with a digest if longer."""
    name = _NOT_IN_NAME.sub("_", eid)
    return name if len(name) <= _NAME_LENGTH else f"{name[:_NAME_LENGTH - 9]}_{sha256(eid.encode()).hexdigest()[:8]}"


def identity(document: Document) -> str:
    """The address of a text, with the date of its version: `/akn/cn/act/guobanfa/2012/19/kor@2012-04-13`."""
    return f"{document.work_iri}/{document.language}@{document.version}"


def digest(document: Document) -> str:
    """The SHA-256 of the words of a text, clause by clause."""
    words = "\n".join(f"{item.eid}\t{item.heading}\t{item.text}" for item in provisions(document))
    return sha256(words.encode()).hexdigest()


def note_line(note: str, index: int) -> str:
    """The bookmark name of a block of a note of the text itself, by the eId of the note and the number of the block."""
    return f"{_LINE}{sha256(f'{note}-{index}'.encode()).hexdigest()}"[:_LINE_LENGTH]


def note_line_of(name: str) -> str:
    """The bookmark of a block of a note of the text itself, as it was written; empty for another bookmark."""
    return name[:_LINE_LENGTH] if name.startswith(_LINE) else ""


def paragraph_digest(words: str) -> str:
    """The digest of the words of a paragraph, whatever white space is in them and however characters are composed."""
    return sha256("".join(unicodedata.normalize("NFC", words).split()).encode()).hexdigest()[:_DIGEST]


def digest_properties(name: str, paragraphs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The document properties with the digests of paragraphs; the first has this name, others a number behind it."""
    digests = [paragraph_digest(words) for words in paragraphs if words.strip()]
    return tuple((f"{name}{first // _DIGESTS or ''}", " ".join(digests[first:first + _DIGESTS]))
                 for first in range(0, len(digests), _DIGESTS))


def digests(properties: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The digests in the properties that have this name, or it and a number."""
    return tuple(digest for key, value in properties.items()
                 if key == name or key.startswith(name) and key[len(name):].isdecimal() for digest in value.split())


def formula_mark(number: int) -> str:
    """The bookmark name of a formula, by its number in the file."""
    return f"{_FORMULA_MARK}{number}"


def formula_of(names: Iterable[str], properties: Mapping[str, str]) -> str:
    """The linear form of the formula in one of these bookmarks; empty if none is that of a formula."""
    numbers = (match[1] for name in names if (match := _FORMULA_NAME.fullmatch(name)))
    return next((properties[key] for number in numbers if (key := f"{FORMULA}{number}") in properties), "")

"""A text → the marks by which its DOCX is known when it comes back: names of bookmarks, identity, digest of words."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from diptych.akn.document import Document
from diptych.akn.provisions import provisions

IDENTITY: Final = "DiptychText"
"""Name of the document property with the address of the text."""
WORDS: Final = "DiptychWords"
"""Name of the document property with the digest of the words of the text."""
_NOT_IN_NAME: Final = re.compile(r"\W")
"""Pattern of the characters that a bookmark name cannot have."""
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

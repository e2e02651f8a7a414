"""What a printed reference names: units of the document, another document, or nothing that is sure."""

from __future__ import annotations

from enum import Enum, auto

from diptych.values import dataclass


class Lack(Enum):
    """Why a reference gets no link: it names no unit of the document, it may name several, it belongs to an unknown
    document, it names several documents, or a part of its words is marked already."""

    UNIT = auto()
    CERTAINTY = auto()
    DOCUMENT = auto()
    TITLE = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """The first and the last unit that a reference names, by eId."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class External:
    """The first and the last unit that a reference names in another document; empty for the document as a whole.

    Without a `title` the document is this one, as a whole.
    """

    title: str
    first: str = ""
    last: str = ""


Resolved = Target | External | Lack

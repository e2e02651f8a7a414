"""Clauses in two languages side by side, and the discrepancies between them: data for the checks and the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from diptych.config.works import Waiver
from diptych.language.profiles import Language

MARKER: Final = re.compile(r"\s*\(?(?:([A-Za-z])|(\d{1,2}))[.)]\s")
"""Pattern of the letter or number of an item. Chosen. If it matches more, more lines without number are items."""
FIRST_LINE: Final = "__p_1"
"""The end of the eId of a unit's first paragraph: defined by the Akoma Ntoso Naming Convention 1.0."""
_ARTICLE: Final = re.compile(r"(?:\A|__)(?:art|sec)_(\d[\d-]*)(?=__|\Z)")
"""Pattern of an article or a section in an eId: defined by the Akoma Ntoso Naming Convention 1.0."""
_DRAWN: Final = re.compile("[\u2500-\u257f][^\n]*[\u2500-\u257f]")
"""Pattern of two signs of the block Box Drawing on a line: defined by Unicode. If it matches more, more clauses are
tables, on whose places nothing is reported unasked."""
ENDS_PART: Final = re.compile("[.,;:!?)\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09](?:\\s\\w{1,4})?\\s*\\Z")
"""Pattern of the end of a line that is no heading: a sentence, or an item (`; and`). Chosen. If it matches more, fewer
paragraphs without counterpart are reported, and fewer lines are cut."""
_BULLETS: Final = frozenset("-\u2013\u2022*\u00b7")
"""Signs before items of a list. Chosen. If one is added, more lines without number are items."""
TextPair = tuple[str, str]
"""The words of a clause: the original, the translation."""
LanguagePair = tuple[Language, Language]
"""The languages of a pair: that of the original, that of the translation."""


@dataclass(frozen=True, slots=True)
class ComparedClause:
    """A clause in one language, as published: its own headings and paragraphs, a line for each.

    `blocks` are the eIds of these lines. `label` is its number with those around it (`5`, `2.1`), `enclosing` that of
    the unit around it; both are empty if none is printed. `place` is its place in its text, -1 if unknown."""

    eid: str
    text: str
    blocks: tuple[str, ...] = ()
    label: str = ""
    enclosing: str = ""
    place: int = -1


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause in both languages, the original on the left. A side is None if the language lacks the clause.

    `confidence` is the probability that the clauses answer to each other. They are `unlike` if they have one place but
    say different things."""

    left: ComparedClause | None
    right: ComparedClause | None
    confidence: float = 1.0
    unlike: bool = False

    @property
    def eid(self) -> str:
        """The eId of the original's clause, or of the translation's if the original lacks it."""
        return self.left.eid if self.left else self.right.eid if self.right else ""

    @property
    def sides(self) -> tuple[ComparedClause | None, ComparedClause | None]:
        """Both sides: left, right."""
        return self.left, self.right


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of characters in a clause's text, from `start` to before `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start:self.end]


def length(clause: ComparedClause | None) -> int:
    """The length of a clause in characters, without white space; 0 if there is none."""
    return len("".join(clause.text.split())) if clause else 0


def marker(text: str) -> str:
    """The letter or number of an item at the beginning of a text that no structure has: `A.`, `3)`; else nothing."""
    match = MARKER.match(text)
    return match[1] or match[2] if match else ""


def article(eid: str) -> str:
    """The number of the article or section in an eId, the innermost one; empty if there is none."""
    return "".join(_ARTICLE.findall(eid)[-1:])


def is_drawn(text: str) -> bool:
    """Whether a text has a row of a table that is drawn with lines: its cells are in an order of their own."""
    return _DRAWN.search(text) is not None


def is_item(text: str) -> bool:
    """Whether a text begins with the letter, number or bullet of an item."""
    return bool(marker(text)) or text[:1] in _BULLETS


Spans = tuple[Span | None, Span | None]
"""A place in each text; None in a text that has no words for the finding."""


def one_sided(side: int, span: Span) -> Spans:
    """The places of a finding in the left text alone (`side` 0) or in the right text alone (1)."""
    return (span, None) if side == 0 else (None, span)


def quotations(spans: Spans, texts: TextPair) -> tuple[tuple[str, str], ...]:
    """The facts `left` and `right` of a finding: the words at its places, a dash for a text without words."""
    left, right = (span.of(text) if span else "–" for span, text in zip(spans, texts, strict=True))
    return ("left", left), ("right", right)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A finding of a check in one pair.

    `facts` fill the placeholders of the code's message in schema/codes.toml. With a `waiver` the editor accepts it.
    `confidence` is the share of such findings that are right; a check gives a share of its code's usual one."""

    code: str
    pair: int
    spans: Spans
    facts: tuple[tuple[str, str], ...] = ()
    waiver: Waiver | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Review:
    """All pairs of a work and their discrepancies, in the order of the pairs.

    `ratio` is the usual number of characters of the right text for one of the left; 0 if there are too few clauses.
    `doubtful` is the number of discrepancies that are left out since they are probably none."""

    languages: tuple[str, str]
    pairs: tuple[ClausePair, ...]
    discrepancies: tuple[Discrepancy, ...]
    ratio: float = 0.0
    doubtful: int = 0

"""Clauses in two languages side by side, and what is found in them: data only, between those that check and those that
show."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.config.works import Waiver


@dataclass(frozen=True, slots=True)
class ComparedClause:
    """One language's words of a clause as published: heading and paragraphs of its own, a line for each. `blocks` are
    the eIds of these lines."""

    eid: str
    text: str
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause in both languages, the original on the left; None where a language has none."""

    left: ComparedClause | None
    right: ComparedClause | None

    @property
    def eid(self) -> str:
        """The eId of the clause: the original's where there is one."""
        return self.left.eid if self.left else self.right.eid if self.right else ""

    @property
    def sides(self) -> tuple[ComparedClause | None, ComparedClause | None]:
        return self.left, self.right


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a clause's text, from `start` to before `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that it covers."""
        return text[self.start:self.end]


Spans = tuple[Span | None, Span | None]
"""A place in each text; None where a text has no words that are concerned."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What a check says of one pair. `facts` fill the placeholders of the code's words in schema/codes.toml; with a
    waiver the editor accepts it."""

    code: str
    pair: int
    spans: Spans
    facts: tuple[tuple[str, str], ...] = ()
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """All pairs of a work, and what was found, in their order. `ratio` is how many characters the right text usually
    takes for one of the left; 0 where there are too few clauses to tell."""

    languages: tuple[str, str]
    pairs: tuple[ClausePair, ...]
    found: tuple[Discrepancy, ...]
    ratio: float = 0.0

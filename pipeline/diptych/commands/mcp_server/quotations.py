"""A text of a work and a string → the clauses in which the string stands letter by letter, white space apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from diptych.commands.mcp_server.site_files import PublishedClause, WorkData
from diptych.review.cited_sources.folded_text import bare_words


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """Where a string stands: the clauses of its first and of its last letter, and the innermost clause around both.

    `around` is empty if no clause is around both.
    """

    first: str
    last: str
    around: str


@dataclass(frozen=True, slots=True)
class RunningText:
    """The letters of a text in order, without white space; each clause begins at one of the `starts`."""

    letters: str
    starts: tuple[int, ...]
    eids: tuple[str, ...]
    parents: Mapping[str, str]

    def places(self, quote: str) -> Iterator[QuotedPlace]:
        """The places of a string, in order."""
        wanted = bare_words(quote)
        at = self.letters.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._owner(at), self._owner(at + len(wanted) - 1)
            yield QuotedPlace(first, last, self._around(first, last))
            at = self.letters.find(wanted, at + 1)

    def _owner(self, at: int) -> str:
        return self.eids[bisect_right(self.starts, at) - 1]

    def _around(self, first: str, last: str) -> str:
        outer = set(lineage(last, self.parents))
        return next((eid for eid in lineage(first, self.parents) if eid in outer), "")


def lineage(eid: str, parents: Mapping[str, str]) -> Iterator[str]:
    """A clause and the clauses around it, the innermost first."""
    seen: set[str] = set()
    while eid and eid not in seen:
        seen.add(eid)
        yield eid
        eid = parents.get(eid, "")


def parents(work: WorkData) -> Mapping[str, str]:
    """The clause around each clause."""
    return {clause.eid: clause.parent or "" for clause in work.provisions}


def running(work: WorkData, language: str) -> RunningText:
    """The letters of a text of a work. Of a clause with paragraphs of their own these have its words."""
    pieces = [(eid, letters) for eid, text in _pieces(work.provisions, language) if (letters := bare_words(text))]
    ends = accumulate(len(letters) for _, letters in pieces)
    return RunningText("".join(letters for _, letters in pieces), (0, *ends)[:len(pieces)],
                       tuple(eid for eid, _ in pieces), parents(work))


def _pieces(clauses: Sequence[PublishedClause], language: str) -> Iterator[tuple[str, str]]:
    paragraphs: dict[str, list[str]] = {}
    for clause in clauses:
        if clause.element == "p" and clause.parent and language in clause.texts:
            paragraphs.setdefault(clause.parent, []).append(clause.texts[language].text)
    divided = {clause.eid for clause in clauses if language in clause.texts and bare_words(
        "".join(paragraphs.get(clause.eid, ()))) == bare_words(clause.texts[language].text)}
    for clause in clauses:
        text = clause.texts.get(language)
        if text is None or clause.element == "p" and clause.parent and clause.parent not in divided:
            continue
        yield clause.eid, text.number + text.heading
        if clause.eid not in divided:
            yield clause.eid, text.text

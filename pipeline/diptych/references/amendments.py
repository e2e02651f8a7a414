"""Addenda that amend a document → which document the units mean that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from diptych.references.blocks import TAG, TextBlock
from diptych.references.cited_names import CitedDocument
from diptych.references.documents import OWN, Titles
from diptych.references.grammar import THIS, TITLE, Grammar
from diptych.references.mentions import Mention
from diptych.values import dataclass

ADDENDA: Final = "hcontainer"
_PARAGRAPH: Final = re.compile(r"<p [^>]*>([^<]*(?:<(?!/p>)[^<]*)*)")
_QUOTED: Final = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d')
_HEAD: Final = 200
"""Characters of a unit that hold its heading; chosen. Raised: slower in long addenda."""


@dataclass(frozen=True, slots=True)
class AmendedScope:
    """A block in addenda that were made for another document, or that amend one.

    `title` is that of the document whose units it names, None if unknown; `start` and `end` are the place of the title
    in the block, both 0 if it is printed before.
    """

    title: str | None
    start: int = 0
    end: int = 0

    def mentions(self, found: Sequence[Mention], plain: str) -> list[Mention]:
        """The references of the block that count: none in words that are replaced, no units of unknown documents."""
        quoted = [match.span() for match in _QUOTED.finditer(plain)] if found else []
        kept: list[Mention] = []
        for mention in found:
            known = mention.cited is not None and not (mention.cited.kind == THIS and mention.named)
            joined = mention.joined and bool(kept)
            inner = mention.addenda and not mention.outside
            if (self.title is not None or known or joined or inner) and not any(
                    start < mention.start < end for start, end in quoted):
                kept.append(mention.of_this_document() if mention.outside else mention)
        if not self.end:
            return kept
        name = f"<{plain[self.start:self.end]}>"
        own = Mention(self.start, self.end, CitedDocument(self.start, self.end, TITLE, name))
        return sorted((own, *(mention for mention in kept if mention.start >= self.end)), key=_start)


@dataclass(frozen=True, slots=True)
class Amendments:
    """The addenda of a document, as XML.

    `heads` says of addenda and of articles in them whether a pattern matches at their head. `found` are the places up
    to which amendments were looked for in a unit, with the place and the match of the last. Both are filled on the way.
    """

    xml: str
    grammar: Grammar
    titles: Titles
    heads: dict[str, bool] = field(default_factory=dict)
    found: dict[str, tuple[int, int, re.Match[str] | None]] = field(default_factory=dict)

    def scope(self, block: TextBlock) -> AmendedScope | None:
        """What the units mean that a block in addenda names; None if they are those of this document."""
        addenda, _, rest = block.eid.partition("__")
        step = rest.partition("__")[0]
        foreign = self._heads(addenda, self.grammar.foreign, block.start)
        unit = f"{addenda}__{step}" if step.startswith("art_") else addenda
        if self.grammar.amending.search(block.content) is None and not (
                unit != addenda and self._heads(unit, self.grammar.amending, block.start)):
            return AmendedScope(None) if foreign else None
        return self._amended(block, unit, foreign=foreign) or AmendedScope(None)

    def _amended(self, block: TextBlock, unit: str, *, foreign: bool) -> AmendedScope | None:
        """The document that the amendments in a block change, named there or above it in the same unit.

        The addenda of another document were added here because they amend this one.
        """
        at, begin, match = self.found.get(unit) or (self.xml.rfind(f'eId="{unit}"', 0, block.start), 0, None)
        for paragraph in _PARAGRAPH.finditer(self.xml, max(at, 0), block.end):
            found = self.grammar.amended.match(TAG.sub("", paragraph[1]))
            begin, match = (paragraph.start(1), found) if found else (begin, match)
        self.found[unit] = block.end, begin, match
        if match is None:
            return None
        name = match["name"].strip()
        own = foreign or self.titles.normal(name.strip("\u300c\u300d")) == self.titles.normal(self.titles.own)
        title = OWN if own else name
        if begin != block.start:
            return AmendedScope(title)
        start = match.start("name")
        return AmendedScope(title, start, start + len(match["name"].rstrip()))

    def _heads(self, eid: str, pattern: re.Pattern[str], before: int) -> bool:
        """Whether a pattern matches at the head of the unit around a place."""
        if eid not in self.heads:
            at = self.xml.rfind(f'eId="{eid}"', 0, before)
            self.heads[eid] = at >= 0 and pattern.search(self.xml, at, at + _HEAD) is not None
        return self.heads[eid]


def _start(mention: Mention) -> int:
    return mention.start

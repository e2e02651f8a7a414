"""The beginning of a list → what its items refer to by the number of an item alone: those of what the list is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from diptych.references.grammar import Grammar
from diptych.references.mentions import Mention
from diptych.references.outcomes import Lack, Resolved

_LEADS_ON: Final = ":\uff1a\ufe30"
"""Marks at the end of a text before a list. Chosen. If one is added, the items of more lists go on with it."""
_PARAGRAPH: Final = "__p_"
"""What an eId has before the number of a paragraph: defined by the Akoma Ntoso Naming Convention 1.0."""
_FIRST: Final = "1"
"""Number of the first item, which refers to none before it."""
Done = tuple[Mention, Resolved]
"""A reference and what it names."""


@dataclass(frozen=True, slots=True)
class Leads:
    """The last reference before each list, by the eId of the unit with the list; and the lists whose first item begins
    with a number alone. Both are filled on the way."""

    last: dict[str, Done] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)

    def keep(self, eid: str, plain: str, done: Sequence[Done]) -> None:
        """Keeps the last reference of a block that a list follows."""
        if done and plain.rstrip()[-1:] in _LEADS_ON and not isinstance(done[-1][1], Lack):
            mention, resolved = done[-1]
            self.last[eid.rpartition(_PARAGRAPH)[0]] = replace(mention, start=0, end=0), resolved

    def begun(self, eid: str, plain: str, mentions: Sequence[Mention],
              grammar: Grammar) -> tuple[Sequence[Mention], list[Done]]:
        """The references of a block, and those before them. The first of an item goes on with the beginning of its
        list, if all items name units of what that names."""
        if not self.last:
            return mentions, []
        item = eid.rpartition(_PARAGRAPH)[0]
        unit, _, step = item.rpartition("__")
        first = mentions[0]
        lead = self.last.get(unit)
        is_bare = not plain[:first.start].strip() and first.cited is None and first.anaphor is None and (
            first.level > grammar.articles)
        if lead is None or not is_bare:
            return mentions, []
        if step.rpartition("_")[2] == _FIRST:
            self.lists.add(unit)
        if unit not in self.lists:
            return mentions, []
        return (replace(first, joined=True, inside=True), *mentions[1:]), [lead]

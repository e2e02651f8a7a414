"""The units of another document, as references into it need them."""

from __future__ import annotations

from dataclasses import field

from diptych.references.grammar import Grammar
from diptych.references.targets import Units, units
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class CitedUnits:
    """The units of a document that texts refer to, by eId, and those that were repealed.

    `dated`: they are those of the date of the text that refers to them. `placed` are units that were looked up, in the
    tables `tables` by the language of the references. Both are filled on the way.
    """

    eids: frozenset[str]
    repealed: frozenset[str] = frozenset()
    dated: bool = True
    placed: dict[str, str] = field(default_factory=dict)
    tables: dict[Grammar, Units] = field(default_factory=dict)

    def place(self, printed: str, grammar: Grammar) -> str:
        """The eId of the unit that an eId made of printed levels alone means; empty if there is none."""
        if printed not in self.placed:
            if grammar not in self.tables:
                self.tables[grammar] = units(grammar, dict.fromkeys(self.eids))
            self.placed[printed] = self.tables[grammar].placed(printed)
        return self.placed[printed]

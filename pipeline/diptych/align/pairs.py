"""What is aligned and what comes of it: units in, pairs out. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """A piece of text under an id, without the number that it prints. `level` says how deep it stands; `label` names
    it by its numbers alone (`5`, `2.1`; empty where it prints none), `holder` the unit around it likewise; `kind` is
    what it is (an element's name, or nothing), `terms` are the things it refers to."""

    id: str
    text: str
    level: int = 0
    number: str = ""
    label: str = ""
    holder: str = ""
    kind: str = ""
    terms: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        """The text with its number, as printed."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class UnitPair:
    """Units of both sides that say the same, by their places in the sequences; one side is empty where a unit has no
    counterpart. `confidence` is about the share of such pairs that are right."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    confidence: float

    @property
    def kind(self) -> str:
        """One of `1-1 1-n n-1 n-m left-only right-only`."""
        if not self.right:
            return "left-only"
        if not self.left:
            return "right-only"
        many = "m" if len(self.left) > 1 else "n"
        return f"{'n' if len(self.left) > 1 else '1'}-{many if len(self.right) > 1 else '1'}"

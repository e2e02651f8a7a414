"""Units of a text and pairs of units. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """A piece of text under an id, without its printed number.

    `level` is its depth in the document. `label` is its numbers alone (`5`, `2.1`; empty if none is printed).
    `enclosing` is the label of the unit around it. `kind` is the name of its element, or empty. `terms` are the things
    it refers to.
    """

    id: str
    text: str
    level: int = 0
    number: str = ""
    label: str = ""
    enclosing: str = ""
    kind: str = ""
    terms: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        """The text after its number, as printed."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class UnitPair:
    """Units of two texts with the same meaning, by their indexes; one side is empty if a unit has no counterpart.

    `confidence` estimates the share of such pairs that are right.
    """

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


def unpaired(left: int, right: int) -> tuple[UnitPair, ...]:
    """A pair for each of `left` and `right` units, all without a counterpart."""
    return (*(UnitPair((i,), (), 1.0) for i in range(left)), *(UnitPair((), (j,), 1.0) for j in range(right)))

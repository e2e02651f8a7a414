"""Published fingerprints, the texts at eIds now → how alike they are, and whether a text has the words of two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from diptych.akn import fingerprints
from diptych.anchors.ledger import Anchor

JOINED: Final = 0.6
"""Share, from 0 to 1, of the words that a text has beside one clause which must be from another clause, for the text to
be both; chosen. Clauses of one law that have nothing to do with each other have about 0.1. Raised: fewer merges."""
TOGETHER: Final = 0.5
"""Similarity, from 0 to 1, to a published clause from which two texts together are that clause; chosen. Raised: fewer
divisions are proposed."""
PART: Final = 0.1
"""Similarity from which a text may be a part of a clause, and by which two parts must be nearer to it than one; chosen.
Raised: divisions into parts of different lengths are not recognised."""
COMMON: Final = 0.3
"""Similarity of texts of one alphabet that have nothing to do with each other, measured on 588 pairs of articles of
three laws in English: half of them have more. Of Chinese and Korean texts it is about 0. Raised: clauses with half of
their words changed are taken for others."""
_ALPHABETS: Final = "\u0530"
"""The first character behind Latin, Greek and Cyrillic letters in Unicode."""
Texts = Mapping[str, Mapping[str, str]]
"""The words at each eId, by language."""


@dataclass(frozen=True, slots=True)
class ClauseLikeness:
    """The likeness of published clauses to the texts at eIds now.

    `recorded` are the sketches of the clauses by eId and language. `ranks` and `sketches` are those of texts that were
    asked for.
    """

    now: Texts
    recorded: Mapping[str, Mapping[str, int]]
    ranks: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    sketches: dict[tuple[str, str], int] = field(default_factory=dict)

    def original(self, anchor: Anchor, eid: str) -> float:
        """The similarity, from 0 to 1, of the original, which the clause is; a translation may be made anew.

        0 if there is no language that both have.
        """
        language = self.language(anchor, eid)
        return self._similarity(anchor, language, self._sketch(eid, language), eid) if language else 0

    def joins(self, anchor: Anchor, other: Anchor, eid: str) -> bool:
        """Whether the original at an eId has the words of two published clauses, and either adds to the other."""
        language = self.language(anchor, eid)
        if not language or language not in self.recorded[other.id]:
            return False
        first, second = self.recorded[anchor.id][language], self.recorded[other.id][language]
        whole = self._sketch(eid, language)
        return min(fingerprints.addition(first, second, whole), fingerprints.addition(second, first, whole)) >= JOINED

    def divides(self, anchor: Anchor, eid: str, other: str) -> float:
        """The similarity of a published clause to the originals at two eIds together; 0 if one alone is as near."""
        language = self.language(anchor, eid)
        if not language or language not in self.now[other] or self.original(anchor, other) < PART:
            return 0
        both = map(min, self._ranks(eid, language), self._ranks(other, language))
        alike = self._similarity(anchor, language, fingerprints.sketch_of_ranks(both), eid)
        nearer = max(self.original(anchor, eid), self.original(anchor, other)) + PART
        return alike if alike >= max(TOGETHER, nearer) else 0

    def language(self, anchor: Anchor, eid: str) -> str:
        """The first language at an eId that the published clause has; empty if there is none."""
        return next((language for language in self.now[eid] if language in self.recorded[anchor.id]), "")

    def _similarity(self, anchor: Anchor, language: str, sketch: int, eid: str) -> float:
        """The similarity of a clause to a sketch, above what texts in the script of that at an eId have in common."""
        words = self.now[eid][language]
        common = COMMON if sum(letter < _ALPHABETS for letter in words) > len(words) / 2 else 0
        return (fingerprints.similarity(self.recorded[anchor.id][language], sketch) - common) / (1 - common)

    def _ranks(self, eid: str, language: str) -> tuple[int, ...]:
        if (eid, language) not in self.ranks:
            self.ranks[eid, language] = fingerprints.ranks(self.now[eid][language])
        return self.ranks[eid, language]

    def _sketch(self, eid: str, language: str) -> int:
        if (eid, language) not in self.sketches:
            self.sketches[eid, language] = fingerprints.sketch_of_ranks(self._ranks(eid, language))
        return self.sketches[eid, language]


def clause_likeness(lost: Iterable[Anchor], now: Texts) -> ClauseLikeness:
    """The likeness of published clauses to the texts at eIds."""
    return ClauseLikeness(now, {anchor.id: {language: fingerprints.parts(text)[1] for language, text in anchor.texts}
                                for anchor in lost})

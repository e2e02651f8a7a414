"""What a build leaves for the next one: what it read and found, and what it published of each work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from diptych.akn.cross_references import ReferringClause
from diptych.diagnostics import Finding
from diptych.files.install import Wanted

FILE: Final = "build/state.json"


@dataclass(frozen=True, slots=True)
class WorkState:
    """A work as it was published: where its files go, its notes for the pages and the index that all works share, by
    kind, its IRIs with the paths of their pages, the ranges of clauses that it cites, the key of the task that made its
    texts, its clauses that name other works, its IRI, by language the names by which others cite it, the digest of what
    its products take from other works, and the findings on its products."""

    wanted: tuple[Wanted, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published: tuple[tuple[str, str], ...] = ()
    ranges: frozenset[str] = frozenset()
    key: str = ""
    referring: tuple[ReferringClause, ...] = ()
    iri: str = ""
    names: tuple[tuple[str, str], ...] = ()
    surroundings: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The digest of the artifact of its texts; empty if none was published."""
        return next((wanted.digest for wanted in self.wanted if wanted.name.startswith("akn ")), "")

    @property
    def is_listed(self) -> bool:
        """Whether pages that all works share name it."""
        return any(self.notes.values())

    @property
    def artifacts(self) -> Iterator[str]:
        """The digests of the artifacts that are needed to publish it again."""
        yield from (wanted.digest for wanted in self.wanted)
        yield from chain.from_iterable(self.notes.values())


@dataclass(frozen=True, slots=True)
class State:
    """`inputs` is the digest of all that was read, empty if something failed or was left as it was; `beside` is that of
    what was read besides the works. `works` are by folder, `shared` is what was published besides. `made_by` is the
    digest of what the products of every work were made by, `turn` the turn of the cache."""

    inputs: str = ""
    beside: str = ""
    findings: tuple[Finding, ...] = ()
    works: Mapping[str, WorkState] = field(default_factory=dict)
    shared: tuple[Wanted, ...] = ()
    made_by: str = ""
    turn: int = 0

    def of(self, folder: str) -> WorkState:
        """A work as it was published; without a key if it was not."""
        return self.works.get(folder) or WorkState()


def encoded(state: State) -> bytes:
    """The state as it is written down."""
    return msgspec.json.encode(state)


def recall(root: Path) -> State:
    """The state that was written down; an empty one if the file cannot be read."""
    try:
        return msgspec.json.decode((root / FILE).read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return State()

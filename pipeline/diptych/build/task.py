"""A task: the name of a product and the digests of its inputs, which together are its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

_MARK: Final = 12
"""Hexadecimal digits of a digest that tell whether an input changed, chosen. Raised, the record of inputs grows."""


@dataclass(frozen=True)
class Task:
    """A product to be made. `inputs` are the digests of its inputs, by names that a person knows."""

    name: str
    inputs: Mapping[str, str]

    @cached_property
    def key(self) -> str:
        """The SHA-256 of name and inputs: equal for equal inputs on all machines."""
        lines = (f"{name}\0{digest}\n" for name, digest in sorted(self.inputs.items()))
        return sha256(f"{self.name}\n{''.join(lines)}".encode()).hexdigest()

    @property
    def marks(self) -> Mapping[str, str]:
        """The first digits of the digest of each input."""
        return {name: digest[:_MARK] for name, digest in self.inputs.items()}


def why(task: Task, before: Mapping[str, str] | None) -> str:
    """The reason why a task must be done, in a few words. `before` are the marks of its inputs of the last time."""
    if before is None:
        return "new"
    changed = [name for name, digest in task.marks.items() if name in before and before[name] != digest]
    added = [name for name in task.inputs if name not in before]
    gone = [name for name in before if name not in task.inputs]
    reasons = ((changed, "changed"), (added, "added"), (gone, "gone"))
    reason = "; ".join(f"{', '.join(names)} {word}" for names, word in reasons if names)
    return reason or "its files are not in the cache"


def digest(*data: bytes | str) -> str:
    """The SHA-256 of a value given in pieces, each with its length; names of files as the bytes that they are."""
    total = sha256()
    for piece in data:
        raw = piece.encode(errors="surrogateescape") if isinstance(piece, str) else piece
        total.update(b"%d:" % len(raw))
        total.update(raw)
    return total.hexdigest()

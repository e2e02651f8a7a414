"""Dataclasses for what is made by the thousand: frozen to the type checker, and made as fast as any other.

A frozen dataclass sets its fields the long way, which takes three times as long; nothing else is won at run time that
the type checker does not see before.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    def dataclass(*, frozen, eq=True, **options):
        """What `dataclasses.dataclass` makes, hashable as a frozen one is."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **options)

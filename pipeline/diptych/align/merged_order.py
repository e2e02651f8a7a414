"""Orders of the same keys in several texts → one order of all keys."""

from __future__ import annotations

from collections.abc import Sequence


def merged(orders: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All keys in the first order; each key that it lacks comes after its predecessor in its own order."""
    result: list[str] = []
    for order in orders:
        place = 0
        for key in order:
            if key not in result:
                result.insert(place, key)
            place = result.index(key) + 1
    return tuple(result)

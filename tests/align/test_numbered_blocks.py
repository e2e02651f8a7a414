"""A numbered unit and all that is in it, by the labels of both texts."""

from __future__ import annotations

import pytest
from diptych.align.numbered_blocks import blocks
from diptych.align.pairs import AlignedUnit


def unit(label: str, level: int, enclosing: str = "") -> AlignedUnit:
    return AlignedUnit("", "Words.", level, label=label, enclosing=enclosing)


@pytest.mark.parametrize(("units", "expected"), [
    ([unit("3", 0), unit("3.1", 1, "3"), unit("", 2, "3.1"), unit("4", 0)], {"3": (0, 3), "3.1": (1, 3), "4": (3, 4)}),
    # Article 4 prints nothing of its own.
    ([unit("3", 0), unit("", 1, "4"), unit("4.1", 2, "4"), unit("5", 0)], {"3": (0, 1), "4.1": (2, 3), "5": (3, 4)}),
    ([unit("3", 0), unit("3-1.1", 1, "3-1")], {"3": (0, 1), "3-1.1": (1, 2)}),
    ([unit("/1", 0), unit("5", 1, "/1"), unit("", 2, "5"), unit("/2", 0)], {"/1": (0, 3), "5": (1, 3), "/2": (3, 4)}),
    ([unit("5", 0), unit("5", 0)], {})])
def test_blocks(units: list[AlignedUnit], expected: dict[str, tuple[int, int]]) -> None:
    assert {label: (block.start, block.stop) for label, block in blocks(units).items()} == expected

"""Cues of two texts → how far two units stand out among those that either might be taken for.

A free translation shares little with its original and yet more than any other unit does: what two units have in common,
in proportion to what each has, is held against what each has in common with a sample of the other text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

_SAMPLE: Final = 48
_TAKEN_OUT: Final = 2
"""How many of the nearest units of a sample may be the twin or its like."""
_SMOOTH: Final = 5.0
_USUAL, _SPREAD, _DOUBT = 0.06, 0.06, 5.0
"""How near units are to others before any is seen, how far that varies, and for how many seen that stands."""
_LEAST: Final = 0.01


@dataclass(frozen=True, slots=True)
class Standing:
    """For each unit of a side what its nearness to another is multiplied by, how near it usually is to others, and what
    its distance from that is multiplied by."""

    share: tuple[float, ...]
    usual: tuple[float, ...]
    scale: tuple[float, ...]

    def says(self, start: int, end: int) -> float:
        """What units in a row could have in common with others at the most."""
        return sum(1 / factor ** 2 for factor in self.share[start:end])

    def part(self, start: int, end: int) -> Standing:
        """That of some of the units in a row."""
        return Standing(self.share[start:end], self.usual[start:end], self.scale[start:end])


def standing(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]],
             both: Mapping[str, float]) -> tuple[Standing, Standing]:
    """How the units of both sides stand to those of the other; `both` is what each cue says that both have."""
    shares = tuple(tuple(share(one, both) for one in side) for side in (left, right))
    made = [[_usual(at, side, other, both) for at in range(len(side[0]))]
            for side, other in (((left, shares[0]), (right, shares[1])), ((right, shares[1]), (left, shares[0])))]
    spreads = [spread for side in made for _, spread in side]
    common = fmean(spreads) if spreads else _SPREAD
    ours, theirs = (Standing(own, tuple(mean for mean, _ in side),
                             tuple(2 / (spread + common + 2 * _LEAST) for _, spread in side))
                    for own, side in zip(shares, made, strict=True))
    return ours, theirs


def share(cues: frozenset[str], both: Mapping[str, float]) -> float:
    """What the nearness of a unit with these cues to another is multiplied by."""
    return 1 / math.sqrt(sum([both[cue] for cue in cues]) + _SMOOTH)


Side = tuple[Sequence[frozenset[str]], Sequence[float]]


def _usual(at: int, mine: Side, others: Side, both: Mapping[str, float]) -> tuple[float, float]:
    """How near a unit is to others, and how far that varies."""
    own, factor = mine[0][at], mine[1][at]
    step = -(-len(others[0]) // _SAMPLE)
    near = sorted(sum([both[cue] for cue in own & one]) * factor * part
                  for one, part in zip(others[0][::step or 1], others[1][::step or 1], strict=True))
    near = near[:max(len(near) // 2, len(near) - _TAKEN_OUT)]
    seen = len(near) + _DOUBT
    mean = (sum(near) + (_USUAL * _DOUBT if own else 0.0)) / seen
    return mean, math.sqrt((sum((one - mean) ** 2 for one in near) + _SPREAD ** 2 * _DOUBT) / seen)

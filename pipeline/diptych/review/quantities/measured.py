"""A number that has no answer → the number of the other text that measures the same in its place."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.review.figures import Figure


def in_place_of(figure: Figure, own: Sequence[Figure], theirs: Sequence[Figure]) -> Figure | None:
    """The number of `theirs` that stands for one of `own`: both measure the same quantity, or time.

    It is the only one of them that `own` lacks, as `figure` is the only one that `theirs` lack, and both texts have as
    many. None for a number that measures nothing, and if there is no such other one."""
    ours, others = ([one for one in side if one.strict and _quantity(one) == _quantity(figure)]
                    for side in (own, theirs))
    if not _quantity(figure) or len(ours) != len(others):
        return None
    for one in list(ours):
        if answer := next((other for other in others if _answers(one, other)), None):
            ours.remove(one)
            others.remove(answer)
    return others[0] if ours == [figure] else None


def _quantity(figure: Figure) -> str:
    """The measured quantity; `time` for amounts that have values in several units of it."""
    return figure.unit or ("time" if len(figure.others) > 1 and not figure.date else "")


def _answers(one: Figure, other: Figure) -> bool:
    """Whether two numbers are equal, in one of the units in which each has a value."""
    return not {*one.numbers, *one.others}.isdisjoint((*other.numbers, *other.others))

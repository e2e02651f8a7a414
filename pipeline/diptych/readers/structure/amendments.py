"""Labels of rows that an amendment inserts into another document: they open nothing in this one.

`After section 9 insert—` and what follows it bear no quotation marks in the laws of some countries. The inserted rows
count by themselves. The amending document goes on at the label that continues its own numbers and not theirs. Where
the label continues both, it goes on at a row that amends, and behind an insertion that begins with `, and`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Final

from diptych.language.profiles import Formulas, Label, Language, readings
from diptych.readers.structure.openings import DIVISIONS
from diptych.values import dataclass

_OUTER: Final = (DIVISIONS - {"article"}) | {"dot", "figure"}
"""Shapes of the labels of divisions and sections."""
Follows = Callable[[tuple[int, ...], tuple[int, ...] | None], bool]
"""Whether a number comes right after another."""


@dataclass(frozen=False, slots=True)
class Amendment:
    """The rows that are being inserted: the latest number of each shape among them. `first`: none was read yet.

    `own` is the latest number of each shape in the amending document. `joined`: they begin with a word such as `, and`.
    `captioned`: they begin with the heading of a unit.
    """

    own: Mapping[str, tuple[int, ...]]
    latest: dict[str, tuple[int, ...]] = field(default_factory=dict)
    first: bool = True
    joined: bool = False
    captioned: bool = False


def passes(amendment: Amendment, text: str, formulas: Formulas) -> None:
    """Pass a row without a label."""
    if amendment.first and formulas.joint.fullmatch(text):
        amendment.joined = True
    elif amendment.first and formulas.caption.fullmatch(text):
        amendment.captioned = True
    else:
        amendment.first = False


def holds(amendment: Amendment, labels: Sequence[Label], text: str, follows: Follows, language: Language) -> bool:
    """Whether a row with these labels is inserted. The first row behind the words of amendment always is."""
    goes_on = [label for label in labels if _continues(label, amendment.latest, follows)]
    if not amendment.first and any(_returns(label, amendment, follows) for label in labels if (
            not goes_on or len(amendment.latest.get(label.shape, ())) > len(label.count))):
        return False
    if (not amendment.first or amendment.captioned) and any(
            follows(label.count, amendment.own.get(label.shape)) and (
                amendment.joined or language.formulas.instruction.fullmatch(text[label.end:].strip()))
            for label in labels):
        return False
    amendment.first = False
    for label in (goes_on or labels)[:1]:
        amendment.latest[label.shape] = label.count
        amendment.latest.update((inner.shape, inner.count) for inner in readings(text, language, label.end)
                                if inner.count == (1,))
    return True


def _continues(label: Label, latest: Mapping[str, tuple[int, ...]], follows: Follows) -> bool:
    """Whether a label begins a series among the inserted rows, or is the next one of it."""
    return label.count == (1,) or follows(label.count, latest.get(label.shape))


def _returns(label: Label, amendment: Amendment, follows: Follows) -> bool:
    """Whether a label is the next one of the amending document. A number alone (3) is, where the inserted rows count
    by letters (2B). A division or a section may leave numbers out, where the inserted rows have none of its kind."""
    latest, own = amendment.latest, amendment.own.get(label.shape)
    if own is not None and label.shape in _OUTER and label.shape not in latest and label.count > own and (
            len(label.count) == 1):
        return True
    return follows(label.count, own) and (
        not _continues(label, latest, follows) or len(label.count) < len(latest.get(label.shape, ())))

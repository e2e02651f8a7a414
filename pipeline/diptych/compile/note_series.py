"""The notes of a work's texts → one series of numbers: a note that several texts mark has one number in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diptych.align.merged_order import merged
from diptych.draft import Draft, NoteRef
from diptych.readers.editing.inlines import leaves
from diptych.readers.editing.sequences import sequences


def series(drafts: Sequence[Draft]) -> Mapping[str, str]:
    """The number of each marked note by its key, in the order of the marks in all Drafts, from 1."""
    return {key: str(number) for number, key in enumerate(merged([_marked(draft) for draft in drafts]), 1)}


def _marked(draft: Draft) -> tuple[str, ...]:
    """The keys of the notes of a Draft in the order of their first marks."""
    marks = (item.note for inlines in sequences(draft) for item in leaves(inlines) if isinstance(item, NoteRef))
    return tuple(dict.fromkeys(marks))

"""The notes of a work's texts → one series of numbers: a note that several texts mark has one number in all.

A number belongs to its note for ever: `number` of an entry of editorial.toml keeps it, and anchors.toml has the highest
that was given. A new note takes the next one, wherever it stands; that of a removed note stays free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, pairwise

from diptych.align.merged_order import merged
from diptych.config import toml_edit, works
from diptych.diagnostics import Diagnostic, diagnostic
from diptych.draft import Draft, Note, NoteRef
from diptych.readers.editing.inlines import leaves
from diptych.readers.editing.sequences import sequences


def series(drafts: Sequence[Draft], editorial: works.Editorial, highest: int = 0) -> Mapping[str, str]:
    """The number of each marked note by its key: its own, else the next free ones in the order of the marks.

    `highest` is the highest number that was ever given.
    """
    own = {key: entry.number for key, (_, _, entry) in _numbered(editorial).items() if entry.number}
    free = count(max(highest, *own.values(), 0) + 1)
    return {key: str(own.get(key) or next(free)) for key in merged([marked(draft) for draft in drafts])}


def marked(draft: Draft) -> tuple[str, ...]:
    """The keys of the notes of a Draft in the order of their first marks."""
    marks = (item.note for inlines in sequences(draft, noted=True) for item in leaves(inlines)
             if isinstance(item, NoteRef))
    return tuple(dict.fromkeys(marks))


def ranked(notes: Sequence[Note], draft: Draft, numbers: Mapping[str, str]) -> tuple[Note, ...]:
    """The notes of a Draft with their numbers in the series, and their places among those that the Draft marks."""
    places = {key: place for place, key in enumerate(sorted(marked(draft), key=lambda key: int(numbers[key])), 1)}
    return tuple(Note(note.key, note.kind, note.words, numbers.get(note.key, ""), places.get(note.key, 0))
                 for note in notes)


def repeated(editorial: works.Editorial) -> Iterator[Diagnostic]:
    """E011 for each entry with the number of an earlier one."""
    entries = [entry for _, _, entry in _numbered(editorial).values() if entry.number]
    entries.sort(key=lambda entry: (entry.number, entry.position))
    for first, other in pairwise(entries):
        if first.number == other.number:
            yield diagnostic("E011", other.position, number=other.number, first=first.position)


def recorded(data: bytes, editorial: works.Editorial, numbers: Mapping[str, str]) -> bytes:
    """The bytes of an editorial.toml, in which each marked note has its number; all else stays as it is."""
    for key, (table, index, entry) in _numbered(editorial).items():
        if not entry.number and key in numbers:
            data = toml_edit.put(data, (table, index, "number"), int(numbers[key]))
    return data


def highest(versions: Iterable[Mapping[str, str]]) -> int:
    """The highest number of a note in some versions of a work; 0 if they have none."""
    return max((int(number) for numbers in versions for number in numbers.values()), default=0)


def _numbered(editorial: works.Editorial) -> Mapping[
        str, tuple[str, int, works.Emendation | works.Supplied | works.Note]]:
    """The entries that may have a note, by its key: the name of their table, their place in it, the entry."""
    tables: dict[str, Sequence[works.Emendation | works.Supplied | works.Note]] = {
        "emendation": editorial.emendations, "supplied": editorial.supplied, "note": editorial.notes}
    return {f"{table}-{index}": (table, index, entry)
            for table, entries in tables.items() for index, entry in enumerate(entries)}

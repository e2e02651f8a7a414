"""Draft + editorial.toml → Draft with its emendations, supplements and notes, each with an explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Draft, Emendation, Note, Unit
from diptych.language.profiles import Language, read_label
from diptych.readers.editing import inlines
from diptych.readers.editing.inlines import Inlines
from diptych.readers.editing.quotations import Quotation, hits, misplaced
from diptych.readers.editing.sequences import rebuilt, replace_sequence, sequences
from diptych.readers.editing.supplied_parts import supply


@dataclass(frozen=True, slots=True)
class Edited:
    """A Draft with the editor's changes, and their notes in the order of their keys."""

    draft: Draft
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """An emendation or a note: the quotation `text` inside the quotation `within`, and the text to insert for it. A
    note inserts nothing."""

    text: str
    within: str
    position: Position
    note: Note
    inserted: str | None


def edit(draft: Draft, editorial: works.Editorial) -> Result[Edited]:
    """The Draft with all entries for its language applied.

    E001: a quotation is not in the text. E002: it is there more than once. E003: the text has a supplied part already.
    E005: a `within` does not hold its quotation once. E006: the place is emended already.
    """
    changes = tuple(_changes(editorial, draft.language))
    findings: list[Diagnostic] = []
    for change in changes:
        texts = sequences(draft, noted=True)
        found = list(hits([inlines.received(sequence) for sequence in texts], Quotation(change.text, change.within)))
        if len(found) != 1:
            places = [inlines.place(texts[index], at) for index, at in found]
            findings.append(misplaced(Quotation(change.text, change.within), change.position, places, draft.language))
            continue
        index, start = found[0]
        changed = _apply(texts[index], start, change)
        if changed is None:
            findings.append(diagnostic("E006", change.position, quoted=change.text, language=draft.language))
        else:
            draft = replace_sequence(draft, index, changed, noted=True)
    notes = [*emendation_notes(editorial, draft.language), *(change.note for change in changes
                                                             if change.note.kind == "comment")]
    for number, entry in enumerate(editorial.supplied):
        if entry.language == draft.language:
            notes.append(Note(f"supplied-{number}", "supplied", entry.why))
            draft, problems = supply(draft, entry, notes[-1].key)
            findings += problems
    return Result(Edited(draft, tuple(notes)), tuple(findings))


def renumber(draft: Draft, language: Language) -> Draft:
    """The Draft with the numbers of the units whose labels the editor changed."""
    def unit(item: Unit) -> Unit:
        changed = any(isinstance(leaf, Emendation) for leaf in inlines.leaves(item.label))
        label = read_label(inlines.published(item.label), language) if changed else None
        return replace(item, number=label.number if label else item.number)

    return rebuilt(draft, own=unit)


def emendation_notes(editorial: works.Editorial, language: str) -> Iterator[Note]:
    """The notes of the emendations in a language, those before the structure included, in their order."""
    return (emendation_note(number, item) for number, item in enumerate(editorial.emendations)
            if item.language == language)


def emendation_note(number: int, item: works.Emendation) -> Note:
    """The note of an emendation with this place in editorial.toml."""
    return Note(f"emendation-{number}", "emendation", item.why)


def _changes(editorial: works.Editorial, language: str) -> Iterator[_Change]:
    for number, emendation in enumerate(editorial.emendations):
        if emendation.language == language and not emendation.structural:
            yield _Change(emendation.find, emendation.within, emendation.position,
                          emendation_note(number, emendation), emendation.replace)
    for number, note in enumerate(editorial.notes):
        at = dict(note.at).get(language)
        if at:
            yield _Change(at, dict(note.within).get(language, at), note.position,
                          Note(f"note-{number}", "comment", note.text), None)


def _apply(sequence: Inlines, start: int, change: _Change) -> Inlines | None:
    """The sequence with the change in it; None if it would overlap another emendation."""
    end = start + len(change.text)
    if change.inserted is None:
        return inlines.refer(sequence, end, change.note.key)
    # Only the letters that differ are the editor's: a mark around the others must not be cut.
    head, tail = common_ends(change.text, change.inserted)
    rest, new = change.text[head:], change.inserted[head:]
    start, end = start + head, end - tail
    if inlines.is_emended(sequence, start, end):
        return None
    inserted, behind = new[:len(new) - tail], rest[len(rest) - tail:]
    letters = next((index for index, sign in enumerate(behind) if not sign.isalnum()), len(behind))
    if not (letters and inserted[-1:].isalnum()):
        return inlines.emend(sequence, start, end, inserted, change.note.key, ahead=not head)
    # The note's mark would cut the word in two: it goes behind the word.
    emended = inlines.emend(sequence, start, end, inserted, ahead=not head)
    return inlines.refer(emended, end + letters, change.note.key)


def common_ends(text: str, other: str) -> tuple[int, int]:
    """The number of characters that two texts share at the beginning, and at the end of the rest."""
    head = _common(text, other)
    return head, _common(text[head:][::-1], other[head:][::-1])


def _common(text: str, other: str) -> int:
    """The number of characters that two texts have in common at their start."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((index for index, pair in pairs if pair[0] != pair[1]), min(len(text), len(other)))

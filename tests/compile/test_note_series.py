"""The series of a work's notes."""

from __future__ import annotations

from diptych.compile.note_series import series
from diptych.diagnostics import Position
from diptych.draft import Block, Draft, NoteRef, Text

PLACE = Position("received.txt")


def draft(language: str, *keys: str) -> Draft:
    content = [item for key in keys for item in (Text("甲", PLACE), NoteRef(key, PLACE))]
    return Draft(language, (), (Block(tuple(content), PLACE),), (), ())


def test_a_note_that_two_texts_mark_has_one_number() -> None:
    korean = draft("kor", "emendation-0", "note-0", "supplied-0", "note-1")
    assert series([draft("zho", "note-0", "note-1"), korean]) == {
        "emendation-0": "1", "note-0": "2", "supplied-0": "3", "note-1": "4"}


def test_a_text_that_marks_a_note_twice_has_one_number_for_it() -> None:
    assert series([draft("zho", "note-0", "note-1", "note-0")]) == {"note-0": "1", "note-1": "2"}

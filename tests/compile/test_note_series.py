"""The series of a work's notes."""

from __future__ import annotations

from dataclasses import replace

from diptych.compile import note_series
from diptych.compile.note_series import highest, recorded, series
from diptych.config.works import Editorial, Note
from diptych.diagnostics import Position
from diptych.draft import Block, Draft, NoteRef, Text

from tests import base

PLACE = Position("received.txt")
EDITORIAL = """# by hand
[[emendation]]  # first
language = "kor"
find = "낮 12시"
replace = "정오 12시"
why.en = "As elsewhere."

[[note]]
at.zho = "按照原价赔偿"
at.kor = "원래 가격대로 물어낸다"
text.en = "The price is the one at which the book was bought."
"""
EARLIER = """
[[note]]
at.zho = "每人每次"
text.en = "A note before the others."
"""


def draft(language: str, *keys: str) -> Draft:
    content = [item for key in keys for item in (Text("甲", PLACE), NoteRef(key, PLACE))]
    return Draft(language, (), (Block(tuple(content), PLACE),), (), ())


def with_notes(*numbers: int) -> Editorial:
    return Editorial(notes=tuple(Note((), (), (), PLACE, number) for number in numbers))


def test_a_note_that_two_texts_mark_has_one_number() -> None:
    korean = draft("kor", "emendation-0", "note-0", "supplied-0", "note-1")
    assert series([draft("zho", "note-0", "note-1"), korean], Editorial()) == {
        "emendation-0": "1", "note-0": "2", "supplied-0": "3", "note-1": "4"}


def test_a_text_that_marks_a_note_twice_has_one_number_for_it() -> None:
    assert series([draft("zho", "note-0", "note-1", "note-0")], Editorial()) == {"note-0": "1", "note-1": "2"}


def test_a_new_note_takes_the_next_number_that_no_note_ever_had() -> None:
    texts = [draft("zho", "note-2", "note-0", "note-1")]
    assert series(texts, with_notes(1, 2, 0)) == {"note-0": "1", "note-1": "2", "note-2": "3"}
    assert series(texts, with_notes(1, 2, 0), 7) == {"note-0": "1", "note-1": "2", "note-2": "8"}
    assert series(texts, with_notes(4, 9, 0), 7)["note-2"] == "10"


def marks(editorial: str) -> dict[str, list[tuple[str, str]]]:
    """By language the number and the words of each note, in the order of the list."""
    made = base.compile_text(editorial=editorial)
    assert not [item for item in made.diagnostics if item.code.startswith("E")]
    return {each.document.language: [(note.marker, note.words["en"]) for note in each.document.notes]
            for each in made.expressions}


def test_numbers_are_written_into_the_entries_and_stay_when_notes_come_and_go() -> None:
    before = base.compile_text(editorial=EDITORIAL)
    data = recorded(EDITORIAL.encode(), before.source.editorial, before.notes)
    assert data.decode() == EDITORIAL.replace('elsewhere."\n', 'elsewhere."\nnumber = 1\n', 1) + "number = 2\n"
    assert highest([before.notes]) == 2
    assert recorded(data, base.compile_text(editorial=data.decode()).source.editorial, before.notes) == data
    first = marks(EDITORIAL)
    assert marks(data.decode()) == first
    later = marks(data.decode() + EARLIER)
    assert later["kor"] == first["kor"], "a new note in the original renumbers none"
    assert later["zho"] == [*first["zho"], ("3", "A note before the others.")]
    gone = "[[note]]" + data.decode().partition("[[note]]")[2] + EARLIER
    assert [number for number, _ in marks(gone)["zho"]] == ["2", "3"], "the number of a removed note is a gap"


def test_ids_of_notes_stay_when_a_note_is_inserted() -> None:
    made = base.compile_text(editorial=EDITORIAL)
    data = recorded(EDITORIAL.encode(), made.source.editorial, made.notes)
    before, after = (base.compile_text(editorial=text).expressions[0].document
                     for text in (data.decode(), data.decode() + EARLIER))
    ids = {note.words["en"]: note.eid for note in before.notes}
    assert {words: eid for words, eid in ((note.words["en"], note.eid) for note in after.notes) if words in ids} == ids
    hrefs = [mark.get("href") for mark in after.main.iter("{*}noteRef")]
    assert hrefs == ["#note_2", "#note_1"], "the new mark stands first in the text"


def test_a_note_about_a_translation_is_in_the_translation_alone() -> None:
    alone = EDITORIAL.replace('at.zho = "按照原价赔偿"\n', "")
    made = marks(alone)
    assert made["zho"] == []
    assert len(made["kor"]) == 2


def test_one_number_twice_is_an_error() -> None:
    first, second = with_notes(3, 3).notes
    editorial = Editorial(notes=(first, replace(second, position=Position(PLACE.file, 9))))
    assert [(item.code, item.position) for item in note_series.repeated(editorial)] == [
        ("E011", Position(PLACE.file, 9))]
    assert not list(note_series.repeated(with_notes(0, 0, 1, 2)))

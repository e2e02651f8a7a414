"""Every sequence of a Draft is found, in document order, and replaced alone."""

from __future__ import annotations

from dataclasses import replace

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Draft, Footnote, Mark, Table, Text, Unit
from diptych.readers.editing.sequences import change_each, replace_sequence, sequences
from hypothesis import given
from hypothesis import strategies as st

HERE = Position("received.txt")


def said(words: str) -> tuple[Text, ...]:
    return (Text(words, HERE),)


def block(words: str) -> Block:
    return Block(said(words), HERE)


def unit(number: str, *children: Unit) -> Unit:
    boxes = {"intro": (block(f"{number}c"),)} if children else {"content": (
        block(f"{number}c"), Table(((Cell((block(f"{number}d"),)), Cell((block(f"{number}e"),))),), HERE))}
    return replace(Unit("section", number, said(f"{number}a"), said(f"{number}b"), HERE, children=children,
                        wrap_up=(block(f"{number}z"),)), **boxes)


INNER = Draft("zho", (block("5"),), (), (unit("6"),), ())
DRAFT = Draft("zho", (block("0"),), (block("1"),), (unit("2", unit("3")),), (block("4"),), (INNER,))
ORDER = ["0", "1", "2a", "2b", "2c", "3a", "3b", "3c", "3d", "3e", "3z", "2z", "4", "5", "6a", "6b", "6c", "6d", "6e",
         "6z"]


def texts(draft: Draft) -> list[str]:
    return [str(sequence[0].text) for sequence in sequences(draft) if isinstance(sequence[0], Text)]


def test_all_are_found_in_document_order() -> None:
    assert texts(DRAFT) == ORDER


@given(st.integers(0, len(ORDER) - 1))
def test_one_is_replaced_alone(index: int) -> None:
    found = replace_sequence(DRAFT, index, said("new"))
    assert texts(found) == [*ORDER[:index], "new", *ORDER[index + 1:]]


def test_nothing_changed_is_nothing_changed() -> None:
    assert change_each(DRAFT, lambda sequence: sequence) == DRAFT


def test_notes_come_behind_the_sequence_with_their_mark_where_they_are_asked_for() -> None:
    note = Footnote("1", "footnote", (block("note"), Table((), HERE)), HERE)
    draft = replace(DRAFT, preface=(replace(block("0"), content=(*said("0"), Mark("b", (), (note,)))),))
    words = [str(sequence[0].text) for sequence in sequences(draft, noted=True) if isinstance(sequence[0], Text)]
    assert words == ["0", "note", *ORDER[1:]]
    assert texts(draft) == ORDER
    found = replace_sequence(draft, 1, said("new"), noted=True)
    assert "new" in repr(found.preface)
    assert replace(found, preface=()) == replace(draft, preface=())

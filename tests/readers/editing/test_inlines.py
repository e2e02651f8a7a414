"""Whatever is set into a sequence of inlines: the received text stays, the published text is what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from diptych.diagnostics import Position
from diptych.draft import Emendation, Inline, Mark, NoteRef, Text
from diptych.readers.editing import inlines
from diptych.readers.editing.inlines import Inlines, InlineSpan
from hypothesis import assume, given, settings
from hypothesis import strategies as st

HERE = Position("received.txt")
TEXTS = st.text("甲乙丙", min_size=1, max_size=4).map(lambda text: Text(text, HERE))
REFERENCES = st.just(NoteRef("before", HERE))
EMENDATIONS = st.builds(lambda old, new: Emendation(old, new, HERE), st.text("丁", max_size=2),
                        st.text("戊", max_size=2))


def marked(leaves: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inlines]:
    """Sequences of these leaves with marks around some, marks in marks too."""
    item = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3).map(
        lambda content: Mark("b", (), tuple(content))), max_leaves=6)
    return st.lists(item, max_size=5).map(tuple)


UNEDITED = marked(TEXTS | TEXTS | REFERENCES)
EDITED = marked(TEXTS | TEXTS | REFERENCES | EMENDATIONS)


@settings(max_examples=300)
@given(UNEDITED, st.data())
def test_an_emendation_changes_what_is_published_and_nothing_else(sequence: Inlines, data: st.DataObject) -> None:
    text = inlines.received(sequence)
    assume(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text("新", max_size=2))
    ahead = data.draw(st.booleans()) and start < len(text)
    found = inlines.emend(sequence, start, end, new, "mine", ahead=ahead)
    assert inlines.received(found) == text
    assert inlines.published(found) == text[:start] + new + text[end:]
    assert [leaf.note for leaf in inlines.leaves(found) if isinstance(leaf, NoteRef)].count("mine") == 1
    leaves = flat(found)
    assert inlines.received(leaves[:[is_mine(leaf) for leaf in leaves].index(True)]) == text[:end]


def flat(sequence: Inlines) -> Inlines:
    return tuple(inlines.leaves(sequence))


def is_mine(item: Inline) -> bool:
    return isinstance(item, NoteRef) and item.note == "mine"


@settings(max_examples=300)
@given(EDITED, st.data())
def test_a_note_stands_behind_its_quotation(sequence: Inlines, data: st.DataObject) -> None:
    text = inlines.received(sequence)
    assume(text)
    end = data.draw(st.integers(1, len(text)))
    found = inlines.refer(sequence, end, "mine")
    assert inlines.received(found) == text
    assert inlines.published(found) == inlines.published(sequence)
    leaves = flat(found)
    place = [is_mine(leaf) for leaf in leaves].index(True)
    assert [is_mine(leaf) for leaf in leaves].count(True) == 1
    if not any(isinstance(leaf, Emendation) for leaf in leaves):
        assert inlines.received(leaves[:place]) == text[:end]


@settings(max_examples=500)
@given(EDITED, st.data())
def test_marks_are_laid_around_their_words(sequence: Inlines, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(inlines.published(sequence))), max_size=6)))
    spans = [InlineSpan(start, end, "m", (("id", str(start)),)) for start,
             end in zip(cuts[::2], cuts[1::2], strict=False)]
    found = inlines.mark(sequence, data.draw(st.permutations(spans)))
    assert flat_text(found) == flat_text(sequence)
    laid = {(start, end) for name, start, end in elements(found) if name == "m"}
    asked = {(span.start, span.end) for span in spans}
    assert laid <= asked
    there = [(start, end) for name, start, end in elements(sequence) if name in ("b", "emendation")]
    for start, end in asked - laid:
        assert any(crosses(start, end, *other) for other in there)


def flat_text(sequence: Inlines) -> tuple[str, str, list[str]]:
    return (inlines.received(sequence), inlines.published(sequence),
            [leaf.note for leaf in inlines.leaves(sequence) if isinstance(leaf, NoteRef)])


def elements(sequence: Inlines, at: int = 0) -> Iterator[tuple[str, int, int]]:
    """Name and place in the published text of every mark and emendation."""
    for item in sequence:
        size = len(inlines.published((item,)))
        if isinstance(item, Mark):
            yield item.name, at, at + size
            yield from elements(item.content, at)
        elif isinstance(item, Emendation):
            yield "emendation", at, at + size
        at += size


def crosses(start: int, end: int, low: int, high: int) -> bool:
    """Whether one begins within the other and ends without."""
    return low < start < high < end or start < low < end < high or low < start and end < high or low == high == start \
        or low < start < high or low < end < high


def test_a_name_that_fills_a_part_stands_inside_it() -> None:
    title = Mark("signature", (), (Text("甲乙", HERE),))
    [found] = inlines.mark((title,), [InlineSpan(0, 2, "organization", ())])
    assert found == Mark("signature", (), (Mark("organization", (), (Text("甲乙", HERE),)),))


def test_a_note_reference_may_stand_within_a_name_but_not_at_its_ends() -> None:
    note = NoteRef("n", HERE)
    sequence = (Text("甲", HERE), note, Text("乙", HERE), note, Text("丙", HERE))
    found = inlines.mark(sequence, [InlineSpan(0, 2, "term", ())])
    assert [type(item) for item in found] == [Mark, NoteRef, Text]


def test_positions_follow_the_text() -> None:
    text = (Text("甲乙丙丁", Position("received.txt", 3, 5)),)
    found = inlines.emend(text, 1, 2, "新", "n")
    assert [(leaf.position.line, leaf.position.column) for leaf in inlines.leaves(found)] == [
        (3, 5), (3, 6), (3, 7), (3, 7)]
    assert inlines.place(found, 2) == Position("received.txt", 3, 7)
    assert inlines.place(found, 9) is None


def test_an_insertion_stays_in_the_element_of_the_words_it_belongs_to() -> None:
    sequence = (Mark("docTitle", (), (Text("甲", HERE),)), Text("乙", HERE))
    behind, ahead = (inlines.emend(sequence, 1, 1, "新", "n", ahead=ahead) for ahead in (False, True))
    assert inlines.published(behind[:1]) == "甲新"
    assert inlines.published(ahead[:1]) == "甲"
    first = inlines.emend(sequence, 0, 0, "新", "n")
    assert inlines.published(first[:1]) == "新甲"

"""Tables, notes and raised text stand in their places in a Draft."""

from __future__ import annotations

from dataclasses import replace

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Draft, Footnote, Inline, Mark, Table, Text, Unit
from diptych.readers.formats.lines import OBJECT, InlineObject, Line
from diptych.readers.structure.embedded_objects import embedded

LABEL = Text("一、", Position("f", 1, 1))
PLACE = Position("f", 2)


def table(*words: str) -> Table:
    return Table((tuple(Cell((Block((Text(word, PLACE),), PLACE),)) for word in words),), PLACE)


def draft(*texts: Text) -> Draft:
    unit = Unit("section", "1", (LABEL,), (), LABEL.position, content=tuple(
        Block((text,), text.position) for text in texts))
    return Draft("zho", (), (), (unit,), ())


def words(items: tuple[Inline, ...]) -> list[str]:
    return [item.text if isinstance(item, Text) else item.marker if isinstance(item, Footnote)
            else f"<{item.name}>{words(item.content)[0]}" if isinstance(item, Mark) else "?" for item in items]


def test_a_table_takes_the_place_of_its_sign() -> None:
    lines = (Line("一、乙", LABEL.position), Line(OBJECT, PLACE, table=table("甲")))
    found = embedded(draft(Text("乙", Position("f", 1, 3)), Text(OBJECT, PLACE)), lines)
    assert found.body[0].content[1] == table("甲")


def test_a_table_stands_before_and_behind_the_body_too() -> None:
    block = Block((Mark("docTitle", (), (Text(OBJECT, PLACE),)),), PLACE)
    lines = (Line(OBJECT, PLACE, table=table("甲")),)
    assert embedded(replace(draft(), preface=(block,)), lines).preface == (table("甲"),)
    assert embedded(replace(draft(), preamble=(block,)), lines).preamble == (table("甲"),)
    assert embedded(replace(draft(), conclusions=(block,)), lines).conclusions == (table("甲"),)


def test_a_table_in_a_heading_is_spelt_out() -> None:
    unit = replace(draft().body[0], heading=(Text(OBJECT, PLACE),))
    found = embedded(replace(draft(), body=(unit,)), (Line(OBJECT, PLACE, table=table("甲", "乙")),))
    assert "".join(words(found.body[0].heading)).split() == ["甲", "乙"]


def test_a_sign_that_was_received_is_a_character() -> None:
    found = draft(Text(OBJECT, Position("f", 1, 3)))
    assert embedded(found, (Line(f"一、{OBJECT}", LABEL.position),)) == found


def test_a_note_stays_behind_the_character_before_its_mark() -> None:
    note = Footnote("1", "footnote", (), PLACE)
    for offset, expected in ((0, ["1", "一、"]), (2, ["一、", "1"]), (3, ["甲", "1", "乙 "]), (5, ["甲乙 ", "1"])):
        line = Line("一、甲乙  ", LABEL.position, spans=(InlineObject(offset, offset, note),))
        unit = embedded(draft(Text("甲乙 ", Position("f", 1, 3))), (line,)).body[0]
        block = unit.content[0]
        assert isinstance(block, Block)
        assert expected in (words(unit.label), words(block.content))


def test_raised_text_goes_on_over_the_parts_of_a_line() -> None:
    line = Line("一、甲乙丙", LABEL.position, spans=(InlineObject(1, 4, ("sup",)),))
    unit = embedded(draft(Text("甲乙丙", Position("f", 1, 3))), (line,)).body[0]
    block = unit.content[0]
    assert isinstance(block, Block)
    assert words(unit.label) == ["一", "<sup>、"]
    assert words(block.content) == ["<sup>甲乙", "丙"]

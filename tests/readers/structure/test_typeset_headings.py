"""Type shows headings where words alone do not."""

from __future__ import annotations

from dataclasses import replace

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Text, Unit
from diptych.project import load
from diptych.readers.formats.lines import Line
from diptych.readers.structure.typeset_headings import headed

from tests.conftest import ROOT

SCHEMA = load.schema(ROOT).value
assert SCHEMA
ZHO = SCHEMA.languages["zho"]
LABEL = Text("一、", Position("f", 1, 1))


def unit(*texts: str) -> Unit:
    """A unit labelled in the first line, whose texts stand in lines of their own, the first behind the label."""
    places = (Position("f", 1, 3), *(Position("f", line) for line in range(2, len(texts) + 1)))
    return Unit("section", "1", (LABEL,), (), LABEL.position, content=tuple(
        Block((Text(text, place),), place) for text, place in zip(texts, places, strict=True)))


def draft(*units: Unit) -> Draft:
    return Draft("zho", (), (), units, ())


def read(strong: int, *texts: str) -> Unit:
    line = Line(f"一、{texts[0]}", LABEL.position, strong=strong)
    return headed(draft(unit(*texts)), (line,), ZHO).body[0]


def words(items: tuple[object, ...]) -> str:
    return "".join(item.text for item in items if isinstance(item, Text))


def test_strong_opening_words_are_a_candidate() -> None:
    found = read(5, "甲乙。丙丁。")
    assert (words(found.run_in), found.heading) == ("甲乙。", ())
    block = found.content[0]
    assert isinstance(block, Block)
    assert block.content == (Text("丙丁。", Position("f", 1, 6)),)


def test_a_strong_line_before_text_is_the_heading() -> None:
    found = read(4, "甲乙", "丙丁。")
    assert words(found.heading) == "甲乙"
    assert len(found.content) == 1


def test_what_is_no_heading_stays_text() -> None:
    for strong, texts in ((4, ("甲乙，丙丁。",)), (2, ("甲乙。丙",)), (5, ("甲乙。",)), (0, ("甲乙。丙",)),
                          (90, ("甲" * 86 + "。乙",))):
        assert read(strong, *texts) == unit(*texts)


def test_a_heading_that_words_show_is_left_alone() -> None:
    shown = replace(unit("丙丁。"), heading=(Text("甲。", Position("f", 1, 3)),))
    assert headed(draft(shown), (Line("一、甲。丙丁。", LABEL.position, strong=6),), ZHO) == draft(shown)


def test_a_strong_line_is_the_heading_of_a_unit_whose_paragraphs_are_units() -> None:
    """So are articles read of which one paragraph has items."""
    parts = tuple(replace(unit(text), label=(), number="") for text in ("甲乙", "丙丁。"))
    parts = (parts[0], replace(parts[1], content=(Block((Text("丙丁。", Position("f", 2)),), Position("f", 2)),)))
    whole = Unit("article", "1", (LABEL,), (), LABEL.position, children=parts)
    line = Line("一、甲乙", LABEL.position, strong=4)
    found = headed(draft(whole), (line,), ZHO).body[0]
    assert (words(found.heading), found.children) == ("甲乙", parts[1:])
    plain = headed(draft(whole), (replace(line, strong=3),), ZHO).body[0]
    assert (plain.heading, plain.children) == ((), parts)

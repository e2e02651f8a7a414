"""Tables that are drawn with lines in a plain text are tables, with all their texts; what can't be told stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Table, Text
from diptych.readers.formats import received
from diptych.readers.formats.lines import lines, pieces
from diptych.readers.formats.plain_text import drawn_tables
from diptych.readers.formats.plain_text.drawn_tables import DrawnTables
from diptych.readers.structure.embedded_objects import embedded
from diptych.readers.structure.structure import read as read_structure
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import base
from tests.readers.formats.drawing import Drawn, Grid
from tests.readers.reading import COUNTRIES, LANGUAGES

SPANNED = """
┌───┬───────┐
│項　目│標　　　　　準│
│      ├───┬───┤
│      │第一類│第二類│
├───┼───┼───┤
│鐵    │一五○│      │
└───┴───┴───┘
"""


def read(source: str) -> DrawnTables:
    given = lines(source, "f").value
    assert given is not None
    return drawn_tables.read(given)


def tables(source: str) -> list[Table]:
    return [line.table for line in read(source).lines if line.table is not None]


def words(cell: Cell) -> list[str]:
    return ["".join(text.text for text in block.content if isinstance(text, Text))
            for block in cell.blocks if isinstance(block, Block)]


def rows(source: str) -> list[list[str]]:
    """The paragraphs of the cells of the only table, parted by bars."""
    table, = tables(source)
    return [["|".join(words(cell)) for cell in row] for row in table.rows]


def spans(table: Table) -> list[list[tuple[int, int]]]:
    return [[(cell.columns, cell.rows) for cell in row] for row in table.rows]


def test_cells_span_columns_and_rows_where_rules_say_so() -> None:
    table, = tables(SPANNED)
    assert spans(table) == [[(1, 2), (2, 1)], [(1, 1), (1, 1)], [(1, 1), (1, 1), (1, 1)]]
    assert rows(SPANNED) == [["項　目", "標　　　　　準"], ["第一類", "第二類"], ["鐵", "一五○", ""]]
    assert not any(cell.header for row in table.rows for cell in row)
    assert table.position == Position("f", 2, 1)


def test_the_characters_that_draw_are_counted_and_all_others_are_in_cells() -> None:
    drawn = read(SPANNED)
    whole = "".join(SPANNED.split())
    kept = "".join("".join(text.split()) for text, _ in pieces(drawn.lines))
    assert (drawn.tables, len(drawn.drawing), drawn.unread) == (1, len(whole) - len(kept), ())
    assert kept == "".join(sign for sign in whole if not "\u2500" <= sign <= "\u257f")


def test_the_lines_around_a_table_stay() -> None:
    assert [line.text for line in read("前\n┌─┐\n│甲│\n└─┘\n後").lines] == ["前", "", "\ufffc", "", "後"]


@pytest.mark.parametrize(("cell", "paragraph"), [
    (("排放量應小", "於一公斤。"), "排放量應小於一公斤。"),
    (("Nitric", "acid and"), "Nitric acid and"),
    (("Lieute-", "nant"), "Lieute-nant"),
    (("고압가스", "용기의"), "고압가스 용기의"),
    (("고압가스용", "기의"), "고압가스용기의"),
    (("甲。", "乙。"), "甲。|乙。"),
    (("一  甲乙丙", "    丁。"), "一  甲乙丙丁。"),
    (("主      任", "助理研究員"), "主      任|助理研究員"),
    ((" 360,000", "   1,200"), "360,000|1,200"),
    (("甲", "", "乙"), "甲|乙"),
    (("總三鹵（To", "  tal Tri"), "總三鹵（Total Tri"),
    (("菌群 Colif", "Group"), "菌群 Colif Group"),
    (("微克／", "立方公尺"), "微克／立方公尺"),
    (("Total flow", "rate"), "Total flow rate"),
])
def test_the_lines_of_a_cell_are_joined_where_they_were_wrapped(cell: tuple[str, ...], paragraph: str) -> None:
    room = 8 if "360" in cell[0] else 10
    grid = Grid([Drawn(0, 0, "")], [room // 2], 2)
    upper, line, lower = grid.lines()
    wide = [part + " " * (room - sum(1 if sign < "\x7f" else 2 for sign in part)) for part in cell]
    assert rows("\n".join((upper, *(line[0] + part + line[-1] for part in wide), lower))) == [[paragraph]]


@pytest.mark.parametrize(("rule", "below", "header"), [("╞═╪═╡", "├─┼─┤", True), ("├─┼─┤", "├─┼─┤", False),
                                                      ("╞═╪═╡", "╞═╪═╡", False), ("┝━┿━┥", "", True)])
def test_a_first_row_above_a_heavier_rule_is_a_header(rule: str, below: str, header: bool) -> None:  # noqa: FBT001
    inner = (below, "│丙│丁│") if below else ()
    table, = tables("\n".join(("┌─┬─┐", "│項│值│", rule, "│甲│乙│", *inner, "└─┴─┘")))
    assert [row[0].header for row in table.rows] == [header, *([False] * (len(table.rows) - 1))]


def test_a_typewriter_draws_too() -> None:
    source = ("+-------+------+\n| Item  | Sum  |\n+=======+======+\n| First | 1 + 1|\n| item  |      |\n"
              "+-------+------+\nEnd")
    assert rows(source) == [["Item", "Sum"], ["First item", "1 + 1"]]
    assert [[cell.header for cell in row] for row in tables(source)[0].rows] == [[True, True], [False, False]]
    assert read(source).lines[-1].text == "End"


@pytest.mark.parametrize("source", [
    "┏━┳━┓\n┃甲┃乙┃\n┗━┻━┛", "╔═╦═╗\n║甲║乙║\n╚═╩═╝", "╭─┬─╮\n│甲│乙│\n╰─┴─╯",
    "┌──┬──┐\n│甲│乙│\n└──┴──┘", "    ┌─┬─┐  \n    │甲│乙│\n    └─┴─┘", "┌─┬─┐\n\n│甲│乙│\n\n└─┴─┘",
    "┌─┬─┐\n│甲│乙│└─┴─┘", "┌─┬─┐│甲│乙│\n└─┴─┘", "┌──┬──┐\n｜甲  ｜乙  ｜\n└──┴──┘", "┌───┬──┐\n│甲│乙│\n└──┴───┘"])
def test_weights_widths_indents_and_line_ends_do_not_matter(source: str) -> None:
    assert rows(source) == [["甲", "乙"]]


def test_drawn_lines_in_one_line_of_the_source_are_divided_at_their_joints() -> None:
    assert rows("┌──┬──┐\n│甲　│乙　││　　├──┤│　　│丙　│\n└──┴──┘") == [["甲", "乙"], ["丙"]]


def test_a_table_begins_behind_words_and_ends_before_others() -> None:
    drawn = read("下列規定：┌─┐\n│甲│\n└─┘第二項")
    assert [line.text for line in drawn.lines if line.text] == ["下列規定：", "\ufffc", "第二項"]
    assert [str(line.position) for line in drawn.lines if line.text] == ["f:1:1", "f:1:6", "f:3:4"]


def test_a_text_of_a_spanning_cell_may_be_beside_a_rule() -> None:
    assert rows("┌─┬──┐\n│聘│甲　│\n│任├──┤\n│人│乙　│\n└─┴──┘") == [["聘任人", "甲"], ["乙"]]


@pytest.mark.parametrize("source", [
    "┌──┬──┐\n│甲甲乙乙丙│\n│甲　│乙　│\n└──┴──┘", "┌──┬──┐\n│甲　│乙　│丙│\n└──┴──┘",
    "┌──┬──┐\n│甲　│乙　│\n├─注意──┤\n│甲　│乙　│\n└──┴──┘", "┌──┬──┐\n│甲　│乙　│", "│甲│\n├─┤\n│乙│\n└─┘",
    "┌──┬──┐\n│甲　│乙　│\n├──┘　　│\n│甲　　　　│\n└─────┘", "┌──┐\n│甲　│\n│乙乙乙乙乙乙│\n└──┘",
    "+--+\n|甲乙丙丁|\n+--+", "┌─┐┌─┐\n│甲││乙│\n└─┘└─┘"])
def test_what_can_not_be_told_is_one_block_with_all_its_characters(source: str) -> None:
    drawn = read("前\n" + source)
    table = next(line.table for line in drawn.lines if line.table is not None)
    assert [len(row) for row in table.rows] == [1]
    assert "".join(text for text, _ in pieces(drawn.lines)).split() == ("前" + source.replace("\n", "")).split()
    assert (drawn.tables, len(drawn.drawing), [place.line for place in drawn.unread]) == (0, 0, [2])


@pytest.mark.parametrize("source", [
    "│甲│\n│乙│", "甲＝────×乙", "| a | b |\n|---|---|\n| c | d |", "a +-- b\n+--", "┌─┐", "+-+\n甲",
    "──────\n甲\n──────", "├── 甲\n│\n│   └── 乙"])
def test_what_is_no_drawing_stays_in_lines(source: str) -> None:
    assert [line.text for line in read(source).lines] == source.split("\n")


def test_a_table_is_in_the_clause_where_it_stands_and_its_lines_in_the_account() -> None:
    reading = received.read(f"電弧爐標準\n第一條　規定如下：{SPANNED}第二條　施行。".encode(), "f", base.schema().forms)
    assert reading.value is not None
    structure = read_structure(reading.value.lines, LANGUAGES["zho-Hant"], COUNTRIES["tw"]).value
    assert structure is not None
    clause = embedded(structure, reading.value.lines).body[0].children[1]
    assert isinstance(clause.content[0], Table)
    account = reading.value.account
    assert account is not None
    assert (account.container, account.held) == ("text", account.read + account.omissions[0].characters)
    assert [finding.code for finding in reading.diagnostics] == ["T034"]


def test_a_text_of_which_a_character_would_be_lost_keeps_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(SPANNED)
    monkeypatch.setattr(drawn_tables, "read", lambda _: replace(whole, drawing=whole.drawing[1:]))
    reading = received.read(SPANNED.encode(), "f", base.schema().forms)
    assert reading.value is not None
    assert [line.text for line in reading.value.lines if line.text] == SPANNED.strip().split("\n")


def test_marks_of_one_letter_are_composed_before_cells_are_measured() -> None:
    source = "┌──┬──┐\n│각각│乙　│\n└──┴──┘"
    reading = received.read(source.encode(), "f", base.schema().forms)
    assert reading.value is not None
    assert [text for text, _ in pieces(reading.value.lines) if text] == ["각각", "乙"]


@st.composite
def grids(choose: st.DrawFn) -> Grid:
    """Tables of a few cells, some of them spanning, whose rules all have a piece."""
    rows, columns = choose(st.integers(1, 4)), choose(st.integers(1, 4))
    holder = {place: place for place in product(range(rows), range(columns))}
    for _ in range(choose(st.integers(0, 2))):
        top, left = choose(st.integers(0, rows - 1)), choose(st.integers(0, columns - 1))
        bottom, right = choose(st.integers(top, rows - 1)), choose(st.integers(left, columns - 1))
        merged = set(product(range(top, bottom + 1), range(left, right + 1)))
        if all(holder[place] == place for place in merged) and not any(
                holder[place] in merged and place not in merged for place in holder):
            holder |= dict.fromkeys(merged, (top, left))
    assume(all(any(holder[row, column] != holder[row - 1, column] for column in range(columns))
               for row in range(1, rows)))
    assume(all(any(holder[row, column] != holder[row, column - 1] for row in range(rows))
               for column in range(1, columns)))
    words = st.lists(st.text("abc", min_size=1, max_size=3), max_size=4).map(" ".join)
    text = st.one_of(st.text("甲乙丙丁戊", max_size=9), words)
    cells = []
    for place in sorted(set(holder.values())):
        own = [other for other, first in holder.items() if first == place]
        cells.append(Drawn(*place, choose(text), 1 + max(row for row, _ in own) - place[0],
                           1 + max(column for _, column in own) - place[1]))
    sign = choose(st.sampled_from((1, 2)))
    widths = [choose(st.integers(4 // sign, 6)) for _ in range(columns)]
    across = rows > 1 and all(holder[1, column] != holder[0, column] for column in range(columns))
    return Grid(cells, widths, sign, choose(st.integers(0, 1)) if across else 0)


@given(grids())
def test_a_table_that_is_drawn_from_cells_is_read_as_these(grid: Grid) -> None:
    table, = tables("\n".join(grid.lines()))
    found = [(cell.columns, cell.rows, "".join(words(cell)), cell.header) for row in table.rows for cell in row]
    assert found == [(cell.columns, cell.rows, cell.words, cell.row < grid.heads) for cell in grid.cells]


@given(st.lists(st.text("┌┬┐├┼┤└┴┘│─═╞╪╡+-|=甲a ", max_size=12), max_size=8))
def test_no_character_is_lost_of_any_drawing(source: list[str]) -> None:
    drawn = read("\n".join(source))
    kept = "".join("".join(text.split()) for text, _ in pieces(drawn.lines))
    assert Counter(kept + drawn.drawing) == Counter("".join("".join(source).split()))

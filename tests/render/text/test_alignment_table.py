"""A table of pairs is read back as it was by other people's readers."""

from __future__ import annotations

import csv
import io

from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.render.text.alignment_table import tsv
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(alphabet="a\"'\t\n\r\\ 第"))
def test_a_line_is_a_row(text: str) -> None:
    table = tsv([AlignedUnit("a", text), AlignedUnit("b", "x")], [AlignedUnit("c", "y")],
                [UnitPair((0, 1), (0,), 0.5), UnitPair((), (), 1.0)])
    assert table.count("\n") == 3
    row = next(csv.DictReader(io.StringIO(table), dialect="excel-tab"))
    assert row["left_id"] == "a b"
    assert row["kind"] == "n-1"
    plain = row["left_text"].replace(r"\\", "\0").replace(r"\t", "\t").replace(r"\n", "\n").replace(r"\r", "\r")
    assert plain.replace("\0", "\\") == f"{text.strip()} x"

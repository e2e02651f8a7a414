"""Captions of Word beside tables: above or below, as most of a text are."""

from __future__ import annotations

import pytest
from diptych.draft import Text
from diptych.readers.formats.lines import OBJECT, pieces

from tests.readers import packages

STYLES = '<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="caption"/></w:style>'
TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def paragraph(words: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{words}</w:t></w:r></w:p>"


def read(body: str) -> list[tuple[str, str]]:
    """The text of each line, with the caption of a table."""
    lines = packages.read_word(packages.word(body, styles=STYLES)).lines
    assert sum(words.count("Table") for words, _ in pieces(lines)) == body.count("Table")
    return [(line.text, "".join(item.text for item in (line.table.caption if line.table else ())
                                if isinstance(item, Text))) for line in lines if line.text]


@pytest.mark.parametrize(("body", "expected"), [
    (paragraph("Table 1", "a6") + TABLE.format("x"), [(OBJECT, "Table 1")]),
    (TABLE.format("x") + paragraph("Table 1", "a6"), [(OBJECT, "Table 1")]),
    (TABLE.format("x") + paragraph("Table 1", "a6") + TABLE.format("y") + paragraph("Table 2", "a6"),
     [(OBJECT, "Table 1"), (OBJECT, "Table 2")]),
    (TABLE.format("x") + paragraph("Table 1", "a6") + TABLE.format("y"), [(OBJECT, ""), (OBJECT, "Table 1")]),
    (paragraph("Table 1") + TABLE.format("x"), [("Table 1", ""), (OBJECT, "")]),
    (paragraph("Table 1", "a6") + paragraph("and") + TABLE.format("x"), [("Table 1", ""), ("and", ""), (OBJECT, "")]),
])
def test_a_caption_is_in_the_table_beside_it(body: str, expected: list[tuple[str, str]]) -> None:
    assert read(body) == expected

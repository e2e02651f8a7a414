"""Which row of Markdown holds a numbered item, where the numbers alone do not show it."""

from __future__ import annotations

import pytest
from diptych.compile.single_text import Options, convert
from diptych.readers.formats.markdown_texts.markdown_lists import begin, holders

from tests import base


def held(source: str) -> dict[int, int]:
    """The row of each item's holder, by the row of the item, both from 1."""
    rows = source.split("\n")
    return {item + 1: holder + 1 for item, holder in holders(rows, [True] * len(rows)).items()}


def units(source: str, jurisdiction: str) -> list[str]:
    made = convert(source.encode(), "a.md", base.schema(), Options("eng", jurisdiction))
    assert made.value is not None
    assert not [item for item in made.diagnostics if item.code.startswith("N")]
    main = made.value.document.main
    return [str(unit.get("eId")) for unit in main.iter("{*}section", "{*}subsection", "{*}paragraph")]


@pytest.mark.parametrize(("source", "expected"), [
    ("1. A\n2. B\n   1. C\n   2. D\n3. E", {3: 2, 4: 2}), ("1. A\n    - B\n        1. C\n", {3: 1}),
    ("## 2. Why\n\n1. A\n2. B\n\n## 3. How\nText", {3: 1, 4: 1}), ("### 5 Title\n\n1. A", {3: 1}),
    ("**2.** The following:\n\n1. A\n2. B\n\n**3.** More\n\n1. C", {3: 1, 4: 1, 8: 6}),
    ("## 1. A\n### Notes\n1. B\n### More\n1. C", {3: 1, 5: 1}),
])
def test_an_item_is_inside_an_item_or_below_a_numbered_heading(source: str, expected: dict[int, int]) -> None:
    assert held(source) == expected


@pytest.mark.parametrize("source", [
    "1. A\n2. B\n3. C", "**1.** A\n\n2. B\n\n3. C", "# 20 Questions Act\n1. A\n2. B", "## Article 5\n1. A\n2. B",
    "## 1.1 Use\n1. A", "- A\n  1. B", "1. A\n\nText\n\n1. B", "## 1. A\n## Other\n1. B", "## 1. A\n(1) B"])
def test_other_numbers_are_in_one_series(source: str) -> None:
    assert held(source) == {}


def test_a_row_that_is_no_prose_holds_nothing() -> None:
    rows = ["1. A", "   1. B"]
    assert holders(rows, [False, True]) == {}


@pytest.mark.parametrize(("line", "column"), [("## 2. Why", 3), ("  1. A", 2), ("**2.** B", 0), ("#  3", 3)])
def test_the_column_of_the_first_word(line: str, column: int) -> None:
    assert begin(line) == column


def test_lists_within_lists_are_units_within_units() -> None:
    assert units("# Agreement\n\n1. **Use.** It is used.\n2. **Term.** It lasts:\n   1. a year;\n   2. two.\n3. End.\n",
                 "xx") == ["sec_1", "sec_2", "sec_2__para_1", "sec_2__para_2", "sec_3"]
    assert units("# Act\n\n**1.** The Minister may:\n\n1. read;\n2. write:\n    1. letters;\n\n**2.** Others too.\n",
                 "gb") == ["sec_1", "sec_1__subsec_1", "sec_1__subsec_2", "sec_1__subsec_2__para_1", "sec_2"]


def test_a_list_below_a_numbered_heading_is_inside_its_section() -> None:
    policy = "# Policy\n\n## 1. What\n\nWe collect.\n\n## 2. Why\n\n1. To know.\n2. To serve.\n\n## 3. How\n\nSo.\n"
    assert units(policy, "xx") == ["sec_1", "sec_2", "sec_2__para_1", "sec_2__para_2", "sec_3"]

"""Which rows an amendment inserts into another document, so that they open nothing in this one."""

from __future__ import annotations

from tests.readers.reading import draft, outline

ACT = """Library (Amendment) Act 2020
1 (1) The Library Act 1999 is amended as follows.
(2) After section 9 insert—
Closure of libraries
9A (1) A library may be closed.
(2) A closed library may be opened—
(a) by order, or
(b) by agreement.
(3) Section 9 applies.
(3) In section 10—
(a) for subsection (2) substitute—
(2) A fee may be payable—
(a) for loans, or
(b) for copies.
(b) omit subsection (3).
2 This Act comes into force at once.
"""


def test_inserted_sections_open_nothing() -> None:
    below = ["subsection 1", "subsection 2", "subsection 3", ["paragraph 1", "paragraph 2"]]
    assert outline(draft(ACT, "eng", "gb").body) == ["section 1", below, "section 2"]


def test_a_section_with_a_letter_stands_behind_its_number() -> None:
    own = draft("Library Act\n1 A library is open.\n1A A library is public.\n2 A library is free.\n", "eng", "gb")
    assert outline(own.body) == ["section 1", "section 1a", "section 2"]
    foreign = draft("Library Act\n1 A library is open.\n70A A library is public.\n2 A library is free.\n", "eng", "gb")
    assert outline(foreign.body) == ["section 1", "section 2"]


def test_a_division_ends_an_amendment() -> None:
    text = ("Library Act\nPART 1 General\n1 In section 3 insert in the appropriate place—\n“library” means a house;\n"
            "PART 2 Final\n2 This Act comes into force at once.\n")
    assert outline(draft(text, "eng", "gb").body) == ["part 1", ["section 1"], "part 2", ["section 2"]]

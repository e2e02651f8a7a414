"""Which rows an amendment inserts into another document, so that they open nothing in this one."""

from __future__ import annotations

import pytest

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


def test_a_joint_is_before_a_row_that_is_inserted() -> None:
    text = ("Library Act\n1 (1) In section 3(1)—\n(a) omit “and” at the end of paragraph (b),\n"
            "(b) at the end of paragraph (b) insert\n, and\n(c) a reading room;\n(c) omit paragraph (d).\n"
            "(2) At the end of section 4(2)(b) insert\n; or\n(c) a reading room\n"
            "(3) The amendments have effect at once.\n2 This Act comes into force at once.\n")
    assert outline(draft(text, "eng", "gb").body) == [
        "section 1", ["subsection 1", ["paragraph 1", "paragraph 2", "paragraph 3"], "subsection 2", "subsection 3"],
        "section 2"]


def test_an_instruction_ends_an_insertion_that_it_would_continue() -> None:
    text = ("Library Act\n1 (1) The Library Act 1999 is amended as follows.\n(2) After section 9 insert—\n"
            "9A (1) A library may be closed.\n(2) It may be opened.\n(3) After section 10 insert—\n"
            "10A (1) A fee may be payable.\n(2) It may be waived.\n(3) It may be paid late.\n"
            "(4) In section 11 (loans)—\n(a) omit the words “or hire”, and\n(b) omit subsection (2).\n"
            "2 After section 12 of the Library Act 1999—\nHire\n12A (1) A book may be hired.\n(2) It is lent.\n"
            "3 This Act comes into force at once.\n")
    below = ["subsection 1", "subsection 2", "subsection 3", "subsection 4", ["paragraph 1", "paragraph 2"]]
    assert outline(draft(text, "eng", "gb").body) == ["section 1", below, "section 2", "section 3"]


HEAD = "Library Act of 2020\nBE IT ENACTED BY THE COUNCIL OF THE DISTRICT OF COLUMBIA, That it may be cited so.\n"


@pytest.mark.parametrize(("lead", "rows"), [
    ("(b) A new subsection (b) is added to read as follows:", "(b) (1) It is for:\n(A) Halls; and\n(B) Rooms.\n.\n"),
    ("(b) A new section 12a is added to read as follows:", "Sec. 12a. Fund.\n(a) It is.\n(b) It pays.\n.\n"),
    ("(b) Paragraph (1) is amended to read as follows:", "(1) It is paid.\n"),
])
def test_what_an_act_of_the_district_of_columbia_inserts_without_quotation_marks_opens_nothing(
        lead: str, rows: str) -> None:
    text = (f"{HEAD}Sec. 2.\nThe Library Act is amended as follows:\n(a) Section 3 is repealed.\n{lead}\n{rows}"
            "(c) Section 7 is amended by striking the phrase “or”.\nSec. 3. Date.\nIt takes effect.\n")
    assert outline(draft(text, "eng", "us").body) == [
        "section 2", ["subsection 1", "subsection 2", "subsection 3"], "section 3"]


def test_sections_leave_numbers_out_behind_an_amendment() -> None:
    text = (f"{HEAD}TITLE I. Libraries\nSec. 1012.\nSection 16 is amended to read as follows:\n(3) It is paid.\n.\n"
            "TITLE III. Museums\nSec. 1041. Effective date.\nIt takes effect.\n")
    assert outline(draft(text, "eng", "us").body) == ["title 1", ["section 1012"], "title 3", ["section 1041"]]


def test_the_heading_of_an_inserted_section_stands_above_it() -> None:
    """The amending section has the number of the section behind which it inserts."""
    text = ("Library Act\n4 It is open.\n5 After section 5 insert—\nClosure of libraries\n5A A library is closed.\n"
            "5B (1) It is opened.\n(2) By order.\n6 (1) In section 9, for subsection (1) substitute—\n(1) It is free.\n"
            "(2) The amendment made by this section has effect at once.\n7 It ends.\n")
    assert outline(draft(text, "eng", "gb").body) == [
        "section 4", "section 5", "section 6", ["subsection 1", "subsection 2"], "section 7"]


@pytest.mark.parametrize("words", ["The library’s books are open.", "The readers’ books are open.", "Books are open."])
def test_an_apostrophe_closes_no_quotation_of_several_articles(words: str) -> None:
    text = ("REGULATION (EU) 2020/852\nArticle 1\nThe following Articles are inserted:\n"
            f"‘Article 2a\n{words}\nArticle 2b\n{words}’.\nArticle 2\n{words}\n")
    assert outline(draft(text, "eng", "eu").body) == ["article 1", ["paragraph"] * 5, "article 2"]


def test_a_quotation_of_one_word_ends_on_its_line() -> None:
    text = ("REGULATION (EU) 2020/852\nArticle 1\nIn this Regulation, ‘readers’ means people.\nArticle 2\n"
            "‘Readers’ are served.\nArticle 3\nIt ends.\n")
    assert outline(draft(text, "eng", "eu").body) == ["article 1", "article 2", "article 3"]


def test_a_quotation_of_several_paragraphs_may_quote_words_itself() -> None:
    text = ("Reading Rooms Act 2020\n1 (1) Article 2 is amended as follows.\n(2) After paragraph (2) add—\n"
            "“(3) The Council may define “reader” as it thinks fit.\n(4) Rules under “this Order” need approval.”.\n"
            "2 (1) It ends.\n(2) It is short.\n")
    assert outline(draft(text, "eng", "gb").body) == [
        "section 1", ["subsection 1", "subsection 2"], "section 2", ["subsection 1", "subsection 2"]]

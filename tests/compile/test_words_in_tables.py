"""The language of a text shows in the words of its tables if its lines have too few."""

from __future__ import annotations

import pytest
from diptych.compile.single_text import Converted, Options, convert
from diptych.diagnostics import Result

from tests import base
from tests.readers import packages

ENGLISH = ("Purpose of the article", "Where it is in the Act", "A person may borrow a book from a library",
           "See section 2", "The library is open to the public", "Not in the Act")
SPANISH = ("La ley se aplica a los libros de la biblioteca", "No se aplica a los museos del Estado",
           "El libro es de la persona que lo ha pedido", "Las bibliotecas de los municipios", "Por el Estado", "La ley")
KOREAN = ("도서관의 이용", "누구나 이용한다", "도서관의 책", "무료로 빌린다", "도서관의 지도", "빌리지 못한다")
TRANSPOSED = ("Park Benches Regulations", "Note describing transposition", "Commission Implementing Directive",
              "Commission Implementing Directive", "Transposition of Directive")


def read(cells: tuple[str, ...], before: tuple[str, ...] = (), language: str = "auto") -> Result[Converted]:
    """The conversion of a Word document that is these paragraphs and a table of two columns."""
    rows = "".join(f"<w:tr><w:tc>{_p(left)}</w:tc><w:tc>{_p(right)}</w:tc></w:tr>"
                   for left, right in zip(cells[::2], cells[1::2], strict=True))
    return convert(packages.word("".join(map(_p, before)) + f"<w:tbl>{rows}</w:tbl>"), "a.docx", base.schema(),
                   Options(language))


def _p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize("wanted", ["auto", "en"])
def test_a_text_that_is_a_table_is_published_with_it(wanted: str) -> None:
    found = read(ENGLISH, language=wanted).value
    assert found is not None
    assert found.language.code == "eng"
    cells = found.document.root.iterfind(".//{*}table//{*}td")
    assert tuple("".join(cell.itertext()).strip() for cell in cells) == ENGLISH


@pytest.mark.parametrize(("cells", "before", "code"), [
    (KOREAN, (), "kor"), (KOREAN, ("A-12",), "kor"), (ENGLISH, ("Annex",), "eng"), (ENGLISH * 4, TRANSPOSED, "eng")])
def test_a_few_lines_leave_it_to_the_table(cells: tuple[str, ...], before: tuple[str, ...], code: str) -> None:
    found = read(cells, before).value
    assert found is not None
    assert found.language.code == code


def test_lines_without_common_words_are_refused_without_a_table() -> None:
    assert [item.code for item in read(("1", "2"), TRANSPOSED * 2).diagnostics] == ["T023"]


def test_a_table_in_a_language_that_is_not_read_is_refused() -> None:
    findings = read(SPANISH).diagnostics
    assert [(item.code, dict(item.facts)) for item in findings] == [("T021", {"name": "Spanish"})]


def test_a_table_of_figures_has_no_language() -> None:
    assert [item.code for item in read(("1", "2"), language="en").diagnostics] == ["T015"]

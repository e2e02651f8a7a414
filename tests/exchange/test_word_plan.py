"""A DOCX that was handed out comes back: what was corrected is a change, and nothing else is silent."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path

import docx as python_docx
import pytest
from click.testing import CliRunner
from diptych.akn import formulas
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.commands import import_translation
from diptych.commands.main import main
from diptych.exchange import import_plan, word_file, word_readings
from diptych.exchange.import_plan import Import
from diptych.interface_text import packaged_interfaces
from diptych.readers.formats import zipped_xml
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import Declared, declared
from docx.document import Document as Word
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import base, received_akn
from tests.conftest import ROOT
from tests.exchange.test_import_plan import words
from tests.render.office.test_docx import long_document

SITE = "https://example.org/"
WHY = {"en": "Corrected by the translator."}
RESAVED = Path(__file__).parent / "resaved"
"""The files of the base project as LibreOffice 25.2 saved them again."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    return tmp_path


def fonts() -> Declared:
    found = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert found
    return found


def handed_out(*languages: str) -> bytes:
    documents = [base.document(data) for data, name in zip(base.twins(), ("zho", "kor"), strict=True)
                 if name in languages]
    shown = fragments(documents, packaged_interfaces())
    if shown.together is not None:
        return docx.parallel(shown.texts, shown.together, SITE, fonts())
    return docx.expression(shown.texts[0], shown.alone[0], SITE, fonts())


def corrected(data: bytes, change: Callable[[Word], object]) -> bytes:
    word, target = python_docx.Document(io.BytesIO(data)), io.BytesIO()
    change(word)
    word.save(target)
    return target.getvalue()


def plan(root: Path, data: bytes) -> tuple[tuple[Import, ...], list[str]]:
    planned = import_translation.plan(root, "back.docx", data, WHY)
    return planned.value or (), [item.code for item in planned.diagnostics]


def revised(made: tuple[Import, ...]) -> dict[str, str]:
    return {item.passage.eid: item.words for planned in made for item in planned.revised}


def line(word: Word, part: str) -> Paragraph:
    cells: list[Paragraph] = [paragraph for table in word.tables for row in table.rows for cell in row.cells
             for paragraph in cell.paragraphs]
    every: list[Paragraph] = [*word.paragraphs, *cells]
    return next(paragraph for paragraph in every if part in paragraph.text)


def replace(word: Word, old: str, new: str) -> None:
    run = next(run for run in line(word, old).runs if old in run.text)
    run.text = run.text.replace(old, new)


@pytest.mark.parametrize("languages", [("kor",), ("zho", "kor"), ("zho",)])
def test_what_comes_back_as_it_was_changes_nothing(root: Path, languages: tuple[str, ...]) -> None:
    assert plan(root, handed_out(*languages)) == ((), [])


def test_contents_and_repeated_marks_are_no_words_of_a_text() -> None:
    document = long_document()
    shown = fragments([document], packaged_interfaces())
    package = zipped_xml.package(docx.expression(shown.texts[0], shown.alone[0], SITE, fonts()))
    assert package
    file = word_file.read({name: package.part(name) for name in sorted(package.names) if word_file.is_read(name)})
    known, numbers = word_readings.places(document), {item.number for item in provisions(document)}
    said = word_readings.reading(file, known, "back.docx")
    assert said.findings == ()
    assert said.words["sec_9__para_1", "text"] == said.words["sec_1__para_1", "text"]
    assert list(word_readings.outside(file, known, numbers, "back.docx")) == []


@pytest.mark.parametrize("name", ["kor", "zho-kor"])
def test_what_another_program_saved_again_changes_nothing(root: Path, name: str) -> None:
    assert plan(root, (RESAVED / f"{name}.docx").read_bytes()) == ((), [])


@pytest.mark.parametrize("languages", [("kor",), ("zho", "kor")])
def test_three_corrected_clauses_are_three_changes(root: Path, languages: tuple[str, ...]) -> None:
    def correct(word: Word) -> None:
        replace(word, "책 세 권", "책 네 권")
        replace(word, "주말에는 반나절", "주말에는 반일")
        replace(word, "오후 6시", "오후 7시")

    before: Mapping[tuple[str, str], str] = words(root)
    made, codes = plan(root, corrected(handed_out(*languages), correct))
    assert codes == []
    assert len(revised(made)) == 3
    import_plan.write(root, made[0])
    after = words(root)
    changed = {key for key, text in after.items() if before[key] != text}
    assert changed == {("sec_2__para_1", "text"), ("sec_1__para_2", "heading"), ("sec_1__para_1", "text")}
    assert "책 네 권" in after["sec_2__para_1", "text"]


def test_the_command_shows_the_changes_and_writes_them_when_told(root: Path) -> None:
    file = root / "back.docx"
    file.write_bytes(corrected(handed_out("kor"), lambda word: replace(word, "책 세 권", "책 네 권")))
    shown = CliRunner().invoke(main, ["-C", str(root), "import", str(file)])
    assert shown.exit_code == 0, shown.output
    assert "[-세-]" in shown.output
    assert "{+네+}" in shown.output
    accepted = CliRunner().invoke(main, ["-C", str(root), "import", str(file), "--accept", "--why", "Counted again."])
    assert accepted.exit_code == 0, accepted.output
    assert "책 네 권" in words(root)["sec_2__para_1", "text"]


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(min_value=0), at=st.integers(min_value=0), length=st.integers(0, 12),
       new=st.text("가나다 123(),.「」한자漢字a", max_size=8))
def test_the_text_reads_as_the_file_says(root: Path, where: int, at: int, length: int, new: str) -> None:
    shown: list[str] = []

    def change(word: Word) -> None:
        clauses = [paragraph for paragraph in word.paragraphs
                   if paragraph.style and str(paragraph.style.name).startswith(("Body", "Clause", "Title"))]
        runs = [run for paragraph in clauses for run in paragraph.runs if len(run.text) > 12]
        run = runs[where % len(runs)]
        place = at % len(run.text)
        shown.append(run.text)
        run.text = run.text[:place] + new + run.text[place + length:]
        shown.append(run.text)

    data = corrected(handed_out("kor"), change)
    made, codes = plan(root, data)
    assert codes == ([] if shown[1].strip() else ["I012"])
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before = editorial.read_bytes()
    try:
        for planned in made:
            import_plan.write(root, planned)
        assert any(shown[1].strip() in text for text in words(root).values())
    finally:
        editorial.write_bytes(before)


def delete_bookmarks(word: Word) -> None:
    for mark in list(line(word, "책 세 권")._p.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        remove(mark)


def delete_a_paragraph(word: Word) -> None:
    remove(line(word, "책 세 권")._p)


def split(word: Word) -> None:
    paragraph = line(word, "책 세 권")
    second = deepcopy(paragraph._p)
    for mark in list(second.iter(qn("w:bookmarkStart"))):
        remove(mark)
    for run in second.findall(qn("w:r"))[:1]:
        second.remove(run)
    for mark in list(paragraph._p.iter(qn("w:bookmarkEnd")))[-1:]:
        remove(mark)
    paragraph._p.addnext(second)


def join(word: Word) -> None:
    first, second = line(word, "책 세 권")._p, line(word, "대출 기간")._p
    first.extend(list(second)[1:])
    remove(second)


def move(word: Word) -> None:
    line(word, "대출 기간")._p.addnext(line(word, "책 세 권")._p)


@pytest.mark.parametrize(("change", "code"), [
    (delete_bookmarks, "I012"), (delete_a_paragraph, "I012"), (split, "I013"), (join, "I013"), (move, "I015"),
    (lambda word: replace(word, "(1)", "(9)"), "I014"), (lambda word: word.add_paragraph("새 문단."), "I014")])
def test_what_is_no_change_of_words_is_a_finding(root: Path, change: Callable[[Word], object], code: str) -> None:
    made, codes = plan(root, corrected(handed_out("kor"), change))
    assert made == ()
    assert code in codes


def test_tracked_changes_are_read_as_accepted(root: Path) -> None:
    def track(word: Word) -> None:
        run = next(run for run in line(word, "책 세 권").runs if "책 세 권" in run.text)
        before, after = run.text.split("세", 1)
        run.text = before
        for kind, name, text in (("", "t", after), ("ins", "t", "네"), ("del", "delText", "세")):
            written = f'<w:r {nsdecls("w")}><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'
            wrapped = f'<w:{kind} {nsdecls("w")} w:id="99" w:author="A">{written}</w:{kind}>' if kind else written
            etree._Element.addnext(run._r, etree.fromstring(wrapped))

    made, codes = plan(root, corrected(handed_out("kor"), track))
    assert codes == ["I016"]
    assert revised(made) == {"sec_2__para_1": "한 사람이 한 번에 책 네 권을 빌릴 수 있다."}


def test_the_original_is_not_changed(root: Path) -> None:
    for languages in (("zho", "kor"), ("zho",)):
        made, codes = plan(root, corrected(handed_out(*languages), lambda word: replace(word, "三十天", "四十天")))
        assert (made, codes) == ((), ["I017"])


def test_a_file_of_earlier_words_is_refused(root: Path) -> None:
    data = handed_out("kor")
    (made, _) = plan(root, corrected(data, lambda word: replace(word, "책 세 권", "책 네 권")))
    import_plan.write(root, made[0])
    assert plan(root, data) == ((), ["I011"])


def test_a_file_of_another_work_or_none_is_refused(root: Path) -> None:
    empty = io.BytesIO()
    python_docx.Document().save(empty)
    assert plan(root, empty.getvalue()) == ((), ["I010"])
    shutil.rmtree(root / "source/works/cn")
    assert plan(root, handed_out("kor"))[1][-1] == "I010"


def mathematical() -> Document:
    """A text with formulas and a table with a caption."""
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="{}">{}</math>'
    forms = [formulas.written(math.format(linear, inside), f"art_1__p_1__subFlow_{number}") for number, (
        linear, inside) in enumerate((("a/b", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
                                      ("x^²", "<mmultiscripts><mi>x</mi></mmultiscripts>")), 1)]
    table = ('<table eId="art_1__table_1"><caption>Preise in <b>Franken</b></caption><tr><td>'
             '<p eId="art_1__table_1__p_1">1</p></td></tr></table>')
    return base.document(received_akn.act(
        f'<article eId="art_1"><num>Art. 1</num><content><p eId="art_1__p_1">Die Rate {forms[0]} und {forms[1]}.</p>'
        f"{table}</content></article>", preface=""))


def mathematical_file(change: Callable[[str], str] = str) -> dict[str, etree._Element]:
    shown = fragments([mathematical()], packaged_interfaces())
    data = docx.expression(shown.texts[0], shown.alone[0], SITE, fonts())
    package = zipped_xml.package(data)
    assert package
    return {name: etree.fromstring(change(etree.tostring(package.part(name), encoding="unicode")))
            for name in package.names if word_file.is_read(name)}


def test_a_formula_and_a_caption_come_back_as_they_were() -> None:
    known = word_readings.places(mathematical())
    parts = mathematical_file()
    file = word_file.read(parts)
    text = etree.tostring(parts["word/document.xml"], encoding="unicode")
    assert (text.count("<m:oMath "), "x^²" in text) == (1, True)
    found = word_readings.reading(file, known, "f")
    assert dict(found.words) == {("art_1__p_1", "text"): "Die Rate a/b und x^².", ("art_1__table_1__p_1", "text"): "1",
                                 ("art_1__table_1", "text"): "Preise in Franken"}
    assert (*found.findings, *word_readings.outside(file, known, frozenset({"Art. 1"}), "f")) == ()


def test_a_changed_caption_and_a_new_formula_are_changes() -> None:
    def change(text: str) -> str:
        return text.replace("Preise in ", "Kosten in ").replace('w:name="fx_1"', 'w:name="other"')

    found = word_readings.reading(word_file.read(mathematical_file(change)), word_readings.places(mathematical()), "f")
    assert found.words["art_1__table_1", "text"] == "Kosten in Franken"
    assert found.words["art_1__p_1", "text"] == "Die Rate ab und x^²."

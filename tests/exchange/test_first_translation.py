"""A translator's file of an original alone becomes the text of a new language, with the addresses of the original."""

from __future__ import annotations

import html
import io
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import docx as python_docx
import pytest
from click.testing import CliRunner, Result
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.build import build
from diptych.commands.main import main
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Severity
from diptych.exchange import xliff
from diptych.exchange.bitext import Bitext
from diptych.interface_text import packaged_interfaces
from diptych.language.printed_labels import printed
from diptych.project import load
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from docx.oxml.ns import qn
from lxml import etree

from tests import base
from tests.exchange.test_word_plan import fonts

TEXT = """道路安全办法

第一章　总则

第一条　为了道路安全，制定这些规则。

第二条　司机应当遵守下列规定：

（一）不超过限速；

（二）让行人先行。

违反规定的，处以罚款。

第二条之一　这些规则自公布之日起施行。
"""
ENGLISH = {
    "道路安全办法": "Measures on Road Safety",
    "总则": "General Provisions",
    "为了道路安全，制定这些规则。": "These Measures are made for the safety of roads.",
    "司机应当遵守下列规定：": "Drivers observe the following rules:",
    "不超过限速；": "they do not exceed the limit of speed;",
    "让行人先行。": "they let those on foot go first.",
    "违反规定的，处以罚款。": "Whoever breaks the rules is fined.",
    "这些规则自公布之日起施行。": "These Measures have effect from their publication.",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    site = folder / "site"
    shutil.copytree(base.BASE, site)
    shutil.rmtree(site / "source/works")
    (folder / "law.txt").write_text(TEXT, encoding="utf-8")
    assert run(site, "add", "--yes", str(folder / "law.txt")).exit_code == 0
    return site


@pytest.fixture
def root(project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(project, tmp_path / "site"))


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def work(root: Path) -> Compiled:
    known = load.schema(root).value
    assert known
    sources = load.sources(root, known).value
    assert sources
    return compile_work(sources[0], known)


def original(root: Path) -> Document:
    return work(root).expressions[0].document


def errors(root: Path) -> list[str]:
    return [item.code for item in build.check(root).findings if item.severity is Severity.ERROR]


def as_xliff(root: Path, words: Mapping[str, str], state: str = "translated") -> bytes:
    tree = etree.fromstring(xliff.xliff(Bitext(original(root), None, "https://example.org/")))
    tree.set("trgLang", "en")
    for segment in tree.iter("{*}segment"):
        source = segment[0].text or ""
        if source in words:
            etree.SubElement(segment, str(segment[0].tag).replace("source", "target")).text = words[source]
            segment.set("state", state)
    return etree.tostring(tree, encoding="utf-8")


def as_tmx(_: Path, words: Mapping[str, str]) -> bytes:
    units = "".join(f'<tu><tuv xml:lang="zh-CN"><seg>{html.escape(source)}</seg></tuv><tuv xml:lang="en-GB">'
                    f"<seg>{html.escape(target)}</seg></tuv></tu>" for source, target in words.items())
    return f'<tmx version="1.4"><header srclang="zh-CN"/><body>{units}</body></tmx>'.encode()


def as_docx(root: Path, words: Mapping[str, str]) -> bytes:
    shown = fragments([original(root)], packaged_interfaces())
    word = python_docx.Document(io.BytesIO(docx.expression(shown.texts[0], shown.alone[0], "", fonts())))
    for text in word.element.body.iter(qn("w:t")):
        text.text = words.get(text.text or "", text.text)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def bring(root: Path, data: bytes, *options: str) -> Result:
    file = root.parent / "back"
    file.write_bytes(data)
    return run(root, "import", str(file), "--accept", *options)


@pytest.mark.parametrize("form", [as_xliff, as_tmx, as_docx])
def test_a_first_translation_has_the_addresses_of_its_original(
        root: Path, form: Callable[[Path, Mapping[str, str]], bytes]) -> None:
    before = {path: path.read_bytes() for path in root.rglob("law.txt")}
    assert bring(root, form(root, ENGLISH)).exit_code == 0
    first, second = (item.document for item in work(root).expressions)
    assert [item.eid for item in provisions(second)] == [item.eid for item in provisions(first)]
    assert {(item.heading, item.text) for item in provisions(second)} >= {
        ("General Provisions", ""), ("", "Drivers observe the following rules:")}
    assert second.title == "Measures on Road Safety"
    assert second.translation
    assert second.translation.complete
    assert {path: path.read_bytes() for path in before} == before
    assert errors(root) == []


def test_labels_are_printed_as_the_language_prints_them(root: Path) -> None:
    bring(root, as_xliff(root, ENGLISH))
    numbers = [item.number for item in provisions(work(root).expressions[1].document) if item.number]
    assert numbers == ["Chapter 1", "Article 1", "Article 2", "(1)", "(2)", "Article 2-1"]


def test_a_docx_keeps_the_numbers_of_its_translator(root: Path) -> None:
    bring(root, as_docx(root, {**ENGLISH, "第一条": "Art. I"}))
    assert next(item.number for item in provisions(work(root).expressions[1].document)
                if item.eid.endswith("art_1")) == "Art. I"


@pytest.mark.parametrize("form", [as_xliff, as_tmx, as_docx])
def test_what_is_missing_is_told_until_it_comes(
        root: Path, form: Callable[[Path, Mapping[str, str]], bytes]) -> None:
    part = {key: words for key, words in ENGLISH.items() if key not in ("让行人先行。", "总则")}
    assert "complete = false" in bring(root, form(root, part)).output
    listed = run(root, "todo").output
    assert "让行人先行。" in listed
    assert "总则" in listed
    assert "2 not translated yet" in listed
    rest = {key: words for key, words in ENGLISH.items() if key not in part}
    assert bring(root, form(root, rest), "--language", "en").exit_code == 0
    *_, last = tomllib.loads(next((root / "source").rglob("work.toml")).read_text(encoding="utf-8"))["expression"]
    assert last["translation"]["complete"] is True
    assert "not translated yet" not in run(root, "todo").output
    assert errors(root) == []


def test_an_imported_text_is_corrected_with_its_reason(root: Path) -> None:
    bring(root, as_xliff(root, ENGLISH))
    received = next((root / "source").rglob("eng.xml"))
    before, first = received.read_bytes(), work(root).expressions
    better = {**ENGLISH, "不超过限速；": "they do not go beyond the limit of speed;", "总则": "General Rules"}
    done = bring(root, as_xliff(root, better), "--why", "Closer to the original.")
    assert done.exit_code == 0, done.output
    assert received.read_bytes() == before
    made = work(root)
    text = made.expressions[1]
    assert [item for item in made.diagnostics if item.code[0] in "ELX"] == []
    assert {(item.heading, item.text) for item in provisions(text.document)} >= {
        ("General Rules", ""), ("", "they do not go beyond the limit of speed;")}
    assert text.characters == first[1].characters
    assert [item.eid for item in provisions(text.document)] == [item.eid for item in provisions(first[1].document)]
    assert b'<del status="editorial">' in text.data
    assert "Closer to the original." in text.data.decode()
    assert len(text.document.main.findall(".//{*}noteRef")) == 2
    assert {*text.positions} == {*first[1].positions}
    assert errors(root) == []


def test_the_structure_of_an_imported_text_is_its_originals(root: Path) -> None:
    bring(root, as_xliff(root, ENGLISH))
    editorial = next((root / "source").rglob("work.toml")).with_name("editorial.toml")
    entry = '[[emendation]]\nlanguage = "eng"\nfind = "{}"\nreplace = "roads"\nwhy.en = "x"\n'
    editorial.write_text(entry.format("streets"), encoding="utf-8")
    assert errors(root) == ["E001"]
    editorial.write_text(entry.format("their publication") + "structural = true\n", encoding="utf-8")
    assert "X012" in errors(root)


def test_an_original_that_changed_is_no_source(root: Path) -> None:
    data = as_xliff(root, ENGLISH)
    made = bring(root, data.replace("不超过限速".encode(), "不超过时速".encode()))
    assert made.exit_code == 1
    assert "I003" in made.output
    assert len(work(root).expressions) == 1
    partly = bring(root, data.replace("不超过限速".encode(), "不超过时速".encode()), "--partly")
    assert partly.exit_code == 1
    assert "complete = false" in partly.output


def test_a_copy_is_a_translation_only_if_the_file_says_so(root: Path) -> None:
    copied = {**ENGLISH, "总则": "总则"}
    assert "complete = false" in bring(root, as_xliff(root, copied, "initial")).output
    assert "complete = false" not in bring(root, as_xliff(root, copied, "final")).output


def test_a_file_in_the_language_of_the_original_is_no_translation(root: Path) -> None:
    made = bring(root, as_docx(root, {"不超过限速；": "不得超过限速；"}), "--why", "A change.")
    assert "I017" in made.output
    assert len(work(root).expressions) == 1


@pytest.mark.parametrize(("label", "language", "wanted"), [
    ("第十二条之二", "kor", "제12조의2"), ("第十二条之二", "eng", "Article 12-2"), ("三、", "eng", "3."),
    ("（三）", "kor", "(3)"), ("①", "eng", "①"), ("附件：", "eng", "附件：")])
def test_printed_labels(label: str, language: str, wanted: str) -> None:
    known = base.schema().languages
    assert printed(label, known["zho"], known[language]) == wanted

"""A DOCX that was handed out comes back: notes of the text are taken in, what is around the text is a finding."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.commands import import_translation
from diptych.compile.work import compile_work
from diptych.exchange import import_plan
from diptych.exchange.import_plan import Import
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from lxml import etree

from tests import base
from tests.exchange.test_word_plan import SITE, WHY, fonts, handed_out, plan, root
from tests.readers import packages

RUN = "<w:r><w:t>{}</w:t></w:r>"
MARK = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
TEXTS = {
    "zho": ("关于试行河道管理的规定", "第一条 河道面积为一百亩，见{}附表。",
            "第二条 管理机构负责巡查{}。", "面积以测绘为准。", "巡查每月一次。"),
    "kor": ("하천 관리 시행에 관한 규정", "제1조 하천 면적은 100묘로 하며, 부표{}를 본다.",
            "제2조 관리기관이 순찰을 맡는다{}.", "면적은 측량에 따른다.", "순찰은 매달 한 번 한다.")}
"""The title, two articles with a place for a mark, and two notes, by language."""

__all__ = ["root"]


def received(language: str) -> bytes:
    """A Word file with two notes."""
    title, *rest = TEXTS[language]
    body = f"<w:p>{RUN.format(title)}</w:p>" + "".join(
        f"<w:p>{RUN.format(before)}{MARK.format(number)}{RUN.format(after)}</w:p>"
        for number, (before, after) in enumerate((line.split("{}") for line in rest[:2]), 1))
    return packages.word(body, footnotes="".join(
        f'<w:footnote w:id="{number}"><w:p>{RUN.format(note)}</w:p></w:footnote>'
        for number, note in enumerate(rest[2:], 1)))


@pytest.fixture
def noted(root: Path) -> Path:
    """The folder of a project with a work whose texts have notes of their own."""
    folder = root / base.FOLDER
    for path in folder.iterdir():
        path.unlink()
    tables: list[str] = []
    for language in TEXTS:
        (folder / f"{language}.docx").write_bytes(received(language))
        tables.append(f'[[received]]\nfile = "{language}.docx"\nsha256 = "{sha256(received(language)).hexdigest()}"\n')
        tables.append(f'[[expression]]\nlanguage = "{language}"\nfile = "{language}.docx"\n')
    tables[-1] += 'translation = { of = "zho", translator = "unknown-translator", authoritative = false }\n'
    (folder / "work.toml").write_text(
        '[work]\ndocument_type = "act"\nname = "document"\njurisdiction = "cn"\ndate = 2020-05-08\n[certainty]\n'
        'number = "unknown"\nissuer = "unknown"\n[markup]\ndate = 2026-11-29\neditor = "editor"\n' + "".join(tables))
    return root


def made(root: Path, *, together: bool) -> bytes:
    """The DOCX of the translation, or of both texts."""
    schema = load.schema(root).value
    assert schema
    sources = load.sources(root, schema).value
    assert sources
    work = compile_work(sources[0], schema)
    assert len(work.expressions) == len(TEXTS), work.diagnostics
    shown = fragments([text.document for text in work.expressions], packaged_interfaces())
    if together:
        assert shown.together is not None
        return docx.parallel(shown.texts, shown.together, SITE, fonts())
    return docx.expression(shown.texts[1], shown.alone[1], SITE, fonts())


def altered(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            changed = change(text.decode()).encode() if name == part else text
            assert name != part or changed != text
            new.writestr(name, changed)
    return target.getvalue()


def changes(imports: tuple[Import, ...]) -> dict[str, list[tuple[str, str]]]:
    return {item.passage.eid: [(change.find, change.replace) for change in item.changes]
            for planned in imports for item in planned.revised}


@pytest.mark.parametrize("together", [False, True])
def test_a_corrected_note_of_the_text_is_a_change_of_its_words_alone(noted: Path, *, together: bool) -> None:
    data = made(noted, together=together)
    assert plan(noted, data) == ((), [])
    imports, codes = plan(noted, altered(data, "word/footnotes.xml", lambda text: text.replace("매달", "매월")))
    assert codes == []
    assert changes(imports) == {"art_2": [("매달", "매월")]}
    import_plan.write(noted, imports[0])
    with zipfile.ZipFile(io.BytesIO(made(noted, together=False))) as package:
        notes = "".join(map(str, etree.fromstring(package.read("word/footnotes.xml")).itertext()))
    assert "순찰은 매월 한 번 한다." in notes
    assert "Corrected by the translator." in notes


def test_words_beside_a_note_are_changed_without_it(noted: Path) -> None:
    data = altered(made(noted, together=False), "word/document.xml", lambda text: text.replace("맡는다", "한다"))
    imports, codes = plan(noted, data)
    assert codes == []
    assert list(changes(imports)) == ["art_2"]
    import_plan.write(noted, imports[0])
    assert plan(noted, made(noted, together=False)) == ((), [])


@pytest.mark.parametrize(("part", "old", "new", "code"), [
    ("word/footnotes.xml", "순찰은 매달 한 번 한다.", "", "I012"),
    ("word/document.xml", '<w:footnoteReference w:id="2"/>', "", "I012")])
def test_a_note_of_the_text_cannot_be_removed(noted: Path, part: str, old: str, new: str, code: str) -> None:
    imports, codes = plan(noted, altered(made(noted, together=False), part, lambda text: text.replace(old, new)))
    assert imports == ()
    assert code in codes


@pytest.mark.parametrize(("part", "old", "new", "code"), [
    ("word/document.xml", "공적 효력이 없습니다", "공적 효력이 있습니다", "I019"),
    ("word/header1.xml", "칭스진", "청석진", "I020"), ("word/footer1.xml", "\u2014 ", "쪽 ", "I020"),
    ("word/document.xml", "번역자: 미상.", "번역자: 홍길동.", "I021"),
    ("word/footnotes.xml", "책을 살", "책을 팔", "I022"),
    ("word/document.xml", '<w:footnoteReference w:customMarkFollows="1" w:id="1"/>', "", "I022")])
def test_what_is_around_the_text_is_never_changed_in_silence(root: Path, part: str, old: str, new: str,
                                                            code: str) -> None:
    data = altered(handed_out("kor"), part, lambda text: text.replace(old, new))
    assert plan(root, data) == ((), [code])


def test_comments_are_counted(root: Path) -> None:
    target = io.BytesIO(handed_out("kor"))
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("word/comments.xml", '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml'
                         '/2006/main"><w:comment w:id="1"/><w:comment w:id="2"/></w:comments>')
    found = import_translation.plan(root, "back.docx", target.getvalue(), WHY).diagnostics
    assert [(item.code, item.facts) for item in found] == [("I023", (("count", "2"),))]

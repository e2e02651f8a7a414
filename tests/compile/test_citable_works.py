"""Works of a project name each other by title and number; references resolve to the clauses of the version of their
date."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from diptych.compile.citable_works import all_cited, citable
from diptych.compile.work import Compiled, compile_work
from diptych.config.works import ReferencedVersion, ReferencedWork
from diptych.project import load
from diptych.project.load import Schema

from tests.conftest import ROOT

CODES = ROOT / "tests/codes"
LIBRARY, LOANS, OPINION = "cn/tiaoli/2021/1", "cn/tiaoli/2022/2", "cn/qingshizhengban/2020/3"
ADDRESS = "/akn/cn/act/tiaoli/2021/1"
REF = re.compile(r"<(r?ref) ((?:href|from|upTo)=[^>]*?) eId=[^>]*>(.*?)</")


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load.schema(ROOT).known


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for code in ("_base", "R037"):
        shutil.copytree(CODES / code, tmp_path, dirs_exist_ok=True)
    return tmp_path


def works(root: Path, schema: Schema) -> dict[str, Compiled]:
    """All works by their paths, those that name others made by these."""
    sources = {source.work.path: source for source in load.sources(root, schema).known}
    alone = {path: compile_work(source, schema) for path, source in sources.items()}
    cited = all_cited({path: citable(work, schema) for path, work in alone.items()})
    return alone | {path: compile_work(sources[path].with_cited(others), schema) for path, others in cited.items()}


def references(work: Compiled) -> dict[str, str]:
    """The addresses of the references of a work's first text, by their words."""
    return {words: attributes for _, attributes, words in REF.findall(work.expressions[0].data.decode())}


def findings(work: Compiled) -> set[tuple[str, str]]:
    return {(item.code, dict(item.facts)["unit"]) for item in work.diagnostics if item.code in ("R034", "R037")}


def renamed(root: Path, path: str, before: str, after: str) -> None:
    """The received text with other words; its checksum in work.toml is not asked for here."""
    file = root / load.WORKS / path / "received.txt"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_a_title_and_a_number_lead_to_the_clause_of_another_work(root: Path, schema: Schema) -> None:
    found = references(works(root, schema)[LOANS])
    assert found["《青石镇图书馆条例》第二条第二款"] == f'href="{ADDRESS}/~art_2__para_2"'
    assert found["青石政办〔2020〕3号"] == 'href="/akn/cn/act/qingshizhengban/2020/3"'


def test_a_clause_that_is_not_there_and_one_that_was_repealed_are_warnings(root: Path, schema: Schema) -> None:
    work = works(root, schema)[LOANS]
    assert findings(work) == {("R034", f"{ADDRESS}/~art_3"), ("R037", f"{ADDRESS}/~art_9")}
    assert references(work)["第九条"] == f'href="{ADDRESS}"'
    assert references(work)["《青石镇图书馆条例》第三条"] == f'href="{ADDRESS}/~art_3"'


def test_nothing_is_said_of_a_date_before_the_first_version(root: Path, schema: Schema) -> None:
    earlier = root / load.WORKS / "cn/tiaoli/2019/2"
    shutil.move(root / load.WORKS / LOANS, earlier)
    file = earlier / "work.toml"
    file.write_text(file.read_text().replace("date = 2022-05-08", "date = 2019-05-08"))
    work = works(root, schema)["cn/tiaoli/2019/2"]
    assert findings(work) == set()
    assert references(work)["第九条"] == f'href="{ADDRESS}"'


def test_a_title_of_two_works_leads_to_none(root: Path, schema: Schema) -> None:
    shutil.copytree(root / load.WORKS / LIBRARY, root / load.WORKS / "cn/tiaoli/2021/7")
    work = works(root, schema)[LOANS]
    assert "《青石镇图书馆条例》第二条第二款" not in references(work)
    assert [item.code for item in work.diagnostics if item.code == "R036"]


def test_a_longer_title_is_another_document(root: Path, schema: Schema) -> None:
    renamed(root, LOANS, "依照《青石镇图书馆条例》", "依照《青石镇旧图书馆条例》")
    assert f'href="{ADDRESS}/~art_2__para_2"' not in references(works(root, schema)[LOANS]).values()


def test_works_that_name_no_other_are_made_once(root: Path, schema: Schema) -> None:
    sources = {source.work.path: source for source in load.sources(root, schema).known}
    found = all_cited({path: citable(compile_work(source, schema), schema) for path, source in sources.items()})
    assert {path: [other.iri for other in others] for path, others in found.items()} == {
        LOANS: ["/akn/cn/act/qingshizhengban/2020/3", ADDRESS]}


@pytest.mark.parametrize(("date", "version"), [("", "b"), ("2021-01-01", "a"), ("2023-06-01", "b"), ("2019-01-01", "")])
def test_the_version_of_a_date_is_the_last_one_before(date: str, version: str) -> None:
    versions = ReferencedVersion("2020-01-01", "a"), ReferencedVersion("2023-01-01", "b")
    found = ReferencedWork("/akn/xx/act/1", (), versions).version(date)
    assert (found.eids if found else "") == version

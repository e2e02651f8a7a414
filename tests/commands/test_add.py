"""Received texts become a work that can be built: every guess marked, the files as they are."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from diptych.build import build
from diptych.commands import add
from diptych.compile.single_text import Options
from diptych.diagnostics import Severity

from tests.compile.test_single_text import NOTICE
from tests.conftest import ROOT

KOREAN = """청석시인민정부 판공청의 도서관 개방방안 인쇄발부에 관한 통지
청석정판〔2020〕3호

각 부문:
방안을 인쇄발부하니 참답게 관철집행하기 바란다.
1. 개방시간
(1) 평일. 9시부터 개방한다.
(2) 주말. 10시부터 개방한다.
2. 비용
무료로 개방한다.

청석시인민정부 판공청
2020년 5월 8일
"""


def project(root: Path) -> Path:
    shutil.copytree(ROOT / "schema", root / "schema")
    (root / "source/works").mkdir(parents=True)
    (root / "source/terms.toml").write_text("", encoding="utf-8")
    return root


def added(root: Path, *files: Path) -> add.Added:
    planned = add.plan(root, files, "2020-06-01", Options())
    assert planned.value is not None, planned.diagnostics
    assert add.write(root, planned.value) == ()
    return planned.value


def test_two_files_are_a_work_with_a_translation(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    (root / "b.txt").write_text(KOREAN, encoding="utf-8")
    work = added(root, root / "b.txt", root / "a.txt")
    folder = root / work.folder
    assert (folder / "a.txt").read_bytes() == NOTICE.encode("gb18030")
    errors = [finding for finding in build.check(root).findings if finding.severity is Severity.ERROR]
    assert errors == []


def test_one_file_in_two_languages_is_split(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "both.txt").write_text(NOTICE + "\n" + KOREAN, encoding="utf-8")
    toml = dict(added(root, root / "both.txt").files)["work.toml"].decode()
    assert toml.count("[[expression]]") == 2
    assert toml.count("[[received]]") == 1


def test_a_french_text_is_no_mixture_of_english_and_french(tmp_path: Path) -> None:
    lines = ("Loi sur les parcs", "1 La ville tient les parcs ouverts au public.",
             "2 Il est interdit d’y allumer un feu.", "3 Le présent règlement entre en vigueur demain.")
    root = project(tmp_path)
    (root / "a.txt").write_text("Parks Act\n1 The parks are open.\n2 No fires.\n", encoding="utf-8")
    (root / "b.txt").write_text("\n".join(lines), encoding="utf-8")
    toml = tomllib.loads(dict(added(root, root / "a.txt", root / "b.txt").files)["work.toml"].decode())
    assert [item["language"] for item in toml["expression"]] == ["eng", "fra"]


def test_each_guess_says_that_it_is_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(NOTICE.replace("2020年5月8日", ""), encoding="utf-8")
    lines = dict(added(root, root / "a.txt").files)["work.toml"].decode().splitlines()
    assert f'number = "清石政办〔2020〕3号"  {add.GUESSED}' in lines
    assert f"date = 0001-01-01  {add.MISSING}" in lines


def test_an_issuer_that_is_known_is_not_entered_again(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source/terms.toml").write_text(
        '[[term]]\nid = "office"\nkind = "organization"\nzho.preferred = "清石市人民政府办公厅"\n', encoding="utf-8")
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "a.txt")
    assert 'issuer = "office"' in dict(work.files)["work.toml"].decode()
    assert "organization" not in work.terms


def test_a_text_in_traditional_characters_is_read_as_its_country_writes(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text("圖書館法\n第 1 條\n為促進發展制定。\n第 1-1 條\n一、免費。\n", encoding="utf-8")
    work = added(root, root / "a.txt")
    assert work.folder.startswith("source/works/tw/")
    assert 'language = "zho"' in (root / work.folder / "work.toml").read_text(encoding="utf-8")
    report = build.check(root)
    assert [finding for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert "art_1-1" in "".join(str(finding) for finding in report.findings)


def test_a_project_without_a_term_base_is_given_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source/terms.toml").unlink()
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "a.txt")
    assert (root / "source/terms.toml").read_text(encoding="utf-8") == work.terms
    assert 'id = "diptych"' in work.terms


def test_the_editor_of_a_new_project_is_the_editor_of_its_works(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source/terms.toml").write_text(
        '[[term]]\nid = "editor"\nkind = "agent"\nzho.preferred = "读书网"\n', encoding="utf-8")
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "a.txt")
    assert 'editor = "editor"' in dict(work.files)["work.toml"].decode()
    assert "Diptych" not in work.terms

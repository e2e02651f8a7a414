"""Received texts become a work that can be built: every guess marked, the files as they are."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.build import build
from diptych.commands import add, new_work
from diptych.commands.main import main
from diptych.compile.single_text import Options
from diptych.compile.work import compile_work
from diptych.diagnostics import Severity
from diptych.project import load, portable_names

from tests.compile.test_single_text import NOTICE
from tests.conftest import ROOT
from tests.readers import packages

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


def added(root: Path, *files: Path) -> new_work.Added:
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


def test_the_text_that_shows_its_country_is_the_original(tmp_path: Path) -> None:
    """English is the language of many countries: the jurisdiction is not guessed from it beside another text."""
    root = project(tmp_path)
    (root / "a.txt").write_text("Library Act No. 5 of 2010\nArticle 1\nA person may read.\n", encoding="utf-8")
    (root / "b.txt").write_text("圖書館法\n第 1 條\n人民得閱讀圖書。\n", encoding="utf-8")
    work = added(root, root / "a.txt", root / "b.txt")
    toml = tomllib.loads(dict(work.files)["work.toml"].decode())
    assert [item["language"] for item in toml["expression"]] == ["zho", "eng"]
    assert (toml["work"]["levels"], toml["work"]["jurisdiction"], work.folder.split("/")[2]) == ("tw", "xx", "xx")


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


JAPANESE = """青葉市水道料金条例
令和八年三月一日条例第五号

第一章　総則
第一条　この条例は、給水の料金を定めることを目的とする。
第二章　料金
第二条　料金は、市長が定める。
附則
この条例は、令和八年四月一日から施行する。
"""


def test_headings_in_chinese_characters_alone_make_a_japanese_text_no_text_in_chinese(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(JAPANESE, encoding="utf-8")
    mixed = KOREAN.replace("2. 비용", "第二章 費用").replace("1. 개방시간", "第一章 時間")
    (root / "b.txt").write_text(mixed, encoding="utf-8")
    assert [text["language"] for text in expressions(root, added(root, root / "a.txt"))] == ["jpn"]
    assert [text["language"] for text in expressions(root, added(root, root / "b.txt"))] == ["kor"]


def test_a_chinese_text_beside_a_japanese_one_in_a_file_is_kept(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(NOTICE + JAPANESE + "市長は、料金を免除することができる。\n" * 3, encoding="utf-8")
    assert [text["language"] for text in expressions(root, added(root, root / "a.txt"))] == ["zho", "jpn"]


def expressions(root: Path, work: new_work.Added) -> list[dict[str, str]]:
    return list(tomllib.loads((root / work.folder / "work.toml").read_text(encoding="utf-8"))["expression"])


def test_work_toml_says_where_each_fact_comes_from(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(NOTICE.replace("2020年5月8日", ""), encoding="utf-8")
    made = tomllib.loads(dict(added(root, root / "a.txt").files)["work.toml"].decode())
    assert made["work"]["number"] == "清石政办〔2020〕3号"
    assert "date" not in made["work"]
    assert made["certainty"] == {"address": "guessed", "jurisdiction": "read", "date": "missing", "number": "read",
                                 "issuer": "missing"}


def test_a_jurisdiction_that_the_user_names_is_no_guess(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(KOREAN, encoding="utf-8")
    planned = add.plan(root, (root / "a.txt",), "2020-06-01", Options(jurisdiction="kr")).value
    assert planned
    made = tomllib.loads(dict(planned.files)["work.toml"].decode())
    assert made["work"]["jurisdiction"] == "kr"
    assert "jurisdiction" not in made["certainty"]


def test_undated_works_share_no_issuer(tmp_path: Path) -> None:
    root = project(tmp_path)
    works = []
    for name in ("公园规则", "图书馆规则"):
        (root / f"{name}.txt").write_text(f"{name}\n第一条 免费开放。\n第二条 自明日起施行。\n", encoding="utf-8")
        works.append(added(root, root / f"{name}.txt"))
    assert [work.folder for work in works] == [
        "source/works/xx/unknown/0001/公园规则", "source/works/xx/unknown/0001/图书馆规则"]
    assert ["issuer" in tomllib.loads(dict(work.files)["work.toml"].decode())["work"] for work in works] == [False] * 2
    assert "organization" not in (root / "source/terms.toml").read_text(encoding="utf-8")


def test_two_issuers_with_works_of_one_number_stay_apart(tmp_path: Path) -> None:
    root = project(tmp_path)
    for name in ("清石市", "红石市"):
        text = NOTICE.replace("清石市", name).replace("清石政办", f"{name[0]}石政办")
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
        planned = add.plan(root, (root / f"{name}.txt",), "2020-06-01", Options()).value
        assert planned
        assert add.write(root, new_work.Added(f"{planned.folder}-{name}", planned.files, planned.terms)) == ()
    ids = [tomllib.loads(file.read_text(encoding="utf-8"))["work"]["issuer"]
           for file in sorted((root / "source/works").rglob("work.toml"))]
    assert sorted(ids) == ["issuer-1", "issuer-2"]


def test_facts_can_be_confirmed_as_a_work_is_added(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text("公园规则\n第一条 免费开放。\n第二条 自明日起施行。\n", encoding="utf-8")
    (root / "b.txt").write_text("공원 규칙\n제1조 무료로 개방한다.\n제2조 내일부터 시행한다.\n", encoding="utf-8")
    ran = CliRunner().invoke(main, [
        "-C", str(root), "add", str(root / "a.txt"), str(root / "b.txt"), "--yes", "--set", "date=2021-03-04",
        "--set", "issuer=公园管理处", "--set", "issuer.kor=공원관리처"])
    assert ran.exit_code == 0, ran.output
    assert "every fact is confirmed" in ran.stdout
    work = tomllib.loads((root / "source/works/xx/unknown/2021/a/work.toml").read_text(encoding="utf-8"))
    assert (str(work["work"]["date"]), work["work"]["issuer"]) == ("2021-03-04", "issuer-1")
    assert work["certainty"] == {"number": "unknown"}
    findings = build.check(root, release=True).findings
    assert [item.code for item in findings if item.severity is Severity.ERROR] == ["S004"]


def test_what_keeps_a_new_work_from_being_built_is_said_at_once(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text("公园规则\n第一条 免费开放。\n第二条 自明日起施行。\n", encoding="utf-8")
    (root / "b.txt").write_text("공원 규칙\n제1조 무료로 개방한다.\n", encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", str(root / "a.txt"), str(root / "b.txt")])
    assert (ran.exit_code, "error A001 [art_2]" in ran.stderr) == (0, True)
    assert "C017" not in ran.stderr
    assert "`diptych confirm xx/unknown/0001/a`" in ran.stdout


def test_a_jurisdiction_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", str(root / "a.txt"), "--jurisdiction", "xx-nonsense"])
    assert ran.exit_code == 1
    assert "V006" in ran.stderr
    assert not list((root / "source/works").rglob("work.toml"))


def test_an_issuer_that_is_known_is_not_entered_again(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source/terms.toml").write_text(
        '[[term]]\nid = "office"\nkind = "organization"\nzho.preferred = "清石市人民政府办公厅"\n', encoding="utf-8")
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "a.txt")
    assert 'issuer = "office"' in dict(work.files)["work.toml"].decode()
    assert "organization" not in work.terms


def test_a_text_in_traditional_characters_without_a_country_is_read_as_its_usual_one_writes(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text("圖書館法\n第 1 條\n為促進發展制定。\n第 1-1 條\n一、免費。\n", encoding="utf-8")
    work = added(root, root / "a.txt")
    assert work.folder.startswith("source/works/xx/")
    assert 'language = "zho"' in (root / work.folder / "work.toml").read_text(encoding="utf-8")
    report = build.check(root)
    assert [finding for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert "art_1-1" in "".join(str(finding) for finding in report.findings)


def test_a_project_without_a_term_base_is_given_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source/terms.toml").unlink()
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "a.txt")
    assert (root / "source/terms.toml").read_text(encoding="utf-8") == (
        f"#:schema ../.schema/terms.schema.json\n{work.terms}")
    assert 'id = "diptych"' in work.terms


def test_the_editor_of_a_new_project_is_the_editor_of_its_works(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source/terms.toml").write_text(
        '[[term]]\nid = "editor"\nkind = "agent"\nzho.preferred = "读书网"\n', encoding="utf-8")
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "a.txt")
    assert 'editor = "editor"' in dict(work.files)["work.toml"].decode()
    assert "Diptych" not in work.terms


TRADITIONAL = """青石市人民政府办公室關於印發圖書館開放方案的通知
青石政办〔2020〕3号

各部門：
現將方案印發給你們，請認真貫徹執行。
一、開放時間
（一）平日。九時開門。
（二）週末。十時開門。
二、費用
免費開放。

青石市人民政府辦公室
2020年5月8日
"""


def test_a_work_has_any_number_of_texts_and_two_written_forms_of_one_language(tmp_path: Path) -> None:
    root = project(tmp_path)
    for name, text in (("a.txt", NOTICE), ("b.txt", KOREAN), ("c.txt", TRADITIONAL)):
        (root / name).write_text(text, encoding="utf-8")
    work = added(root, root / "a.txt", root / "b.txt", root / "c.txt")
    toml = tomllib.loads(dict(work.files)["work.toml"].decode())
    assert sorted((text["language"], text["file"]) for text in toml["expression"]) == [
        ("kor", "b.txt"), ("zho-Hans", "a.txt"), ("zho-Hant", "c.txt")]
    assert [finding for finding in build.check(root).findings if finding.severity is Severity.ERROR] == []


def test_files_of_one_name_from_two_folders_are_all_kept(tmp_path: Path) -> None:
    root = project(tmp_path)
    texts = {"a/text.txt": NOTICE, "b/Text.txt": KOREAN, "c/text-kor.txt": TRADITIONAL}
    for name, text in texts.items():
        (root / name).parent.mkdir()
        (root / name).write_text(text, encoding="utf-8")
    work = added(root, *(root / name for name in texts))
    files = dict(work.files)
    assert sorted(files.pop("work.toml") and files) == ["Text-kor-2.txt", "text-kor.txt", "text-zho-Hans.txt"]
    assert {data.decode() for data in files.values()} == set(texts.values())
    assert work.renamed == ((root / "a/text.txt", "text-zho-Hans.txt"), (root / "b/Text.txt", "Text-kor-2.txt"))


def test_a_file_does_not_take_the_place_of_a_file_of_the_work(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "work.toml").write_text(NOTICE, encoding="utf-8")
    work = added(root, root / "work.toml")
    assert dict(work.files)["work-zho.toml"].decode() == NOTICE
    assert tomllib.loads(dict(work.files)["work.toml"].decode())["received"][0]["file"] == "work-zho.toml"


def test_the_language_of_a_file_may_stand_behind_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", f"{root}/a.txt:kor"])
    assert ran.exit_code == 1
    assert "T015" in ran.output
    ran = CliRunner().invoke(main, ["-C", str(root), "add", f"{root}/a.txt:zho"])
    assert ran.exit_code == 0
    (root / "a:zho").write_text(NOTICE, encoding="utf-8")
    assert add._file(str(root / "a:zho")) == (root / "a:zho", "")


@pytest.mark.parametrize(("name", "kept"), [("CON.txt", "-CON.txt"), ("nul", "-nul"), ("text.", "text"),
                                            ("a:b.txt", "a-b.txt")])
def test_a_name_that_some_system_cannot_have_is_changed(name: str, kept: str, tmp_path: Path) -> None:
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / name).write_text(NOTICE, encoding="utf-8")
    made = add.plan(project(tmp_path), [tmp_path / "received" / name], "2020-06-01", Options()).value
    assert made
    assert kept in dict(made.files)
    assert made.renamed == ((tmp_path / "received" / name, kept),)
    assert not list(portable_names.check(f"{made.folder}/{file}" for file, _ in made.files))


def test_a_work_whose_folder_differs_in_case_alone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Law.txt").write_text(NOTICE, encoding="utf-8")
    made = add.plan(project(tmp_path), [tmp_path / "Law.txt"], "2020-06-01", Options()).value
    assert made
    assert add.write(tmp_path, made) == ()
    again = replace(made, folder=made.folder.swapcase().replace("SOURCE/WORKS", "source/works"))
    assert [item.code for item in add.write(tmp_path, again)] == ["V003"]
    device = replace(made, folder=f"{made.folder.rpartition('/')[0]}/aux")
    assert [item.code for item in add.write(tmp_path, device)] == ["C032"]


def test_pictures_beside_a_text_come_with_it(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/m.png").write_bytes(packages.png())
    text = f"# A\n\n{NOTICE}\n\n![图](b/m.png)\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    work = added(root, tmp_path / "a.md")
    assert (root / work.folder / "b/m.png").read_bytes() == packages.png()
    known = load.schema(root).value
    assert known
    source = load.source(root, known, work.folder.removeprefix("source/works/")).value
    assert source
    assert source.pictures == {"b/m.png": packages.png()}
    assert [list(item.pictures.values()) for item in compile_work(source, known).expressions] == [[packages.png()]]


def test_two_pictures_of_one_path_are_named(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    for number, text in enumerate((NOTICE, KOREAN)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "m.png").write_bytes(packages.png(number))
        (folder / f"{number}.md").write_text(f"# A\n\n{text}\n\n![](m.png)\n", encoding="utf-8")
    planned = add.plan(root, [tmp_path / "0/0.md", tmp_path / "1/1.md"], "2020-06-01", Options())
    assert [item.code for item in planned.diagnostics if item.code.startswith("T")] == ["T031"]


def test_notices_of_one_code_on_many_pages_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "project")
    monkeypatch.chdir(root)
    (root / "pages").mkdir()
    law = "".join(f"<p>第{number}条 图书馆应当向所有人免费开放，并公布时间。</p>" for number in "一二三四五六七八九")
    for code in ("zho-Hans", "zho-Hant", "lzh"):
        (root / f"pages/{code}.html").write_text(f"<html><body>{law}<footer>版权所有</footer></body></html>", "utf-8")
    asked = ["add", *(f"pages/{code}.html:{code}" for code in ("zho-Hans", "zho-Hant", "kor"))]
    asked[-1] = "pages/lzh.html:kor"
    folded, whole = (CliRunner().invoke(main, [*asked, *options]).stderr for options in ((), ("--verbose",)))
    assert "T025, 3" in folded
    assert whole.count("T025") == 3


SPANISH = """Ley de bibliotecas

Artículo 1. Esta ley regula las bibliotecas que son de la ciudad y de los pueblos.
Artículo 2. Los libros se prestan a todas las personas por un plazo de treinta días.
Artículo 3. El que no devuelva un libro en el plazo paga una multa de diez pesos.
"""


@pytest.mark.parametrize("further", [(), ("--to", "cn/qingshizhengban/2020/3")])
def test_a_text_in_a_language_that_is_not_read_is_refused_by_its_name(further: tuple[str, ...], tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "es.txt").write_text(SPANISH, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", str(root / "es.txt"), *further])
    assert (ran.exit_code, "T021" in ran.stderr, "Spanish" in ran.stderr) == (1, True, True)
    assert not list((root / "source/works").rglob("*.t*"))


def test_a_part_in_a_language_that_is_not_read_is_refused_as_well(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "both.txt").write_text(NOTICE + "\n" + SPANISH * 3, encoding="utf-8")
    planned = add.plan(root, [root / "both.txt"], "2020-06-01", Options())
    assert (planned.value, [item.code for item in planned.diagnostics]) == (None, ["T021"])


def test_a_text_in_any_language_is_added_by_its_typography_if_its_user_says_so(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "es.txt").write_text(SPANISH, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", str(root / "es.txt"), "--language", "und", "--yes"])
    assert ran.exit_code == 0, ran.output
    made = tomllib.loads((root / "source/works/xx/unknown/0001/es/work.toml").read_text(encoding="utf-8"))
    assert (made["work"]["jurisdiction"], made["expression"][0]["language"]) == ("xx", "und")
    assert [item for item in build.check(root).findings if item.severity is Severity.ERROR] == []


ENGLISH = "Library Act\n1 A person may read in the library.\n2 The library is open to the public.\n"


@pytest.mark.parametrize(("name", "words", "levels"), [("a", ENGLISH, "ca"), (
    "b", "공원 규칙\n제1조 무료로 개방한다.\n제2조 내일부터 시행한다.\n", "kr")])
def test_a_country_is_never_guessed_from_a_language(name: str, words: str, levels: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / f"{name}.txt").write_text(words, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", str(root / f"{name}.txt"), "--yes", "--verbose"])
    assert (ran.exit_code, "V021" in ran.stderr) == (0, True)
    folder = root / f"source/works/xx/unknown/0001/{name}"
    made = tomllib.loads((folder / "work.toml").read_text(encoding="utf-8"))["work"]
    assert (made["jurisdiction"], made["levels"]) == ("xx", levels)
    assert [item for item in build.check(root).findings if item.severity is Severity.ERROR] == []
    wanted = add.plan(root, [root / f"{name}.txt"], "2020-06-01", Options(jurisdiction="xx"))
    assert "V021" not in {item.code for item in wanted.diagnostics}


def test_the_country_that_a_text_names_is_that_of_its_work(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(NOTICE, encoding="utf-8")
    planned = add.plan(root, [root / "a.txt"], "2020-06-01", Options())
    assert planned.value
    made = tomllib.loads(dict(planned.value.files)["work.toml"].decode())["work"]
    assert (made["jurisdiction"], "levels" in made) == ("cn", False)
    assert "V021" not in {item.code for item in planned.diagnostics}


def test_levels_hold_until_somebody_names_the_country(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(ENGLISH, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", str(root / "a.txt"), "--set", "jurisdiction=gb"])
    assert ran.exit_code == 0, ran.output
    made = tomllib.loads((root / "source/works/gb/unknown/0001/a/work.toml").read_text(encoding="utf-8"))["work"]
    assert (made["jurisdiction"], "levels" in made) == ("gb", False)


def test_levels_of_an_unknown_jurisdiction_are_named(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "a.txt").write_text(ENGLISH, encoding="utf-8")
    table = root / added(root, root / "a.txt").folder / "work.toml"
    table.write_text(table.read_text(encoding="utf-8").replace('levels = "ca"', 'levels = "qq"'), encoding="utf-8")
    assert "C008" in {item.code for item in build.check(root).findings}

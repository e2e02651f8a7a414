"""`diptych review`: standard output holds the report alone, and what is found changes no exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main

from tests import base
from tests.conftest import ROOT

EDITORIAL = f"{base.FOLDER}/editorial.toml"
HINT = "compare both clauses; correct the text, or add a [[waiver]] with `code`, `eid` and `why` to editorial.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    text = base.TEXT.replace("기간은 30일이며", "기간은 40일이며")
    (tmp_path / base.RECEIVED).write_text(text, encoding="utf-8")
    work = tmp_path / base.FOLDER / "work.toml"
    said = work.read_text(encoding="utf-8").replace(base.digest(base.TEXT), base.digest(text))
    work.write_text(said, encoding="utf-8")
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "review", *arguments])


def test_json_holds_the_findings_with_both_places(root: Path) -> None:
    ran = run(root, "--format", "json")
    assert ran.exit_code == 0
    assert json.loads(ran.stdout) == {"findings": [{
        "code": "Q001", "severity": "warning", "eId": "sec_2__para_2", "confidence": 0.9,
        "message": "the original has 三十, the translation 40", "hint": HINT,
        "zho": {"file": base.RECEIVED, "line": 21, "column": 7, "text": "三十"},
        "kor": {"file": base.RECEIVED, "line": 49, "column": 12, "text": "40"}, "status": "open"}]}


@pytest.mark.parametrize("received", [b"", b" \n"])
def test_a_text_that_cannot_be_reviewed_is_not_said_to_have_no_findings(root: Path, received: bytes) -> None:
    (root / base.RECEIVED).write_bytes(received)
    ran = run(root)
    assert (ran.exit_code, ran.stdout) == (1, "")
    log = json.loads(run(root, "--format", "sarif").stdout)["runs"][0]
    assert (log["invocations"], log["results"]) == ([{"executionSuccessful": False}], [])


def test_words_for_people(root: Path) -> None:
    ran = run(root, "cn/qingshizhengban/2020/3")
    assert ran.exit_code == 0
    assert "received.txt:49:12: warning Q001 (90%): the original has 三十, the translation 40" in ran.stdout
    assert ran.stdout.startswith("cn/qingshizhengban/2020/3: zho, kor\nsec_2__para_2\n")


def test_doubtful_findings_are_shown_if_asked_for(root: Path) -> None:
    received = root / base.RECEIVED
    text = received.read_text(encoding="utf-8")
    other = text.replace("비용은 받지 않는다", "비용을 받는다")
    received.write_text(other, encoding="utf-8")
    work = root / base.FOLDER / "work.toml"
    work.write_text(work.read_text(encoding="utf-8").replace(base.digest(text), base.digest(other)), encoding="utf-8")
    assert [one["code"] for one in json.loads(run(root, "--format", "json").stdout)["findings"]] == ["Q001"]
    found = json.loads(run(root, "--all", "--format", "json").stdout)["findings"]
    assert [(one["code"], one["confidence"] < 0.7) for one in found] == [("Q050", True), ("Q001", False)]


def test_how_many_doubtful_ones_are_not_shown_is_said(root: Path) -> None:
    said = "Doubtful and not shown: 1. --all shows them, with negations and lists."
    assert said not in run(root).stdout
    received = root / base.RECEIVED
    text = received.read_text(encoding="utf-8")
    longer = "비용은 받지 않으며, 그 밖의 사항은 관계 기관이 따로 정하는 바에 따른다"
    other = text.replace("비용은 받지 않는다", longer * 3)
    received.write_text(other, encoding="utf-8")
    work = root / base.FOLDER / "work.toml"
    work.write_text(work.read_text(encoding="utf-8").replace(base.digest(text), base.digest(other)), encoding="utf-8")
    assert run(root).stdout.endswith(f"{said}\n")
    assert said not in run(root, "--all").stdout
    assert said not in run(root, "cn/qingshizhengban/2020/3#sec_2__para_2").stdout


def test_a_waived_finding_stays_listed_and_an_idle_waiver_is_an_error(root: Path) -> None:
    with (root / EDITORIAL).open("a", encoding="utf-8") as file:
        file.write('\n[[waiver]]\ncode = "Q001"\neid = "sec_2__para_2"\nwords = "40"\nwhy = "So issued."\n')
    ran = run(root, "--format", "json")
    assert [one["status"] for one in json.loads(ran.stdout)["findings"]] == ["waived"]
    assert ran.exit_code == 0
    assert "So issued." in run(root).stdout
    with (root / EDITORIAL).open("a", encoding="utf-8") as file:
        file.write('\n[[waiver]]\ncode = "Q002"\neid = "sec_1"\nwhy = "So issued."\n')
    ran = run(root, "--format", "json")
    assert len(json.loads(ran.stdout)["findings"]) == 1
    assert "E004" in ran.stderr
    assert ran.exit_code == 1


def test_sarif_says_rule_place_and_suppression(root: Path) -> None:
    log = json.loads(run(root, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    ran, = log["runs"]
    result, = ran["results"]
    assert ran["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "Q001"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"], region["snippet"]["text"]) == (
        49, 12, 14, "40")
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "三十"
    assert result["suppressions"] == []


def test_what_cannot_be_reviewed(root: Path) -> None:
    ran = run(root, "cn/none/2020/1")
    assert ran.exit_code == 1
    assert "P008" in ran.stderr
    assert "the nearest names are cn/qingshizhengban/2020/3" in ran.stderr
    (root / "source/terms.toml").write_text("[[term", encoding="utf-8")
    ran = run(root, "--format", "json")
    assert ran.exit_code == 1
    assert "C002" in ran.stderr


def added(root: Path, **texts: str) -> str:
    """Adds a work of these texts, one file a language, to the project; gives its path."""
    files = [root / f"本 {name}.txt" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "add", *map(str, files)])
    assert ran.exit_code == 0, ran.stderr
    return ran.stdout.partition(":")[0].removeprefix("source/works/")


TAIPEI = "市民檔案閱覽辦法\n第 1 條　為便利市民閱覽檔案，特訂定本辦法。\n第 2 條　閱覽檔案，每人每次以十件為限。\n"
TAIPEI_ENGLISH = ("Regulations for the Reading of Archives\nArticle 1\nThese Regulations help citizens read archives.\n"
                  "Article 2\nEach person may read twenty items at a time.\n")


def test_traditional_characters_belong_to_a_text_in_them(root: Path) -> None:
    work = added(root, zh=TAIPEI, en=TAIPEI_ENGLISH)
    found = json.loads(run(root, work, "--format", "json").stdout)["findings"]
    assert [(one["code"], one["zho"]["text"], one["eng"]["text"]) for one in found] == [("Q001", "十", "twenty")]


def test_of_several_works_each_is_named_and_sarif_names_its_files_as_addresses(root: Path) -> None:
    work = added(root, zh=TAIPEI, en=TAIPEI_ENGLISH)
    lines = run(root).stdout.splitlines()
    assert {f"{work}: zho, eng", "cn/qingshizhengban/2020/3: zho, kor"} <= set(lines)
    results = json.loads(run(root, work, "--format", "sarif").stdout)["runs"][0]["results"]
    address = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address == quote(f"source/works/{work}/本 en.txt")
    assert "%20en.txt" in address


def test_a_waiver_for_one_of_two_translations_is_not_idle_in_the_other(root: Path) -> None:
    work = added(root, zh="档案开放办法\n第一条 档案满二十五年开放。\n第二条 本办法自公布之日起施行。\n",
                 ko="기록물 공개 방법\n제1조 기록물은 만 30년이 되면 공개한다.\n"
                    "제2조 이 방법은 공포한 날부터 시행한다.\n",
                 en="Archives Act\nArticle 1\nArchives are opened after twenty-five years.\n"
                    "Article 2\nThese Measures come into force upon promulgation.\n")
    waiver = '[[waiver]]\ncode = "Q001"\neid = "art_1"\nwords = "30"\nwhy = "So issued."\n'
    (root / "source/works" / work / "editorial.toml").write_text(waiver, encoding="utf-8")
    ran = run(root, work, "--format", "json")
    assert [one["status"] for one in json.loads(ran.stdout)["findings"] if one["code"] == "Q001"] == ["waived"]
    assert (ran.exit_code, ran.stderr) == (0, "")


def test_a_work_without_a_translation_is_told_apart_from_one_without_findings(root: Path) -> None:
    work = added(root, zh=TAIPEI)
    ran = run(root, work, "--format", "json")
    assert json.loads(ran.stdout) == {"findings": []}
    assert ran.stderr == f"{work} has no translation to review.\n"


def test_todo_lists_the_works_named_and_fails_where_one_cannot_be_read(root: Path) -> None:
    work = added(root, zh=TAIPEI)

    def todo(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["-C", str(root), "todo", *arguments])

    assert {one["work"] for one in json.loads(todo("--format", "json").stdout)} == {work}
    assert todo("source/works/xx/").stdout.startswith(f"{work}: not translated yet\n")
    assert todo("cn").stdout.startswith("Everything is translated")
    assert todo("kr").exit_code == 1
    assert "P008" in todo("kr").stderr
    (root / "source/works" / work / "本 zh.txt").write_bytes(b"\x00\xff")
    ran = todo("tw")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "error" in ran.stderr

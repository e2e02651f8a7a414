"""`diptych review`: standard output holds the report alone, and what is found changes no exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests import base
from tests.conftest import ROOT

EDITORIAL = f"{base.FOLDER}/editorial.toml"


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
        "code": "Q001", "severity": "warning", "eId": "sec_2__para_2",
        "zho": {"line": 21, "column": 7, "text": "三十"}, "kor": {"line": 49, "column": 12, "text": "40"},
        "status": "open"}]}


def test_words_for_people(root: Path) -> None:
    ran = run(root, "cn/qingshizhengban/2020/3")
    assert ran.exit_code == 0
    assert "received.txt:49:12: warning Q001: the original has 三十, the translation 40" in ran.stdout
    assert ran.stdout.startswith("sec_2__para_2")


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
    assert "suppressions" not in result


def test_what_cannot_be_reviewed(root: Path) -> None:
    assert run(root, "cn/none/2020/1").exit_code == 2
    (root / "source/terms.toml").write_text("[[term", encoding="utf-8")
    ran = run(root, "--format", "json")
    assert ran.exit_code == 1
    assert "C002" in ran.stderr

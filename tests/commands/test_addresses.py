"""Every command takes any name of a work or of a clause in it, and says the nearest where there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main
from diptych.files.checksums import SUMS, sums

from tests import base
from tests.conftest import ROOT
from tests.serving import served

PATH = "cn/qingshizhengban/2020/3"
WORK = "/akn/cn/act/qingshizhengban/2020/3"
LEDGER = f"{base.FOLDER}/anchors.toml"
NAMES = (PATH, f"source/works/{PATH}/", f"./source/works/{PATH}", WORK, f"{WORK}/", WORK[1:],
         WORK.removeprefix("/akn/"), f"{WORK}/!main", f"https://law.example/sub{WORK}/",
         f"https://law.example/ko{WORK}/#")
WRONG = ("cn/qingshizhengban/2020/4", "/akn/cn/bill/qingshizhengban/2020/3", "https://law.example/akn/x",
         "source/works/kr")
Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base project with two numbers in its translation that the original has not."""
    base.write_base(tmp_path)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    text = base.TEXT.replace("기간은 30일이며", "기간은 40일이며").replace("책 세 권을", "책 네 권을")
    (tmp_path / base.RECEIVED).write_text(text, encoding="utf-8")
    work = tmp_path / base.FOLDER / "work.toml"
    work.write_text(work.read_text(encoding="utf-8").replace(base.digest(base.TEXT), base.digest(text)), "utf-8")
    return tmp_path


@pytest.fixture
def run(root: Path) -> Run:
    def run(*words: str) -> Result:
        if words[:2] == ("anchors", "accept"):
            base.as_built(root)
        return CliRunner().invoke(main, ["-C", str(root), *words])

    return run


def reviewed(ran: Result) -> list[str]:
    assert ran.exit_code == 0, ran.stderr
    return [finding["eId"] for finding in json.loads(ran.stdout)["findings"]]


def unfinish(root: Path) -> None:
    """Takes the last two items of a list out of the translation, and declares it unfinished."""
    work, received = root / base.FOLDER / "work.toml", root / base.RECEIVED
    text = received.read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.split("\n") if not line.startswith(("(2) 대출", "(3) 책을")))
    received.write_text(kept, encoding="utf-8")
    said = work.read_text(encoding="utf-8").replace(base.digest(text), base.digest(kept))
    work.write_text(said.replace("authoritative = false", "authoritative = false, complete = false"), encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_review_and_todo_and_anchors_take_any_name_of_a_work(run: Run, root: Path, name: str) -> None:
    assert reviewed(run("review", name, "--all", "--format", "json")) == ["sec_2__para_1", "sec_2__para_2"]
    assert json.loads(run("anchors", "status", "--work", name, "--format", "json").stdout)[0]["work"] == PATH
    unfinish(root)
    tasks = json.loads(run("todo", name, "--format", "json").stdout)
    assert [(task["work"], task["eid"]) for task in tasks] == [(PATH, "sec_2__para_2"), (PATH, "sec_2__para_3")]


@pytest.mark.parametrize(("clause", "expected"), [
    ("~sec_2__para_2", ["sec_2__para_2"]), ("/~sec_2", ["sec_2__para_1", "sec_2__para_2"]), ("#sec_1", []),
    ("/kor/~sec_2__para_1->sec_2__para_2", ["sec_2__para_1", "sec_2__para_2"]), ("/zho@2020-05-08~sec_2__para_1",
                                                                              ["sec_2__para_1"])])
def test_a_clause_is_reviewed_alone(run: Run, clause: str, expected: list[str]) -> None:
    assert reviewed(run("review", f"{WORK}{clause}", "--all", "--format", "json")) == expected


def test_a_clause_is_reviewed_at_its_folder_too_and_where_it_moved(run: Run, root: Path) -> None:
    name = f"source/works/{PATH}/~sec_2__para_1"
    assert reviewed(run("review", name, "--all", "--format", "json")) == ["sec_2__para_1"]
    with (root / base.FOLDER / "editorial.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[waiver]]\ncode = "Q002"\neid = "sec_1"\nwhy = "So issued."\n')
    assert run("review", f"{PATH}~sec_1").exit_code == 1
    assert run("review", f"{PATH}~sec_2").exit_code == 0
    assert run("anchors", "accept", "--date", "2020-05-08").exit_code == 0
    ledger = root / LEDGER
    renamed = ledger.read_text(encoding="utf-8").replace('id = "sec_2__para_1", state = "live"',
                                                         'id = "sec_7", state = "moved", to = ["sec_2__para_1"]')
    ledger.write_text(renamed, encoding="utf-8")
    assert reviewed(run("review", f"{WORK}/~sec_7", "--all", "--format", "json")) == ["sec_2__para_1"]


def test_the_tasks_of_a_clause_alone(run: Run, root: Path) -> None:
    unfinish(root)
    for clause, eids in (("~sec_2__para_3", ["sec_2__para_3"]), ("/kor/~sec_2", ["sec_2__para_2", "sec_2__para_3"]),
                         ("~sec_1", [])):
        ran = run("todo", f"{WORK}{clause}", "--format", "json")
        assert (ran.exit_code, [task["eid"] for task in json.loads(ran.stdout)]) == (0, eids)


@pytest.mark.parametrize("command", [("review",), ("todo",), ("anchors", "status", "--work"), ("cite",), ("pdf",)])
def test_a_wrong_name_is_a_finding_with_the_nearest(run: Run, command: tuple[str, ...]) -> None:
    for name in WRONG:
        ran = run(*command, name)
        assert (ran.exit_code, ran.stdout) == (1, ""), name
        assert "P008" in ran.stderr
        assert PATH in ran.stderr


@pytest.mark.parametrize("command", ["review", "todo", "cite", "pdf"])
def test_a_wrong_clause_is_a_finding_with_the_nearest(run: Run, command: str) -> None:
    ran = run(command, f"{WORK}/~sec_2__para_9")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "sec_2__para_" in ran.stderr.partition("the nearest names are ")[2]
    assert f"{WORK}/kor" in run(command, f"{WORK}/fin/~sec_2").stderr.partition("the nearest names are ")[2]


def test_cite_takes_a_folder_and_a_page(run: Run, root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_url: https://law.example/\n", "utf-8")
    cited = [run("cite", f"{name}{clause}", "--style", "apa").stdout
             for name in (PATH, f"source/works/{PATH}", WORK, f"https://law.example/en{WORK}")
             for clause in ("~sec_2", "/#sec_2", "/~sec_2/")]
    assert f"https://law.example{WORK}/~sec_2" in cited[0]
    assert set(cited) == {cited[0]}


def test_anchors_take_addresses_where_they_take_ids(run: Run, root: Path) -> None:
    assert run("anchors", "accept", "--date", "2020-05-08").exit_code == 0
    before = (root / LEDGER).read_bytes()

    def ledger(*words: str) -> bytes:
        (root / LEDGER).write_bytes(before)
        assert run("anchors", *words).exit_code == 0, words
        return (root / LEDGER).read_bytes()

    assert ledger("move", "sec_2__para_3", "sec_2__para_2", "--merged") == ledger(
        "move", f"{WORK}/~sec_2__para_3", f"https://law.example{WORK}/#sec_2__para_2", "--merged")
    assert ledger("withdraw", "sec_2__para_1", "--why", "x") == ledger(
        "withdraw", f"{PATH}~sec_2__para_1", "--why", "x")
    assert ledger("translated", "sec_1", "sec_2") == ledger("translated", f"{WORK}/kor/~sec_1", "sec_2")
    assert ledger("withdraw", "sec_2", "--why", "x") == ledger(
        "withdraw", f"{WORK}/zho@2020-05-08/~sec_2", "--why", "x")


@pytest.mark.parametrize("words", [
    ("withdraw", f"{WORK}/~sec_1->sec_2", "--why", "x"), ("withdraw", f"{WORK}", "--why", "x"),
    ("withdraw", "/akn/cn/act/none/2020/3/~sec_1", "--why", "x"),
    ("withdraw", f"{WORK}/@1999-01-01/~sec_1", "--why", "x"),
    ("withdraw", "sec_1", "--why", "x", "--version", "1999-01-01")])
def test_anchors_refuse_what_is_no_clause_of_the_project(run: Run, root: Path, words: tuple[str, ...]) -> None:
    run("anchors", "accept", "--date", "2020-05-08")
    before = (root / LEDGER).read_bytes()
    ran = run("anchors", *words)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr
    assert (root / LEDGER).read_bytes() == before


def test_a_work_of_a_copy_is_verified_alone(tmp_path: Path) -> None:
    other = "akn/cn/act/other/2020/1"
    for name in ("index.html", f"{WORK[1:]}/~sec_1/index.html", f"ko{WORK}/index.html", f"{other}/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / SUMS).write_text(sums(tmp_path), encoding="utf-8")
    (tmp_path / other / "index.html").unlink()
    (tmp_path / other / "added.html").write_text("", encoding="utf-8")

    def verify(copy: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main, ["verify", copy])
        return ran.exit_code, ran.output.partition(";")[0]

    lines = (f"missing  {other}/index.html", f"added    {other}/added.html", "NOT as published: 4 files, 2 faults")
    assert verify(str(tmp_path)) == (1, "\n".join(lines))
    whole = (0, "whole and unaltered: 2 files, 0 faults")
    assert verify(f"{tmp_path}{WORK}/kor/~sec_1") == verify(f"{tmp_path}/ko{WORK}/") == whole
    with served(tmp_path) as address:
        assert verify(f"{address.rstrip('/')}{WORK}/~sec_1") == whole
        assert verify(f"{address}{other}")[0] == 1
    assert "lists nothing of /akn/cn/act/none/2020/1" in verify(f"{tmp_path}/akn/cn/act/none/2020/1")[1]


def test_a_day_means_the_last_version_dated_on_or_before_it(run: Run) -> None:
    ran = run("cite", f"{WORK}/~sec_1/", "--at", "2026-01-01", "--style", "biblatex", "--accessed", "2026-11-05")
    assert ran.exit_code == 0
    assert ran.stderr == "text as of 2020-05-08\n"
    assert f"{WORK}/@2020-05-08/~sec_1" in ran.stdout
    assert "urldate = {2026-11-05}" in ran.stdout
    early = run("cite", WORK, "--at", "2019-12-31")
    assert (early.exit_code, early.stdout) == (1, "")
    assert "P009" in early.stderr
    assert "2020-05-08" in early.stderr


@pytest.mark.parametrize(("name", "url"), [
    (f"{WORK}/@2020-05-08", "@2020-05-08/"), (f"{WORK}/@2020-05-08/~sec_1/", "@2020-05-08/~sec_1"),
    (f"{WORK}/kor@2020-05-08/~sec_1", "kor@2020-05-08/~sec_1"), (f"{WORK}/kor/", "kor/"), (WORK, "")])
def test_a_single_version_is_cited_at_its_date_if_the_address_has_it(run: Run, name: str, url: str) -> None:
    [item] = json.loads(run("cite", name).stdout)
    assert item["URL"].endswith(f"{WORK}/{url}")


def test_a_date_of_access_is_written_as_the_style_has_it(run: Run) -> None:
    assert "2026年11月5日" in run("cite", WORK, "--style", "falv", "--accessed", "2026-11-05").stdout
    assert "2026" not in run("cite", WORK, "--style", "falv").stdout.replace("/2026/", "")
    assert run("cite", WORK, "--style", "apa", "--accessed", "2026-11-05").stdout == run(
        "cite", WORK, "--style", "apa").stdout
    assert run("cite", WORK, "--accessed", "soon").exit_code == 2

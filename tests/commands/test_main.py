"""The command: what it says, to whom, and with which status."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from string import Formatter

import click
import pytest
from click.testing import CliRunner, Result
from diptych.build import build
from diptych.build.report import Product, Report
from diptych.build.runner import Tell
from diptych.commands.main import main
from diptych.commands.output import COLOURS, show
from diptych.diagnostics import Position, Severity, diagnostic
from diptych.project import load

from docs.generated import command_page
from tests import base
from tests.conftest import ROOT
from tests.test_codes import files

COMMANDS = ("build", "check", "serve", "explain")
CODES = load.catalogue(ROOT).codes


def run(*arguments: str) -> Result:
    """What a command says; our own mistakes are raised."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base project with the project's own schema."""
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    return tmp_path


def spoil(root: Path, before: str = "三册", after: str = "五册") -> None:
    received = root / base.RECEIVED
    received.write_text(received.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_the_commands_are_there() -> None:
    assert set(COMMANDS) <= set(main.commands)


@pytest.mark.parametrize("command", ["", *main.commands])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(command: str, option: str) -> None:
    said = run(*filter(None, [command]), option)
    assert said.exit_code == 0
    assert said.stdout.startswith("Usage:")
    documented = main.commands[command].params if command else main.params
    assert all(one.help for one in documented if isinstance(one, click.Option))
    assert (main.commands[command].help if command else main.help or "")


def test_every_command_is_documented() -> None:
    shown = command_page.page()
    assert [name for name in main.commands if f"\n## `diptych {name}`\n" not in shown] == []


def test_the_version() -> None:
    assert version("diptych") in run("--version").stdout


def test_check_of_a_clean_project(root: Path) -> None:
    before = files(root)
    said = run("-C", str(root), "check")
    assert said.exit_code == 0
    assert files(root) == before
    assert not (root / "build").exists()


def test_check_names_place_finding_and_hint(root: Path) -> None:
    spoil(root)
    before = files(root)
    said = run("-C", str(root), "check")
    assert said.exit_code == 1
    assert f"{base.RECEIVED}:1:1: error C006: received.txt is not the file received" in said.stderr
    assert CODES["C006"].hint in said.stderr
    assert "1 error" in said.stderr
    assert "diptych explain C006" in said.stderr
    assert said.stdout == ""
    assert files(root) == before
    assert str(root) not in said.stderr


def test_the_current_directory_is_the_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert run("check").exit_code == 0
    spoil(root)
    assert run("check").exit_code == 1


@pytest.mark.parametrize("command", ["check", "build"])
def test_json_is_json_alone(root: Path, command: str) -> None:
    spoil(root, "（三）丢失", "（五）丢失\ue000")
    said = run("-C", str(root), command, "--format", "json")
    assert said.exit_code == 1
    assert said.stderr == ""
    told = json.loads(said.stdout)
    assert told["failed"] is True
    assert told["products"] == []
    codes = [finding["code"] for finding in told["findings"]]
    assert {"C006", "N001", "R025"} <= set(codes)
    found = told["findings"][codes.index("N001")]
    assert found["file"] == base.RECEIVED
    assert (found["line"], found["column"], found["eId"]) == (base.line_of("（三）丢失"), 1, "sec_2__para_5")
    assert found["severity"] == "error"
    assert found["message"]
    assert found["hint"]


def test_json_of_a_clean_project(root: Path) -> None:
    said = run("-C", str(root), "check", "--format", "json")
    assert said.exit_code == 0
    assert json.loads(said.stdout)["failed"] is False


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    said = run("-C", str(ROOT), "explain", code.lower())
    assert said.exit_code == 0
    known = CODES[code]
    assert said.stdout.startswith(f"{code} ({known.severity}): {known.title}\n")
    assert known.explanation in said.stdout
    assert not re.search(r"\{\w*\}", said.stdout)
    assert all(words in said.stdout for text in (known.message, known.hint) for words, *_ in Formatter().parse(text))
    told = json.loads(run("-C", str(ROOT), "explain", code, "--format", "json").stdout)
    assert told["code"] == code
    assert set(told) == {"code", "severity", "severity_in", "title", "message", "hint", "explanation"}


def test_an_unknown_code() -> None:
    said = run("-C", str(ROOT), "explain", "Z999")
    assert said.exit_code == 1
    assert "there is no code Z999" in said.stderr


@pytest.mark.parametrize("command", ["check", "build", "serve", "todo"])
def test_a_folder_without_works(tmp_path: Path, command: str) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        said = run("-C", str(folder), command)
        assert said.exit_code == 1
        assert "error C011: there is no work in source/works" in said.stderr
        assert not list(tmp_path.iterdir())


def test_codes_are_explained_in_any_folder(tmp_path: Path) -> None:
    assert CODES["C001"].explanation in run("-C", str(tmp_path), "explain", "c001").stdout


@pytest.mark.parametrize(("text", "found"), [
    ("[C001", "schema/codes.toml:1:1: error C002"), ('C001 = "x"\n', "schema/codes.toml:1:1: error C005"),
    ("[C001]\nseverity = 1\n", "schema/codes.toml:2:1: error C005")])
def test_a_broken_catalogue_is_a_finding(root: Path, text: str, found: str) -> None:
    (root / "schema/codes.toml").write_text(text, encoding="utf-8")
    said = run("-C", str(root), "check")
    assert said.exit_code == 1
    assert found in said.stderr


@pytest.mark.parametrize("arguments", [("publish",), ("check", "--format", "xml"), ("explain",), ("--colour", "check")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_progress_is_plain_lines_where_nobody_watches(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(root: Path, tell: Tell, order: object) -> Report:
        tell("reading")
        tell("writing")
        return Report((), (Product("build/akn/x/zho.xml", 1234), Product("site/index.html", 99)))

    monkeypatch.setattr(build, "build", make)
    said = run("-C", str(root), "build")
    assert said.exit_code == 0
    assert said.stderr == "reading\nwriting\n"
    assert "build/akn/x/zho.xml  1 kB" in said.stdout
    assert "site/" in said.stdout
    assert "Made in" in said.stdout
    assert "\x1b" not in said.output
    assert run("-C", str(root), "build", "--format", "json").stderr == ""


def test_nothing_changed_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", lambda *_: Report((), (), unchanged=True))
    assert "Nothing changed since the last build." in run("-C", str(root), "build").stdout


def test_the_copy_for_a_folder_is_made_on_demand(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", lambda *_: Report((), unchanged=True))
    (root / "site").mkdir()
    (root / "site/index.html").write_text("<html lang='ko'><a href='ko/'>", "utf-8")
    assert build.COPY not in run("-C", str(root), "build").stdout
    assert build.COPY in run("-C", str(root), "build", "--offline").stdout
    assert (root / build.COPY).is_file()
    (root / build.COPY).unlink()
    (root / build.COPY).mkdir()
    said = run("-C", str(root), "build", "--offline")
    assert said.exit_code == 1
    assert "B004" in said.stdout + said.stderr


def test_what_the_editor_waived_is_shown_and_forbids_nothing(root: Path) -> None:
    text = "\n".join(line for line in base.LINES if not line.startswith(("（二）借", "(2) 대")))
    (root / base.RECEIVED).write_text(text, encoding="utf-8")
    editorial = root / base.FOLDER / "editorial.toml"
    editorial.write_text('[[waiver]]\ncode = "N001"\neid = "sec_2__para_3"\nwhy = "Issued so."\n', encoding="utf-8")
    work = root / base.FOLDER / "work.toml"
    work.write_text(work.read_text(encoding="utf-8").replace(
        base.source().work.received[0].sha256, base.digest(text)), encoding="utf-8")
    said = run("-C", str(root), "check")
    assert said.exit_code == 0
    assert said.stderr.count("waived N001") == 2
    assert "Issued so." in said.stderr


def test_serving_what_cannot_be_made(root: Path) -> None:
    spoil(root)
    said = run("-C", str(root), "serve")
    assert said.exit_code == 1
    assert "C006" in said.stderr


def test_many_notices_of_a_code_are_one_unless_all_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    known = load.catalogue(ROOT)
    few, many = (known.describe(diagnostic(code, count=1, anchors=f"{number}", work="w"))
                 for code, number in (("K004", 0), ("K003", 0)))
    found = [few, *[replace(many, message=f"number {number}") for number in range(7)]]
    show(found, known, every=False)
    said = capsys.readouterr().err
    assert "K003, 7 times: Addresses that are not in the ledger" in said
    assert said.count("number") == 0
    assert few.message in said
    assert "8 notices" in said
    show(found, known)
    assert capsys.readouterr().err.count("number") == 7


def test_colours_are_for_terminals_only(root: Path) -> None:
    spoil(root)
    ran = subprocess.run([sys.executable, "-m", "diptych.commands.main", "-C", str(root), "check"], cwd=ROOT,
                         check=False,
                         capture_output=True, text=True)
    assert "\x1b" not in ran.stdout + ran.stderr


def test_every_severity_has_a_colour() -> None:
    assert set(COLOURS) == set(Severity)
    assert all(click.style("x", fg=colour) for colour in COLOURS.values())


def test_the_first_error_is_the_one_to_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    known = load.catalogue(ROOT)
    items = [known.describe(diagnostic(code, file="x", named="y")) for code in ("C001", "C001")]
    show([replace(items[0], code="C011", severity=Severity.NOTICE), items[1], items[1],
          *[replace(items[0], severity=Severity.WAIVED)] * 2], known)
    said = capsys.readouterr().err
    assert "2 errors, 1 notice, 2 waived\n`diptych explain C001`" in said


def test_a_cause_alone_is_one_cause(capsys: pytest.CaptureFixture[str]) -> None:
    known, place = load.catalogue(ROOT), Position("a.txt", 3)
    facts = {"what": "x", "language": "zho", "other": "kor", "near": "y", "ours": 1, "theirs": 0, "lacking": "z"}
    cause = known.describe(diagnostic("E001", place, quoted="x", language="zho"))
    show([cause, *[known.describe(diagnostic("A002", place, "p_1", **facts))] * 2], known, every=False)
    assert "3 errors of 1 cause\n" in capsys.readouterr().err


def test_a_citation(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_url: https://example.org/\n", "utf-8")
    address = "/akn/cn/act/qingshizhengban/2020/3/~sec_1"
    said = run("-C", str(root), "cite", address, "--style", "korean", "--language", "ko")
    assert said.exit_code == 0
    permalink = "https://example.org/akn/cn/act/qingshizhengban/2020/3/kor/~sec_1"
    assert said.stdout.endswith(f"제1부분, 비공식 한국어 번역, {permalink}.\n")
    said = run("-C", str(root), "cite", f"{address}->sec_2", "--style", "bibtex", "--language", "ko")
    assert said.stdout.startswith("@misc{cn-act-qingshizhengban-2020-3-kor-sec_1--sec_2,")
    assert f"url = {{{permalink}->sec_2}}" in said.stdout


@pytest.mark.parametrize(("arguments", "told"), [
    (("/akn/cn/act/qingshizhengban/2020/3/~sec_99",), "P008"),
    (("/akn/cn/act/qingshizhengban/2020/3", "--style", "mla"), "there is no style mla; there are gbt7714-2025"),
    (("/akn/cn/act/qingshizhengban/2020/3", "--language", "fr"), "in fr"),
])
def test_a_citation_that_cannot_be(root: Path, arguments: tuple[str, ...], told: str) -> None:
    (root / "mkdocs.yml").write_text("site_url: https://example.org/\n", "utf-8")
    said = run("-C", str(root), "cite", *arguments)
    assert said.exit_code
    assert told in said.stderr


def test_a_citation_by_broken_styles(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_url: https://example.org/\n", "utf-8")
    (root / "schema/citations/styles.toml").write_text("[apa", "utf-8")
    said = run("-C", str(root), "cite", "/akn/cn/act/qingshizhengban/2020/3")
    assert said.exit_code == 1
    assert "schema/citations/styles.toml cannot be read as TOML" in said.stderr


def test_without_pdfs_no_book_is_made_either(root: Path) -> None:
    found = run("-C", str(root), "build", "--without", "pdf", "--without", "search")
    assert found.exit_code == 0, found.output
    made = {path.suffix for folder in ("build", "site") for path in (root / folder).rglob("*")}
    assert not made & {".pdf", ".epub", ".docx"}
    assert {".xml", ".tmx", ".html"} <= made

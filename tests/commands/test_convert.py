"""Files and folders are converted on all cores, each to a file of its name, and nothing is written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands import convert
from diptych.commands.main import main
from diptych.compile.single_text import Options
from diptych.config import media

from tests.compile.test_single_text import LAW, NOTICE
from tests.conftest import ROOT
from tests.readers import packages


def test_a_folder_gives_a_file_for_each_text(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / f"in/{number}.txt").write_text(NOTICE if number % 2 else LAW, encoding="utf-8")
    (tmp_path / "in/x.bin").write_bytes(b"\0")
    pairs = convert.targets(tmp_path / "in", tmp_path / "out", "akn").value
    assert pairs
    alone = sorted(convert.run(ROOT, Options(), "akn", pairs, 1), key=lambda one: one.file)
    made = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    together = sorted(convert.run(ROOT, Options(), "akn", pairs, 2), key=lambda one: one.file)
    assert alone == together
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == made
    assert sorted(made) == sorted(f"{number}.xml" for number in range(12))


def test_a_refused_text_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xff")
    outcome = next(convert.run(ROOT, Options(), "akn", ((tmp_path / "a.txt", tmp_path / "a.xml"),), 1))
    assert outcome.failed
    assert not (tmp_path / "a.xml").exists()


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    outcome = next(convert.run(ROOT, Options(), "akn", ((tmp_path / "a.txt", tmp_path / "a.xml"),), 1))
    assert [finding.code for finding in outcome.findings] == ["T019"]


def test_the_text_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    ran = CliRunner().invoke(main, ["convert", str(tmp_path / "a.txt"), "--format", "text"])
    assert ran.exit_code == 0
    assert "".join(ran.stdout.split()) == "".join(NOTICE.split())


def test_json_holds_findings_structure_and_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAW.replace("2. 지도", "4. 지도"), encoding="utf-8")
    ran = CliRunner().invoke(main, ["convert", str(tmp_path / "a.txt"), "--format", "json"])
    said = json.loads(ran.stdout)
    assert not said["failed"]
    assert said["jurisdiction"] == "xx"
    assert [(one["code"], one["severity"], one["line"], one["column"]) for one in said["findings"]
            if one["code"] == "N001"] == [("N001", "warning", 7, 1)]
    assert {part["element"] for part in said["document"]["parts"]} == {"preface", "body"}


def test_json_says_why_a_text_was_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("第一条 甲".encode()[:-1])
    ran = CliRunner().invoke(main, ["convert", str(tmp_path / "a.txt"), "--format", "json"])
    assert ran.exit_code == 1
    assert json.loads(ran.stdout)["findings"][0]["code"] == "T001"


@pytest.mark.parametrize("out", [None, "in/a.txt"])
def test_nothing_is_written_over(tmp_path: Path, out: str | None) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(LAW, encoding="utf-8")
    command = ["convert", str(tmp_path / "in")] if out is None else [
        "convert", str(tmp_path / "in/a.txt"), "--out", str(tmp_path / out)]
    assert CliRunner().invoke(main, command).exit_code == 2
    assert (tmp_path / "in/a.txt").read_text(encoding="utf-8") == LAW


def test_one_clash_of_names_stops_nothing(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "b.txt"):
        (tmp_path / name).write_text(LAW, encoding="utf-8")
    ran = CliRunner().invoke(main, ["convert", str(tmp_path), "--out", str(tmp_path / "out")])
    assert ran.exit_code == 1
    assert "V002" in ran.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.xml", "b.xml"}


def test_web_pages_of_a_folder_are_converted(tmp_path: Path) -> None:
    words = "".join(f"<p>{line}</p>" for line in (LAW * 4).splitlines())
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{words}</body></html>'
    for number, suffix in enumerate(("html", "htm", "xhtml", "XHTML")):
        (tmp_path / f"{number}.{suffix}").write_text(page, encoding="utf-8")
    ran = CliRunner().invoke(main, ["convert", str(tmp_path), "--out", str(tmp_path / "out")])
    assert ran.exit_code == 0
    assert "V022" not in ran.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"0.xml", "1.xml", "2.xml", "3.xml"}


def test_sub_folders_are_converted_and_other_files_named(tmp_path: Path) -> None:
    for name in ("in/a.txt", "in/old/a.txt", "in/old/b.pdf", "in/.hidden/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(LAW, encoding="utf-8")
    ran = CliRunner().invoke(main, ["convert", str(tmp_path / "in"), "--out", str(tmp_path / "in/out")])
    assert ran.exit_code == 0
    assert "V022" in ran.stderr
    assert "old/b.pdf" in ran.stderr
    made = {path.relative_to(tmp_path / "in/out").as_posix() for path in (tmp_path / "in/out").rglob("*.xml")}
    assert made == {"a.xml", "old/a.xml"}
    again = CliRunner().invoke(main, ["convert", str(tmp_path / "in"), "--out", str(tmp_path / "in/out")])
    assert "out/a.xml" not in again.stderr


@pytest.mark.parametrize("form", ["akn", "text"])
def test_pictures_are_written_beside_the_text_that_shows_them(tmp_path: Path, form: str) -> None:
    (tmp_path / "in/b").mkdir(parents=True)
    (tmp_path / "in/b/m.png").write_bytes(packages.png())
    text = "# 馆舍办法\n\n第一条 如图。\n\n![图](b/m.png)\n\n第二条 施行。\n"
    (tmp_path / "in/a.md").write_text(text, encoding="utf-8")
    place = tmp_path / "out/a.xml"
    outcome = next(convert.run(ROOT, Options(), form, ((tmp_path / "in/a.md", place),), 1))
    assert not outcome.failed
    name = media.name(packages.png(), "png")
    assert (tmp_path / "out/media" / name).exists() == (form == "akn")
    assert (f'src="media/{name}"' in place.read_text("utf-8")) == (form == "akn")


@pytest.mark.parametrize("form", ["akn", "text", "json"])
def test_a_name_that_is_not_utf_8_is_converted_as_any_other(tmp_path: Path, form: str) -> None:
    file = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9\xff.txt"))
    file.write_text("第一条 文", encoding="utf-8")
    ran = CliRunner().invoke(main, ["convert", str(tmp_path), "--format", form, "--out", str(tmp_path / "out")])
    assert ran.exit_code == 0, ran.output
    written, = (tmp_path / "out").iterdir()
    assert "第一条" in written.read_text("utf-8")

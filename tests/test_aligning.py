"""`diptych align`: a table of any two texts, on standard output or in a file, or a finding and no file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests import base

CHINESE = "图书馆办法\n第一条 图书馆设在“大楼”。\n第二条 借书不收费。\n第三条 本办法自2021年1月1日起施行。\n"
KOREAN = "도서관법\n제1조 도서관은 대루에 둔다.\n제3조 이 법은 2021년 1월 1일부터 시행한다.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "zh.txt").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "ko.txt").write_text(KOREAN, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["align", *map(str, arguments)])


def test_a_table_has_a_row_for_each_pair(texts: Path) -> None:
    ran = run(texts / "zh.txt", texts / "ko.txt")
    rows = list(csv.DictReader(io.StringIO(ran.stdout), dialect="excel-tab"))
    assert ran.exit_code == 0
    assert list(rows[0]) == ["left_id", "right_id", "kind", "left_text", "right_text", "confidence"]
    assert {(row["left_id"], row["right_id"], row["kind"]) for row in rows} >= {
        ("art_1", "art_1", "1-1"), ("art_2", "", "left-only"), ("art_3", "art_3", "1-1")}
    assert "第一条 图书馆设在“大楼”。" in {row["left_text"] for row in rows}


def test_a_file_holds_what_standard_output_would(texts: Path) -> None:
    ran = run(texts / "zh.txt", texts / "ko.txt", "--out", texts / "pairs.tsv")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert (texts / "pairs.tsv").read_text(encoding="utf-8") == run(texts / "zh.txt", texts / "ko.txt").stdout
    assert sorted(path.name for path in texts.iterdir()) == ["ko.txt", "pairs.tsv", "zh.txt"]


def test_json_and_akoma_ntoso(texts: Path) -> None:
    for name, data in zip(("zh", "ko"), base.twins(), strict=True):
        (texts / f"{name}.xml").write_bytes(data)
    found = json.loads(run(texts / "zh.xml", texts / "ko.xml", "--format", "json").stdout)
    assert found
    assert all(one["left_id"] == one["right_id"] for one in found)


def test_a_text_that_cannot_be_read_leaves_no_table(texts: Path) -> None:
    (texts / "broken.txt").write_bytes(b"\xff\xff")
    ran = run(texts / "zh.txt", texts / "broken.txt", "--out", texts / "pairs.tsv")
    assert ran.exit_code == 1
    assert "error" in ran.stderr
    assert not (texts / "pairs.tsv").exists()


def test_a_place_that_cannot_be_written_is_a_finding(texts: Path) -> None:
    ran = run(texts / "zh.txt", texts / "ko.txt", "--out", texts / "none/pairs.tsv")
    assert ran.exit_code == 1
    assert "T019" in ran.stderr


def test_texts_of_languages_that_are_nobodys_own_are_aligned(texts: Path) -> None:
    """English shows no jurisdiction: the text is taken as the one in whose way its units have numbers."""
    for name, words in (("en", ("The library shall be open.", "Fees are payable in advance.")),
                        ("fr", ("La bibliothèque est ouverte.", "Les frais sont payables à l’avance."))):
        text = "\n".join(f"Article {number}\n{line}" for number, line in enumerate(words, 1))
        (texts / f"{name}.txt").write_text(f"Library Act\n{text}\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(texts / "en.txt", texts / "fr.txt").stdout), dialect="excel-tab"))
    assert {(row["left_id"], row["right_id"]) for row in rows} >= {("art_1", "art_1"), ("art_2", "art_2")}

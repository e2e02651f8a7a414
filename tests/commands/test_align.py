"""`diptych align`: a table of any two texts, on standard output or in a file, or a finding and no file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.akn.names import AKN
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.commands.align import Aligned, as_printed
from diptych.commands.main import main
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    assert "B004" in ran.stderr


def test_a_paragraph_is_a_row_and_keeps_the_number_before_it(texts: Path) -> None:
    """Also where one text has one paragraph under a number and the other several."""
    chinese = CHINESE.replace("第二条 借书不收费。", "第二条 借书不收费。\n借期为三十天。")
    (texts / "zh.txt").write_text(chinese, encoding="utf-8")
    free = "제2조 책을 빌리는 데는 돈을 받지 아니한다."
    (texts / "ko.txt").write_text(KOREAN.replace("제3조", f"{free}\n제3조"), encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(texts / "zh.txt", texts / "ko.txt").stdout), dialect="excel-tab"))
    assert [row["left_text"] for row in rows if row["left_text"]] == chinese.splitlines()
    assert {(row["left_text"], row["right_text"], row["kind"]) for row in rows} >= {
        ("第二条 借书不收费。", free, "1-1"), ("借期为三十天。", "", "left-only")}


def test_a_number_is_no_counterpart_where_the_words_have_another_or_none() -> None:
    left = (AlignedUnit("a", "", 0, "1.", "1"), AlignedUnit("a_p", "words", 1, enclosing="1"),
            AlignedUnit("b", "more", 0, "2.", "2"))
    right = (AlignedUnit("c", "", 0, "1)", "1"), AlignedUnit("c_p", "mots", 1, enclosing="1"),
             AlignedUnit("d", "", 0, "2)", "2"))
    lone = (UnitPair((0,), (0,), 0.9), UnitPair((1,), (), 0.8), UnitPair((), (1,), 0.8), UnitPair((2,), (2,), 0.7))
    found = as_printed(Aligned(left, right, lone))
    assert [unit.shown for unit in (*found.left, *found.right)] == ["1. words", "2. more", "1) mots", "2)"]
    assert found.pairs == (UnitPair((0,), (0,), 0.9), UnitPair((1,), (1,), 0.7))
    crossed = (UnitPair((0,), (0,), 0.9), UnitPair((1,), (2,), 0.8), UnitPair((2,), (1,), 0.7))
    assert as_printed(Aligned(left, right, crossed)).pairs == (UnitPair((0,), (1,), 0.8), UnitPair((1,), (0,), 0.7))


def test_no_table_is_written_over_a_text(texts: Path) -> None:
    (texts / "link.txt").symlink_to(texts / "ko.txt")
    for name in ("zh.txt", "link.txt"):
        assert run(texts / "zh.txt", texts / "ko.txt", "--out", texts / name).exit_code == 2
    assert (texts / "zh.txt").read_text(encoding="utf-8") == CHINESE


def test_akoma_ntoso_without_ids_beside_a_text(texts: Path) -> None:
    (texts / "zh.xml").write_text(
        f'<akomaNtoso xmlns="{AKN}"><act name="act"><meta/><body><article><num>第一条</num><content><p>'
        "图书馆设在“大楼”。</p></content></article><crossHeading>附则</crossHeading></body></act></akomaNtoso>",
        encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(texts / "zh.xml", texts / "ko.txt").stdout), dialect="excel-tab"))
    assert {"第一条 图书馆设在“大楼”。", "附则"} <= {row["left_text"] for row in rows}


SIGNS = '图书馆设在大楼，。“”"\\\t 甲乙abc12'


@given(st.lists(st.text(SIGNS, min_size=1, max_size=30).filter(lambda line: bool(line.strip())),
                min_size=1, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_character_of_a_text_is_in_the_table(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "zh.txt").write_text("图书馆办法\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "ko.txt").write_text(KOREAN, encoding="utf-8")
    ran = run(tmp_path / "zh.txt", tmp_path / "ko.txt")
    rows = list(csv.DictReader(io.StringIO(ran.stdout), dialect="excel-tab"))
    read = "".join(re.sub(r"\\(.)", lambda match: {"t": " ", "n": " "}.get(match[1], match[1]), row["left_text"])
                   for row in rows)
    assert ran.stdout.count("\n") == len(rows) + 1
    assert Counter("".join(read.split())) == Counter("".join("".join(("图书馆办法", *lines)).split()))


def test_texts_of_languages_that_are_nobodys_own_are_aligned(texts: Path) -> None:
    """English shows no jurisdiction: the text is taken as the one in whose way its units have numbers."""
    for name, words in (("en", ("The library shall be open.", "Fees are payable in advance.")),
                        ("fr", ("La bibliothèque est ouverte.", "Les frais sont payables à l’avance."))):
        text = "\n".join(f"Article {number}\n{line}" for number, line in enumerate(words, 1))
        (texts / f"{name}.txt").write_text(f"Library Act\n{text}\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(texts / "en.txt", texts / "fr.txt").stdout), dialect="excel-tab"))
    assert {(row["left_id"], row["right_id"]) for row in rows} >= {("art_1", "art_1"), ("art_2", "art_2")}

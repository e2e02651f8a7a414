"""`diptych anchors` on a project: what the commands write and say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main

from tests.base import BASE, FOLDER, RECEIVED, as_built
from tests.conftest import ROOT
from tests.test_codes import renew_checksums

LEDGER = f"{FOLDER}/anchors.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def anchors(root: Path, *words: str) -> Result:
    if words[0] == "accept":
        as_built(root)
    return CliRunner().invoke(main, ["-C", str(root), "anchors", *words])


def rewrite(root: Path, *changes: tuple[str, str]) -> None:
    file = root / RECEIVED
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    renew_checksums(root)


def check(root: Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "check"])


def insert_an_item(root: Path) -> None:
    rewrite(root, ("（三）丢失", "（四）丢失"), ("（二）借期", "（三）借期"),
            ("(3) 책을", "(4) 책을"), ("(2) 대출", "(3) 대출"),
            ("（一）每人每次可以借三册书。\n", "（一）每人每次可以借三册书。\n\n（二）阅览室禁止吸烟。\n"),
            ("(1) 한 사람이 한 번에 책 세 권을 빌릴 수 있다.\n",
             "(1) 한 사람이 한 번에 책 세 권을 빌릴 수 있다.\n\n(2) 열람실에서는 담배를 피울 수 없다.\n"))


def test_a_project_is_published_edited_and_published_again(root: Path) -> None:
    assert "22 live" in anchors(root, "accept", "--date", "2020-05-08").output
    assert check(root).output.startswith("No findings")
    insert_an_item(root)
    refused = check(root)
    assert refused.exit_code == 1
    assert "diptych anchors move sec_2__para_3 sec_2__para_4" in refused.output
    assert "replaced  sec_2__para_3 (now at sec_2__para_4?)" in anchors(root, "status").output
    assert "18 live, 4 moved; still 6 new" in anchors(root, "renumber", "sec_2").output
    assert check(root).exit_code == 0
    assert "24 live, 4 moved" in anchors(root, "accept", "--date", "2024-07-15").output
    assert check(root).output.startswith("No findings")
    text = (root / LEDGER).read_text(encoding="utf-8")
    assert '\n  { id = "sec_2__para_3", state = "moved", first = 2020-05-08, until = 2024-07-15, to = [' in text
    assert '\n  { id = "sec_2__para_3", state = "live", first = 2024-07-15, ' in text


def test_status_serves_programs(root: Path) -> None:
    anchors(root, "accept", "--date", "2020-05-08")
    insert_an_item(root)
    told = json.loads(anchors(root, "status", "--format", "json").output)[0]
    assert (told["work"], told["published"]) == ("cn/qingshizhengban/2020/3", {"live": 22})
    assert told["found"]["sec_2__para_3"] == "sec_2__para_4"


def test_one_clause_is_moved_or_withdrawn_by_name(root: Path) -> None:
    anchors(root, "accept", "--date", "2020-05-08")
    assert "20 live, 2 moved" in anchors(root, "move", "sec_2__para_3", "sec_2__para_2", "--merged").output.replace(
        "merged", "moved")
    assert "18 live" in anchors(root, "withdraw", "sec_2__para_1", "--why", "废止").output


def test_what_cannot_be_declared_leaves_the_ledger_as_it_was(root: Path) -> None:
    anchors(root, "accept", "--date", "2020-05-08")
    before = (root / LEDGER).read_bytes()
    for words in (("move", "sec_9", "sec_1"), ("withdraw", "sec_9", "--why", "x"), ("renumber",),
                  ("accept", "--date", "2024-01-01", "--same", "sec_1"), ("accept",), ("withdraw", "sec_1"),
                  ("accept", "--date", "yesterday"), ("move", "sec_1", "sec_2", "--work", "cn/other")):
        assert anchors(root, *words).exit_code != 0, words
    assert (root / LEDGER).read_bytes() == before


def test_sources_with_errors_are_not_accepted(root: Path) -> None:
    rewrite(root, ("（三）丢失", "（五）丢失"))
    refused = anchors(root, "accept", "--date", "2020-05-08")
    assert refused.exit_code == 1
    assert "`diptych check` shows them" in refused.output
    assert not (root / LEDGER).exists()


def test_an_error_that_is_none_of_the_texts_blocks_no_declaration(root: Path) -> None:
    anchors(root, "accept", "--date", "2020-05-08")
    insert_an_item(root)
    with (root / FOLDER / "editorial.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[waiver]]\ncode = "A001"\neid = "sec_9"\nwhy.en = "nothing"\n')
    assert "E004" in check(root).output
    assert "4 moved" in anchors(root, "renumber", "sec_2").output
    refused = anchors(root, "accept", "--date", "2024-07-15")
    assert refused.exit_code == 1
    assert "E004" in refused.output


def test_an_error_that_blocks_is_named(root: Path) -> None:
    anchors(root, "accept", "--date", "2020-05-08")
    table = root / FOLDER / "work.toml"
    table.write_text(table.read_text(encoding="utf-8").replace('issuer = "', 'issuer = "x'), encoding="utf-8")
    blocked = anchors(root, "withdraw", "sec_2__para_3", "--why", "gone")
    assert blocked.exit_code == 1
    assert "C008" in blocked.output


def test_without_works_it_says_so(tmp_path: Path) -> None:
    assert "the sources have errors" in anchors(tmp_path, "status").output


def test_accepting_a_work_writes_down_the_numbers_of_its_notes(root: Path) -> None:
    editorial = root / FOLDER / "editorial.toml"
    before = editorial.read_text("utf-8")
    anchors(root, "accept", "--date", "2020-05-08")
    written = editorial.read_text("utf-8")
    assert written.replace("number = 1\n", "").replace("number = 2\n", "") == before
    assert "notes = 2\n" in (root / LEDGER).read_text("utf-8")
    editorial.write_text(written.partition("[[note]]")[0], "utf-8")
    assert check(root).output.startswith("No findings")
    editorial.write_text(before.partition("[[emendation]]")[0] + "[[note]]" + before.partition("[[note]]")[2], "utf-8")
    anchors(root, "accept", "--date", "2020-06-08")
    assert "number = 3\n" in editorial.read_text("utf-8"), "a number that was published is not given again"
    assert "notes = 3\n" in (root / LEDGER).read_text("utf-8")

"""What is removed, renamed or lost of a published work is an error until it is declared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.anchors.published_works import FILE
from diptych.commands.main import main

from tests.base import BASE, FOLDER, as_built

WORK = "cn/act/qingshizhengban/2020/3"
NEW = "cn/act/qingshizhengban/2020/4"
SINCE = ("--date", "2026-12-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose work is published."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    as_built(tmp_path)
    done = run(tmp_path, "anchors", "accept", "--date", "2020-05-08")
    assert done.exit_code == 0, done.stderr
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "--lang", "en", *words])


def edited(root: Path, old: str, new: str) -> None:
    file = root / FOLDER / "work.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def findings(root: Path) -> tuple[int, str]:
    done = run(root, "check")
    return done.exit_code, "".join(code for code in ("K008", "K009", "K010", "K011") if f" {code}" in done.stderr)


def renamed(root: Path) -> None:
    (root / FOLDER).rename((root / FOLDER).with_name("4"))


def test_what_is_published_is_in_order(root: Path) -> None:
    assert findings(root) == (0, "")
    text = (root / FILE).read_text(encoding="utf-8")
    assert f'path = "{WORK}"' in text
    assert '"sec_2__para_1"' in text


def test_without_words_there_is_no_reason(root: Path) -> None:
    """The ledger would not be readable any more."""
    before = (root / FILE).read_bytes(), (root / FOLDER / "anchors.toml").read_bytes()
    for command in (("withdraw", "sec_2"), ("withdraw-work", WORK, *SINCE), ("withdraw-language", WORK, "kor")):
        for why in ("", "  ", "a\x01b", "a\nb"):
            assert run(root, "anchors", *command, "--why", why).exit_code == 2
    assert ((root / FILE).read_bytes(), (root / FOLDER / "anchors.toml").read_bytes()) == before


def test_a_work_does_not_move_to_its_own_place(root: Path) -> None:
    before = (root / FILE).read_bytes()
    for new in (WORK, WORK.replace("/act", "")):
        done = run(root, "anchors", "move-work", WORK, new, *SINCE)
        assert (done.exit_code, "K007" in done.stderr) == (1, True)
    assert (root / FILE).read_bytes() == before


def test_a_work_moves_to_a_folder(root: Path) -> None:
    renamed(root)
    assert run(root, "anchors", "move-work", WORK, f"source/works/{NEW.replace('/act', '')}", *SINCE).exit_code == 0
    assert findings(root) == (0, "")


def test_a_renamed_work(root: Path) -> None:
    renamed(root)
    assert findings(root) == (1, "K008")
    assert run(root, "anchors", "move-work", WORK, NEW, *SINCE).exit_code == 0
    assert findings(root) == (0, "")
    shutil.rmtree((root / FOLDER).with_name("4"))
    assert findings(root)[0] == 1


def test_another_type(root: Path) -> None:
    edited(root, 'document_type = "act"', 'document_type = "doc"')
    assert findings(root) == (1, "K008")
    assert run(root, "anchors", "move-work", f"/akn/{WORK}", "cn/doc/qingshizhengban/2020/3", *SINCE).exit_code == 0
    assert findings(root) == (0, "")


def test_a_removed_work(root: Path) -> None:
    shutil.copytree(root / FOLDER, (root / FOLDER).with_name("9"))
    shutil.rmtree(root / FOLDER)
    assert findings(root) == (1, "K008")
    in_folder = FOLDER.partition("works/")[2]
    assert run(root, "anchors", "withdraw-work", in_folder, "--why", "Published by mistake.", *SINCE).exit_code == 0
    assert findings(root) == (0, "")
    assert run(root, "anchors", "withdraw-work", WORK, "--why", "Again.", *SINCE).exit_code == 1


@pytest.mark.parametrize("command", ["cite", "pdf"])
def test_what_became_of_a_work_is_said_to_who_names_it(root: Path, command: str) -> None:
    renamed(root)
    assert run(root, "anchors", "move-work", WORK, NEW, *SINCE).exit_code == 0
    moved = run(root, command, f"/akn/{WORK}/~sec_1")
    assert (moved.exit_code, " P010" in moved.stderr, f"/akn/{NEW}/~sec_1" in moved.stderr) == (1, True, True)
    shutil.rmtree((root / FOLDER).with_name("4"))
    assert run(root, "anchors", "withdraw-work", NEW, "--why", "Published by mistake.", *SINCE).exit_code == 0
    for name in (f"/akn/{WORK}", f"/akn/{NEW}/kor"):
        ended = run(root, command, name)
        assert (ended.exit_code, " P011" in ended.stderr, "Published by mistake." in ended.stderr) == (1, True, True)


@pytest.mark.parametrize("command", [("withdraw-work", WORK, "--why", "Wrong."), ("move-work", WORK, NEW)])
def test_the_day_of_the_end_is_written_down(root: Path, command: tuple[str, ...]) -> None:
    before = (root / FILE).read_bytes()
    for date in ((), ("--date", "2026-13-01"), ("--date", "x")):
        assert run(root, "anchors", *command, *date).exit_code == 2
    assert (root / FILE).read_bytes() == before
    assert run(root, "anchors", *command, *SINCE).exit_code == 0
    assert (root / FILE).read_text(encoding="utf-8").count('until = "2026-12-01"') == 1


def test_a_lost_ledger(root: Path) -> None:
    (root / FOLDER / "anchors.toml").unlink()
    assert findings(root) == (1, "K011")


def test_a_removed_language(root: Path) -> None:
    text = (root / FOLDER / "work.toml").read_text(encoding="utf-8")
    start, end = text.index('[[expression]]\nlanguage = "kor"'), text.index("[[provenance]]")
    (root / FOLDER / "work.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    (root / FOLDER / "editorial.toml").unlink()
    assert findings(root) == (1, "K009")
    refused = run(root, "anchors", "withdraw-language", WORK, "fra", "--why", "None.")
    assert refused.exit_code == 1
    assert run(root, "anchors", "withdraw-language", WORK, "kor", "--why", "It was wrong.").exit_code == 0
    assert findings(root) == (0, "")


def test_only_what_was_built_is_accepted(root: Path) -> None:
    edited(root, 'en = "Written for tests."', 'en = "Written anew."')
    refused = run(root, "anchors", "accept", "--date", "2021-01-01")
    assert (refused.exit_code, "K012" in refused.stderr) == (1, True)
    as_built(root)
    assert run(root, "anchors", "accept", "--date", "2021-01-01").exit_code == 0

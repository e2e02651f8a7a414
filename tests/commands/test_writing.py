"""Whatever a command writes is whole on disk, whenever it is killed; what cannot be written is B004."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main
from diptych.diagnostics import Severity
from diptych.project import load

from tests import base, faults
from tests.commands.test_anchors import LEDGER, insert_an_item
from tests.compile.test_single_text import LAW, NOTICE
from tests.conftest import ROOT
from tests.loaded_commands import Loaded

ADDRESS = "/akn/cn/act/qingshizhengban/2020/3/~sec_1"
ADDED = "source/works/cn/unknown/2021/7"
@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    return tmp_path


def run(root: Path, *words: object) -> Result:
    if words[:2] == ("anchors", "accept"):
        base.as_built(root)
    return CliRunner().invoke(main, ["-C", str(root), *map(str, words)])


def killed(loaded: Loaded, root: Path, moment: int, *words: object) -> bool:
    """Whether the command was killed before its nth flush or rename; later than its last it ends by itself."""
    ran = faults.run(loaded, root, "kill for good", moment, *words)
    assert ran.status in (0, -9), ran.said
    return ran.status == -9


def test_a_ledger_that_is_accepted_is_the_old_one_or_the_new_one(root: Path, loaded: Loaded) -> None:
    run(root, "anchors", "accept", "--date", "2020-05-08")
    old = (root / LEDGER).read_bytes()
    insert_an_item(root)
    run(root, "anchors", "renumber", "sec_2")
    before = (root / LEDGER).read_bytes()
    run(root, "anchors", "accept", "--date", "2024-07-15")
    after = (root / LEDGER).read_bytes()
    assert len({old, before, after}) == 3
    seen, moment = [], 1
    while True:
        (root / LEDGER).write_bytes(before)
        if not killed(loaded, root, moment, "anchors", "accept", "--date", "2024-07-15"):
            break
        seen.append((root / LEDGER).read_bytes())
        moment += 1
    assert seen[:3] == [before, before, after]
    assert set(seen[3:]) <= {after}
    assert (root / LEDGER).read_bytes() == after


def test_a_work_that_is_added_is_there_whole_or_not_at_all(root: Path, loaded: Loaded) -> None:
    text = root.parent / "notice.txt"
    text.write_text(NOTICE.replace("2020", "2021").replace("3号", "7号"), encoding="utf-8")
    terms = (root / load.TERMS).read_bytes()
    moment = 1
    while killed(loaded, root, moment, "add", text):
        known = load.schema(root).value
        assert known
        read = load.sources(root, known)
        codes = load.catalogue(root)
        assert not codes.has_errors(read.diagnostics)
        added = (root / ADDED).exists()
        assert [work.folder for work in read.value or ()] == [base.FOLDER, *[ADDED] * added]
        new = (root / load.TERMS).read_bytes()
        assert new.startswith(terms)
        assert (new == terms) <= (not added)
        assert tomllib.loads(new.decode())
        if added:
            assert {path.name for path in (root / ADDED).iterdir()} == {"work.toml", "notice.txt"}
            shutil.rmtree(root / ADDED)
        (root / load.TERMS).write_bytes(terms)
        moment += 1
    assert moment > 8
    assert not list(root.glob("source/.*"))
    ran = run(root, "check")
    assert ran.exit_code == 0, ran.stderr
    assert Severity.ERROR not in ran.stderr


@pytest.mark.parametrize("words", [
    ("anchors", "accept", "--date", "2020-05-08"), ("add", "law.txt"), ("convert", "law.txt", "--out", "file/law.xml"),
    ("convert", "texts", "--out", "file"), ("align", "law.txt", "law.txt", "--out", "file/pairs.tsv"),
    ("pdf", ADDRESS, "--out", "file/clause.pdf")])
def test_what_cannot_be_written_is_a_finding(root: Path, words: tuple[str, ...],
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    (root / "file").write_text("no folder", encoding="utf-8")
    (root / "texts").mkdir()
    for name in ("law.txt", "texts/law.txt"):
        (root / name).write_text(LAW, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if words[0] in ("anchors", "add"):
        monkeypatch.setattr(Path, "replace", refuse)
    ran = run(root, *words)
    assert ran.exit_code == 1
    assert "B004" in ran.stderr
    assert not ran.exception or isinstance(ran.exception, SystemExit)
    assert (root / "file").read_text(encoding="utf-8") == "no folder"
    assert not (root / LEDGER).exists()
    assert [path.name for path in root.rglob("*.new")] == []

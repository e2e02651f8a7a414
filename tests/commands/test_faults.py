"""Every step of a command on the disk, of many some, fails once, is its last once, and loses its power once.

Each file of the editor is as it was or as it should be, the error is B004, and the same command again mends it all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands.main import main

from tests import base, faults
from tests.commands.test_anchors import insert_an_item
from tests.commands.test_confirm import OLD, TABLE
from tests.compile.test_single_text import LAW, NOTICE
from tests.conftest import ROOT
from tests.faults import files, lose_power
from tests.files.signatures.test_release_chain import PUBLIC
from tests.loaded_commands import Loaded
from tests.test_codes import CODES, give_out, lay_out

pytestmark = pytest.mark.slow
MANY = 40
"""Steps of a command from which on each fails or is the last, not both."""


def ran(root: Path, *words: str) -> None:
    said = CliRunner().invoke(main, ["-C", str(root), *words])
    assert said.exit_code == 0, said.output


def with_a_ledger(root: Path) -> None:
    base.as_built(root)
    ran(root, "anchors", "accept", "--date", "2020-05-08")
    insert_an_item(root)
    ran(root, "anchors", "renumber", "sec_2")
    base.as_built(root)


def with_a_text(root: Path) -> None:
    (root / "notice.txt").write_text(NOTICE.replace("2020", "2021").replace("3号", "7号"), encoding="utf-8")


def with_a_correction(root: Path) -> None:
    give_out(root)
    text = (root / "texts.xlf").read_text("utf-8")
    targets = re.findall(r"<target[^>]*>([^<]{8,})</target>", text)
    (root / "texts.xlf").write_text(text.replace(targets[1], f"{targets[1]} 다시", 1), encoding="utf-8")


def with_a_conversion(root: Path) -> None:
    (root / "law.txt").write_text(LAW, encoding="utf-8")
    (root / "law.xml").write_text("an earlier conversion" * 100, encoding="utf-8")


def with_an_older_format(root: Path) -> None:
    shutil.copytree(ROOT / "tests/older", root, dirs_exist_ok=True)
    for name in ("languages", "jurisdictions", "citations", "interface", "equivalents"):
        shutil.rmtree(root / "schema" / name, ignore_errors=True)
    (root / "schema/codes.toml").unlink()


def with_open_facts(root: Path) -> None:
    file = root / OLD / "work.toml"
    file.write_text(file.read_text("utf-8").replace("[markup]", TABLE), encoding="utf-8")


def with_a_key(root: Path) -> None:
    (root / "key.pub").write_text(PUBLIC[0].line, encoding="utf-8")


CASES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "anchors": (with_a_ledger, ("anchors", "accept", "--date", "2024-07-15")),
    "add": (with_a_text, ("add", "{root}/notice.txt")),
    "import": (with_a_correction, ("import", "{root}/texts.xlf", "--accept", "--why", "better")),
    "convert": (with_a_conversion, ("convert", "{root}/law.txt", "--out", "{root}/law.xml")),
    "upgrade": (with_an_older_format, ("upgrade",)),
    "confirm": (with_open_facts, ("confirm", "--set", "date=2021-05-08", "--set", "number=青石政办〔2021〕12号",
                                  "--set", "issuer=青石镇新办公室")),
    "key": (with_a_key, ("key", "{root}/key.pub", "--since", "2026-01-01")),
}


def seen(root: Path) -> dict[str, bytes]:
    """The files of a project that anybody sees: none that is not finished."""
    return {name: data for name, data in files(root).items()
            if not any(part.startswith(".") for part in Path(name).parts)}


class Case:
    """A project and a command that changes it; `after` are its files when nothing fails."""

    def __init__(self, folder: Path, name: str, loaded: Loaded) -> None:
        prepare, self.words = CASES[name]
        self.loaded = loaded
        self.root, self.kept = folder / "project", folder / "kept"
        lay_out(CODES / "_base", self.root)
        prepare(self.root)
        shutil.copytree(self.root, self.kept)
        self.before = seen(self.root)
        done = self.run("none", 0)
        assert done.status == 0, done.said
        self.after, self.steps = seen(self.root), len(done.steps)
        assert self.after != self.before
        lose_power(self.root, self.kept, done.steps)
        self.after_loss = seen(self.root)
        self.checked = [self.before, self.after]

    def run(self, fault: str, moment: int) -> faults.Ran:
        return faults.run(self.loaded, self.root, fault, moment, *(word.format(root=self.root) for word in self.words))

    def again(self) -> None:
        """Makes the project as it was."""
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root)

    def check(self) -> None:
        """Whether each file is old or new, and the command, given again, makes all of them new."""
        left = seen(self.root)
        known = {*self.before.values(), *self.after.values()}
        assert {name for name, data in left.items() if data not in known} == set()
        assert self.before.keys() & self.after.keys() <= left.keys()
        assert {data for data in self.after.values() if data in self.before.values()} <= {*left.values()}
        if left not in self.checked:
            self.checked.append(left)
            self.run("none", 0)
            assert seen(self.root) == self.after


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, loaded: Loaded) -> Case:
    return Case(tmp_path_factory.mktemp(request.param), request.param, loaded)


def test_what_is_done_survives_a_loss_of_power(case: Case) -> None:
    assert case.after_loss == case.after


def moments(case: Case, first: int) -> range:
    """The steps of a command, from the first or the second on; of many every third one."""
    return range(first, case.steps + 1, 3) if case.steps > MANY else range(1, case.steps + 1)


def test_each_step_may_fail(case: Case) -> None:
    for moment in moments(case, 1):
        case.again()
        done = case.run("fail", moment)
        assert "Traceback" not in done.said, done.said
        assert done.status == 0 or done.status == 1 and "B004" in done.said, (moment, done.said)
        if done.status == 0:
            assert seen(case.root) == case.after
        case.check()


def test_each_step_may_be_the_last_before_the_power_is_lost(case: Case) -> None:
    for moment in moments(case, 2):
        case.again()
        done = case.run("kill", moment)
        # A text is converted in a process of its own.
        assert done.status == -9 or "SIGKILL" in done.said
        lose_power(case.root, case.kept, done.steps)
        case.check()


def test_a_full_disk_leaves_each_file_as_it_was(case: Case) -> None:
    case.again()
    done = case.run("full", 40)
    assert done.status == 1, done.said
    assert "B004" in done.said
    assert "Traceback" not in done.said
    # An upgrade also deletes files, which a full disk does not hinder.
    assert seen(case.root) == case.before or case.words == ("upgrade",)
    case.check()

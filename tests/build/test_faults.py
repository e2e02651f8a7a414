"""Every step of a build on the disk fails once, is its last once, and is followed by a loss of power once.

Products are as they were or as they should be, all of them; what verifies is no mixture; the next build mends it all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from diptych.build import build
from diptych.build.options import Order
from diptych.build.report import Report
from diptych.files import placing
from diptych.files.checksums import verify

from tests import base
from tests.build.test_safety import LEAN, edit, standing
from tests.faults import Builds, Ran, lose_power

pytestmark = pytest.mark.slow
RENAMED = "source/works/cn/qingshizhengban/2020/5"
EACH = int(os.environ.get("DIPTYCH_FAULTS", "181"))
"""Of the steps of a build every so many are taken, besides those where its parts end; 1 takes all."""


class Case:
    """A project whose text has changed since it was built, and in whose cache all is that the next build needs."""

    def __init__(self, folder: Path) -> None:
        self.root, self.kept = folder / "project", folder / "kept"
        base.write_base(self.root)
        assert not self.made().failed
        first = shutil.copytree(self.root, folder / "first")
        self.before = standing(self.root)
        # The text changes, and has another address.
        shutil.move(self.root / base.FOLDER, self.root / RENAMED)
        edit(self.root, RENAMED, "三册", "五册")
        edit(self.root, RENAMED, "〔2020〕3", "〔2020〕5", file="work.toml")
        assert not self.made().failed
        self.after = standing(self.root)
        assert self.before.keys() - self.after.keys()
        assert self.after.keys() - self.before.keys()
        for name in ("build", "site"):
            shutil.move(self.root / name, folder / f"second-{name}")
            shutil.copytree(first / name, self.root / name)
        shutil.rmtree(self.root / "build/cache")
        shutil.copytree(folder / "second-build/cache", self.root / "build/cache")
        shutil.copytree(self.root, self.kept)
        self.source = self.read("source")
        self.builds = Builds(self.root, sorted(LEAN.without))
        self.builds.run("warm")
        self.again()
        done = self.builds.run("none")
        assert done.status == 0, done.said
        assert standing(self.root) == self.after
        self.steps = done.steps
        self.mended: list[dict[str, bytes]] = []

    def made(self, order: Order = LEAN) -> Report:
        return build.build(self.root, lambda _: None, order)

    def read(self, folder: str) -> dict[str, bytes]:
        return {path.relative_to(self.root).as_posix(): path.read_bytes()
                for path in (self.root / folder).rglob("*") if path.is_file()}

    def again(self) -> None:
        """Makes the project as it was."""
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root, copy_function=_copied)

    def moments(self, steps: tuple[tuple[str, ...], ...]) -> Iterator[int]:
        """Moments of a build: those around the ends of its parts, and some between them."""
        ends = [number for number, step in enumerate(steps, 1) if step[0] == "sync" or any(
            step[-1].endswith(name) for name in (".journal", "SHA256SUMS", "published", "state.json"))]
        near = {number + beside for number in ends for beside in (0, 1)}
        yield from sorted({*range(1, len(steps) + 1, EACH), *near, len(steps)} & {*range(1, len(steps) + 1)})

    def run(self, fault: str, moment: int, *, keep: bool = False) -> Ran:
        self.again()
        return self.builds.run(fault, moment, keep=keep)

    def check(self, moment: int, *, mended: bool = True) -> None:
        """Whether the editor's files are what they were, products old or new, and the next build makes them new."""
        assert self.read("source") == self.source
        if verify(str(self.root / "site")).whole:
            assert self.site() in ({n: d for n, d in each.items() if n.startswith("site/")}
                                   for each in (self.before, self.after)), moment
        placing.recover(self.root)
        now = standing(self.root)
        assert now in (self.before, self.after), (moment, {
            name for name in now.keys() | self.before.keys() if now.get(name) != self.before.get(name)})
        if mended and now not in self.mended:
            self.mended.append(now)
            assert self.builds.run("none").status == 0
            assert standing(self.root) == self.after

    def site(self) -> dict[str, bytes]:
        return {name: data for name, data in standing(self.root).items() if name.startswith("site/")}


def _copied(source: str, target: str) -> None:
    """A copy of a file; a link to one of the cache, which no build changes in its place."""
    if "/build/cache/" in source and Path(source).parent.name != "cache":
        os.link(source, target)
    else:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    made = Case(tmp_path_factory.mktemp("build"))
    yield made
    made.builds.close()


def test_what_is_built_survives_a_loss_of_power(case: Case) -> None:
    done = case.run("none", 0)
    lose_power(case.root, case.kept, done.steps)
    assert standing(case.root) == case.after
    assert verify(str(case.root / "site")).whole


def test_each_step_may_fail(case: Case) -> None:
    for moment in case.moments(case.steps):
        done = case.run("fail", moment)
        assert done.said in ("", "B004"), (moment, done.said)
        now = standing(case.root)
        assert now in (case.before, case.after), moment
        assert done.status == 1 or now == case.after
        case.check(moment)


def test_each_step_may_be_the_last_before_the_power_is_lost(case: Case) -> None:
    case.mended.clear()
    for moment in case.moments(case.steps):
        done = case.run("kill", moment)
        assert done.status == -9, (moment, done.said)
        if moment % 2:
            lose_power(case.root, case.kept, done.steps)
        case.check(moment)


def test_each_step_of_a_preview_may_fail_or_be_its_last(case: Case) -> None:
    before, after = case.before, case.after
    case.again()
    done = case.builds.run("none", keep=True)
    assert done.status == 0
    case.after = standing(case.root)
    for moment in case.moments(done.steps):
        fault = ("fail", "kill")[moment % 2]
        done = case.run(fault, moment, keep=True)
        assert done.status == -9 or done.said in ("", "B004"), (moment, done.said)
        case.check(moment, mended=False)
    case.before, case.after = before, after
    assert case.builds.run("none").status == 0
    assert standing(case.root) == case.after

"""Steps of a build on the disk that fail: the error is B004, no source changes, the next build makes all products."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from diptych.build.options import FOLDERS

from tests import faults
from tests.faults import files
from tests.test_codes import CODES, lay_out

pytestmark = pytest.mark.slow

WORDS = ("build", "--without", "pdf", "--without", "search", "--without", "exports")
MOMENTS = 10


def built(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(root).items() if name.startswith(FOLDERS)}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], int]:
    """A project before its build, the products of that, and the number of steps."""
    folder = tmp_path_factory.mktemp("build")
    lay_out(CODES / "_base", folder / "kept")
    shutil.copytree(folder / "kept", folder / "project")
    ran = faults.run(folder / "project", "none", 0, *WORDS)
    assert ran.status == 0, ran.said
    assert len(ran.steps) > 100
    return folder, built(folder / "project"), len(ran.steps)


@pytest.mark.parametrize("part", range(MOMENTS))
def test_a_step_of_a_build_may_fail(done: tuple[Path, dict[str, bytes], int], part: int, tmp_path: Path) -> None:
    folder, products, steps = done
    root = tmp_path / "project"
    shutil.copytree(folder / "kept", root)
    moment = 1 + part * (steps - 1) // (MOMENTS - 1)
    sources = {name: data for name, data in files(root).items() if not name.startswith("build/")}
    ran = faults.run(root, "fail", moment, *WORDS)
    assert "Traceback" not in ran.said, ran.said
    assert ran.status == 0 or ran.status == 1 and "B004" in ran.said, (moment, ran.said)
    assert {name for name, data in sources.items() if files(root).get(name) != data} == set()
    again = faults.run(root, "none", 0, *WORDS)
    assert again.status == 0, again.said
    assert built(root) == products

"""The wheel holds all that a conversion needs, and converts where no project is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.compile.test_single_text import NOTICE
from tests.conftest import ROOT

CONVERT = ("import sys; from diptych.commands.main import main; "
           "sys.exit(main(['convert', 'notice.txt', '--out', 'made.xml']))")


def test_a_wheel_converts_outside_the_checkout(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in ("pipeline", "schema"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    subprocess.run([sys.executable, "-c", "from setuptools import build_meta; build_meta.build_wheel('..')"], cwd=copy,
                   check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    held = {path.relative_to(tmp_path / "installed") for path in (tmp_path / "installed").rglob("*") if path.is_file()}
    assert {path.relative_to(ROOT / "pipeline") for path in (ROOT / "pipeline").rglob("*.py")} <= held
    assert {Path("diptych") / path.relative_to(ROOT) for path in (ROOT / "schema").rglob("*.toml")} <= held
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    run = subprocess.run([sys.executable, "-c", CONVERT], cwd=tmp_path, capture_output=True, text=True, check=False,
                         env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")})
    assert (run.returncode, (tmp_path / "made.xml").is_file()) == (0, True), run.stderr

"""The same build by a real Dask scheduler and two workers in processes of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.build import build, task_pool
from diptych.build.options import Order
from diptych.commands.main import main

from tests import base
from tests.build.test_safety import LEAN, standing
from tests.conftest import ROOT

COUNT = 8
"""More works than one process does by itself."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    for number in range(4, 4 + COUNT):
        shutil.copytree(tmp_path / base.FOLDER, tmp_path / f"source/works/cn/qingshizhengban/2020/{number}")
    return tmp_path


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        started.append(subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        text=True, env={"PYTHONPATH": str(ROOT / "pipeline"), "PATH": "/usr/bin:/bin"}))
        return started[-1]

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    assert scheduler.stderr
    address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    workers = [start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
    yield address, workers
    for process in reversed(started):
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes_and_may_lose_a_worker(
        root: Path, cluster: tuple[str, list[subprocess.Popen[str]]]) -> None:
    address, workers = cluster
    command = [sys.executable, "-c", "from diptych.commands.main import main; main()", "-C", str(root), "build",
               "--without", "pdf", "--without", "search", "--scheduler", address]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        if line.startswith("akn "):
            workers[0].kill()
            break
    said = process.communicate()[1]
    assert process.returncode == 0, said
    made = standing(root)
    shutil.rmtree(root / "build")
    shutil.rmtree(root / "site")
    assert not build.build(root, lambda _: None, LEAN).failed
    assert standing(root) == made


def test_where_there_is_no_scheduler_it_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_pool, "_SECONDS", 1)
    shutil.rmtree(root / "source/works/cn/qingshizhengban/2020/9")
    said = CliRunner().invoke(main, ["-C", str(root), "build", "--scheduler", "tcp://127.0.0.1:70000"])
    assert said.exit_code == 1
    assert "there is no scheduler at tcp://127.0.0.1:70000" in said.output
    assert Order().scheduler == ""

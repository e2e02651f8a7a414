from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands.main import main
from diptych.files.checksums import SUMS, Fault, sums, verify

from tests.serving import served

FILES = {"index.html": "front", "akn/~sec_1/index.html": "clause", "akn/~a->b/index.html": "range", "zho.pdf": "%PDF",
         ".nojekyll": ""}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / SUMS).write_text(sums(tmp_path), encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


def spoil(site: Path) -> None:
    (site / "zho.pdf").write_text("%PDF!", encoding="utf-8")
    (site / "akn/~sec_1/index.html").unlink()


def test_an_untouched_copy_is_whole(site: Path, address: str) -> None:
    assert verify(str(site)).whole
    assert verify(str(site)).files == len(FILES)
    assert verify(address).whole
    assert verify(address).sums == verify(str(site)).sums


def test_what_is_missing_altered_or_added_is_named(site: Path, address: str) -> None:
    spoil(site)
    (site / "more.html").write_text("more", encoding="utf-8")
    faults = {("zho.pdf", Fault.ALTERED), ("akn/~sec_1/index.html", Fault.MISSING)}
    assert set(verify(address).faults) == faults
    assert set(verify(str(site)).faults) == {*faults, ("more.html", Fault.ADDED)}


def test_other_tools_read_the_sums(site: Path) -> None:
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, check=False).returncode == 0


@pytest.mark.parametrize("sums", [None, b"", b"no sums\n", b"\xff"])
def test_a_copy_without_sums_cannot_be_judged(site: Path, sums: bytes | None) -> None:
    (site / "SHA256SUMS").unlink()
    if sums is not None:
        (site / "SHA256SUMS").write_bytes(sums)
    verdict = verify(str(site))
    assert verdict.problem
    assert not verdict.whole


def test_no_file_outside_the_folder_is_read(site: Path) -> None:
    (site / "SHA256SUMS").write_text(f"{'0' * 64}  ../outside\n", encoding="utf-8")
    (site.parent / "outside").write_text("x", encoding="utf-8")
    assert "damaged" in verify(str(site)).problem


def test_a_server_that_is_not_there_is_a_problem_not_a_fault(address: str) -> None:
    assert verify("http://127.0.0.1:9/").problem
    assert verify(f"{address}nowhere/").problem


def test_the_command_says_it_and_fails_where_something_is_wrong(site: Path) -> None:
    whole = CliRunner().invoke(main, ["verify", str(site)])
    assert (whole.exit_code, whole.output.partition(":")[0]) == (0, "whole and unaltered")
    spoil(site)
    spoilt = CliRunner().invoke(main, ["verify", str(site)])
    assert spoilt.exit_code == 1
    assert "altered  zho.pdf\n" in spoilt.output
    assert "cannot be verified" in CliRunner().invoke(main, ["verify", str(site / "akn")]).output

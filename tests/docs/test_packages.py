"""The system packages that a build needs are the same wherever they are named."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import ROOT

PYTHON = frozenset({"python3-venv"})


def named(file: str, pattern: str) -> frozenset[str]:
    """The packages in the part of a file that a pattern finds."""
    found = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"), re.DOTALL)
    assert found, file
    return frozenset(found[1].replace("\\", " ").split())


NEEDED = named("Makefile", r"\nSYSTEM := (.*?)\n")


@pytest.mark.parametrize(("file", "pattern"), [
    ("Containerfile", r"--no-install-recommends (.*?) &&"),
    ("schema/init/publish.yml", r"SYSTEM: (.*?)\n"),
    ("docs/manual/tutorial.md", r"sudo apt-get install (.*?)\n"),
    ("docs/manual/zh/tutorial.md", r"sudo apt-get install (.*?)\n"),
    ("docs/manual/ko/tutorial.md", r"sudo apt-get install (.*?)\n"),
    ("docs/manual/guides/hosting.md", r"--no-install-recommends (.*?)\n"),
])
def test_a_file_names_what_the_makefile_names(file: str, pattern: str) -> None:
    assert named(file, pattern) - PYTHON == NEEDED


@pytest.mark.parametrize("page", ["tutorial", "zh/tutorial", "ko/tutorial"])
def test_the_tutorial_names_all_of_homebrew(page: str) -> None:
    fonts = tomllib.loads((ROOT / "schema/fonts.toml").read_text(encoding="utf-8"))
    brought = set(fonts["systems"]["homebrew"]["packages"].values())
    assert named(f"docs/manual/{page}.md", r"brew install (.*?)\n") == brought | {"fontconfig"}


def test_every_declared_package_is_needed() -> None:
    fonts = tomllib.loads((ROOT / "schema/fonts.toml").read_text(encoding="utf-8"))
    declared = {*fonts["packages"].values(), *fonts["systems"]["debian"]["packages"].values()}
    assert declared | {"fontconfig"} == NEEDED


def test_the_image_takes_the_wheel_from_a_variable_and_runs_without_rights() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert "ARG WHEEL" in lines
    assert [line for line in lines if line.startswith("ADD ")] == ["ADD ${WHEEL} /usr/local/src/diptych/"]
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["publisher"]

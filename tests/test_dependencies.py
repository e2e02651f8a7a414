"""What diptych needs to run: exact files, known licences, a bill of materials; and a wheel of the same bytes twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from packaging.markers import Marker

from tests.conftest import ROOT

ALLOWED = {
    "Apache-2.0", "BSD-2-Clause", "BSD-2-Clause-Views", "BSD-3-Clause", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0"}
"""Licences under which a package may be used beside an Apache-2.0 program, and be passed on unchanged."""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def locked() -> dict[str, tuple[str, tuple[str, ...]]]:
    text = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    return {found[1]: (found[2], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})(?:\s|$)", found[3])))
            for found in re.finditer(r"(?m)^([\w.-]+)==(\S+)(.*)$", text)}


def listed() -> dict[str, tuple[str, str]]:
    """Licence and statement of each package of dependencies.tsv."""
    lines = (ROOT / "dependencies.tsv").read_text("utf-8").splitlines()
    return {name: (licence, said) for name, licence, said in (
        line.split("\t") for line in lines if not line.startswith("#"))}


def needed() -> set[str]:
    """All packages that the program needs, by the metadata of those that are installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, known = list(project["dependencies"]), set[tuple[str, str]]()
    while waiting:
        found = re.match(r"([\w.-]+)\s*(?:\[([\w, -]+)\])?", waiting.pop())
        assert found
        package = canonical(found[1]), found[2] or ""
        if package not in known:
            known.add(package)
            parts = (line.partition(";") for line in metadata.requires(package[0]) or ())
            waiting += (words for words, _, marker in parts if not marker or _holds(marker, package[1]))
    return {name for name, _ in known}


def _holds(marker: str, extras: str) -> bool:
    """Whether a requirement counts on this machine, for a package with some extras."""
    return any(Marker(marker).evaluate({"extra": extra.strip()}) for extra in extras.split(","))


def test_the_lock_has_all_that_is_needed_and_no_more() -> None:
    assert set(locked()) == needed()


def test_the_lock_has_the_versions_of_the_constraints_and_digests_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    exact = {canonical(line.partition("==")[0]): line.partition("==")[2] for line in lines if "==" in line}
    assert {name: version for name, (version, _) in locked().items()} == {name: exact[name] for name in locked()}
    assert all(digests for _, digests in locked().values())
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_every_licence_is_known_and_allowed() -> None:
    known = listed()
    assert set(known) == set(locked())
    for name, (licence, said) in known.items():
        data = metadata.metadata(name)
        classifiers = [line.rpartition(" :: ")[2] for line in data.get_all("Classifier") or ()
                       if line.startswith("License")]
        expressions, texts = (data.get_all(key) or () for key in ("License-Expression", "License"))
        written = [*expressions, "; ".join(classifiers), *texts]
        assert said == next(filter(None, written)), name
        assert set(re.split(r" (?:OR|AND) ", licence)) <= ALLOWED, name


def test_pyphen_may_be_used_under_the_lgpl() -> None:
    licence, said = listed()["pyphen"]
    assert licence == "LGPL-2.1-or-later"
    assert "GNU Lesser General Public License v2 or later" in said


def test_the_bill_of_materials_names_every_package() -> None:
    made = [subprocess.run([sys.executable, ROOT / ".ci/sbom"], capture_output=True, check=True).stdout for _ in "12"]
    assert made[0] == made[1]
    bill: dict[str, Any] = json.loads(made[0])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {item["name"]: item["version"] for item in bill["components"]} == {
        name: version for name, (version, _) in locked().items()}
    refs = {item["bom-ref"] for item in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    assert {item["ref"] for item in bill["dependencies"]} == refs
    assert {ref for item in bill["dependencies"] for ref in item["dependsOn"]} < refs


def test_the_bill_of_materials_has_the_shape_of_cyclonedx() -> None:
    folder = files("cyclonedx.schema") / "_res"
    shapes = {name: json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
              for name in ("bom-1.6", "spdx", "jsf-0.82")}
    registry = jsonschema_rs.Registry([
        (f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", shape) for name, shape in shapes.items()])
    valid = jsonschema_rs.validator_for(shapes["bom-1.6"], registry=registry)
    bill = json.loads(subprocess.run([sys.executable, ROOT / ".ci/sbom"], capture_output=True, check=True).stdout)
    assert [error.message for error in valid.iter_errors(bill)] == []
    for broken in ({**bill, "specVersion": 2}, {**bill, "components": [{"name": "a"}]}, {**bill, "unknown": 1}):
        assert not valid.is_valid(broken)


@pytest.mark.slow
def test_a_wheel_has_the_same_bytes_twice(tmp_path: Path) -> None:
    digests = set()
    for number, name in enumerate(("first", "second"), 1):
        copy = tmp_path / name / "copy"
        for folder in ("pipeline", "schema"):
            shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        for file in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
            shutil.copy(ROOT / file, copy)
        for path in copy.rglob("*"):
            os.utime(path, (number * 10**9, number * 10**9))
        environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
        subprocess.run([sys.executable, "-c", "from setuptools import build_meta; build_meta.build_wheel('..')"],
                       cwd=copy, check=True, capture_output=True, env=environment)
        [wheel] = (tmp_path / name).glob("*.whl")
        digests.add(sha256(wheel.read_bytes()).hexdigest())
    assert len(digests) == 1

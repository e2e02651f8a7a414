"""The digests of what a build reads: of the program's schema/, and of the project's own beside it."""

from __future__ import annotations

from pathlib import Path

from diptych.build import digests, inputs
from diptych.products.inputs import ProjectInputs
from diptych.project import load

from tests import base
from tests.conftest import ROOT


def shared(root: Path) -> ProjectInputs:
    found = inputs.project_inputs(root, load.catalogue(root), digests.reading(root, load.WORKS), printed=False)
    assert found.value
    return found.value


def test_the_packaged_schema_is_of_the_program_and_read_once() -> None:
    own = {name for name in digests.files(ROOT) if name.startswith("schema/")}
    parts = {name for name in digests.program() if name.startswith("schema/")}
    assert own == set()
    assert parts == {path.relative_to(ROOT).as_posix() for path in (ROOT / "schema").rglob("*") if path.is_file()}


def test_a_file_of_the_project_changes_what_depends_on_it(tmp_path: Path) -> None:
    base.write_base(tmp_path)
    before = shared(tmp_path)
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/fonts.toml").write_text("[languages.ko]\nsize = 13\n", encoding="utf-8")
    after = shared(tmp_path)
    assert list(digests.files(tmp_path))[-1] == "schema/fonts.toml"
    assert before.fonts.digests != after.fonts.digests
    assert before.schema.digests != after.schema.digests
    assert before.styles.digests == after.styles.digests
    assert before.terms.digests == after.terms.digests

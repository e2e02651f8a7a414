"""The public API: what it offers, that it is lazy, typed and documented, and what each function gives."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import typing
from pathlib import Path

import diptych
import pytest
from diptych import Severity

from tests import base
from tests.compile.test_single_text import NOTICE
from tests.conftest import ROOT

FOLDER = "cn/qingshizhengban/2020/3"
IRI = "/akn/cn/act/qingshizhengban/2020/3"
PUBLIC = [name for name in diptych.__all__ if callable(getattr(diptych, name))]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    return tmp_path


def test_no_public_name_is_that_of_a_module() -> None:
    """A module that is imported takes the place of an attribute of its name."""
    modules = {path.stem for path in (ROOT / "pipeline/diptych").iterdir()}
    assert not modules & set(diptych.__all__)
    assert sorted(dir(diptych)) == sorted(diptych.__all__)


def test_only_public_names_are_there() -> None:
    with pytest.raises(AttributeError, match="no public name 'Outcomes'"):
        _ = diptych.Outcomes  # type: ignore[attr-defined]


def test_the_import_is_cheap() -> None:
    """It loads no module of the package but itself."""
    code = "import sys, diptych; print([name for name in sys.modules if name.startswith('diptych.')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_has_a_docstring_and_types(name: str) -> None:
    public = getattr(diptych, name)
    assert len(inspect.getdoc(public) or "") > 20
    if inspect.isfunction(public):
        parameters = inspect.signature(public).parameters
        assert set(typing.get_type_hints(public)) == {*parameters, "return"}


def test_the_types_are_declared() -> None:
    """`py.typed` is in the package, and a type checker sees each public name."""
    assert (ROOT / "pipeline/diptych/py.typed").read_bytes() == b""
    tree = ast.parse((ROOT / "pipeline/diptych/__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == set(diptych.__all__) - {"API_VERSION"}
    assert re.fullmatch(r"1\.\d+", diptych.API_VERSION)


def test_a_work_is_read(project: Path) -> None:
    read = diptych.read_work(project, FOLDER)
    assert read.value
    assert (read.failed, read.value.iri, [text.language for text in read.value.texts]) == (False, IRI, ["zho", "kor"])
    original, translation = read.value.texts
    assert {clause.eid for clause in original.clauses} == {clause.eid for clause in translation.clauses}
    assert translation.translation_of.startswith(IRI)
    assert original.akn.startswith(b"<?xml")
    works = diptych.read_works(project)
    assert works.value == (read.value,)


def test_a_folder_without_a_work_is_a_finding(project: Path) -> None:
    read = diptych.read_work(project, "cn/none/2020/1")
    assert (read.failed, [finding.code for finding in read.findings]) == (True, ["C011"])


def test_a_broken_work_is_a_finding(project: Path) -> None:
    (project / "source/works" / FOLDER / "work.toml").write_text("[work", encoding="utf-8")
    for findings in (diptych.read_work(project, FOLDER).findings, diptych.check(project)):
        assert Severity.ERROR in {finding.severity for finding in findings}
    assert diptych.review_work(project, FOLDER).failed


def test_a_text_is_converted_and_aligned_with_itself() -> None:
    made = diptych.convert(NOTICE.encode(), "notice.txt")
    assert made.value
    assert (made.failed, made.value.language) == (False, "zho")
    pairs = diptych.align_texts(made.value.akn, made.value.akn).value
    assert pairs
    assert all(pair.left == pair.right for pair in pairs)


def test_a_text_that_is_no_text_is_a_finding() -> None:
    made = diptych.convert(b"\x00\x01", "a.bin")
    assert (made.failed, made.value) == (True, None)
    assert made.findings
    assert diptych.align_texts(b"<a/>", b"no XML").failed


def test_a_translation_is_reviewed(project: Path) -> None:
    received = next((project / "source/works" / FOLDER).glob("received.txt"))
    assert received.is_file()
    reviewed = diptych.review_work(project, FOLDER)
    assert reviewed.value is not None
    assert all(finding.code.startswith("Q") for finding in reviewed.value)


def test_an_address_is_cited_and_printed(project: Path) -> None:
    cited = diptych.cite(project, IRI, style="ris")
    assert cited.value
    assert cited.value.startswith("TY  - ")
    with pytest.raises(KeyError):
        diptych.cite(project, IRI, style="none")
    printed = diptych.pdf(project, f"{IRI}/~sec_1", language="zh")
    assert printed.value
    assert printed.value.startswith(b"%PDF-")
    assert [finding.code for finding in diptych.pdf(project, f"{IRI}/~sec_99").findings] == ["P008"]
    assert diptych.cite(project, "/akn/no/act/0/0").failed


def test_a_site_is_verified(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA256SUMS"):
        diptych.verify(str(tmp_path))
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  a.html\n", encoding="utf-8")
    assert diptych.verify(str(tmp_path)) == (("a.html", "missing"),)


def test_a_code_is_explained() -> None:
    assert diptych.explain("C001").severity is Severity.ERROR
    with pytest.raises(KeyError):
        diptych.explain("Z999")


def test_a_new_project_is_a_value() -> None:
    made = diptych.new_project("A site", languages=["zho", "kor"])
    assert made.value
    assert {"mkdocs.yml", "source/terms.toml"} <= set(made.value)
    assert [finding.code for finding in diptych.new_project("A site", languages=["none"]).findings] == ["V005"]


@pytest.mark.slow
def test_a_project_is_built(project: Path) -> None:
    made = diptych.build_site(project)
    assert made.value
    assert not made.failed
    assert all((project / name).is_file() for name in made.value)
    assert not diptych.verify(str(project / "site"))

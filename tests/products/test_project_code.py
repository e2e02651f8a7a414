"""A project from elsewhere runs nothing and leads nowhere, unless it is trusted."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.build import build
from diptych.build.options import Order, is_private
from diptych.commands.main import main
from diptych.config import rules
from diptych.products import project_code
from lxml import etree

from tests import base
from tests.conftest import ROOT

LEAN = Order(without=frozenset(("pdf", "books", "exports", "exchange", "search")))
WITNESS = "import pathlib; pathlib.Path({!r}).write_text('ran')\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path / "project")
    return tmp_path / "project"


def add(root: Path, option: str) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(option)


def refused(root: Path) -> list[str]:
    return [str(dict(item.facts).get("what", dict(item.facts).get("path"))) for item in project_code.check(root)]


def test_this_repository_and_a_new_project_need_no_trust(tmp_path: Path) -> None:
    assert refused(ROOT) == []
    said = CliRunner().invoke(main, ["-C", str(tmp_path), "init", "new", "--yes", "--example"])
    assert said.exit_code == 0
    assert "--trust" in said.output
    assert "--trust" in (tmp_path / "new/mkdocs.yml").read_text("utf-8")
    assert refused(tmp_path / "new") == []


@pytest.mark.parametrize(("option", "what"), [
    ("hooks: [a.py]\n", "hooks"),
    ("extra_templates: [a.html]\n", "extra_templates"),
    ("markdown_extensions: [tables, evil]\n", "the Markdown extension evil"),
    ("markdown_extensions: {evil: {}, tables: {}}\n", "the Markdown extension evil"),
    ("markdown_extensions: [{evil: {a: 1}}]\n", "the Markdown extension evil"),
    ("markdown_extensions: ['pymdownx.snippets']\n", "the Markdown extension pymdownx.snippets"),
    ("extra: {a: !!python/object/apply:os.system [ls]}\n", "!!python/object/apply:os.system"),
    ("extra: {a: !!python/name:os.system }\n", "!!python/name:os.system"),
    ("extra: {? !!python/tuple [1] : 2}\n", "!!python/tuple"),
    ("extra: {a: !<tag:yaml.org,2002:python/module:os> ''}\n", "!!python/module:os"),
    ("extra: {a: &x [&y !!python/none ''], b: *x}\n", "!!python/none"),
])
def test_what_runs_code_is_refused(root: Path, option: str, what: str) -> None:
    add(root, option)
    assert refused(root) == [what]


def test_another_plugin_is_refused_wherever_it_is_written(root: Path) -> None:
    file = root / "mkdocs.yml"
    text = file.read_text("utf-8")
    for written in ("plugins: [diptych, macros]", "plugins: {diptych: {}, macros: {}}",
                    "plugins: [diptych, {macros: {}}]"):
        file.write_text(text.replace("plugins:\n  - diptych\n", f"{written}\n"), encoding="utf-8")
        assert refused(root) == ["the plugin macros"]


def test_what_the_manual_of_material_has_one_write_is_allowed(root: Path) -> None:
    add(root, """markdown_extensions:
  - admonition
  - markdown.extensions.footnotes
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.superfences:
      custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]
""")
    assert refused(root) == []


@pytest.mark.parametrize("name", ["source/pages/a.md", "source/works/cn/a", "schema/rules.sch"])
def test_a_link_out_of_the_project_is_refused_and_one_inside_is_not(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).symlink_to(root.parent)
    assert refused(root) == [name]
    (root / name).unlink()
    (root / name).symlink_to(root / "source/terms.toml")
    assert refused(root) == []


def test_the_folder_of_pages_is_below_source(root: Path) -> None:
    file = root / "mkdocs.yml"
    text = file.read_text("utf-8")
    for folder in ("source/../../elsewhere", "/etc", ".", "source/elsewhere"):
        (root.parent / "elsewhere").mkdir(exist_ok=True)
        (root / "source/elsewhere").unlink(missing_ok=True)
        (root / "source/elsewhere").symlink_to(root.parent / "elsewhere")
        file.write_text(text.replace("source/pages", folder), encoding="utf-8")
        assert folder in refused(root)


def test_no_module_in_the_folder_of_a_project_is_imported(root: Path) -> None:
    for name in ("mkdocs", "markdown", "jinja2", "yaml", "sitecustomize", "click", "diptych"):
        (root / f"{name}.py").write_text(WITNESS.format(str(root / "witness")), encoding="utf-8")
    (root / "mkdocs.yaml").write_text("hooks: [mkdocs.py]\n", encoding="utf-8")
    report = build.build(root, lambda _: None, LEAN)
    assert not report.failed, report.findings
    assert (root / "site/index.html").is_file()
    assert not (root / "witness").exists()


def test_a_template_of_the_project_runs_with_trust_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(root, "extra: {a: 1}\n")
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("  font: false\n", "  font: false\n  custom_dir: own\n"), "utf-8")
    (root / "own").mkdir()
    template = '{% extends "base.html" %}{% block announce %}of the project{% endblock %}'
    (root / "own/main.html").write_text(template, "utf-8")
    words = ["-C", str(root), "build", "--without", "pdf", "--without", "search", "--without", "exports"]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 1
    assert "S030" in said.output
    assert not (root / "site").exists()
    page = root / "site/akn/cn/act/qingshizhengban/2020/3/index.html"
    assert CliRunner().invoke(main, [*words, "--trust"]).exit_code == 0
    assert "of the project" in page.read_text("utf-8")
    shutil.rmtree(root / "site")
    shutil.rmtree(root / "build")
    monkeypatch.setenv("DIPTYCH_TRUST", "1")
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "of the project" in page.read_text("utf-8")


def test_rules_of_a_project_read_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<a>secret</a>", encoding="utf-8")
    loaded = rules.load(f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="a">
      <report test="1"><value-of select="document('file://{tmp_path}/secret.xml')"/>.</report></rule></pattern></schema>
      """.encode())
    with suppress(etree.LxmlError):
        loaded.validate(etree.fromstring(b"<a/>"))
    assert ">secret" not in str(loaded.validation_report)


@pytest.mark.parametrize(("address", "private"), [
    ("tls://dask.example.org:8786", True), ("wss://dask.example.org:8787", True), ("tcp://127.0.0.1:8786", True),
    ("tcp://[::1]:8786", True), ("tcp://localhost:8786", True), ("tcp://dask.example.org:8786", False),
    ("ws://dask.example.org:1", False), ("tcp://127.0.0.1.example.org:8786", False), ("ucx://127.0.0.1:1", False),
    ("127.0.0.1:8786", False), ("nowhere://x", False)])
def test_a_scheduler_elsewhere_needs_tls(address: str, *, private: bool) -> None:
    assert is_private(address) is private

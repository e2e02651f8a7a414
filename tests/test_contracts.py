"""The rules of CONTRIBUTING.md that a machine can hold: imports, sizes, words, codes, documentation."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from click import Option
from click.testing import CliRunner
from diptych.commands.main import main
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
MODULES = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
           for file in sorted((ROOT / "pipeline").rglob("*.py"))}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


# Imports

OFFENCES = {
    "layers": ("language/profiles.py", "from diptych.draft import Draft"),
    "render": ("render/html/view.py", "from diptych.render.site import feed"),
    "readers": ("readers/formats/lines.py", "from diptych.readers.structure import labels"),
    "review": ("review/figures.py", "from diptych.review.wording import letters"),
    "waist": ("render/html/provisions.py", "from diptych.draft import Draft"),
    "view": ("akn/ids.py", "from diptych.draft import Draft"),
    "mkdocs": ("render/site/page.py", "import mkdocs.config"),
    "weasyprint": ("render/html/provisions.py", "import weasyprint"),
    "click": ("build/build.py", "import click"),
    "world": ("render/html/provisions.py", "import time"),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports_command as run; run(sys.argv[1:])"
    return subprocess.run([sys.executable, "-c", command, "--no-cache", "--no-logo"], cwd=folder,
                          env={"PYTHONPATH": str(folder / "pipeline")}, capture_output=True, text=True, check=False)


def test_imports_go_down_only() -> None:
    ran = lint_imports(ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_each_import_contract_notices_a_lazy_offence(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module, statement in OFFENCES.values():
        with (tmp_path / "pipeline/diptych" / module).open("a", encoding="utf-8") as file:
            file.write(f"\n\ndef offend_{len(statement)}() -> None:\n    {statement}\n")
    assert f"Contracts: 0 kept, {len(OFFENCES)} broken." in lint_imports(tmp_path).stdout


def test_every_contract_has_an_offence() -> None:
    assert {contract["id"] for contract in PROJECT["tool"]["importlinter"]["contracts"]} == set(OFFENCES)


# Dependencies

RUNTIME: set[str] = {canonicalize_name(name) for name in PROJECT["project"]["dependencies"]}
EXTRAS: set[str] = {canonicalize_name(name) for extra in ("cluster", "dataset")
                    for name in PROJECT["project"]["optional-dependencies"][extra]}
TOOLS: set[str] = {canonicalize_name(name) for name in PROJECT["project"]["optional-dependencies"]["test"]}


def required(names: set[str]) -> set[str]:
    """The named distributions and all distributions that they require, as installed."""
    said = [Requirement(line) for name in names for line in metadata.requires(name) or ()]
    needs: set[str] = {canonicalize_name(need.name) for need in said
                       if need.marker is None or need.marker.evaluate({"extra": ""})}
    return names if needs <= names else required(names | needs)


def test_every_version_is_exact() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    named: dict[str, str] = {canonicalize_name(name): version for name, version in pinned.items()}
    installed = {name: metadata.version(name) for name in required(RUNTIME | TOOLS)}
    assert {name: named.get(name) for name in installed} == installed


def test_what_is_imported_is_declared() -> None:
    holders = metadata.packages_distributions()
    roots = {name.partition(".")[0] for text in MODULES.values() for name in imported(text)}
    used = {canonicalize_name(holder) for root in roots - {"diptych"} for holder in holders.get(root, ())}
    assert used <= RUNTIME | EXTRAS


def imported(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


# Sizes: EXAMPLES say 250 lines a module and never over 400, 12 a function, 40 long, 60 refused, nesting 3.

BLOCKS = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.TryStar | ast.Match


def functions(text: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, Function))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def nesting(node: ast.AST) -> int:
    """The depth of nested blocks; `elif` is as deep as its `if`, a nested function starts at 0."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        deepest = max(deepest, nesting(child) + (isinstance(child, BLOCKS) and not is_elif))
    return deepest


def test_modules_are_short() -> None:
    lines = {name: text.count("\n") for name, text in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > 400} == {}
    assert len([name for name, count in lines.items() if count > 250]) <= len(lines) / 10


def test_functions_are_short() -> None:
    lengths = {f"{name}:{function.lineno} {function.name}": length(function)
               for name, text in MODULES.items() for function in functions(text)}
    assert {name: count for name, count in lengths.items() if count > 60} == {}
    assert statistics.median(lengths.values()) <= 12
    assert statistics.quantiles(lengths.values(), n=20)[-1] <= 40


def test_nothing_is_nested_deeply() -> None:
    depths = {f"{name}:{function.lineno} {function.name}": nesting(function)
              for name, text in MODULES.items() for function in functions(text)}
    assert {name: depth for name, depth in depths.items() if depth > 3} == {}


@pytest.mark.parametrize(("code", "depth"), [
    ("x = 1", 0),
    ("if a:\n  pass\nelif b:\n  pass\nelif c:\n  pass", 1),
    ("if a:\n  pass\nelse:\n  for x in y:\n    pass", 2),
    ("for x in y:\n  with a:\n    try:\n      if b: pass\n    finally: pass", 4),
    ("if a:\n  def inner():\n    if b:\n      if c: pass", 1),
])
def test_nesting_counts_blocks(code: str, depth: int) -> None:
    assert nesting(ast.parse(code)) == depth


# Words

CJK = re.compile(r"[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u33ff\u3400-\u9fff\ua960-\ua97f"
                 r"\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Letters and numerals; punctuation is left out, since the languages share it."""
ADDRESSES = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|"
                       r"(?<![\w./:-])/(?:root|home/\w+|work|tmp|opt/wheels|mnt)/|[A-Z]:\\Users")


NUMERALS = "pipeline/diptych/language/numerals.py"


def test_languages_are_data() -> None:
    assert [f"{name}:{number}" for name, text in MODULES.items() if name != NUMERALS
            for number, line in enumerate(text.splitlines(), 1) if CJK.search(line)] == []


def foreign_digits(text: str) -> list[str]:
    """The digits of other scripts, and full-width ones, in a module's lines and in its strings, escaped ones too."""
    strings = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    signs = {sign for part in (text, *strings) if isinstance(part, str) for sign in part if not sign.isascii()}
    return sorted(sign for sign in signs if unicodedata.category(sign) == "Nd" or CJK.match(sign)
                  and unicodedata.category(sign) != "No" and unicodedata.numeric(sign, None) is not None)


def test_digits_of_other_scripts_are_in_one_module() -> None:
    assert foreign_digits(MODULES[NUMERALS])
    others = {name: foreign_digits(text) for name, text in MODULES.items() if name != NUMERALS}
    assert {name: digits for name, digits in others.items() if digits} == {}


@pytest.mark.parametrize(("code", "digits"), [
    ("x = '３'", ["３"]),
    (r"x = '[\uff10-\uff19]'", ["０", "９"]),
    (r"x = f'{y}\u4e94'", ["五"]),
    ("x = y  # 五", ["五"]),
    (r"x = '\u0663'", ["\u0663"]),
    ("x = '3 km²'", []),
])
def test_digits_of_other_scripts_are_noticed(code: str, digits: list[str]) -> None:
    assert foreign_digits(code) == digits


def test_no_registry_and_no_machine_is_named() -> None:
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()} | {".git"}
    texts = {file: file.read_bytes().decode("utf-8", "replace") for file in sources(ROOT, ignored)}
    assert ROOT / "pyproject.toml" in texts
    assert [f"{file}: {match[0]}" for file, text in texts.items() for match in ADDRESSES.finditer(text)] == []


def sources(folder: Path, ignored: set[str]) -> Iterator[Path]:
    """The files below a folder, without those that .gitignore names."""
    for path in folder.iterdir():
        if any(path.match(name) for name in ignored):
            continue
        yield from sources(path, ignored) if path.is_dir() else (path,)


@pytest.mark.parametrize("text", ["https://pypi" + ".org/simple", "'/ro" + "ot/x'", " /ho" + "me/me/x"])
def test_addresses_are_noticed(text: str) -> None:
    assert ADDRESSES.search(text)


# The map

MAP = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("ARCHITECTURE.md", "docs/files.md"))


def test_the_map_names_what_is_there() -> None:
    paths = re.findall(r"`([\w-]+/[\w./-]*|\w+\.(?:py|js))`", MAP)
    known = [path for path in paths if not re.search(r"[A-Z]{4}", path) and not path.startswith(("build/", "site/"))]
    assert len(known) > 40
    scripts = ROOT / "pipeline/diptych/render/assets/theme/assets/diptych"
    places = (ROOT, ROOT / "pipeline/diptych", scripts)
    assert [path for path in known if not any((place / path).exists() for place in places)] == []


# The command line

@pytest.mark.parametrize("name", main.commands)
def test_each_command_has_help(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert main.commands[name].help
    assert all(option.help for option in main.commands[name].params if isinstance(option, Option))

"""The house: few rooms on few floors, few arrows between them, none upward, and none that hides in a string."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import grimp
import pytest

from tests.test_contracts import MAP, MODULES, PROJECT

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline/diptych"
LAYERS = [re.findall(r"\w+", layer) for layer in PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]]
FLOORS = {room: number for number, layer in enumerate(reversed(LAYERS), 1) for room in layer}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("diptych", cache_dir=None)


@pytest.fixture(scope="module")
def arrows(graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """The pairs of rooms, direct children of the package, of which the first imports from the second."""
    pairs = ((importer.split(".")[1], imported.split(".")[1]) for importer in graph.modules if importer != "diptych"
             for imported in graph.find_modules_directly_imported_by(importer) if imported != "diptych")
    return {(room, other) for room, other in pairs if room != other}


def test_the_house_is_small(graph: grimp.ImportGraph, arrows: set[tuple[str, str]]) -> None:
    rooms = {name.split(".")[1] for name in graph.modules if name != "diptych"}
    assert rooms == set(FLOORS)
    assert len(rooms) <= 26
    assert len(LAYERS) <= 12
    assert len(arrows) <= 150
    assert len([path for path in PACKAGE.glob("*.py") if path.name != "__init__.py"]) <= 8


def test_no_arrow_leads_upward(arrows: set[tuple[str, str]]) -> None:
    assert {(room, other) for room, other in arrows if FLOORS[other] >= FLOORS[room]} == set()


def test_no_import_hides_in_a_string(graph: grimp.ImportGraph) -> None:
    texts = {(name, node.value) for name, text in MODULES.items() for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    hidden = {(name, text) for name, text in texts if text.partition(":")[0] in graph.modules and "." in text}
    calls = {name for name, text in MODULES.items() if re.search(r"\b(?:import_module|__import__)\b", text)}
    # Modules run as programs of their own, by the interpreter.
    assert hidden - {("pipeline/diptych/commands/serve.py", "diptych.commands.main")} == set()
    assert calls == set()


def test_a_public_class_name_has_one_meaning() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for name, text in MODULES.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(name)
    assert len({name: found for name, found in places.items() if len(found) > 1}) <= 10


def test_the_map_draws_each_room_on_its_floor() -> None:
    drawn = re.search(r"```\n12 .*?```", MAP, re.DOTALL)
    assert drawn
    rooms = {int(row[:2]): set(re.findall(r"(\w+)(?:/|\.py)", row[2:54])) & set(FLOORS)
             for row in drawn[0].splitlines()[1:-1]}
    assert rooms == {
        number: {room for room, floor in FLOORS.items() if floor == number} for number in range(1, 13)}


# One writer: only files/ writes to disk.

WRITERS = ("pipeline/diptych/files/",)
"""The packages that may change the disk."""
METHODS = frozenset({"write_text", "write_bytes", "mkdir", "rename", "unlink", "rmdir", "touch", "symlink_to",
                     "hardlink_to", "chmod"})
FUNCTIONS = frozenset({"open", "replace", "rename", "renames", "remove", "unlink", "mkdir", "makedirs", "rmdir",
                       "removedirs", "link", "symlink", "truncate"})
"""Functions of `os` that change the disk, or may."""


def writing(text: str) -> list[int]:
    """The lines of a module that change the disk, or import what does nothing else."""
    return sorted({node.lineno for node in ast.walk(ast.parse(text)) if
                   isinstance(node, ast.Call) and _writes(node)
                   or isinstance(node, ast.Import) and any(alias.name in ("shutil", "tempfile") for alias in node.names)
                   or isinstance(node, ast.ImportFrom) and node.module in ("shutil", "tempfile")})


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return getattr(call.func, "id", "") == "open" and _is_mode_to_write(call, 1)
    if getattr(call.func.value, "id", "") == "os":
        return call.func.attr in FUNCTIONS
    # A text is replaced by another one, a path goes to one place.
    is_replaced = call.func.attr == "replace" and len(call.args) == 1 and not call.keywords
    return call.func.attr in METHODS or is_replaced or call.func.attr == "open" and _is_mode_to_write(call, 0)


def _is_mode_to_write(call: ast.Call, place: int) -> bool:
    modes = [*call.args[place:place + 1], *(word.value for word in call.keywords if word.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and set(str(mode.value)) & set("wax+") for mode in modes)


def test_only_files_writes() -> None:
    lines = {name: writing(text) for name, text in MODULES.items() if not name.startswith(WRITERS)}
    assert {name: found for name, found in lines.items() if found} == {}


def test_the_packages_that_write_do_write() -> None:
    """So that a package is taken off the list when it no longer writes."""
    assert all(any(writing(text) for name, text in MODULES.items() if name.startswith(package)) for package in WRITERS)


@pytest.mark.parametrize("code", [
    "path.write_text('x')", "path.write_bytes(b'x')", "open(path, 'w')", "open(path, mode='r+')", "path.open('ab')",
    "path.replace(other)", "os.replace(a, b)", "path.unlink(missing_ok=True)", "path.mkdir(parents=True)",
    "import shutil", "from tempfile import mkdtemp", "os.makedirs(a)", "path.rename(other)"])
def test_writing_is_noticed(code: str) -> None:
    assert writing(code) == [1]


@pytest.mark.parametrize("code", ["text.replace('a', 'b')", "replace(value, name='w')", "open(path)", "path.open('rb')",
                                  "path.read_bytes()", "os.environ.get('a')", "pikepdf.open(BytesIO(data))"])
def test_reading_is_let_pass(code: str) -> None:
    assert writing(code) == []


def compared_by_identity(text: str) -> list[str]:
    """The constants of other modules with which values are compared by `is`. After a journey to another process they
    are equal, and not the same."""
    tree = ast.parse(text)
    imported = {name.asname or name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                for name in node.names}
    compared = (node for node in ast.walk(tree) if isinstance(node, ast.Compare)
                and any(isinstance(sign, ast.Is | ast.IsNot) for sign in node.ops))
    sides = (side for node in compared for side in (node.left, *node.comparators))
    return [side.id for side in sides if isinstance(side, ast.Name) and side.id.isupper() and side.id in imported]


def test_no_constant_of_another_module_is_compared_by_identity() -> None:
    assert {name: names for name, text in MODULES.items() if (names := compared_by_identity(text))} == {}
    assert compared_by_identity("from a import NEVER\nif x.titled is not NEVER: pass") == ["NEVER"]

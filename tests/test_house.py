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
    rooms = {int(row[:2]): set(re.findall(r"(\w+)(?:/|\.py)", row[2:44])) & set(FLOORS)
             for row in drawn[0].splitlines()[1:-1]}
    assert rooms == {
        number: {room for room, floor in FLOORS.items() if floor == number} for number in range(1, 13)}

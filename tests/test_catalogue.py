"""The catalogue of codes, the folders that show them, and the findings that the code makes: each code is in all."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.test_contracts import MODULES, ROOT, Function

CATALOGUE = tomllib.loads((ROOT / "schema/codes.toml").read_text(encoding="utf-8"))
RULES = (ROOT / "schema/rules.sch").read_text(encoding="utf-8")


FINDINGS = frozenset({"diagnostic", "Diagnostic", "Discrepancy"})
"""The calls that make a finding; their first argument is its code."""
Emitters = frozenset[tuple[str, int]]
"""Functions that make a finding of a code, and which of their arguments the code is."""


def called(node: ast.AST) -> str:
    """The name of the function or method that a call calls; empty for any other node."""
    target = node.func if isinstance(node, ast.Call) else None
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def code_arguments(tree: ast.AST, emitters: Emitters) -> Iterator[ast.expr]:
    """The expressions that are passed as codes."""
    places = dict(emitters)
    for node in ast.walk(tree):
        place = places.get(called(node))
        if isinstance(node, ast.Call) and place is not None and place < len(node.args):
            yield node.args[place]


def emitters_in(tree: ast.AST, known: Emitters) -> Iterator[tuple[str, int]]:
    """The functions that pass one of their own parameters as a code."""
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        parameters = [argument.arg for argument in function.args.args if argument.arg != "self"]
        passed = {argument.id for argument in code_arguments(function, known) if isinstance(argument, ast.Name)}
        yield from ((function.name, place) for place, name in enumerate(parameters) if name in passed)


def values_of(name: str, tree: ast.AST) -> Iterator[ast.AST]:
    """The expressions that a name of a module is bound to, by assignment or in a loop."""
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For | ast.comprehension):
            targets = [node.target]
        value = node.iter if isinstance(node, ast.For | ast.comprehension) else getattr(node, "value", None)
        if value is not None and name in {leaf.id for target in targets for leaf in ast.walk(target)
                                          if isinstance(leaf, ast.Name)}:
            yield value


def codes_emitted(text: str, shared: Emitters = frozenset()) -> set[str]:
    """The codes of the findings that a module makes. `shared` are emitters of other modules."""
    tree, emitters = ast.parse(text), shared | {(name, 0) for name in FINDINGS}
    while not emitters >= (more := frozenset(emitters_in(tree, emitters))):
        emitters |= more
    passed = list(code_arguments(tree, emitters))
    bound = list[ast.AST](passed)
    names = set[str]()
    for value in bound:
        new = {leaf.id for leaf in ast.walk(value) if isinstance(leaf, ast.Name)} - names
        names |= new
        bound += (other for name in sorted(new) for other in values_of(name, tree))
    constants = (node.value for value in bound for node in ast.walk(value)
                 if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in constants if re.fullmatch(r"[A-Z]\d{3}", text)}


def codes_in_use() -> set[str]:
    """The codes of all findings that the code makes, and of all assertions of the rules."""
    makers = frozenset((name, 0) for name in FINDINGS)
    shared = frozenset(emitter for text in MODULES.values() for emitter in emitters_in(ast.parse(text), makers)
                       if not emitter[0].startswith("_"))
    emitted = (codes_emitted(text, shared) for text in MODULES.values())
    return set(re.findall(r'<assert id="(\w+)\.\d+"', RULES)).union(*emitted)


@pytest.mark.parametrize(("code", "codes"), [
    ('x = "Z001"', set()),
    ('len("Z001")', set()),
    ('places = [("Z001", a)]\nplaces += [("Z002", b)]\n[diagnostic(code) for code, x in places]', {"Z001", "Z002"}),
    ('diagnostic("Z001", place)', {"Z001"}),
    ('diagnostic("Z001" if x else "Z002")', {"Z001", "Z002"}),
    ('C: Final = "Z001"\nif y.code == C: Discrepancy(C, 1)', {"Z001"}),
    ('for code, items in (("Z001", a), ("Z002", b)):\n  diagnostic(code)', {"Z001", "Z002"}),
    ('def f(code, x): return diagnostic(code, x)\ndef g(x, code): return f(code, x)\ng(1, "Z001")', {"Z001"}),
    ('def f(code, x): return x.code == code\nf("Z001", 1)', set()),
])
def test_only_codes_of_findings_count(code: str, codes: set[str]) -> None:
    assert codes_emitted(code) == codes


def test_catalogue_and_code_agree() -> None:
    assert codes_in_use() == set(CATALOGUE)


def test_each_code_has_one_folder() -> None:
    folders = {folder.name for folder in (ROOT / "tests/codes").iterdir() if folder.name != "_base"}
    assert folders == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_code_says_all(code: str) -> None:
    entry = CATALOGUE[code]
    texts = {"title", "message", "hint", "explanation"}
    assert set(entry) - {"severity_in"} == {"severity", *texts}
    assert {entry["severity"], *entry.get("severity_in", {}).values()} <= {"error", "warning", "notice"}
    assert all(entry[key].strip() for key in texts)

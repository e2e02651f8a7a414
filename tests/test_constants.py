"""Every number on which a judgement depends says where it comes from."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline/diptych"
ORIGIN = re.compile(r"\b(?:fitted|measured|chosen|defined)\b", re.IGNORECASE)


def is_numeric(value: object) -> bool:
    """True for numbers and for tuples of numbers."""
    if isinstance(value, tuple):
        return bool(value) and all(map(is_numeric, value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def constants(path: Path) -> Iterator[tuple[str, str]]:
    """The numeric constants assigned at the top of a module, each with the docstring after it, or none."""
    module = importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(
            node, ast.AnnAssign) else []
        names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        comment = after.value if isinstance(after, ast.Expr) and len(names) == 1 else None
        for name in names:
            if name.isupper() and is_numeric(getattr(module, name)):
                yield name, str(comment.value) if isinstance(comment, ast.Constant) else ""


@pytest.mark.parametrize("package", ["align", "review", "readers"])
def test_each_constant_tells_its_origin(package: str) -> None:
    modules = sorted(PACKAGE.joinpath(package).rglob("*.py"))
    silent = [f"{path.relative_to(PACKAGE)}: {name}" for path in modules for name, docstring in constants(path)
              if not ORIGIN.search(docstring)]
    assert silent == []

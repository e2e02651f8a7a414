"""The public Python API, from its signatures and docstrings → a page of the manual."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Final

import diptych

from docs.generated.markdown import block, code, table, text

_HEAD: Final = """\
# Python

This is version {version} of the public API. A minor version only adds; a major one may rename or remove. All other
names are private and may change at any time.

`import diptych` offers every name. It loads little: each function is loaded when it is first used. The package has
types (`py.typed`), so that editors and type checkers know them.
"""


def page() -> str:
    """The Markdown of the page: functions first, then the values that they give."""
    public = {name: getattr(diptych, name) for name in diptych.__all__}
    return "\n".join((
        _HEAD.format(version=diptych.API_VERSION),
        "## Functions\n", *_functions({name: item for name, item in public.items() if inspect.isfunction(item)}),
        "## Values\n", *_values({name: item for name, item in public.items() if inspect.isclass(item)})))


def _functions(public: dict[str, object]) -> Iterator[str]:
    for name, item in public.items():
        if callable(item):
            yield f"### {code(name)}\n"
            yield block("python", f"diptych.{name}{_plain(str(inspect.signature(item)))}")
            yield _words(item)


def _values(public: dict[str, object]) -> Iterator[str]:
    for name, item in public.items():
        yield f"### {code(name)}\n"
        yield _words(item)
        if inspect.isclass(item) and issubclass(item, Enum):
            yield table(("Value",), [(code(str(member)),) for member in item])
        elif dataclasses.is_dataclass(item):
            yield table(("Field", "Type"), [(code(field.name), code(_plain(str(field.type))))
                                            for field in dataclasses.fields(item)])


def _words(item: object) -> str:
    return "\n\n".join(text(part) for part in (inspect.getdoc(item) or "").split("\n\n")) + "\n"


def _plain(signature: str) -> str:
    return signature.replace("'", "")

"""mkdocs.yml → plain data with the place of each value; values of the environment (`!ENV`) are filled in.

MkDocs reads the same file with its own reader. It knows further tags, which stay text here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from diptych.config.rights import UNSTATED, Licence, Rights
from diptych.config.rights import rights as in_text
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

FILE: Final = "mkdocs.yml"
PLUGIN: Final = "diptych"
_ENVIRONMENT: Final = "!ENV"
_PYTHON: Final = "tag:yaml.org,2002:python/"
"""The tags by which PyYAML makes Python objects, and calls functions."""
_MOST_VALUES: Final = 100_000
"""Values in mkdocs.yml with those of its aliases, at most; chosen, far more than a site has. Without it a few aliases
of aliases fill the memory."""
_SHOWN: Final = 40
"""Characters of a wrong value that a finding shows; chosen."""
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SiteFile:
    """The data of mkdocs.yml, empty if there is no such file, and the place of each value by its path.

    `objects` are the tags of values that YAML makes by Python, without `tag:yaml.org,2002:python/`, and their places.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[Key, Position] = field(default_factory=dict)
    objects: tuple[tuple[str, Position], ...] = ()

    def value(self, *path: str) -> Any:
        """The value at a path; None if there is none."""
        return _inside(self.data, path)

    def position(self, *path: str | int) -> Position:
        """The place of the value at a path; that of the nearest enclosing value if it is not in the file."""
        known = (self.places.get(path[:end]) for end in range(len(path), -1, -1))
        return next((place for place in known if place), Position(FILE))

    @property
    def plugin(self) -> tuple[Key, Mapping[str, Any]]:
        """The path and the options of the plugin diptych; no options if it is not there, or has none."""
        plugins = self.data.get("plugins")
        listed = enumerate(plugins) if isinstance(plugins, list) else [(None, plugins)]
        for index, item in listed:
            if isinstance(item, dict) and PLUGIN in item:
                options = item[PLUGIN]
                path = ("plugins", PLUGIN) if index is None else ("plugins", index, PLUGIN)
                return path, options if isinstance(options, dict) else {}
        return ("plugins",), {}


def read(root: Path) -> Result[SiteFile]:
    """The data of a project's mkdocs.yml; S002 if it is not YAML. A missing file has no data: only MkDocs needs it."""
    if not (root / FILE).is_file():
        return Result(SiteFile())
    try:
        text = (root / FILE).read_bytes().decode()
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        places: dict[Key, Position] = {}
        data = _plain(tree, (), places) if tree is not None else {}
        objects = tuple(_objects(tree))
    except OSError:
        return Result(SiteFile())
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        return Result(None, (_broken(error),))
    if not isinstance(data, dict):
        return Result(SiteFile(objects=objects))
    theme = data.get("theme")
    return Result(SiteFile({**data, "theme": {"name": theme}} if isinstance(theme, str) else data, places, objects))


def _plain(node: yaml.Node, path: Key, places: dict[Key, Position]) -> Any:
    """The value of a node, whose places are added; a value with a tag of MkDocs is its text."""
    places.setdefault(path, Position(FILE, node.start_mark.line + 1, node.start_mark.column + 1))
    if len(places) > _MOST_VALUES:
        raise _refused(node, f"it has more than {_MOST_VALUES} values: an alias repeats an alias")
    constructor = yaml.constructor.SafeConstructor()
    if node.tag == _ENVIRONMENT:
        return _of_environment(node, constructor)
    if isinstance(node, yaml.MappingNode):
        constructor.flatten_mapping(node)
        return {str(key.value): _plain(value, (*path, str(key.value)), places) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), places) for index, item in enumerate(node.value)]
    try:
        return constructor.construct_object(node) if node.tag in constructor.yaml_constructors else node.value
    except ValueError as error:
        raise _refused(node, f"{node.value[:_SHOWN]}: {error}") from error


def _refused(node: yaml.Node, problem: str) -> yaml.MarkedYAMLError:
    """What is raised for a node that has no value."""
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


def _objects(tree: yaml.Node | None) -> Iterator[tuple[str, Position]]:
    """The tags of a tree that stand for Python, keys and values alike; a node with several aliases counts once."""
    waiting, known = [tree] if tree is not None else [], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in known:
            continue
        known.add(id(node))
        if node.tag.startswith(_PYTHON):
            yield (node.tag.removeprefix(_PYTHON),
                   Position(FILE, node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            waiting += (part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _of_environment(node: yaml.Node, constructor: yaml.constructor.SafeConstructor) -> Any:
    """The first variable that is set; without one the last entry of a list of several, else None."""
    listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = listed[:-1] if len(listed) > 1 else listed
    for name in (str(item.value) for item in names):
        if name in os.environ:
            value = os.environ[name]
            tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return constructor.construct_object(yaml.ScalarNode(tag, value))
    return _plain(listed[-1], (), {}) if len(listed) > 1 else None


def _inside(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _broken(error: Exception) -> Diagnostic:
    """S002 for what is no YAML."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    place = Position(FILE, mark.line + 1, mark.column + 1) if mark else Position(FILE)
    if isinstance(error, UnicodeDecodeError):
        before = error.object[:error.start].decode().split("\n")
        place, problem = Position(FILE, len(before), len(before[-1]) + 1), "it is not UTF-8"
    elif isinstance(error, RecursionError):
        problem = "it is nested too deeply, or holds itself"
    return diagnostic("S002", place, problem=" ".join(str(problem).split()))


def rights(file: SiteFile, licences: Mapping[str, Licence]) -> Result[Rights]:
    """The rights in the texts of works that name none; C020 for an unknown licence.

    An option that is no such table says nothing: products/site_settings.py reports it.
    """
    path, options = file.plugin
    written = options.get("rights")
    if not isinstance(written, (str, dict)) or not written:
        return Result(UNSTATED)
    try:
        found = in_text(written, licences)
    except (TypeError, ValueError, AttributeError):
        return Result(UNSTATED)
    if found.licence and not found.licence.url:
        return Result(None, (diagnostic("C020", file.position(*path, "rights"), licence=found.licence.name),))
    return Result(found)


def options(data: Mapping[str, Any], inside: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The path of each option: a key of the file, or of one of the tables `inside`."""
    for name, value in data.items():
        yield from (((name, key) for key in value) if name in inside and isinstance(value, dict) else ((name,),))

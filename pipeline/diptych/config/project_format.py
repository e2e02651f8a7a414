"""The format version of a project: the option `format` of the plugin diptych in mkdocs.yml.

It is there because mkdocs.yml is the one file of a project that is not about a single work, and a project needs no
other. A project without the option has the layout of before the option.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from diptych.diagnostics import Position, Result, diagnostic

FILE: Final = "mkdocs.yml"
PLUGIN: Final = "diptych"
OPTION: Final = "format"
NEWEST: Final = 1
"""The newest format that this program knows. Raised when a project must be changed to be read."""


def project_format(root: Path) -> Result[int]:
    """The format of a project; 0 if it says none. C014 for a format that is newer than NEWEST, or no whole number.

    A missing or broken mkdocs.yml says none: products/site_settings.py reports it.
    """
    option = _options(_text(root)).get(OPTION)
    if option is None:
        return Result(0)
    written = option.value if isinstance(option, yaml.ScalarNode) else ""
    if written.isascii() and written.isdigit() and len(written) < 9 and 1 <= int(written) <= NEWEST:
        return Result(int(written))
    place = Position(FILE, option.start_mark.line + 1, option.start_mark.column + 1)
    return Result(None, (diagnostic("C014", place, format=written or "a list or mapping", newest=NEWEST),))


def with_format(root: Path) -> bytes | None:
    """mkdocs.yml with the newest format in the options of the plugin; None if the file has no place for it."""
    text = _text(root)
    option = _options(text).get(OPTION)
    lines = text.splitlines(keepends=True)
    plugin = _plugin(text)
    if option is not None or plugin is None:
        return None
    name, options = plugin
    row = name.start_mark.line
    if isinstance(options, yaml.MappingNode) and not options.flow_style and options.value:
        column = options.start_mark.column
        lines.insert(row + 1, f"{' ' * column}{OPTION}: {NEWEST}\n")
    elif isinstance(name, yaml.ScalarNode) and (options is None or options.tag.endswith(":null")):
        end = name.end_mark.column
        colon = "" if lines[row][end:].startswith(":") else ":"
        rest = lines[row][end:].rstrip("\r\n")
        lines[row] = f"{lines[row][:end]}{colon}{rest}\n"
        lines.insert(row + 1, f"{' ' * (name.start_mark.column + 2)}{OPTION}: {NEWEST}\n")
    else:
        return None
    made = "".join(lines)
    written = _options(made).get(OPTION)
    return made.encode() if written is not None and written.value == str(NEWEST) else None


def _text(root: Path) -> str:
    """The text of mkdocs.yml; empty if it is missing, no file or no UTF-8."""
    try:
        return (root / FILE).read_bytes().decode() if (root / FILE).is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _plugin(text: str) -> tuple[yaml.Node, yaml.Node | None] | None:
    """The name of the plugin diptych and its options, if it has any; None if mkdocs.yml has no such plugin."""
    try:
        plugins = _entries(yaml.compose(text, Loader=yaml.SafeLoader)).get("plugins")
    except (ValueError, yaml.YAMLError, RecursionError):
        return None
    for node in plugins[1].value if plugins and isinstance(plugins[1], yaml.SequenceNode) else (
            plugins[1:] if plugins else ()):
        if isinstance(node, yaml.ScalarNode) and node.value == PLUGIN:
            return node, None
        if PLUGIN in _entries(node):
            return _entries(node)[PLUGIN]
    return None


def _options(text: str) -> dict[str, yaml.Node]:
    plugin = _plugin(text)
    return {key: value for key, (_, value) in _entries(plugin[1]).items()} if plugin else {}


def _entries(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping, by key."""
    return {str(key.value): (key, value) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}

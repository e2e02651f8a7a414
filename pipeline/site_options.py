"""mkdocs.yml as far as a build must know it before MkDocs does: the site's address, and where errors are reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.diagnostics import Diagnostic, Position, Result, diagnostic
from pipeline.render.clauses import check_report

FILE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """`url` is site_url, empty where there is none."""

    url: str = ""


def site_options(root: Path) -> Result[SiteOptions]:
    """What mkdocs.yml says; S002 if it is not YAML, S001 for an address for reports that cannot be used. A missing
    file says nothing: only MkDocs needs it."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError:
        return Result(SiteOptions())
    except (ValueError, yaml.YAMLError) as error:
        return Result(None, (_broken(error),))
    found = dict(_scalars(tree))
    report = found.get("report")
    findings = check_report(report.value, _position(report.start_mark)) if report else ()
    address = found.get("site_url")
    return Result(None if findings else SiteOptions(address.value if address else ""), findings)


def _broken(error: Exception) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return diagnostic("S002", _position(mark) if mark else Position(FILE), problem=" ".join(str(problem).split()))


def _position(mark: yaml.Mark) -> Position:
    return Position(FILE, mark.line + 1, mark.column + 1)


def _scalars(tree: yaml.Node | None) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The site_url of the file and the options of the plugin diptych, by name."""
    top = _entries(tree)
    if isinstance(address := top.get("site_url"), yaml.ScalarNode):
        yield "site_url", address
    plugins = top.get("plugins")
    for plugin in plugins.value if isinstance(plugins, yaml.SequenceNode) else (plugins,):
        options = _entries(_entries(plugin).get("diptych"))
        yield from ((name, node) for name, node in options.items()
                    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str"))


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}

"""mkdocs.yml as far as a build must know it before MkDocs does: the site's address, where errors are reported, what the
PDFs are set for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import yaml

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.render.html.clause_tools import check_report
from diptych.render.print.stylesheet import MEDIA, PAPERS

FILE = "mkdocs.yml"
PRINT: Final = {"paper": tuple(PAPERS), "edition": MEDIA}
"""What the options of the plugin may say of the PDFs."""

_RESERVED: Final = "example"
"""The top-level domain for examples (RFC 2606)."""
_YES: Final = ("true", "yes", "on")
"""Words for yes in YAML."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """`url` is site_url, empty where there is none, `report` where a reader reports an error in a clause; `paper` and
    `edition` are those of the PDFs; `review` is whether translations get pages for their editors."""

    url: str = ""
    report: str = ""
    paper: str = "a4"
    edition: str = "print"
    review: bool = False


def site_options(root: Path) -> Result[SiteOptions]:
    """What mkdocs.yml says; S002 if it is not YAML, S001 for an address for reports that cannot be used, S003 for a
    paper or an edition that there is not, S004 for an address that is nobody's. A missing file says nothing: only
    MkDocs needs it."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError:
        return Result(SiteOptions())
    except (ValueError, yaml.YAMLError) as error:
        return Result(None, (_broken(error),))
    options = dict(_scalars(tree))
    report = options.get("report")
    findings = [*check_report(report.value, _position(report.start_mark))] if report else []
    findings += [diagnostic("S003", _position(options[key].start_mark), key=key, value=options[key].value,
                            known=", ".join(known))
                 for key, known in PRINT.items() if key in options and options[key].value not in known]
    if findings:
        return Result(None, tuple(findings))
    chosen = {key: options[key].value for key in ("report", *PRINT) if key in options}
    review = "review" in options and options["review"].value.lower() in _YES
    address = options.get("site_url")
    url = address.value if address else ""
    return Result(SiteOptions(url, review=review, **chosen),
                  tuple(_check_address(url, _position(address.start_mark) if address else Position(FILE))))


def site_url(root: Path) -> str:
    """The site's address as mkdocs.yml gives it; empty where it gives none."""
    return (site_options(root).value or SiteOptions()).url


def _check_address(url: str, position: Position) -> Iterator[Diagnostic]:
    """S004 for an address without a host, or with one below .example."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if not host:
        yield diagnostic("S004", position, problem="the site has no address")
    elif host.rpartition(".")[2] == _RESERVED:
        yield diagnostic("S004", position, problem=f"the address {url} is only an example")


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
                    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":bool" if name == "review" else ":str"))


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}

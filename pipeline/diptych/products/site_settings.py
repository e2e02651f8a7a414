"""mkdocs.yml as far as a build must know it before MkDocs does: the site's address, name and publisher, where errors
are reported, what the PDFs are set for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import jsonschema_rs

from diptych.config import mkdocs_file
from diptych.config.mkdocs_file import SiteFile
from diptych.config.rights import Words
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.products import mkdocs_options
from diptych.project import interface_catalogues, releases
from diptych.render.html.clause_tools import check_report
from diptych.render.print.conformance import CONFORMANCES, USUAL
from diptych.render.print.stylesheet import ALIGNMENTS, FRONTS, MEDIA, PAPERS, READINGS, TYPEFACES
from diptych.render.publisher import MEDIA_TYPES, NOBODY, Logo, SigningKey, SitePublisher, names
from diptych.render.site.page import OFFLINE

PRINT: Final = {"paper": tuple(PAPERS), "edition": MEDIA, "reading": READINGS, "front": FRONTS,
                "alignment": ALIGNMENTS, "typeface": TYPEFACES,
                "conformance": tuple(CONFORMANCES)}
"""What the options of the plugin may say of the PDFs."""

_RESERVED: Final = "example"
"""The top-level domain for examples (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """`url` is site_url, empty where there is none, `report` where a reader reports an error in a clause; the options
    of PRINT are those of the PDFs; `review` is whether translations get pages for their editors, `interchange` whether
    texts are also published in the form for interchange, `bulk` whether archives are made of all files,
    `escape_formulas` whether no cell of a table is a formula.

    `name` is site_name. `glossary` is whether there is a glossary. `citation_style` is the first in the panel, empty
    for that of the language. `offline` are the parts of the site that a device keeps, of OFFLINE. `languages` are the
    catalogues of the interface languages, none if it names none; `default_language` is that of the front page. `frame`
    are the paths of the publisher's own styles, scripts, logo and icon on the site. `contact` says how to reach the
    publisher, by language, empty if not stated.
    """

    url: str = ""
    report: str = ""
    paper: str = "a4"
    edition: str = "print"
    reading: str = "clean"
    front: str = "full"
    alignment: str = "ragged"
    typeface: str = "usual"
    conformance: str = USUAL
    review: bool = False
    interchange: bool = False
    bulk: bool = True
    escape_formulas: bool = False
    name: str = ""
    publisher: SitePublisher = NOBODY
    glossary: bool = True
    citation_style: str = ""
    offline: tuple[str, ...] = OFFLINE
    languages: tuple[str, ...] = ()
    default_language: str = ""
    frame: tuple[str, ...] = ()
    contact: Words = ()

    def printed(self, chosen: Mapping[str, str | None]) -> SiteOptions:
        """The same with options of PRINT that are chosen; those that are None are as before."""
        options: dict[str, Any] = {key: value for key, value in chosen.items() if value}
        return replace(self, **options)


def site_options(root: Path) -> Result[SiteOptions]:
    """What mkdocs.yml says; S002 if it is not YAML, S001 for an address for reports that cannot be used, S003 for a
    paper or an edition that there is not, S020 for an interface language without a catalogue, S010 and S011 for what a
    site cannot follow, C002 to C005 and C030 for releases.toml; with a value S004 for an
    address that is nobody's.

    A missing file says nothing: only MkDocs needs it."""
    read = mkdocs_file.read(root)
    if read.value is None:
        return Result(None, read.diagnostics)
    file = read.value
    path, options = file.plugin
    logo = _logo(root, file)
    spoken, chain = _interface_languages(root, file), releases.read(root)
    findings = (*_unusable(file, path, options), *spoken.diagnostics, *mkdocs_options.check(file, root),
                *logo.diagnostics, *chain.diagnostics)
    if findings or spoken.value is None or chain.value is None:
        return Result(None, findings)
    languages, default = spoken.value
    chosen = {key: options[key] for key in ("report", *PRINT) if isinstance(options.get(key), str)}
    kept = options.get("offline") or {}
    url = _text(file, "site_url")
    return Result(SiteOptions(
        url, review=options.get("review") is True, interchange=options.get("interchange") is True,
        bulk=options.get("bulk") is not False, escape_formulas=options.get("escape_formulas") is True, **chosen,
        name=_text(file, "site_name"),
        publisher=SitePublisher(names(options.get("publisher") or _text(file, "site_author")), logo.value,
                                tuple(SigningKey(key.public.line, key.public.fingerprint, key.since)
                                      for key in chain.value.keys)),
        glossary=options.get("glossary") is not False, citation_style=options.get("citation_style") or "",
        offline=tuple(part for part in OFFLINE if kept.get(part) is not False), languages=languages,
        default_language=default, frame=tuple(_frame(file)), contact=names(options.get("contact") or "")),
        tuple(_check_address(url, file.position("site_url"))))


def site_url(root: Path) -> str:
    """The site's address as mkdocs.yml gives it; empty where it gives none."""
    return (site_options(root).value or SiteOptions()).url


def _interface_languages(root: Path, file: SiteFile) -> Result[tuple[tuple[str, ...], str]]:
    """The catalogues of the options `languages` and `default_language`; S020 for each that there is not."""
    path, options = file.plugin
    listed = options.get("languages")
    entries = [(name, (*path, "languages", index)) for index, name in enumerate(listed)
               if isinstance(name, str)] if isinstance(listed, list) else []
    default = options.get("default_language")
    chosen = [(default, (*path, "default_language"))] if isinstance(default, str) and default else []
    if not entries and not chosen:
        return Result(((), ""))
    known = interface_catalogues.names(root)
    named = {name: interface_catalogues.named(root, name) for name, _ in (*entries, *chosen)}
    spoken = tuple(dict.fromkeys(named[name] for name, _ in entries if named[name]))
    unknown = (*((name, place, known) for name, place in entries if not named[name]),
               *((name, place, spoken or known) for name, place in chosen if named[name] not in (spoken or known)))
    findings = tuple(diagnostic("S020", file.position(*place), value=name, known=", ".join(allowed))
                     for name, place, allowed in unknown)
    return Result(None if findings else (spoken, "".join(named[name] for name, _ in chosen)), findings)


def _frame(file: SiteFile) -> Iterator[str]:
    """The paths of the publisher's files that every page loads; an address elsewhere is not among them."""
    for name in ("extra_css", "extra_javascript"):
        written = file.value(name)
        for entry in written if isinstance(written, list) else ():
            path = entry.get("path", "") if isinstance(entry, Mapping) else entry
            if isinstance(path, str) and path and "//" not in path:
                yield path
    for name in ("logo", "favicon"):
        picture = file.value("theme", name)
        if isinstance(picture, str) and picture:
            yield picture


def _text(file: SiteFile, name: str) -> str:
    """The text of an option; empty if it has none."""
    value = file.value(name)
    return value if isinstance(value, str) else ""


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


def _unusable(file: SiteFile, path: mkdocs_file.Key, options: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """S001, S003 and S011 for the options of the plugin."""
    report = options.get("report")
    if isinstance(report, str):
        yield from check_report(report, file.position(*path, "report"))
    for key, known in PRINT.items():
        if key in options and options[key] not in known:
            yield diagnostic("S003", file.position(*path, key), key=key, value=options[key], known=", ".join(known))
    shape = mkdocs_options.shape()
    named = {key: value for key, value in options.items() if key in shape["properties"] and value is not None}
    for error in jsonschema_rs.validator_for(shape).iter_errors(named):
        inside = tuple(error.instance_path)
        yield diagnostic("S011", file.position(*path, *inside), option=".".join(map(str, ("diptych", *inside))),
                         problem=error.message, instead="correct the option of the plugin diptych")


def _logo(root: Path, file: SiteFile) -> Result[Logo]:
    """The picture of theme.logo; S011 if there is none, or of another kind than MEDIA_TYPES."""
    written = file.value("theme", "logo")
    if not isinstance(written, str) or not written:
        return Result(None)
    path = mkdocs_options.theme_file(root, file, written)
    suffix = Path(written).suffix.lower()
    if path is None or suffix not in MEDIA_TYPES:
        problem = "there is no such file" if path is None else f"{suffix or 'a file without suffix'} is no picture"
        return Result(None, (diagnostic("S011", file.position("theme", "logo"), option="theme.logo", problem=problem,
                                        instead=f"name a {', '.join(MEDIA_TYPES)} in the folder of pages"),))
    return Result(Logo(suffix, path.read_bytes()))

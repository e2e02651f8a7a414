"""A finished site, or a copy of one → its texts and ledgers, from the Akoma Ntoso and JSON files beside each work."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from diptych.akn import document, iri
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchor, Anchors, State
from diptych.diagnostics import Diagnostic, Result
from diptych.files.checksums import SUMS

LEDGER: Final = "anchors.json"
_DATED: Final = "@"
"""The first character of the folder of a dated version."""


@dataclass(frozen=True, slots=True)
class PublishedCopy:
    """A work as a site has it: its IRI, its texts by the date of their version, and its ledger."""

    iri: str
    texts: Mapping[str, tuple[Document, ...]]
    anchors: Anchors


def is_site(folder: Path) -> bool:
    """Whether a folder holds a finished site."""
    return (folder / SUMS).is_file() and (folder / iri.ROOT.strip("/")).is_dir()


def works(site: Path) -> Result[tuple[PublishedCopy, ...]]:
    """The works of a site; X001 or X002 for a text that is no Akoma Ntoso."""
    texts: dict[str, dict[str, tuple[Document, ...]]] = {}
    findings: list[Diagnostic] = []
    for path in sorted((site / iri.ROOT.strip("/")).rglob("*.xml")):
        if not path.is_file() or path.is_symlink() or iri.languages(path.stem) != (path.stem,):
            continue
        folder, date = path.parent.relative_to(site).as_posix(), ""
        if path.parent.name.startswith(_DATED):
            folder, date = path.parent.parent.relative_to(site).as_posix(), path.parent.name[1:]
        read = document.read(path.read_bytes(), path.name, own=True)
        findings += read.diagnostics
        if read.value is not None:
            versions = texts.setdefault(f"/{folder}", {})
            versions[date] = (*versions.get(date, ()), Document(read.value.root, date))
    return Result(tuple(PublishedCopy(work, versions, tuple(_ledger(site / work.strip("/") / LEDGER)))
                        for work, versions in texts.items()), tuple(findings))


def _ledger(file: Path) -> Iterator[Anchor]:
    """The anchors in the ledger beside a work; none if there is no such file or it is broken."""
    try:
        data = json.loads(file.read_bytes()) if file.is_file() else {}
        for item in data.get("anchors", ()):
            yield _anchor(item)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return


def _anchor(item: Mapping[str, Any]) -> Anchor:
    origin = item.get("from")
    return Anchor(item["eId"], item["since"], tuple(item.get("texts", {}).items()), State(item["state"]),
                  tuple(item.get("to", ())), item.get("why") or "", item.get("until") or "", item.get("version") or "",
                  None if origin is None else tuple(origin))

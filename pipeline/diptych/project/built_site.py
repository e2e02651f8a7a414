"""A finished site, or a copy of one → its texts and ledgers, from the Akoma Ntoso and JSON files beside each work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from diptych.akn import document, iri
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchor, Anchors, State
from diptych.anchors.published_works import RecordedState, RecordedWork, RecordedWorks
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


@dataclass(frozen=True, slots=True)
class EndedFolder:
    """A folder of addresses that ended, as a path with slashes around, and the folder to which it moved, if it did."""

    path: str
    to: str = ""


def ended_clauses(site: Path) -> Iterator[EndedFolder]:
    """The folders of clauses that moved to one place or were withdrawn, work after work, each in all interfaces.

    In the folder of an interface language, a clause that moved is listed if its present place has a page there.
    """
    roots = _roots(site)
    for file in sorted((site / iri.ROOT.strip("/")).rglob(LEDGER)):
        ledger = tuple(_ledger(file))
        live = {(anchor.version, anchor.id) for anchor in ledger if anchor.live}
        ended = {(anchor.version, anchor.id): anchor for anchor in ledger if not anchor.live and len(anchor.to) < 2}
        work = file.parent.relative_to(site)
        texts = [folder for root in roots for folder in _text_folders(root / work)]
        for key in sorted(ended.keys() - live):
            yield from _ended_folders(site, texts, ended[key])


def _roots(site: Path) -> Sequence[Path]:
    """The site, and its folders of further interface languages."""
    below = (path.parent for path in site.glob(f"*{iri.ROOT}"))
    return [site, *sorted(below)]


def _text_folders(work: Path) -> Sequence[Path]:
    """The folder of a work and those of its texts and versions; none if there is no such folder."""
    inner = (work, *work.iterdir()) if work.is_dir() else ()
    return sorted(path for path in inner if path.is_dir() and not path.name.startswith(iri.MARK))


def _ended_folders(site: Path, texts: Iterable[Path], anchor: Anchor) -> Iterator[EndedFolder]:
    """The folders of an ended clause in the folders of a work and its texts."""
    for folder in texts:
        is_there = (folder / iri.place(anchor.id) / "index.html").is_file()
        if is_there and folder.name.partition(_DATED)[2] == anchor.version:
            way = f"/{folder.relative_to(site).as_posix()}/"
            moved = f"{way}{iri.place(anchor.to[0])}/" if anchor.to else ""
            if not moved or _is_reached(site, way, moved):
                yield EndedFolder(f"{way}{iri.place(anchor.id)}/", moved)


def _is_reached(site: Path, way: str, moved: str) -> bool:
    """Whether an address that moved can lead on: in the folder of an interface language the new place needs a page."""
    return way.startswith(iri.ROOT) or (site / moved.strip("/") / "index.html").is_file()


def ended_works(site: Path, records: RecordedWorks) -> Iterator[EndedFolder]:
    """The folders of works that moved or were withdrawn, each with those inside it."""
    for record in records:
        if record.state is RecordedState.LIVE:
            continue
        for root in _roots(site):
            yield from _ended_work(site, root, record)


def _ended_work(site: Path, root: Path, record: RecordedWork) -> Iterator[EndedFolder]:
    """The folder of an ended work below the site or below the folder of an interface language, and those inside it."""
    home = f"/{root.relative_to(site).as_posix()}".removesuffix("/.").rstrip("/") + iri.ROOT
    folder = site / home.strip("/") / record.path
    for page in sorted(folder.rglob("index.html")):
        inner = page.parent.relative_to(folder).as_posix()
        way = "" if inner == "." else f"{inner}/"
        moved = f"{home}{record.to}/{way}" if record.state is RecordedState.MOVED else ""
        if not moved or _is_reached(site, home, moved):
            yield EndedFolder(f"{home}{record.path}/{way}", moved)


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
                  tuple(place["eId"] for place in item.get("to", ())), item.get("why") or "", item.get("until") or "",
                  item.get("version") or "", None if origin is None else tuple(origin))

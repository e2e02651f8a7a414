"""The site generator's part of a site: its hand-written pages, its theme's files, and a shell for each kind of page.

MkDocs runs in a process of its own, or is itself the process that asks; the plugin and this module meet in a folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from diptych.diagnostics import Position, Result, diagnostic
from diptych.products.contract import Files
from diptych.render.site.page_shells import Shells

VARIABLE: Final = "DIPTYCH_FRAME"
"""Names the folder in which a build that is under way waits for a frame."""
_ASKED: Final = "asked.json"
_SHELLS: Final = "shells.json"


@dataclass(frozen=True, slots=True)
class Asked:
    """What MkDocs must know of the works: the paths of their pages, for links of hand-written pages, and whether there
    is a glossary."""

    pages: tuple[str, ...]
    glossary: bool


@contextmanager
def making(root: Path, folder: Path, asked: Asked, date: str) -> Iterator[subprocess.Popen[str]]:
    """MkDocs at work in a folder; `date` is that of the newest work. It does not go on when nobody waits for it any
    more, such as after Ctrl-C."""
    folder.mkdir(parents=True)
    (folder / _ASKED).write_text(json.dumps(asdict(asked)), encoding="utf-8")
    environment = os.environ | {VARIABLE: str(folder), "SOURCE_DATE_EPOCH": _epoch(date), "NO_MKDOCS_2_WARNING": "1"}
    # With --quiet MkDocs would not count its warnings, and --strict would let them pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate()


def made(root: Path, folder: Path, process: subprocess.Popen[str]) -> Result[tuple[Files, Shells]]:
    """Waits for MkDocs; gives the files of the site and the shells, or B002 with its words if it failed."""
    output, _ = process.communicate()
    if process.returncode:
        told = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("INFO")]
        words = "; ".join(told[-3:]).replace(str(root), ".")
        return Result(None, (diagnostic("B002", Position("mkdocs.yml"), problem=words),))
    site = folder / "site"
    files = tuple((path.relative_to(site).as_posix(), path.read_bytes())
                  for path in sorted(site.rglob("*")) if path.is_file())
    return Result((files, shells(json.loads((folder / _SHELLS).read_bytes()))))


def asked() -> Asked | None:
    """What the build that is under way asks of MkDocs; None if MkDocs runs by itself."""
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return None
    known = json.loads((Path(folder) / _ASKED).read_text(encoding="utf-8"))
    return Asked(tuple(known["pages"]), known["glossary"])


def answer(found: Shells) -> None:
    """Gives the shells to the build that is under way."""
    (Path(os.environ[VARIABLE]) / _SHELLS).write_text(text(found), encoding="utf-8")


def plain(found: Shells) -> Mapping[str, Any]:
    """Shells as JSON can hold them."""
    return {"html": dict(found.html), "by_hand": sorted(found.by_hand), "addresses": found.addresses,
            "site_name": found.site_name}


def text(found: Shells) -> str:
    """Shells as JSON."""
    return json.dumps(plain(found), ensure_ascii=False)


def shells(known: Mapping[str, Any]) -> Shells:
    """The shells that were made plain."""
    return Shells(known["html"], frozenset(known["by_hand"]), tuple(known["addresses"]), known["site_name"])


def _epoch(date: str) -> str:
    """Midnight UTC of a date as seconds, so that MkDocs asks no clock."""
    return str(int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()))

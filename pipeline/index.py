"""Published works → the search index of their clauses, which Pagefind makes in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from pipeline.akn.document import Document
from pipeline.diagnostics import Diagnostic, Position, diagnostic
from pipeline.render import search

FOLDER: Final = "pagefind"
"""Where a site holds its index."""

_NEEDED: Final = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pagefind", "*.pf_*")


def start(stage: Path, works: Iterable[Sequence[Document]]) -> subprocess.Popen[bytes]:
    """Pagefind at work on the clauses of the expressions of all works; nothing of what it reads is for readers."""
    source = stage / "clauses"
    source.mkdir(parents=True)
    for work in works:
        for name, data in search.pages(work):
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    # One index for all languages: the words are none of any language.
    command = [sys.executable, "-m", "pagefind_bin", "--silent", "--force-language", "unknown",
               "--site", str(source), "--output-path", str(stage / "index")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(process: subprocess.Popen[bytes], stage: Path) -> tuple[Diagnostic, ...]:
    """Waits for the index and lays what a browser needs of it into the stage's folder `search`; B003 if it failed."""
    if process.wait():
        return (diagnostic("B003", Position("build/search"), product="the search index"),)
    target = stage / "search"
    for pattern in _NEEDED:
        for path in (stage / "index").rglob(pattern):
            place = target / path.relative_to(stage / "index")
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
    (target / search.TABLE).write_bytes(search.table())
    return ()


def publish(stage: Path, site: Path) -> None:
    """Copies the finished index into a site."""
    shutil.copytree(stage / "search", site / FOLDER)

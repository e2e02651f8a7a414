"""The site generator's part of a site: its hand-written pages, its theme's files, and a shell for each kind of page.

MkDocs runs in a process of its own, or is itself the process that asks; the plugin and this module meet in a folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from diptych.build.options import Asked
from diptych.config import mkdocs_file
from diptych.diagnostics import Position, Result, diagnostic
from diptych.files import atomic, folders
from diptych.products.contract import Files
from diptych.render.site.page_shells import Shells

VARIABLE: Final = "DIPTYCH_FRAME"
"""Names the folder in which a build that is under way waits for a frame."""
_ASKED: Final = "asked.json"
_SHELLS: Final = "shells.json"


@contextmanager
def making(root: Path, folder: Path, asked: Asked, date: str, *, trusted: bool) -> Iterator[subprocess.Popen[str]]:
    """MkDocs at work in a folder; `date` is that of the newest work. It does not go on when nobody waits for it any
    more, such as after Ctrl-C.

    Unless the project is `trusted`, modules in its folder are not imported.
    """
    folders.make(folder)
    atomic.write(folder / _ASKED, msgspec.json.encode(asked), durable=False)
    environment = os.environ | {VARIABLE: str(folder), "SOURCE_DATE_EPOCH": _epoch(date), "NO_MKDOCS_2_WARNING": "1"}
    # With --quiet MkDocs would not count its warnings, and --strict would let them pass.
    # Without --config-file MkDocs would read a mkdocs.yaml, too.
    command = [sys.executable, *([] if trusted else ["-P"]), "-m", "mkdocs", "build", "--strict",
               "--config-file", mkdocs_file.FILE, "--site-dir", str(folder / "site")]
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate()


def made(root: Path, folder: Path, process: subprocess.Popen[str]) -> Result[tuple[Files, bytes]]:
    """Waits for MkDocs; gives the files of the site and the shells as JSON, or B002 with its words if it failed."""
    output, _ = process.communicate()
    if process.returncode:
        lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("INFO")]
        words = "; ".join(lines[-3:]).replace(str(root), ".")
        return Result(None, (diagnostic("B002", Position("mkdocs.yml"), problem=words),))
    site = folder / "site"
    files = tuple((path.relative_to(site).as_posix(), path.read_bytes())
                  for path in sorted(site.rglob("*")) if path.is_file())
    return Result((files, (folder / _SHELLS).read_bytes()))


def asked() -> Asked | None:
    """What the build that is under way asks of MkDocs; None if MkDocs runs by itself."""
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return None
    return msgspec.json.decode((Path(folder) / _ASKED).read_bytes(), type=Asked)


def answer(shells: Shells) -> None:
    """Gives the shells to the build that is under way."""
    atomic.write(Path(os.environ[VARIABLE]) / _SHELLS, encoded(shells), durable=False)


def encoded(shells: Shells) -> bytes:
    """Shells as JSON, the same for the same shells."""
    return msgspec.json.encode(shells, order="sorted")


def decoded(data: bytes) -> Shells:
    """The shells that were encoded."""
    return msgspec.json.decode(data, type=Shells)


def _epoch(date: str) -> str:
    """Midnight UTC of a date as seconds, so that MkDocs asks no clock."""
    return str(int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()))

"""Published works → the search index of their clauses, which Pagefind makes in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline.diagnostics import Position, Result, diagnostic
from pipeline.products import Files, Given
from pipeline.render import cbor, search

FOLDER: Final = "pagefind"
"""Where a site holds its index."""

_ENTRY: Final = "pagefind-entry.json"
_NEEDED: Final = ("pagefind.js", "pagefind-worker.js", _ENTRY, "*.pagefind", "*.pf_*")
_SIGNATURE: Final = b"pagefind_dcd"
"""How what is compressed in a file of the index begins."""


def make(given: Given, _: str) -> Result[Files]:
    """The pages that the search engine reads of a work; nothing of them is for readers. The newest version is searched
    alone."""
    return Result(() if given.version else tuple(search.pages(given.documents)))


def start(stage: Path, pages: Iterable[tuple[str, bytes]]) -> subprocess.Popen[bytes]:
    """Pagefind at work on the pages of clauses, which are written into a folder of its own first."""
    source = f"{stage}/clauses"
    made = set()
    for name, data in pages:
        folder = f"{source}/{name}".rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - there are many, and pathlib takes three times as long
            made.add(folder)
        with open(f"{source}/{name}", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(data)
    # One index for all languages: the words are none of any language.
    command = [sys.executable, "-m", "pagefind_bin", "--silent", "--force-language", "unknown",
               "--site", source, "--output-path", str(stage / "index")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(process: subprocess.Popen[bytes], stage: Path) -> Result[Files]:
    """Waits for the index; gives what a browser needs of it. B003 if it failed."""
    if process.wait():
        return Result(None, (diagnostic("B003", Position("build/search"), product="the search index"),))
    found = sorted(path for pattern in _NEEDED for path in (stage / "index").rglob(pattern))
    files = {path.relative_to(stage / "index").as_posix(): path.read_bytes() for path in found}
    return Result((*settled(files).items(), (search.TABLE, search.table())))


def settled(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The same index whatever the order in which Pagefind happened to list its filters and their values, which changes
    from run to run: in the order of their bytes, in files that are named by what they hold then."""
    entry, made = json.loads(files[_ENTRY]), dict(files)
    for language in entry["languages"].values():
        version, pages, chunks, filters, *rest = cbor.items(_opened(made.pop(_meta(language["hash"]))))
        renamed = sorted(map(cbor.array, _filters(made, cbor.items(filters))))
        data = cbor.array((version, pages, chunks, cbor.array(renamed), *rest))
        language["hash"] = _named(language["hash"], data, 15)
        made[_meta(language["hash"])] = _closed(data)
    made[_ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(made.items()))


def _filters(made: dict[str, bytes], listed: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Name and file of each filter, as they are written, once its file is settled."""
    for name, file in map(cbor.items, listed):
        old = file[1:].decode()
        kind, values = cbor.items(_opened(made.pop(_filter(old))))
        data = cbor.array((kind, cbor.array(sorted(cbor.items(values)))))
        new = _named(old, data, 7)
        made[_filter(new)] = _closed(data)
        yield name, file[:1] + new.encode()


def _named(old: str, data: bytes, length: int) -> str:
    """The name of a file by what it holds, of the form that Pagefind gave it."""
    return f"{old.rpartition('_')[0]}_{sha256(data).hexdigest()[:length]}"


def _meta(name: str) -> str:
    return f"pagefind.{name}.pf_meta"


def _filter(name: str) -> str:
    return f"filter/{name}.pf_filter"


def _opened(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_SIGNATURE)


def _closed(data: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + data, mtime=0)

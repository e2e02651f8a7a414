"""What a build has put in place → build/bulk/: archives of all texts, data and PDFs by year, with their checksums.

An archive whose files are unchanged is not written again. Works that no list has are in none.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from diptych.build.report import Product
from diptych.build.state import WorkState
from diptych.config.works import UNKNOWN_DATE
from diptych.files import atomic
from diptych.files.manifest import Placed, Record
from diptych.files.product_places import SUMS

NAME: Final = "bulk"
FOLDER: Final = "build/bulk"
RECORD: Final = "build/bulk.json"
"""What the archives were made of, for the next build."""
WORKS: Final = 500
"""Works of a year in an archive, chosen. Raised, a change of one work writes more; lowered, there are more archives."""
_KINDS: Final = {"akn": ("akn", "build/akn/", ".xml"), "data": ("exports", "build/exports/", "/data.json"),
                 "pdf": ("pdf", "build/pdf/", ".pdf")}
"""The kinds of archives: the kind of product, the folder and the end of the names of its files."""
_PACKED: Final = frozenset({"pdf"})
"""Kinds whose files are compressed already."""
_LEVEL: Final = 6
"""Level of zlib, that of `zip`."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: the same files give the same bytes."""
_UNDATED: Final = "undated"


@dataclass(frozen=True, slots=True)
class BulkArchive:
    """An archive that was made: the digest of the list of its files, its own SHA-256, and its size in bytes."""

    contents: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class BulkRecord:
    """The archives of a build by name; `inputs` is the digest of what the build read."""

    inputs: str = ""
    archives: Mapping[str, BulkArchive] = field(default_factory=dict)


Contents = Mapping[str, Placed]
"""The files of an archive, by their names in it."""


def contents(works: Iterable[WorkState], installed: Record, at_once: int = WORKS) -> Mapping[str, Contents]:
    """The files of each archive by its name. The works of a year are divided into 2, 4, 8 … archives when there are
    more than `at_once` for one; the digest of a work's path says in which it is."""
    paths = {work.published[0][1].removeprefix("akn/").rstrip("/"): work for work in works if work.is_listed}
    years = Counter(map(_year, paths))
    made: dict[str, dict[str, Placed]] = defaultdict(dict)
    for path, work in paths.items():
        end = _end(path, years[_year(path)], at_once)
        for kind in _KINDS:
            made[f"{kind}-{end}.zip"].update(_files(kind, work, installed))
    return {name: dict(sorted(made[name].items())) for name in sorted(made) if made[name]}


def _files(kind: str, work: WorkState, installed: Record) -> Iterator[tuple[str, Placed]]:
    """The files of a work for archives of a kind, by their names in it."""
    product, folder, suffix = _KINDS[kind]
    names = (wanted.name for wanted in work.wanted if wanted.name.startswith(f"{product} "))
    return ((file.path.removeprefix(folder), file) for name in names if name in installed
            for file in installed[name].files if file.path.startswith(folder) and file.path.endswith(suffix))


def _year(path: str) -> str:
    """The year of the last but one part of a work's path, which is its date."""
    year = path.split("/")[-2][:4]
    return _UNDATED if year == UNKNOWN_DATE[:4] or not year.isdigit() else year


def _end(path: str, works: int, at_once: int) -> str:
    """The end of the name of the archive for a work of a year with so many works."""
    parts = 1
    while parts * at_once < works:
        parts *= 2
    number = int(sha256(path.encode()).hexdigest()[:8], 16) % parts + 1
    return _year(path) if parts == 1 else f"{_year(path)}-{number}-of-{parts}"


def recorded(root: Path) -> BulkRecord:
    """What the last build wrote down of its archives; nothing if it cannot be read."""
    try:
        return msgspec.json.decode((root / RECORD).read_bytes(), type=BulkRecord)
    except (OSError, msgspec.DecodeError):
        return BulkRecord()


def whole(root: Path, inputs: str) -> bool:
    """Whether the archives of the build that read these inputs are there."""
    record = recorded(root)
    return record.inputs == inputs and all(
        _is_there(root / FOLDER / name, archive) for name, archive in record.archives.items())


def products(root: Path) -> tuple[Product, ...]:
    """The archives that are there, and the file with their checksums, in the order of their paths."""
    files = (root / FOLDER / name for name in sorted((*recorded(root).archives, SUMS)))
    return tuple(Product(f"{FOLDER}/{file.name}", file.stat().st_size) for file in files if file.is_file())


def _is_there(path: Path, archive: BulkArchive) -> bool:
    return path.is_file() and path.stat().st_size == archive.size


def write(root: Path, inputs: str, wanted: Mapping[str, Contents]) -> Sequence[str]:
    """Brings build/bulk/ up to date, and gives the names of the archives that were written. What else is in it is
    deleted. Raises OSError."""
    before, made, written = recorded(root).archives, dict[str, BulkArchive](), list[str]()
    for name, files in wanted.items():
        digest = sha256(_sums({inner: file.sha256 for inner, file in files.items()})).hexdigest()
        known = before.get(name)
        if known is None or known.contents != digest or not _is_there(root / FOLDER / name, known):
            _archive(root, name, files)
            written.append(name)
            known = BulkArchive(digest, _digest(root / FOLDER / name), (root / FOLDER / name).stat().st_size)
        made[name] = known
    if wanted:
        listing = _sums({name: archive.sha256 for name, archive in made.items()})
        atomic.write(root / FOLDER / SUMS, listing, durable=False)
    for stray in _strays(root, {*made, SUMS} if wanted else set()):
        atomic.remove(stray, above=root / "build")
    atomic.write(root / RECORD, msgspec.json.encode(BulkRecord(inputs, made)), durable=False)
    return written


def _archive(root: Path, name: str, files: Contents) -> None:
    """Writes an archive: its files, and their checksums as the last one."""
    kind = zipfile.ZIP_STORED if name.partition("-")[0] in _PACKED else zipfile.ZIP_DEFLATED
    with atomic.replacing(root / FOLDER / name) as beside, zipfile.ZipFile(beside, "w", kind) as archive:
        for inner, file in files.items():
            archive.writestr(_entry(inner), (root / file.path).read_bytes(), kind, _LEVEL)
        archive.writestr(_entry(SUMS), _sums({inner: file.sha256 for inner, file in files.items()}), kind, _LEVEL)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _sums(digests: Mapping[str, str]) -> bytes:
    """Checksums as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _strays(root: Path, kept: set[str]) -> Iterator[Path]:
    folder = root / FOLDER
    return (path for path in sorted(folder.iterdir() if folder.is_dir() else ())
            if path.name not in kept and path.is_file())

"""A published site and its SHA256SUMS: written beside the files, and held against a copy in a folder or on a server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
_CONNECTIONS: Final = 8
_SECONDS: Final = 30

Fetch = Callable[[str], bytes | None]
"""The bytes of a file of a copy, by its path; None if it isn't there."""


class Fault(StrEnum):
    """What is wrong with a file of a copy."""

    MISSING = "missing"
    ALTERED = "altered"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many files were looked at, and what is wrong with which; `problem` says why they could not be.

    `sums` is the SHA-256 of the SHA256SUMS itself: whoever could alter a file could alter that too.
    """

    files: int
    faults: tuple[tuple[str, Fault], ...] = ()
    sums: str = ""
    problem: str = ""

    @property
    def whole(self) -> bool:
        """Whether the copy is whole and unaltered."""
        return not self.faults and not self.problem


def sums(site: Path) -> str:
    """A SHA256SUMS of all files below a folder, as `sha256sum --check` reads it."""
    return "".join(f"{sha256((site / name).read_bytes()).hexdigest()}  {name}\n" for name in _names(site))


def verify(copy: str, work: str = "") -> Verdict:
    """Whether a copy of a site, a folder or the address of its front page, is what its SHA256SUMS says.

    With the IRI of a work, only the files of that work are verified.
    Files that were added show in a folder only. A server is not asked for dot files, which many won't give.
    """
    served = urlsplit(copy).scheme in ("http", "https")
    fetch = _server(copy) if served else _folder(Path(copy))
    try:
        recorded = fetch(SUMS)
        if recorded is None:
            return Verdict(0, problem=f"there is no {SUMS}")
        recorded_sums = _listed(recorded, dots=not served)
        listed = {name: recorded_sums[name] for name in recorded_sums if f"{work}/" in f"/{name}"}
        if not listed:
            return Verdict(0, problem=f"{SUMS} lists nothing{f' of {work}' * bool(work)}")
        with ThreadPoolExecutor(_CONNECTIONS) as executor:
            judged = executor.map(lambda name: _judged(fetch(name), listed[name]), listed)
            faults = [(name, fault) for name, fault in zip(listed, judged, strict=True) if fault]
    except (OSError, ValueError, HTTPException) as error:
        return Verdict(0, problem=str(error))
    added = () if served else [name for name in _names(Path(copy)) if name not in listed and f"{work}/" in f"/{name}"]
    return Verdict(len(listed), (*faults, *((name, Fault.ADDED) for name in added)), sha256(recorded).hexdigest())


def _listed(recorded: bytes, *, dots: bool) -> Mapping[str, str]:
    """The recorded SHA-256 of each file; without dot files unless `dots`."""
    lines = [_LINE.fullmatch(line) for line in recorded.decode("utf-8").splitlines()]
    if not all(lines):
        raise ValueError(f"{SUMS} is damaged")
    return {line[2]: line[1] for line in lines if line and (dots or not line[2].startswith("."))}


def _judged(data: bytes | None, recorded: str) -> Fault | None:
    if data is None:
        return Fault.MISSING
    return None if sha256(data).hexdigest() == recorded else Fault.ALTERED


def _folder(root: Path) -> Fetch:
    def fetch(name: str) -> bytes | None:
        path = root / name
        return path.read_bytes() if path.is_file() and path.resolve().is_relative_to(root.resolve()) else None

    return fetch


def _server(address: str) -> Fetch:
    base = address.rstrip("/")

    def fetch(name: str) -> bytes | None:
        try:
            with urlopen(f"{base}/{quote(name)}", timeout=_SECONDS) as answer:  # noqa: S310 - http or https alone
                return bytes(answer.read())
        except HTTPError as error:
            if error.code in (404, 410):
                return None
            raise

    return fetch


def _names(root: Path) -> Iterator[str]:
    """Every file below a folder besides its SHA256SUMS, by its path there."""
    return (name for name in sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
            if name != SUMS)

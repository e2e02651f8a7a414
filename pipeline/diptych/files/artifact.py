"""Files that were made together, with what was found while making them ⇄ bytes, as a cache keeps them and workers send
them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final

from diptych.diagnostics import Finding, Position, Severity

_SPEED: Final = 1
"""Level of compression: pages and Akoma Ntoso shrink to a sixth, in less time than a disk takes to write them."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a bundle: its name, the SHA-256 of its bytes, and how many they are."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a task made: files by name, in their order, findings, and a note as JSON for whoever plans with it."""

    files: tuple[tuple[str, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()
    note: Any = None

    @property
    def by_name(self) -> Mapping[str, bytes]:
        return dict(self.files)


@dataclass(frozen=True, slots=True)
class Head:
    """A bundle without the content of its files."""

    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    note: Any


def pack(made: Bundle) -> bytes:
    """A line of JSON with all but the files' bytes, then these one after another, compressed."""
    head = {"files": [[name, sha256(data).hexdigest(), len(data)] for name, data in made.files],
            "findings": plain(made.findings), "note": made.note}
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return line + b"\n" + zlib.compress(b"".join(data for _, data in made.files), _SPEED)


def unpack(data: bytes) -> Bundle:
    """The bundle that was packed."""
    known = head(data)
    return Bundle(tuple((file.name, content) for file, content in contents(data, known)), known.findings, known.note)


def contents(data: bytes, known: Head) -> Iterator[tuple[File, bytes]]:
    """Each file that was packed, with its bytes."""
    content, at = zlib.decompress(data[data.index(b"\n") + 1:]), 0
    for file in known.files:
        yield file, content[at:at + file.size]
        at += file.size


def head(data: bytes) -> Head:
    """What was packed, without the content of the files."""
    known = json.loads(data[:data.index(b"\n")])
    return Head(tuple(File(*one) for one in known["files"]), recalled(known["findings"]), known["note"])


def plain(findings: Iterable[Finding]) -> list[Mapping[str, Any]]:
    """Findings as JSON can hold them; `recalled` gives them back."""
    return [asdict(finding) for finding in findings]


def recalled(findings: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings that were made plain."""
    return tuple(map(_finding, findings))


def _finding(item: Mapping[str, Any]) -> Finding:
    place = item["position"]
    return Finding(item["code"], Severity(item["severity"]), item["message"], item["hint"],
                   None if place is None else Position(**place), item["eid"])

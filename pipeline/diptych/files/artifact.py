"""Files made together, with the findings on them ⇄ bytes, as the cache keeps them and workers send them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

import msgspec

from diptych.diagnostics import Finding

_LEVEL: Final = 1
"""Level of zlib, chosen: pages and Akoma Ntoso shrink to a sixth, in less time than a disk takes to write them. A
higher level takes longer than it saves."""
NOTHING: Final = msgspec.Raw(b"null")
"""The note of an artifact that says nothing to the planner of a build."""


@dataclass(frozen=True, slots=True)
class File:
    """Name, SHA-256 and size in bytes of a file in an artifact."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Artifact:
    """The result of a task: files by name in their order, findings, and a note as JSON for the planner of a build."""

    files: tuple[tuple[str, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()
    note: msgspec.Raw = field(default_factory=lambda: NOTHING)

    @property
    def by_name(self) -> Mapping[str, bytes]:
        """The bytes of each file."""
        return dict(self.files)


@dataclass(frozen=True, slots=True)
class Head:
    """An artifact without the content of its files."""

    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    note: msgspec.Raw


_HEADS: Final = msgspec.json.Decoder(Head)


def pack(artifact: Artifact) -> bytes:
    """A line of JSON, which is the head, and behind it the compressed bytes of all files in their order."""
    files = tuple(File(name, sha256(data).hexdigest(), len(data)) for name, data in artifact.files)
    head_line = msgspec.json.encode(Head(files, artifact.findings, artifact.note))
    return head_line + b"\n" + zlib.compress(b"".join(data for _, data in artifact.files), _LEVEL)


def unpack(data: bytes) -> Artifact:
    """The artifact that was packed."""
    known = head(data)
    return Artifact(tuple((file.name, content) for file, content in contents(data, known)), known.findings, known.note)


def contents(data: bytes, known: Head) -> Iterator[tuple[File, bytes]]:
    """Each file of a packed artifact with its bytes."""
    content, start = zlib.decompress(data[data.index(b"\n") + 1:]), 0
    for file in known.files:
        yield file, content[start:start + file.size]
        start += file.size


def head(data: bytes) -> Head:
    """The head of a packed artifact."""
    return _HEADS.decode(data[:data.index(b"\n")])

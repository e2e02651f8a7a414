"""source/releases.toml ⇄ the chain of releases, and what is added to it: a release, a key, a signature."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from diptych.config import schema_layers, toml_positions
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.files.signatures import release_chain, ssh_signature
from diptych.files.signatures.release_chain import Chain, Key, Release

FILE: Final = "source/releases.toml"
_SHAPE: Final = "releases.schema.json"
_HEAD: Final = (
    "# Written by `diptych release`, `diptych key` and `diptych sign`. "
    "An edited entry breaks the chain (C030).\n")


def read(root: Path) -> Result[Chain]:
    """The releases and keys of a project, none without the file; C002 to C005 for its form, C030 for a broken chain."""
    path = root / FILE
    if not path.is_file():
        return Result(Chain())
    shape = json.loads(schema_layers.data(root, _SHAPE))
    file = toml_positions.read(path.read_bytes(), FILE, shape)
    if file.value is None:
        return Result(None, file.diagnostics)
    keys = [_key(table) for table in file.value.data.get("key", ())]
    releases = tuple(map(_release, file.value.data.get("release", ())))
    broken = [("key", index, "it is not a public key of Ed25519") for index, key in enumerate(keys) if key is None]
    chain = Chain(tuple(key for key in keys if key), releases)
    broken += () if broken else list(_broken(chain))
    findings = tuple(diagnostic("C030", file.value.position((array, index)), entry=f"[[{array}]] {index + 1}",
                                problem=problem) for array, index, problem in broken)
    return Result(None if findings else chain, findings)


def chain(root: Path) -> Chain:
    """The releases and keys of a project; none if the file is broken."""
    return read(root).value or Chain()


def text(chain: Chain) -> str:
    """The file with a chain."""
    return "\n".join((_HEAD, *(_table("key", {
        "public": key.public.line, "since": key.since, "signature": key.signature}) for key in chain.keys), *(
        _table("release", {"number": release.number, "date": release.date, "sums": release.sums,
                           "previous": release.previous, "signature": release.signature,
                           "timestamp": release.timestamp})
        for release in chain.releases)))


def with_release(chain: Chain, date: str, sums: str) -> Result[Chain]:
    """A chain with a release more; C031 if its date is before that of the last one."""
    return _added(replace(chain, releases=(*chain.releases, chain.next_release(date, sums))))


def with_key(chain: Chain, key: Key) -> Result[Chain]:
    """A chain with a key more; C031 if no earlier key has signed it, or if it is there already."""
    return _added(replace(chain, keys=(*chain.keys, key)))


def with_signature(chain: Chain, blob: bytes) -> Chain:
    """A chain whose last release is signed."""
    return replace(chain, releases=(*chain.releases[:-1], replace(chain.releases[-1], signature=blob)))


def with_timestamp(chain: Chain, stamp: bytes) -> Chain:
    """A chain whose last release has a time stamp."""
    return replace(chain, releases=(*chain.releases[:-1], replace(chain.releases[-1], timestamp=stamp)))


def refused(problem: str) -> Diagnostic:
    """C031 for what a release, a key or a signature cannot be made of."""
    return diagnostic("C031", Position(FILE), problem=problem)


def _added(chain: Chain) -> Result[Chain]:
    findings = tuple(refused(problem) for _, _, problem in _broken(chain))
    return Result(None if findings else chain, findings)


def _broken(chain: Chain) -> Iterator[tuple[str, int, str]]:
    """The entries that break a chain: name and index of their tables, and what is wrong."""
    for entry, problem in release_chain.breaks(chain):
        if isinstance(entry, Key):
            yield "key", chain.keys.index(entry), str(problem)
        else:
            yield "release", chain.releases.index(entry), str(problem)


def _key(table: Mapping[str, Any]) -> Key | None:
    public = ssh_signature.public_key(table["public"])
    return Key(public, table["since"], _bytes(table)) if public else None


def _release(table: Mapping[str, Any]) -> Release:
    return Release(table["number"], table["date"], table["sums"], table["previous"], _bytes(table),
                   _bytes(table, "timestamp"))


def _bytes(table: Mapping[str, Any], name: str = "signature") -> bytes:
    """The signature in a table, or what has another name; bytes that are none if it is not base64."""
    read = ssh_signature.decoded(table.get(name, ""))
    return b"?" if read is None else read


def _table(name: str, values: Mapping[str, str | int | bytes]) -> str:
    lines = [f"[[{name}]]"]
    for key, value in values.items():
        if isinstance(value, bytes) and value:
            lines.append(f'{key} = "{base64.b64encode(value).decode()}"')
        elif not isinstance(value, bytes):
            bare = isinstance(value, int) or key in ("since", "date")
            lines.append(f"{key} = {value}" if bare else f'{key} = "{value}"')
    return "".join(f"{line}\n" for line in lines)

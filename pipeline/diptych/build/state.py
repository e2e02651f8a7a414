"""What a build remembers: what it read and found, and what it published of each work, lest that cannot be made anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diptych.diagnostics import Finding
from diptych.files import artifact
from diptych.files.install import Wanted
from diptych.render.site.permalinks import Range


@dataclass(frozen=True, slots=True)
class WorkState:
    """A work as it was published: where its files stand, what the pages that all works share say of it, its IRIs with
    the paths of their pages, the ranges of clauses that it cites, and the key of the task that made its texts."""

    wanted: tuple[Wanted, ...]
    entries: tuple[str, ...]
    published: tuple[tuple[str, str], ...]
    ranges: frozenset[Range]
    key: str

    @property
    def bundles(self) -> Iterator[str]:
        """The bundles that are needed to publish it again."""
        yield from (one.digest for one in self.wanted)
        yield from self.entries


@dataclass(frozen=True, slots=True)
class Memory:
    """`inputs` is the digest of all that was read, empty if something failed or was left as it was; `beside` is that of
    what was read besides the works. `works` are by folder, `shared` is what was published besides."""

    inputs: str = ""
    beside: str = ""
    findings: tuple[Finding, ...] = ()
    works: Mapping[str, WorkState] = field(default_factory=dict)
    shared: tuple[Wanted, ...] = ()


def remember(file: Path, told: Memory) -> None:
    """Writes it down."""
    works = {folder: [_plain(work.wanted), work.entries, work.published, sorted(work.ranges), work.key]
             for folder, work in told.works.items()}
    data = {"inputs": told.inputs, "beside": told.beside, "findings": artifact.plain(told.findings), "works": works,
            "shared": _plain(told.shared)}
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    beside.replace(file)


def recall(file: Path) -> Memory:
    """What was written down; nothing where that cannot be read."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        works = {folder: WorkState(_wanted(wanted), tuple(entries), tuple((iri, path) for iri, path in published),
                              frozenset((work, first, last) for work, first, last in ranges), key)
                 for folder, (wanted, entries, published, ranges, key) in told["works"].items()}
        return Memory(told["inputs"], told["beside"], artifact.recalled(told["findings"]), works,
                      _wanted(told["shared"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def _plain(wanted: tuple[Wanted, ...]) -> list[list[Any]]:
    return [[one.name, one.digest, one.places, one.only] for one in wanted]


def _wanted(told: list[list[Any]]) -> tuple[Wanted, ...]:
    return tuple(Wanted(name, digest, tuple(places), only) for name, digest, places, only in told)

"""The names and digests of the files of a site, in the order of their names, in little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_END: Final = b"\0"
"""What ends a name: no file has it in its name, and it comes before all other bytes."""


@dataclass(frozen=True, slots=True)
class ListedFiles:
    """Files: of each its name and the bytes of its SHA-256, one behind the other. UTF-8 keeps the order of names."""

    rows: Sequence[bytes]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The name and the SHA-256 of each file."""
        for row in self.rows:
            name, _, sha = row.partition(_END)
            yield name.decode(), sha.hex()

    def with_files(self, files: Iterable[tuple[str, str]]) -> ListedFiles:
        """The same files and some others by name and SHA-256, which take the place of those of their names."""
        more = dict(files)
        ends = tuple(name.encode() + _END for name in more)
        kept = [row for row in self.rows if not row.startswith(ends)]
        return ListedFiles(sorted((*kept, *listed_files(more.items()).rows)))


def listed_files(files: Iterable[tuple[str, str]]) -> ListedFiles:
    """Files by name and SHA-256, in any order."""
    return ListedFiles(sorted(name.encode() + _END + bytes.fromhex(sha) for name, sha in files))

"""Paths in a project → findings on names that some systems cannot have: a clone of the project would lack the files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final
from unicodedata import normalize

from diptych.diagnostics import Diagnostic, Position, diagnostic

_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\xb9\xb2\xb3])", re.IGNORECASE)
"""Pattern of the names of devices of Windows, which no file has, with any suffix (Microsoft: Naming Files)."""
_FORBIDDEN: Final = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
"""Pattern of the characters that no name has on Windows."""
_UNREADABLE: Final = re.compile("[\ud800-\udfff]")
"""Pattern of what Python gives for bytes of a name that are not UTF-8 (PEP 383)."""
_LONGEST: Final = 255
"""Bytes of UTF-8 of a name at most on Linux; macOS and Windows count fewer units."""


def problem(name: str) -> str:
    """What is wrong with the name of a file or folder; empty if every system can have it."""
    if _DEVICE.fullmatch(name.partition(".")[0].rstrip()):
        return "a name of a device on Windows"
    if name.endswith((".", " ")):
        return "a dot or a space at the end, which Windows drops"
    if is_unreadable(name):
        return "bytes that are not UTF-8"
    if _FORBIDDEN.search(name):
        return "a character that Windows has not in names"
    return "too long for a name" if len(name.encode("utf-8", "surrogateescape")) > _LONGEST else ""


def is_unreadable(path: str) -> bool:
    """Whether a path has bytes that are not UTF-8: no product can name such a file."""
    return bool(_UNREADABLE.search(path))


def portable(name: str) -> str:
    """The nearest name that every system can have: hyphens for what it may not contain, and one before a device."""
    if not problem(name):
        return name
    stem, dot, suffix = _UNREADABLE.sub("-", _FORBIDDEN.sub("-", name)).rstrip(". ").rpartition(".")
    room = _LONGEST - len(f"{dot}{suffix}".encode("utf-8", "surrogateescape")) if dot else _LONGEST
    short = (stem if dot else suffix).encode("utf-8", "surrogateescape")[:max(room - 1, 1)].decode("utf-8", "ignore")
    usable = f"{short}{dot}{suffix}" if dot else short
    return f"-{usable}" if problem(usable) else usable or "-"


def distinct(files: Mapping[Path, Sequence[str]], taken: Sequence[str]) -> Mapping[Path, str]:
    """The name of each file in one folder, which has the names `taken`: its own made portable, or one with the words of
    the file where that would be used twice."""
    usable = {file: Path(portable(file.name)) for file in files}
    counts = Counter((*map(folded, taken), *(folded(name.name) for name in usable.values())))
    names = {file: name.name for file, name in usable.items() if counts[folded(name.name)] == 1}
    for file, words in files.items():
        if file not in names:
            stem, suffix = "-".join((usable[file].stem, *words)), usable[file].suffix
            used = {*map(folded, taken), *map(folded, names.values())}
            names[file] = next(name for number in count(1) if folded(
                name := f"{stem}{f'-{number}' if number > 1 else ''}{suffix}") not in used)
    return names


def check(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """C032 for each file or folder on some paths whose name some systems cannot have, C033 for each pair of which they
    can have only one, since the names differ in case or in the form of their accents alone."""
    known: dict[str, str] = {}
    every = {str(part) for name in paths for part in (PurePosixPath(name), *PurePosixPath(name).parents)}
    for path in sorted(every):
        wrong = problem(PurePosixPath(path).name)
        if wrong:
            yield diagnostic("C032", Position(path), path=path, problem=wrong)
        first = known.setdefault(folded(path), path)
        if first != path:
            yield diagnostic("C033", Position(path), path=path, other=first)


def folded(path: str) -> str:
    """The path as a system takes it that does not tell upper case from lower case: two paths of one file are alike."""
    return normalize("NFC", normalize("NFD", path).casefold())

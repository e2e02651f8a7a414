"""A packaged file of schema/ and a project's file of its name → one file; a project's file → what it adds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, Final

import tomli_w

from diptych.config import toml_positions

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merge:
    """How a TOML file is merged: `depth` levels of tables key by key.

    `lists` are its lists that are merged, each with the key that names an entry; it is empty for a list of texts. New
    entries of the lists that are `first` come before the packaged ones.
    """

    depth: int
    lists: Mapping[str, str] = field(default_factory=dict)
    first: frozenset[str] = frozenset()


TABLES: Final[Mapping[str, Merge]] = {
    "codes.toml": Merge(2),
    "fonts.toml": Merge(3),
    "citations/styles.toml": Merge(1),
    "encodings.toml": Merge(1, {"encoding": "name", "common": "language"}),
    "pages.toml": Merge(1, {"container": "xpath", "heading_fonts": "", "around": ""}, frozenset({"container"})),
    "formats.toml": Merge(1, {"files": "name", "vocabularies": "name"}, frozenset({"files", "vocabularies"})),
    "common_words.toml": Merge(2),
    "akoma_ntoso.toml": Merge(1, {"vocabularies": "name", "unread": "name"}, frozenset({"vocabularies", "unread"})),
    "site.toml": Merge(1),
    "interface/*.toml": Merge(2),
}
"""The TOML files that are merged, by patterns of their names; any other file of a project replaces the packaged one."""
ROWS: Final[Mapping[str, bool]] = {
    "equivalents/hangul.tsv": True, "equivalents/variants.tsv": True, "equivalents/words.tsv": False,
    "iso639-2.txt": False, "licences.tsv": True}
"""The files that are merged row by row: whether a row replaces the packaged one with the same first column."""


def is_merged(name: str) -> bool:
    """True if a project's file of this name is merged with the packaged one; else it replaces that."""
    return rule(name) is not None or name in ROWS


def rule(name: str) -> Merge | None:
    """How a TOML file is merged; None if it is not."""
    return next((merge for pattern, merge in TABLES.items() if fnmatchcase(name, pattern)), None)


@lru_cache(maxsize=64)
def merged(name: str, default: bytes, own: bytes) -> bytes:
    """The bytes of both files; the project's `own` alone if files of this name are not merged, or if it is no TOML."""
    if own == default:
        return default
    if name in ROWS:
        return _with_rows(default, own, replaced=ROWS[name])
    if (how := rule(name)) is None:
        return own
    read = toml_positions.read(own, name, {})
    if read.value is None:
        return own
    before, after = tomllib.loads(default.decode()), tomllib.loads(read.value.text)
    made = _with_keys(before, after, how, how.depth)
    return default if made == before else tomli_w.dumps(made).encode()


def added(name: str, default: bytes, own: bytes) -> bytes | None:
    """What `own` adds to a packaged file or replaces in it, as the author wrote it; None if that is nothing.

    Merged with the packaged file it gives the same as `own`. It is `own` itself if it cannot be taken apart.
    """
    if merged(name, default, own) == default:
        return None
    if name in ROWS:
        known = frozenset(_lines(default))
        kept = [line for line in own.splitlines(keepends=True) if line.rstrip(b"\r\n") not in known]
    elif (how := rule(name)) is not None and toml_positions.read(own, name, {}).value is not None:
        lost = frozenset(_equal_lines(how, default, own))
        kept = [line for number, line in enumerate(own.splitlines(keepends=True), 1) if number not in lost]
    else:
        return own
    rest = b"".join(kept).lstrip(b"\r\n")
    return rest if merged(name, default, rest) == merged(name, default, own) else own


def _with_rows(default: bytes, own: bytes, *, replaced: bool) -> bytes:
    """The rows of the packaged file, then the new ones; lines that begin with # are comments."""
    known = frozenset(_lines(default))
    new = [line for line in dict.fromkeys(_lines(own)) if line not in known and line and not line.startswith(b"#")]
    if not new:
        return default
    heads = {line.partition(b"\t")[0]: line for line in new} if replaced else {}
    kept = [heads.pop(line.partition(b"\t")[0], line) for line in _lines(default)]
    return b"\n".join((*kept, *(heads.values() if replaced else new), b""))


def _lines(content: bytes) -> list[bytes]:
    return content.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")


def _with_keys(default: Table, own: Table, rule: Merge, depth: int) -> dict[str, Any]:
    """Two tables, merged key by key to a depth of levels."""
    made = dict(default)
    for key, value in own.items():
        before = default.get(key)
        if depth > 1 and isinstance(before, dict) and isinstance(value, dict):
            made[key] = _with_keys(before, value, rule, depth - 1)
        elif depth == rule.depth and key in rule.lists and isinstance(before, list) and isinstance(value, list):
            made[key] = _with_entries(before, value, rule.lists[key], first=key in rule.first)
        else:
            made[key] = value
    return made


def _with_entries(default: Sequence[Any], own: Sequence[Any], key: str, *, first: bool) -> list[Any]:
    """Two lists: entries of `own` replace those of the same name, and new ones come first or last."""
    def name(item: Any) -> Any:
        return item.get(key) if isinstance(item, dict) else item

    known = [name(item) for item in default]
    kept = [next((item for item in own if name(item) == before), entry)
            for before, entry in zip(known, default, strict=True)]
    new = [item for item in own if name(item) not in known]
    return [*new, *kept] if first else [*kept, *new]


def _equal_lines(rule: Merge, default: bytes, own: bytes) -> Iterator[int]:
    """The lines of the entries of `own` that the packaged file has too, with the comments right above them."""
    text = own.decode().splitlines()
    before, after = tomllib.loads(default.decode()), tomllib.loads(own.decode())
    spans = toml_positions.spans(own)
    lost = {path for path in spans if _is_equal(path, before, after, rule)}
    for path in lost:
        first, last = spans[path]
        whole = all(other in lost for other in spans if len(other) > len(path) and other[:len(path)] == path)
        while first > 1 and text[first - 2].startswith("#") and whole:
            first -= 1
        yield from range(first, last + 1 + _blank(text, last)) if whole else ()


def _blank(text: Sequence[str], line: int) -> int:
    """The number of empty lines below a line."""
    return next((count for count, below in enumerate(text[line:]) if below.strip()), len(text) - line)


def _is_equal(path: toml_positions.Path, before: Table, after: Table, rule: Merge) -> bool:
    """True if the entry at a path is in both files and merging them does without it."""
    if path[0] in rule.lists:
        known, whole = before.get(str(path[0]), ()), len(path) == 1 or not rule.lists[str(path[0])]
        return all(item in known for item in _at(after, path[:1])) if whole else _at(after, path[:2]) in known
    entry = _at(after, path[:rule.depth])
    # The pairs of a table decide if it is merged pair by pair.
    return len(path) < rule.depth and isinstance(entry, dict) or _at(before, path[:rule.depth]) == entry


def _at(table: Any, path: toml_positions.Path) -> Any:
    """The value at a path; None if there is none."""
    for key in path:
        inside = isinstance(table, dict) and key in table or isinstance(table, list) and isinstance(key, int) and (
            key < len(table))
        table = table[key] if inside else None
    return table

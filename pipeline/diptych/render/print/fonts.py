"""Declared families and installed fonts → what can be printed, and findings where the print would show tofu.

schema/fonts.toml says which families print a language and which Debian package brings them. `look_up` asks this
machine what it has; everything else is a function of those two values.
"""

from __future__ import annotations

import ctypes
import subprocess
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import category

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

LIBRARIES: Final = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
             "libharfbuzz-subset.so.0": "libharfbuzz-subset0"}
"""Shared libraries that the typesetter loads, and the Debian package of each."""

UNPRINTED: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Categories of characters that need no glyph."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a language is set: the keys of its table in schema/fonts.toml, which explains them."""

    text: tuple[str, ...]
    label: tuple[str, ...]
    title: tuple[str, ...]
    heading: tuple[str, ...]
    size: float
    column: float
    leading: float
    indent: float
    step: float
    breadth: float
    whole_em: bool
    whole_words: bool
    outer: bool

    @property
    def families(self) -> tuple[str, ...]:
        """All families that may print the language, each once."""
        return tuple(dict.fromkeys((*self.text, *self.label, *self.title, *self.heading)))


@dataclass(frozen=True, slots=True)
class Declared:
    """schema/fonts.toml: the package of each family, and the setting of each language."""

    packages: Mapping[str, str]
    languages: Mapping[str, Setting]

    def setting(self, language: str) -> Setting:
        """The setting of `language`, of its longest declared prefix (zh-Hans: zh), or the default."""
        parts = language.split("-")
        tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self.languages[tag] for tag in tags if tag in self.languages), self.languages["default"])

    def families(self, language: str) -> tuple[str, ...]:
        """All families that may print `language`."""
        return self.setting(language).families


@dataclass(frozen=True, slots=True)
class Coverage:
    """Code points of a family as sorted, disjoint, closed ranges."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        index = bisect_right(self.starts, ord(character)) - 1
        return index >= 0 and ord(character) <= self.ends[index]


@dataclass(frozen=True, slots=True)
class Installed:
    """What this machine has: the coverage of each family, and the shared libraries that were not found."""

    families: Mapping[str, Coverage]
    missing_libraries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fonts:
    """What is declared and what is there."""

    declared: Declared
    installed: Installed

    def missing(self, languages: Iterable[str]) -> tuple[Diagnostic, ...]:
        """P001 for each declared family of `languages`, P002 for each library, that this machine lacks."""
        names = dict.fromkeys(name for language in languages for name in self.declared.families(language))
        absent = tuple(diagnostic("P001", family=name, package=self.declared.packages[name])
                       for name in names if name not in self.installed.families)
        return absent + tuple(diagnostic("P002", library=library, package=LIBRARIES[library])
                              for library in self.installed.missing_libraries)

    def prints(self, character: str, language: str) -> bool:
        """Whether a declared family of `language` has a glyph for `character`, or it needs none."""
        kind = category(character)
        if kind in UNPRINTED:
            return True
        found = (self.installed.families.get(name) for name in self.declared.families(language))
        return kind not in ("Co", "Cn", "Cs") and any(family and character in family for family in found)


def declared(data: bytes, file: str) -> Result[Declared]:
    """What schema/fonts.toml declares; P003 where it is not TOML, a key is missing or unknown, or a family homeless."""
    try:
        read = tomllib.loads(data.decode("utf-8"))
        packages = {str(name): str(package) for name, package in read["packages"].items()}
        languages = {str(tag): _setting(table) for tag, table in read["languages"].items()}
        fallback = languages["default"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Result(None, (diagnostic("P003", Position(file), file=file, problem=str(error)),))
    named = dict.fromkeys(name for setting in (fallback, *languages.values()) for name in setting.families)
    homeless = tuple(diagnostic("P003", Position(file), file=file, problem=f"no package is given for {name}")
                     for name in named if name not in packages)
    return Result(None if homeless else Declared(packages, languages), homeless)


def _setting(table: Mapping[str, Any]) -> Setting:
    if set(table) != set(_KINDS):
        raise ValueError(f"a language has the keys {', '.join(_KINDS)}, each of them and no other")
    wrong = [key for key, value in table.items() if not _KINDS[key](value)]
    if wrong:
        raise ValueError(f"{wrong[0]} cannot be {table[wrong[0]]!r}")
    keys: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Setting(**keys)


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(name, str) for name in value)


def _is_measure(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def _is_choice(value: Any) -> bool:
    return isinstance(value, bool)


_KINDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("text", "label", "title", "heading"), _are_names),
    **dict.fromkeys(("size", "column", "leading", "indent", "step", "breadth"), _is_measure),
    **dict.fromkeys(("whole_em", "whole_words", "outer"), _is_choice)}
"""What the value of each key of a language has to be."""


def coverage(charset: str) -> Coverage:
    """The coverage that fontconfig writes as hexadecimal ranges: `20-7e a0 4e00-9fff`."""
    pairs = [text.partition("-") for text in charset.split()]
    return Coverage(tuple(int(first, 16) for first, _, _ in pairs),
                    tuple(int(last or first, 16) for first, _, last in pairs))


def installed(listing: str, missing_libraries: tuple[str, ...] = ()) -> Installed:
    """The families of a fontconfig listing, `family|style|charset` a line; the regular style speaks for its family."""
    lines = [line.split("|") for line in listing.splitlines() if line.count("|") == 2]
    chosen = {family: charset for family, style, charset in sorted(lines, key=lambda line: line[1] == "Regular")}
    return Installed({family: coverage(charset) for family, charset in chosen.items()}, missing_libraries)


def look_up(families: Iterable[str]) -> Installed:
    """Asks fontconfig for `families` and the loader for LIBRARIES: the one function here that looks at the machine."""
    wanted = frozenset(families)
    try:
        listing = subprocess.run(["fc-list", "--format", "%{family[0]}|%{style[0]}|%{charset}\n"],
                                 capture_output=True, text=True, check=False).stdout
    except OSError:
        listing = ""
    kept = "\n".join(line for line in listing.splitlines() if line.partition("|")[0] in wanted)
    return installed(kept, tuple(name for name in LIBRARIES if not _loads(name)))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

"""Declared and installed font families → printable characters, and findings for the others.

schema/fonts.toml declares the families of each language, and the package of each family by operating system. `look_up`
asks the machine for the installed ones; all other functions map these two values.
"""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar
from unicodedata import category

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

LIBRARIES: Final = {"libpango-1.0.so.0": "libpango-1.0.dylib", "libpangoft2-1.0.so.0": "libpangoft2-1.0.dylib",
                    "libharfbuzz-subset.so.0": "libharfbuzz-subset.dylib"}
"""The shared libraries that WeasyPrint loads, each with its name on macOS."""
Value = TypeVar("Value")
_MACOS: Final = "darwin"
_ANY: Final = "default"
"""The entry of the systems for those that no other entry names."""

UNPRINTED: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode categories of the characters without a glyph: controls, format characters, separators."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The print settings of a language: the keys of its table in schema/fonts.toml, which explains them."""

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
    bold_label: bool = True
    typefaces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def families(self) -> tuple[str, ...]:
        """All families of the language, without repetition."""
        return tuple(dict.fromkeys((*self.text, *self.label, *self.title, *self.heading)))

    @property
    def typeface(self) -> str:
        """The family of a typeface that the running text is set in; empty if it is set in the usual one."""
        return next((name for names in self.typefaces.values() for name in names if name == self.text[0]), "")

    def set_in(self, typeface: str, families: Collection[str]) -> Setting:
        """The same with the running text in a typeface, as `Declared.set_in`."""
        first = [name for name in self.typefaces.get(typeface, ()) if name in families][:1]
        return replace(self, text=(*first, *self.text)) if first else self


@dataclass(frozen=True, slots=True)
class OfficeFonts:
    """The families that the DOCX of a language names, by the parts of a page; `latin` is that of Latin script."""

    text: str
    label: str
    title: str
    heading: str
    latin: str


@dataclass(frozen=True, slots=True)
class OfficeFamily:
    """What stands for a family where it is lacking: `other` is a second name, the rest are terms of ECMA-376."""

    other: str
    charset: str
    family: str


@dataclass(frozen=True, slots=True)
class PackageSource:
    """The packages of some operating systems; `ids` are names of the systems, as in /etc/os-release.

    `install` is a command or advice with {package}. `packages` are by family or library.
    """

    ids: tuple[str, ...]
    install: str
    packages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Declared:
    """The content of schema/fonts.toml: the Debian package of each family, the settings of each language.

    `systems` are the sources of packages, by name.
    """

    packages: Mapping[str, str]
    languages: Mapping[str, Setting]
    systems: Mapping[str, PackageSource] = field(default_factory=dict)
    office: Mapping[str, OfficeFonts] = field(default_factory=dict)
    office_families: Mapping[str, OfficeFamily] = field(default_factory=dict)

    def installation(self, name: str, system: Sequence[str]) -> str:
        """How to install a family or library on a system, named by its ids, the most exact first.

        The Debian package alone if nothing is declared for the system.
        """
        by_id = {key: source for source in self.systems.values() for key in source.ids if name in source.packages}
        source = next((by_id[key] for key in system if key in by_id), self.systems.get(_ANY))
        package = source.packages.get(name, self.package(name)) if source else self.package(name)
        return source.install.replace("{package}", package) if source else package

    def package(self, name: str) -> str:
        """The Debian package of a family or library; its own name if none is declared."""
        return next((source.packages[name] for source in self.systems.values()
                     if "debian" in source.ids and name in source.packages), self.packages.get(name, name))

    def setting(self, language: str) -> Setting:
        """The settings of a language tag, of its longest declared prefix (zh-Hans: zh), or else of `default`."""
        return _by_tag(self.languages, language) or self.languages["default"]

    def office_fonts(self, language: str) -> OfficeFonts:
        """The families that a DOCX names for a language tag, found as its settings; without any, those of print."""
        printed = self.setting(language)
        return _by_tag(self.office, language) or self.office.get("default") or OfficeFonts(
            printed.text[0], printed.label[0], printed.title[0], printed.heading[0], printed.text[0])

    def families(self, language: str) -> tuple[str, ...]:
        """All families of a language."""
        return self.setting(language).families

    @property
    def names(self) -> frozenset[str]:
        """All families, those of typefaces too."""
        chosen = (name for setting in self.languages.values() for names in setting.typefaces.values() for name in names)
        return frozenset((*self.packages, *chosen))

    def set_in(self, typeface: str, families: Collection[str]) -> Declared:
        """The same with the running text in a typeface: the first of its families that is in `families`.

        The families of the running text follow it. A language without such a family is as before.
        """
        return replace(self, languages={tag: setting.set_in(typeface, families)
                                        for tag, setting in self.languages.items()})


@dataclass(frozen=True, slots=True)
class Coverage:
    """The code points of a family as sorted, disjoint ranges; both ends are included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        index = bisect_right(self.starts, ord(character)) - 1
        return index >= 0 and ord(character) <= self.ends[index]


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font in a file: the path of the file, and the font's place in it."""

    path: str
    index: int


@dataclass(frozen=True, slots=True)
class Installed:
    """The fonts of a machine: the coverage of each family, and the shared libraries that cannot be loaded.

    `files` are the bold font of each family, `regular` the regular one, else a font of another style, by family.
    `system` are the names of its operating system, the most exact first.
    """

    families: Mapping[str, Coverage]
    missing_libraries: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    files: Mapping[str, FontFile] = field(default_factory=dict)
    regular: Mapping[str, FontFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The declared families and the installed ones."""

    declared: Declared
    installed: Installed

    def missing(self, languages: Iterable[str]) -> tuple[Diagnostic, ...]:
        """P001 for each missing family of `languages`, P002 for each missing library."""
        names = dict.fromkeys(name for language in languages for name in self.declared.families(language))
        absent = tuple(diagnostic("P001", family=name, package=self.declared.package(name), install=self._install(name))
                       for name in names if name not in self.installed.families)
        return absent + tuple(diagnostic("P002", library=library, package=self.declared.package(library),
                                         install=self._install(library))
                              for library in self.installed.missing_libraries)

    def _install(self, name: str) -> str:
        return self.declared.installation(name, self.installed.system)

    def prints(self, character: str, language: str) -> bool:
        """Whether a character needs no glyph or has a glyph in a declared family of the language."""
        kind = category(character)
        if kind in UNPRINTED:
            return True
        families = (self.installed.families.get(name) for name in self.declared.families(language))
        return kind not in ("Co", "Cn", "Cs") and any(family and character in family for family in families)


def declared(data: bytes, file: str) -> Result[Declared]:
    """The content of schema/fonts.toml; P003 for broken TOML, a missing or unknown key, a family without a package."""
    try:
        read = tomllib.loads(data.decode("utf-8"))
        packages = {str(name): str(package) for name, package in read["packages"].items()}
        languages = {str(tag): _setting(table) for tag, table in read["languages"].items()}
        systems = {str(name): _source(name, table, packages) for name, table in read.get("systems", {}).items()}
        office = {str(tag): OfficeFonts(**_named(table)) for tag, table in read.get("office", {}).items()}
        lacking = {str(name): OfficeFamily(**_named(table)) for name, table in read.get("office_families", {}).items()}
        fallback = languages["default"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Result(None, (diagnostic("P003", Position(file), file=file, problem=str(error)),))
    families = dict.fromkeys(name for setting in (fallback, *languages.values()) for name in setting.families)
    unpackaged = tuple(diagnostic("P003", Position(file), file=file, problem=f"no package is given for {name}")
                     for name in families if name not in packages)
    return Result(None if unpackaged else Declared(packages, languages, systems, office, lacking), unpackaged)


def _by_tag(table: Mapping[str, Value], language: str) -> Value | None:
    """The entry of a language tag, or of its longest prefix that has one (zh-Hans: zh)."""
    parts = language.split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((table[tag] for tag in tags if tag in table), None)


def _named(table: Mapping[str, Any]) -> Mapping[str, str]:
    """A table of names; ValueError for a value that is none."""
    if not _are_texts(list(table.values())):
        raise ValueError(f"{table} has a value that is no name")
    return table


def _source(name: str, table: Mapping[str, Any], packages: Mapping[str, str]) -> PackageSource:
    """The packages of a system; Debian's are `packages` too."""
    ids, install, own = table["ids"], table["install"], table.get("packages", {})
    if not (_are_texts(ids) and isinstance(install, str) and isinstance(own, dict) and _are_texts(list(own.values()))):
        raise ValueError(f"systems.{name} has ids, an install command and packages")
    return PackageSource(tuple(ids), install, {**(packages if "debian" in ids else {}), **own})


def _setting(table: Mapping[str, Any]) -> Setting:
    if not set(_KINDS) - _OPTIONAL <= set(table) <= set(_KINDS):
        raise ValueError(f"a language has the keys {', '.join(sorted(set(_KINDS) - _OPTIONAL))}, each of them,"
                         f" and perhaps {', '.join(sorted(_OPTIONAL))}, and no other")
    wrong = [key for key, value in table.items() if not _KINDS[key](value)]
    if wrong:
        raise ValueError(f"{wrong[0]} cannot be {table[wrong[0]]!r}")
    keys: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    typefaces = {str(name): tuple(families) for name, families in table.get("typefaces", {}).items()}
    return Setting(**{**keys, "typefaces": typefaces})


def _are_names(value: Any) -> bool:
    return _are_texts(value) and bool(value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _are_typefaces(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_are_names, value.values()))


def _is_measure(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def _is_choice(value: Any) -> bool:
    return isinstance(value, bool)


_KINDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("text", "label", "title", "heading"), _are_names),
    **dict.fromkeys(("size", "column", "leading", "indent", "step", "breadth"), _is_measure),
    **dict.fromkeys(("whole_em", "whole_words", "outer", "bold_label"), _is_choice), "typefaces": _are_typefaces}
"""The check for the value of each key of a language."""
_OPTIONAL: Final = frozenset({"bold_label", "typefaces"})
"""The keys that a language can do without."""


def coverage(charset: str) -> Coverage:
    """The coverage in fontconfig's notation, hexadecimal ranges: `20-7e a0 4e00-9fff`."""
    pairs = [text.partition("-") for text in charset.split()]
    return Coverage(tuple(int(first, 16) for first, _, _ in pairs),
                    tuple(int(last or first, 16) for first, _, last in pairs))


def system_of(name: str, release: Mapping[str, str]) -> tuple[str, ...]:
    """The names of an operating system, the most exact first: ubuntu, debian.

    `name` is that of Python's sys.platform, `release` the content of /etc/os-release.
    """
    return (name,) if name == _MACOS else (*release.get("ID", "").split(), *release.get("ID_LIKE", "").split())


def installed(listing: str, missing_libraries: tuple[str, ...] = (), system: tuple[str, ...] = ()) -> Installed:
    """The families of a fontconfig listing with lines `family|style|charset`, or `family|style|charset|index|path`.

    The charset of the regular style is taken for the family, if there is one.
    """
    lines = [line.split("|", 4) for line in listing.splitlines() if line.count("|") >= 2]
    chosen = {family: charset for family, _, charset, *_ in sorted(lines, key=lambda line: line[1] == "Regular")}
    files, regular = _files(lines, "Bold"), _files(lines, "Regular")
    families = {family: coverage(charset) for family, charset in chosen.items()}
    return Installed(families, missing_libraries, system, files, regular)


def _files(lines: Sequence[Sequence[str]], style: str) -> Mapping[str, FontFile]:
    """The font of a style of each family, else one of another style, from the lines of a listing with paths."""
    filed = sorted((line for line in lines if line[4:]), key=lambda line: (line[1] == style, *line))
    return {family: FontFile(path, int(index)) for family, _, _, index, path in filed}


def look_up(families: Iterable[str]) -> Installed:
    """The installed fonts of `families`, by fontconfig, and the LIBRARIES that cannot be loaded. Reads the machine."""
    wanted = frozenset(families)
    try:
        listing = subprocess.run(["fc-list", "--format", "%{family[0]}|%{style[0]}|%{charset}|%{index}|%{file}\n"],
                                 capture_output=True, text=True, check=False).stdout
    except OSError:
        listing = ""
    kept = "\n".join(line for line in listing.splitlines() if line.partition("|")[0] in wanted)
    missing = tuple(name for name, on_macos in LIBRARIES.items()
                    if not _loads(on_macos if sys.platform == _MACOS else name))
    return installed(kept, missing, system_of(sys.platform, _release()))


def _release() -> Mapping[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

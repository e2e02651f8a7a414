"""The catalogues of schema/interface of the program and a project → words around texts, languages of the site."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any, Final

from diptych.config import schema_layers, toml_positions
from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Diagnostic, Result, diagnostic
from diptych.interface_text import FILES, LAST, SITE, Interfaces, interfaces_of, packaged_interfaces

_TEXT: Final = {"type": "string"}
_SHAPE: Final = {"additionalProperties": False, "properties": {
    "tag": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}, "fallback": _TEXT,
    "words": {"type": "object", "additionalProperties": _TEXT}}}
"""The JSON Schema of a catalogue."""
_LIST: Final = {"additionalProperties": False, "properties": {
    "languages": {"type": "array", "minItems": 1, "items": _TEXT}}}
"""The JSON Schema of site.toml."""
_FREE: Final = ("kind_", "terms_order_")
"""Beginnings of keys that are completed by a kind of documents or by a language."""

_ALONE: Final = ("site_title", "site_lead")
"""Words about a site with texts side by side. With `_alone` behind, the key is that of a site of single texts."""


def names(root: Path) -> tuple[str, ...]:
    """The names of all catalogues that count in a project, sorted."""
    return tuple(Path(name).stem for name in schema_layers.names(root, FILES))


def named(root: Path, name: str) -> str:
    """The catalogue that a name or tag means in a project; empty if there is none."""
    known = interfaces(root).value or packaged_interfaces()
    found = known.named(name)
    same = found and name.lower() in (found.lower(), known.catalogues[found].tag.lower())
    return found if same else ""


def interfaces(root: Path, languages: Sequence[str] = (), default: str = "") -> Result[Interfaces]:
    """All catalogues that count in a project, with the languages of its site; `default` is that of the front page.

    Without `languages` they are those of site.toml and of the catalogues that the project adds. C002, C003, C005 and
    C008 for mistakes in a catalogue of the project; C015 for a word that nothing says, which is no error.
    """
    files = {name: schema_layers.own_bytes(root, _file(name)) for name in names(root)}
    # A copy of a packaged catalogue is as good as that.
    own = {name: data for name, data in files.items()
           if data not in (None, schema_layers.packaged_bytes(_file(name)))}
    problems = tuple(problem for name, data in own.items() for problem in _problems(name, data, tuple(files)))
    site = toml_positions.read(schema_layers.data(root, SITE), f"{schema_layers.FOLDER}/{SITE}", _LIST)
    findings = (*problems, *site.diagnostics)
    if site.value is None or any(item.code != schema_layers.UNUSED for item in findings):
        return Result(None, findings)
    tables = {name: _table(root, name, own[name]) if name in own else schema_layers.packaged_table(_file(name))
              for name in files}
    listed = tuple(languages) or (*site.value.data["languages"], *(name for name in own if _is_new(name)))
    front = (default,) if default else ()
    chosen = dict.fromkeys((*front, *(name for name in listed if name in tables)))
    return Result(interfaces_of(tables, tuple(chosen)), findings)


def _table(root: Path, name: str, own: bytes) -> Mapping[str, Any]:
    """A catalogue of the project, merged into the packaged one."""
    made = tomllib.loads(schema_layers.data(root, _file(name)).decode())
    return {**made, "words": made.get("words", {}) | _alone(tomllib.loads(own.decode()).get("words", {}))}


def _alone(own: Mapping[str, str]) -> dict[str, str]:
    """The words for a site of single texts that a project has not given: those for texts side by side."""
    return {f"{key}_alone": own[key] for key in _ALONE if key in own and f"{key}_alone" not in own}


def _file(name: str) -> str:
    return FILES.replace("*", name)


def _is_new(name: str) -> bool:
    """Whether the program has no catalogue of this name."""
    return schema_layers.packaged_bytes(_file(name)) is None


def _problems(name: str, own: bytes, known: Sequence[str]) -> Iterator[Diagnostic]:
    """The mistakes in a catalogue of the project; `known` are the names of all catalogues."""
    read = toml_positions.read(own, f"{schema_layers.FOLDER}/{_file(name)}", _SHAPE)
    if read.value is None:
        yield from read.diagnostics
        return
    fallback = read.value.data.get("fallback")
    if fallback is not None and fallback not in known:
        yield diagnostic("C008", read.value.position(("fallback",)), what="the catalogue", name=fallback,
                         where=f"{schema_layers.FOLDER}/interface")
    yield from _unusable_words(read.value)


def _unusable_words(source: TomlSource) -> Iterator[Diagnostic]:
    """C015 for each word that nothing says, C005 for each with a fact in braces that is not given."""
    known = packaged_interfaces().catalogues[LAST].words
    for key, words in source.data.get("words", {}).items():
        if key not in known and not key.startswith(_FREE):
            yield diagnostic(schema_layers.UNUSED, source.position(("words", key)), file=f"{key} in {source.file}")
        elif problem := _unfillable(words, known.get(key, "")):
            yield diagnostic("C005", source.position(("words", key)), key=f"words.{key}", problem=problem,
                             file=source.file)


def _unfillable(words: str, english: str) -> str:
    """Why words cannot be filled with the facts of the English ones; empty if they can."""
    try:
        facts = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError as error:
        return f"its braces are wrong: {error}"
    given = {name for _, name, _, _ in Formatter().parse(english) if name is not None}
    unknown = sorted(facts - given)
    return f"there is no fact {{{unknown[0]}}}; it has {', '.join(sorted(given)) or 'none'}" if unknown else ""

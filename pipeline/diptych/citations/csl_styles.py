"""The files of schema/citations → citation styles and the words of citations, without the processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from lxml import etree

from diptych.akn.document import Document
from diptych.citations.pinpoints import Words, check_gaps, words
from diptych.config import schema_layers, toml_positions
from diptych.diagnostics import Position, Result, diagnostic

CITATIONS: Final = "schema/citations"
STYLES: Final = "styles.toml"
CSL: Final = "http://purl.org/net/xbiblio/csl"
FORMATS: Final = ("csl", "bibtex", "biblatex", "ris", "csl-json")
PARTS: Final = ("citation", "bibliography")
"""The parts of a CSL style that can make a citation."""
FALLBACK: Final = "eng"
"""The language whose words serve a text in a language without a file."""


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style; schema/citations/styles.toml explains each entry."""

    id: str
    name: str
    language: str
    format: str
    csl: bytes
    part: str
    type: str
    first: Mapping[str, Sequence[str]]
    join: Mapping[str, Sequence[str]]
    joiner: str
    accessed: str
    around: tuple[str, str]
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, in their order, and the words of citations by ISO 639-2 code."""

    styles: Mapping[str, Style]
    words: Mapping[str, Words]

    def words_for(self, style: Style, document: Document) -> Words:
        """The words of a style for a text: in the style's language, else the text's, else English."""
        return self.spoken(style.language or document.language)

    def spoken(self, code: str) -> Words:
        """The words of citations in a language (ISO 639-2), else in English."""
        return self.words.get(code) or self.words[FALLBACK]


def citations(root: Path) -> Result[Styles]:
    """The citation styles that count in a project; a broken file of its own is C002 to C005 or C008."""
    csl = {Path(name).name: content for name, content in schema_layers.files(root, "citations/*.csl").items()}
    tables = schema_layers.files(root, "citations/*.toml")
    listed = toml_positions.understood(f"{CITATIONS}/{STYLES}", tables[f"citations/{STYLES}"],
                                       lambda data: {key: _style(key, item, csl) for key, item in data.items()})
    by_code = {Path(name).stem: toml_positions.understood(f"schema/{name}", content, partial(words, Path(name).stem))
               for name, content in tables.items() if Path(name).name != STYLES}
    known = Styles(listed.value or {}, {code: result.value for code, result in by_code.items() if result.value})
    findings = [*listed.diagnostics, *(item for result in by_code.values() for item in result.diagnostics)]
    findings += [diagnostic("C008", Position(f"{CITATIONS}/{STYLES}"), what="the language", name=style.language,
                            where=CITATIONS)
                 for style in known.styles.values() if style.language and style.language not in by_code]
    return Result(None if findings else known, tuple(findings))


def _style(key: str, item: Mapping[str, Any], files: Mapping[str, bytes]) -> Style:
    """A style by its entry in styles.toml, with its CSL file; KeyError or ValueError for a wrong entry."""
    style = Style(key, item["name"], item["language"], item["format"],
                  files.get(item["csl"], b"") if item["format"] == "csl" else b"", item.get("part", ""), item["type"],
                  item.get("first", {}), item.get("join", {}), item.get("joiner", ""), item.get("accessed", ""),
                  _around(item), item.get("languages", {}))
    check_gaps(style.accessed, "y", "m", "d", "mm", "dd")
    if style.format not in FORMATS:
        raise ValueError(f"{key}: format is one of {', '.join(FORMATS)}")
    if style.format == "csl":
        _check(style, item["csl"])
    return style


def _around(item: Mapping[str, Any]) -> tuple[str, str]:
    """The words before and behind the date of access; empty ones if an entry has none."""
    before, behind = item.get("around", ("", ""))
    return str(before), str(behind)


def _check(style: Style, file: str) -> None:
    """Raises ValueError if a CSL file is not XML or lacks the style's part."""
    if not style.csl:
        raise ValueError(f"{file}: there is no such file")
    try:
        root = etree.fromstring(style.csl)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{file}: {error.msg}") from None
    if style.part not in PARTS or root.find(f"{{{CSL}}}{style.part}/{{{CSL}}}layout") is None:
        raise ValueError(f"{file}: there is no {style.part or 'part'} with a layout")

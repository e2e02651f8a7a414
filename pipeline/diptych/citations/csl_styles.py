"""What schema/citations says → citation styles and the words of citations, without the processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from lxml import etree

from diptych.akn.document import Document
from diptych.citations.pinpoints import Words, check_gaps, words
from diptych.config import toml_positions
from diptych.diagnostics import Position, Result, diagnostic

CITATIONS: Final = "schema/citations"
STYLES: Final = "styles.toml"
CSL: Final = "http://purl.org/net/xbiblio/csl"
FORMATS: Final = ("csl", "bibtex", "ris", "csl-json")
PARTS: Final = ("citation", "bibliography")
FALLBACK: Final = "eng"
"""Whose words are taken for a text that no file speaks for."""


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: see schema/citations/styles.toml for each entry."""

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


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, in their order, and the words of citations by ISO 639-2 code."""

    styles: Mapping[str, Style]
    words: Mapping[str, Words]

    def said(self, style: Style, document: Document) -> Words:
        """The words in which a style speaks of a text; English where its language has none."""
        return self.words.get(style.language or document.language) or self.words[FALLBACK]


def citations(root: Path) -> Result[Styles]:
    """The citation styles of schema/citations; a missing file is C001, a broken one C002 to C005."""
    folder = root / CITATIONS
    lacking = [name for name in (STYLES, f"{FALLBACK}.toml") if not (folder / name).is_file()]
    if lacking:
        return Result(None, tuple(diagnostic("C001", Position(f"{CITATIONS}/{name}"), file=f"{CITATIONS}/{name}",
                                             named="the project") for name in lacking))
    csl = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csl"))}
    found = toml_positions.understood(f"{CITATIONS}/{STYLES}", (folder / STYLES).read_bytes(),
                                      lambda data: styles(data, csl))
    spoken = {path.stem: toml_positions.understood(f"{CITATIONS}/{path.name}", path.read_bytes(),
                                                   partial(words, path.stem))
              for path in sorted(folder.glob("*.toml")) if path.name != STYLES}
    made = Styles(found.value or {}, {code: one.value for code, one in spoken.items() if one.value})
    findings = [*found.diagnostics, *(item for one in spoken.values() for item in one.diagnostics)]
    findings += [diagnostic("C008", Position(f"{CITATIONS}/{STYLES}"), what="the language", name=style.language,
                            where=CITATIONS)
                 for style in made.styles.values() if style.language and style.language not in spoken]
    return Result(None if findings else made, tuple(findings))


def styles(data: Mapping[str, Any], files: Mapping[str, bytes]) -> Mapping[str, Style]:
    """The styles that styles.toml describes, with the CSL files that it names; raises what they cannot be."""
    return {key: _style(key, item, files) for key, item in data.items()}


def _style(key: str, item: Mapping[str, Any], files: Mapping[str, bytes]) -> Style:
    made = Style(key, item["name"], item["language"], item["format"],
                 files.get(item["csl"], b"") if item["format"] == "csl" else b"", item.get("part", ""), item["type"],
                 item.get("first", {}), item.get("join", {}), item.get("joiner", ""), item.get("accessed", ""))
    check_gaps(made.accessed, "y", "m", "d", "mm", "dd")
    if made.format not in FORMATS:
        raise ValueError(f"{key}: format is one of {', '.join(FORMATS)}")
    if made.format == "csl":
        _check(made, item["csl"])
    return made


def _check(style: Style, file: str) -> None:
    """Raises ValueError if a CSL file is not XML or has not the part that is asked for."""
    if not style.csl:
        raise ValueError(f"{file}: there is no such file")
    try:
        root = etree.fromstring(style.csl)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{file}: {error.msg}") from None
    if style.part not in PARTS or root.find(f"{{{CSL}}}{style.part}/{{{CSL}}}layout") is None:
        raise ValueError(f"{file}: there is no {style.part or 'part'} with a layout")

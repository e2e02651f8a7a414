"""citations.json → a citation of a text, clause or range: a template of the site with its gaps filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from diptych.akn import iri
from diptych.commands.mcp_server.refusals import Refusal
from diptych.commands.mcp_server.site_files import CitationData, CitationStyle


@dataclass(frozen=True, slots=True)
class CitationRequest:
    """What is cited, and how: a style, a language (empty for the work itself), the first and the last clause, and the
    date of access in ISO 8601.

    `pinned` is the date in the address of a work with a single version; the citation leads to that dated address.
    """

    style: str
    language: str = ""
    first: str = ""
    last: str = ""
    accessed: str = ""
    pinned: str = ""


@dataclass(frozen=True, slots=True)
class WrittenCitation:
    """A citation, and the address that it gives."""

    text: str
    url: str


def citation(cited: CitationData, wanted: CitationRequest) -> WrittenCitation:
    """The citation, without a date of access if none is given.

    Refusal for a style that the site lacks, and for one that the site can give with a date of access only.
    """
    style = next((style for style in cited.styles if style.id == wanted.style), None)
    if style is None:
        raise Refusal("no_style", style=wanted.style, known=", ".join(style.id for style in cited.styles))
    text = cited.texts[wanted.language or next(iter(cited.texts))]
    folder = text.place if wanted.language else cited.place
    if wanted.pinned:
        folder = f"{folder.rstrip('/')}@{wanted.pinned}/"
    named = _pinpoint(cited, style.words or text.words, wanted)
    template = text.templates[style.id]["clause" if named else "whole"]
    clause = wanted.first + (f"{iri.RANGE}{wanted.last}" if wanted.last else "")
    parts = filter(None, (*re.findall("[0-9a-zA-Z]+", folder), clause.replace(iri.RANGE, "--")))
    gaps = {"pinpoint": named, "place": folder + iri.place(clause), "key": "".join(f"-{part}" for part in parts)}
    if wanted.accessed:
        gaps["accessed"] = _accessed(style, wanted.accessed)
    else:
        template = _undated(template, style)
    words = "".join(gaps.get(piece, "") if at % 2 else piece for at, piece in enumerate(template))
    return WrittenCitation(words, cited.url + folder + iri.place(clause))


def _undated(template: tuple[str, ...], style: CitationStyle) -> tuple[str, ...]:
    """A template without the date of access and the words around it."""
    if "accessed" not in template[1::2]:
        return template
    at = 2 * template[1::2].index("accessed") + 1
    (before, behind), left, right = style.around, template[at - 1], template[at + 1]
    if not before or not left.endswith(before) or not right.startswith(behind):
        raise Refusal("no_accessed", style=style.id)
    return (*template[:at - 1], left.removesuffix(before) + right.removeprefix(behind), *template[at + 2:])


def _accessed(style: CitationStyle, date: str) -> str:
    year, month, day = date.split("-")
    gaps = {"y": str(int(year)), "m": str(int(month)), "d": str(int(day)), "mm": month, "dd": day}
    return re.sub(r"\{(\w+)\}", lambda gap: gaps.get(gap[1], ""), style.accessed)


def _pinpoint(cited: CitationData, language: str, wanted: CitationRequest) -> str:
    """The name of the clause or range; of the last clause without the units around both."""
    names = cited.pinpoints.get(language, {})
    first, last = names.get(wanted.first, ""), names.get(wanted.last, "")
    around = names.get(_shared(wanted.first, wanted.last), "")
    ending = last.removeprefix(around).strip()
    if first and ending and language in cited.spans:
        return cited.spans[language].replace("{first}", first).replace("{last}", ending)
    return first or ending


def _shared(first: str, last: str) -> str:
    """The eId of the innermost unit around both clauses, by their eIds."""
    pairs = zip(first.split("__")[:-1], last.split("__")[:-1], strict=False)
    return "__".join(part for part, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

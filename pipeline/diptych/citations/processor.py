"""CSL-JSON records → citations, by a CSL processor or the libraries for BibTeX and RIS.

Citations of every clause in every style and language would be too much for a page. It gets templates instead. A
template is the processor's result for a record with marks as pinpoint, place and date, split at these marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Final

import citeproc
import rispy
from bibtexparser import model
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from citeproc.formatter import plain
from citeproc.model import CitationStylesElement
from citeproc.source.json import CiteProcJSON
from lxml import etree

from diptych.akn import iri
from diptych.akn.document import Document
from diptych.citations import csl_record, pinpoints
from diptych.citations.csl_record import Record
from diptych.citations.csl_styles import CSL, Style, Styles
from diptych.citations.pinpoints import Words

MARKS: Final = {"pinpoint": "0pinpoint0", "place": "0place0", "key": "0key0", "accessed": "0accessed0"}
"""The values of a template's record that differ in each citation. No format escapes letters and digits."""

_LATEX: Final = str.maketrans({
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"}})
"""LaTeX's own characters. All others are written as they are."""


def cite(documents: Sequence[Document], styles: Styles, style: str, site_url: str, language: str = "",  # noqa: PLR0913, PLR0917
         eid: str = "", accessed: str = "") -> str:
    """The citation of a work, of its text in a language, or of a clause; with a date of access in ISO 8601, if the
    style has one."""
    used = styles.styles[style]
    words = styles.words_for(used, csl_record.chosen(documents, language))
    where = csl_record.address(site_url, documents, language, eid)
    section = pinpoints.pinpoint(documents, eid, words) if eid else ""
    item = csl_record.record(documents, language, where, section, words)
    return render({**item, "accessed": _accessed(used, accessed)} if accessed and used.accessed else item, used)


def _accessed(style: Style, date: str) -> str:
    """A date of access as a style has it."""
    year, month, day = date.split("-")
    return style.accessed.format(y=int(year), m=int(month), d=int(day), mm=month, dd=day)


def render(item: Record, style: Style) -> str:
    """The citation of a record in a style; the record may have the variable `accessed`, a date as text."""
    return _FORMATS[style.format](item, style)


def template(documents: Sequence[Document], style: Style, words: Words, site_url: str, language: str,
             *, pinpoint: bool) -> tuple[str, ...]:
    """The citation of a text, split at its marks: text, name of a mark, text, name of a mark, … text.

    Place and key are the parts behind the permalink and the key of the work.
    """
    work = documents[0].work_iri
    where = csl_record.PermanentAddress(iri.permalink(site_url, work) + MARKS["place"],
                                        csl_record.key(work) + MARKS["key"])
    item = dict(csl_record.record(documents, language, where, MARKS["pinpoint"] if pinpoint else "", words))
    if style.accessed:
        item["accessed"] = MARKS["accessed"]
    names = {mark: name for name, mark in MARKS.items()}
    pieces = re.split("|".join(f"({mark})" for mark in names), render(item, style))
    return tuple(names.get(piece, piece) for piece in pieces if piece is not None)


def _adapted(item: Record, style: Style) -> dict[str, Any]:
    """The record for a style, with the style's type and its substitutes for variables."""
    known = {**item, **{f"custom.{name}": value for name, value in item.get("custom", {}).items()}}
    adapted = {**item, "type": style.type}
    for name, sources in style.first.items():
        adapted[name] = next((known[source] for source in sources if source in known), "")
    for name, sources in style.join.items():
        adapted[name] = style.joiner.join(str(known[source]) for source in sources if source in known)
    if isinstance(adapted.get("author"), str):
        adapted["author"] = [{"literal": adapted["author"]}]
    return {name: value for name, value in adapted.items() if value}


def _csl(item: Record, style: Style) -> str:
    variables = {name: value for name, value in _adapted(item, style).items()
                 if name in ("id", "type") or name.replace("-", "_") in citeproc.VARIABLES}
    if "accessed" in variables:
        variables["accessed"] = {"literal": variables["accessed"]}
    variables["id"] = "cited"
    bibliography = citeproc.CitationStylesBibliography(_compiled(style.csl), CiteProcJSON([variables]), plain)
    citation = citeproc.Citation([citeproc.CitationItem("cited")])
    bibliography.register(citation)
    if style.part == "citation":
        return str(bibliography.cite(citation, _refuse))
    return "".join(map(str, bibliography.bibliography()[0]))


def _refuse(item: Any) -> str:
    raise ValueError(f"the record is not known: {item.key}")


# The processor repeats the same searches in a style for every citation, and the style never changes.
CitationStylesElement.xpath_search = cache(
    lambda element, expression: etree.XPath(expression, namespaces=CitationStylesElement.nsmap)(element))
CitationStylesElement.get_root = cache(CitationStylesElement.get_root)


@cache
def _compiled(csl: bytes) -> citeproc.CitationStylesStyle:
    """A style for the processor, without the number of an entry in a list, since readers paste single entries."""
    root = etree.fromstring(csl)
    for number in root.iterfind(f".//{{{CSL}}}bibliography//{{{CSL}}}text[@variable='citation-number']"):
        parent = number.getparent()
        if parent is not None:
            parent.remove(number)
    return citeproc.CitationStylesStyle(BytesIO(etree.tostring(root)), validate=False)


def _bibtex(item: Record, style: Style) -> str:
    year, month, day = (*item.get("issued", {}).get("date-parts", [[]])[0], "", "", "")[:3]
    note = "; ".join(item[name] for name in ("number", "section", "note") if name in item).translate(_LATEX)
    return _entry(item, style, {
        **_braced(item), "year": str(year), "month": str(month), "day": str(day), "note": note,
        "language": _babel(item, style), "url": item["URL"], "urldate": item.get("accessed", "")})


def _biblatex(item: Record, style: Style) -> str:
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    custom = item.get("custom", {})
    titles = [item.get("original-title", ""), custom.get("translated-title", "")]
    return _entry(item, style, {
        **_braced(item), "titleaddon": "; ".join(filter(None, titles)).translate(_LATEX),
        "date": "-".join(f"{part:02}" for part in date), "number": item.get("number", "").translate(_LATEX),
        "note": "; ".join(item[name] for name in ("section", "note") if name in item).translate(_LATEX),
        "langid": _babel(item, style), "url": item["URL"], "urldate": item.get("accessed", "")})


def _braced(item: Record) -> dict[str, str]:
    """Author and title in braces, which keep the letters of a title, and an institution's name from being split."""
    author = "".join(name["literal"] for name in item.get("author", []))
    values = {"author": author.translate(_LATEX), "title": item.get("title", "").translate(_LATEX)}
    return {name: f"{{{value}}}" for name, value in values.items() if value}


def _babel(item: Record, style: Style) -> str:
    """The name of the record's language in babel; its language tag if the style knows none."""
    tag = item["language"]
    return style.languages.get(tag, style.languages.get(tag.partition("-")[0], tag))


def _entry(item: Record, style: Style, fields: Mapping[str, str]) -> str:
    """An entry of these fields, without empty ones. A URL is not escaped, because readers copy it into a browser."""
    given = [model.Field(name, value) for name, value in fields.items() if value]
    return str(write_string(Library([model.Entry(style.type, item["citation-key"], given)]))).strip()


def _ris(item: Record, style: Style) -> str:
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    # The number of an act is in M1, which rispy calls a note; IS is the number of a periodical's issue.
    entry = {
        "type_of_reference": style.type, "title": item.get("title", ""),
        "authors": [name["literal"] for name in item.get("author", [])],
        "year": str(date[0]) if date else "", "date": "/".join(f"{part:02}" for part in date),
        "note": item.get("number", ""), "section": item.get("section", ""), "language": item["language"],
        "notes": [item["note"]] if "note" in item else [], "urls": [item["URL"]],
        "access_date": item.get("accessed", ""),
    }
    # The first line is the reference's number in a list.
    _, _, lines = str(rispy.dumps([{name: _one_line(value) for name, value in entry.items() if value}])).partition("\n")
    return lines.strip("\n")


def _one_line(value: str | list[str]) -> str | list[str]:
    """A field, or fields, without line breaks: RIS has a field a line, and a break would begin another one."""
    return " ".join(value.split()) if isinstance(value, str) else [" ".join(each.split()) for each in value]


def _csl_json(item: Record, style: Style) -> str:
    accessed = {"accessed": {"raw": item["accessed"]}} if "accessed" in item else {}
    return json.dumps([{**item, "type": style.type, **accessed}], ensure_ascii=False, indent=2)


_FORMATS: Final[Mapping[str, Callable[[Record, Style], str]]] = {
    "csl": _csl, "bibtex": _bibtex, "biblatex": _biblatex, "ris": _ris, "csl-json": _csl_json}

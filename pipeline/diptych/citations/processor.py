"""CSL-JSON records → citations: by a CSL processor, or by the libraries of BibTeX and RIS. Styles are data.

A page would have to carry every style of every clause in every language; it carries templates instead. A template is
what the processor makes of a record whose pinpoint, place and date of access are marks, cut at the marks.
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

from diptych.akn.document import Document
from diptych.citations import csl_record, pinpoints
from diptych.citations.csl_record import Record
from diptych.citations.csl_styles import CSL, Style, Styles
from diptych.citations.pinpoints import Words

MARKS: Final = {"pinpoint": "0pinpoint0", "place": "0place0", "key": "0key0", "accessed": "0accessed0"}
"""What stands in a template's record where each citation differs: letters and digits that no format escapes."""

_LATEX: Final = str.maketrans({
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"}})
"""What LaTeX itself would take for a command. All other characters stand in the file as they are."""


def cite(documents: Sequence[Document], styles: Styles, style: str, site_url: str, language: str = "",
         eid: str = "") -> str:
    """One citation of a work, of its text in a language, of a clause; without a date of access, which nobody knows."""
    used = styles.styles[style]
    said = styles.said(used, csl_record.chosen(documents, language))
    where = csl_record.address(site_url, documents, language, eid)
    section = pinpoints.pinpoint(documents, eid, said) if eid else ""
    return render(csl_record.record(documents, language, where, section, said), used)


def render(item: Record, style: Style) -> str:
    """A record in a style; `accessed`, a date as text, may be among its variables."""
    return _FORMATS[style.format](item, style)


def template(documents: Sequence[Document], style: Style, said: Words, site_url: str, language: str,
             *, pinpoint: bool) -> tuple[str, ...]:
    """A citation of a text, cut at its marks: text, name of a mark, text, name of a mark, … text.

    Place and key are what follows the permalink and the key of the work.
    """
    iri = documents[0].work_iri
    where = csl_record.PermanentAddress(csl_record.permalink(site_url, iri) + MARKS["place"],
                                        csl_record.key(iri) + MARKS["key"])
    made = dict(csl_record.record(documents, language, where, MARKS["pinpoint"] if pinpoint else "", said))
    if style.accessed:
        made["accessed"] = MARKS["accessed"]
    names = {mark: name for name, mark in MARKS.items()}
    pieces = re.split("|".join(f"({mark})" for mark in names), render(made, style))
    return tuple(names.get(piece, piece) for piece in pieces if piece is not None)


def _laid(item: Record, style: Style) -> dict[str, Any]:
    """The record as a style wants it: its type, and variables that take the place of others."""
    known = {**item, **{f"custom.{name}": value for name, value in item.get("custom", {}).items()}}
    made = {**item, "type": style.type}
    for name, sources in style.first.items():
        made[name] = next((known[source] for source in sources if source in known), "")
    for name, sources in style.join.items():
        made[name] = style.joiner.join(str(known[source]) for source in sources if source in known)
    if isinstance(made.get("author"), str):
        made["author"] = [{"literal": made["author"]}]
    return {name: value for name, value in made.items() if value}


def _csl(item: Record, style: Style) -> str:
    variables = {name: value for name, value in _laid(item, style).items()
                 if name in ("id", "type") or name.replace("-", "_") in citeproc.VARIABLES}
    if "accessed" in variables:
        variables["accessed"] = {"literal": variables["accessed"]}
    variables["id"] = "cited"
    made = citeproc.CitationStylesBibliography(_compiled(style.csl), CiteProcJSON([variables]), plain)
    citation = citeproc.Citation([citeproc.CitationItem("cited")])
    made.register(citation)
    if style.part == "citation":
        return str(made.cite(citation, _refuse))
    return "".join(map(str, made.bibliography()[0]))


def _refuse(item: Any) -> str:
    raise ValueError(f"the record is not known: {item.key}")


@cache
def _found(element: CitationStylesElement, expression: str) -> Any:
    return etree.XPath(expression, namespaces=CitationStylesElement.nsmap)(element)


# The processor asks the same questions of a style for every citation; the style stays as it is.
CitationStylesElement.xpath_search = _found
CitationStylesElement.get_root = cache(CitationStylesElement.get_root)


@cache
def _compiled(csl: bytes) -> citeproc.CitationStylesStyle:
    """A style made ready. An entry is pasted alone: the number that it would have in a list is left out."""
    root = etree.fromstring(csl)
    for number in root.iterfind(f".//{{{CSL}}}bibliography//{{{CSL}}}text[@variable='citation-number']"):
        parent = number.getparent()
        if parent is not None:
            parent.remove(number)
    return citeproc.CitationStylesStyle(BytesIO(etree.tostring(root)), validate=False)


def _bibtex(item: Record, style: Style) -> str:
    year, month, day = (*item.get("issued", {}).get("date-parts", [[]])[0], "", "", "")[:3]
    author = "".join(name["literal"] for name in item.get("author", [])).translate(_LATEX)
    title = item.get("title", "").translate(_LATEX)
    note = "; ".join(item[name] for name in ("number", "section", "note") if name in item).translate(_LATEX)
    # An institution's name is no surname and a title keeps its letters: so the braces. An address is copied from here
    # into a browser: nothing in it is escaped.
    fields = {
        "author": f"{{{author}}}" if author else "", "title": f"{{{title}}}" if title else "",
        "year": str(year), "month": str(month), "day": str(day), "note": note, "langid": item["language"],
        "url": item["URL"], "urldate": item.get("accessed", "")}
    given = [model.Field(name, value) for name, value in fields.items() if value]
    entry = model.Entry(style.type, item["citation-key"], given)
    return str(write_string(Library([entry]))).strip()


def _ris(item: Record, style: Style) -> str:
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    # The number of an act stands in M1, which rispy calls a note: IS is that of a periodical's issue.
    entry = {
        "type_of_reference": style.type, "title": item.get("title", ""),
        "authors": [name["literal"] for name in item.get("author", [])],
        "year": str(date[0]) if date else "", "date": "/".join(f"{part:02}" for part in date),
        "note": item.get("number", ""), "section": item.get("section", ""), "language": item["language"],
        "notes": [item["note"]] if "note" in item else [], "urls": [item["URL"]],
        "access_date": item.get("accessed", ""),
    }
    # The first line is the reference's number in a list, and it stands alone.
    made = str(rispy.dumps([{name: value for name, value in entry.items() if value}]))
    return made.partition("\n")[2].strip("\n")


def _csl_json(item: Record, style: Style) -> str:
    accessed = {"accessed": {"raw": item["accessed"]}} if "accessed" in item else {}
    return json.dumps([{**item, "type": style.type, **accessed}], ensure_ascii=False, indent=2)


_FORMATS: Final[Mapping[str, Callable[[Record, Style], str]]] = {
    "csl": _csl, "bibtex": _bibtex, "ris": _ris, "csl-json": _csl_json}

"""The term base → TBX-Basic (ISO 30042:2008): each concept with its names and their status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree
from lxml.builder import E

from diptych import interface_text
from diptych.akn.names import XML
from diptych.config.works import EXPLAINED_KINDS, Term, TermForm

_LANG: Final = f"{{{XML}}}lang"
_STATUS: Final = {"preferred": "preferredTerm-admn-sts", "allowed": "admittedTerm-admn-sts",
                  "forbidden": "deprecatedTerm-admn-sts"}
"""TBX-Basic's values of administrativeStatus for the statuses of the term base."""


def tbx(terms: Sequence[Term], site_url: str, title: str) -> bytes:
    """The terms of the glossary under the name of the site; names of agents and units of measure are left out."""
    entries = [_entry(term) for term in terms if term.kind in EXPLAINED_KINDS]
    languages = [form.language for term in terms for form in term.forms]
    header = E.martifHeader(
        E.fileDesc(E.titleStmt(E.title(title)), E.sourceDesc(E.p(f"{site_url.rstrip('/')}/terms/"))),
        E.encodingDesc(E.p("TBXBasicXCSV02.xcs", type="XCSURI")))
    root = E.martif(header, E.text(E.body(*entries)),
                    {"type": "TBX-Basic", _LANG: interface_text.code(languages[0]) if languages else "en"})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True,
                          doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">')


def _entry(term: Term) -> etree._Element:
    notes = [E.note(words, {_LANG: language}) for language, words in term.note]
    names = [E.langSet(*_names(form), {_LANG: interface_text.code(form.language)}) for form in term.forms]
    return E.termEntry(E.descrip(term.kind, type="subjectField"), *notes, *names, id=term.id)


def _names(form: TermForm) -> Iterator[etree._Element]:
    for status, names in (("preferred", (form.preferred,)), ("allowed", form.allowed), ("forbidden", form.forbidden)):
        for name in names:
            yield E.tig(E.term(name), E.termNote(_STATUS[status], type="administrativeStatus"))
    if form.hanja:
        yield E.tig(E.term(form.hanja), E.termNote("variant", type="termType"),
                    E.termNote(_STATUS["allowed"], type="administrativeStatus"))

"""The links that a page adds to each line in which citable clauses begin: the permalink, and links to changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Final
from urllib.parse import quote

from lxml import etree

from diptych.akn import iri
from diptych.akn.document import Document, emended
from diptych.akn.names import local, tag
from diptych.citations.pinpoints import Words, of_id, pinpoint
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.interface_text import Interface
from diptych.render.html.elements import add, make
from diptych.render.html.provisions import NUMBERED
from diptych.render.html.view import SCHEMES

REPORT_VALUES: Final = ("permalink", "eid", "title")
"""The names that a URL template for reports may contain in braces."""

_NAMED_PARTS: Final = ("preface", "preamble", "conclusions", "body", "mainBody")
"""Parts of a text for whose clauses without a number the interface has a name."""
_LATIN: Final = re.compile("[0-9A-Za-z\u00c0-\u024f\u2160-\u217f]{2}")
"""Two adjacent characters that a space must separate if they come from two labels."""


@dataclass(frozen=True, slots=True)
class Citing:
    """The addresses of a page's clauses: `address` is the absolute URL before `~eId`, `report` a URL template.

    `changes` is the relative URL of the comparison with the previous version, in which the clauses `changed` differ.
    `way` is the relative URL of the folder of the clauses' own pages. The eIds `taken` named another clause earlier.
    `spoken` are the words of citations in the reader's language.
    """

    document: Document
    interface: Interface
    address: str
    report: str = ""
    changes: str = ""
    changed: frozenset[str] = frozenset()
    way: str = ""
    taken: frozenset[str] = frozenset()
    spoken: Words | None = None

    def permalink(self, eid: str) -> str:
        """The permanent URL of a clause. Its page redirects to the clause, or explains where the clause went."""
        return self.address + iri.place(eid)

    def page(self, eid: str) -> str:
        """The relative URL of the page at the permalink of a clause."""
        return f"{self.way}{iri.place(eid)}/"

    def report_link(self, eid: str = "") -> str:
        """The URL at which to report an error in a clause or the whole; empty if the site takes no reports."""
        quoted = (quote(value, safe="") for value in (self.permalink(eid), eid, self.document.title))
        return self.report.format(**dict(zip(REPORT_VALUES, quoted, strict=True)))

    @property
    def report_form(self) -> str:
        """The URL at which to report an error, in which {permalink} and {eid} are to be filled in by a script."""
        return self.report.format(permalink="{permalink}", eid="{eid}", title=quote(self.document.title, safe=""))

    def label(self, eid: str) -> str:
        """A clause's number behind the numbers of the units around it, else the name of the part of the text."""
        label, number = _label_and_paragraph(self.document, eid)
        name = label or self._part(eid)
        if name and number:
            return self.interface.say("paragraph_label", label=name, number=number)
        return name or (of_id(eid, self.spoken, self.document.work_iri) if self.spoken else "") or eid

    def spoken_name(self, eid: str) -> str:
        """The name of a clause as it is cited, "part 6 item 3", with the place of a unit without a number; else its
        label."""
        name, number = pinpoint([self.document], eid, self.spoken) if self.spoken else "", ""
        element = self.document.by_eid.get(eid)
        if name and element is not None and element.tag != tag("p"):
            _, number = _label_and_paragraph(self.document, eid)
        return self.interface.say("paragraph_label", label=name, number=number) if number else name or self.label(eid)

    def is_numbered(self, eid: str) -> bool:
        """Whether a clause, or a unit around it, has a number or a heading."""
        return bool(_label_and_paragraph(self.document, eid)[0])

    def _part(self, eid: str) -> str:
        """The name of the part of the text around a clause; empty if the document lacks the clause."""
        element = self.document.by_eid.get(eid)
        around = () if element is None else (local(unit.tag) for unit in (element, *element.iterancestors()))
        return next((self.interface.say(f"part_{name}") for name in around if name in _NAMED_PARTS), "")


def _label_and_paragraph(document: Document, eid: str) -> tuple[str, str]:
    """The labels of a clause and of the units around it; and the number of its paragraph, if it has no own label."""
    known = _known_labels(document)
    if eid not in known:
        known[eid] = _composed_label(document, eid)
    return known[eid]


@lru_cache(maxsize=16)
def _known_labels(_: Document) -> dict[str, tuple[str, str]]:
    """What `_label_and_paragraph` gave of a text, by eId: each of a work's pages asks for each clause. Only the last
    texts are kept, for each keeps its whole tree."""
    return {}


def _composed_label(document: Document, eid: str) -> tuple[str, str]:
    element = document.by_eid.get(eid)
    if element is None:
        return "", ""
    units = [unit for unit in (element, *element.iterancestors()) if local(unit.tag) in NUMBERED]
    bare = next((unit for unit in units[:1] if not _label(unit)), None)
    counted = element if bare is None and local(element.tag) not in NUMBERED else bare
    number = "" if counted is None else counted.get("eId", "").rpartition("_")[2]
    labels = ""
    for unit in reversed(units):
        label = _label(unit)
        gap = " " if _LATIN.fullmatch(labels[-1:] + label[:1]) else ""
        labels += gap + label + " " * (unit.tag == tag("attachment"))
    return labels.strip(), number if number[:1].isdigit() else ""


def check_report(template: str, position: Position) -> tuple[Diagnostic, ...]:
    """S001 if a URL template for reports has another scheme than http, https or mailto, or asks for unknown values."""
    try:
        fields = [field[1:] for field in Formatter().parse(template) if field[1] is not None]
    except ValueError as error:
        return (diagnostic("S001", position, template=template, problem=error),)
    problems = [f"{{{name}}}" for name, form, conversion in fields if name not in REPORT_VALUES or form or conversion]
    if template and not template.lower().startswith(SCHEMES):
        problems.append(template.partition(":")[0])
    return tuple(diagnostic("S001", position, template=template, problem=problem) for problem in problems[:1])


def decorate(tree: etree._Element, citing: Citing) -> etree._Element:
    """The tree with one link for all elements with `data-eid` that begin in a line: in a headline, a row or a text."""
    hosts: dict[etree._Element, list[etree._Element]] = {}
    for element in tree.iter():
        if element.get("data-eid"):
            hosts.setdefault(_host(element), []).append(element)
    for host, cited in hosts.items():
        if "akn-row" in host.get("class", "").split():
            host.set("role", "group")
            host.set("aria-label", citing.spoken_name(cited[-1].get("data-eid", "")))
        add(host, make("span", "clause-tools screen-only")).extend(_links(cited, citing))
    return tree


def _links(cited: list[etree._Element], citing: Citing) -> Iterator[etree._Element]:
    """The link to a clause, from which a script cites it; links to its changes and to the clauses that had its eIds.

    The clause is the innermost unit that begins in the line; `data-also` has the others.
    """
    eids = [element.get("data-eid", "") for element in cited]
    chosen = next((element.get("data-eid", "") for element in reversed(cited) if element.tag == "section"), eids[0])
    link = _link("permalink", citing.permalink(chosen), "permalink", citing, chosen)
    others = " ".join(eid for eid in eids if eid != chosen)
    if others:
        link.set("data-also", others)
    yield link
    for eid in eids:
        if eid in citing.changed:
            yield _link("clause-change", f"{citing.changes}#{eid}", "clause_changed", citing, eid)
        if eid in citing.taken and eid.rpartition("__")[0] not in citing.taken:
            yield _link("clause-before", citing.page(eid), "clause_before", citing, eid)


def _link(css: str, href: str, key: str, citing: Citing, eid: str) -> etree._Element:
    """A link without text; the interface's words for `key` are its name."""
    title = citing.interface.say(key, label=citing.label(eid))
    return make("a", css, href=href, title=title, aria_label=title)


def _host(element: etree._Element) -> etree._Element:
    """The element that receives a clause's links: of a unit its headline, its first row or its first paragraph."""
    if element.tag not in ("section", "div"):
        return element
    runs_in = "akn-run-in" in element.get("class", "").split()
    for inner in element.iter():
        classes = inner.get("class", "").split()
        if "akn-row" in classes or inner.tag == "p" or "akn-headline" in classes and not runs_in:
            return inner
    return element


def _label(unit: etree._Element) -> str:
    """A unit's number, else its heading; of an attachment without both the first line of its preface."""
    label = next((part for name in ("num", "heading") if (part := unit.find(tag(name))) is not None), None)
    if label is None and unit.tag == tag("attachment"):
        label = unit.find(f"{tag('doc')}/{tag('preface')}/{tag('p')}")
    return "" if label is None else emended(label).strip()

"""What a page adds to each clause that can be cited: its permalink and the way to report an error in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Final
from urllib.parse import quote

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.names import local, tag
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.interface_text import Interface
from diptych.render.html.elements import add, make
from diptych.render.html.provisions import NUMBERED
from diptych.render.html.view import SCHEMES

REPORT_VALUES: Final = ("permalink", "eid", "title")
"""What a URL template for reports may name in braces."""

_LATIN: Final = re.compile("[0-9A-Za-z\u00c0-\u024f\u2160-\u217f]{2}")
"""Two signs between which words are set apart."""
_LABELS: Final = ("num", "heading")


@dataclass(frozen=True, slots=True)
class Citing:
    """How clauses of a page are cited: `address` is the absolute address before `~eId`, `report` a URL template.

    `changes` is the way to the page that shows what changed in the `changed` clauses since the version before, `way`
    that to the pages of addresses, of which the `taken` ones tell of another clause that stood there before.
    """

    document: Document
    interface: Interface
    address: str
    report: str = ""
    changes: str = ""
    changed: frozenset[str] = frozenset()
    way: str = ""
    taken: frozenset[str] = frozenset()

    def permalink(self, eid: str) -> str:
        """The lasting address of a clause: its page goes to the clause, or says what became of it."""
        return f"{self.address}~{eid}"

    def report_link(self, eid: str) -> str:
        """The filled-in address for reports of an error; empty where reports are not asked for."""
        values = (self.permalink(eid), eid, self.document.title)
        return self.report.format(**dict(zip(REPORT_VALUES, map(_quoted, values), strict=True)))

    def label(self, eid: str) -> str:
        """What a reader calls a clause: its number within the numbers around it; the eId where nothing is numbered."""
        label, number = _called(self.document, eid)
        return self.interface.say("paragraph_label", label=label, number=number) if label and number else label or eid


@lru_cache(maxsize=1024)
def _quoted(value: str) -> str:
    return quote(value, safe="")


@lru_cache(maxsize=4096)
def _called(document: Document, eid: str) -> tuple[str, str]:
    """The labels at and around a clause, and which paragraph among them it is if it has none of its own. A work is
    shown on several pages, which all ask this of each clause."""
    element = document.by_eid.get(eid)
    if element is None:
        return "", ""
    units = [found for found in (element, *element.iterancestors()) if local(found.tag) in NUMBERED]
    bare = next((unit for unit in units[:1] if not _label(unit)), None)
    counted = element if bare is None and local(element.tag) not in NUMBERED else bare
    number = "" if counted is None else counted.get("eId", "").rpartition("_")[2]
    called = ""
    for found in reversed(units):
        label = _label(found)
        apart = " " if _LATIN.fullmatch(called[-1:] + label[:1]) else ""
        called += apart + label + " " * (found.tag == tag("attachment"))
    return called.strip(), number if number[:1].isdigit() else ""


def check_report(template: str, position: Position) -> tuple[Diagnostic, ...]:
    """S001 if a URL template for reports leads elsewhere than to http, https or mailto, or asks for unknown values."""
    try:
        asked = [part[1:] for part in Formatter().parse(template) if part[1] is not None]
    except ValueError as error:
        return (diagnostic("S001", position, template=template, problem=error),)
    wrong = [name for name, form, conversion in asked if name not in REPORT_VALUES or form or conversion]
    if wrong:
        return (diagnostic("S001", position, template=template, problem=f"{{{wrong[0]}}}"),)
    if template and not template.lower().startswith(SCHEMES):
        return (diagnostic("S001", position, template=template, problem=template.partition(":")[0]),)
    return ()


def decorate(tree: etree._Element, citing: Citing) -> etree._Element:
    """The tree with links at each element that carries `data-eid`: at its headline, its row or the end of its text."""
    hosts: dict[etree._Element, list[etree._Element]] = {}
    for element in tree.iter():
        if element.get("data-eid"):
            hosts.setdefault(_host(element), []).append(element)
    for host, cited in hosts.items():
        tools = add(host, make("span", "clause-tools screen-only"))
        for element in cited:
            tools.append(_permalink(element, citing))
            tools.extend(_change(element, citing))
        if cited[-1].tag != "section":
            tools.extend(_report(cited[-1].get("data-eid", ""), citing))
    return tree


def _permalink(element: etree._Element, citing: Citing) -> etree._Element:
    eid = element.get("data-eid", "")
    kind = "unit" if element.tag == "section" else "text"
    title = citing.interface.say("permalink", label=citing.label(eid))
    return make("a", f"permalink permalink-{kind}", href=citing.permalink(eid), title=title, aria_label=title)


def _change(element: etree._Element, citing: Citing) -> Iterator[etree._Element]:
    eid = element.get("data-eid", "")
    if eid in citing.changed:
        title = citing.interface.say("clause_changed", label=citing.label(eid))
        yield make("a", "clause-change", href=f"{citing.changes}#{eid}", title=title, aria_label=title)
    if eid in citing.taken and eid.rpartition("__")[0] not in citing.taken:
        title = citing.interface.say("clause_before", label=citing.label(eid))
        yield make("a", "clause-before", href=f"{citing.way}~{eid}/", title=title, aria_label=title)


def _report(eid: str, citing: Citing) -> Iterator[etree._Element]:
    if citing.report:
        title = citing.interface.say("report", label=citing.label(eid))
        yield make("a", "report", href=citing.report_link(eid), title=title, aria_label=title, rel="nofollow")


def _host(element: etree._Element) -> etree._Element:
    """Where the links of an element stand: for a unit its headline, its first row, or the paragraph it runs into."""
    if element.tag not in ("section", "div"):
        return element
    runs_in = "akn-run-in" in element.get("class", "").split()
    for inner in element.iter():
        classes = inner.get("class", "").split()
        if "akn-row" in classes or inner.tag == "p" or "akn-headline" in classes and not runs_in:
            return inner
    return element


def _label(unit: etree._Element) -> str:
    """What stands at the head of a unit: its number, else its heading; of an attachment its first line."""
    found = next((part for name in _LABELS if (part := unit.find(tag(name))) is not None), None)
    if found is None and unit.tag == tag("attachment"):
        found = unit.find(f"{tag('doc')}/{tag('preface')}/{tag('p')}")
    return "" if found is None else emended(found).strip()

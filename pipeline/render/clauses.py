"""What a page adds to each clause that can be cited: its permalink and the way to report an error in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from lxml import etree

from pipeline.akn.document import Document, emended
from pipeline.akn.names import local, tag
from pipeline.render.html import NUMBERED
from pipeline.render.interface import Interface
from pipeline.render.markup import add, make

_LABELS: Final = ("num", "heading")


@dataclass(frozen=True, slots=True)
class Citing:
    """How clauses of a page are cited: `address` is the absolute address before `#eId`, `report` a URL template."""

    document: Document
    interface: Interface
    address: str
    report: str = ""

    def permalink(self, eid: str) -> str:
        """The absolute address of a clause."""
        return f"{self.address}#{eid}"

    def report_link(self, eid: str) -> str:
        """The filled-in address for reports of an error; empty where reports are not asked for."""
        values = {"permalink": self.permalink(eid), "eid": eid, "title": self.document.title}
        return self.report.format(**{name: quote(value, safe="") for name, value in values.items()})

    def label(self, eid: str) -> str:
        """What a reader calls a clause: its number within the numbers around it; the eId where nothing is numbered."""
        element = self.document.by_eid.get(eid)
        if element is None:
            return eid
        units = [found for found in (element, *element.iterancestors()) if local(found.tag) in NUMBERED]
        label = "".join(_label(found) for found in reversed(units))
        if not label or local(element.tag) in NUMBERED:
            return label or eid
        return self.interface.say("paragraph_label", label=label, number=eid.rpartition("_")[2])


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
        report = _report(cited[-1].get("data-eid", ""), citing)
        if report is not None:
            tools.append(report)
    return tree


def _permalink(element: etree._Element, citing: Citing) -> etree._Element:
    eid = element.get("data-eid", "")
    kind = "unit" if element.tag == "section" else "text"
    title = citing.interface.say("permalink", label=citing.label(eid))
    return make("a", f"permalink permalink-{kind}", href=citing.permalink(eid), title=title, aria_label=title)


def _report(eid: str, citing: Citing) -> etree._Element | None:
    href = citing.report_link(eid)
    if not href:
        return None
    title = citing.interface.say("report", label=citing.label(eid))
    return make("a", "report", href=href, title=title, aria_label=title, rel="nofollow")


def _host(element: etree._Element) -> etree._Element:
    """Where the links of an element stand."""
    if element.tag not in ("section", "div"):
        return element
    for inner in element.iter():
        classes = inner.get("class", "").split()
        if "akn-row" in classes or "akn-headline" in classes or inner.tag == "p":
            return inner
    return element


def _label(unit: etree._Element) -> str:
    found = next((part for name in _LABELS if (part := unit.find(tag(name))) is not None), None)
    return "" if found is None else emended(found).strip()

"""eIds by the Akoma Ntoso Naming Convention v1.0 §5: `[prefix "__"] element_ref ["_" number]`.

Where the convention leaves a choice:
* an article is numbered through the whole document, so no part or chapter stands before it: `art_6`;
  inside addenda, attachments and quotations it starts again and takes their eId as its prefix;
* a `p` counts within its unit, whatever box it stands in: `sec_2__p_1` in the intro, `sec_2__p_3` in the wrapUp;
* an inline counts within its own paragraph or heading: `sec_2__p_1__ref_1`;
* a unit without a number counts among its like without a number;
* the second unit of one number in one place is `…__oc_2`, so that a text with a repeated number is valid too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from diptych.akn.names import ABBREVIATIONS, HIERARCHY, local

UNNUMBERED_ONCE = frozenset({"preface", "preamble", "body", "mainBody", "conclusions", "content", "intro", "wrapUp",
                             "heading", "subheading", "FRBRmasterExpression"})
"""At most one of each stands in its context (§5.4.3): no number."""
INLINE = frozenset({"entity", "person", "organization", "concept", "object", "event", "location", "process", "role",
                    "term", "quantity", "ref", "rref", "mod", "mmod", "rmod", "marker"})
COUNTED = frozenset({"p", "table", "blockList", "item", "toc", "formula", "longTitle", "container", "attachment",
                     "crossHeading", "ul", "ol", "div", "blockContainer", "authorialNote", "tblock"})
GIVEN = frozenset({"note", "TLCPerson", "TLCOrganization", "TLCConcept", "TLCObject", "TLCEvent", "TLCLocation",
                   "TLCProcess", "TLCRole", "TLCTerm", "TLCReference", "original"})
"""Elements whose label the writer chooses (§5.4.2 leaves it free)."""
RESTARTS = frozenset({"hcontainer", "attachment", "quotedStructure", "embeddedStructure"})
"""Inside these an article is numbered anew."""
CONTEXTS = HIERARCHY | RESTARTS | {"preface", "preamble", "conclusions", "note", "blockList", "item", "table", "toc"}
"""Elements whose eId is the prefix of what stands in them."""
BLOCKS = frozenset({"p", "heading", "subheading", "longTitle", "formula"})
"""Elements within which inlines are counted."""
REQUIRED = HIERARCHY | INLINE | UNNUMBERED_ONCE | COUNTED | GIVEN


class Prefixes(NamedTuple):
    """What stands before the eIds of what an element holds: the eIds of the unit, of the paragraph or heading, and of
    the element that numbers articles anew around it."""

    unit: str = ""
    block: str = ""
    restart: str = ""

    def within(self, name: str, eid: str) -> Prefixes:
        """The prefixes inside an element with that eId."""
        if name in RESTARTS:
            return Prefixes(eid, eid, eid)
        if name in CONTEXTS:
            return Prefixes(eid, eid, self.restart)
        return Prefixes(self.unit, eid, self.restart) if name in BLOCKS else self


OUTERMOST: Final = Prefixes()


@dataclass(slots=True)
class Eids:
    """Gives eIds to the elements of one document in their order: counts how often each reference was used, and which
    eIds are taken."""

    used: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def unit(self, name: str, number: str, prefixes: Prefixes) -> str:
        """The eId of a structural unit; one without a number is counted."""
        prefix = prefixes.restart if name == "article" else prefixes.unit
        reference = f"{prefix}__{ABBREVIATIONS.get(name, name)}" if prefix else ABBREVIATIONS.get(name, name)
        return self._unique(f"{reference}_{number}" if number else self._next(reference))

    def once(self, name: str, prefixes: Prefixes) -> str:
        """The eId of an element that stands once in its unit."""
        reference = ABBREVIATIONS.get(name, name)
        return self._unique(f"{prefixes.unit}__{reference}" if prefixes.unit else reference)

    def counted(self, name: str, prefixes: Prefixes) -> str:
        """The eId of a block, which counts within its unit."""
        reference = ABBREVIATIONS.get(name, name)
        return self._next(f"{prefixes.unit}__{reference}" if prefixes.unit else reference)

    def inline(self, name: str, prefixes: Prefixes) -> str:
        """The eId of an inline element, which counts within its block."""
        reference = ABBREVIATIONS.get(name, name)
        return self._next(f"{prefixes.block}__{reference}" if prefixes.block else reference)

    def _next(self, reference: str) -> str:
        count = self.used[reference] = self.used.get(reference, 0) + 1
        return f"{reference}_{count}"

    def _unique(self, eid: str) -> str:
        count = self.taken[eid] = self.taken.get(eid, 0) + 1
        return eid if count == 1 else f"{eid}__oc_{count}"


def expected(root: etree._Element, number: Callable[[etree._Element], str],
             prefixes: Prefixes = OUTERMOST) -> Mapping[etree._Element, str]:
    """The eId that the convention gives each element that has one, below these prefixes; `number` reads a unit's
    printed number as Arabic digits (`12-2` for a branch), empty where it prints none."""
    found: dict[etree._Element, str] = {}
    eids = Eids()

    def visit(element: etree._Element, prefixes: Prefixes) -> None:
        name = local(element.tag)
        eid = _eid(element, name, prefixes, number, eids) if name in REQUIRED else ""
        if eid:
            found[element] = eid
            prefixes = prefixes.within(name, eid)
        for child in element:
            visit(child, prefixes)

    visit(root, prefixes)
    return found


def _eid(element: etree._Element, name: str, prefixes: Prefixes, number: Callable[[etree._Element], str],
         eids: Eids) -> str:
    if name in GIVEN:
        return element.get("eId", "")
    if name in HIERARCHY:
        return eids.unit(name, number(element), prefixes)
    if name in UNNUMBERED_ONCE:
        return eids.once(name, prefixes)
    if name in INLINE:
        return eids.inline(name, prefixes)
    return eids.counted(name, prefixes) if name in COUNTED else ""

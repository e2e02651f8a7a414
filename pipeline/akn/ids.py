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

from lxml import etree

from pipeline.akn.names import ABBREVIATIONS, HIERARCHY, local

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


@dataclass
class _Count:
    """How often each reference was used below each prefix, and which eIds are taken."""

    used: dict[tuple[str, str], int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def next(self, prefix: str, reference: str) -> int:
        key = (prefix, reference)
        self.used[key] = self.used.get(key, 0) + 1
        return self.used[key]

    def unique(self, eid: str) -> str:
        self.taken[eid] = self.taken.get(eid, 0) + 1
        return eid if self.taken[eid] == 1 else f"{eid}__oc_{self.taken[eid]}"


def expected(root: etree._Element, number: Callable[[etree._Element], str]) -> Mapping[etree._Element, str]:
    """The eId that the convention gives each element that has one; `number` reads a unit's printed number as
    Arabic digits (`12-2` for a branch), empty where it prints none."""
    found: dict[etree._Element, str] = {}
    count = _Count()

    def visit(element: etree._Element, unit: str, block: str, restart: str) -> None:
        name = local(element.tag)
        eid = _eid(element, name, (unit, block, restart), number, count) if name in REQUIRED else ""
        if eid:
            found[element] = eid
            if name in CONTEXTS:
                unit = block = eid
            elif name in BLOCKS:
                block = eid
            restart = eid if name in RESTARTS else restart
        for child in element:
            visit(child, unit, block, restart)

    visit(root, "", "", "")
    return found


def _eid(element: etree._Element, name: str, prefixes: tuple[str, str, str],
         number: Callable[[etree._Element], str], count: _Count) -> str:
    unit, block, restart = prefixes
    reference = ABBREVIATIONS.get(name, name)
    if name in GIVEN:
        return element.get("eId", "")
    if name in HIERARCHY:
        prefix = restart if name == "article" else unit
        value = number(element)
        return count.unique(_join(prefix, f"{reference}_{value or count.next(prefix, reference)}"))
    if name in UNNUMBERED_ONCE:
        return count.unique(_join(unit, reference))
    if name in INLINE:
        return _join(block, f"{reference}_{count.next(block, reference)}")
    if name in COUNTED:
        return _join(unit, f"{reference}_{count.next(unit, reference)}")
    return ""


def _join(prefix: str, reference: str) -> str:
    return f"{prefix}__{reference}" if prefix else reference

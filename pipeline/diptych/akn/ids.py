"""eIds by the Akoma Ntoso Naming Convention v1.0 §5: `[prefix "__"] element_ref ["_" number]`.

Where the convention leaves a choice:
* an article is numbered through the whole document, so no part or chapter stands before it: `art_6`;
  inside addenda, attachments and quotations it starts again and takes their eId as its prefix;
* a `p` counts within its unit, whatever box it stands in: `sec_2__p_1` in the intro, `sec_2__p_3` in the wrapUp;
* an inline counts within its own paragraph or heading: `sec_2__p_1__ref_1`;
* a unit without a number counts among its like without a number;
* a block or a unit without a number that the editor sets beside another counts as that one: `p_8-2` beside `p_8`;
* the second unit with the same number and prefix is `…__oc_2`: a text with a repeated number is valid too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.names import ABBREVIATIONS, HIERARCHY, local

UNNUMBERED_ONCE = frozenset({"preface", "preamble", "body", "mainBody", "conclusions", "content", "intro", "wrapUp",
                             "heading", "subheading", "FRBRmasterExpression", "header", "judgmentBody"})
"""Elements that occur once at most in their context (§5.4.3): their eIds have no number."""
INLINE = frozenset({"entity", "person", "organization", "concept", "object", "event", "location", "process", "role",
                    "term", "quantity", "ref", "rref", "mod", "mmod", "rmod", "marker", "authorialNote", "subFlow",
                    "party", "judge"})
"""Inline elements with an eId; they are counted within their block. A note is one at the place of its mark."""
COUNTED = frozenset({"p", "table", "blockList", "item", "toc", "formula", "longTitle", "container", "attachment",
                     "crossHeading", "ul", "ol", "div", "blockContainer", "tblock"})
"""Block elements, which are counted within their unit."""
GIVEN = frozenset({"note", "TLCPerson", "TLCOrganization", "TLCConcept", "TLCObject", "TLCEvent", "TLCLocation",
                   "TLCProcess", "TLCRole", "TLCTerm", "TLCReference", "original", "passiveRef", "eventRef"})
"""Elements with a label of the writer's choice (§5.4.2 leaves it free)."""
RESTARTS = frozenset({"hcontainer", "attachment", "quotedStructure", "embeddedStructure"})
"""Elements in which the numbers of articles start again."""
CONTEXTS = HIERARCHY | RESTARTS | {"header", "preface", "preamble", "conclusions", "note", "blockList", "item",
                                   "table", "toc", "authorialNote"}
"""Elements whose eId is the prefix of the eIds inside them."""
BLOCKS = frozenset({"p", "heading", "subheading", "longTitle", "formula"})
"""Elements in which inline elements are counted."""
REQUIRED = HIERARCHY | INLINE | UNNUMBERED_ONCE | COUNTED | GIVEN


class Prefixes(NamedTuple):
    """The prefixes of the eIds inside an element: `unit` for units and blocks, `block` for inlines.

    `restart` is the eId of the nearest element around that restarts articles, the prefix of articles.
    """

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
    """The eIds of one document in its order: counts by element reference, and occurrences by eId."""

    used: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def unit(self, name: str, number: str, prefixes: Prefixes, ordinal: str = "") -> str:
        """The eId of a structural unit; a unit without a number is counted, from its `ordinal` if it has one."""
        reference = _reference(prefixes.restart if name == "article" else prefixes.unit, name)
        return self._unique(f"{reference}_{number}" if number else self._next(reference, ordinal))

    def once(self, name: str, prefixes: Prefixes) -> str:
        """The eId of an element that occurs once in its unit."""
        return self._unique(_reference(prefixes.unit, name))

    def counted(self, name: str, prefixes: Prefixes, ordinal: str = "") -> str:
        """The eId of a block, which counts within its unit, from its `ordinal` if it has one."""
        return self._next(_reference(prefixes.unit, name), ordinal)

    def inline(self, name: str, prefixes: Prefixes) -> str:
        """The eId of an inline element, which counts within its block."""
        return self._next(_reference(prefixes.block, name))

    def _next(self, reference: str, ordinal: str = "") -> str:
        count = self.used[reference] = int(ordinal.partition("-")[0]) if ordinal else self.used.get(reference, 0) + 1
        return f"{reference}_{ordinal or count}"

    def _unique(self, eid: str) -> str:
        count = self.taken[eid] = self.taken.get(eid, 0) + 1
        return eid if count == 1 else f"{eid}__oc_{count}"


def _reference(prefix: str, name: str) -> str:
    reference = ABBREVIATIONS.get(name, name)
    return f"{prefix}__{reference}" if prefix else reference


def expected(root: etree._Element, number: Callable[[etree._Element], str],
             prefixes: Prefixes = OUTERMOST) -> Mapping[etree._Element, str]:
    """The conventional eId of each element that has an eId, below these prefixes.

    `number` gives a unit's printed number as Arabic digits, `12-2` for a branch; empty if the unit prints none.
    """
    by_element: dict[etree._Element, str] = {}
    eids = Eids()

    def visit(element: etree._Element, prefixes: Prefixes) -> None:
        name = local(element.tag)
        eid = _eid(element, name, prefixes, number, eids) if name in REQUIRED else ""
        if eid:
            by_element[element] = eid
            prefixes = prefixes.within(name, eid)
        for child in element:
            visit(child, prefixes)

    visit(root, prefixes)
    return by_element


def _eid(element: etree._Element, name: str, prefixes: Prefixes, number: Callable[[etree._Element], str],
         eids: Eids) -> str:
    if name in GIVEN:
        return element.get("eId", "")
    if name in HIERARCHY:
        return eids.unit(name, number(element), prefixes, counterparts.ordinal(element))
    if name in UNNUMBERED_ONCE:
        return eids.once(name, prefixes)
    if name in INLINE:
        return eids.inline(name, prefixes)
    return eids.counted(name, prefixes, counterparts.ordinal(element)) if name in COUNTED else ""

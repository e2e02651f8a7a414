"""How one expression is shown on one page: for which reader, with which ids, with which addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.interface_text import Interface

SCHEMES: Final = ("http://", "https://", "mailto:")
"""How an address may begin that leads a reader away from the site."""
_IRI: Final = re.compile(r"(.+?)(?:/!main)?(?:/?[~#](.*))?")
"""A document, and a clause or a range of clauses of it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the IRIs of published works are found: their paths on the site, and the way there from this page."""

    paths: Mapping[str, str] = field(default_factory=dict)
    way: str = ""

    def find(self, iri: str) -> str:
        """The address of an IRI, of a clause of it or of a range of clauses; empty for what is not published here."""
        named = _IRI.fullmatch(iri)
        work, clause = (named[1], named[2] or "") if named else ("", "")
        if work not in self.paths:
            return ""
        place = f"~{quote(clause)}/" if "->" in clause else f"#{clause}" if clause else ""
        return self.way + self.paths[work] + place


NOWHERE: Final = Addresses()
"""Nothing else is published: no IRI is linked."""


def named(iri: str) -> str:
    """The IRI of the work or text that an IRI names or names a clause of; empty for what is none."""
    found = _IRI.fullmatch(iri)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class View:
    """A document and its reader's interface.

    `suffix` keeps ids apart where two expressions share a page; `title` is the HTML element of the document's title.
    """

    document: Document
    interface: Interface
    addresses: Addresses = NOWHERE
    suffix: str = ""
    title: str = "h1"

    def say(self, key: str, **facts: object) -> str:
        """Interface words."""
        return self.interface.say(key, **facts)

    def identity(self, source: etree._Element) -> str:
        """The id of an element on this page; empty where it has no eId."""
        eid = source.get("eId", "")
        return eid + self.suffix if eid else ""

    def address(self, href: str) -> str:
        """Where a reference leads from this page; empty where it leads nowhere we know or may send a reader."""
        if href.lower().startswith(SCHEMES):
            return href
        if not href.startswith("#"):
            return self.addresses.find(href)
        target = self.document.by_eid.get(href[1:])
        shown = target is not None and next(target.iterancestors(tag("meta")), None) is None
        return href + self.suffix if shown else ""

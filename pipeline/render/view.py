"""How one expression is shown on one page: for which reader, with which ids, with which addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.akn.document import Document
from pipeline.akn.names import tag
from pipeline.render.interface import Interface

_SCHEMES: Final = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class View:
    """A document, its reader's interface, and where published IRIs are found from this page.

    `suffix` keeps ids apart where two expressions share a page; `title` is the HTML element of the document's title.
    """

    document: Document
    interface: Interface
    addresses: Mapping[str, str] = field(default_factory=dict)
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
        if href.startswith("#"):
            target = self.document.by_eid.get(href[1:])
            inside = target is not None and next(target.iterancestors(tag("meta")), None) is None
            return href + self.suffix if inside else ""
        if href.lower().startswith(_SCHEMES):
            return href
        iri, _, clause = href.partition("#")
        found = self.addresses.get(iri, "")
        return f"{found}#{clause}" if found and clause else found

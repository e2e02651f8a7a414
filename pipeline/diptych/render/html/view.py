"""The settings with which one expression is rendered on one page: interface, ids, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from diptych.akn import iri
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.config import media
from diptych.interface_text import Interface

SCHEMES: Final = ("http://", "https://", "mailto:")
"""The beginnings of URLs that may lead away from the site."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of published works on the site, by IRI; `way` is the relative URL of the root from this page."""

    paths: Mapping[str, str] = field(default_factory=dict)
    way: str = ""

    def find(self, address: str) -> str:
        """The relative URL of an IRI, of a clause or of a range; empty if the IRI is not published on this site."""
        named = iri.address(address)
        if named is None or named.text not in self.paths:
            return ""
        fragment = f"#{named.clause}" if named.clause else ""
        place = f"{iri.place(quote(named.clause))}/" if named.is_range else fragment
        return self.way + self.paths[named.text] + place


def from_afar(paths: Mapping[str, str], site_url: str) -> Addresses:
    """The addresses of published works for a file that is read outside of the site; none if the site has no address."""
    root = site_url.rstrip("/")
    return Addresses({name: f"{root}/{path}" for name, path in paths.items()} if root else {})


NOWHERE: Final = Addresses()
"""The addresses of a page that links to no other work."""


@dataclass(frozen=True, slots=True)
class View:
    """A document and its reader's interface.

    `suffix` keeps ids apart if two expressions share a page. `title` is the HTML element of the document's title.
    """

    document: Document
    interface: Interface
    addresses: Addresses = NOWHERE
    suffix: str = ""
    title: str = "h1"


    def picture(self, source: str) -> str:
        """The relative URL of a picture of the text, by its `src`; empty if no file has it."""
        name = media.kept(source)
        home = self.document.home.removeprefix("/")
        return f"{self.addresses.way}{home}/{media.FOLDER}{name}" if name else ""

    def address(self, href: str) -> str:
        """The URL that a reference gets on this page.

        It is empty for the document itself and for a target that is unknown, not shown or not permitted.
        """
        if href.lower().startswith(SCHEMES):
            return href
        if not href.startswith("#"):
            return "" if href == self.document.work_iri else self.addresses.find(href)
        target = self.document.by_eid.get(href[1:])
        shown = target is not None and next(target.iterancestors(tag("meta")), None) is None
        return href + self.suffix if shown else ""

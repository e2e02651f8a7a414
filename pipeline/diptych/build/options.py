"""What a build is asked for, and what it asks of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from diptych.files import product_places

FOLDERS: Final = product_places.FOLDERS
"""The folders of a project in which a build puts its products."""
LEFT_OUT: Final = MappingProxyType({
    "pdf": ("pdf", "pictures", "books"), "books": ("books",), "exports": ("exports",), "exchange": ("exchange",),
    "search": ("search",), "bulk": ("bulk",)})
"""What a build may be told to leave out, and the kinds of products that each is: without PDFs there are no EPUB and
DOCX either, the other editions of the same pages, and no pictures, which need the same fonts."""
_ENDS: Final = MappingProxyType({
    "pdf": (".pdf",), "books": (".docx", ".epub"), "exchange": (".csv", ".jsonl", ".tmx", ".xlf"),
    "exports": ("data.json", "work.jsonld", "work.ttl")})
"""How the names of the files beside the page of a work end that each kind of products makes and pages link to."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is to make: the site too; no products of the kinds `without`, which are taken away or, with `keep`,
    stay as they were published; by the workers of a `scheduler`, an address, or by processes of this machine. A
    `release` makes nothing where something is not confirmed. What is code in the project runs if it is `trusted`."""

    site: bool = True
    without: frozenset[str] = frozenset()
    keep: bool = False
    scheduler: str = ""
    release: bool = False
    trusted: bool = False

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that are filled."""
        return FOLDERS if self.site else FOLDERS[:-1]

    @property
    def unmade(self) -> tuple[str, ...]:
        """How the names of the files end that are not there after the build, sorted."""
        return () if self.keep else tuple(sorted(end for kind in self.without for end in _ENDS.get(kind, ())))

    def places(self, *names: str) -> tuple[str, ...]:
        """Those of some folders that are filled."""
        return tuple(name for name in names if self.site or not name.startswith("site"))


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts on works that MkDocs needs: the paths of their pages, for links of hand-written pages, whether there
    is a glossary, and the IRI of a clause as an example of how to cite, empty without works."""

    pages: tuple[str, ...] = ()
    glossary: bool = False
    example: str = ""


def is_private(scheduler: str) -> bool:
    """Whether what goes to a scheduler at an address and comes from it is encrypted, or stays on this machine.

    Jobs and their results are pickled: whoever writes into the connection runs code on both ends.
    """
    scheme, _, place = scheduler.partition("://")
    host = place.rpartition(":")[0].strip("[]") or place
    return scheme in ("tls", "wss", "inproc") or scheme in ("tcp", "ws") and host in ("127.0.0.1", "::1", "localhost")

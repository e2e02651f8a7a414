"""A publication of a work: its texts and versions, the paths of its pages, the names of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchors
from diptych.config.works import LanguagePair, pairs
from diptych.exchange import files as exchange
from diptych.render.site import version_history
from diptych.render.site.page import Link, Settings
from diptych.render.site.version_comparison import Lineages


@dataclass(frozen=True, slots=True)
class PublishedWork:
    """A publication: its expressions, the original first, the SHA-256 of texts and the sizes in bytes of all files made
    beside its page.

    `versions` are the texts of all versions at their dated addresses, the oldest first; empty for a single version.
    `lineages` give the clauses of the version before from which each clause came; the clauses `changed` differ from
    it. `past` are the clauses that moved from their published address or were withdrawn. Its key is empty, or the
    language of a text that the newest version lacks. `pairs` are the languages of the texts that are published side by
    side, if they are not the original with each translation.
    """

    documents: tuple[Document, ...]
    checksums: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[tuple[Document, ...], ...] = ()
    lineages: Lineages = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    past: Mapping[str, Anchors] = field(default_factory=dict)
    pairs: tuple[LanguagePair, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its folder on the site, made from its IRI: akn/cn/act/guobanfa/2012/19/."""
        return iri.site_path(self.documents[0].home)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts, that of the original first."""
        return tuple(document.language for document in self.documents)

    @property
    def by_language(self) -> Mapping[str, Document]:
        """Its texts by language."""
        return {document.language: document for document in self.documents}

    @property
    def shown_pairs(self) -> tuple[LanguagePair, ...]:
        """The languages of the texts that are published side by side."""
        return pairs(self.languages, self.pairs)

    def pair(self, language: str) -> tuple[str, ...]:
        """The languages that a page shows at first: the first pair with a language, else the first pair."""
        return next((pair for pair in self.shown_pairs if language in pair),
                    next(iter(self.shown_pairs), self.languages))

    @property
    def version(self) -> str:
        """The date in its address; empty at the address of the newest version."""
        return self.documents[0].version

    @property
    def date(self) -> str:
        """The date of the version that it shows; empty for a single version."""
        return self.version or (self.versions[-1][0].version if self.versions else "")

    @property
    def canonical(self) -> PublishedWork:
        """The publication of the same texts that search engines list: the newest version at the undated address."""
        if not self.repeats_newest:
            return self
        return replace(self, documents=tuple(replace(document, version="") for document in self.documents))

    @property
    def repeats_newest(self) -> bool:
        """Whether it is the newest version at its dated address, so that the undated address shows the same."""
        return bool(self.versions) and self.version == self.versions[-1][0].version

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files beside its page: each pair of texts, each text, and the proof."""
        together = list(map("-".join, self.shown_pairs))
        texts = [f"{language}.{kind}" for kind in ("pdf", "xml") for language in self.languages]
        books = dict.fromkeys(f"{name}.docx" for name in (*together, *self.languages))
        return (*(f"{name}.pdf" for name in together), *texts,
                *(f"{name}.epub" for name in together or self.languages), *books, "data.json", "proof.json")

    @property
    def handouts(self) -> tuple[str, ...]:
        """The names of the files for translators beside its page."""
        return exchange.names(self.languages[0], self.shown_pairs)


def text_links(work: PublishedWork, root: str = "", current: Document | None = None) -> tuple[Link, ...]:
    """Links to the pages of the single texts; `root` is the relative URL of the site's root."""
    return tuple(Link(root + iri.site_path(document.address), interface_text.tag(document),
                      interface_text.text_name(document), document is current) for document in work.documents)


def published(work: PublishedWork) -> Iterator[tuple[str, str]]:
    """The IRIs of a work and its expressions, with the paths of their pages; a dated version has no IRI of the work."""
    if not work.version:
        yield work.documents[0].work_iri, work.path
    for document in work.documents:
        path = iri.site_path(document.address)
        yield from ((document.expression_iri, path), (document.address, path))


def addresses(settings: Settings, work: PublishedWork) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The entries of a work in the sitemap: each canonical URL with those of the page's forms by hreflang."""
    groups = [] if work.repeats_newest else [settings.forms(work.path), text_links(work)]
    others = version_history.compared(work.versions, work.version)
    groups[:0] = [settings.forms(work.path + version_history.comparison_path(date, others)) for date in others]
    for links in groups:
        alternates = settings.alternates(links)
        yield from ((settings.absolute(link.path), alternates) for link in links)

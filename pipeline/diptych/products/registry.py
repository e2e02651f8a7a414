"""The kinds of products that are made of each edition of a work: an entry a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic

from diptych.diagnostics import Result
from diptych.products import (
    catalogue,
    ebooks,
    interchange_files,
    ledgers,
    link_pictures,
    metadata,
    pages,
    pdf_editions,
    permalinks,
    review_pages,
    search,
    translation_files,
)
from diptych.products.akn_texts import Edition
from diptych.products.contract import Files, Inputs
from diptych.products.history_inputs import HistoryInputs
from diptych.products.pages import EntryInputs, PageInputs

BESIDE: Final = "site/akn/{path}"
"""Beside the work's page."""


def whole(_: Edition) -> tuple[str, ...]:
    """The parts of a product that is made in one go."""
    return ("",)


def editions(edition: Edition) -> tuple[str, ...]:
    """Each pair of texts, then each text by itself: those that take longest first."""
    return (*map("-".join, edition.pairs), *edition.languages)


@dataclass(frozen=True, slots=True)
class ProductKind(Generic[Inputs]):
    """A kind of product: the dataclass of its inputs, and the function from these and the name of a part to files.

    `places` are the folders for its files, {path} being that of the work, such as cn/act/guobanfa/2012/19; none for
    files that other kinds read. `parts` gives the parts of an edition; each part of a `heavy` kind, which takes
    seconds, is a task of its own. A `listing` kind is what lists of all works have of a work.
    """

    name: str
    inputs: type[Inputs]
    make: Callable[[Inputs, str], Result[Files]]
    places: tuple[str, ...] = ()
    parts: Callable[[Edition], tuple[str, ...]] = whole
    heavy: bool = False
    listing: bool = False

    def needs(self, name: str) -> bool:
        """Whether there is a field of this name among the inputs."""
        return name in self.inputs.__dataclass_fields__


_EXPORTS: Final = ("build/exports/{path}", BESIDE)
PDF: Final = ProductKind("pdf", pdf_editions.PdfInputs, pdf_editions.make, ("build/pdf/{path}", BESIDE), editions,
                         heavy=True)
SEARCH: Final = ProductKind("search", search.SearchInputs, search.make, ("site/search",), listing=True)
ENTRY: Final = ProductKind("entry", EntryInputs, pages.entry, listing=True)
RECORD: Final = ProductKind("record", catalogue.RecordInputs, catalogue.record, listing=True)
_LINK_PICTURES: Final = ProductKind(
    "pictures", link_pictures.LinkPictureInputs, link_pictures.make, (BESIDE,))
_EBOOKS: Final = ProductKind("books", ebooks.EbookInputs, ebooks.make, _EXPORTS)
_METADATA: Final = ProductKind("exports", metadata.MetadataInputs, metadata.make, _EXPORTS)
_TRANSLATION_FILES: Final = ProductKind("exchange", translation_files.TranslationFileInputs, translation_files.make,
                                        _EXPORTS)
_INTERCHANGE: Final = ProductKind("interchange", interchange_files.InterchangeInputs, interchange_files.make, _EXPORTS)
_LEDGERS: Final = ProductKind("ledger", HistoryInputs, ledgers.make, (BESIDE,))
_PERMALINKS: Final = ProductKind("addresses", permalinks.PermalinkInputs, permalinks.make, ("site",))
_TOMBSTONES: Final = ProductKind("tombstones", permalinks.TombstoneInputs, permalinks.make_tombstones, ("site",))
_PAGES: Final = ProductKind("pages", PageInputs, pages.make, ("site",))
_REVIEW_PAGES: Final = ProductKind("review", review_pages.ReviewPageInputs, review_pages.make, ("site",))
KINDS: Final[tuple[ProductKind[Any], ...]] = (
    PDF, _LINK_PICTURES, _EBOOKS, _METADATA, _TRANSLATION_FILES, _INTERCHANGE, _LEDGERS, _PERMALINKS, _TOMBSTONES,
    SEARCH, _PAGES, _REVIEW_PAGES, ENTRY, RECORD)
"""All kinds, in the order in which their files are listed."""

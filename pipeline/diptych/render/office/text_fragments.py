"""Texts of a work → their fragments for files that are read outside the site: each alone, and all side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.akn.document import Document
from diptych.interface_text import Interfaces
from diptych.render.html import provisions
from diptych.render.html.untranslated import completed
from diptych.render.html.view import NOWHERE, Addresses, View
from diptych.render.print.edition import PrintedText, side_by_side, text


@dataclass(frozen=True, slots=True)
class Fragments:
    """The fragment of each text (`alone`, in the order of `texts`); `together` is None for a single text."""

    texts: tuple[PrintedText, ...]
    alone: tuple[etree._Element, ...]
    together: etree._Element | None


def fragments(documents: Sequence[Document], known: Interfaces, original: Document | None = None,
              addresses: Addresses = NOWHERE) -> Fragments:
    """The fragments of texts. The `original` is the first of them, if it is not given."""
    texts = tuple(text(document, known) for document in documents)
    views = [View(shown.document, shown.words, addresses) for shown in texts]
    alone = tuple(completed(provisions.fragment(view), original or documents[0], view) for view in views)
    return Fragments(texts, alone, side_by_side(texts, addresses) if len(texts) > 1 else None)

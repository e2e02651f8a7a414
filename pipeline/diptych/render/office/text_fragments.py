"""The texts of a work as the files show them that are read elsewhere: side by side, and each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.akn.document import Document
from diptych.render.html import parallel, provisions
from diptych.render.html.untranslated import completed
from diptych.render.html.view import NOWHERE, View
from diptych.render.print.edition import PrintedText, text


@dataclass(frozen=True, slots=True)
class Fragments:
    """What the site shows of each text, `alone` in their order, and of all side by side if there are several."""

    texts: tuple[PrintedText, ...]
    alone: tuple[etree._Element, ...]
    together: etree._Element | None


def fragments(documents: Sequence[Document]) -> Fragments:
    """The fragments of some texts, the original first."""
    texts = tuple(map(text, documents))
    views = [View(one.document, one.words) for one in texts]
    alone = tuple(completed(provisions.fragment(view), documents[0], view) for view in views)
    return Fragments(texts, alone, _together(texts) if len(texts) > 1 else None)


def _together(texts: Sequence[PrintedText]) -> etree._Element:
    views = parallel.views([one.document for one in texts], texts[0].words, NOWHERE)
    return parallel.fragment([View(view.document, one.words, view.addresses, view.suffix, view.title)
                               for view, one in zip(views, texts, strict=True)])

"""The texts of a work as the files show them that are read elsewhere: side by side, and each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.akn.document import Document
from pipeline.render import bilingual, html
from pipeline.render.print import Text, text
from pipeline.render.untranslated import completed
from pipeline.render.view import NOWHERE, View


@dataclass(frozen=True, slots=True)
class Fragments:
    """What the site shows of each text, `alone` in their order, and of all side by side if there are several."""

    texts: tuple[Text, ...]
    alone: tuple[etree._Element, ...]
    together: etree._Element | None


def fragments(documents: Sequence[Document]) -> Fragments:
    """The fragments of some texts, the original first."""
    texts = tuple(map(text, documents))
    views = [View(one.document, one.words) for one in texts]
    alone = tuple(completed(html.fragment(view), documents[0], view) for view in views)
    return Fragments(texts, alone, _together(texts) if len(texts) > 1 else None)


def _together(texts: Sequence[Text]) -> etree._Element:
    views = bilingual.views([one.document for one in texts], texts[0].words, NOWHERE)
    return bilingual.fragment([View(view.document, one.words, view.addresses, view.suffix, view.title)
                               for view, one in zip(views, texts, strict=True)])

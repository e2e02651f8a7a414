"""A page of a work that is a preview → the page with a notice of that, which search engines do not list."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from diptych.akn.document import Document
from diptych.interface_text import Interface
from diptych.render.html import work_facts
from diptych.render.site.page import Page
from diptych.render.site.page_templates import rendered

UNLISTED: Final = '<meta name="robots" content="noindex">\n'
"""HTML for the head of a page that search engines are not to list."""


def marked(page: Page, document: Document) -> Page:
    """A page of a work, with a notice if the work is a preview; `document` is one of its texts."""
    if not document.preview:
        return page
    return replace(page, html=html(document, page.interface) + page.html, head=page.head + UNLISTED)


def html(document: Document, words: Interface) -> str:
    """The notice that a work is a preview as HTML; empty if it is none."""
    notice = work_facts.preview(document, words)
    return rendered("preview.html", words, preview=notice) if notice else ""

"""A picture of a web page → a picture in the paragraph around it, if it is one of the document."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from diptych.readers.formats.flowing_paragraph import FlowingParagraph
from diptych.readers.formats.pictures import received
from diptych.readers.formats.web_pages.page_sizes import size

_SEEN: Final = 3
"""Least width and height of a picture in CSS pixels, chosen. If raised, lines and dots of a page are left out."""
_PICTURE_FILE: Final = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|emf|wmf|pdf)\b", re.IGNORECASE)
"""Pattern of the name of a picture's file in an address: a link to it shows the picture larger."""


def add_picture(paragraph: FlowingParagraph, image: etree._Element) -> None:
    """Adds a picture as the page names it; none that is too small to be seen, or that behind words leads elsewhere."""
    if any(run.text.strip() for run in paragraph.runs) and _leads_away(image):
        return
    words = image.get("alt", "") or image.get("title", "")
    picture = received(image.get("src", ""), words, image.get("width", ""), image.get("height", ""))
    measures = [int(value) for name, value in picture.attributes if name in ("width", "height")]
    if not measures or min(measures) >= _SEEN:
        paragraph.pictures.append((paragraph.length, picture))


def _leads_away(image: etree._Element) -> bool:
    """Whether a picture without words is all that a link consists of, which leads to no larger copy of a picture."""
    link = next(image.iterancestors("a"), None)
    return link is not None and bool(link.get("href")) and not image.get("alt", "").strip() and not size((link,)) and (
        not _PICTURE_FILE.search(link.get("href", "")))

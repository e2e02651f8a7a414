"""A web page → every text in it: a walk that knows what a page never shows as text, and nothing of documents.

It shares no code with the reader, so that a mistake of the reader can't hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

_TEXTS: Final = etree.XPath(
    "//text()[not(ancestor::head or ancestor::script or ancestor::style)]", smart_strings=False)
"""The texts of a page outside of its head, its programs and its styles."""
_UNSHOWN: Final = ("head", "template")
"""Elements in which a picture is none of the page."""
_ALTERNATIVES: Final = etree.XPath("//@alt", smart_strings=False)
"""The texts that stand for pictures."""


@dataclass(frozen=True, slots=True)
class PageInventory:
    """The texts of a page, those that stand for its pictures apart, and the addresses of these, empty for none."""

    texts: Sequence[str]
    alternatives: Sequence[str]
    pictures: Sequence[str] = ()

    @property
    def characters(self) -> Counter[str]:
        """How often each visible character is in the page."""
        return Counter("".join("".join((*self.texts, *self.alternatives)).split()))


def inventory(root: etree._Element) -> PageInventory:
    """The texts of the page with this root element."""
    texts, alternatives = _TEXTS(root), _ALTERNATIVES(root)
    sources = tuple(picture.get("src", "").strip() for picture in root.iter("img")
                    if next(picture.iterancestors(_UNSHOWN), None) is None)
    return PageInventory(tuple(map(str, texts if isinstance(texts, list) else ())),
                         tuple(map(str, alternatives if isinstance(alternatives, list) else ())),
                         sources)

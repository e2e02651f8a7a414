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
_PICTURES: Final = etree.XPath("count(//img[not(ancestor::head or ancestor::template)])")
"""The number of pictures of a page."""
_ALTERNATIVES: Final = etree.XPath("//@alt", smart_strings=False)
"""The texts that stand for pictures."""


@dataclass(frozen=True, slots=True)
class PageInventory:
    """The texts of a page, those that stand for its pictures apart, and the number of these."""

    texts: Sequence[str]
    alternatives: Sequence[str]
    pictures: int = 0

    @property
    def characters(self) -> Counter[str]:
        """How often each visible character is in the page."""
        return Counter("".join("".join((*self.texts, *self.alternatives)).split()))


def inventory(root: etree._Element) -> PageInventory:
    """The texts of the page with this root element."""
    texts, alternatives = _TEXTS(root), _ALTERNATIVES(root)
    return PageInventory(tuple(map(str, texts if isinstance(texts, list) else ())),
                         tuple(map(str, alternatives if isinstance(alternatives, list) else ())),
                         int(str(_PICTURES(root)).partition(".")[0]))

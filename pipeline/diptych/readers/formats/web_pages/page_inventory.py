"""A web page → every text in it: a walk that knows what a page never shows as text, and nothing of documents.

It shares no code with the reader, so that a mistake of the reader can't hide here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from lxml import etree

_DATA: Final = frozenset({"head", "script", "style"})
"""Elements whose texts are none of the page: its head, its programs and its styles."""
_UNSHOWN: Final = ("head", "template")
"""Elements in which a picture is none of the page."""
_ALTERNATIVES: Final = etree.XPath("//@alt | //img[not(@alt) or @alt='']/@title", smart_strings=False)
"""The texts that replace pictures."""
_FORMS: Final = etree.XPath(
    "//input[@type='submit' or @type='button' or @type='reset' or @type='text' or @type='search' or @type='email' or "
    "@type='number' or @type='date' or not(@type)]/@value | //@placeholder | //option/@label | //optgroup/@label | "
    "//datalist/option/@value", smart_strings=False)
"""The texts of forms that are attributes."""
_TIPS: Final = etree.XPath(
    "//body//*[self::abbr or self::acronym or self::dfn or self::span or self::p or self::td or self::th or self::q or "
    "self::ins or self::del or self::time or self::cite][not(ancestor::a or ancestor::button or ancestor::nav)]/"
    "@title[normalize-space(.) != normalize-space(..)] | //body//*[not(self::a or self::button or self::nav or "
    "self::input or ancestor::a or ancestor::button or ancestor::nav)][@role='img']/@aria-label",
    smart_strings=False)
"""The texts that a pointer shows over words, or that replace drawings; those of links and buttons say what these
do."""
_FRAMES: Final = etree.XPath("//iframe/@srcdoc", smart_strings=False)
"""The pages in frames that are attributes."""
_ATTRIBUTES: Final = ((_ALTERNATIVES, ("alt", "title")), (_FORMS, ("value", "placeholder", "label")),
                      (_TIPS, ("title", "aria-label")), (_FRAMES, ("srcdoc",)))
"""Each of these with the attributes of which a page with such a text has one."""
_TAG: Final = re.compile(r"<[^<>]*>")
"""Pattern of a tag."""


@dataclass(frozen=True, slots=True)
class PageInventory:
    """The texts of a page; apart from them those of attributes, which replace pictures, are shown in forms, in frames
    or over words. `pictures` are the addresses of pictures, empty for none."""

    texts: Sequence[str]
    alternatives: Sequence[str]
    pictures: Sequence[str] = ()

    @property
    def letters(self) -> str:
        """The visible characters of the page, in their order but those of attributes, which are behind the others."""
        return "".join("".join((*self.texts, *self.alternatives)).split())


def inventory(root: etree._Element, every: Iterable[etree._Element]) -> PageInventory:
    """The texts of the page with this root element; `every` are its elements."""
    texts = _texts(root)
    attributes: set[str] = set()
    for element in every:
        if names := element.keys():
            attributes.update(names)
    told, forms, tips, frames = (_strings(xpath(root)) if not attributes.isdisjoint(owners) else ()
                                 for xpath, owners in _ATTRIBUTES)
    alternatives = (*told, *forms, *tips, *(_TAG.sub(" ", page) for page in frames))
    sources = tuple(picture.get("src", "").strip() for picture in root.iter("img")
                    if next(picture.iterancestors(_UNSHOWN), None) is None)
    return PageInventory(texts, alternatives, sources)


def _texts(root: etree._Element) -> tuple[str, ...]:
    """The texts of a page in their order; an XPath of them takes time that grows with the square of their number."""
    parts = list(root)
    if [part.tag for part in parts] != ["head", "body"] or next(parts[1].iter(*_DATA), None) is not None:
        return tuple(_shown(root))
    head, body = parts
    around = ((root.text,), (head.tail,), body.itertext(), (body.tail,))
    return tuple([str(words) for words in chain.from_iterable(around) if words])


def _shown(root: etree._Element) -> Iterator[str]:
    """The texts of a page, without those of its data."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element is not root and element.tail:
                yield element.tail
        elif element.tag in _DATA:
            walk.skip_subtree()
        elif isinstance(element.tag, str) and element.text:
            yield element.text


def _strings(selected: object) -> tuple[str, ...]:
    return tuple(map(str, selected if isinstance(selected, list) else ()))

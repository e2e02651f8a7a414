"""A web page → its elements that lead elsewhere or repeat on each page of a site, and the text that was left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from lxml import etree

from diptych.readers.formats.lines import OBJECT, Line, has_notes, pieces
from diptych.readers.formats.web_pages.page_types import UNSEEN, is_unseen

_PARTS: Final = frozenset({"nav", "footer", "aside", "form", "dialog", "menu"})
"""Elements beside the content of a page, defined by HTML."""
_NAMED: Final = _PARTS | {"header"}
"""Elements that may be beside the content by their names."""
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "form", "dialog", "menu",
                           "menubar", "toolbar"})
"""Roles of elements beside the content of a page, defined by WAI-ARIA 1.2."""
_NOTE: Final = re.compile(r"\b(?:doc-)?(?:foot|end|rear)notes?\b")
"""Pattern of the role or the kind of a note, defined by DPUB-ARIA and EPUB: it is part of the content."""
_BLOCKS: Final = frozenset({"div", "ul", "ol", "dl", "table", "section", "p", "td", "center"})
"""Elements that may be a list of links."""
_LINKS: Final = 3
"""Fewest links of a list of links, chosen. If raised, shorter lists are read as text."""
_SHARE: Final = 0.7
"""Least share of the characters of a list of links that are in links, chosen. If lowered, laws whose references are
linked are taken for lists."""
_WITH_ROLES: Final = etree.XPath(".//*[@role]")
"""The elements in another that have a role."""


def navigation(page: etree._Element) -> frozenset[etree._Element]:
    """The outermost elements of a page that are navigation, a head or foot of the site, or a list of links."""
    candidates = _candidates(page)
    outermost = (item for item in candidates if candidates.isdisjoint(item.iterancestors()))
    beside = frozenset(element for item in outermost if _is_seen(item, page) for element in _beside(item))
    return frozenset(element for element in beside if beside.isdisjoint(element.iterancestors()))


def _candidates(page: etree._Element) -> AbstractSet[etree._Element]:
    """The elements of a page that may be beside its content: by their names, by roles, or since they have links."""
    links = defaultdict[etree._Element, int](int)
    for link in page.iter("a"):
        for outer in link.iterancestors() if link.get("href") else ():
            links[outer] += 1
            if links[outer] > _LINKS:
                # So have all elements around it.
                break
    listed = {item for item, count in links.items() if count >= _LINKS and item.tag in _BLOCKS}
    return {*listed, *page.iter(*_NAMED), *_WITH_ROLES(page)} - {page}


def _is_seen(element: etree._Element, page: etree._Element) -> bool:
    """Whether a browser shows what is around an element of a page."""
    around = tuple(element.iterancestors())
    return not any(map(is_unseen, around[:around.index(page) + 1]))


def _beside(part: etree._Element) -> Iterator[etree._Element]:
    """The elements beside the content in a part of a page, which is walked once, whatever its depth."""
    # Of each element around: its characters, those of them in links, and the number of its links.
    shares = [(0, 0, 0)]
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            text = element.text
            if (element.tag in UNSEEN or element.keys()) and is_unseen(element):
                shares.append((0, 0, 0))
                walk.skip_subtree()
            else:
                shares.append((len("".join(text.split())), 0, 0) if text else (0, 0, 0))
            continue
        characters, linked, links = shares.pop()
        name = element.tag
        if name == "a" and element.get("href"):
            linked, links = characters, 1
        # Most elements are none of these.
        if (links >= _LINKS or name in _NAMED or element.get("role")) and (
                _leads_elsewhere(element, characters, linked, links)):
            yield element
        around = shares[-1]
        if tail := element.tail:
            characters += len("".join(tail.split()))
        if characters or links:
            shares[-1] = (around[0] + characters, around[1] + linked, around[2] + links)


def _leads_elsewhere(element: etree._Element, characters: int, linked: int, links: int) -> bool:
    if element.tag in _PARTS or element.get("role", "") in _ROLES:
        return not _NOTE.search(f"{element.get('role', '')} {element.get('epub:type', '')}")
    if element.tag == "header":
        return element.find(".//h1") is None
    return element.tag in _BLOCKS and links >= _LINKS and linked > _SHARE * characters


def squeezed_texts(lines: Iterable[Line]) -> list[str]:
    """The texts of lines, without white space."""
    texts: list[str] = []
    for line in lines:
        if line.text == OBJECT or line.spans and has_notes(line):
            texts += [words if words.isalnum() else "".join(words.split()) for words, _ in pieces((line,))]
        else:
            texts.append(line.text if line.text.isalnum() else "".join(line.text.split()))
    return texts


def left_out(page: Sequence[str], document: Sequence[str]) -> list[str]:
    """The texts of a page that are not among those of the document, all without white space."""
    if page == document:
        return []
    known = Counter(document)
    outside: list[str] = []
    for text in page:
        if known[text] > 0:
            known[text] -= 1
        elif text:
            outside.append(text)
    return outside

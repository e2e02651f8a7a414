"""Readability that takes time in proportion to the size of a page; it selects what the library selects.

The library measures the text of each element again for each one around it, and writes for each `div` what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from lxml import etree, html
from readability import Document
from readability.cleaners import html_cleaner
from readability.readability import REGEXES, is_video_url

from diptych.readers.formats.web_pages.text_measures import Measures, is_shorter

_LOOKUP: Final = etree.ElementDefaultClassLookup(
    html.HtmlElement, html.HtmlComment, html.HtmlProcessingInstruction, html.HtmlEntity)
"""The classes of lxml.html, without its look-up by the name of an element, which takes longer than all else."""
_DROPPED: Final = ("script", "style", "link", etree.Comment, etree.ProcessingInstruction)
"""What the library drops of each page."""
_BLOCKS: Final = ("blockquote", "dl", "div", "img", "ol", "p", "table", "ul")
"""Beginnings of the names of elements that make a `div` more than a paragraph, defined by the library."""
_INLINE: Final = frozenset({"a", "b", "cite", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})
"""Elements within a paragraph, defined by the library."""
_RAW: Final = ("iframe", "noembed", "noframes", "xmp", "plaintext")
"""Elements whose texts may look like elements to the library."""
_CONTAINERS: Final = ("table", "ul", "div", "aside", "header", "footer", "section")
"""Elements that the library may drop, in its order."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_COUNTED: Final = ("img", "li", "input", "embed")
"""Elements whose number shows that a part is none of an article."""
_COUNTS: Final = {kind: etree.XPath(f"count(descendant::{kind})") for kind in (*_COUNTED, "p")}
"""The number of elements of each kind in an element."""
_WITH_LINKS: Final = etree.XPath("descendant::p[descendant::a]")
"""The paragraphs of an element that have links."""
_SCHEME: Final = re.compile(r"(?!(?:https?|mailto):[^:%]*+$)[^:%]*+[:%]", re.IGNORECASE)
"""Pattern of an address that the library may take for a program."""
_COMMAS: Final = 10
"""Commas that make an element text, defined by the library. If this number or one below is changed, the selection is no
longer the library's."""
_ITEMS: Final = 100
"""Items of lists that an element may have beside paragraphs, defined by the library."""
_SHORT: Final = 75
"""Fewest characters around an embedded object, defined by the library."""
_HEAVY: Final = 25
"""Least weight of an element whose class or id says that it is content, defined by the library."""
_LINKED: Final = 0.2
"""Greatest share of the characters of an element in links, defined by the library."""
_LINKED_HEADING: Final = 0.33
"""Greatest share of the characters of a heading in links, defined by the library."""
_LINKED_HEAVY: Final = 0.5
"""Greatest share of the characters of an element with weight in links, defined by the library."""
_LINKED_IN_ARTICLE: Final = 0.25
"""Greatest share of the characters of a list in an article in links, defined by the library."""
_AROUND: Final = 1000
"""Characters beside an element that keep it, defined by the library."""


class LinearDocument(Document):  # type: ignore[misc]
    """A page for readability.

    `held` are its elements: lxml makes one that nothing refers to again each time. `is_plain`: no text or attribute of
    the page looks like an element. `is_whole`: nothing in it was unlikely. `is_tried`: it was whole, and held no
    paragraph.
    """

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.measures = Measures()
        self.held: list[etree._Element] = []
        self.is_plain = self.is_whole = True
        self.is_tried = False

    def _html(self, force: bool = False) -> Any:  # noqa: FBT001, FBT002 (as the library has it)
        """The tree of the page. The library tries again with what was unlikely; without that it is the same tree."""
        return self.html if self.is_tried else super()._html(force)

    def _parse(self, source: str) -> Any:
        """The tree of a page without what is hidden and what the library drops."""
        parser = etree.HTMLParser(encoding="utf-8")
        parser.set_element_class_lookup(_LOOKUP)
        root: Any = etree.fromstring(source.encode("utf-8", "replace"), parser)
        self.measures.forget()
        self.held = list(root.iter())
        told: list[Any] = []
        names: set[str] = set()
        for element in self.held:
            if own := element.keys():
                told.append(element)
                names.update(own)
        for element in told if "style" in names or "hidden" in names else ():
            style = element.get("style")
            if element.get("hidden") is not None or style and REGEXES["displayNoneRe"].search(style):
                element.drop_tree()
        self.is_plain = next(root.iter(*_RAW), None) is None and not any(
            "<" in value for item in told for value in item.values())
        if next(root.iter("base", "object"), None) is None and not any(map(_is_suspicious, root.iter("a"))):
            return _cleaned(root, told if any(map(_is_dropped, names)) else ())
        root = html_cleaner.clean_html(root)
        root.resolve_base_href(handle_failures=self.handle_failures)
        self.held = list(root.iter())
        return root

    def remove_unlikely_candidates(self) -> None:
        """Drops elements whose classes or ids say that they are beside the content of a page."""
        for element in [item for item in self.html.iterdescendants(etree.Element) if item.keys()]:
            said = f"{element.get('class', '')} {element.get('id', '')}"
            if len(said) > 1 and _is_unlikely(said) and element.tag not in ("html", "body") and not _is_kept(element):
                element.drop_tree()
                self.is_whole = False

    def transform_misused_divs_into_paragraphs(self) -> None:
        """Makes each `div` without blocks a paragraph, and gives those around blocks paragraphs for their texts."""
        if self.is_tried:
            return
        if not self.is_plain:
            super().transform_misused_divs_into_paragraphs()
            return
        divisions = self.html.findall(".//div")
        around = _around_blocks(self.html) if divisions else frozenset()
        for element in divisions:
            if element not in around:
                element.tag = "p"
        for element in self.html.findall(".//div"):
            self._wrap(element, around)

    def _wrap(self, element: Any, around: AbstractSet[etree._Element]) -> None:
        """Gives the texts of a `div` paragraphs."""
        children = list(element)
        paragraph = None
        if element.text and element.text.strip():
            paragraph = self._paragraph(element.text)
            element.text = None
            element.insert(0, paragraph)
        for child in children:
            if child.tag not in _INLINE or child in around:
                paragraph = None
                continue
            if paragraph is None:
                paragraph = self._paragraph(None)
                child.addprevious(paragraph)
            paragraph.append(child)
        for child in reversed(list(element)):
            if child.tail and child.tail.strip():
                behind = self._paragraph(child.tail)
                child.tail = None
                child.addnext(behind)
            if child.tag == "br":
                child.drop_tree()

    def _paragraph(self, words: str | None) -> Any:
        paragraph = self.html.makeelement("p")
        paragraph.text = words
        self.held.append(paragraph)
        return paragraph

    def score_paragraphs(self) -> dict[etree._Element, dict[str, Any]]:
        """The scores of elements by the paragraphs in them, in the order of the page."""
        candidates: dict[etree._Element, dict[str, Any]] = {}
        for element in self.tags(self.html, "p", "pre", "td", "blockquote"):
            parent = element.getparent()
            if parent is None or is_shorter(element, self.min_text_length):
                continue
            measure = self.measures.of(element)
            if measure.length < self.min_text_length:
                continue
            score = 1 + (measure.commas + 1) + min((measure.length / 100), 3)
            self._add(candidates, parent, score)
            self._add(candidates, parent.getparent(), score / 2.0)
        for outer, candidate in candidates.items():
            candidate["content_score"] *= 1 - self.get_link_density(outer)
        self.is_tried = self.is_whole and not candidates
        return candidates

    def _add(self, candidates: dict[etree._Element, dict[str, Any]], element: Any, score: float) -> None:
        """Adds to the score of an element."""
        if element is not None:
            if element not in candidates:
                candidates[element] = self.score_node(element)
            candidates[element]["content_score"] += score

    def get_link_density(self, element: etree._Element) -> float:
        """The share of an element's characters in links."""
        return self.measures.of(element).density if element.find(".//a") is not None else 0.0

    def merge_article_segments(self, candidates: Any, best_candidate: Any, score_threshold: float) -> None:
        """Moves the other parts of the best element into it."""
        before = len(best_candidate["elem"])
        super().merge_article_segments(candidates, best_candidate, score_threshold)
        if len(best_candidate["elem"]) != before:
            self.measures.forget()

    def get_editorial_leads(self, best_elem: etree._Element) -> Any:
        """The elements before the best one that will be moved into it."""
        leads = super().get_editorial_leads(best_elem)
        if leads:
            self.measures.forget()
        return leads

    def get_preserved_elements(self, node: Any) -> dict[etree._Element, bool]:
        """The lists of contents, and the elements before a quotation that lead to it."""
        # A list of contents is behind a heading.
        lists = node.findall(".//ul") if next(node.iter(*_HEADINGS), None) is not None else ()
        kept = {element: True for element in lists if self.is_toc_list(element)}
        for quotation in dict.fromkeys(
                outer for quoted in node.iter("blockquote") for outer in quoted.iterancestors()):
            lead = quotation.getprevious()
            if lead is not None and self.measures.of(lead).length >= self.min_text_length and (
                    lead.text_content().rstrip().endswith(":")):
                kept.update((element, True) for element in lead.iter("div", "section"))
        return kept

    def sanitize(self, node: Any, candidates: Mapping[etree._Element, Mapping[str, float]],
                 keep_all_images: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 (as the library has it)
        """The text of an article without the parts that are none of it, as HTML."""
        self._drop_parts(node)
        allowed = self.get_preserved_elements(node)
        counted = frozenset(kind for kind in _COUNTED if node.find(f".//{kind}") is not None)
        for element in self.reverse_tags(node, *_CONTAINERS):
            if element in allowed:
                continue
            weight = self.class_weight(element)
            score = candidates[element]["content_score"] if element in candidates else 0
            if weight + score < 0 or self._is_poor(element, weight, counted):
                self._drop(element)
            elif not self.measures.of(element).length:
                if self._is_between_texts(element):
                    allowed.update((inner, True) for inner in element.iterdescendants("table", "ul", "div", "section"))
                else:
                    self._drop(element)
        self.html = node
        return str(self.get_clean_html())

    def _drop_parts(self, node: Any) -> None:
        """Drops headings and calls to action that are links, forms, and frames but those of films."""
        for heading in self.tags(node, *_HEADINGS):
            if self.class_weight(heading) < 0 or self.get_link_density(heading) > _LINKED_HEADING:
                self._drop(heading)
        for paragraph in _WITH_LINKS(node):
            if self.measures.of(paragraph).density > _LINKED and (
                    REGEXES["callToActionRe"].search(paragraph.text_content())):
                self._drop(paragraph)
        for element in self.tags(node, "form", "textarea"):
            self._drop(element)
        for frame in self.tags(node, "iframe"):
            if is_video_url(frame.get("src", "")):
                frame.attrib.pop("srcdoc", None)
                frame.text = "VIDEO"
                self.measures.changed(frame)
            else:
                self._drop(frame)

    def _drop(self, element: Any) -> None:
        outer = element.getparent()
        element.drop_tree()
        self.measures.changed(outer)

    def _is_poor(self, element: etree._Element, weight: int, counted: Container[str]) -> bool:
        """Whether an element has few commas, and too little text for its links, pictures, items or fields."""
        measure = self.measures.of(element)
        if measure.commas >= _COMMAS:
            return False
        if self._has_too_many_links(element, weight, measure.density):
            return True
        images, items, fields, embedded = (_count(element, kind) if kind in counted else 0 for kind in _COUNTED)
        fields -= len(element.findall(".//input[@type='hidden']")) if fields else 0
        items -= _ITEMS
        is_short = measure.length < self.min_text_length
        if is_short and (images == 0 or images > 2) or embedded > 1 or (
                embedded == 1 and measure.length < _SHORT):
            return True
        paragraphs = _count(element, "p") if images > 1 or items > 0 or fields > 0 else 0
        return bool(paragraphs) and images > 1 + paragraphs * 1.3 or fields > paragraphs / 3 or (
            items > paragraphs and element.tag not in ("ol", "ul"))

    def _has_too_many_links(self, element: Any, weight: int, density: float) -> bool:
        """Whether the share of an element's characters in links is too great for its weight."""
        if density <= _LINKED or weight >= _HEAVY:
            return weight >= _HEAVY and density > _LINKED_HEAVY
        is_of_article = element.tag in ("ul", "section") and element.xpath("ancestor::main | ancestor::article")
        return density > (_LINKED_IN_ARTICLE if is_of_article else _LINKED)

    def _is_between_texts(self, element: etree._Element) -> bool:
        """Whether the next elements with text before and behind an element have much."""
        beside = (next((length for item in element.itersiblings(preceding=is_before)
                        if (length := self.measures.of(item).length)), 0) for is_before in (False, True))
        return sum(beside) > _AROUND


def _is_suspicious(link: etree._Element) -> bool:
    """Whether the library may change the address of a link."""
    return _SCHEME.match(link.get("href", "")) is not None


def _is_dropped(name: str) -> bool:
    """Whether attributes with a name are styles or programs."""
    return name == "style" or name.startswith("on")


def _cleaned(root: Any, told: Iterable[etree._Element]) -> Any:
    """The tree of a page without programs, styles and comments. `told` are the elements with attributes."""
    for picture in root.iter("image"):
        picture.tag = "img"
    for element in told:
        for name in element.keys():  # noqa: SIM118 (an element is no mapping)
            if _is_dropped(name):
                del element.attrib[name]
    for element in list(root.iter(*_DROPPED)):
        element.drop_tree()
    return root


def _is_unlikely(said: str) -> bool:
    """Whether classes and ids say that an element is beside the content."""
    return bool(REGEXES["unlikelyCandidatesRe"].search(said)) and not REGEXES["okMaybeItsACandidateRe"].search(said)


def _is_kept(element: Any) -> bool:
    """Whether an element is of a program's text, or has the content in it."""
    return bool(element.xpath("ancestor-or-self::pre | ancestor-or-self::code")) or (
        next(element.iter("main", "article", "math"), None) is not None)


def _around_blocks(root: etree._Element) -> AbstractSet[etree._Element]:
    """The elements around those that make a `div` more than a paragraph."""
    around: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        outer = element.getparent() if str(element.tag).startswith(_BLOCKS) else None
        while outer is not None and outer not in around:
            around.add(outer)
            outer = outer.getparent()
    return around


def _count(element: etree._Element, kind: str) -> int:
    """The number of elements of a kind in an element."""
    return int(_COUNTS[kind](element))

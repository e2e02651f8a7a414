"""Akoma Ntoso → the occurrences of each term; and HTML → the same HTML with links from the terms to the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import HIERARCHY, local
from diptych.render.html.provisions import BLOCKS, HEADINGS

_UNITS: Final = HIERARCHY | {"item"}
_LINES: Final = BLOCKS | set(HEADINGS)
_CONTEXT: Final = 24
"""Characters of context on each side of a term; chosen. Raised, the rows of the glossary get longer."""


@dataclass(frozen=True, slots=True)
class TermOccurrence:
    """An occurrence of a term: the clause, and the name as published with its context."""

    eid: str
    before: str
    name: str
    after: str


def occurrences(document: Document) -> Mapping[str, tuple[TermOccurrence, ...]]:
    """The occurrences of each term in an expression, by the term's id, in document order."""
    by_term: dict[str, list[TermOccurrence]] = {}
    for element in document.main.iter(etree.Element):
        href = element.get("refersTo", "") or (element.get("href", "") if local(element.tag) == "ref" else "")
        if href.startswith("#") and not any(local(around.tag) == "meta" for around in element.iterancestors()):
            by_term.setdefault(href[1:], []).append(_occurrence(element))
    return {term: tuple(places) for term, places in by_term.items()}


def linked(tree: etree._Element, known: frozenset[str], glossary: str) -> etree._Element:
    """The tree of a page with a link to the glossary at the first occurrence of each known term in an article.

    A document without articles has a link in each unit of its highest level. Further links would fill every line.
    """
    placed: set[tuple[etree._Element | None, str | None, str]] = set()
    for element in tree.iter("span"):
        term = element.get("data-refers", "")
        if term not in known:
            continue
        ancestors = list(element.iterancestors())
        if element.find(".//a") is not None or any(map(_excludes_links, ancestors)):
            continue
        language = next((ancestor.get("lang") for ancestor in ancestors if ancestor.get("lang")), None)
        place = _unit(ancestors), language, term
        if place not in placed:
            placed.add(place)
            element.tag = "a"
            element.set("class", f"{element.get('class', '')} term".strip())
            element.set("href", f"{glossary}#{term}")
    return tree


def _excludes_links(element: etree._Element) -> bool:
    return element.tag == "a" or element.get("class") == "akn-docTitle"


def _unit(ancestors: list[etree._Element]) -> etree._Element | None:
    """The unit in which a term has one link: the innermost article, else the unit of the highest level."""
    units = [ancestor for ancestor in ancestors if ancestor.tag == "section"]
    article = next((unit for unit in units if "akn-article" in unit.get("class", "").split()), None)
    return article if article is not None else units[-1] if units else None


def _occurrence(element: etree._Element) -> TermOccurrence:
    lineage = [element, *element.iterancestors()]
    line = next(node for node in lineage if local(node.tag) in _LINES or node.getparent() is None)
    unit = next((node for node in lineage if local(node.tag) in _UNITS and node.get("eId")), None)
    clause = unit if unit is not None else next((node for node in lineage[1:] if node.get("eId")), line)
    texts = {"before": "", "name": "", "after": ""}
    for side, text in _published(line, element, "before"):
        texts[side] += text
    before, name, after = (" ".join(text.split()) for text in texts.values())
    gap = " " if texts["before"][-1:].isspace() else ""
    tail = " " if texts["after"][:1].isspace() else ""
    start = before if len(before) <= _CONTEXT else "…" + before[-_CONTEXT:].lstrip()
    end = after if len(after) <= _CONTEXT else after[:_CONTEXT].rstrip() + "…"
    return TermOccurrence(clause.get("eId", ""), start + gap, name, tail + end)


def _published(source: etree._Element, mark: etree._Element, side: str) -> Iterator[tuple[str, str]]:
    """The published text of a line in pieces, each with its side: before, in (`name`) or after the element `mark`."""
    if local(source.tag) == "del" and source.get("status") == "editorial":
        return
    yield side, source.text or ""
    for child in source:
        if local(child.tag):
            yield from _published(child, mark, "name" if child is mark else side)
        if side == "before" and (child is mark or mark in child.iterdescendants()):
            side = "after"
        yield side, child.tail or ""

"""The term base in a text: Akoma Ntoso → where each term is named, and HTML → the same with links to the glossary."""

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
_AROUND: Final = 24


@dataclass(frozen=True, slots=True)
class TermOccurrence:
    """A place where a text names a term: the clause, and the words around the name as published."""

    eid: str
    before: str
    name: str
    after: str


def occurrences(document: Document) -> Mapping[str, tuple[TermOccurrence, ...]]:
    """Where an expression names each term, by the term's id, in document order."""
    found: dict[str, list[TermOccurrence]] = {}
    for element in document.main.iter(etree.Element):
        href = element.get("refersTo", "") or (element.get("href", "") if local(element.tag) == "ref" else "")
        if href.startswith("#") and not any(local(one.tag) == "meta" for one in element.iterancestors()):
            found.setdefault(href[1:], []).append(_occurrence(element))
    return {term: tuple(places) for term, places in found.items()}


def linked(tree: etree._Element, known: frozenset[str], glossary: str) -> etree._Element:
    """The tree of a page, each name of a known term a link to it in the glossary at an address, where it first stands
    in an article, or in a unit of the highest level where there are none: common words stand in every line."""
    met: set[tuple[etree._Element | None, str | None, str]] = set()
    for element in tree.iter("span"):
        term = element.get("data-refers", "")
        if term not in known:
            continue
        around = list(element.iterancestors())
        if element.find(".//a") is not None or any(map(_keeps_out, around)):
            continue
        place = _unit(around), next((one.get("lang") for one in around if one.get("lang")), None), term
        if place not in met:
            met.add(place)
            element.tag = "a"
            element.set("class", f"{element.get('class', '')} term".strip())
            element.set("href", f"{glossary}#{term}")
    return tree


def _keeps_out(element: etree._Element) -> bool:
    return element.tag == "a" or element.get("class") == "akn-docTitle"


def _unit(around: list[etree._Element]) -> etree._Element | None:
    """Of the elements around a name, the innermost first, the unit in which one link to a term is enough."""
    units = [one for one in around if one.tag == "section"]
    article = next((one for one in units if "akn-article" in one.get("class", "").split()), None)
    return article if article is not None else units[-1] if units else None


def _occurrence(element: etree._Element) -> TermOccurrence:
    around = [element, *element.iterancestors()]
    line = next(one for one in around if local(one.tag) in _LINES or one.getparent() is None)
    unit = next((one for one in around if local(one.tag) in _UNITS and one.get("eId")), None)
    clause = unit if unit is not None else next((one for one in around[1:] if one.get("eId")), line)
    texts: dict[str, list[str]] = {"before": [], "name": [], "after": []}
    for where, text in _published(line, element, "before"):
        texts[where].append(text)
    before, name, after = (" ".join("".join(parts).split()) for parts in texts.values())
    gap = " " if "".join(texts["before"])[-1:].isspace() else ""
    tail = " " if "".join(texts["after"])[:1].isspace() else ""
    return TermOccurrence(clause.get("eId", ""), _shortened(before, gap, start=False), name,
                      _shortened(after, tail, start=True))


def _shortened(text: str, gap: str, *, start: bool) -> str:
    if start:
        return gap + (text if len(text) <= _AROUND else text[:_AROUND].rstrip() + "…")
    return (text if len(text) <= _AROUND else "…" + text[-_AROUND:].lstrip()) + gap


def _published(source: etree._Element, mark: etree._Element, where: str) -> Iterator[tuple[str, str]]:
    """The published text of a line in pieces, each before, in or after a mark."""
    if local(source.tag) == "del" and source.get("status") == "editorial":
        return
    yield where, source.text or ""
    for child in source:
        if local(child.tag):
            yield from _published(child, mark, "name" if child is mark else where)
        if where == "before" and (child is mark or mark in child.iterdescendants()):
            where = "after"
        yield where, child.tail or ""

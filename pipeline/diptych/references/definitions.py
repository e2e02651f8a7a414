"""Akoma Ntoso as written → the same with its definitions marked, and the uses of the terms that they define.

A term is in `def` where it is defined and in `term` at its first use in another article, or in another unit of a text
without articles. Both refer to an entry of the metadata. Its id has the eId of the defining clause, and the number of
the term there among all: texts of a work that define as many terms in a clause name them alike, unless one has them in
the order of its alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import takewhile
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from diptych.akn.write import Written
from diptych.language.label_patterns import blank_in
from diptych.language.profiles import Language
from diptych.references.blocks import TAG, TextBlock, paragraph, plain
from diptych.references.definition_forms import (
    DefinitionForms,
    TermPattern,
    defined_terms,
    definition_forms,
    use,
)
from diptych.values import dataclass

_META: Final = "</meta>"
_LISTED: Final = "</references>"
_ID: Final = "defined-"
_ONTOLOGY: Final = "/akn/ontology/term/diptych."
_SEP: Final = "__"
_LINE: Final = re.compile(r"(?:p|table)_\d")
"""The beginning of a part of an eId that is within a clause."""
_OUTER: Final = re.compile(r"^(?:att_\d+|hcontainer_\d+(?:__oc_\d+)?)(?=__|$)")
"""The parts of a document that count articles anew."""
_ARTICLE: Final = re.compile(r"(?:^|.*?__)art_[^_]+(?:__oc_\d+)?(?=__|$)")
_UNMARKED: Final = ("ref", "rref", "a", "del", "term", "def")
"""Inline elements in which no use of a term is marked: links, terms, and words that do not count."""
_DELETED: Final = ("del", "def")
"""Inline elements in which no definition is marked."""
_TERM: Final = "<term "
_ARTICLE_END: Final = "</article>"
_QUOTE: Final = '"'


class _Place(NamedTuple):
    """The place of a term in the XML and the block there; `here`: its definition is for the article alone."""

    block: str
    start: int
    end: int
    here: bool


class _Definition(NamedTuple):
    """A term, its place in the XML and the block there, the clause that defines it, the id of its entry, and the unit
    that it is for."""

    term: str
    start: int
    end: int
    block: str
    clause: str
    id: str
    scope: str


@dataclass(frozen=True, slots=True)
class _Terms:
    """The definitions of a document, and those of each term whose uses are marked."""

    found: Sequence[_Definition]
    by_term: dict[str, list[_Definition]] = field(default_factory=dict)


class _Tags(NamedTuple):
    """Tags around words of the XML; `eid` is that of the element and `block` that of the block around it."""

    start: int
    end: int
    opening: str
    closing: str
    eid: str = ""
    block: str = ""


def mark(written: Written, language: Language, *, used: bool = True) -> Written:
    """The document with a `def` around each term that is defined.

    `used`: it has a `term` around the first use in each other article too.
    """
    xml = written.text
    known = definition_forms(language, blank_in(xml))
    start, at = max(xml.find(_META), 0), xml.find(_LISTED)
    if known is None or at < 0:
        return written
    found = list(_definitions(xml, start, known, language.code))
    if not found:
        return written
    uses = list(_uses(xml, start, known, _terms(found, known.shortest))) if used else []
    places = {tags.eid: written.positions[tags.block] for tags in uses}
    places |= {each.id: written.positions[each.block] for each in found}
    defined = (_Tags(each.start, each.end, f'<def refersTo="#{each.id}">', "</def>") for each in found)
    text = _tagged(xml, (_Tags(at, at, _entries(found, xml[xml.rfind("\n", 0, at):at]), ""), *defined, *uses))
    return replace(written, text=text, positions={**written.positions, **places})


def _terms(found: Sequence[_Definition], shortest: int) -> _Terms:
    """The definitions with those whose terms are long enough to be looked for."""
    terms = _Terms(found)
    for each in found:
        if len(each.term) >= shortest:
            terms.by_term.setdefault(each.term, []).append(each)
    return terms


def _tagged(xml: str, tags: Sequence[_Tags]) -> str:
    """The XML with tags around words, none of which overlap."""
    parts: list[str] = []
    at = 0
    for start, end, opening, closing, _, _ in sorted(tags):
        parts += (xml[at:start], opening, xml[start:end], closing)
        at = end
    return "".join((*parts, xml[at:]))


def _entries(found: Sequence[_Definition], pad: str) -> str:
    """The entries of definitions in the metadata; `pad` is the white space before its end."""
    return "".join(f'  <TLCTerm eId="{each.id}" href="{_ONTOLOGY}{each.id}" '
                   f'showAs="{each.term.replace(_QUOTE, "&quot;")}"/>{pad}' for each in found)


def _definitions(xml: str, start: int, known: DefinitionForms, language: str) -> Iterator[_Definition]:
    """The definitions of a document, in its order."""
    by_clause: dict[str, list[_Place]] = {}
    for place in _places(xml, start, known):
        by_clause.setdefault(_clause(place.block), []).append(place)
    for clause, places in by_clause.items():
        terms = [xml[place.start:place.end] for place in places]
        several = len(terms) > 1
        own = f".{language}" if several and known.alphabetical and sorted(terms, key=_letters) == terms else ""
        for number, (term, place) in enumerate(zip(terms, places, strict=True), start=1):
            among = f".{number}-{len(terms)}" if several else ""
            yield _Definition(term, place.start, place.end, place.block, clause, f"{_ID}{clause}{own}{among}",
                              _unit(place.block) if place.here else _part(place.block))


def _places(xml: str, start: int, known: DefinitionForms) -> Iterator[_Place]:
    """The places of the terms that a document defines."""
    for block in _blocks_with(xml, start, known.sought):
        terms = defined_terms(TAG.sub("", block.content), known)
        # Most of these blocks define nothing, and need no offsets.
        offsets, _ = plain(block.content) if terms else ((), "")
        for found in terms:
            begin, end = _span(offsets, found.start, found.end)
            if "<" not in block.content[begin:end] and not _is_within(block.content, begin, _DELETED):
                yield _Place(block.eid, block.start + begin, block.start + end, found.here)


def _blocks_with(xml: str, start: int, words: Sequence[str]) -> Iterator[TextBlock]:
    """The paragraphs behind a place that have one of these words, in their order."""
    found: dict[int, TextBlock] = {}
    for word in words:
        at = xml.find(word, start)
        while at >= 0:
            block = paragraph(xml, at)
            if block is not None:
                found[block.start] = block
            at = xml.find(word, block.end if block else at + 1)
    return (found[place] for place in sorted(found))


def _uses(xml: str, start: int, known: DefinitionForms, terms: _Terms) -> Iterator[_Tags]:
    """The first use of each term in each article, in the order of the document.

    A block with terms of the term base stays as it is, since their eIds have numbers.
    """
    found: list[tuple[TextBlock, int, int, str]] = []
    taken: dict[str, list[tuple[int, int]]] = {each.block: [] for each in terms.found}
    for each in terms.found:
        taken[each.block].append((each.start, each.end))
    for term in sorted(terms.by_term, key=len, reverse=True):
        for block, first, last, id_ in _used(xml, start, use(term, known), terms):
            spans = taken.setdefault(block.eid, [])
            if not any(first < end and begin < last for begin, end in spans):
                spans.append((first, last))
                found.append((block, first, last, id_))
    counts: dict[str, int] = {}
    for block, first, last, id_ in sorted(found, key=_first):
        counts[block.eid] = counts.get(block.eid, 0) + 1
        eid = f"{block.eid}__term_{counts[block.eid]}"
        yield _Tags(first, last, f'<term refersTo="#{id_}" eId="{eid}">', "</term>", eid, block.eid)


def _used(xml: str, start: int, pattern: TermPattern, terms: _Terms) -> Iterator[tuple[TextBlock, int, int, str]]:
    """The first places of a term in each article, with the id of its definition there."""
    candidates, placed = terms.by_term[pattern.term], set[tuple[str, str]]()
    first = pattern.find(xml, start)
    while first >= 0:
        after = first + len(pattern.term)
        block = paragraph(xml, first)
        definition = _meant(candidates, block.eid) if block is not None else None
        if block is not None and definition is not None and _clause(block.eid) != definition.clause:
            unit = _unit(block.eid)
            if (unit, definition.id) not in placed and _TERM not in block.content and not _is_within(
                    block.content, first - block.start, _UNMARKED):
                placed.add((unit, definition.id))
                yield block, first, after, definition.id
                # The rest of the article has no further mark.
                after = max(xml.find(_ARTICLE_END, after), after) if _ARTICLE.match(unit) else after
        first = pattern.find(xml, after)


def _first(found: tuple[TextBlock, int, int, str]) -> int:
    return found[1]


def _meant(candidates: Sequence[_Definition], eid: str) -> _Definition | None:
    """The definition that a term has in a block: that of the smallest unit around it; None if there are several."""
    around = [each for each in candidates if not each.scope or f"{eid}{_SEP}".startswith(f"{each.scope}{_SEP}")]
    longest = max((len(each.scope) for each in around), default=0)
    closest = [each for each in around if len(each.scope) == longest]
    return closest[0] if len(closest) == 1 else None


def _letters(term: str) -> str:
    """The letters of a term by which it is sorted: without case and marks."""
    return "".join(sign for sign in normalize("NFD", term.casefold()) if not combining(sign))


def _span(offsets: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The place in the content of a block of a place in its plain text."""
    return (offsets[start], offsets[end - 1] + 1) if offsets else (start, end)


def _is_within(content: str, place: int, names: Sequence[str]) -> bool:
    """Whether a place is in an element with one of these names."""
    return "<" in content and any(content.rfind(f"<{name} ", 0, place) > content.rfind(f"</{name}>", 0, place)
                                  for name in names)


def _clause(eid: str) -> str:
    """The eId of the clause that a block is in; its own if it is in none."""
    around = takewhile(lambda part: _LINE.match(part) is None, eid.split(_SEP))
    return _SEP.join(around) or eid


def _part(eid: str) -> str:
    """The attachment, or the addenda, that a block is in; empty for the body."""
    part = _OUTER.match(eid)
    return part[0] if part else ""


def _unit(eid: str) -> str:
    """The article that a block is in; its clause in a text without articles."""
    article = _ARTICLE.match(eid)
    return article[0] if article else _clause(eid)

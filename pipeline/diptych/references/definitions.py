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
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from diptych.akn.write import Written
from diptych.language.profiles import Language
from diptych.references.blocks import TextBlock, blocks, plain
from diptych.references.definition_forms import DefinitionForms, defined_terms, definition_forms, uses
from diptych.values import dataclass

_META: Final = "</meta>"
_LISTED: Final = "</references>"
_ID: Final = "defined-"
_ONTOLOGY: Final = "/akn/ontology/term/diptych."
_SEP: Final = "__"
_LINE: Final = re.compile(r"(?:^|__)(?:p|table)_\d.*$")
"""The end of an eId that is within a clause."""
_OUTER: Final = re.compile(r"^(?:att_\d+|hcontainer_\d+(?:__oc_\d+)?)(?=__|$)")
"""The parts of a document that count articles anew."""
_ARTICLE: Final = re.compile(r"(?:^|.*?__)art_[^_]+(?:__oc_\d+)?(?=__|$)")
_UNMARKED: Final = ("ref", "rref", "a", "del", "term", "def")
"""Inline elements in which no use of a term is marked: links, terms, and words that do not count."""
_DELETED: Final = ("del", "def")
"""Inline elements in which no definition is marked."""
_TERM: Final = "<term "
_HEADING: Final = "heading"
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
    """The definitions of a document, and those of each term and in each block that uses are looked for of.

    `placed` are the units that have a use of a definition already, and is filled on the way.
    """

    found: Sequence[_Definition]
    by_term: dict[str, list[_Definition]] = field(default_factory=dict)
    by_block: dict[str, list[_Definition]] = field(default_factory=dict)
    placed: set[tuple[str, str]] = field(default_factory=set)


class _Tags(NamedTuple):
    """Tags around words of the XML; `eid` is that of the element and `block` that of the block around it."""

    start: int
    end: int
    opening: str
    closing: str
    eid: str = ""
    block: str = ""


def mark(written: Written, language: Language) -> Written:
    """The document with a `def` around each term that is defined, and a `term` around its first use elsewhere."""
    known, xml = definition_forms(language), written.text
    start = max(xml.find(_META), 0)
    if known is None or known.sought.search(xml, start) is None:
        return written
    found, at = list(_definitions(xml, start, known, language.code)), xml.find(_LISTED)
    if not found or at < 0:
        return written
    used = list(_uses(xml, start, known, _terms(found, known.shortest)))
    places = {tags.eid: written.positions[tags.block] for tags in used}
    places |= {each.id: written.positions[each.block] for each in found}
    defined = (_Tags(each.start, each.end, f'<def refersTo="#{each.id}">', "</def>") for each in found)
    text = _tagged(xml, (_Tags(at, at, _entries(found, xml[xml.rfind("\n", 0, at):at]), ""), *defined, *used))
    return replace(written, text=text, positions={**written.positions, **places})


def _terms(found: Sequence[_Definition], shortest: int) -> _Terms:
    """The definitions with those whose terms are long enough to be looked for."""
    terms = _Terms(found)
    for each in found:
        terms.by_block.setdefault(each.block, []).append(each)
        if len(each.term) >= shortest:
            terms.by_term.setdefault(each.term, []).append(each)
    return terms


def _tagged(xml: str, tags: Sequence[_Tags]) -> str:
    """The XML with tags around words, none of which overlap."""
    parts, at = list[str](), 0
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
    for block in blocks(xml, start, known.sought):
        if block.eid.endswith(_HEADING):
            continue
        offsets, text = plain(block.content)
        for found in defined_terms(text, known):
            begin, end = _span(offsets, found.start, found.end)
            if "<" not in block.content[begin:end] and not _is_within(block.content, begin, _DELETED):
                yield _Place(block.eid, block.start + begin, block.start + end, found.here)


def _uses(xml: str, start: int, known: DefinitionForms, terms: _Terms) -> Iterator[_Tags]:
    """The first use of each term in each article.

    A block with terms of the term base stays as it is, since their eIds have numbers.
    """
    if not terms.by_term:
        return
    pattern = uses(list(terms.by_term), known)
    for block in blocks(xml, start, pattern):
        if _TERM in block.content or block.eid.endswith(_HEADING):
            continue
        for number, (first, last, id_) in enumerate(_used(block, pattern, terms), start=1):
            eid = f"{block.eid}__term_{number}"
            yield _Tags(first, last, f'<term refersTo="#{id_}" eId="{eid}">', "</term>", eid, block.eid)


def _used(block: TextBlock, pattern: re.Pattern[str], terms: _Terms) -> Iterator[tuple[int, int, str]]:
    """The places of terms in a block that have none yet in its article, with the ids of their definitions."""
    offsets, text = plain(block.content)
    unit, clause = _unit(block.eid), _clause(block.eid)
    for match in pattern.finditer(text):
        definition = _meant(terms.by_term.get(match[0], ()), block.eid)
        if definition is None or (unit, definition.id) in terms.placed or clause == definition.clause:
            continue
        begin, end = _span(offsets, *match.span())
        first, last = block.start + begin, block.start + end
        marked = "<" in block.content[begin:end] or _is_within(block.content, begin, _UNMARKED)
        if not marked and not any(first < each.end and each.start < last for each in terms.by_block.get(block.eid, ())):
            terms.placed.add((unit, definition.id))
            yield first, last, definition.id


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
    return _LINE.sub("", eid) or eid


def _part(eid: str) -> str:
    """The attachment, or the addenda, that a block is in; empty for the body."""
    part = _OUTER.match(eid)
    return part[0] if part else ""


def _unit(eid: str) -> str:
    """The article that a block is in; its clause in a text without articles."""
    article = _ARTICLE.match(eid)
    return article[0] if article else _clause(eid)

"""A text → for each paragraph and unit the words by which an entry of editorial.toml can name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import Document, bare, received
from diptych.akn.names import HIERARCHY, local, tag

_LENGTHS: Final = (12, 24, 48, 96)
"""Characters without white space of a quotation, the fewest that name one place are taken. Chosen. More make entries
longer, fewer are no help to the reader."""
_BLOCKS: Final = frozenset({"p", "table"})
_Candidate = tuple[str, str, bool]
"""The eId of what is named, its words without white space, and whether they name it by their beginning alone."""


def quotations(document: Document) -> dict[str, str]:
    """The shortest quotation of each part by eId; a part that no words name has none."""
    candidates = list(_candidates(document.main))
    found: dict[str, str] = {}
    for eid, words, shown in ((eid, words, shown) for (eid, words, _), shown in candidates):
        cuts = (_cut(shown, length) for length in (*_LENGTHS, len(words)))
        quotation = next((cut for cut in cuts if _named(candidates, bare(cut)) == [eid]), "")
        if quotation:
            found.setdefault(eid, quotation)
    return found


def first_words(element: etree._Element) -> str:
    """The first words of a part as received, to be read beside its entry."""
    inside = next((part for part in element.iter(*map(tag, _BLOCKS))), element)
    opening = " ".join(_opening(element)) if local(element.tag) in HIERARCHY else ""
    return _cut(opening or " ".join(received(inside).split()), _LENGTHS[1])


def _named(candidates: list[tuple[_Candidate, str]], words: str) -> list[str]:
    """The parts that words name, as compile.paired_parts finds them: a whole one, else units, else paragraphs."""
    whole = [eid for (eid, text, begins), _ in candidates if not begins and text == words]
    units = [eid for (eid, text, begins), _ in candidates if begins and text.startswith(words)]
    return whole if len(whole) == 1 else units or [
        eid for (eid, text, begins), _ in candidates if not begins and words in text]


def _candidates(main: etree._Element) -> Iterator[tuple[_Candidate, str]]:
    """What an entry can name by words, with the words as printed."""
    for element in main.iter(etree.Element):
        name, eid = local(element.tag), element.get("eId", "")
        if name in HIERARCHY and element.find(tag("num")) is not None:
            shown = " ".join(_opening(element))
            yield (eid, bare(shown), True), shown
        elif name in _BLOCKS and not any(local(outer.tag) == "table" for outer in element.iterancestors()):
            shown = " ".join(received(element).split())
            yield (_unit_of(element), bare(shown), False), shown


def _opening(unit: etree._Element) -> Iterator[str]:
    """The number and the heading of a unit, wherever they are printed, and its first paragraph."""
    for name in ("num", "heading"):
        yield from (" ".join(received(part).split()) for part in unit.iterchildren(tag(name)))
    first = next((part for part in counterparts.parts(unit) if local(part.tag) in HIERARCHY | _BLOCKS), None)
    if first is not None and local(first.tag) in _BLOCKS:
        yield " ".join(received(first).split())


def _unit_of(block: etree._Element) -> str:
    """The eId of a block, or of the unit without number and heading that is nothing else."""
    unit = counterparts.holder(block)
    is_all = unit is not None and local(unit.tag) in HIERARCHY and len(list(counterparts.parts(unit))) == 1
    return unit.get("eId", "") if unit is not None and is_all else block.get("eId", "")


def _cut(words: str, length: int) -> str:
    """The first words with so many characters, to the end of the last word where the writing has spaces."""
    end = f"{words} ".find(" ", length)
    return words[:end if 0 <= end <= 2 * length else length].rstrip()

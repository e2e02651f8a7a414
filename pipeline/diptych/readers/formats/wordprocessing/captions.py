"""Captions of Word beside tables and pictures → captions of these tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from lxml import etree

from diptych.draft import Table
from diptych.readers.formats import figure_captions
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import OBJECT, Line
from diptych.readers.formats.wordprocessing.properties import W
from diptych.readers.formats.zipped_xml import local

_SEQUENCE: Final = re.compile(r'\s*SEQ\s+(?:"([^"]{1,40})"|([^\s"\\]{1,40}))(?:\s|$)', re.IGNORECASE)
"""Pattern of the field that counts captions of a kind, with the kind: ECMA-376, part 1, 17.16.5.56."""
_INSTRUCTIONS: Final = (W + "instrText", W + "fldSimple")
"""Elements with the code of a field."""


def counted(body: etree._Element) -> frozenset[etree._Element]:
    """The paragraphs that begin with the name of a sequence and its number, as Word begins captions in any style."""
    return frozenset(paragraph for code in body.iter(*_INSTRUCTIONS)
                     if (kind := _SEQUENCE.match(code.get(W + "instr") or code.text or "")) and (
                         paragraph := next(code.iterancestors(W + "p"), None)) is not None and (
                         _before(paragraph, code) == "".join((kind[1] or kind[2]).split("_")).casefold()))


def _before(paragraph: etree._Element, code: etree._Element) -> str:
    """The characters of a paragraph before the code of a field, for a comparison."""
    words: list[str] = []
    for element in paragraph.iter(etree.Element):
        if element is code:
            break
        words.append(element.text or "" if local(element) == "t" else "")
    return "".join("".join(words).split()).casefold()


def captioned(lines: Sequence[Line], captions: Collection[int]) -> list[Line]:
    """The lines, in which each caption beside a table or a picture is in it; `captions` are the numbers of their
    paragraphs.

    In a text captions of tables are above them, or below if more are there; those of pictures below, or above. A
    caption between a picture and a table is the table's.
    """
    shown = [index for index, line in enumerate(lines) if line.text.strip()]
    single = {index for place, index in enumerate(shown) if _is_caption(lines, shown, place, captions)}
    following = list(pairwise(shown))
    preceding = [(after, before) for before, after in following]
    held: dict[int, Line] = {}
    taken: set[int] = set()
    for is_table, first, second in ((True, preceding, following), (False, following, preceding)):
        kinds = [[(place, caption) for place, caption in pairs if caption in single - taken
                  and (lines[place].table if is_table else lines[place].figure) is not None]
                 for pairs in (first, second)]
        for place, caption in max(kinds, key=len):
            captioned_line = _with(lines[place], lines[caption], above=caption < place)
            if captioned_line is not None:
                held[place] = captioned_line
                taken.add(caption)
    return [held.get(index, line) for index, line in enumerate(lines) if index not in taken]


def _is_caption(lines: Sequence[Line], shown: Sequence[int], place: int, captions: Collection[int]) -> bool:
    """Whether a line is the only one of a paragraph that is a caption."""
    line = lines[shown[place]]
    number = line.position.line
    beside = [lines[other].position.line for other in (*shown[max(place - 1, 0):place], *shown[place + 1:place + 2])]
    return number in captions and line.text.strip() != OBJECT and number not in beside


def _with(line: Line, caption: Line, *, above: bool) -> Line | None:
    """The line of a table or of pictures with its caption; None if it has one already."""
    words = joined(blocks((caption,)))
    if not words:
        return None
    if isinstance(line.table, Table):
        return None if line.table.caption else replace(line, table=replace(line.table, caption=words))
    if line.figure is None or figure_captions.has_caption(line.figure):
        return None
    return replace(line, figure=figure_captions.captioned(line.figure, words, above=above))

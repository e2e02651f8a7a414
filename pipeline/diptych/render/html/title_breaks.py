"""Title or heading on a page → the places where a line of it may end, as `wbr`.

Lines end where phrases end. A long phrase in Japanese is divided behind hiragana. A longer one may break at each
character, for words are not segmented here: `words.js` holds the characters of a word together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from lxml import etree

from diptych.render.html.queries import classes
from diptych.render.html.title_lines import breakable, is_bound, is_square, is_syllable, phrases, read, runs, width

_WHOLE: Final = 10
"""Width in ems of a phrase that is kept on one line of a page; chosen. Raised, lines of narrow windows are less equal.
"""
_GROUPS: Final = re.compile("(?<=[\u3041-\u309f])(?=[^\u3041-\u309f])")
"""Pattern of the places behind hiragana: in Japanese a group of words ends there, a word and its particles."""
_LEAST: Final = 2
"""Characters of a group that may be alone on a line; chosen."""


def divided(tree: etree._Element) -> etree._Element:
    """The tree of a page with a possible break where a line of a title or heading without spaces may end."""
    titles = (block for block in tree.iter("h1", "h2", "h3", "h4", "h5", "h6", "p")
              if "akn-headline" in classes(block) or block.find(".//span[@class='akn-docTitle']") is not None)
    for block in list(titles):
        text, ends = read(block)
        parts = line_pieces(text, ends)
        if parts[1:]:
            _divide(block, parts)
    return tree


def line_pieces(title: str, ends: Collection[int] = ()) -> tuple[str, ...]:
    """The pieces between which a line of a title may end; the title alone if its script has spaces between words.

    They are its phrases, and the groups of words of a longer one. A piece wider than `_WHOLE` has pieces of one
    character, but for the two at each end.
    """
    if any(map(is_syllable, title)) or not any(map(is_square, title)):
        return (title,)
    parts = (group for part in _with_numbers(phrases(title, ends))
             for group in ([part] if width(part) <= _WHOLE else _groups(part)))
    return tuple(piece for part in parts for piece in ([part] if width(part) <= _WHOLE else _with_ends(_unlatin(part))))


def _with_numbers(parts: Sequence[str]) -> Iterator[str]:
    """The phrases, each that is a single character with the next one: a number, or half of a spaced word."""
    before = ""
    for part in parts:
        if len((before + part).strip()) < _LEAST:
            before += part
        else:
            yield before + part
            before = ""
    if before:
        yield before


def _groups(part: str) -> Sequence[str]:
    """A phrase, divided behind hiragana; a group of one character is part of the one before it."""
    groups = [""]
    for piece in _GROUPS.split(part):
        if len(piece) < _LEAST or is_bound(groups[-1][-1:] or " ", piece[:1]):
            groups[-1] += piece
        else:
            groups.append(piece)
    return list(filter(None, groups))


def _unlatin(part: str) -> Sequence[str]:
    """The unbreakable pieces of a phrase, those of Latin letters and digits in one."""
    pieces: list[str] = []
    for piece in breakable(part):
        if pieces and not is_square(pieces[-1][-1]) and not is_square(piece[0]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _with_ends(pieces: Sequence[str]) -> Sequence[str]:
    """The pieces of a phrase, the first two and the last two together, so that none of them is on a line alone."""
    return [*filter(None, ("".join(pieces[:2]), *pieces[2:-2], "".join(pieces[2:][-2:])))]


def _divide(block: etree._Element, parts: Sequence[str]) -> None:
    """Inserts `wbr` between the phrases of a block, in place."""
    places = list(accumulate(map(len, parts[:-1])))
    start = 0
    for run in list(runs(block)):
        end = start + len(run.text)
        cuts = [0, *(place - start for place in places if start <= place < end), len(run.text)]
        first, *others = (run.text[left:right] for left, right in pairwise(cuts))
        setattr(run.element, run.slot, first)
        for piece in reversed(others):
            opportunity = etree.Element("wbr")
            opportunity.tail = piece
            holder = run.element.getparent()
            if run.slot == "text" or holder is None:
                run.element.insert(0, opportunity)
            else:
                holder.insert(holder.index(run.element) + 1, opportunity)
        start = end

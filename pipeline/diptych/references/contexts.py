"""What a reference goes on with: an earlier one, or none if this document has what it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from diptych.references.antecedents import FURTHEST, antecedent, between, closes
from diptych.references.blocks import TAG
from diptych.references.grammar import SAME
from diptych.references.mentions import Mention
from diptych.references.outcomes import Resolved
from diptych.references.targets import Before, Units

_OTHER: Final = re.compile(r"[\W_]+")
_HEADING: Final = re.compile(r'<heading (?:[^<>]* )?eId="([^"]*)__heading"[^>]*>(.*?)</heading>', re.DOTALL)
_CACHED: Final = 2
"""Documents whose headings are cached; chosen. Raised: more memory."""
_TELLING: Final = 3
"""Letters of a heading by which it is known behind a reference, at least; chosen. If lowered, common words are taken
for headings."""
_ECHO: Final = 40
"""Characters behind a reference that may have the heading of its article; chosen. If raised, later words count."""


def own_article(xml: str, articles: int, plain: str, mention: Mention) -> Mention:
    """The reference; it goes on with none if the heading of the article of its number here is in the words behind."""
    if not mention.continues or mention.joined or mention.level != articles:
        return mention
    heading = _OTHER.sub("", TAG.sub("", _headings(xml).get(mention.path.partition("__")[0], "")))
    said = len(heading) >= _TELLING and heading in _OTHER.sub("", plain[mention.end:mention.end + _ECHO])
    return replace(mention, continues=False, listed=False) if said else mention


@lru_cache(_CACHED)
def _headings(xml: str) -> Mapping[str, str]:
    """The headings of a document as XML, by the eIds of their units."""
    return dict(_HEADING.findall(xml))


def before(units: Units, plain: str, done: Sequence[tuple[Mention, Resolved]], mention: Mention) -> Before:
    """The reference that one goes on with, and what it names; None if there is none.

    Words for the same unit mean the last of its level.
    """
    if not done:
        return None
    done = done[-FURTHEST:]
    place = len(done) - 1
    # The last is meant by nearly all.
    if closes(plain, done[place][0].end, mention.start):
        place = antecedent(plain, [item.end for item, _ in done], mention.start, units.grammar.sentence)
    if mention.anaphor and mention.anaphor.kind == SAME:
        return _same(units, plain, done[:place + 1], mention) or done[place]
    return done[place]


def _same(units: Units, plain: str, done: Sequence[tuple[Mention, Resolved]], mention: Mention) -> Before:
    """The last reference to a unit of the level that words for the same unit name; None if there is none.

    It is one in the sentence and outside of brackets, if possible.
    """
    level = mention.anaphor.level if mention.anaphor else -1
    named: Before = None
    near: Before = None
    for item in reversed(done):
        if not units.is_within(item[1], level):
            continue
        named = named or item
        end = item[0].end
        if units.grammar.sentence.search(between(plain, end, mention.start)):
            continue
        near = near or item
        if not closes(plain, end, mention.start):
            return item
    return near or named

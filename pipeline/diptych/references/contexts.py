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

    Words for the same unit mean the last of its level: in the sentence and outside of brackets, if possible.
    """
    sentence = units.grammar.sentence
    if not done:
        return None
    done = done[-FURTHEST:]
    place = len(done) - 1
    # The last is meant by nearly all.
    if closes(plain, done[place][0].end, mention.start):
        place = antecedent(plain, [item.end for item, _ in done], mention.start, sentence)
    found = done[place:place + 1] if place >= 0 else []
    if mention.anaphor and mention.anaphor.kind == SAME:
        level = mention.anaphor.level
        named = [item for item in done[:place + 1] if units.is_within(item[1], level)]
        near = [item for item in named if not sentence.search(between(plain, item[0].end, mention.start))]
        outer = [item for item in near if not closes(plain, item[0].end, mention.start)]
        found = outer or near or named or found
    return found[-1] if found else None

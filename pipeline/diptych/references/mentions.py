"""Plain text → the references in it: their places, and the units that they name level by level."""

from __future__ import annotations

import re
from typing import Final

from diptych.references.grammar import Anaphor, Grammar, number
from diptych.values import dataclass

_BLANKS: Final = " \t\u00a0\u3000"
_BEFORE: Final = 40
"""Characters before a reference that are searched for what it belongs to; chosen. Raised: slower."""
_BRACKETED: Final = 400
"""The same number if brackets precede the reference: they may define an abbreviation."""
_LONGEST_JOINT: Final = 12
"""Characters between two members of a list, at most; chosen. Raised: slower."""
_OPENING: Final = "(\uff08"
_CLOSING: Final = ")>;\uff09\u3015"
"""Brackets and the end of an entity."""
Named = tuple[tuple[int, str], ...]
"""Levels with the numbers of their units, the outermost first."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed reference from `start` to `end`.

    `named` are the units after the `anaphor`, if there is one, whose own number is `count`. `last` are those at the
    end of a range. `this` is the kind of document behind `this`, as in an Act. `joined`: the mention goes on with a
    list. `outside`: it belongs to another document. `addenda`: it names the addenda around it. `whole`: nothing
    follows that could not be read. `continues`: it may go on with the reference before it.
    """

    start: int
    end: int
    anaphor: Anaphor | None
    count: str
    named: Named
    last: Named
    this: str
    joined: bool
    outside: bool
    addenda: bool
    whole: bool
    continues: bool

    @property
    def level(self) -> int:
        """The outermost level that it names."""
        return self.anaphor.level if self.anaphor else self.named[0][0]


@dataclass(frozen=True, slots=True)
class _Opening:
    """What begins a reference: an anaphor or the outermost unit, with its level and number. `joined`: in a list."""

    start: int
    end: int
    anaphor: Anaphor | None
    level: int
    count: str
    joined: bool


def mentions(text: str, grammar: Grammar) -> tuple[Mention, ...]:
    """The references in a text, in order."""
    found: list[Mention] = []
    at = 0
    while (opening := _opening(text, at, found[-1] if found else None, grammar)) is not None:
        mention = _mention(text, opening, found[-1] if found else None, grammar)
        if mention is not None:
            found.append(mention)
        at = mention.end if mention is not None else opening.start + 1
    return tuple(found)


def _opening(text: str, at: int, before: Mention | None, grammar: Grammar) -> _Opening | None:
    """The next beginning of a reference; None if there is no more."""
    if grammar.lists and before is not None and at == before.end:
        joint = grammar.joint.match(text, at)
        later = _later(text, joint.end(), before.named, grammar) if joint and joint.end() > at else None
        if later is not None:
            return later
    while (sought := grammar.sought.search(text, at)) is not None:
        match = grammar.start.match(text, sought.start())
        if match is not None:
            joined = before is not None and match.start() - before.end < _LONGEST_JOINT and (
                grammar.joint.fullmatch(text, before.end, match.start()) is not None)
            return _opened(match, grammar, joined=joined)
        at = sought.start() + 1
    return None


def _opened(match: re.Match[str], grammar: Grammar, *, joined: bool) -> _Opening:
    """The beginning that a match shows."""
    group = match.lastindex or 1
    anaphor, level, form = grammar.starts[group]
    count = number([match[place] for place in range(group + 1, group + 1 + len(form.systems))], form)
    return _Opening(match.start(), match.end(), anaphor, level, count, joined)


def _later(text: str, at: int, named: Named, grammar: Grammar) -> _Opening | None:
    """A member of a list that prints its number alone: of the level named last, or of the outermost."""
    for rank in dict.fromkeys((named[-1][0], grammar.articles) if named else ()):
        for form in grammar.levels[rank].later:
            match = form.pattern.match(text, at)
            count = number(match.groups(), form) if match else ""
            if match and count:
                return _Opening(match.start(), match.end(), None, rank, count, joined=True)
    return None


def _mention(text: str, opening: _Opening, before: Mention | None, grammar: Grammar) -> Mention | None:
    """The reference that begins with `opening`; None for words that only look so, and for those of an annex."""
    start, anaphor, level, count = opening.start, opening.anaphor, opening.level, opening.count
    first = () if anaphor else ((level, count),)
    context = _before(text, start, grammar)
    if not anaphor and not count or context and context["annex"] or (
            before is None and 0 < start < _LONGEST_JOINT and _ends_label(text[:start], grammar)):
        return None
    named, end = _levels(text, opening.end, level + 1, first, grammar)
    last: Named = ()
    whole, changed = True, False
    if grammar.after.match(text, end):
        last, end = _range(text, end, named, grammar) if named else (last, end)
        tail = grammar.tail.match(text, end)
        end = tail.end() if tail and tail.end() > end else end
        whole = grammar.unfinished.match(text, end) is None
        changed = grammar.outside_after.match(text, end) is not None
    found = {} if anaphor or context is None else context.groupdict()
    this, addenda = found.get("kind") or "", bool(found.get("addenda"))
    other = not anaphor and (bool(found.get("outside")) or changed)
    if addenda and context is not None:
        around = _before(text, context.start(), grammar)
        other = around is not None and around["outside"] is not None
    begin = context.start() if this and context else start
    continues = before is not None and _carries(text, before.end, start, grammar)
    return Mention(begin, end, anaphor, count, named, last, this, opening.joined and not this, other, addenda, whole,
                   continues)


def _ends_label(words: str, grammar: Grammar) -> bool:
    """Whether words at the beginning of a paragraph continue its label: one unit may replace several."""
    return grammar.through.fullmatch(words) is not None or (
        words[0] not in _OPENING and grammar.joint.fullmatch(words) is not None)


def _carries(text: str, end: int, start: int, grammar: Grammar) -> bool:
    """Whether a reference at `start` may go on with the one that ends at `end`."""
    return grammar.carries.search(text, max(end, start - _LONGEST_JOINT), start) is not None and (
        grammar.sentence.search(text, end, start) is None)


def _before(text: str, end: int, grammar: Grammar) -> re.Match[str] | None:
    """The words directly before a position that say to which document or unit a reference belongs; None without any."""
    edge = text[end - 1:end].strip() or text[max(0, end - 2):end - 1]
    if not edge or edge not in grammar.edges:
        return None
    return grammar.before.search(text, max(0, end - (_BRACKETED if edge in _CLOSING else _BEFORE)), end)


def _levels(text: str, at: int, rank: int, named: Named, grammar: Grammar) -> tuple[Named, int]:
    """The units named from a position on, one inside the other, of `rank` or below, after `named`; and their end."""
    end = at
    while rank < len(grammar.levels):
        while text[at:at + 1] in _BLANKS and at < len(text):
            at += 1
        known = grammar.follows is None or text[at:at + 1] in grammar.follows
        found = _unit(text, at, rank, grammar) if known else None
        if found is None:
            break
        named, at = (*named, found[0]), found[1]
        rank, end = named[-1][0] + 1, at
    return named, end


def _unit(text: str, at: int, rank: int, grammar: Grammar) -> tuple[tuple[int, str], int] | None:
    """The level and number of an inner unit named at a position, and its end."""
    for place, level in enumerate(grammar.levels[rank:], rank):
        for form in (*level.forms, *level.inner):
            match = form.pattern.match(text, at)
            printed = number(match.groups(), form) if match else ""
            if match and printed:
                return (place, printed), match.end()
    return None


def _range(text: str, end: int, named: Named, grammar: Grammar) -> tuple[Named, int]:
    """The units at the end of a range that begins with `named` and goes on at `end`, and the end of all; none if no
    range follows."""
    through = grammar.through.match(text, end)
    if through is None:
        return (), end
    match = grammar.start.match(text, through.end())
    opening = _opened(match, grammar, joined=False) if match else _later(text, through.end(), named, grammar)
    if opening is None or opening.anaphor or not opening.count:
        return (), end
    last, stop = _levels(text, opening.end, opening.level + 1, ((opening.level, opening.count),), grammar)
    until = grammar.until.match(text, stop)
    return last, until.end() if until else stop

"""Plain text → the references in it: their places, the documents and the units that they name, level by level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from diptych.references.antecedents import FURTHEST, antecedent, between, closes
from diptych.references.cited_names import NO_NAMES, BareNames, CitedDocument
from diptych.references.cited_names import behind as document_behind
from diptych.references.cited_names import cited as cited_document
from diptych.references.grammar import CURRENT, PRECEDING, SAME, THIS, Anaphor, Grammar, number, path
from diptych.values import dataclass

_BLANKS: Final = " \t\u00a0\u3000"
_BEFORE: Final = 40
"""Characters before a reference that are searched for what it belongs to; chosen. Raised: slower."""
_BRACKETED: Final = 400
"""The same number if brackets precede the reference: they may define an abbreviation."""
_LONGEST_JOINT: Final = 12
"""Characters between two members of a list, at most; chosen. Raised: slower."""
_AHEAD: Final = 20
"""Characters before what is sought with which an anaphor may begin, at most; chosen. Raised: slower."""
_OPENING: Final = "(\uff08"
_CLOSING: Final = ")>;\uff09\u3015"
"""Brackets and the end of an entity."""
_BRACKETS: Final = {"(": ")", "\uff08": "\uff09"}
_CACHED: Final = 8192
"""Printed references that are cached; chosen. Raised: more memory."""
Named = tuple[tuple[int, str], ...]
"""Levels with the numbers of their units, the outermost first."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed reference from `start` to `end`.

    `cited` are the words for its document, if it has any. `named` are the units after the `anaphor`, if there is one,
    whose own number is `count`, and `path` is the end of their eId. `last` are those at the end of a range. `joined`:
    the mention goes on with a list, or is `inside` the unit before. `outside`: it belongs to a document that no words
    here name. `addenda`: it names the addenda around it. `whole`: nothing follows that could not be read. `continues`:
    without words for its document it may go on with the one before. `applied`: it then names units of the document of
    that one, as when a rule says that others apply. `listed`: it may go on with a list though other words are in
    between. `outer` is the part of its words, at an end, that names the unit around.
    """

    start: int
    end: int
    cited: CitedDocument | None
    anaphor: Anaphor | None = None
    count: str = ""
    named: Named = ()
    path: str = ""
    last: Named = ()
    joined: bool = False
    inside: bool = False
    outside: bool = False
    addenda: bool = False
    whole: bool = True
    continues: bool = False
    applied: bool = False
    listed: bool = False
    outer: Mention | None = None

    def of_this_document(self) -> Mention:
        """The same reference, which belongs to no document but that which it names."""
        return Mention(self.start, self.end, self.cited, self.anaphor, self.count, self.named, self.path, self.last,
                       self.joined, self.inside, addenda=self.addenda,
                       whole=self.whole, continues=self.continues, applied=self.applied, listed=self.listed)

    @property
    def level(self) -> int:
        """The outermost level that it names; -1 for a document as a whole."""
        return self.anaphor.level if self.anaphor else self.named[0][0] if self.named else -1


class _Parsed(NamedTuple):
    """What a chain of units says, and its length: an anaphor or the outermost unit, and the units inside it."""

    anaphor: Anaphor | None
    counted: str
    named: Named
    path: str
    length: int


@dataclass(frozen=True, slots=True)
class _Opening:
    """The units that a reference begins with, and their place. `joined`: they go on with a list, or are `inside` the
    unit before."""

    start: int
    end: int
    units: _Parsed
    joined: bool
    inside: bool = False


def mentions(text: str, grammar: Grammar, names: BareNames = NO_NAMES, sought: int = 0) -> list[Mention]:
    """The references in a text, in order; `names` are those of documents besides those of the language.

    Nothing that `sought` of the grammar matches begins before the place `sought`.
    """
    found: list[Mention] = []
    cited: CitedDocument | None = None
    before: Mention | None = None
    at = 0
    while (opening := _next(text, at, max(at, sought), before, grammar, names)) is not None:
        if cited is not None and (isinstance(opening, CitedDocument)
                                  or grammar.documents.gap.fullmatch(text, cited.end, opening.start) is None):
            before = Mention(cited.start, cited.end, cited)
            found.append(before)
            cited = None
        if isinstance(opening, CitedDocument) and _is_said(text, opening, before, grammar):
            at = opening.end
            continue
        if isinstance(opening, CitedDocument):
            cited, at = opening, _past(text, opening, grammar)
            continue
        behind = document_behind(text, opening.end, grammar, names) if names.known and not cited else None
        former = _former(text, found, opening.start, grammar) if found else None
        if former is not None and not opening.joined:
            opening = _rejoined(text, opening, former, grammar)
        mention = _mention(text, opening, former, cited or behind, grammar)
        if mention is None:
            at = opening.start + 1
            continue
        if before and mention.start == before.end and _is_place_in(mention, before):
            mention = replace(mention, start=before.start)
            found.pop()
        found.append(mention)
        before, cited, at = mention, None, mention.end
    if cited is not None:
        found.append(Mention(cited.start, cited.end, cited))
    return found


def _former(text: str, found: Sequence[Mention], start: int, grammar: Grammar) -> Mention | None:
    """The reference of those before that one at `start` goes on with: nearly always the last; None if there is none."""
    if not closes(text, found[-1].end, start):
        return found[-1]
    recent = found[-FURTHEST:]
    place = antecedent(text, [item.end for item in recent], start, grammar.sentence)
    return recent[place] if place >= 0 else None


def _rejoined(text: str, opening: _Opening, before: Mention, grammar: Grammar) -> _Opening:
    """The beginning of a reference; it goes on with a list also if brackets are between its members."""
    gap = between(text, before.end, opening.start)
    joined = 0 < len(gap.strip()) < _LONGEST_JOINT and grammar.joint.fullmatch(gap) is not None
    return replace(opening, joined=True) if joined else opening


def _is_place_in(mention: Mention, before: Mention) -> bool:
    """Whether an anaphor names a unit by its place in the current one that is named before, as its preceding
    paragraph."""
    kinds = [item.anaphor.kind for item in (before, mention) if item.anaphor]
    return kinds == [CURRENT, PRECEDING] and not before.named and mention.level > before.level


def _is_said(text: str, cited: CitedDocument, before: Mention | None, grammar: Grammar) -> bool:
    """Whether words for this document only say to what the unit before them belongs."""
    own = grammar.own_after.match(text, before.end) if before and cited.kind == THIS else None
    return own is not None and own.end() == cited.end


def _next(text: str, first: int, at: int, before: Mention | None, grammar: Grammar, names: BareNames) -> (
        _Opening | CitedDocument | None):
    """The next beginning of a reference, at `first` or behind: units, or words for a document; None if there is no
    more. Nothing sought begins before `at`."""
    if grammar.lists and before is not None and first == before.end:
        later = _later(text, first, before, grammar)
        if later is not None:
            return later
    search = (names.sought or grammar.sought).search
    while (hit := search(text, at)) is not None:
        start = hit.start()
        words = grammar.chain(text, start)
        ahead = None if words else grammar.ahead.search(text, max(first, start - _AHEAD), start)
        if ahead is not None:
            words = grammar.chain(text, ahead.start())
        if words:
            return _opening(text, ahead.start() if ahead else start, words, before, grammar)
        cited = cited_document(text, start, grammar, names)
        # A name found by its end may begin inside the words before it, which are a reference already.
        if cited is not None and cited.start >= first:
            return cited
        at = start + 1
    return None


def _past(text: str, cited: CitedDocument, grammar: Grammar) -> int:
    """The end of the words for a document, and of a bracket behind them that gives it a short name or is before its
    unit."""
    at = cited.end
    while text[at:at + 1] in _BLANKS and at < len(text):
        at += 1
    closing = _BRACKETS.get(text[at:at + 1])
    gap = grammar.documents.gap.match(text, cited.end) if closing else None
    if gap is not None and grammar.chain(text, gap.end()):
        return gap.end()
    end = text.find(closing, cited.end) + 1 if closing else 0
    return end if end and grammar.documents.defined.search(text, cited.end, end) else cited.end


def _opening(text: str, start: int, words: str, before: Mention | None, grammar: Grammar) -> _Opening:
    """The beginning that the words of a chain of units show."""
    units = _parsed(grammar, words)
    joined = before is not None and start - before.end < _LONGEST_JOINT and (
        grammar.joint.fullmatch(text, before.end, start) is not None)
    within = grammar.within.match(text, before.end) if before else None
    inside = within is not None and within.end() == start
    return _Opening(start, start + units.length, units, joined or inside, inside)


@lru_cache(maxsize=_CACHED)
def _parsed(grammar: Grammar, words: str) -> _Parsed:
    """What the words of a chain of units say; nothing if a numeral has no value."""
    opening = grammar.openings.get(words[:1], grammar.opening)
    match = opening.pattern.match(words)
    if match is None:
        return _Parsed(None, "", (), "", len(words))
    group = match.lastindex or 1
    anaphor, level, form = opening.starts[group]
    count = number([match[place] for place in range(group + 1, group + 1 + len(form.systems))], form)
    if not anaphor and not count:
        return _Parsed(None, "", (), "", match.end())
    named, end = _levels(words, match.end(), level + 1, () if anaphor else ((level, count),), grammar)
    return _Parsed(anaphor, count, named, path(named, grammar.levels), end)


def _later(text: str, at: int, before: Mention, grammar: Grammar) -> _Opening | None:
    """A member of a list that prints its number alone: of the level named last, or of the outermost."""
    joint = grammar.joint.match(text, at)
    return _numbered(text, joint.end(), before.named, grammar) if joint and joint.end() > at else None


def _numbered(text: str, at: int, named: Named, grammar: Grammar) -> _Opening | None:
    """A unit that prints its number alone, with those in it; a branch of the article before prints that of the
    branch."""
    branch = grammar.branch.pattern.match(text, at) if named and named[-1][0] == grammar.articles else None
    if branch:
        count = f"{named[-1][1].partition('-')[0]}-{number(branch.groups(), grammar.branch)}"
        return _with_inner(text, branch.span(), (grammar.articles, count), grammar)
    for rank in dict.fromkeys((named[-1][0], grammar.articles) if named else ()):
        for form in grammar.levels[rank].later:
            match = form.pattern.match(text, at)
            count = number(match.groups(), form) if match else ""
            if match and count:
                return _with_inner(text, match.span(), (rank, count), grammar)
    return None


def _with_inner(text: str, span: tuple[int, int], unit: tuple[int, str], grammar: Grammar) -> _Opening:
    """A member of a list that prints a number alone, with the units in it."""
    units, end = _levels(text, span[1], unit[0] + 1, (unit,), grammar)
    parsed = _Parsed(None, unit[1], units, path(units, grammar.levels), end - span[0])
    return _Opening(span[0], end, parsed, joined=True)


def _mention(text: str, opening: _Opening, before: Mention | None, cited: CitedDocument | None,
             grammar: Grammar) -> Mention | None:
    """The reference that begins with `opening`; None for words that only look so, and for those of an annex."""
    start, end, joined = opening.start, opening.end, opening.joined
    anaphor, count, named, units, _ = opening.units
    if not anaphor and not named or (
            anaphor and anaphor.kind == SAME and grammar.same_behind and before is None):
        return None
    context = None if cited else words_before(text, start, grammar)
    if context and context["annex"] or (
            before is None and cited is None and 0 < start < _LONGEST_JOINT and _ends_label(text[:start], grammar)):
        return None
    last, end = _range(text, end, named, grammar) if named else ((), end)
    tail = grammar.tail.match(text, end)
    end = tail.end() if tail else end
    whole = grammar.unfinished.match(text, end) is None
    changed = grammar.outside_after.match(text, end) is not None
    addenda, other = False, False
    if context is not None and not anaphor:
        said = context.groupdict()
        addenda, other = bool(said.get("addenda")), said["outside"] is not None
        if addenda:
            around = words_before(text, context.start(), grammar)
            other = around is not None and around["outside"] is not None
    behind = cited is not None and cited.start > start
    continues = applied = listed = False
    if before is not None and cited is None:
        gap = between(text, before.end, start)
        continues = carries_on(gap, 0, len(gap), grammar) and grammar.own_after.match(text, end) is None
        applied = continues and grammar.applied.search(gap) is not None
        whole_unit = named and named[0][0] <= grammar.articles
        continues = continues and not (whole_unit and not opening.joined and grammar.anew.search(gap) is not None)
        members = grammar.listed.match(gap + text[start:start + _BEFORE]) if continues else None
        listed = members is not None and members.end() == len(gap)
    outside = other or changed and not (anaphor or behind)
    first = min(cited.start, start) if cited else start
    return Mention(first, end, cited, anaphor, count, named, units, last,
                   joined and cited is None, opening.inside and cited is None, outside, addenda, whole,
                   continues, applied, listed)


def _ends_label(words: str, grammar: Grammar) -> bool:
    """Whether words at the beginning of a paragraph continue its label: one unit may replace several."""
    return grammar.through.fullmatch(words) is not None or (
        words[0] not in _OPENING and grammar.joint.fullmatch(words) is not None)


def carries_on(text: str, end: int, start: int, grammar: Grammar) -> bool:
    """Whether a reference at `start` may go on with the one that ends at `end`."""
    return grammar.carries.search(text, max(end, start - _LONGEST_JOINT), start) is not None and (
        grammar.sentence.search(text, end, start) is None)


def words_before(text: str, end: int, grammar: Grammar) -> re.Match[str] | None:
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
        found = _unit(text, at, rank, grammar) if _is_unit(text, at, grammar) else None
        if found is None:
            break
        named, at = (*named, found[0]), found[1]
        rank, end = named[-1][0] + 1, at
    return named, end


def _is_unit(text: str, at: int, grammar: Grammar) -> bool:
    """Whether an inner unit of any level is named at a position: one pattern is tried faster than that of each form."""
    if grammar.follows is not None and text[at:at + 1] not in grammar.follows:
        return False
    further = grammar.further.match(text, at)
    return further is not None and further.end() > at


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
    words = grammar.chain(text, through.end())
    opening = _opening(text, through.end(), words, None, grammar) if words else (
        _numbered(text, through.end(), named, grammar))
    if opening is None or opening.units.anaphor or not opening.units.named:
        return (), end
    until = grammar.until.match(text, opening.end)
    return opening.units.named, until.end() if until else opening.end

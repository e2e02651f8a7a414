"""A printed reference and its place → the eIds of the units that it names, or why there are none.

Units of other documents are written like eIds, from the printed levels alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from itertools import count
from typing import Final

from diptych.akn.ids import RESTARTS
from diptych.akn.names import ABBREVIATIONS
from diptych.references.grammar import CURRENT, PRECEDING, Grammar, path
from diptych.references.mentions import Mention, Named
from diptych.references.outcomes import External, Lack, Resolved, Target
from diptych.values import dataclass

_RESTARTS: Final = frozenset(ABBREVIATIONS.get(name, name) for name in RESTARTS)
_ATTACHMENT: Final = ABBREVIATIONS["attachment"]
_ARTICLE: Final = ABBREVIATIONS["article"] + "_"
_SEP: Final = "__"
_REPEATED: Final = "__oc_"


Before = tuple[Mention, Resolved] | None
"""The reference before in a block, and what it names."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a reference is printed: the eId of its block, and by level the unit that the level names around it, such
    as a chapter, which does not show in the eId of an article."""

    eid: str
    around: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a document by eId, and those with each last step of an eId, such as `chp_2`, by their attachment.

    `repeated`: some of them have the number of another in the same place.
    """

    grammar: Grammar
    eids: Mapping[str, object]
    ranks: Mapping[str, int]
    repeated: bool
    by_step: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def resolve(self, mention: Mention, title: str | None, before: Before, place: Surroundings) -> Resolved:
        """What a reference in a block names; `title` is that of its document, empty for this one."""
        if title is None or mention.outside:
            return Lack.DOCUMENT
        if not mention.whole:
            return Lack.CERTAINTY
        if title or not mention.named and mention.anaphor is None:
            inner = mention.cited is None and mention.level > self.grammar.articles
            return Lack.CERTAINTY if inner else self._external(title, "", mention)
        plain = self._plain(mention, before, place)
        return Target(plain, plain) if plain else self._sought(mention, before, place)

    def placed(self, printed: str) -> str:
        """The eId of the unit that an eId made of printed levels alone means in this document; empty if it has none."""
        named = [(self._rank(step), step.partition("_")[2]) for step in printed.split(_SEP)]
        outer = self._named(named[0], "") if named[0][0] <= self.grammar.articles else Lack.UNIT
        found = outer if isinstance(outer, Lack) else self._inside(outer, tuple(named[1:]))
        return found.last if isinstance(found, Target) else ""

    def _sought(self, mention: Mention, before: Before, place: Surroundings) -> Resolved:
        """What a reference names that depends on the one before, on its place or on other units."""
        first = self._base(mention, before, place)
        if not isinstance(first, tuple):
            return self._external(first.title, first.last, mention) if isinstance(first, External) else first
        base, named = first
        target = self._inside(base, named)
        return self._through(target, mention.last) if mention.last and isinstance(target, Target) else target

    def _plain(self, mention: Mention, before: Before, place: Surroundings) -> str:
        """The unit that a reference without any doubt names; empty if it must be looked for."""
        if mention.anaphor or mention.last or mention.addenda:
            return ""
        level, eid = mention.named[0][0], ""
        if before is None or mention.cited is not None or not (mention.joined or mention.continues):
            if level == self.grammar.articles + 1:
                eid = f"{self._own(self.grammar.articles, place.eid)}{_SEP}{mention.path}"
        elif not mention.joined or not isinstance(before[1], Target):
            return ""
        elif level > self.grammar.articles and self._rank(before[1].last) == level:
            eid = f"{_outer(before[1].last)}{_SEP}{mention.path}"
        if level == self.grammar.articles and place.eid.startswith(_ARTICLE):
            eid = mention.path
        return eid if eid in self.eids and self._all_certain(eid) else ""

    def _external(self, title: str, outer: str, mention: Mention) -> External:
        """The units of another document that a reference names inside a unit of it."""
        first = f"{outer}{_SEP}{mention.path}" if outer and mention.path else outer or mention.path
        if not mention.last:
            return External(title, first, first)
        return External(title, first, self._path(self._above(first, mention.last[0][0]), mention.last))

    def _path(self, outer: str, named: Named) -> str:
        """The unit that is named level by level inside another, which nobody looked up."""
        inner = path(named, self.grammar.levels)
        return f"{outer}{_SEP}{inner}" if outer else inner

    def _through(self, target: Target, last: Named) -> Resolved:
        """The range from a unit to the one that ends it, which is of the same level in the same unit."""
        rank, parent = last[0][0], target.last
        while parent and self._rank(parent) >= rank:
            parent = _outer(parent)
        whole = rank <= self.grammar.articles
        end = self._named(last[0], self._restart(target.first)) if whole else parent
        found = self._inside(end, last[1:] if whole else last) if isinstance(end, str) else end
        if isinstance(found, Lack):
            return found
        same = self._rank(found.last) == self._rank(target.first)
        return Target(target.first, found.last) if same and found.last != target.first else Lack.CERTAINTY

    def _base(self, mention: Mention, before: Before, place: Surroundings) -> tuple[str | Target, Named] | External | (
            Lack):
        """The unit within which a reference names its units: all that it says and leaves out is looked up."""
        if mention.anaphor:
            found = self._anaphor(mention, before, place)
            return (found, mention.named) if isinstance(found, Target) else found
        outermost = mention.named[0]
        if before is not None and mention.cited is None:
            carried = self._carried(mention, *before)
            if carried is not None:
                return (carried, mention.named) if isinstance(carried, str) else carried
        if outermost[0] <= self.grammar.articles:
            found_whole = self._whole(mention, place)
            return (found_whole, mention.named[1:]) if isinstance(found_whole, str) else found_whole
        own = self._enclosing(outermost[0], place.eid)
        return (own, mention.named) if own else Lack.CERTAINTY

    def _carried(self, mention: Mention, before: Mention, found: Resolved) -> str | External | Lack | None:
        """The unit that the reference before gives a later member of its list; None if it gives it nothing."""
        rank = mention.level
        if isinstance(found, External):
            return self._carried_title(mention, found)
        listed = isinstance(found, Target) and rank > self.grammar.articles and self._goes_on(mention, found.last)
        if not mention.joined and not listed:
            doubtful = mention.continues and (
                found is Lack.DOCUMENT or self.grammar.inherits and rank > self.grammar.articles >= before.level)
            return Lack.CERTAINTY if doubtful else None
        if found is Lack.DOCUMENT or rank <= self.grammar.articles:
            return found if found is Lack.DOCUMENT else None
        if isinstance(found, Lack):
            return Lack.CERTAINTY
        deepest = max(before.level, *(level for level, _ in before.named)) if before.named else before.level
        if deepest < rank:
            return found.last if mention.inside and found.first == found.last else Lack.CERTAINTY
        return self._above(found.last, rank) or Lack.CERTAINTY

    def _carried_title(self, mention: Mention, found: External) -> External | Lack | None:
        """The unit of another document that the reference before gives a later member of its list."""
        if not found.title or not found.first:
            return None
        if mention.applied and mention.level == self.grammar.articles:
            return External(found.title)
        if not mention.joined and not self._goes_on(mention, found.last):
            return Lack.CERTAINTY if mention.continues else None
        # Articles are numbered through a document, whatever chapter was named before.
        whole = mention.level == self.grammar.articles
        return External(found.title, "", "" if whole else self._above(found.last, mention.level))

    def _goes_on(self, mention: Mention, before: str) -> bool:
        """Whether a reference behind other words goes on with a list: it names a unit behind the one before, of the
        same level or an article."""
        if not mention.listed:
            return False
        rank, printed = mention.named[0] if mention.named else (-1, "")
        unit = before
        while unit and self._rank(unit) != rank:
            unit = _outer(unit)
        if not unit or rank != self.grammar.articles and unit != before:
            return False
        return _order(printed) > _order(unit.rpartition("_")[2])

    def _above(self, eid: str, rank: int) -> str:
        """The innermost unit around one, or itself, that is of a level above `rank`; empty if there is none."""
        outer = eid
        while outer and self._rank(outer) >= rank:
            outer = _outer(outer)
        return outer

    def _whole(self, mention: Mention, place: Surroundings) -> str | Lack:
        """The article, or larger unit, that a reference names without saying in what."""
        restart = self._restart(place.eid)
        if mention.addenda:
            own = restart and not restart.startswith(_ATTACHMENT)
            return self._named(mention.named[0], restart) if own else Lack.DOCUMENT
        if restart and self.grammar.addenda_refer_to_body and not restart.startswith(_ATTACHMENT):
            restart = ""
        return self._named(mention.named[0], restart)

    def _named(self, named: tuple[int, str], restart: str) -> str | Lack:
        """The only unit of that level and number in the document, or in the part that numbers articles anew."""
        rank, printed = named
        for abbreviation in self.grammar.levels[rank].abbreviations:
            step = f"{abbreviation}_{printed}"
            found = self._numbered(step, restart)
            if found:
                return found[0] if len(found) == 1 and self._certain(found[0]) else Lack.CERTAINTY
        return Lack.UNIT

    def _numbered(self, step: str, restart: str) -> list[str]:
        """The units whose eId ends with a step, in the document or in its part that numbers anew."""
        if step.startswith("art_"):
            return [eid] if (eid := f"{restart}{_SEP}{step}" if restart else step) in self.eids else []
        if not self.by_step:
            steps = tuple([f"{kind}_" for kind, rank in self.ranks.items() if rank <= self.grammar.articles])
            for eid in [eid for eid in self.eids if eid.rpartition(_SEP)[2].startswith(steps)]:
                part = eid.partition(_SEP)[0] if eid.startswith(_ATTACHMENT) else ""
                self.by_step.setdefault((part, eid.rpartition(_SEP)[2]), []).append(eid)
        part = restart.partition(_SEP)[0] if restart.startswith(_ATTACHMENT) else ""
        found = self.by_step.get((part, step), [])
        return found if part == restart or not part else [eid for eid in found if eid.startswith(f"{restart}{_SEP}")]

    def _anaphor(self, mention: Mention, before: Before, place: Surroundings) -> Target | External | Lack:
        """The unit or units that an anaphor names."""
        anaphor = mention.anaphor
        if anaphor is None:
            return Lack.UNIT
        if anaphor.kind not in (PRECEDING, CURRENT):
            return self._same(anaphor.level, before)
        own = place.around.get(anaphor.level) or self._own(anaphor.level, place.eid)
        if not own:
            return Lack.UNIT
        if not self._certain(own):
            return Lack.CERTAINTY
        return Target(own, own) if anaphor.kind == CURRENT else self._preceding(own, int(mention.count or 1))

    def is_within(self, found: Resolved, rank: int) -> bool:
        """Whether what a reference names is a unit of a level, or in one."""
        eid = found.last if isinstance(found, Target | External) else ""
        return bool(self._own(rank, eid))

    def _same(self, rank: int, before: Before) -> Target | External | Lack:
        """The unit of a level that the reference before names or is in."""
        if before is None:
            return Lack.CERTAINTY
        found = before[1]
        if isinstance(found, Lack):
            return found
        eid = found.last
        while eid and self._rank(eid) > rank:
            eid = _outer(eid)
        if isinstance(found, External):
            return External(found.title, "", eid) if eid and self._rank(eid) == rank else Lack.CERTAINTY
        return Target(eid, eid) if eid and self._rank(eid) == rank else Lack.CERTAINTY

    def _preceding(self, own: str, many: int) -> Target | Lack:
        """As many units before one, of its level and in the same unit."""
        units = [own]
        for _ in range(many):
            earlier = self._before(units[-1])
            if not earlier:
                return Lack.UNIT
            if not self._certain(earlier):
                return Lack.CERTAINTY
            units.append(earlier)
        return Target(units[-1], units[1])

    def _before(self, eid: str) -> str:
        """The unit before one of the same kind by number, branches included; empty if there is none."""
        stem, _, printed = eid.rpartition("_")
        number, _, branch = printed.partition("-")
        if branch.isdecimal():
            lower = (f"{stem}_{number}-{index}" for index in range(int(branch) - 1, 0, -1))
            return next((unit for unit in (*lower, f"{stem}_{number}") if unit in self.eids), "")
        if not number.isdecimal() or int(number) < 2:
            return ""
        plain = f"{stem}_{int(number) - 1}"
        if plain not in self.eids:
            return ""
        branches = [plain]
        for index in count(1):
            if f"{plain}-{index}" in self.eids:
                branches.append(f"{plain}-{index}")
            elif index > 1:
                return branches[-1]
        return ""

    def _inside(self, base: str | Target, named: Named) -> Target | Lack:
        """The unit that is named level by level inside another; a range of units has nothing inside."""
        if isinstance(base, Target):
            if not named:
                return base
            if base.first != base.last:
                return Lack.CERTAINTY
            base = base.first
        for rank, printed in named:
            above = rank == self.grammar.articles and self._rank(base) < rank
            found = self._named((rank, printed), self._restart(base)) if above else self._child(base, rank, printed)
            if not isinstance(found, str):
                return found
            base = found
        return Target(base, base) if self._certain(base) else Lack.CERTAINTY

    def _child(self, parent: str, rank: int, printed: str) -> str | Lack:
        """The unit of a level and number in another. A unit with one unnumbered paragraph is that paragraph. A list in
        one paragraph of several needs no paragraph named."""
        for abbreviation in self.grammar.levels[rank].abbreviations:
            eid = f"{parent}{_SEP}{abbreviation}_{printed}"
            if eid in self.eids:
                return eid
            only = printed == "1" and rank == self.grammar.articles + 1 and self._rank(parent) == self.grammar.articles
            if only and abbreviation == "para" and f"{parent}{_SEP}para_2" not in self.eids:
                return parent
            if rank != self.grammar.articles + 2 or self._rank(parent) != self.grammar.articles:
                continue
            if f"{parent}{_SEP}{abbreviation}_1" in self.eids:
                continue
            lists = [paragraph for paragraph in self._paragraphs(parent)
                     if f"{paragraph}{_SEP}{abbreviation}_1" in self.eids]
            inner = f"{lists[0]}{_SEP}{abbreviation}_{printed}" if len(lists) == 1 else ""
            if inner in self.eids:
                return inner
        return Lack.UNIT

    def _paragraphs(self, article: str) -> Iterator[str]:
        for index in count(1):
            eid = f"{article}{_SEP}para_{index}"
            if eid not in self.eids:
                return
            yield eid

    def _enclosing(self, rank: int, eid: str) -> str:
        """The innermost unit around a block that is of a level above `rank`; empty if there is none."""
        outer = eid
        while outer and not -1 < self._rank(outer) < rank:
            outer = _outer(outer)
        return outer if self._rank(outer) >= self.grammar.articles else ""

    def _own(self, rank: int, eid: str) -> str:
        """The unit of a level around a block; empty if there is none."""
        outer = eid
        while outer:
            around, _, step = outer.rpartition(_SEP)
            if self.ranks.get(step.partition("_")[0], -1) == rank:
                break
            outer = around
        return outer

    def _restart(self, eid: str) -> str:
        """The eId of the innermost part around a unit that numbers articles anew; empty if there is none."""
        outer = eid
        while outer:
            around, _, step = outer.rpartition(_SEP)
            if step.partition("_")[0] in _RESTARTS:
                break
            outer = around
        return outer

    def _rank(self, eid: str) -> int:
        """The level of a unit; -1 for what no reference names."""
        return self.ranks.get(_kind(eid), -1)

    def _certain(self, eid: str) -> bool:
        """True if no other unit has the same number in the same place."""
        return not self.repeated or _REPEATED not in eid and f"{eid}{_REPEATED}2" not in self.eids

    def _all_certain(self, eid: str) -> bool:
        """True if neither the unit nor one around it has the number of another in the same place."""
        outer = eid if self.repeated else ""
        while outer and self._certain(outer):
            outer = _outer(outer)
        return not outer


def units(grammar: Grammar, eids: Mapping[str, object]) -> Units:
    """The units of a document, to be looked up by the references of a language."""
    return Units(grammar, eids, _ranks(grammar), _REPEATED in "\n".join(eids))


@cache
def _ranks(grammar: Grammar) -> Mapping[str, int]:
    """The levels of a language by the abbreviations of their elements."""
    levels = reversed(list(enumerate(grammar.levels)))
    return {abbreviation: rank for rank, level in levels for abbreviation in reversed(level.abbreviations)}


def _order(printed: str) -> list[int]:
    """The numbers of a unit, by which it is sorted."""
    return [int(part) for part in printed.split("-") if part.isdecimal()]


def _outer(eid: str) -> str:
    """The eId of what an element is in; empty if its eId names nothing around it."""
    return eid.rpartition(_SEP)[0]


def _kind(eid: str) -> str:
    """The abbreviated name of an element by its eId."""
    return eid.rpartition(_SEP)[2].partition("_")[0]

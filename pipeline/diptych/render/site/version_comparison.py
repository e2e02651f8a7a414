"""Two versions of a work → the change of each unit, and a page's text with all languages side by side.

A unit is compared with its origin. A moved clause has its origin at its old place. The parts of a split clause have
the whole as their origin, and a merged clause has several origins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate, groupby
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.citations.pinpoints import Words
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.elements import add, add_text, make
from diptych.render.html.redline import Piece, PieceKind, Redline, cut, redline
from diptych.render.html.work_facts import nearest
from diptych.render.site.compared_units import ComparedUnit, units

PATH: Final = "changes/"
"""Folder of the comparison below the page of the later version."""
Lineage = Mapping[str, tuple[str, ...]]
"""By eId the eIds in the previous version from which a clause came; by default its own."""
Lineages = Mapping[str, Lineage]
"""The lineage of each version, by its date."""
_ELEMENTS: Final = {PieceKind.GONE: "del", PieceKind.NEW: "ins", PieceKind.SAME: "span"}


class Fate(StrEnum):
    """The kinds of change of a clause between two versions."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause of the later version, or a clause of the earlier version that is gone.

    `origin` are the eIds from which it came, `texts` its redlines by language. A row of a table has the first cell of
    it by language in `rows`, and the eId of the clause `around` it.
    """

    eid: str
    fate: Fate
    origin: tuple[str, ...]
    texts: Mapping[str, Redline]
    rows: Mapping[str, str] = field(default_factory=dict)
    around: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the page of the comparison. The eId of a clause that is gone may belong to another now."""
        return f"gone-{self.eid}" if self.fate is Fate.GONE else self.eid


def changes(earlier: Sequence[Document], later: Sequence[Document], lineage: Lineage) -> tuple[ClauseChange, ...]:
    """All clauses in the languages of both versions, in the order of the later version.

    A clause that is gone comes after the clause that it followed.
    """
    old = {document.language: units(document) for document in earlier}
    new = {document.language: units(document) for document in later if document.language in old}
    before = {language: _texts(old[language]) for language in new}
    after = {language: _texts(by_eid) for language, by_eid in new.items()}
    eids = list(dict.fromkeys(eid for texts in after.values() for eid in texts))
    old_eids = list(dict.fromkeys(eid for language in after for eid in before[language]))
    origins = {eid: tuple(old for old in lineage.get(eid, (eid,)) if old in old_eids) for eid in eids}
    redlines = {language: _redlines(before[language], texts, origins) for language, texts in after.items()}
    heirs = Counter(old for origin in origins.values() for old in origin)
    present = [_change(eid, origins[eid], {language: by_eid[eid] for language, by_eid in redlines.items()
                                           if eid in by_eid},
                       split=any(heirs[old] > 1 for old in origins[eid])) for eid in eids]
    return tuple(_placed(change, old if change.fate is Fate.GONE else new)
                 for change in _with_gone(present, old_eids, before))


def composed(lineages: Lineages, versions: Sequence[Sequence[Document]]) -> Lineage:
    """By eId of the last of successive versions the eIds in the first of them from which each clause came."""
    known = [{eid for document in documents for eid in document.by_eid} for documents in versions]
    origins: dict[str, tuple[str, ...]] = {eid: (eid,) for eid in known[-1]}
    for documents, before in zip(reversed(versions), reversed(known[:-1]), strict=False):
        lineage = lineages.get(documents[0].version, {})
        origins = {eid: tuple(dict.fromkeys(old for place in places for old in lineage.get(place, (place,))
                                            if old in before)) for eid, places in origins.items()}
    return origins


def fragment(changes: Sequence[ClauseChange], earlier: Sequence[Document], later: Sequence[Document],
             words: Interface, spoken: Words | None = None) -> etree._Element:
    """The comparison as a tree: a row for each unit, a cell for each language; what is unchanged is folded.

    `spoken` are the words of citations in the reader's language.
    """
    shown = [document for document in later if any(document.language in change.texts for change in changes)]
    article = make("article", f"akn akn-parallel akn-changes akn-columns-{max(len(shown), 1)}")
    around: set[str] = set()
    for same, run in groupby(changes, lambda change: change.fate is Fate.SAME):
        units = list(run)
        parent = add(article, _folded(units, later, words, spoken)) if same else article
        for change in units:
            section = add(parent, _section(change, earlier, shown, words, spoken))
            # The clause around a table has its place at the first row.
            if change.around and change.around not in around and all(change.around != other.eid for other in changes):
                section.insert(0, make("span", id=change.around))
            around.add(change.around)
    return article


def _folded(units: Sequence[ClauseChange], later: Sequence[Document], words: Interface,
            spoken: Words | None) -> etree._Element:
    """A closed element for units that did not change, which says how many they are, and the first and last of them."""
    folded = make("details", "change-folded", lang=words.tag)
    ends = [label(unit, (), later, words, spoken) for unit in (units[0], units[-1])]
    span = ends[0] if ends[0] == ends[1] else words.say("changes_span", first=ends[0], last=ends[1])
    add(folded, make("summary", "", words.say("changes_folded", count=words.number(len(units)), span=span)))
    return folded


def _section(change: ClauseChange, earlier: Sequence[Document], shown: Sequence[Document],
             words: Interface, spoken: Words | None) -> etree._Element:
    """A unit with what became of it, and its redline in each language."""
    section = make("section", f"change change-{change.fate}", id=change.anchor)
    if change.fate is not Fate.SAME:
        name = label(change, earlier, shown, words, spoken)
        said = f"{name} · {fate(change, earlier, words, spoken)}"
        add(section, make("p", "change-fate", said, lang=words.tag))
    row = add(section, make("div", "akn-row"))
    for document in shown:
        cell = add(row, make("div", "akn-cell", lang=interface_text.tag(document)))
        _lines(cell, change.texts.get(document.language, ()), words)
    return section


def label(change: ClauseChange, earlier: Sequence[Document], later: Sequence[Document], words: Interface,
          spoken: Words | None = None) -> str:
    """The name of the clause as it is cited; that of a row names its first cell."""
    near = nearest(earlier if change.fate is Fate.GONE else later, words)
    citing = Citing(near, words, "", spoken=spoken)
    if not change.around:
        return citing.spoken_name(change.eid)
    return words.say("print_within", outer=citing.spoken_name(change.around), inner=change.rows.get(near.language, ""))


def fate(change: ClauseChange, earlier: Sequence[Document], words: Interface, spoken: Words | None = None) -> str:
    """The kind of change in the reader's words."""
    before = Citing(nearest(earlier, words), words, "", spoken=spoken)
    return words.say(f"change_{change.fate}", origin=words.list([*map(before.spoken_name, change.origin)]))


def _texts(by_eid: Mapping[str, ComparedUnit]) -> Mapping[str, str]:
    return {eid: unit.text for eid, unit in by_eid.items()}


def _placed(change: ClauseChange, texts: Mapping[str, Mapping[str, ComparedUnit]]) -> ClauseChange:
    """The change with the place of its row, if it is one of a table."""
    rows = {language: by_eid[change.eid] for language, by_eid in texts.items() if change.eid in by_eid}
    around = next((unit.around for unit in rows.values()), "")
    return replace(change, around=around, rows={language: unit.row for language, unit in rows.items()}) if (
        around) else change


def _redlines(before: Mapping[str, str], after: Mapping[str, str], origins: Lineage) -> Mapping[str, Redline]:
    """The redline of each clause of one language against its origin; the parts of a clause are compared together."""
    heirs: dict[tuple[str, ...], list[str]] = {}
    for eid in after:
        heirs.setdefault(origins[eid] or (f"new {eid}",), []).append(eid)
    redlines: dict[str, Redline] = {}
    for origin, eids in heirs.items():
        old = "\n".join(before[eid] for eid in origin if eid in before)
        texts = [after[eid] + "\n" * (eid != eids[-1]) for eid in eids]
        *parts, last = cut(redline(old, "".join(texts)), list(accumulate(map(len, texts))))
        redlines |= zip(eids, (*map(_without_line_break, parts), last), strict=True)
    return redlines


def _without_line_break(part: Redline) -> Redline:
    """A part without the line break before the next part."""
    if not part or not part[-1].text.endswith("\n"):
        return part
    last = Piece(part[-1].kind, part[-1].text[:-1])
    return (*part[:-1], *((last,) if last.text else ()))


def _change(eid: str, origin: tuple[str, ...], texts: Mapping[str, Redline], *, split: bool) -> ClauseChange:
    same = all(piece.kind is PieceKind.SAME for pieces in texts.values() for piece in pieces)
    if split or not origin:
        return ClauseChange(eid, Fate.SPLIT if split else Fate.NEW, origin, texts)
    kind = Fate.MOVED if origin != (eid,) else Fate.SAME if same else Fate.REWORDED
    return ClauseChange(eid, kind, origin, texts)


def _with_gone(present: Sequence[ClauseChange], old_eids: Sequence[str],
               before: Mapping[str, Mapping[str, str]]) -> Iterator[ClauseChange]:
    """The changes of the present clauses, and between them the clauses that are the origin of none."""
    heirs = {old: change.anchor for change in present for old in change.origin}
    behind: dict[str, list[ClauseChange]] = {}
    last = ""
    for eid in old_eids:
        if eid not in heirs:
            texts = {language: redline(by_eid[eid], "") for language, by_eid in before.items() if eid in by_eid}
            behind.setdefault(last, []).append(ClauseChange(eid, Fate.GONE, (), texts))
        last = heirs.get(eid, last)
    yield from behind.get("", ())
    for change in present:
        yield change
        yield from behind.get(change.anchor, ())


def _lines(cell: etree._Element, pieces: Redline, words: Interface) -> None:
    """Appends the lines of a clause; each change is marked with words for screen readers."""
    line = None
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                line = None
            if not text:
                continue
            line = add(cell, make("p")) if line is None else line
            if piece.kind is PieceKind.SAME:
                add_text(line, text)
                continue
            shown = add(line, make(_ELEMENTS[piece.kind], f"change-{piece.kind}"))
            add(shown, make("span", "unseen", words.say(f"change_begin_{piece.kind}"), lang=words.tag))
            add_text(shown, text)
            add(shown, make("span", "unseen", words.say("change_end"), lang=words.tag))

"""Two versions of a work → what became of each clause, and a page's text that shows it side by side in all languages.

A clause is compared with what it came from: one that moved with itself at its old place, the parts of one that was
split with the whole, one that took others in with all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.akn.provisions import Provision, provisions
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.elements import add, add_text, make
from diptych.render.html.provisions import gap
from diptych.render.html.redline import Piece, PieceKind, Redline, cut, redline

PATH: Final = "changes/"
"""Where the comparison stands below the page of the later version."""
Lineage = Mapping[str, tuple[str, ...]]
"""The eIds in the version before that a clause came from, if not from its own."""
_ELEMENTS: Final = {PieceKind.GONE: "del", PieceKind.NEW: "ins", PieceKind.SAME: "span"}


class Fate(StrEnum):
    """What became of a clause between two versions."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause of the later version, or one of the earlier that is gone; `origin` is what it came from, `texts` its
    words by language."""

    eid: str
    fate: Fate
    origin: tuple[str, ...]
    texts: Mapping[str, Redline]

    @property
    def anchor(self) -> str:
        """Its id on the page of the comparison: a later clause may have taken the eId of one that is gone."""
        return f"gone-{self.eid}" if self.fate is Fate.GONE else self.eid


def changes(earlier: Sequence[Document], later: Sequence[Document], lineage: Lineage) -> tuple[ClauseChange, ...]:
    """Every clause in the order of the later version, those that are gone after what they stood behind; in the
    languages that both versions have."""
    before = {document.language: _texts(document) for document in earlier}
    after = {document.language: _texts(document) for document in later if document.language in before}
    eids = list(dict.fromkeys(eid for found in after.values() for eid in found))
    old_eids = list(dict.fromkeys(eid for language in after for eid in before[language]))
    origins = {eid: tuple(old for old in lineage.get(eid, (eid,)) if old in old_eids) for eid in eids}
    compared = {language: _compared(before[language], found, origins) for language, found in after.items()}
    heirs = Counter(old for origin in origins.values() for old in origin)
    told = [_change(eid, origins[eid], {language: found[eid] for language, found in compared.items() if eid in found},
                    split=any(heirs[old] > 1 for old in origins[eid])) for eid in eids]
    return tuple(_with_gone(told, old_eids, {language: before[language] for language in after}))


def fragment(found: Sequence[ClauseChange], earlier: Sequence[Document], later: Sequence[Document],
             words: Interface) -> etree._Element:
    """The comparison as a tree: a row a clause, a cell a language."""
    shown = [document for document in later if any(document.language in change.texts for change in found)]
    article = make("article", f"akn akn-parallel akn-changes akn-columns-{max(len(shown), 1)}")
    for change in found:
        section = add(article, make("section", f"change change-{change.fate}", id=change.anchor))
        if change.fate is not Fate.SAME:
            add(section, make("p", "change-fate", fate(change, earlier, words), lang=words.tag))
        row = add(section, make("div", "akn-row"))
        for document in shown:
            cell = add(row, make("div", "akn-cell", lang=interface_text.tag(document)))
            _lines(cell, change.texts.get(document.language, ()), words)
    return article


def label(change: ClauseChange, earlier: Sequence[Document], later: Sequence[Document], words: Interface) -> str:
    """What a reader calls the clause."""
    documents = earlier if change.fate is Fate.GONE else later
    return Citing(near(documents, words), words, "").label(change.eid)


def fate(change: ClauseChange, earlier: Sequence[Document], words: Interface) -> str:
    """What became of a clause, in words."""
    before = Citing(near(earlier, words), words, "")
    return words.say(f"change_{change.fate}", origin=words.say("list_joiner").join(map(before.label, change.origin)))


def near(documents: Sequence[Document], words: Interface) -> Document:
    """The text in the reader's language, else the original."""
    return next((one for one in documents if interface_text.code(one.language) == words.language), documents[0])


def _texts(document: Document) -> Mapping[str, str]:
    """The words of each clause without those of the clauses inside it, its number and heading among them."""
    return {item.eid: _text(item) for item in provisions(document)}


def _text(item: Provision) -> str:
    number = item.element.find(tag("num"))
    between = gap(number) if number is not None else ""
    if item.heading:
        return "\n".join(filter(None, (f"{item.number}{between}{item.heading}", item.text)))
    return f"{item.number}{between if item.text else ''}{item.text}"


def _compared(before: Mapping[str, str], after: Mapping[str, str], origins: Lineage) -> Mapping[str, Redline]:
    """Each clause of one language against what it came from; the parts of one clause against it together."""
    parts: dict[tuple[str, ...], list[str]] = {}
    for eid in after:
        parts.setdefault(origins[eid] or (f"new {eid}",), []).append(eid)
    found: dict[str, Redline] = {}
    for origin, eids in parts.items():
        old = "\n".join(before[eid] for eid in origin if eid in before)
        ends, whole = [], ""
        for eid in eids:
            whole += after[eid] + "\n" * (eid != eids[-1])
            ends.append(len(whole))
        *parted, last = cut(redline(old, whole), ends)
        found |= zip(eids, (*map(_without_end, parted), last), strict=True)
    return found


def _without_end(part: Redline) -> Redline:
    """A part without the line break that stands before the next."""
    if not part or not part[-1].text.endswith("\n"):
        return part
    last = Piece(part[-1].kind, part[-1].text[:-1])
    return (*part[:-1], *((last,) if last.text else ()))


def _change(eid: str, origin: tuple[str, ...], texts: Mapping[str, Redline], *, split: bool) -> ClauseChange:
    same = all(piece.kind is PieceKind.SAME for found in texts.values() for piece in found)
    if split or not origin:
        return ClauseChange(eid, Fate.SPLIT if split else Fate.NEW, origin, texts)
    kind = Fate.MOVED if origin != (eid,) else Fate.SAME if same else Fate.REWORDED
    return ClauseChange(eid, kind, origin, texts)


def _with_gone(told: Sequence[ClauseChange], old_eids: Sequence[str],
               before: Mapping[str, Mapping[str, str]]) -> Iterator[
        ClauseChange]:
    """The changes with those clauses between them that nothing came from."""
    heirs = {old: change.anchor for change in told for old in change.origin}
    behind: dict[str, list[ClauseChange]] = {}
    last = ""
    for eid in old_eids:
        if eid not in heirs:
            texts = {language: redline(found[eid], "") for language, found in before.items() if eid in found}
            behind.setdefault(last, []).append(ClauseChange(eid, Fate.GONE, (), texts))
        last = heirs.get(eid, last)
    yield from behind.get("", ())
    for change in told:
        yield change
        yield from behind.get(change.anchor, ())


def _lines(cell: etree._Element, found: Redline, words: Interface) -> None:
    """The lines of a clause, each change with words for whoever cannot see it."""
    line = None
    for piece in found:
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

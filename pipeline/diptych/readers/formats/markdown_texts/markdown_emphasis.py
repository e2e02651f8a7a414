"""A line of Markdown → its text without marks of emphasis, links, pictures and formulas, and the spans of these."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from diptych.draft import Mark
from diptych.readers.formats.formulas import dollars
from diptych.readers.formats.hyperlinks import hyperlink
from diptych.readers.formats.lines import Hyperlink, Markup, MathFormula
from diptych.readers.formats.markdown_texts.markdown_notes import INNER
from diptych.readers.formats.pictures import received

_MARK: Final = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<run>\*{1,3}|_{1,3})|\[\^(?P<note>[^\]\s]{1,60})\]|"
                          r"(?P<open>(?<!!)\[)|\]\((?P<target>[^\s()<>\[\]]{1,2000})\)")
"""Pattern of an escaped character, of a delimiter run (CommonMark 0.31, section 6.2), of the mark of a note, and of the
begin and the end of a link without a title (section 6.3)."""
_PICTURE: Final = re.compile(r"(?<!\\)!\[(?P<alt>[^\[\]]{0,300})\]\((?P<source>[^\s()<>]++)"
                             r'(?:[ \t]++"(?P<title>[^"]{0,300})")?\)')
"""Pattern of a picture with its words, its address and its title (CommonMark 0.31, section 6.4)."""
_LABEL: Final = re.compile(r"\s*\(?\w{1,5}[.)]\s*")
"""Pattern of a label before words in bold, as in "1. **Terms.** Words mean things"."""
_UNSEEN: Final = "*_ \t"
"""Characters that are no words of a link by themselves: delimiters and white space."""
_NAMES: Final = {1: ("i",), 2: ("b",), 3: ("b", "i")}
"""Inline elements of Akoma Ntoso by the length of a delimiter run."""
Span = tuple[int, int, tuple[Markup, ...] | str | range | Mark]
"""Begin and end in the plain text, and what it is marked as, the name of a note, the columns of the words of a note
within the line, or a picture."""


@dataclass(slots=True)
class _PlainText:
    """The plain text of a line so far, with its spans. `depths` are the delimiter runs of each kind around the place,
    `link` is the link around it, `begin` where its marks began, `strong` the length of the beginning in bold."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    depths: dict[str, int] = field(default_factory=lambda: {"b": 0, "i": 0})
    link: Hyperlink | None = None
    begin: int = 0
    strong: int = 0
    leads: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple([name for name, depth in self.depths.items() if depth])

    @property
    def markup(self) -> tuple[Markup, ...]:
        """What the text at the place is marked as."""
        return self.names if self.link is None else (self.link, *self.names)

    def add(self, formula: MathFormula) -> None:
        """Adds a formula, with the marks around it."""
        self.divide()
        self.text += formula.linear
        self.spans.append((self.begin, len(self.text), (*self.markup, formula)))
        self.begin = len(self.text)

    def divide(self) -> None:
        """Ends the text with the same marks."""
        names = self.names
        own = self.text[self.begin:]
        self.leads = self.leads and (bool(names) or not own.strip() or not self.begin and bool(_LABEL.fullmatch(own)))
        markup = self.markup
        if markup and len(self.text) > self.begin:
            self.spans.append((self.begin, len(self.text), markup))
        self.strong = len(self.text) if self.leads and "b" in names else self.strong
        self.begin = len(self.text)


def emphasised(raw: str, notes: Iterable[str], inner: Collection[int] = ()) -> tuple[str, list[Span], int]:
    """The plain text of a line, its spans, and the length of its beginning in bold; `notes` have their marks in it.

    `inner` are the columns at which notes within the line begin."""
    formulas = dollars.formulas(raw) if "$" in raw else {}
    pictures = list(_PICTURE.finditer(raw)) if "![" in raw else []
    within = [note for note in INNER.finditer(raw) if note.start() in inner] if inner else []
    whole = (*within, *(mark for mark in (*pictures, *formulas) if not _is_in(mark, within)))
    own = [mark for mark in _MARK.finditer(raw) if not _is_in(mark, whole)]
    marks, waiting = sorted((*own, *whole), key=lambda mark: mark.start()), set(notes)
    pairs, links = _pairs(raw, marks), _links(raw, marks)
    plain, place = _PlainText(), 0
    for index, mark in enumerate(marks):
        plain.text += raw[place:mark.start()]
        place = mark.end()
        if mark in formulas:
            plain.add(formulas[mark])
        elif mark in within:
            plain.spans.append((len(plain.text), len(plain.text), range(*mark.span("words"))))
        elif mark.re is _PICTURE:
            plain.divide()
            picture = received(mark["source"], mark["alt"] or mark["title"] or "")
            plain.spans.append((len(plain.text), len(plain.text), picture))
        elif mark["escaped"]:
            plain.text += mark["escaped"]
        elif mark["note"] in waiting:
            waiting.remove(mark["note"])
            plain.spans.append((len(plain.text), len(plain.text), mark["note"]))
        elif index in links:
            plain.divide()
            plain.link = links[index]
        elif index not in pairs:
            plain.text += mark[0]
        else:
            plain.divide()
            for name in _NAMES[len(mark[0])]:
                plain.depths[name] += 1 if pairs[index] > index else -1
    return plain.text + raw[place:], sorted(plain.spans, key=lambda span: span[:2]), plain.strong


def _is_in(mark: re.Match[str], whole: Iterable[re.Match[str]]) -> bool:
    """Whether a mark begins in one of others, or ends there."""
    return any(outer.start() <= mark.start() < outer.end() or outer.start() < mark.end() <= outer.end()
               for outer in whole)


def _links(raw: str, marks: Sequence[re.Match[str]]) -> dict[int, Hyperlink | None]:
    """The link that begins at a mark, None where it ends; one without words or to no absolute URL stays as written."""
    links: dict[int, Hyperlink | None] = {}
    opened = -1
    for index, mark in enumerate(marks):
        if mark.re is not _MARK:
            continue
        if mark["open"]:
            opened = index
        elif mark["target"] and opened >= 0:
            link = hyperlink(mark["target"])
            if link is not None and raw[marks[opened].end():mark.start()].strip(_UNSEEN):
                links[opened], links[index] = link, None
            opened = -1
    return links


def _drop(opened: Iterable[list[int]], first: int) -> None:
    """Drops the runs behind one that was closed: they open nothing."""
    for places in opened:
        while places and places[-1] > first:
            places.pop()


def _pairs(raw: str, marks: Sequence[re.Match[str]]) -> dict[int, int]:
    """The place of the other run for each delimiter run of a pair; pairs are within each other or apart."""
    pairs: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for index, mark in enumerate(marks):
        if mark.re is not _MARK or mark["run"] is None:
            continue
        before, after = raw[:mark.start()][-1:], raw[mark.end():mark.end() + 1]
        if (before + after).isascii() and before.isalnum() and after.isalnum():
            # An asterisk within a word or a number is its own: R*123-4.
            continue
        same = opened.setdefault(mark[0], [])
        if same and before and not before.isspace():
            first = same.pop()
            pairs[first], pairs[index] = index, first
            _drop(opened.values(), first)
        elif after and not after.isspace():
            same.append(index)
    return pairs

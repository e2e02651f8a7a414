"""A line of Markdown → its text without marks of emphasis, and the spans that they show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_MARK: Final = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<run>\*{1,3}|_{1,3})|\[\^(?P<note>[^\]\s]{1,60})\]")
"""Pattern of an escaped character, of a delimiter run (CommonMark 0.31, section 6.2) and of the mark of a note."""
_NAMES: Final = {1: ("i",), 2: ("b",), 3: ("b", "i")}
"""Inline elements of Akoma Ntoso by the length of a delimiter run."""
Span = tuple[int, int, tuple[str, ...] | str]
"""Begin and end in the plain text, and the names of inline elements or the name of a note."""


def emphasised(raw: str, notes: Iterable[str]) -> tuple[str, list[Span], int]:
    """The plain text of a line, its spans, and the length of its beginning in bold; `notes` have their marks in it."""
    marks, waiting = list(_MARK.finditer(raw)), set(notes)
    pairs = _pairs(raw, marks)
    plain, spans = "", list[Span]()
    depths = {"b": 0, "i": 0}
    place = begin = strong = 0
    leads = True
    for index, mark in enumerate(marks):
        plain += raw[place:mark.start()]
        place = mark.end()
        if mark["escaped"]:
            plain += mark["escaped"]
        elif mark["note"] in waiting:
            waiting.remove(mark["note"])
            spans.append((len(plain), len(plain), mark["note"]))
        elif index not in pairs:
            plain += mark[0]
        else:
            names = tuple([name for name, depth in depths.items() if depth])
            leads = leads and (bool(names) or not plain[begin:].strip())
            if names and len(plain) > begin:
                spans.append((begin, len(plain), names))
            strong = len(plain) if leads and "b" in names else strong
            begin = len(plain)
            for name in _NAMES[len(mark[0])]:
                depths[name] += 1 if pairs[index] > index else -1
    return plain + raw[place:], sorted(spans, key=lambda span: span[:2]), strong


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
        if mark["run"] is None:
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

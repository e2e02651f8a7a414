"""A MathML tree → the formula of a line: its markup, its linear form, the letters of the source in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.readers.formats.formulas.linear import INVISIBLE, linear
from diptych.readers.formats.formulas.mathml import ADDED, TOKENS, element, token
from diptych.readers.formats.lines import MathFormula, Notation

DEPTH: Final = 60
"""Most levels of a formula, chosen. If raised, deeper formulas are translated, and pages nest deeper."""
SIZE: Final = 5000
"""Most elements of a formula, chosen. If raised, longer formulas are translated; the time grows with them."""
_NAMED: Final = 5
"""Names in a finding, chosen. If raised, the finding is longer."""
NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
"""Namespace of MathML."""

_EQUAL: Final = str.maketrans({"\u2212": "-", **dict.fromkeys(map(chr, INVISIBLE))})
"""Characters that stand for others in a linear form: the minus sign. Invisible operators are not in it."""


def formula(children: list[etree._Element], unknown: tuple[str, ...] = (), source: str = "") -> MathFormula | None:
    """The formula of elements of MathML; None if it has no letter or is too large.

    `unknown` are the names of what was not translated. `source` are the characters of the source, if they are not the
    texts of the tokens.
    """
    math = element("math", *children)
    letters = "".join("".join(item.text or "" for item in math.iter(*TOKENS) if ADDED not in item.attrib).split())
    if sum(1 for _ in math.iter()) > SIZE or _depth(math) > DEPTH:
        return None
    words = linear(math)
    if not letters or _count(letters) - _count(words):
        return None
    for item in math.iter():
        item.attrib.pop(ADDED, None)
    math.set("alttext", words)
    math.set("xmlns", NAMESPACE)
    markup = etree.tostring(math, encoding="unicode")
    return MathFormula(markup, words, "".join(source.split()) or letters, tuple(dict.fromkeys(unknown)))


def findings(notations: Iterable[Notation], file: str) -> Iterator[Diagnostic]:
    """T032 if parts of formulas were not translated, with their names."""
    partial = [item for item in notations if isinstance(item, MathFormula) and item.unknown]
    if partial:
        names = sorted({name for item in partial for name in item.unknown})
        yield diagnostic("T032", Position(file), count=len(partial), names=", ".join(names[:_NAMED]))


def kept(words: str) -> etree._Element:
    """What no translator knows, as its text."""
    return token("mtext", words)


def _depth(item: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(item, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _count(words: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFKD", words).translate(_EQUAL).split()))

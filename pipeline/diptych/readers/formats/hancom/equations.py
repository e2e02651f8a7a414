"""The script of an equation of Hangul (“{a+b} over c”) → MathML.

Braces group, white space ends a word. `over` and `atop` take the part before them; scripts follow their base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.readers.formats.formulas.formulas import DEPTH, SIZE, formula, kept
from diptych.readers.formats.formulas.mathml import SPACE, added, element, row, token, tokens
from diptych.readers.formats.formulas.script_words import ScriptWords
from diptych.readers.formats.hancom import equation_words as words
from diptych.readers.formats.lines import MathFormula

_WORDS: Final = re.compile(
    r'"[^"]*+"|\\?[A-Za-z]++|\d++(?:\.\d++)*+|<<<|>>>|\+-|-\+|<=|>=|!=|==|<<|>>|->|##|\S')
"""Pattern of a quoted text, a keyword or letters, a number, an operator of several characters, or one character."""
_OVER: Final = frozenset({"over", "OVER", "atop", "ATOP"})
_LOWER: Final = frozenset({"_", "sub", "SUB", "from", "FROM"})
_RAISE: Final = frozenset({"^", "sup", "SUP", "to", "TO"})
_ROOT: Final = frozenset({"sqrt", "SQRT", "root", "ROOT"})
_LEFT: Final = frozenset({"left", "LEFT"})
_RIGHT: Final = frozenset({"right", "RIGHT"})
_UNDER: Final = frozenset({"under", "UNDER", "underline", "UNDERLINE"})
_BOX: Final = frozenset({"box", "BOX"})
_OF: Final = frozenset({"of", "OF"})
_BELOW: Final = frozenset({"sum", "SUM", "prod", "PROD", "coprod", "inter", "union", "lim", "Lim", "max", "min"})
"""Words whose limits stand above and below."""
_BREAKS: Final = frozenset({"#", "##", "&"})
"""Words between rows and cells; elsewhere they are spaces."""
_UNKNOWN: Final = frozenset({
    "rel", "REL", "buildrel", "BUILDREL", "choose", "CHOOSE", "binom", "BINOM", "longdiv", "LONGDIV", "ladder",
    "LADDER", "slope",
    "SLOPE", "bigg", "BIGG", "size", "SIZE", "color", "COLOR", "ubrace", "UBRACE", "obrace", "OBRACE"})
"""Keywords that are not translated; they stand as text."""


class _DeepError(Exception):
    """A script is deeper than any that is translated."""


@dataclass(slots=True)
class _Script(ScriptWords):
    """State of a translation, and whether letters are upright."""

    upright: bool = False

    def row(self, ends: frozenset[str]) -> list[etree._Element]:
        """The parts up to one of the words `ends`, which is not taken, or to the end."""
        self.depth += 1
        if self.depth > DEPTH:
            raise _DeepError
        parts: list[etree._Element] = []
        while self.next and self.next not in ends:
            if self.next in _OVER:
                over = self.take()
                above = parts.pop() if parts else element("mrow")
                below = self.scripted()
                parts.append(element("mfrac", above, below, **(
                    {} if over.lower() == "over" else {"linethickness": "0"})))
            else:
                parts.append(self.scripted())
        self.depth -= 1
        return parts

    def scripted(self) -> etree._Element:
        """A part with the scripts behind it; a script without a base has an empty one."""
        below = self.next in _BELOW
        large = self.next in words.LARGE or below
        base = element("mrow") if self.next in _LOWER | _RAISE - {"to", "TO"} else self.part()
        lower = upper = None
        while (self.next in _LOWER and lower is None) or (self.next in _RAISE and upper is None and (
                self.next not in ("to", "TO") or large)):
            if self.take() in _LOWER:
                lower = self.part()
            else:
                upper = self.part()
        names = ("munder", "mover", "munderover") if below else ("msub", "msup", "msubsup")
        if lower is not None and upper is not None:
            return element(names[2], base, lower, upper)
        if lower is not None:
            return element(names[0], base, lower)
        return base if upper is None else element(names[1], base, upper)

    def part(self) -> etree._Element:
        """The next part without scripts."""
        self.depth += 1
        if self.depth > DEPTH:
            raise _DeepError
        word = self.take()
        part = self.group() if word == "{" else self.construct(word)
        self.depth -= 1
        return self.leaf(word) if part is None else part

    def group(self) -> etree._Element:
        outer = self.upright
        inside = row(self.row(frozenset({"}"})))
        self.take()
        self.upright = outer
        return inside if inside.tag == "mrow" else element("mrow", inside)

    def construct(self, word: str) -> etree._Element | None:
        """The element of a keyword with arguments; None for another word."""
        if word in words.MATRICES and self.next == "{":
            return self.matrix(*words.MATRICES[word])
        if word in words.ACCENTS:
            return element("mover", self.part(), added(words.ACCENTS[word]), accent="true")
        if word in _UNDER:
            return element("munder", self.part(), added("\u0332"), accentunder="true")
        if word in _BOX:
            return element("menclose", self.part(), notation="box")
        return self.root() if word in _ROOT else self.delimited() if word in _LEFT else None

    def root(self) -> etree._Element:
        """A square root; the first of two parts with `of` between them is the degree."""
        base = self.part()
        if self.next in _OF:
            self.take()
            return element("mroot", self.part(), base)
        return element("msqrt", base)

    def delimited(self) -> etree._Element:
        """What is between `left` and `right` with their delimiters, of which a full stop is none."""
        begin = self.delimiter()
        inside = self.row(_RIGHT | {"}"})
        end = self.delimiter() if self.next in _RIGHT and self.take() else ""
        return element("mrow", *_signs(begin), *inside, *_signs(end))

    def delimiter(self) -> str:
        word = self.take()
        return "" if word == "." else words.OPERATORS.get(word, word)

    def matrix(self, begin: str, end: str) -> etree._Element:
        """Rows between `#`, cells between `&`."""
        self.take()
        lines: list[list[etree._Element]] = [[]]
        while self.next:
            lines[-1].append(row(self.row(frozenset({"&", "#", "##", "}"}))))
            word = self.take()
            if word == "}":
                break
            if word in ("#", "##"):
                lines.append([])
        table = element("mtable", *(element("mtr", *(element("mtd", cell) for cell in line)) for line in lines))
        return element("mrow", *_signs(begin), table, *_signs(end))

    def leaf(self, word: str) -> etree._Element:
        """The token of a word."""
        if word.startswith('"'):
            return token("mtext", word.strip('"'))
        if word in words.SPACES or word in _BREAKS:
            return element(SPACE, width="0.28em")
        if word in words.STYLES:
            self.upright = "rm" in word.lower() or word == "roman"
            return element("mrow")
        name = word.removeprefix("\\")
        if name in _UNKNOWN:
            self.unknown.append(name)
            return kept(name)
        known = _named(name)
        return row(_characters(word, upright=self.upright)) if known is None else known


def _named(name: str) -> etree._Element | None:
    """The token of a keyword; None for another word."""
    if name in words.LARGE:
        return added(words.LARGE[name], largeop="true")
    if name in words.LETTERS:
        return added(words.LETTERS[name], "mi")
    if name in words.OPERATORS:
        return added(words.OPERATORS[name])
    return token("mi", name) if name in words.FUNCTIONS else None


def translated(script: str) -> MathFormula | None:
    """The formula of a script; None if it has no letter, is too large, or has a brace too many."""
    found = _WORDS.findall(script)
    if len(found) > SIZE:
        return None
    state = _Script(found)
    try:
        parts = state.row(frozenset())
    except _DeepError:
        return None
    return formula(parts, tuple(state.unknown), script)


def _characters(word: str, *, upright: bool) -> Iterator[etree._Element]:
    """The tokens of a word: letters are variables, unless they are a word of upright type."""
    if upright or not word.isascii() or not word.isalpha():
        yield from tokens(word, upright=upright)
    else:
        yield from (token("mi", letter) for letter in word)


def _signs(sign: str) -> Iterator[etree._Element]:
    if sign:
        yield added(sign, fence="true")

r"""A formula of LaTeX (`\frac{a}{b}`, `x^2`) → MathML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.readers.formats.formulas import latex_words as words
from diptych.readers.formats.formulas.formulas import DEPTH, SIZE, formula, kept
from diptych.readers.formats.formulas.mathml import SPACE, added, element, row, token, tokens
from diptych.readers.formats.formulas.script_words import ScriptWords
from diptych.readers.formats.lines import MathFormula

_WORDS: Final = re.compile(r"\\[A-Za-z]++\*?|\\.|\d++(?:[.,]\d++)*+|'++|[A-Za-z]|[{}^_&~]|\s++|.", re.DOTALL)
"""Pattern of a command, an escaped character, a number, primes, a letter, a sign of the grammar, or another one."""
_ENDS: Final = frozenset({"}", "&", "\\\\", "\\right", "\\end", ""})
"""Words that end a row; the empty one is the end."""


class _UnreadableError(Exception):
    """A formula is deeper than any that is translated, or its braces do not match."""


@dataclass(slots=True)
class _Latex(ScriptWords):
    """State of a translation; `unknown` are the names of commands."""

    def skip(self) -> None:
        """Passes over white space."""
        while self.next.isspace():
            self.place += 1

    def row(self) -> list[etree._Element]:
        """The parts up to a word that ends a row, which is not taken."""
        self.depth += 1
        if self.depth > DEPTH:
            raise _UnreadableError
        parts: list[etree._Element] = []
        self.skip()
        while self.next not in _ENDS:
            part = self.scripted()
            if part is not None:
                parts.append(part)
            self.skip()
        self.depth -= 1
        return parts

    def scripted(self) -> etree._Element | None:
        """A part with the scripts behind it; None for a word that prints nothing."""
        word = self.next
        base = element("mrow") if word in ("^", "_") else self.part()
        name = word.removeprefix("\\")
        below = word != name and (name in words.LARGE or name in words.LIMITED) or base is not None and (
            base.tag in ("munder", "mover") and name in words.BRACES)
        scripts: dict[str, etree._Element] = {}
        while self.script(scripts):
            pass
        if not scripts:
            return base
        base = element("mrow") if base is None else base
        names = {"_": "munder", "^": "mover"} if below else {"_": "msub", "^": "msup"}
        if len(scripts) == 2:
            return element("munderover" if below else "msubsup", base, scripts["_"], scripts["^"])
        (sign, script), = scripts.items()
        return element(names[sign], base, script)

    def script(self, scripts: dict[str, etree._Element]) -> bool:
        """Adds the next script, if one follows; primes are raised."""
        before = self.place
        self.skip()
        if self.next in ("\\limits", "\\nolimits"):
            self.take()
            return True
        if self.next in ("^", "_") and self.next not in scripts:
            sign = self.take()
            scripts[sign] = self.argument()
            return True
        if self.next[:1] == "'" and "^" not in scripts:
            scripts["^"] = token("mo", "\u2032" * len(self.take()))
            return True
        self.place = before
        return False

    def argument(self) -> etree._Element:
        """The next part, which a command or a script takes: of a number a digit; an empty one if there is none."""
        self.skip()
        if self.next[:1].isdigit() and len(self.next) > 1:
            self.words[self.place:self.place + 1] = (self.next[0], self.next[1:])
        part = element("mrow") if self.next in _ENDS else self.part()
        return element("mrow") if part is None else part

    def part(self) -> etree._Element | None:
        """The next part without scripts."""
        self.depth += 1
        if self.depth > DEPTH:
            raise _UnreadableError
        word = self.take()
        if word == "{":
            part: etree._Element | None = self.group()
        elif word[:1] == "\\":
            part = self.command(word[1:])
        elif word == "~":
            part = element(SPACE, width="0.28em")
        else:
            part = row(tokens(word))
        self.depth -= 1
        return part

    def group(self) -> etree._Element:
        inside = self.row()
        if self.take() != "}":
            raise _UnreadableError
        return element("mrow", *inside)

    def command(self, name: str) -> etree._Element | None:
        """The element of a command; None for one that prints nothing."""
        if name in words.FRACTIONS or name in words.BINOMIALS:
            return self.fraction(name)
        if name in words.ACCENTS:
            return element("mover", self.argument(), added(words.ACCENTS[name]), accent="true")
        if name in words.BRACES:
            kind, sign = words.BRACES[name]
            return element(kind, self.argument(), added(sign), accentunder="true")
        if name in words.TEXTS:
            return token("mtext", self.raw())
        built = {"sqrt": self.root, "left": self.delimited, "begin": self.environment}.get(name)
        return built() if built is not None else self.argument() if name in words.STYLED else self.sign(name)

    def fraction(self, name: str) -> etree._Element:
        above, below = self.argument(), self.argument()
        if name in words.FRACTIONS:
            return element("mfrac", above, below)
        return element("mrow", *_signs("("), element("mfrac", above, below, linethickness="0"), *_signs(")"))

    def sign(self, name: str) -> etree._Element | None:
        """The token of a command without arguments; one that is not known stands as its name."""
        if name in words.SPACES:
            return element(SPACE, width="0.28em")
        large = words.LARGE.get(name) or words.INTEGRALS.get(name)
        if large:
            return added(large, largeop="true")
        letter = words.LETTERS.get(name) or (name if name in words.FUNCTIONS else "")
        if letter or name in words.OPERATORS:
            return token("mi", letter) if letter else token("mo", words.OPERATORS[name])
        if name in words.SILENT:
            return None
        self.unknown.append(name)
        return kept(f"\\{name}")

    def raw(self) -> str:
        """The characters of a group as they are, with single spaces."""
        self.skip()
        if self.next != "{":
            return self.take()
        depth, start = 0, self.place + 1
        while self.next:
            word = self.take()
            depth += (word == "{") - (word == "}")
            if not depth:
                inside = self.words[start:self.place - 1]
                return " ".join("".join(item.removeprefix("\\") for item in inside if item not in "{}").split())
        raise _UnreadableError

    def root(self) -> etree._Element:
        """A square root, or one whose degree is in brackets."""
        self.skip()
        if self.next != "[":
            return element("msqrt", self.argument())
        self.take()
        degree: list[etree._Element] = []
        while self.next != "]":
            if self.next in _ENDS:
                raise _UnreadableError
            part = self.scripted()
            degree += [] if part is None else [part]
        self.take()
        return element("mroot", self.argument(), row(degree))

    def delimited(self) -> etree._Element:
        """What is between `left` and `right` with their delimiters, of which a full stop is none."""
        begin, inside = self.delimiter(), self.row()
        if self.take() != "\\right":
            raise _UnreadableError
        return element("mrow", *_signs(begin), *inside, *_signs(self.delimiter()))

    def delimiter(self) -> str:
        self.skip()
        word = self.take()
        return "" if word == "." else words.OPERATORS.get(word.removeprefix("\\"), word)

    def environment(self) -> etree._Element:
        """The rows of an environment, with the delimiters around it."""
        name = self.raw()
        if name not in words.MATRICES and name not in words.LINES:
            raise _UnreadableError
        if name in ("array", "alignat"):
            self.raw()
        lines: list[list[etree._Element]] = [[]]
        while True:
            lines[-1].append(row(self.row()))
            word = self.take()
            if word == "\\\\":
                lines.append([])
            elif word != "&":
                break
        if word != "\\end" or self.raw() != name:
            raise _UnreadableError
        filled = [line for line in lines if len(line) > 1 or len(line[0]) or line[0].text]
        begin, end = words.MATRICES.get(name, ("", ""))
        if len(filled) == 1 and name in words.LINES:
            return element("mrow", *filled[0])
        table = element("mtable", *(element("mtr", *(element("mtd", cell) for cell in line)) for line in filled))
        return element("mrow", *_signs(begin), table, *_signs(end))


def translated(source: str) -> MathFormula | None:
    """The formula; None if it has no letter, has a comment, is too large, or is not well formed."""
    found = _WORDS.findall(source)
    if len(found) > SIZE or "%" in found:
        return None
    state = _Latex(found)
    try:
        parts = state.row()
    except _UnreadableError:
        return None
    return formula(parts, tuple(state.unknown), source) if not state.next else None


def _signs(sign: str) -> Iterator[etree._Element]:
    if sign:
        yield added(sign, fence="true")

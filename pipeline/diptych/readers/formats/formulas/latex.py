r"""A formula of LaTeX (`\frac{a}{b}`, `x^2`) → MathML, translated by math-core.

math-core refuses what is not well formed, names each command that it does not know, and passes over comments.
"""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5
from types import MappingProxyType
from typing import Final

from lxml import etree
from math_core import LatexError, LatexToMathML

from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.formulas.formulas import formula
from diptych.readers.formats.formulas.mathml import SPACE, element, token
from diptych.readers.formats.lines import MathFormula

_LONGEST: Final = 20_000
"""Most characters of a formula, chosen. If raised, longer formulas are translated; the time grows with them."""
_DEEPEST: Final = 500
"""Most commands and groups of a formula, chosen: the most that can be in each other. math-core 0.9 recurses. A thousand
levels fit into the stack of a thread (8 MB), and twenty thousand would end the process."""
_NESTING: Final = re.compile(r"\\[A-Za-z]|\{")
"""Pattern of the begin of what may hold others."""
_COMMENT: Final = re.compile(r"(?<!\\)(?:\\\\)*+%")
_TAG: Final = re.compile(r"\\tag\*?\s*+\{([^{}]{1,60})\}")
"""Pattern of the number of a formula, which math-core knows in numbered environments alone."""
_ENVIRONMENT: Final = re.compile(r"\\(begin|end)\s*+\{([A-Za-z]{1,20}\*?)\}")
_ENVIRONMENTS: Final = MappingProxyType({
    "split": "aligned", "align": "aligned", "align*": "aligned", "eqnarray": "aligned", "eqnarray*": "aligned",
    "gather": "gathered", "gather*": "gathered", "multline": "gathered", "multline*": "gathered",
    "equation": "gathered", "equation*": "gathered", "smallmatrix": "matrix"})
"""Environments of the same rows without the numbers that math-core would count, or that it does not know."""
_MACROS: Final = MappingProxyType({"substack": r"\begin{matrix}#1\end{matrix}", "mathnormal": "{#1}"})
"""Commands that math-core does not know, in terms of those that it knows."""
_ENTITY: Final = re.compile(r"&((?!(?:amp|lt|gt|quot);)[A-Za-z]{2,40};)")
_UNKNOWN: Final = "math-core-unknown-cmd"
"""Class of an element with the name of a command that is not known."""
_ACCENTS: Final = str.maketrans({
    "`": "\u0300", "\xb4": "\u0301", "\u02c6": "\u0302", "\u02dc": "\u0303", "\xaf": "\u0305", "\u0332": "\u0305",
    "\u02d8": "\u0306", "\u02d9": "\u0307", "\xa8": "\u0308", "\u02da": "\u030a", "\u02c7": "\u030c"})
"""Combining marks of spacing accents (MathML Core, B.3), and of the low line that math-core draws above."""
_SELECTORS: Final = {0xFE00: None, 0xFE01: None}
"""Variation selectors of script letters, which few fonts know."""
_NOTHING: Final = "\u2063"
"""Sign of a delimiter that is not printed."""
_EMPTY: Final = frozenset({(SPACE, None), ("mrow", None)})
"""Names and widths of elements that show nothing if they have no text."""
_ALIGNED: Final = re.compile(r"text-align:\s*+(left|right)")


@cache
def _translator() -> LatexToMathML:
    return LatexToMathML(macros=dict(_MACROS), ignore_unknown_commands=True, allow_unreliable_rendering=True,
                         fancy_error=False)


def translated(source: str) -> MathFormula | None:
    """The formula; None if it has no letter, has a comment, is too large, or is not well formed."""
    if len(source) > _LONGEST or _COMMENT.search(source) or (
            sum(1 for _ in _NESTING.finditer(source)) > _DEEPEST):
        return None
    written = _TAG.sub(r"\\quad\\text{(\1)}", _ENVIRONMENT.sub(_renamed, source))
    try:
        markup = _translator().convert_with_local_state(written, displaystyle=True)
        math = etree.fromstring(_ENTITY.sub(lambda match: html5.get(match[1], match[1]), markup))
    except (LatexError, etree.XMLSyntaxError):
        return None
    unknown = tuple(_simplified(math))
    elements, unread = page_mathml.copied(math)
    return formula(elements, (*unknown, *unread), source)


def _renamed(match: re.Match[str]) -> str:
    return f"\\{match[1]}{{{_ENVIRONMENTS.get(match[2], match[2])}}}"


def _simplified(math: etree._Element) -> list[str]:
    """The names of unknown commands; the elements get the form of those of other translators, in place."""
    unknown = []
    for item in list(math.iter(etree.Element)):
        words = "".join(map(str, item.itertext()))
        if item.get("class") == _UNKNOWN:
            item.tag = "mrow"
            unknown += [words.removeprefix("\\")]
        elif item.tag == "mtext":
            _separate(item, words)
        elif words == _NOTHING or not words and (item.tag, item.get("width")) in _EMPTY:
            _remove(item)
        elif aligned := _ALIGNED.match(item.get("style", "")):
            item.set("columnalign", aligned[1])
        if item.text:
            item.text = item.text.translate(_SELECTORS)
    for over in math.iter("mover"):
        if over.get("accent") == "true" and len(over) == 2:
            over[1].text = (over[1].text or "").translate(_ACCENTS)
    return unknown


def _separate(text: etree._Element, words: str) -> None:
    """Makes the spaces at the ends of a text elements, in place; type within it means nothing."""
    spaces = [element(SPACE, width="0.28em") if end != end.strip() else None for end in (words[:1], words[-1:])]
    inner = [token("mtext", words.strip())] if words.strip() else []
    text.tag, text.text, text[:] = "mrow", None, [
        part for part in (spaces[0], *inner, spaces[1] if inner else None) if part is not None]


def _remove(item: etree._Element) -> None:
    """Takes away an element that shows nothing, unless an operand would be missing."""
    row = item.getparent()
    if row is not None and row.tag in ("math", "mrow", "mtd", "menclose", "msqrt") and len(row) > 1 and not len(item):
        row.remove(item)

"""MathML → its linear text form in the style of Unicode: (a+b)/c, x², √(x)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lxml import etree

from diptych.readers.formats.formulas.mathml import SPACE, TOKENS

_RAISED: Final = dict(zip("0123456789+-\u2212=()ni", "\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079"
                          "\u207a\u207b\u207b\u207c\u207d\u207e\u207f\u2071", strict=True))
_LOWERED: Final = dict(zip("0123456789+-\u2212=()aehijklmnoprstuvx", "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087"
                           "\u2088\u2089\u208a\u208b\u208b\u208c\u208d\u208e\u2090\u2091\u2095\u1d62\u2c7c\u2096\u2097"
                           "\u2098\u2099\u2092\u209a\u1d63\u209b\u209c\u1d64\u1d65\u2093", strict=True))
"""Raised and lowered forms of characters, defined by Unicode."""
_ROOTS: Final = {"3": "\u221b", "4": "\u221c"}
"""Signs of roots, besides the square root."""
INVISIBLE: Final = dict.fromkeys(range(0x2061, 0x2065))
"""Operators that are not seen: function application, times, separator, plus."""
_GROUPS: Final = frozenset({"mrow", "math", "mstyle", "mpadded", "mphantom", "menclose", "merror", "maction", "mtd"})
"""Elements that are read as what is in them."""


def linear(item: etree._Element) -> str:
    """The linear form of an element, with single spaces, in NFC."""
    return unicodedata.normalize("NFC", " ".join(_form(item).translate(INVISIBLE).split()))


def _form(item: etree._Element) -> str:
    name = str(item.tag)
    if name in TOKENS:
        return item.text or ""
    if name == SPACE:
        return " "
    parts = [child for child in item if isinstance(child.tag, str)]
    form = _FORMS.get(name)
    if form is not None and parts:
        return form(item, parts)
    return "".join(map(_form, parts))


def _fraction(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    above, below = _operands(parts, 2)
    if item.get("linethickness", "").rstrip("px") == "0":
        return f"({_form(above)}\xa6{_form(below)})"
    return f"{_operand(above)}/{_operand(below)}"


def _square_root(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return f"\u221a({''.join(map(_form, parts))})"


def _root(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    base, index = _operands(parts, 2)
    degree = _form(index).strip()
    return f"{_ROOTS[degree]}({_form(base)})" if degree in _ROOTS else f"\u221a({degree}&{_form(base)})"


def _scripts(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    base, first, *rest = _operands(parts, 3 if item.tag in ("msubsup", "munderover") else 2)
    if rest:
        return _operand(base) + _script(first, _LOWERED, "_") + _script(rest[0], _RAISED, "^")
    if item.tag in ("msup", "mover"):
        sign = _form(first).strip()
        if item.get("accent") == "true" and len(sign) == 1 and unicodedata.combining(sign):
            return _operand(base) + sign
        return _operand(base) + _script(first, _RAISED, "^")
    return _operand(base) + _script(first, _LOWERED, "_")


def _script(item: etree._Element, forms: Mapping[str, str], sign: str) -> str:
    """A script as raised or lowered characters, if Unicode has them all; else behind its sign."""
    words = _form(item).strip()
    if not words:
        return ""
    return "".join(forms[letter] for letter in words) if all(letter in forms for letter in words) else (
        sign + (words if len(words) == 1 else f"({words})"))


def _before(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    """A base with scripts on both sides, those before it first."""
    base, rest = parts[0], list(parts[1:])
    cut = next((index for index, part in enumerate(rest) if part.tag == "mprescripts"), len(rest))

    def side(scripts: Sequence[etree._Element]) -> str:
        return "".join(_script(part, _RAISED if index % 2 else _LOWERED, "^" if index % 2 else "_")
                       for index, part in enumerate(scripts))

    return side(rest[cut + 1:]) + _operand(base) + side(rest[:cut])


def _table(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return "; ".join(", ".join(_form(cell).strip() for cell in row) for row in parts)


def _fenced(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    separators = item.get("separators", ",").replace(" ", "")
    words = _form(parts[0])
    for index, part in enumerate(parts[1:]):
        words += (separators[min(index, len(separators) - 1)] if separators else "") + _form(part)
    return item.get("open", "(") + words + item.get("close", ")")


def _first(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return _form(parts[0])


def _operands(parts: Sequence[etree._Element], count: int) -> list[etree._Element]:
    """So many operands; those that are missing are empty, further ones belong to the last."""
    padded = [*parts, *(etree.Element("mrow") for _ in range(count - len(parts)))]
    if len(padded) > count:
        last = etree.Element("mrow")
        last.text = None
        whole = "".join(map(_form, padded[count - 1:]))
        rest = etree.SubElement(last, "mtext")
        rest.text = whole
        padded[count - 1:] = [last]
    return padded


def _operand(item: etree._Element) -> str:
    """The form of an operand, in parentheses if it has several parts."""
    words = _form(item).strip()
    return words if len(words) < 2 or words.isalnum() or _is_number(words) or _is_enclosed(words) else f"({words})"


def _is_number(words: str) -> bool:
    return words.replace(".", "").replace(",", "").isdigit()


def _is_enclosed(words: str) -> bool:
    """Whether the first parenthesis of a form closes at its end."""
    depth = 0
    for index, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return index == len(words) - 1
    return False


_FORMS: Final[Mapping[str, Callable[[etree._Element, Sequence[etree._Element]], str]]] = {
    "mfrac": _fraction, "msqrt": _square_root, "mroot": _root, "mtable": _table, "mfenced": _fenced,
    "semantics": _first, "mmultiscripts": _before,
    **dict.fromkeys(("msup", "msub", "msubsup", "munder", "mover", "munderover"), _scripts)}

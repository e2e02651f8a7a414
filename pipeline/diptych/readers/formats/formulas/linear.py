"""MathML → its linear text form in the style of Unicode: (a+b)/c, x², √(x)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lxml import etree

from diptych.readers.formats.formulas.mathml import SPACE, TOKENS

_RAISED: Final = {"1": "\xb9", "2": "\xb2", "3": "\xb3"}
"""Raised digits of Latin-1, defined by Unicode. Fonts of the PDF lack the other raised and lowered characters."""
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
    return _row(parts)


def _fraction(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    above, below = _operands(parts, 2)
    if item.get("linethickness", "").rstrip("px") == "0":
        return f"({_form(above)}\xa6{_form(below)})"
    return f"{_operand(above)}/{_operand(below)}"


def _square_root(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return f"\u221a({_row(parts)})"


def _root(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    base, index = _operands(parts, 2)
    return f"\u221a({_form(index).strip()}&{_form(base)})"


def _scripts(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    base, first, *rest = _operands(parts, 3 if item.tag in ("msubsup", "munderover") else 2)
    if rest:
        return _operand(base) + _script(first, "_") + _script(rest[0], "^")
    if item.tag in ("msup", "mover"):
        sign = _form(first).strip()
        is_accent = item.get("accent") == "true" and len(sign) == 1 and unicodedata.combining(sign)
        return _operand(base) + (sign if is_accent else _script(first, "^"))
    return _operand(base) + _script(first, "_")


def _script(item: etree._Element, sign: str) -> str:
    """A script behind its sign; a raised digit is one character if Latin-1 has it."""
    words = _form(item).strip()
    if sign == "^" and words in _RAISED:
        return _RAISED[words]
    return words and sign + (words if len(words) == 1 else f"({words})")


def _row(parts: Sequence[etree._Element]) -> str:
    """The forms of parts in a row, with a space between a script of one character and a letter behind it."""
    words = ""
    for part in parts:
        form = _form(part)
        words += (" " if words[-2:-1] in ("_", "^") and words[-1:].isalnum() and form[:1].isalnum() else "") + form
    return words


def _before(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    """A base with scripts on both sides, those before it first."""
    base, rest = parts[0], list(parts[1:])
    cut = next((index for index, part in enumerate(rest) if part.tag == "mprescripts"), len(rest))

    def side(scripts: Sequence[etree._Element]) -> str:
        return "".join(_script(part, "^" if index % 2 else "_") for index, part in enumerate(scripts))

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

"""MathML → a formula of Word (OMML, ECMA-376, part 1, 22.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from lxml import etree

from diptych.akn.names import local

_NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_GROUPS: Final = frozenset({"math", "mrow", "mstyle", "mpadded"})
"""Elements that are read as what is in them."""
_TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext", "ms"})
"""Elements that hold text."""
_LARGE: Final = frozenset("\u2211\u220f\u2210\u222b\u222c\u222d\u222e\u22c2\u22c3")
"""Large operators: sums, products, integrals, intersections and unions."""
_LIMITS: Final = {"munderover": ("sub", "sup"), "munder": ("sub",), "mover": ("sup",),
                  "msubsup": ("sub", "sup"), "msub": ("sub",), "msup": ("sup",)}
"""Limits of a large operator by the element of them."""
_ABOVE: Final = frozenset({"munderover", "munder", "mover"})
"""Elements whose limits are below and above the operator."""
_BAR: Final = "|"
"""Sign behind a value that is taken at a place, without a counterpart."""
_OPENING, _CLOSING = frozenset("([{|\u2016\u27e8\u230a\u2308"), frozenset(")]}|\u2016\u27e9\u230b\u2309")
_COMBINING: Final = ("\u0300", "\u20ff")
"""The first and the last of the characters that may be accents."""


class _UnknownError(Exception):
    """MathML has an element that is not translated."""


def formula(markup: str) -> str:
    """The formula as an element `oMath`; empty if it has elements that Word has no counterpart for."""
    try:
        inside = _form(etree.fromstring(markup))
    except _UnknownError:
        return ""
    return f'<m:oMath xmlns:m="{_NAMESPACE}">{inside}</m:oMath>' if inside else ""


def _form(item: etree._Element) -> str:
    name = local(item.tag)
    parts = list(item.iterchildren(etree.Element))
    if name in _TOKENS:
        return _run(item, name)
    if name in _GROUPS:
        return _row(parts)
    if name == "mspace":
        return '<m:r><m:t xml:space="preserve"> </m:t></m:r>'
    if name in _FORMS and len(parts) >= _FORMS[name][0]:
        return _FORMS[name][1](item, parts)
    raise _UnknownError


def _row(parts: Sequence[etree._Element]) -> str:
    """The forms of parts in a row; delimiters around all of it are as high as it is."""
    first, last = (_sign(parts[0]), _sign(parts[-1])) if len(parts) > 1 else ("", "")
    if first in _OPENING and (last in _CLOSING or local(parts[-1].tag) == "mtable"):
        end = last if last in _CLOSING else ""
        inside = _operations(parts[1:-1] if end else parts[1:])
        return _build("d", ("e", inside), properties=_value("begChr", first) + _value("endChr", end))
    if last == _BAR and [_sign(part) for part in parts].count(_BAR) == 1:
        return _build("d", ("e", _operations(parts[:-1])), properties=_value("begChr", "") + _value("endChr", last))
    return _operations(parts)


def _operations(parts: Sequence[etree._Element]) -> str:
    """The forms of parts in a row; the part behind a large operator with limits is its operand (22.1.2.70)."""
    forms = operand = ""
    for item in reversed(parts):
        limits = _LIMITS.get(local(item.tag))
        if limits and len(item) == len(limits) + 1 and _sign(item[0]) in _LARGE and operand:
            operand = _large(item, limits, operand)
        else:
            forms, operand = operand + forms, _form(item)
    return operand + forms


def _large(item: etree._Element, limits: Sequence[str], operand: str) -> str:
    """A large operator with its limits and its operand."""
    given = dict(zip(limits, item[1:], strict=True))
    place = "undOvr" if local(item.tag) in _ABOVE else "subSup"
    properties = (_value("chr", _sign(item[0])) + _value("limLoc", place) + "".join(
        _value(f"{name}Hide", "1") for name in ("sub", "sup") if name not in given))
    return _build("nary", *((name, given.get(name, "")) for name in ("sub", "sup")), ("e", operand),
                  properties=properties)


def _sign(item: etree._Element) -> str:
    """The text of an operator; empty for other elements."""
    return item.text or "" if local(item.tag) == "mo" else ""


def _run(item: etree._Element, name: str) -> str:
    """A run; a text is normal text (22.1.2.72), a word or an upright letter in plain type (22.1.2.111)."""
    words = "".join(map(str, item.itertext()))
    is_upright = name == "mi" and (len(words) > 1 or item.get("mathvariant") == "normal")
    properties = "<m:nor/>" if name in ("mtext", "ms") else '<m:sty m:val="p"/>' if is_upright else ""
    own = f"<m:rPr>{properties}</m:rPr>" if properties else ""
    return f'<m:r>{own}<m:t xml:space="preserve">{escape(words, quote=False)}</m:t></m:r>' if words else ""


def _build(name: str, *arguments: tuple[str, etree._Element | str], properties: str = "") -> str:
    """An element with its arguments by name."""
    inside = "".join(f"<m:{key}>{part if isinstance(part, str) else _form(part)}</m:{key}>" for key, part in arguments)
    own = f"<m:{name}Pr>{properties}</m:{name}Pr>" if properties else ""
    return f"<m:{name}>{own}{inside}</m:{name}>"


def _value(name: str, words: str) -> str:
    return f'<m:{name} m:val="{escape(words)}"/>'


def _fraction(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    is_bare = item.get("linethickness", "").rstrip("px") == "0"
    return _build("f", ("num", parts[0]), ("den", parts[1]), properties=_value("type", "noBar") if is_bare else "")


def _square_root(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return _build("rad", ("deg", ""), ("e", "".join(map(_form, parts))), properties=_value("degHide", "1"))


def _root(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return _build("rad", ("deg", parts[1]), ("e", parts[0]))


def _scripts(name: str, *keys: str) -> Callable[[etree._Element, Sequence[etree._Element]], str]:
    def built(_: etree._Element, parts: Sequence[etree._Element]) -> str:
        return _build(name, *zip(("e", *keys), parts, strict=False))

    return built


def _above(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    """An accent, or a limit above."""
    sign = "".join(map(str, parts[1].itertext()))
    if item.get("accent") == "true" and len(sign) == 1 and _COMBINING[0] <= sign <= _COMBINING[1]:
        return _build("acc", ("e", parts[0]), properties=_value("chr", sign))
    return _build("limUpp", ("e", parts[0]), ("lim", parts[1]))


def _both(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    """Limits below and above."""
    below = _build("limLow", ("e", parts[0]), ("lim", parts[1]))
    return _build("limUpp", ("e", below), ("lim", parts[2]))


def _table(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    rows = [[_form_of_cell(cell) for cell in row.iterchildren(etree.Element)] for row in parts]
    width = max((len(row) for row in rows), default=0)
    filled = ("".join(f"<m:e>{cell}</m:e>" for cell in (*row, *[""] * (width - len(row)))) for row in rows)
    return f"<m:m>{''.join(f'<m:mr>{row}</m:mr>' for row in filled)}</m:m>"


def _form_of_cell(cell: etree._Element) -> str:
    return "".join(map(_form, cell.iterchildren(etree.Element)))


def _fenced(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    properties = (_value("begChr", item.get("open", "(")) + _value("sepChr", item.get("separators", ",").strip()[:1])
                  + _value("endChr", item.get("close", ")")))
    return _build("d", *(("e", part) for part in parts), properties=properties)


def _box(item: etree._Element, parts: Sequence[etree._Element]) -> str:
    if item.get("notation") != "box":
        raise _UnknownError
    return _build("borderBox", ("e", "".join(map(_form, parts))))


def _before(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    """A base with scripts before it alone."""
    if len(parts) != 4 or local(parts[1].tag) != "mprescripts":
        raise _UnknownError
    return _build("sPre", ("sub", parts[2]), ("sup", parts[3]), ("e", parts[0]))


def _meaning(_: etree._Element, parts: Sequence[etree._Element]) -> str:
    return _form(parts[0])


_FORMS: Final[Mapping[str, tuple[int, Callable[[etree._Element, Sequence[etree._Element]], str]]]] = {
    "mfrac": (2, _fraction), "msqrt": (1, _square_root), "mroot": (2, _root), "msup": (2, _scripts("sSup", "sup")),
    "msub": (2, _scripts("sSub", "sub")), "msubsup": (3, _scripts("sSubSup", "sub", "sup")), "mover": (2, _above),
    "munder": (2, _scripts("limLow", "lim")), "munderover": (3, _both), "mtable": (1, _table), "mfenced": (1, _fenced),
    "menclose": (1, _box), "semantics": (1, _meaning),
    "mmultiscripts": (4, _before)}
"""Elements with arguments: the least number of these, and their translation."""

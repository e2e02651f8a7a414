"""A formula of Word (OMML, ECMA-376, part 1, 22.1) → MathML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.readers.formats.formulas.formulas import DEPTH, formula, kept
from diptych.readers.formats.formulas.mathml import SPACE, added, element, row, tokens
from diptych.readers.formats.lines import MathFormula

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/math}"
"""Namespaces of OMML, transitional and strict."""
_THROUGH: Final = frozenset({"ins", "moveTo", "smartTag", "sdt", "sdtContent", "hyperlink", "customXml", "oMath"})
"""Elements around parts of a formula that change nothing in it."""
_UNTRANSLATED: Final = frozenset({"del", "moveFrom", "footnoteReference", "endnoteReference", "vanish", "drawing",
                                  "pict", "commentReference", "instrText", "sym", "noBreakHyphen", "ruby"})
"""Elements in a formula that the reader of paragraphs must see."""
_ARROW_BELOW: Final = "\u23df"
_HAT: Final = "\u0302"
_INTEGRAL: Final = "\u222b"
_LINE: Final = "\u0305"
"""Characters that OMML takes where a formula names none, and the line of a bar."""
_OFF: Final = frozenset({"0", "off", "false"})


class _DeepError(Exception):
    """A formula is deeper than any that is translated."""


@dataclass(slots=True)
class _Translation:
    """State of a translation: the names of elements that are not known, and the depth."""

    unknown: list[str] = field(default_factory=list)
    depth: int = 0

    def all(self, parent: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """The elements of MathML for the children of an element."""
        self.depth += 1
        if self.depth > DEPTH:
            raise _DeepError
        for child in parent:
            name = _local(child)
            if name == "r":
                yield from _run(child)
            elif name in _THROUGH:
                yield from self.all(child)
            elif name in _TRANSLATED:
                yield _TRANSLATED[name](self, child)
            elif name and not name.endswith("Pr") and (words := "".join(map(str, child.itertext())).strip()):
                self.unknown.append(name)
                yield kept(words)
        self.depth -= 1

    def part(self, item: etree._Element, name: str) -> etree._Element:
        """An argument of an element, a row; an empty one if it is not there."""
        held = _child(item, name)
        return row(self.all(held)) if held is not None else element("mrow")

    def parts(self, item: etree._Element, name: str) -> list[etree._Element]:
        return [row(self.all(child)) for child in item if _local(child) == name]


def translated(item: etree._Element) -> MathFormula | None:
    """The formula of an `oMath`; None if it has no letter, is too large, or holds deleted text or notes."""
    if any(_local(inner) in _UNTRANSLATED for inner in item.iter(etree.Element)):
        return None
    state = _Translation()
    try:
        return formula(list(state.all(item)), tuple(state.unknown))
    except _DeepError:
        return None


def _run(item: etree._Element) -> Iterator[etree._Element]:
    """The tokens of a run. Normal text (22.1.2.72) and plain type (22.1.2.111) are upright."""
    upright = _is_on(item, "nor") or _value(item, "sty") == "p"
    for child in item:
        if _local(child) == "t":
            yield from tokens("".join(map(str, child.itertext())), upright=upright)
        elif _local(child) in ("br", "tab"):
            yield element(SPACE, width="0.28em")


def _fraction(state: _Translation, item: etree._Element) -> etree._Element:
    above, below = state.part(item, "num"), state.part(item, "den")
    kind = _value(item, "type")
    if kind == "lin":
        return element("mrow", above, added("/"), below)
    return element("mfrac", above, below, **({"linethickness": "0"} if kind == "noBar" else {}))


def _radical(state: _Translation, item: etree._Element) -> etree._Element:
    base, degree = state.part(item, "e"), state.part(item, "deg")
    return element("msqrt", base) if _is_on(item, "degHide") or not len(degree) and not degree.text else (
        element("mroot", base, degree))


def _scripts(name: str, *parts: str) -> Callable[[_Translation, etree._Element], etree._Element]:
    def made(state: _Translation, item: etree._Element) -> etree._Element:
        return element(name, *(state.part(item, part) for part in parts))

    return made


def _before(state: _Translation, item: etree._Element) -> etree._Element:
    return element("mmultiscripts", state.part(item, "e"), element("mprescripts"), state.part(item, "sub"),
                   state.part(item, "sup"))


def _operator(state: _Translation, item: etree._Element) -> etree._Element:
    """An operator with limits (22.1.2.70): the integral if no character is named."""
    sign = added(_value(item, "chr", _INTEGRAL), largeop="true")
    below = None if _is_on(item, "subHide") else state.part(item, "sub")
    above = None if _is_on(item, "supHide") else state.part(item, "sup")
    aside = _value(item, "limLoc") != "undOvr"
    names = ("msub", "msup", "msubsup") if aside else ("munder", "mover", "munderover")
    limits = [part for part in (below, above) if part is not None]
    name = names[2] if len(limits) == 2 else names[0] if below is not None else names[1]
    return element("mrow", element(name, sign, *limits) if limits else sign, state.part(item, "e"))


def _delimiters(state: _Translation, item: etree._Element) -> etree._Element:
    """Arguments between delimiters (22.1.2.24), with a separator between two."""
    begin, end = added(_value(item, "begChr", "("), fence="true"), added(_value(item, "endChr", ")"), fence="true")
    inside: list[etree._Element] = []
    for part in state.parts(item, "e"):
        if inside:
            inside.append(added(_value(item, "sepChr", "|"), separator="true"))
        inside.append(part)
    return element("mrow", *(sign for sign in (begin,) if sign.text), *inside, *(sign for sign in (end,) if sign.text))


def _function(state: _Translation, item: etree._Element) -> etree._Element:
    return element("mrow", state.part(item, "fName"), element(SPACE, width="0.17em"), state.part(item, "e"))


def _accent(state: _Translation, item: etree._Element) -> etree._Element:
    return element("mover", state.part(item, "e"), added(_value(item, "chr", _HAT)), accent="true")


def _bar(state: _Translation, item: etree._Element) -> etree._Element:
    below = _value(item, "pos", "bot") == "bot"
    base, line = state.part(item, "e"), added("\u0332" if below else _LINE)
    return element("munder", base, line, accentunder="true") if below else element("mover", base, line, accent="true")


def _group(state: _Translation, item: etree._Element) -> etree._Element:
    sign = added(_value(item, "chr", _ARROW_BELOW), stretchy="true")
    return element("mover" if _value(item, "pos", "bot") == "top" else "munder", state.part(item, "e"), sign)


def _around(name: str, **attributes: str) -> Callable[[_Translation, etree._Element], etree._Element]:
    def made(state: _Translation, item: etree._Element) -> etree._Element:
        return element(name, state.part(item, "e"), **attributes)

    return made


def _phantom(state: _Translation, item: etree._Element) -> etree._Element:
    shown = _property(item, "show")
    return element("mphantom" if shown is not None and _mark(shown) in _OFF else "mrow", state.part(item, "e"))


def _matrix(state: _Translation, item: etree._Element) -> etree._Element:
    return element("mtable", *(element("mtr", *(element("mtd", cell) for cell in state.parts(line, "e")))
                               for line in item if _local(line) == "mr"))


def _equations(state: _Translation, item: etree._Element) -> etree._Element:
    return element("mtable", *(element("mtr", element("mtd", part)) for part in state.parts(item, "e")),
                   columnalign="left")


_TRANSLATED: Final[Mapping[str, Callable[[_Translation, etree._Element], etree._Element]]] = {
    "f": _fraction, "rad": _radical, "sSup": _scripts("msup", "e", "sup"), "sSub": _scripts("msub", "e", "sub"),
    "sSubSup": _scripts("msubsup", "e", "sub", "sup"), "sPre": _before, "nary": _operator, "d": _delimiters,
    "func": _function, "acc": _accent, "bar": _bar, "groupChr": _group, "box": _around("mrow"),
    "borderBox": _around("menclose", notation="box"), "phant": _phantom, "m": _matrix, "eqArr": _equations,
    "limLow": _scripts("munder", "e", "lim"), "limUpp": _scripts("mover", "e", "lim")}


def _local(item: etree._Element) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _child(item: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in item if _local(child) == name), None)


def _property(item: etree._Element, name: str) -> etree._Element | None:
    """A property of an element, in the child whose name ends with Pr."""
    return next((inner for child in item if _local(child) == f"{_local(item)}Pr" for inner in child
                 if _local(inner) == name), None)


def _value(item: etree._Element, name: str, usual: str = "") -> str:
    found = _property(item, name)
    return usual if found is None else _mark(found)


def _mark(item: etree._Element) -> str:
    return item.get(f"{M}val", item.get(f"{_STRICT}val", item.get("val", "")))


def _is_on(item: etree._Element, name: str) -> bool:
    found = _property(item, name)
    return found is not None and _mark(found) not in _OFF

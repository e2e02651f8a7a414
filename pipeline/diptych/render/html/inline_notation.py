"""Formulas, readings above a text and captions of pictures: spans with plain text, which pages and books show as
MathML, ruby and `figcaption`.

Print draws a formula itself, and has the reading in parentheses behind its base. Other renderers see the base of
a ruby alone.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.akn.formulas import MATHML
from diptych.akn.names import tag
from diptych.render.html.queries import classes

FORMULA: Final = "data-mathml"
KEPT_FORMULA: Final = "data-formula"
_READING: Final = "data-ruby"
"""Attributes of spans: the MathML of a formula, that of one which is not shown as MathML, the reading above a text."""
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}"
CAPTION: Final = "akn-figcaption"
"""Class of the caption of the pictures in a paragraph."""
_HAS: Final = etree.XPath(
    f"boolean(descendant-or-self::span[@data-mathml or @data-ruby or @class='{CAPTION}' or @class='akn-math'])")
ACCENTS: Final = str.maketrans({
    "\u0300": "`", "\u0301": "\xb4", "\u0302": "\u02c6", "\u0303": "\u02dc", "\u0304": "\xaf", "\u0305": "\xaf",
    "\u0306": "\u02d8", "\u0307": "\u02d9", "\u0308": "\xa8", "\u030a": "\u02da", "\u030c": "\u02c7"})
"""Spacing characters of combining accents (MathML Core, B.3), which are drawn in the middle of their base."""
_FOREIGN_MATH: Final = "akn-math"
"""Class of a formula of another publisher, whose elements are spans with the names of MathML in their classes."""
_PARTS: Final = frozenset({
    "math", "mi", "mn", "mo", "mtext", "ms", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "mpadded",
    "mphantom", "merror", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts",
    "none", "mtable", "mtr", "mtd", "semantics"})
"""Elements of presentation that MathML Core defines, and no others."""


def note(target: etree._Element, source: etree._Element) -> None:
    """Notes the MathML or the reading of an Akoma Ntoso element, or that it is a caption, in its span, in place."""
    markup = source.get(MATHML)
    if markup:
        target.set(FORMULA, markup)
    elif source.tag == tag("span") and source.get("class") == "ruby" and source.get("title"):
        target.set(_READING, source.get("title", ""))
    elif is_caption(source):
        target.set("class", CAPTION)


def is_caption(source: etree._Element) -> bool:
    """Whether an Akoma Ntoso element is the caption of the pictures in its paragraph."""
    return source.tag == tag("span") and source.get("class") == "caption"


def with_notation(tree: etree._Element, *, namespaced: bool) -> etree._Element:
    """The tree, or a copy of it with MathML and ruby. HTML knows MathML without its namespace, XHTML with it."""
    if not _HAS(tree):
        return tree
    copy = deepcopy(tree)
    for span in list(copy.iter("span")):
        markup, reading = span.attrib.pop(FORMULA, None), span.attrib.pop(_READING, None)
        if markup is not None:
            del span[:]
            span.text = None
            span.append(_math(markup, namespaced=namespaced))
            if _is_paragraph(span):
                span[0].set("display", "block")
        elif reading is not None:
            span.tag = "ruby"
            for name, words in (("rp", "("), ("rt", reading), ("rp", ")")):
                etree.SubElement(span, name).text = words
        elif span.get("class") == CAPTION:
            _make_figure(span)
        elif span.get("class") == _FOREIGN_MATH:
            _make_math(span, namespaced=namespaced)
    return copy


def _make_math(formula: etree._Element, *, namespaced: bool) -> None:
    """Makes a formula of another publisher MathML, in place. It stays spans if it has parts that MathML Core lacks."""
    parts = [(part, str(part.get("class", "")).removeprefix("akn-")) for part in formula.iter(etree.Element)]
    if all(name in _PARTS and part.tag == "span" for part, name in parts):
        for part, name in parts:
            part.tag = f"{_MATH}{name}" if namespaced else name
            part.attrib.clear()


def _make_figure(caption: etree._Element) -> None:
    """Makes the paragraph of a caption a figure, in place. Tools of the clause stay in it."""
    paragraph = caption.getparent()
    if paragraph is not None and paragraph.tag in ("p", "div"):
        paragraph.tag, caption.tag = "figure", "figcaption"


def keep_formulas(tree: etree._Element) -> None:
    """Keeps the linear forms of formulas as text, with their MathML in another attribute, in place; readings stay."""
    for span in tree.iter("span"):
        markup = span.attrib.pop(FORMULA, None)
        if markup is not None:
            span.set(KEPT_FORMULA, markup)


def _is_paragraph(span: etree._Element) -> bool:
    """Whether a formula is all of its paragraph outside of tables, but for the tools of the clause."""
    paragraph = span.getparent()
    if paragraph is None or paragraph.tag != "p" or next(paragraph.iterancestors("table"), None) is not None:
        return False
    texts = [paragraph.text, *(child.tail for child in paragraph)]
    others = [child for child in paragraph if child is not span and "clause-tools" not in classes(child)]
    return not others and not any(text and text.strip() for text in texts)


def _math(markup: str, *, namespaced: bool) -> etree._Element:
    math = etree.fromstring(markup)
    for over in math.iter(f"{_MATH}mover"):
        if over.get("accent") == "true" and len(over) == 2:
            over[1].text = (over[1].text or "").translate(ACCENTS)
    if not namespaced:
        for item in math.iter(etree.Element):
            item.tag = str(item.tag).removeprefix(_MATH)
        etree.cleanup_namespaces(math)
    return math

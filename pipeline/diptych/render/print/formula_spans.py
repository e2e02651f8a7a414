"""Formulas of a print HTML tree → drawings with their linear form as invisible text, in place.

A formula in one line stays text if the fonts of the text have its characters, and so does one that cannot be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from unicodedata import combining
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from diptych.render.html.inline_notation import KEPT_FORMULA
from diptych.render.print.binding import JOINER
from diptych.render.print.fonts import Fonts
from diptych.render.print.margin import EID

if TYPE_CHECKING:
    from diptych.render.print.formula_drawing import Drawing

DRAWN: Final = "formula"
"""Class of a span whose formula is drawn; its `alt` is the linear form."""
PICTURE: Final = "formula-picture"
"""Class of a drawing in it."""
LINE: Final = "formula-line"
"""Class of a paragraph of a formula alone."""
_SVG: Final = "{http://www.w3.org/2000/svg}"
_UPRIGHT: Final = ("<mfrac", "<msqrt", "<mroot", "<msub", "<msup", "<munder", "<mover", "<mmultiscripts", "<mtable",
                   "<menclose")
"""Beginnings of the elements that take more than a line."""


def draw(tree: Element, fonts: Fonts) -> None:
    """Draws the formulas of a tree, in place. A paragraph of a drawing alone has a class for that."""
    for span, language in list(_formulas(tree, "")):
        setting, known = fonts.declared.setting(language), fonts.installed.families
        markup, linear = span.attrib.pop(KEPT_FORMULA), "".join(map(str, span.itertext())).replace(JOINER, "")
        families = [known[name] for name in setting.text if name in known]
        shown = "".join(each for each in linear if each == " " or any(each in family for family in families))
        if shown != linear or any(name in markup for name in _UPRIGHT):
            _draw(span, markup, fonts, language)
        if span.get("class") == DRAWN:
            span.set("alt", linear)
            _write(span[0], shown, setting.families)
    for paragraph in tree.iter("p"):
        if _is_alone(paragraph):
            paragraph.set("class", f"{paragraph.get('class', '')} {LINE}".strip())


def _is_alone(paragraph: Element) -> bool:
    """Whether a paragraph is a drawn formula, but for numbers in the margin."""
    children = [child for child in paragraph if child.get("class") != EID]
    texts = (paragraph.text, *(child.tail for child in paragraph))
    return len(children) == 1 and children[0].get("class") == DRAWN and not any(text and text.strip() for text in texts)


def _draw(span: Element, markup: str, fonts: Fonts, language: str) -> None:
    """Puts the drawings of a formula in the place of its text, if it can be drawn."""
    # ziamath takes 0.3 s to load, and few texts have formulas.
    from diptych.render.print import formula_drawing  # noqa: PLC0415

    families = fonts.declared.families(language)
    faces = tuple(fonts.installed.regular[family] for family in families if family in fonts.installed.regular)
    drawings = formula_drawing.drawn(markup, faces)
    if drawings:
        span[:], span.text = [_picture(drawing, formula_drawing.SIZE) for drawing in drawings], None
        span.set("class", DRAWN)


def _picture(drawing: Drawing, size: int) -> Element:
    """The drawing as an SVG element, whose base line is that of the text."""
    height = drawing.above + drawing.below
    style = (f"width:{drawing.width / size:.3f}em;height:{height / size:.3f}em;"
             f"vertical-align:{-drawing.below / size:.3f}em")
    box = f"{drawing.left:.2f} {-drawing.above:.2f} {drawing.width:.2f} {height:.2f}"
    picture = Element(f"{_SVG}svg", {"class": PICTURE, "viewBox": box, "style": style})
    drawn = ElementTree.fromstring(drawing.svg)  # noqa: S314 - drawn here
    for part in drawn.iter():
        part.tag = f"{_SVG}{part.tag}"
    picture.extend(drawn)
    return picture


def _write(picture: Element, linear: str, families: Sequence[str]) -> None:
    """Writes the linear form over a drawing without ink, so that it is searched and copied."""
    left, _, width, _ = picture.get("viewBox", "").split()
    text = SubElement(picture, f"{_SVG}text", {
        "x": left, "y": "0", "fill": "none", "font-size": "100", "font-family": ", ".join(families),
        "textLength": width, "lengthAdjust": "spacingAndGlyphs"})
    # Letters are placed one by one, and a mark without its letter takes another font.
    text.text = "".join(each for each in linear if not combining(each))


def _formulas(element: Element, language: str) -> Iterator[tuple[Element, str]]:
    """Each span of a formula in an element, with its language."""
    language = element.get("lang", language)
    if KEPT_FORMULA in element.attrib:
        yield element, language
    for child in element:
        yield from _formulas(child, language)

"""Formulas of print HTML are drawn in the place of their linear form, which can be searched."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from diptych.render.print.fonts import Fonts
from diptych.render.print.formula_spans import DRAWN, LINE, draw

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'
FRACTION = MATH.format("<mfrac><mi>a</mi><mi>b</mi></mfrac>")
SVG = "{http://www.w3.org/2000/svg}"


def span(markup: str, linear: str, fonts: Fonts, around: str = "按{}计算") -> ElementTree.Element:
    """The paragraph of a formula in a Chinese text, after formulas are drawn."""
    element = ElementTree.Element("span", {"data-formula": markup})
    element.text = linear
    inside = around.format(ElementTree.tostring(element, encoding="unicode"))
    tree = ElementTree.fromstring(f'<html lang="zh"><body><p class="akn-p">{inside}</p></body></html>')
    draw(tree, fonts)
    return tree[0][0]


def test_a_formula_is_drawn_with_its_linear_form_without_ink(family_fonts: Fonts) -> None:
    paragraph = span(FRACTION, "a\u2060/\u2060b", family_fonts)
    formula = paragraph[0]
    assert (formula.get("class"), formula.get("alt"), formula.text) == (DRAWN, "a/b", None)
    (text,) = formula.iter(f"{SVG}text")
    assert (text.text, text.get("fill")) == ("a/b", "none")
    assert "vertical-align:-" in formula[0].get("style", "")
    assert paragraph.get("class") == "akn-p"


def test_a_formula_alone_has_a_line_for_itself(family_fonts: Fonts) -> None:
    assert LINE in span(FRACTION, "a/b", family_fonts, '<a class="eid">1</a>{}').get("class", "")


@pytest.mark.parametrize(("markup", "linear"), [
    (MATH.format("<mi>a</mi><mo>+</mo><mn>1</mn>"), "a+1"), (MATH.format("<maction><msup/></maction>"), "x²")])
def test_a_formula_in_one_line_and_one_that_cannot_be_drawn_stay_text(markup: str, linear: str,
                                                                      family_fonts: Fonts) -> None:
    formula = span(markup, linear, family_fonts)[0]
    assert (formula.attrib, formula.text, len(formula)) == ({}, linear, 0)


def test_a_character_that_only_the_math_font_has_is_drawn(family_fonts: Fonts) -> None:
    formula = span(MATH.format("<mi>x</mi><mo>∈</mo><mi>ℝ</mi>"), "x∈ℝ", family_fonts)[0]
    assert (formula.get("alt"), next(formula.iter(f"{SVG}text")).text) == ("x∈ℝ", "x∈")

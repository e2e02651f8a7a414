from __future__ import annotations

import pytest
from diptych.render.html.inline_notation import with_notation
from lxml import etree, html

MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>'
LETTERS = '<span class="akn-mi">A</span><span class="akn-mi">B</span>'
TOOLS = '<span class="clause-tools"><a href="#a"></a></span>'


@pytest.mark.parametrize(("page", "display"), [
    ("<p>{}</p>", "block"), (f"<p> {{}}{TOOLS}</p>", "block"), ("<p>{}.</p>", None), ("<p>a {}</p>", None),
    ("<p>{0}{0}</p>", None), ("<table><tr><td><p>{}</p></td></tr></table>", None)])
def test_a_formula_that_is_a_paragraph_has_a_line_for_itself(page: str, display: str | None) -> None:
    formula = etree.Element("span", {"data-mathml": MATHML})
    tree = html.fragment_fromstring(page.format(etree.tostring(formula, method="html", encoding="unicode")))
    shown = with_notation(tree, namespaced=False)
    assert {math.get("display") for math in shown.iter("math")} == {display}


@pytest.mark.parametrize(("part", "made"), [
    ("mfrac", "<math><mfrac><mi>A</mi><mi>B</mi></mfrac></math>"),
    ("script", f'<span class="akn-math"><span class="akn-script">{LETTERS}</span></span>')])
def test_a_formula_of_another_publisher_is_mathml_if_all_its_parts_are(part: str, made: str) -> None:
    page = f'<p><span class="akn-math"><span class="akn-{part}">{LETTERS}</span></span></p>'
    shown = with_notation(html.fragment_fromstring(page), namespaced=False)
    assert etree.tostring(shown, method="html", encoding="unicode") == f"<p>{made}</p>"


def test_an_accent_is_a_spacing_character_on_pages() -> None:
    markup = MATHML.replace("<mi>a</mi>", '<mover accent="true"><mi>x</mi><mo>\u0305</mo></mover>')
    formula = etree.Element("p")
    etree.SubElement(formula, "span", {"data-mathml": markup})
    assert "".join(map(str, with_notation(formula, namespaced=True).itertext())) == "x\xaf"

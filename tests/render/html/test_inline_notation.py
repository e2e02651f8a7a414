from __future__ import annotations

import pytest
from diptych.render.html.inline_notation import with_notation
from lxml import etree, html

MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>'
TOOLS = '<span class="clause-tools"><a href="#a"></a></span>'


@pytest.mark.parametrize(("page", "display"), [
    ("<p>{}</p>", "block"), (f"<p> {{}}{TOOLS}</p>", "block"), ("<p>{}.</p>", None), ("<p>a {}</p>", None),
    ("<p>{0}{0}</p>", None), ("<table><tr><td><p>{}</p></td></tr></table>", None)])
def test_a_formula_that_is_a_paragraph_has_a_line_for_itself(page: str, display: str | None) -> None:
    formula = etree.Element("span", {"data-mathml": MATHML})
    tree = html.fragment_fromstring(page.format(etree.tostring(formula, method="html", encoding="unicode")))
    shown = with_notation(tree, namespaced=False)
    assert {math.get("display") for math in shown.iter("math")} == {display}

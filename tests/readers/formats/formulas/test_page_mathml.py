"""MathML of web pages: what is kept of it, and its linear form by hand."""

from __future__ import annotations

import pytest
from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.lines import MathFormula
from lxml import html


def formula(content: str) -> MathFormula | None:
    return page_mathml.translated(html.fragment_fromstring(f"<math>{content}</math>"))


@pytest.mark.parametrize(("source", "linear"), [
    ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "a/(b+1)"),
    ("<msqrt><mi>x</mi><mo>-</mo><mi>y</mi></msqrt>", "√(x-y)"),
    ("<mroot><mi>x</mi><mn>3</mn></mroot>", "√(3&x)"),
    ("<msup><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow><mi>k</mi></msup>", "(x+y)^k"),
    ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1²"),
    ("<mfenced open='[' close=']' separators=';'><mi>x</mi><mi>y</mi></mfenced>", "[x;y]"),
    ("<mmultiscripts><mi>X</mi><mn>1</mn><none/><mprescripts/><none/><mn>2</mn></mmultiscripts>", "²X_1"),
    ("<mover accent='true'><mi>v</mi><mo>\u20d7</mo></mover>", "v\u20d7"),
    ("<mi>f</mi><mo>\u2061</mo><mfenced><mi>x</mi></mfenced>", "f(x)"),
    ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>", "1, 0"),
    ("<semantics><mi>x</mi><annotation encoding='application/x-tex'>\\x</annotation></semantics>", "x"),
    ("<mtext>total  cost</mtext><mspace width='1em'/><mo>=</mo>", "total cost ="),
])
def test_the_linear_form(source: str, linear: str) -> None:
    known = formula(source)
    assert known
    assert (known.linear, known.unknown) == (linear, ())


def test_only_presentation_is_kept() -> None:
    known = formula('<mi onclick="x()" style="color:red" mathvariant="normal" href="javascript:x">a</mi>'
                    "<apply><plus/><ci>b</ci></apply>stray<script>c</script>")
    assert known
    assert known.mathml == ('<math alttext="abstrayc" xmlns="http://www.w3.org/1998/Math/MathML">'
                            '<mi mathvariant="normal">a</mi><mtext>b</mtext><mtext>stray</mtext>'
                            "<mtext>c</mtext></math>")
    assert known.unknown == ("apply", "script")


def test_a_deep_formula_keeps_its_letters() -> None:
    known = formula("<msqrt>" * 100 + "<mi>x</mi>" + "</msqrt>" * 100)
    assert known
    assert known.letters == "x"
    assert known.unknown


def test_an_empty_formula_is_none() -> None:
    assert formula("<mrow></mrow>") is None


@pytest.mark.parametrize(("around", "expected"), [
    ("{math}<span id='x' aria-hidden='true'>a+b</span>", True),
    ("<span id='x' aria-hidden='true'>a+b</span><span>{math}</span>", True),
    ("{math}<span id='x'>a+b</span>", False),
    ("{math}<span id='x' aria-hidden='true'>a+b</span> words", False),
    ("{math}<b>c</b><span id='x' aria-hidden='true'>a+b</span>", False),
    ("<span>{math} words</span><span id='x' aria-hidden='true'>a+b</span>", False),
    ("<span aria-hidden='true'><span id='x' aria-hidden='true'>a+b</span>{math}</span>", True),
    ("<span>a</span><span id='x' aria-hidden='true'>a+b</span>", False),
])
def test_a_rendering_is_alone_with_its_formula(around: str, expected: bool) -> None:  # noqa: FBT001
    page = html.fragment_fromstring(f"<p>{around.format(math='<math><mi>a</mi></math>')}</p>")
    assert page_mathml.is_rendering(page.get_element_by_id("x")) is expected

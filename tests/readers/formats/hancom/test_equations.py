"""Equation scripts of Hangul → MathML and its linear form, by hand."""

from __future__ import annotations

import pytest
from diptych.readers.formats.hancom import equations


@pytest.mark.parametrize(("script", "linear", "markup"), [
    ("{a+b} over c", "(a+b)/c", "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>"),
    ("n atop k", "(n¦k)", '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>'),
    ("x^2", "x²", "<msup><mi>x</mi><mn>2</mn></msup>"),
    ("x SUP 2", "x²", "<msup><mi>x</mi><mn>2</mn></msup>"),
    ("x_1^{2}", "x_1²", "<msubsup><mi>x</mi><mn>1</mn><mrow><mn>2</mn></mrow></msubsup>"),
    ("sqrt {x}", "√(x)", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
    ("root 3 of x", "√(3&x)", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    ("sum from 1 to n", "∑_1^n", '<munderover><mo largeop="true">∑</mo><mn>1</mn><mi>n</mi></munderover>'),
    ("int _0 ^1", "∫_0¹", '<msubsup><mo largeop="true">∫</mo><mn>0</mn><mn>1</mn></msubsup>'),
    ("lim from {x -> 0}", "lim_(x→0)",
     "<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>"),
    ("left ( x right )", "(x)", '<mrow><mo fence="true">(</mo><mi>x</mi><mo fence="true">)</mo></mrow>'),
    ("left . x right |", "x|", '<mrow><mi>x</mi><mo fence="true">|</mo></mrow>'),
    ("cases {a # b}", "{a; b", ('<mrow><mo fence="true">{</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd>'
                                  "<mi>b</mi></mtd></mtr></mtable></mrow>")),
    ("vec a", "a\u20d7", '<mover accent="true"><mi>a</mi><mo>\u20d7</mo></mover>'),
    ("rm kg", "kg", "<mrow/><mi>kg</mi>"),
    ('"총액" ~ TIMES 3.5%', "총액 ×3.5%",
     '<mtext>총액</mtext><mspace width="0.28em"/><mo>×</mo><mn>3.5</mn><mi>%</mi>'),
    ("alpha + Omega", "α+Ω", "<mi>α</mi><mo>+</mo><mi>Ω</mi>"),
])
def test_a_script_has_its_form(script: str, linear: str, markup: str) -> None:
    known = equations.translated(script)
    assert known
    assert (known.linear, known.unknown) == (linear, ())
    assert known.mathml.partition(">")[2].removesuffix("</math>") == markup
    assert known.letters == "".join(script.split())


def test_an_unknown_keyword_is_text_and_named() -> None:
    known = equations.translated("a rel b")
    assert known
    assert (known.linear, known.unknown) == ("arelb", ("rel",))


@pytest.mark.parametrize("script", ["{" * 100 + "x" + "}" * 100, "x " * 6000, " ", "{}"])
def test_what_is_no_formula_keeps_its_script(script: str) -> None:
    assert equations.translated(script) is None


@pytest.mark.parametrize("script", ["}", "{a", "over", "^", "left (", "matrix {", "x_", "root", "a } over b", '"open'])
def test_a_broken_script_loses_nothing(script: str) -> None:
    known = equations.translated(script)
    shown = script if known is None else known.linear
    assert all(letter in shown for letter in script if letter in "axb")

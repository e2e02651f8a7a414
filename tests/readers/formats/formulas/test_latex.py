"""Formulas of LaTeX become MathML with a linear form."""

from __future__ import annotations

import pytest
from diptych.readers.formats.formulas.formulas import NAMESPACE
from diptych.readers.formats.formulas.latex import translated
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

PIECES = (r"\frac", r"\sqrt", "{", "}", "[", "]", "^", "_", "x", "12", r"\alpha", r"\left(", r"\right)", r"\foo", "&",
          r"\begin{cases}", r"\end{cases}", r"\\", r"\text{a b}", "'", " ", r"\sum", r"\hat", "=")


def markup(source: str) -> str:
    formula = translated(source)
    assert formula is not None
    return formula.mathml.partition(">")[2].removesuffix("</math>")


@pytest.mark.parametrize(("source", "linear"), [
    (r"\frac{a+b}{c}", "(a+b)/c"), (r"\frac12", "1/2"), ("x^2_i", "x_i²"), (r"\sum_{i=1}^n x", "∑_(i=1)^n x"),
    (r"\sqrt[3]{x}", "√(3&x)"), (r"\left(\frac{1}{2}\right)^2", "(1/2)²"), (r"\alpha \leq \beta", "α≤β"),
    (r"\begin{cases} 1 & x>0 \\ 0 & \text{otherwise} \end{cases}", "{1, x>0; 0, otherwise"),
    (r"\begin{aligned} a &= b \\ c &= d\end{aligned}", "a, =b; c, =d"), (r"5\% \times \text{base fee}", "5%×base fee"),
    (r"\lim_{x\to 0} f", "lim_(x→0)f"), (r"\mathrm{CO}_2", "CO_2"), (r"100\,000", "100 000"),
    (r"\left|x\right|", "|x|"), (r"\mathrm{kg/m^3}", "kg/m³"), (r"x\in\mathbb{R}", "x∈ℝ"), (r"a\not=b", "a≠b"),
    (r"E=mc^2\tag{1}", "E=mc² (1)"), (r"\begin{align*}a&=b\\c&=d\end{align*}", "a, =b; c, =d"),
    (r"\text{价格}=\frac{\text{成本}}{2}", "价格=成本/2"), (r"\text{if } x", "if x"), (r"\textbf{세액}", "세액"),
    (r"\begin{equation}a=b\end{equation}", "a=b"), (r"\mathcal{L}", "ℒ"),
    (r"\sum_{\substack{i\\j}} x", "∑_(i; j)x"), (r"n \equiv 1 \pmod{2}", "n≡1 (mod 2)")])
def test_a_formula_has_a_linear_form(source: str, linear: str) -> None:
    formula = translated(source)
    assert formula is not None
    assert (formula.linear, formula.unknown) == (linear, ())


@pytest.mark.parametrize(("source", "mathml"), [
    (r"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"), (r"x^{2}", "<msup><mi>x</mi><mn>2</mn></msup>"),
    (r"x'", "<msup><mi>x</mi><mo>′</mo></msup>"), (r"\sum_i x", "<munder><mo>∑</mo><mi>i</mi></munder><mi>x</mi>"),
    (r"\int_0^1 x", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi>"),
    (r"\bar{x}", '<mover accent="true"><mi>x</mi><mo stretchy="false">\u0305</mo></mover>'),
    (r"\boxed{x}", '<menclose notation="box"><mi>x</mi></menclose>'),
    (r"\left.x\right|", "<mrow><mi>x</mi><mo>|</mo></mrow>")])
def test_a_formula_is_mathml(source: str, mathml: str) -> None:
    assert markup(source) == mathml


def test_an_unknown_command_stands_as_its_name() -> None:
    formula = translated(r"\foo{x}")
    assert formula is not None
    assert (formula.linear, formula.unknown) == (r"\foox", ("foo",))


@pytest.mark.parametrize("source", ["{x", "x}", r"\left( x", r"\begin{foo}x\end{foo}", r"\begin{cases}x\end{array}", "",
                                    "x" * 6000, "{" * 600 + "x" + "}" * 600, r"\sqrt" * 20_000 + "x", r"\text{x",
                                    "a % b", "x^2^3", "a & b", r"\text{a $x$ b}"])
def test_what_is_not_well_formed_is_no_formula(source: str) -> None:
    assert translated(source) is None


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_source_is_read_or_refused(source: str) -> None:
    formula = translated(source)
    if formula is not None:
        assert etree.fromstring(formula.mathml).tag == f"{{{NAMESPACE}}}math"
        assert formula.linear == etree.fromstring(formula.mathml).get("alttext")

"""MathML becomes a formula of Word that reads back as it was."""

from __future__ import annotations

import pytest
from diptych.readers.formats.formulas import latex, omml
from diptych.render.office.office_math import formula
from lxml import etree

SOURCES = (r"\frac{a+b}{c}", r"x^2", "x_i", "x_i^2", r"\sqrt{x}", r"\sqrt[3]{x}", r"\lim_{x\to 0} f", r"\hat{y}",
           r"\overbrace{a+b}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\text{base fee} \times 5\%",
           r"\sin x", r"\binom{n}{k}", r"\sum_{i=1}^n x_i + \int_0^1 y",
           r"\left[\frac{1}{2}\right]", r"\sum_{i=1}^n\sum_{j=1}^m a_{ij} b", r"\sum_i",
           r"\left.\frac{a}{b}\right|_{x=0}", r"a\,b < c \& d")


@pytest.mark.parametrize("source", SOURCES)
def test_a_formula_reads_back(source: str) -> None:
    received = latex.translated(source)
    assert received is not None
    again = omml.translated(etree.fromstring(formula(received.mathml)))
    assert again is not None
    assert (again.linear, again.unknown) == (received.linear, ())


def test_limits_below_and_above_are_in_each_other() -> None:
    markup = formula("<math><munderover><mi>f</mi><mi>i</mi><mi>n</mi></munderover></math>")
    assert "<m:limUpp><m:e><m:limLow><m:e>" in markup


@pytest.mark.parametrize(("source", "built"), [
    (r"\sum_{i=1}^n x_i", '<m:nary><m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/></m:naryPr><m:sub>'),
    (r"\int_0 x", '<m:limLoc m:val="subSup"/><m:supHide m:val="1"/></m:naryPr><m:sub>'),
    (r"\left(\frac{1}{2}\right)^2", '<m:d><m:dPr><m:begChr m:val="("/><m:endChr m:val=")"/></m:dPr><m:e><m:f>'),
    (r"\begin{cases}0\\1\end{cases}", '<m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr><m:e><m:m>')])
def test_operators_and_delimiters_are_as_large_as_their_operands(source: str, built: str) -> None:
    received = latex.translated(source)
    assert received is not None
    assert built in formula(received.mathml)


def test_scripts_before_a_base() -> None:
    markup = formula("<math><mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>235</mn></mmultiscripts></math>")
    again = omml.translated(etree.fromstring(markup))
    assert again is not None
    assert again.linear == "_(92)^(235)U"


@pytest.mark.parametrize("markup", ["<math/>", "<math><mmultiscripts><mi>x</mi></mmultiscripts></math>",
                                    "<math><mfrac><mi>a</mi></mfrac></math>", "<math><foo/></math>",
                                    '<math><menclose notation="circle"><mi>x</mi></menclose></math>'])
def test_what_word_has_no_formula_for_is_none(markup: str) -> None:
    assert formula(markup) == ""


def test_fences_and_boxes() -> None:
    markup = formula('<math><mfenced open="[" close="]" separators=";"><mi>a</mi><mi>b</mi></mfenced>'
                     '<menclose notation="box"><mi>c</mi></menclose></math>')
    again = omml.translated(etree.fromstring(markup))
    assert again is not None
    assert again.linear == "[a;b]c"

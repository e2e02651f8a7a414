"""Formulas of Word, with the examples of ECMA-376, part 1, 22.1.2, and their MathML and linear form by hand."""

from __future__ import annotations

import pytest
from diptych.readers.formats.formulas import omml
from diptych.readers.formats.lines import MathFormula
from lxml import etree

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, text: str) -> str:
    return f"<m:{name}>{run(text)}</m:{name}>"


def prop(kind: str, **values: str) -> str:
    held = "".join(f'<m:{name} m:val="{value}"/>' for name, value in values.items())
    return f"<m:{kind}Pr>{held}</m:{kind}Pr>"


def formula(content: str) -> MathFormula | None:
    return omml.translated(etree.fromstring(f"<m:oMath {M}>{content}</m:oMath>"))


def markup(known: MathFormula | None) -> str:
    assert known
    return known.mathml.partition(">")[2].removesuffix("</math>")


E_ = part("e", "x")
CASES = {
    "f": (f"<m:f>{part('num', 'a+b')}{part('den', 'c')}</m:f>", "(a+b)/c",
          "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>"),
    "f lin": (f"<m:f>{prop('f', type='lin')}{part('num', 'x')}{part('den', 'y')}</m:f>", "x/y",
              "<mrow><mi>x</mi><mo>/</mo><mi>y</mi></mrow>"),
    "f noBar": (f"<m:f>{prop('f', type='noBar')}{part('num', 'n')}{part('den', 'k')}</m:f>", "(n¦k)",
                '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>'),
    "rad": (f"<m:rad>{prop('rad', degHide='1')}<m:deg/>{E_}</m:rad>", "√(x)", "<msqrt><mi>x</mi></msqrt>"),
    "rad deg": (f"<m:rad>{part('deg', 'n')}{E_}</m:rad>", "√(n&x)", "<mroot><mi>x</mi><mi>n</mi></mroot>"),
    "sSup": (f"<m:sSup>{E_}{part('sup', '2')}</m:sSup>", "x²", "<msup><mi>x</mi><mn>2</mn></msup>"),
    "sSub": (f"<m:sSub>{E_}{part('sub', 'k')}</m:sSub>", "x_k", "<msub><mi>x</mi><mi>k</mi></msub>"),
    "sSubSup": (f"<m:sSubSup>{E_}{part('sub', 'b')}{part('sup', 'c')}</m:sSubSup>", "x_b^c",
                "<msubsup><mi>x</mi><mi>b</mi><mi>c</mi></msubsup>"),
    "sPre": (f"<m:sPre>{part('sub', '1')}{part('sup', '2')}{part('e', 'Y')}</m:sPre>", "_1²Y",
             "<mmultiscripts><mi>Y</mi><mprescripts/><mn>1</mn><mn>2</mn></mmultiscripts>"),
    "nary": (f"<m:nary>{prop('nary', chr='∑', limLoc='undOvr')}{part('sub', 'i=1')}{part('sup', 'n')}{E_}</m:nary>",
             "∑_(i=1)^n x",
             ('<mrow><munderover><mo largeop="true">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>'
              "</munderover><mi>x</mi></mrow>")),
    "nary usual": (f"<m:nary>{prop('nary', subHide='1', supHide='1')}<m:sub/><m:sup/>{E_}</m:nary>", "∫x",
                   '<mrow><mo largeop="true">∫</mo><mi>x</mi></mrow>'),
    "d": (f"<m:d>{E_}{part('e', 'y')}</m:d>", "(x|y)",
          '<mrow><mo fence="true">(</mo><mi>x</mi><mo separator="true">|</mo><mi>y</mi><mo fence="true">)</mo></mrow>'),
    "d brace": (f"<m:d>{prop('d', begChr='{', endChr='')}{E_}</m:d>", "{x",
                '<mrow><mo fence="true">{</mo><mi>x</mi></mrow>'),
    "m": (f"<m:m><m:mr>{part('e', 'a')}{part('e', 'b')}</m:mr><m:mr>{part('e', 'c')}{part('e', 'd')}</m:mr></m:m>",
          "a, b; c, d", ("<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd>"
                         "<mtd><mi>d</mi></mtd></mtr></mtable>")),
    "eqArr": (f"<m:eqArr>{part('e', 'x')}{part('e', 'y')}</m:eqArr>", "x; y",
              '<mtable columnalign="left"><mtr><mtd><mi>x</mi></mtd></mtr><mtr><mtd><mi>y</mi></mtd></mtr></mtable>'),
    "func": (f"<m:func>{part('fName', 'sin')}{E_}</m:func>", "sin x",
             '<mrow><mi>sin</mi><mspace width="0.17em"/><mi>x</mi></mrow>'),
    "acc": (f"<m:acc>{E_}</m:acc>", "x\u0302", '<mover accent="true"><mi>x</mi><mo>\u0302</mo></mover>'),
    "bar": (f"<m:bar>{prop('bar', pos='top')}{E_}</m:bar>", "x\u0305",
            '<mover accent="true"><mi>x</mi><mo>\u0305</mo></mover>'),
    "groupChr": (f"<m:groupChr>{E_}</m:groupChr>", "x_⏟", '<munder><mi>x</mi><mo stretchy="true">⏟</mo></munder>'),
    "limLow": (f"<m:limLow>{part('e', 'lim')}{part('lim', 'n→0')}</m:limLow>", "lim_(n→0)",
               "<munder><mi>lim</mi><mrow><mi>n</mi><mo>→</mo><mn>0</mn></mrow></munder>"),
    "limUpp": (f"<m:limUpp>{E_}{part('lim', 'y')}</m:limUpp>", "x^y", "<mover><mi>x</mi><mi>y</mi></mover>"),
    "borderBox": (f"<m:borderBox>{E_}</m:borderBox>", "x", '<menclose notation="box"><mi>x</mi></menclose>'),
    "phant": (f"<m:phant>{prop('phant', show='0')}{E_}</m:phant>", "x", "<mphantom><mi>x</mi></mphantom>"),
    "box": (f"<m:box>{E_}</m:box>", "x", "<mrow><mi>x</mi></mrow>"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_element_has_its_form(name: str) -> None:
    source, linear, mathml = CASES[name]
    known = formula(source)
    assert known
    assert (known.linear, markup(known), known.unknown) == (linear, mathml, ())


def test_words_keep_their_spaces() -> None:
    known = formula(run("No. Cases ") + run("= 1,000.5"))
    assert known
    assert known.linear == "No. Cases = 1,000.5"
    assert known.letters == "No.Cases=1,000.5"


def test_insertions_are_read_and_unknown_elements_are_text() -> None:
    known = formula(f'<w:ins xmlns:w="w">{run("a")}</w:ins><m:later>{run("b+c")}</m:later>')
    assert known
    assert (known.linear, known.unknown, known.letters) == ("ab+c", ("later",), "ab+c")


@pytest.mark.parametrize("source", ["<w:del xmlns:w='w'><m:r><m:t>a</m:t></m:r></w:del>", "", run(" "),
                                    "<m:box><m:e>" * 100 + run("x") + "</m:e></m:box>" * 100,
                                    f"<m:d>{part('e', 'x')}</m:d>" * 2000])
def test_what_is_no_formula_is_left_to_the_paragraph(source: str) -> None:
    assert formula(source) is None


def test_equal_formulas_are_two() -> None:
    first, second = formula(run("x")), formula(run("x"))
    assert first
    assert first != second

"""A formula is drawn in two dimensions, on the base line of the text."""

from __future__ import annotations

import pytest
from diptych.render.print.fonts import FontFile, Fonts
from diptych.render.print.formula_drawing import SIZE, Drawing, drawn

FRACTION = "<mfrac><mi>a</mi><mi>b</mi></mfrac>"


def drawings(inside: str, faces: tuple[FontFile, ...] = ()) -> tuple[Drawing, ...]:
    return drawn(f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>', faces)


@pytest.fixture(scope="module")
def faces(family_fonts: Fonts) -> tuple[FontFile, ...]:
    return tuple(family_fonts.installed.regular[name] for name in family_fonts.declared.setting("zh").text)


def test_a_fraction_is_above_and_below_the_base_line() -> None:
    (letter,), (fraction,) = drawings("<mi>a</mi>"), drawings(FRACTION)
    assert (letter.below < 0.1 * SIZE, fraction.below > 0.5 * SIZE, fraction.above > 0.9 * SIZE) == (True, True, True)
    assert fraction.svg.count("<path") == 2
    assert "<rect" in fraction.svg


def test_delimiters_are_as_high_as_what_they_hold() -> None:
    row = "<mrow><mo>(</mo>{}<mo>)</mo></mrow>"
    (low,), (high,) = drawings(row.format("<mi>a</mi>")), drawings(row.format(FRACTION))
    assert high.above + high.below > 1.8 * (low.above + low.below)
    (tall,) = drawings(row.format(f"<msqrt><mfrac>{FRACTION * 2}</mfrac></msqrt>").replace("(", "|").replace(")", "|"))
    assert tall.above + tall.below > 2 * SIZE


def test_a_hyphen_is_a_minus_sign_and_an_accent_no_wider_than_its_letter() -> None:
    assert drawings("<mi>a</mi><mo>-</mo><mi>b</mi>") == drawings("<mi>a</mi><mo>\u2212</mo><mi>b</mi>")
    (bare,), (barred,) = drawings("<mi>x</mi>"), drawings('<mover accent="true"><mi>x</mi><mo>\u0305</mo></mover>')
    assert barred.width < 1.3 * bare.width
    assert barred.above > bare.above


def test_text_of_other_scripts_has_the_glyphs_of_text_fonts(faces: tuple[FontFile, ...]) -> None:
    (words,) = drawings("<mfrac><mtext>应纳税额</mtext><mi>总额</mi></mfrac>", faces)
    assert 4 * SIZE < words.width < 5 * SIZE
    assert words.svg.count("<path") == 6


def test_a_long_formula_is_divided_behind_operators_outside_brackets() -> None:
    terms = f"{FRACTION}<mo>+</mo>" * 12
    assert len(drawings(f"{terms}<mi>c</mi>")) == 13
    inner = drawings(f"<mi>c</mi><mo>=</mo><mo>(</mo>{terms}<mi>c</mi><mo>)</mo>")
    assert len(inner) == 2
    assert len(drawings(f"<mfrac><mrow>{terms}<mi>c</mi></mrow><mi>b</mi></mfrac>")) == 1


@pytest.mark.parametrize("inside", [
    "<maction><mi>a</mi></maction>", "<mtext>税</mtext>", "<mfrac><mi>a</mi></mfrac>", '<mspace width="x"/><foo/>',
    "<msqrt><mn>1</mn>" * 20 + "<mi>x</mi>" + "</msqrt>" * 20])
def test_what_cannot_be_drawn_has_no_drawing(inside: str) -> None:
    before = drawings(FRACTION)
    assert drawings(inside) == ()
    assert drawings(FRACTION) == before

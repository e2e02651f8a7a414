"""What is between dollars is a formula if it is no sum of money without doubt."""

from __future__ import annotations

import pytest
from diptych.diagnostics import Position
from diptych.readers.formats.formulas.dollars import formulas, with_formulas
from diptych.readers.formats.lines import Line, MathFormula


@pytest.mark.parametrize(("line", "linear"), [
    ("按$x^2$计算", ["x²"]), ("where $n$ and $m'$", ["n", "m^′"]), (r"rate $\frac{a}{b}$.", ["a/b"]),
    ("$a+b=c$", ["a+b=c"]), ("$2x>1$", ["2x>1"]), ("按$应纳税额=所得额×税率$缴纳", ["应纳税额=所得额×税率"]),
    ("세액은 $세액=과세표준×세율$로", ["세액=과세표준×세율"]), (r"$20\,㎡$", ["20 ㎡"])])
def test_formulas(line: str, linear: list[str]) -> None:
    assert [formula.linear for formula in formulas(line).values()] == linear


@pytest.mark.parametrize("line", [
    "It costs $5 and $6.", "from $5 to US$6", "$5, $7 (HK$8)", "a fee of $1=¥150 and $2=¥300", "按$5和$6计算",
    "$5 in US$ terms", "$5 per day or $x per week", "about 5$ or 6$", "$100,000$", "收取$5，$6", "the $ USD $ rate",
    "单价$7元，总价$14元", r"\$x\$", "$PATH$ and $HOME$", "$5-$6", "$1.50/$2.00"])
def test_sums_of_money_are_none(line: str) -> None:
    assert formulas(line) == {}


def test_lines_of_a_plain_text() -> None:
    at = Position("a.txt", 1)
    lines = with_formulas([Line("fee $x^2$ or $5, $y_1$.", at), Line(r"$$\frac{a}{b}$$", at), Line("$5", at)])
    assert [line.text for line in lines] == ["fee x² or $5, y_1.", "a/b", "$5"]
    assert [[line.text[span.start:span.end] for span in line.spans] for line in lines] == [["x²", "y_1"], ["a/b"], []]
    objects = [span.object for line in lines for span in line.spans]
    assert all(isinstance(found, tuple) and isinstance(found[0], MathFormula) for found in objects)

"""Base lines of different fonts and sizes on the grid of the text."""

from __future__ import annotations

import pymupdf
import pytest
from diptych.render.print import pdf
from diptych.render.print.fonts import Fonts

STYLE = """@page { size: 500pt 400pt; margin: 40pt } body { margin: 0; font: 16pt/30pt 'Noto Serif CJK SC' }
p, h1, h2, h3 { margin: 0; font-weight: normal } h1 { font-size: 22pt; line-height: 30pt }
h2 { font-family: 'LXGW WenKai' } h3 { font-family: 'Noto Sans CJK SC' } .small { font-size: 8pt; line-height: 11pt }"""
TEXT = "<h1>题</h1><p>甲乙丙</p><h2>一</h2><p>丁戊己</p><h3>二</h3><p>庚<sup style='font-size: 8pt'>[1]</sup>辛</p>"


def base_lines(body: str, fonts: Fonts) -> list[float]:
    """The base lines of a page's lines of more than 10 points, in points."""
    made = pdf.render(f"<html lang='zh-Hans'><title>t</title><style>{STYLE}</style>{body}", fonts=fonts)
    assert made.value, made.diagnostics
    blocks = pymupdf.open(stream=made.value)[0].get_text("dict")["blocks"]
    return [span["origin"][1] for block in blocks for line in block["lines"] for span in line["spans"]
            if span["size"] > 10]


@pytest.mark.parametrize(("body", "even"), [
    (f"<body class='single gridded'><article>{TEXT}</article>", True),
    (f"<body class='single'><article>{TEXT}</article>", False),
    (f"<body class='single gridded'><div>{TEXT}</div>", False)])
def test_headings_are_on_the_lines_of_the_text_where_it_has_a_grid(family_fonts: Fonts, body: str, even: bool) -> None:  # noqa: FBT001
    found = base_lines(body, family_fonts)
    assert len(found) >= 6
    off = max((line - found[1] + 15) % 30 for line in found) - min((line - found[1] + 15) % 30 for line in found)
    assert (off < 0.1) is even


def test_lines_far_from_the_grid_stay(family_fonts: Fonts) -> None:
    shifted = "<body class='gridded'><article><p>甲</p><p>乙</p><p style='margin-top: 12pt'>丙</p></article>"
    first, second, third = base_lines(shifted, family_fonts)
    assert second - first == pytest.approx(30, abs=0.1)
    assert third - second == pytest.approx(42, abs=0.1)


def test_lines_in_tables_keep_their_distance_from_the_borders(family_fonts: Fonts) -> None:
    rows = "".join(f"<tr><td style='padding: 0.5pt'>行{number}</td></tr>" for number in range(4))
    body = f"<p>甲</p><p>乙</p><p>丙</p><p>丁</p><p>戊</p><table style='border-collapse: collapse'>{rows}</table>"
    found = [base_lines(f"<body class='{kind}'><article>{body}</article>", family_fonts) for kind in ("gridded", "")]
    assert len(found[0]) == 9
    assert found[0][5:] == pytest.approx(found[1][5:], abs=0.05)


def test_a_text_without_lines_has_no_grid(family_fonts: Fonts) -> None:
    assert not base_lines("<body class='gridded'><article><p></p></article><p class='small'>甲</p>", family_fonts)
